"""How the cells of a sheet look, asked once for all that look alike and not cell by cell."""

from __future__ import annotations

import bisect
from typing import Any, NamedTuple

MOST_KINDS = 200
"""Kinds of looks that are told apart; of a sheet with more each cell is asked."""
_NAMES = ("CharHeight", "HoriJustify", "IsTextWrapped", "RotateAngle", "ShrinkToFit")


class Look(NamedTuple):
    """How a cell looks."""

    size: float
    """Of its letters, in points."""
    side: str
    """Where its content stands, such as STANDARD, LEFT or REPEAT."""
    is_wrapped: bool
    is_turned: bool
    is_shrunk: bool
    is_merged: bool

    @property
    def may_be_wrapped(self) -> bool:
        """Whether it is in one line, and its author has not asked for something else that shows all of it."""
        return not (self.is_wrapped or self.has_own_way) and self.side != "REPEAT"

    @property
    def has_own_way(self) -> bool:
        """Whether its room is not that of its column alone."""
        return self.is_merged or self.is_shrunk or self.is_turned


class Looks:
    """The looks of the cells in an area of a sheet, as they were when it was first asked for one."""

    def __init__(self, sheet: Any, area: tuple[int, int, int, int]) -> None:
        """Columns and rows of the area are counted from 0: first and top, last and bottom."""
        self._sheet, self._area = sheet, area
        self._columns: dict[int, list[tuple[int, int, int]]] | None = None
        self._kinds: list[Look] = []

    def of(self, column: int, row: int) -> Look:
        """The look of one cell."""
        if self._columns is None:
            self._columns = self._read()
        parts = self._columns.get(column, [])
        at = bisect.bisect_left(parts, (row,))
        if at == len(parts) or parts[at][1] > row:
            return _asked(self._sheet.getCellByPosition(column, row))
        return self._kinds[parts[at][2]]

    def _read(self) -> dict[int, list[tuple[int, int, int]]]:
        """By column: last row, first row and kind of the cells that look alike, from top to bottom."""
        kinds = self._sheet.getCellRangeByPosition(*self._area).getUniqueCellFormatRanges()
        columns: dict[int, list[tuple[int, int, int]]] = {}
        if kinds.getCount() > MOST_KINDS:
            return columns
        for kind in range(kinds.getCount()):
            places = kinds.getByIndex(kind).getRangeAddresses()
            self._kinds.append(_asked(self._sheet.getCellByPosition(places[0].StartColumn, places[0].StartRow)))
            for place in places:
                for column in range(place.StartColumn, place.EndColumn + 1):
                    columns.setdefault(column, []).append((place.EndRow, place.StartRow, kind))
        for parts in columns.values():
            parts.sort()
        return columns


def _asked(cell: Any) -> Look:
    size, side, is_wrapped, angle, is_shrunk = cell.getPropertyValues(_NAMES)
    return Look(float(size), side.value, bool(is_wrapped), bool(angle), bool(is_shrunk), bool(cell.IsMerged))
