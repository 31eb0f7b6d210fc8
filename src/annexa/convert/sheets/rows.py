"""Texts of a printed sheet as what stands together, as rows, and as tables."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from annexa.convert.sheets.drawn import Box, Text

HEADER_ROWS: Final = 3
"""Most rows at the top of a table that are headings."""


@dataclass(slots=True, eq=False)
class Item:
    """What stands together: the lines of a paragraph in a cell, or the text of a simple cell."""

    texts: list[Text]
    box: Box
    simple: bool
    """The whole text of a cell of one line."""

    @property
    def bold(self) -> bool:
        return all(text.bold for text in self.texts)

    @property
    def size(self) -> float:
        return self.texts[0].size

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2


Cell = list[Item]
Spans = dict[tuple[int, int], tuple[int, int]]
"""Columns and rows that merged cells span, by the row and column of their first cell."""


@dataclass(slots=True)
class Line:
    """Words outside of tables: a title, a note."""

    items: Cell


@dataclass(slots=True)
class Grid:
    """A table: every row has the same number of cells."""

    rows: list[list[Cell]]
    headings: int = 0
    """How many rows at the top are headings."""
    spans: Spans = field(default_factory=dict)

    def covered(self) -> set[tuple[int, int]]:
        """Rows and columns of the cells that a merged one covers."""
        return {
            (row + down, column + across)
            for (row, column), (wide, high) in self.spans.items()
            for down in range(high)
            for across in range(wide)
            if down or across
        }

    def first(self) -> tuple[tuple[int, bytes], ...]:
        """What the first row says and where, to know it again on the next page."""
        return tuple((round(t.box[0]), t.content) for cell in self.rows[0] for item in cell for t in item.texts)


def rows_of(items: list[Item]) -> list[list[Item]]:
    """Rows: items whose heights overlap, from top to bottom, each from left to right."""
    rows: list[list[Item]] = []
    for row in _overlapping(items):
        rows += _apart(row) if _stacked(row) else [row]
    for row in rows:
        row.sort(key=lambda item: item.box[0])
    return rows


def _overlapping(items: list[Item]) -> list[list[Item]]:
    rows: list[list[Item]] = []
    low = 0.0
    for item in sorted(items, key=lambda item: -item.box[3]):
        spare = item.size * 0.3  # letters of neighbouring rows may touch
        if rows and item.box[3] - spare > low:
            rows[-1].append(item)
            low = min(low, item.box[1] + spare)
        else:
            rows.append([item])
            low = item.box[1] + spare
    return rows


def _stacked(row: list[Item]) -> bool:
    """Whether the texts of simple cells stand one below the other, joined only by a wrapped text beside them."""
    reached: list[Item] = []
    for item in sorted((item for item in row if item.simple), key=lambda item: item.box[0]):
        reached = [other for other in reached if other.box[2] > item.box[0]]
        if any(abs(other.box[1] - item.box[1]) > item.size / 2 for other in reached):
            return True
        reached.append(item)
    return False


def _apart(row: list[Item]) -> list[list[Item]]:
    """Rows by the texts of simple cells alone; a wrapped text that is higher than its row goes where it stands on."""
    rows = _overlapping([item for item in row if item.simple])
    for item in row:
        if not item.simple:
            min(rows, key=lambda row: _distance(item, row)).append(item)
    return rows


def _distance(item: Item, row: list[Item]) -> float:
    """How far a wrapped text's last line is from a row, or its first line, or its middle: as Calc aligns."""
    return min(
        min(abs(item.box[1] - other.box[1]) for other in row),
        min(abs(item.box[3] - other.box[3]) for other in row) + item.size / 4,
        min(abs(item.middle - other.middle) for other in row) + item.size / 2,
    )


def ordered(cell: Iterable[Item]) -> Cell:
    """Top to bottom, left to right; paragraphs of one cell as Calc drew them."""
    items = list(cell)
    if len(items) < 2:
        return items
    rows = rows_of(items)
    return [item for row in rows for item in row]


def clashes(cell: Cell) -> bool:
    """Whether a cell holds texts side by side with a gap, which must be of two cells."""
    simple = [item for item in cell if item.simple]
    pairs = ((a, b) for a, b in pairwise(simple) if abs(a.box[1] - b.box[1]) < a.size / 4)
    return any(b.box[0] - a.box[2] > 1.5 * a.size for a, b in pairs)


def with_headings(grid: Grid) -> Grid:
    """Rows at the top whose filled cells are all bold are headings, if other rows follow."""
    count = 0
    covered = grid.covered()
    for number, row in enumerate(grid.rows[: HEADER_ROWS + 1]):
        filled = [cell for cell in row if cell]
        told = len(filled) + sum((number, column) in covered for column in range(len(row)))
        enough = len(filled) > 1 or (filled and told == len(row) and (count == 0 or told > 1))
        if not enough or not all(item.bold for cell in filled for item in cell):
            break
        count += 1
    grid.headings = count if count <= HEADER_ROWS and count < len(grid.rows) else 0
    for (first, column), (_, high) in list(grid.spans.items()):
        if first < grid.headings < first + high:  # a merged cell belongs to the headings or to the rest
            del grid.spans[first, column]
    return grid
