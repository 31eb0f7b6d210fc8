"""Pages of a worksheet become tables: LibreOffice 7.4 draws every cell of a sheet and tags next to none of them.

Nothing is guessed. A cell is what the lines on the page enclose; text goes to the cell in which it begins, and text
outside the lines is a paragraph before or after the table. A table without lines is one where every row is complete.
Elsewhere the page keeps its text in the order in which it was drawn, row by row, and an issue says so.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Dictionary, Matrix, Name, Operator, Pdf

NEAR = 1.5
"""Points: edges closer than this are one edge."""
THIN = 3.0
"""Points: a filled area no thicker than this is a line."""

_PAINTS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"})
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_MARKS = frozenset({"BDC", "BMC", "EMC", "DP", "MP"})


@dataclass(slots=True)
class Text:
    """A text object of the page: where it begins, in points, and its place among the instructions."""

    begin: int
    x: float
    y: float
    mark: int = -1
    """The number of its marked content."""


@dataclass(slots=True)
class Grid:
    """Columns and rows that lines on the page make; `columns` from the left, `rows` from the bottom."""

    columns: list[float]
    rows: list[float]
    header: tuple[float, float] | None = None
    """Bottom and top of the filled area behind the first row, where there is one."""

    @property
    def is_table(self) -> bool:
        """Whether there is more than one cell across and down."""
        return len(self.columns) > 2 and len(self.rows) > 2

    def cell(self, text: Text) -> tuple[int, int] | None:
        """Row from the top and column from the left, from 0, of the cell in which a text begins."""
        column = bisect_right(self.columns, text.x + NEAR) - 1
        row = len(self.rows) - 1 - bisect_right(self.rows, text.y + NEAR / 2)
        inside = 0 <= column < len(self.columns) - 1 and 0 <= row < len(self.rows) - 1
        return (row, column) if inside else None

    @property
    def has_header(self) -> bool:
        """Whether the first row stands on a colour of its own."""
        if self.header is None:
            return False
        return abs(self.header[1] - self.rows[-1]) < 2 * NEAR and abs(self.header[0] - self.rows[-2]) < 2 * NEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What the page's texts are, in reading order: a paragraph, or a table as rows of cells of texts."""

    paragraph: Text | None = None
    rows: list[list[list[Text]]] = field(default_factory=list)
    has_header: bool = False


@dataclass(slots=True)
class _Reading:
    """One pass over a page's instructions."""

    texts: list[Text] = field(default_factory=list)
    across: list[float] = field(default_factory=list)
    """Heights of horizontal lines."""
    down: list[float] = field(default_factory=list)
    """Places of vertical lines."""
    fills: list[tuple[float, float]] = field(default_factory=list)
    """Bottom and top of filled areas."""


def read(page: Dictionary) -> tuple[list[Any], list[Block], bool]:
    """The page's instructions without marks, what its texts are, and whether its cells can be told apart."""
    kept = [each for each in pikepdf.parse_content_stream(page) if str(each.operator) not in _MARKS]
    reading = _read(kept)
    grid = _grid(reading)
    if grid.is_table:
        return kept, _blocks(reading.texts, grid), True
    even = _even_rows(reading.texts)
    if even is not None:
        return kept, even, True
    return kept, [Block(paragraph=text) for text in reading.texts], not _stand_side_by_side(reading.texts)


def write(pdf: Pdf, instructions: Sequence[Any], texts: Iterable[tuple[Text, str]]) -> pikepdf.Stream:
    """The page's content with every text marked as what it is and everything else as decoration.

    `texts` gives the type of each text, such as "TD"; its `mark` is the number to use.
    """
    named = {text.begin: (kind, text.mark) for text, kind in texts}
    found: list[Any] = []
    inside_text = inside_path = False
    for at, instruction in enumerate(instructions):
        operator = str(instruction.operator)
        if at in named:
            kind, mark = named[at]
            found.append(_instruction([Name("/" + kind), Dictionary(MCID=mark)], "BDC"))
            inside_text = True
        elif not inside_text and not inside_path and operator in ("m", "re"):
            found.append(_instruction([Name.Artifact], "BMC"))
            inside_path = True
        if operator in ("Do", "sh", "INLINE IMAGE"):
            found += [_instruction([Name.Artifact], "BMC"), instruction, _instruction([], "EMC")]
            continue
        found.append(instruction)
        if (inside_text and operator == "ET") or (inside_path and operator in _PAINTS):
            found.append(_instruction([], "EMC"))
            inside_text = inside_path = False
    return pdf.make_stream(pikepdf.unparse_content_stream(found))


def _instruction(operands: list[Any], operator: str) -> Any:
    return pikepdf.ContentStreamInstruction(operands, Operator(operator))


def _read(instructions: Sequence[Any]) -> _Reading:
    reading = _Reading()
    state, states = Matrix(), []
    path: list[tuple[float, float]] = []
    boxes: list[tuple[float, float, float, float]] = []
    text: Text | None = None
    for at, instruction in enumerate(instructions):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "q":
            states.append(state)
        elif operator == "Q":
            state = states.pop() if states else Matrix()
        elif operator == "cm":
            state = Matrix(*(float(each) for each in operands)) @ state
        elif operator in ("m", "l"):
            path.append(_moved(state, operands[0], operands[1]))
        elif operator == "re":
            x, y, width, height = (float(each) for each in operands)
            a, b = _moved(state, x, y), _moved(state, x + width, y + height)
            boxes.append((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))
        elif operator in _PAINTS:
            _paint(reading, operator, path, boxes)
            path, boxes = [], []
        elif operator == "BT":
            text = Text(at, 0, 0)
            fresh = True
        elif text and operator in ("Td", "TD", "Tm") and fresh:
            text.x, text.y = _moved(state, operands[-2], operands[-1])
        elif text and operator in _SHOWS:
            if fresh:
                reading.texts.append(text)
            fresh = False
        elif operator == "ET":
            text = None
    return reading


def _moved(state: Matrix, x: Any, y: Any) -> tuple[float, float]:
    point = state.transform((float(x), float(y)))
    return float(point[0]), float(point[1])


def _paint(
    reading: _Reading,
    operator: str,
    path: Sequence[tuple[float, float]],
    boxes: Sequence[tuple[float, float, float, float]],
) -> None:
    """Enters what a path painted: lines, thin areas as lines, other areas as fills."""
    if operator == "n":
        return
    if operator in ("S", "s"):
        for (x0, y0), (x1, y1) in pairwise(path):
            _line(reading, x0, y0, x1, y1)
        return
    for left, bottom, right, top in boxes:
        if min(right - left, top - bottom) <= THIN:
            _line(reading, left, bottom, right, top)
        else:
            reading.fills.append((bottom, top))


def _line(reading: _Reading, x0: float, y0: float, x1: float, y1: float) -> None:
    if abs(y0 - y1) <= THIN < abs(x0 - x1):
        reading.across.append((y0 + y1) / 2)
    elif abs(x0 - x1) <= THIN < abs(y0 - y1):
        reading.down.append((x0 + x1) / 2)


def _grid(reading: _Reading) -> Grid:
    grid = Grid(_edges(reading.down), _edges(reading.across))
    if grid.is_table:
        top = grid.rows[-1]
        grid.header = min(
            (fill for fill in reading.fills if abs(fill[1] - top) < 2 * NEAR), key=lambda fill: -fill[0], default=None
        )
    return grid


def _edges(values: Iterable[float]) -> list[float]:
    """Values that lie near each other as one, in order."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > NEAR:
            edges.append(value)
    return edges


def _blocks(texts: Sequence[Text], grid: Grid) -> list[Block]:
    before: list[Block] = []
    after: list[Block] = []
    cells: dict[tuple[int, int], list[Text]] = {}
    for text in texts:
        place = grid.cell(text)
        if place is not None:
            cells.setdefault(place, []).append(text)
        else:
            (before if text.y >= grid.rows[-1] - NEAR else after).append(Block(paragraph=text))
    used = sorted({row for row, _ in cells})
    across = range(len(grid.columns) - 1)
    rows = [[cells.get((row, column), []) for column in across] for row in used]
    table = [Block(rows=rows, has_header=grid.has_header and used[:1] == [0])] if rows else []
    return [*before, *table, *after]


def _even_rows(texts: Sequence[Text]) -> list[Block] | None:
    """A table without lines, where it is complete: after any single lines, every row has as many texts as the first.

    None where it is not, since an empty cell would then push others into the wrong column.
    """
    rows: list[list[Text]] = []
    for text in texts:
        if rows and abs(rows[-1][0].y - text.y) < NEAR:
            rows[-1].append(text)
        else:
            rows.append([text])
    titles = 0
    while titles < len(rows) and len(rows[titles]) == 1:
        titles += 1
    table = rows[titles:]
    if len(table) < 2 or len({len(row) for row in table}) != 1:
        return None
    cells = [[[text] for text in sorted(row, key=lambda text: text.x)] for row in table]
    return [*(Block(paragraph=row[0]) for row in rows[:titles]), Block(rows=cells)]


def _stand_side_by_side(texts: Sequence[Text]) -> bool:
    """Whether texts share a line in more than one place: cells, though no lines are drawn around them."""
    heights = sorted(text.y for text in texts)
    return sum(after - before < NEAR for before, after in pairwise(heights)) > 1
