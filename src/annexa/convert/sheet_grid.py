"""Where the tables of a printed sheet are, from its texts and rules: lines of text, rows and columns, in reading order.

Nothing is guessed that could put words into a wrong order: where no table can be told, there are lines of text only.
The rules drawn around cells come first; without them, columns are what the texts of several rows have in common.
"""

import statistics
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from annexa.convert.sheet_stream import Box, Drawn, Text

SAME: Final = 1.5
"""Points: rules nearer to each other than this are the two sides of one."""
SHORTEST: Final = 4.0
"""Points: the shortest upright rule that can bound a cell."""
FILLED: Final = 0.3
"""The part of the cells that must be filled before texts without rules count as a table."""
HEADER_ROWS: Final = 3
"""Most rows at the top of a table that are headings."""
BAND_WIDTH, BAND_HEIGHT = 0.4, 0.25
"""Parts of the page: a page header or footer is at least as wide, and no higher."""


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

    def first(self) -> tuple[tuple[int, bytes], ...]:
        """What the first row says and where, to know it again on the next page."""
        return tuple((round(t.box[0]), t.content) for cell in self.rows[0] for item in cell for t in item.texts)


@dataclass(slots=True)
class Layout:
    """A page in reading order."""

    header: list[Text] = field(default_factory=list)
    footer: list[Text] = field(default_factory=list)
    blocks: list[Line | Grid] = field(default_factory=list)


def lay_out(drawn: Drawn, page: Box) -> Layout:
    """Headers, footers, lines and tables of a page."""
    texts = [text for text in drawn.texts if not in_picture(text, drawn)]
    header, footer = _bands(drawn, texts, page)
    margins = {id(text) for text in (*header, *footer)}
    items = _items([text for text in texts if id(text) not in margins])
    return Layout(header, footer, _blocks(items, drawn))


def in_picture(text: Text, drawn: Drawn) -> bool:
    """Whether a text is part of a drawing that Calc tagged, such as the title of a chart."""
    return any(p.start <= text.start < p.end for p in drawn.pictures if not p.name)


def _bands(drawn: Drawn, texts: list[Text], page: Box) -> tuple[list[Text], list[Text]]:
    """Texts of the page header and footer: Calc draws both first, each as three parts (left, centre, right)."""
    middle = (page[1] + page[3]) / 2
    found: tuple[list[Text], list[Text]] = ([], [])
    for text in texts:
        if text.artifact:
            found[_centre(text.box) < middle].append(text)
    for clip, groups in drawn.bands[:2]:
        wide = clip[2] - clip[0] >= BAND_WIDTH * (page[2] - page[0])
        low = clip[3] - clip[1] <= BAND_HEIGHT * (page[3] - page[1])
        if len(groups) < 3 or not wide or not low:
            continue
        inside = [t for t in texts if t.group in groups and t.clip == clip]
        others = [t for t in texts if not (t.group in groups and t.clip == clip)]
        if all(_centre(t.box) > clip[3] for t in others) and clip[3] < middle:
            found[1].extend(inside)
        elif all(_centre(t.box) < clip[1] or _centre(t.box) < (page[1] + page[3]) / 4 for t in others):
            found[0].extend(inside)
    return found


def _centre(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _items(texts: Iterable[Text]) -> list[Item]:
    groups: dict[int, list[Text]] = defaultdict(list)
    items = []
    for text in texts:
        if text.group is None:
            items.append(Item([text], _shown_part(text), simple=True))
        else:
            groups[text.group].append(text)
    for members in groups.values():
        items.append(Item(members, _union([_shown_part(text) for text in members]), simple=False))
    return sorted(items, key=lambda item: item.texts[0].start)


def _shown_part(text: Text) -> Box:
    """Of a text that its cell cuts off, what is left of it."""
    box, clip = text.box, text.clip
    if clip is None or clip[0] > box[2] or clip[2] < box[0]:
        return box
    return max(box[0], clip[0]), box[1], min(box[2], clip[2]), box[3]


def _union(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _blocks(items: list[Item], drawn: Drawn) -> list[Line | Grid]:
    """Ruled tables from top to bottom, and what stands between them."""
    rest = items
    blocks: list[Line | Grid] = []
    for low, high, edges in _ruled_regions(drawn):
        above = [item for item in rest if item.middle > high]
        inside = [item for item in rest if low <= item.middle <= high]
        rest = [item for item in rest if item.middle < low]
        blocks += _loose(above)
        blocks += _ruled(inside, edges, drawn) or _loose(inside)
    return blocks + _loose(rest)


# With rules


def _ruled_regions(drawn: Drawn) -> list[tuple[float, float, list[float]]]:
    """Bottom, top and the column edges of each part of the page that upright rules cut into two columns or more."""
    regions: list[list[tuple[float, float, float]]] = []
    top = 0.0
    tall = [line for line in drawn.upright if line[2] - line[1] >= SHORTEST]
    for line in sorted(tall, key=lambda line: line[1]):
        if regions and line[1] <= top + SAME:
            regions[-1].append(line)
        else:
            regions.append([line])
        top = line[2] if len(regions[-1]) == 1 else max(top, line[2])
    found = []
    for lines in reversed(regions):
        edges = _edges(lines)
        if len(edges) >= 3:
            found.append((min(ln[1] for ln in lines), max(ln[2] for ln in lines), edges))
    return found


def _edges(lines: Iterable[tuple[float, float, float]], part: float = 0.4) -> list[float]:
    """Where rules stand that are together at least `part` as long as the longest."""
    sums: list[tuple[float, list[tuple[float, float]]]] = []
    for at, low, high in sorted(lines):
        if sums and at - sums[-1][0] < SAME:
            sums[-1][1].append((low, high))
        else:
            sums.append((at, [(low, high)]))
    lengths = [(at, _covered(spans)) for at, spans in sums]
    longest = max((length for _, length in lengths), default=0.0)
    return [at for at, length in lengths if length >= part * longest]


def _covered(spans: list[tuple[float, float]]) -> float:
    total, reached = 0.0, float("-inf")
    for low, high in sorted(spans):
        total += max(0.0, high - max(low, reached))
        reached = max(reached, high)
    return total


def _ruled(items: list[Item], edges: list[float], drawn: Drawn) -> list[Line | Grid]:
    """The table that the rules make of these items; nothing if two cells' texts would fall into one column."""
    if not items:
        return []
    left, right = min(item.box[0] for item in items), max(item.box[2] for item in items)
    if left < edges[0] - SAME:
        edges = [left - SAME, *edges]
    if any(item.box[0] > edges[-1] for item in items):
        edges = [*edges, right + SAME]
    column = {id(item): _column(item, edges) for item in items}
    level = [line for line in drawn.level if line[2] > edges[0] and line[1] < edges[-1]]
    cuts = _edges([(y, max(x0, edges[0]), min(x1, edges[-1])) for y, x0, x1 in level])
    rows: list[list[Cell]] = []
    for band in _bands_of(items, cuts):
        for row in [band] if _one_row(band, column) else _lines(band):
            cells: list[Cell] = [[] for _ in range(len(edges) - 1)]
            for item in row:
                cells[column[id(item)]].append(item)
            rows.append([_ordered(cell) for cell in cells])
    if any(_clashes(cell) for row in rows for cell in row):
        return []
    return [_with_headings(Grid(rows))] if len(rows) > 1 else _as_lines(rows)


def _column(item: Item, edges: list[float]) -> int:
    """The column that holds most of it; of a text that runs over into the next ones, where it begins."""
    first = max(0, min(bisect_right(edges, item.box[0] + SAME) - 1, len(edges) - 2))
    if item.box[0] + SAME >= edges[first] and item.box[2] > edges[first + 1] + item.size:
        inside = edges[first + 1] - item.box[0]
        if inside > item.size / 2:
            return first
    middle = (item.box[0] + min(item.box[2], edges[-1])) / 2
    return max(0, min(bisect_right(edges, middle) - 1, len(edges) - 2))


def _bands_of(items: list[Item], cuts: list[float]) -> list[list[Item]]:
    bands: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        bands[bisect_right(cuts, item.middle)].append(item)
    return [bands[key] for key in sorted(bands, reverse=True)]


def _one_row(band: list[Item], column: dict[int, int]) -> bool:
    """Whether no column holds texts of two simple cells, one below the other."""
    seen: dict[int, float] = {}
    for item in band:
        if item.simple:
            base = seen.setdefault(column[id(item)], item.box[1])
            if abs(base - item.box[1]) > item.size / 2:
                return False
    return True


def _clashes(cell: Cell) -> bool:
    """Whether a cell holds texts side by side with a gap, which must be of two cells."""
    simple = [item for item in cell if item.simple]
    pairs = ((a, b) for a, b in pairwise(simple) if abs(a.box[1] - b.box[1]) < a.size / 4)
    return any(b.box[0] - a.box[2] > 1.5 * a.size for a, b in pairs)


# Without rules


def _lines(items: list[Item]) -> list[list[Item]]:
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


def _loose(items: list[Item]) -> list[Line | Grid]:
    """Lines and tables among items without rules."""
    if not items:
        return []
    blocks: list[Line | Grid] = []
    for rows in _split(_lines(items)):
        several = [number for number, row in enumerate(rows) if len(row) > 1]
        grid = _clustered(rows[several[0] : several[-1] + 1]) if len(several) > 1 else None
        if grid is None:
            blocks += [Line(_ordered(row)) for row in rows]
            continue
        blocks += [Line(_ordered(row)) for row in rows[: several[0]]]
        blocks.append(grid)
        blocks += [Line(_ordered(row)) for row in rows[several[-1] + 1 :]]
    return blocks


def _split(rows: list[list[Item]]) -> list[list[list[Item]]]:
    """Cut where, after a gap of a line or more, a bold row begins something new."""
    gaps = [min(i.box[1] for i in a) - max(i.box[3] for i in b) for a, b in pairwise(rows)]
    usual = statistics.median(gaps) if gaps else 0.0
    parts = [rows[:1]]
    for gap, row in zip(gaps, rows[1:], strict=True):
        if gap > usual + 0.9 * row[0].size and all(item.bold for item in row):
            parts.append([])
        parts[-1].append(row)
    return parts


def _clustered(rows: list[list[Item]]) -> Grid | None:
    columns = _columns(rows)
    if len(columns) < 2:
        return None
    table: list[list[Cell]] = []
    for row in rows:
        cells: list[Cell] = [[] for _ in columns]
        for item in row:
            cells[_nearest(item, columns)].append(item)
        table.append([_ordered(cell) for cell in cells])
    filled = sum(1 for row in table for cell in row if cell)
    if filled < FILLED * len(columns) * len(table) or any(_clashes(cell) for row in table for cell in row):
        return None
    return _with_headings(Grid(table))


def _columns(rows: list[list[Item]]) -> list[tuple[float, float]]:
    """What the items have in common from left to right; narrow ones first, so that one that runs over joins nothing."""
    clusters: list[tuple[float, float, frozenset[int]]] = []
    numbered = [(item, number) for number, row in enumerate(rows) if len(row) > 1 for item in row]
    for item, number in sorted(numbered, key=lambda pair: (pair[0].box[2] - pair[0].box[0], pair[0].texts[0].start)):
        left, right = item.box[0], item.box[2]
        touched = [c for c in clusters if c[0] < right and left < c[1]]
        if len(touched) > 1:
            continue
        clusters = [c for c in clusters if c not in touched]
        old = touched[0] if touched else (left, right, frozenset())
        clusters.append((min(left, old[0]), max(right, old[1]), old[2] | {number}))
    merged: list[tuple[float, float, frozenset[int]]] = []
    for left, right, members in sorted(clusters, key=lambda cluster: cluster[0]):
        if merged and not merged[-1][2] & members:  # never side by side: a heading and its numbers, say
            last = merged.pop()
            merged.append((last[0], max(last[1], right), last[2] | members))
        else:
            merged.append((left, right, members))
    return [(left, right) for left, right, _ in merged]


def _nearest(item: Item, columns: list[tuple[float, float]]) -> int:
    touching = [n for n, (left, right) in enumerate(columns) if left < item.box[2] and item.box[0] < right]
    if touching:
        return touching[0]
    middle = (item.box[0] + item.box[2]) / 2
    return min(range(len(columns)), key=lambda n: abs(middle - sum(columns[n]) / 2))


def _as_lines(rows: list[list[Cell]]) -> list[Line | Grid]:
    return [Line([item for cell in row for item in cell]) for row in rows]


def _ordered(cell: Iterable[Item]) -> Cell:
    """Top to bottom, left to right; paragraphs of one cell as Calc drew them."""
    items = list(cell)
    if len(items) < 2:
        return items
    rows = _lines(items)
    return [item for row in rows for item in row]


def _with_headings(grid: Grid) -> Grid:
    """Rows at the top whose filled cells are all bold are headings, if other rows follow."""
    count = 0
    for row in grid.rows[: HEADER_ROWS + 1]:
        filled = [cell for cell in row if cell]
        enough = len(filled) > 1 or (count == 0 and len(filled) == len(row))
        if not enough or not all(item.bold for cell in filled for item in cell):
            break
        count += 1
    grid.headings = count if count <= HEADER_ROWS and count < len(grid.rows) else 0
    return grid
