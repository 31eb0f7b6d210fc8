"""Tables of a printed sheet whose cells are bounded by rules."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from annexa.convert.sheets.drawn import Drawn
from annexa.convert.sheets.merges import Size
from annexa.convert.sheets.rows import Cell, Grid, Item, Line, clashes, ordered, rows_of, with_headings
from annexa.convert.sheets.spans import Band, merge

SAME: Final = 1.5
"""Points: rules nearer to each other than this are the two sides of one."""
SHORTEST: Final = 4.0
"""Points: the shortest upright rule that can bound a cell."""
LONG, SHORT = 0.4, 0.1
"""How much of the longest rule is as long as a rule between columns or rows must be: usually, and between rows of a
sheet with cells that are merged over several rows, whose rules are broken there."""

Region = tuple[float, float, list[float]]
"""Bottom, top, and the edges of columns from left to right."""


def regions(drawn: Drawn) -> list[Region]:
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


def _edges(lines: Iterable[tuple[float, float, float]], part: float = LONG) -> list[float]:
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


def ruled(items: list[Item], region: Region, drawn: Drawn, sizes: frozenset[Size]) -> list[Line | Grid]:
    """The table that the rules make of these items; nothing if two cells' texts would fall into one column.

    `sizes` are those of the merged cells of the sheet.
    """
    bottom, top, edges = region
    if not items:
        return []
    left, right = min(item.box[0] for item in items), max(item.box[2] for item in items)
    if left < edges[0] - SAME:
        edges = [left - SAME, *edges]
    if any(item.box[0] > edges[-1] for item in items):
        edges = [*edges, right + SAME]
    column = {id(item): _column(item, edges) for item in items}
    level = [line for line in drawn.level if line[2] > edges[0] and line[1] < edges[-1]]
    part = LONG if not any(down > 1 for _, down in sizes) else SHORT
    cuts = _edges([(y, max(x0, edges[0]), min(x1, edges[-1])) for y, x0, x1 in level], part)
    heights = [bottom, *cuts, top]
    rows: list[list[Cell]] = []
    bands: list[Band] = []
    for number, band in _bands_of(items, cuts):
        one = _one_row(band, column)
        for row in [band] if one else rows_of(band):
            cells: list[Cell] = [[] for _ in range(len(edges) - 1)]
            for item in row:
                cells[column[id(item)]].append(item)
            rows.append([ordered(cell) for cell in cells])
            bands.append((heights[number], heights[number + 1]) if one else None)
    if any(clashes(cell) for row in rows for cell in row):
        return []
    if len(rows) < 2:
        return _as_lines(rows)
    return [with_headings(Grid(rows, spans=merge(rows, bands, edges, drawn, sizes) if sizes else {}))]


def _column(item: Item, edges: list[float]) -> int:
    """The column that holds most of it; of a text that runs over into the next ones, where it begins."""
    first = max(0, min(bisect_right(edges, item.box[0] + SAME) - 1, len(edges) - 2))
    if item.box[0] + SAME >= edges[first] and item.box[2] > edges[first + 1] + item.size:
        inside = edges[first + 1] - item.box[0]
        if inside > item.size / 2:
            return first
    middle = (item.box[0] + min(item.box[2], edges[-1])) / 2
    return max(0, min(bisect_right(edges, middle) - 1, len(edges) - 2))


def _bands_of(items: list[Item], cuts: list[float]) -> list[tuple[int, list[Item]]]:
    """From top to bottom, each with its number from below."""
    bands: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        bands[bisect_right(cuts, item.middle)].append(item)
    return sorted(bands.items(), reverse=True)


def _one_row(band: list[Item], column: dict[int, int]) -> bool:
    """Whether no column holds texts of two simple cells, one below the other."""
    seen: dict[int, float] = {}
    for item in band:
        if item.simple:
            base = seen.setdefault(column[id(item)], item.box[1])
            if abs(base - item.box[1]) > item.size / 2:
                return False
    return True


def _as_lines(rows: list[list[Cell]]) -> list[Line | Grid]:
    return [Line([item for cell in row for item in cell]) for row in rows]
