"""Merged cells of a ruled table: cells that no rule parts, where the workbook has merged cells of that size.

Both must say so. A workbook alone does not tell where on paper its cells are, and rules alone may be missing because
the author drew none.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from annexa.convert.sheets.drawn import Drawn
from annexa.convert.sheets.merges import Size
from annexa.convert.sheets.rows import Cell, Spans

NEAR: Final = 1.5
"""Points that a rule may stand beside the edge that it belongs to."""
PART: Final = 0.5
"""A rule that covers less of the side of a cell does not bound it."""

Band = tuple[float, float] | None
"""Bottom and top of a row between rules; None for one that is not known to stand between rules of its own."""
_Place = tuple[int, int]


def merge(
    rows: list[list[Cell]], bands: Sequence[Band], edges: Sequence[float], drawn: Drawn, sizes: Iterable[Size]
) -> Spans:
    """Moves the texts of merged cells to their first cell, in place; answers how far each spans."""
    rules = _Rules(drawn, edges)
    spans: Spans = {}
    for places in _together(rows, bands, rules):
        lines, columns = {row for row, _ in places}, {column for _, column in places}
        top, left = min(lines), min(columns)
        across, down = max(columns) - left + 1, max(lines) - top + 1
        filled = [place for place in places if rows[place[0]][place[1]]]
        if len(places) != across * down or len(filled) != 1:
            continue
        if not any(across <= wide and down <= high for wide, high in sizes):
            continue
        row, column = filled[0]
        rows[row][column], rows[top][left] = rows[top][left], rows[row][column]
        spans[top, left] = (across, down)
    return spans


def _together(rows: list[list[Cell]], bands: Sequence[Band], rules: "_Rules") -> Iterator[list[_Place]]:
    """Groups of two cells or more that no rule parts."""
    leader: dict[_Place, _Place] = {}

    def first(place: _Place) -> _Place:
        while leader.get(place, place) != place:
            leader[place] = leader.get(leader[place], leader[place])
            place = leader[place]
        return place

    for row, band in enumerate(bands):
        if band is None:
            continue
        below = bands[row + 1] if row + 1 < len(bands) else None
        for column in range(len(rows[row])):
            if column and not rules.upright(column, band):
                leader[first((row, column))] = first((row, column - 1))
            if below is not None and not rules.level(column, below[1], band[0]):
                leader[first((row + 1, column))] = first((row, column))
    groups: dict[_Place, list[_Place]] = defaultdict(list)
    for place in {*leader, *leader.values()}:
        groups[first(place)].append(place)
    return (places for _, places in sorted(groups.items()) if len(places) > 1)


class _Rules:
    """The rules of a page, by the edges of one table."""

    def __init__(self, drawn: Drawn, edges: Sequence[float]) -> None:
        self.edges = edges
        self._upright: list[list[tuple[float, float]]] = [[] for _ in edges]
        for at, low, high in drawn.upright:
            for number in range(bisect_left(edges, at - NEAR), bisect_right(edges, at + NEAR)):
                self._upright[number].append((low, high))
        self._level = sorted(drawn.level)

    def upright(self, edge: int, band: tuple[float, float]) -> bool:
        """Whether a rule stands on an edge along a row."""
        return _is_covered(self._upright[edge], *band)

    def level(self, column: int, low: float, high: float) -> bool:
        """Whether a rule lies between these heights along a column."""
        near = self._level[bisect_left(self._level, (low - NEAR,)) : bisect_right(self._level, (high + NEAR,))]
        return _is_covered([(x0, x1) for _, x0, x1 in near], self.edges[column], self.edges[column + 1])


def _is_covered(parts: list[tuple[float, float]], low: float, high: float) -> bool:
    total, reached = 0.0, low
    for start, end in sorted(parts):
        start, end = max(start, reached), min(end, high)
        if end > start:
            total += end - start
            reached = end
    return total >= PART * (high - low)
