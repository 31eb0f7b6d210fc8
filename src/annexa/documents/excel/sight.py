"""Cells of a sheet that nobody can see: in the colour of their cell, without a format, tiny, below a drawing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from annexa.documents.columns import column_name, column_number
from annexa.documents.drawing_fill import is_opaque
from annexa.documents.excel.looks import BLACKENED
from annexa.documents.excel.names import S
from annexa.documents.facts import HiddenKind
from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element, local
from annexa.model.findings import Place

LOWEST: Final = 1.5
"""Points up to which a row shows nothing."""
NARROWEST: Final = 0.35
"""Letters up to which a column shows nothing."""
_ROW, _COLUMN = 190_500, 609_600
"""Usual height of a row and width of a column in English Metric Units: 15 points, 64 pixels."""
_MOST: Final = 20_000
"""Cells that one drawing is asked about."""

Range = tuple[int, int, int, int]
"""First column, first row, last column, last row, counted from 1."""


@dataclass(slots=True)
class Unseen:
    """The cells of a sheet that may not be seen, until all of the sheet is known."""

    cells: list[tuple[int, int, str, str, bool]] = field(default_factory=list)
    """Row, column, text, cause, and whether a colour is the cause."""
    coloured: list[Range] = field(default_factory=list)
    """Tables and conditional formats, which colour cells in their own way."""

    def finish(self, sheet: str, tables: Iterator[Element], found: Gatherer) -> None:
        """Adds each block of cells that cannot be seen for the same cause."""
        if not self.cells:
            return
        self.coloured += [area for table in tables for area in ranges(table.get("ref") or "")]
        runs: list[tuple[str, list[tuple[int, int, str]]]] = []
        for row, column, text, cause, is_colour in self.cells:
            if is_colour and any(_holds(area, column, row) for area in self.coloured):
                continue
            if runs and runs[-1][0] == cause and row - runs[-1][1][-1][0] <= 1:
                runs[-1][1].append((row, column, text))
            else:
                runs.append((cause, [(row, column, text)]))
        for cause, cells in runs:
            place = Place(sheet=sheet, cell=f"{column_name(cells[0][1])}{cells[0][0]}")
            kind = HiddenKind.COVERED_TEXT if cause == BLACKENED else HiddenKind.TEXT
            found.hide(kind, place, text="; ".join(text for _, _, text in cells), how=cause)


def ranges(references: str) -> Iterator[Range]:
    """Areas such as "A1:C9 E2"; what is none is left out."""
    for reference in references.split():
        ends = [_cell(end) for end in reference.replace("$", "").split(":")]
        known = [end for end in ends if end is not None]
        if known:
            yield known[0][0], known[0][1], known[-1][0], known[-1][1]


def _cell(reference: str) -> tuple[int, int] | None:
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not letters.isalpha() or not letters.isascii() or not digits:
        return None
    return column_number(letters.upper()), int(digits)


def _holds(area: Range, column: int, row: int) -> bool:
    return area[0] <= column <= area[2] and area[1] <= row <= area[3]


def add_covered(drawing: Element, sheet: str, cells: dict[str, str], found: Gatherer) -> None:
    """Adds the filled cells that lie wholly below a filled shape, a picture or a chart of a sheet's drawing."""
    for anchor in drawing:
        covered = _covered(anchor)
        if covered is None:
            continue
        how, area = covered
        texts = [(ref, text) for ref in _cells_of(area) if (text := cells.get(ref, "")).strip()]
        if texts:
            kind = HiddenKind.TEXT if how == "under a chart" else HiddenKind.COVERED_TEXT
            place = Place(sheet=sheet, cell=texts[0][0])
            found.hide(kind, place, text="; ".join(text for _, text in texts), how=how)


def _cells_of(area: Range) -> Iterator[str]:
    count = 0
    for row in range(area[1], area[3] + 1):
        for column in range(area[0], area[2] + 1):
            count += 1
            if count > _MOST:
                return
            yield f"{column_name(column)}{row}"


def _covered(anchor: Element) -> tuple[str, Range] | None:
    """What a drawing is, and the cells that it hides; None where it hides none."""
    how = next((how for node in anchor if (how := _what(node))), "")
    start = next((node for node in anchor if local(node) == "from"), None)
    if not how or start is None:
        return None
    left, top = _edge(start, "col", _COLUMN), _edge(start, "row", _ROW)
    end = next((node for node in anchor if local(node) == "to"), None)
    extent = next((node for node in anchor if local(node) == "ext"), None)
    if end is not None:
        right, bottom = _edge(end, "col", _COLUMN), _edge(end, "row", _ROW)
    elif extent is not None:
        right = left + _number(extent.get("cx")) / _COLUMN
        bottom = top + _number(extent.get("cy")) / _ROW
    else:
        return None
    # A cell counts as covered where two thirds of it are.
    area = int(left + 2 / 3) + 1, int(top + 2 / 3) + 1, int(right + 1 / 3), int(bottom + 1 / 3)
    return (how, area) if area[0] <= area[2] and area[1] <= area[3] else None


def _what(node: Element) -> str:
    name = local(node)
    if any(local(child) == "cNvPr" and child.get("hidden") in ("1", "true") for child in node.iter()):
        return ""
    if name == "sp":
        shape = next((child for child in node if local(child) == "spPr"), None)
        return "under a drawn shape" if shape is not None and is_opaque(shape) else ""
    if name == "pic":
        return "under a picture"
    return "under a chart" if name == "graphicFrame" else ""


def _edge(corner: Element, axis: str, usual: int) -> float:
    """Columns or rows from the start of the sheet; how far into one is told by its usual size."""
    values = {local(node): _number(node.text) for node in corner}
    return values.get(axis, 0) + min(1.0, max(0.0, values.get(f"{axis}Off", 0) / usual))


def _number(value: str | None) -> float:
    try:
        return float(value or "0")
    except ValueError:
        return 0.0


def is_low(node: Element) -> bool:
    """Whether a row is told to be so low that it shows nothing."""
    height = node.get("ht")
    return height is not None and _number(height) <= LOWEST


def is_narrow(width: str | None) -> bool:
    """Whether a column of this width shows nothing."""
    return width is not None and _number(width) <= NARROWEST


def tables_of(roots: Iterator[Element | None]) -> Iterator[Element]:
    """The tables among some parts."""
    for root in roots:
        if root is not None and root.tag == f"{S}table":
            yield root


def merged_into_sight(
    merges: Iterable[Range], low_rows: Collection[int], hidden_columns: Collection[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Row and column of each cell in a hidden row or column that is merged with some that are shown, and so is seen."""
    seen: set[tuple[int, int]] = set()

    def is_hidden(column: int) -> bool:
        return any(first <= column <= last for first, last in hidden_columns)

    for left, top, right, bottom in merges:
        if top not in low_rows and not is_hidden(left):
            continue
        row = next((row for row in range(top, bottom + 1) if row not in low_rows), None)
        column = next((column for column in range(left, right + 1) if not is_hidden(column)), None)
        if row is not None and column is not None:
            seen.add((top, left))
    return seen


def in_ranges(rows: list[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """Hidden rows that follow each other, as first, last, words."""
    start: int | None = None
    end, words = 0, ""
    for row, text in rows:
        if start is not None and row == end + 1:
            end = row
            words = f"{words}; {text}" if len(words) < 2_000 else words
            continue
        if start is not None:
            yield start, end, words
        start, end, words = row, row, text
    if start is not None:
        yield start, end, words
