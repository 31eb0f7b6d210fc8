"""Rows of a sheet: how high they are, made as high as their text, and given their height back where there is no need.

To ask for one row takes more than a thousandth of a second, most of it for the object that stands for it; a cursor that
moves from row to row tells where each begins in a fifth of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

LOWEST = 53
"""Up to this height, in 1/100 mm, a row shows nothing: some hide one by making it so low."""
TOLERANCE = 30
"""1/100 mm by which a row may be too low without any letter being cut."""
ASKED = 30
"""Rows of one height, far from each other, that are asked whether their author chose it."""
TWIP = 127 / 72
"""1/100 mm in the unit of which every height is a whole number."""


class Rows:
    """The rows of an area as they were; counted from 0, as those of the sheet are."""

    def __init__(self, sheet: Any, area: tuple[int, int, int, int]) -> None:
        """Hides the rows that are too low to show anything."""
        self._sheet, self._lines = sheet, sheet.Rows
        self._first, self._top, _, self._bottom = self._area = area
        self._before, self._stays = self._heights(self._not_shown()), list[bool]()
        self._set((row for row, height in enumerate(self._before, self._top) if height <= LOWEST), "IsVisible", False)
        self.hidden = self._not_shown()
        """Their numbers."""

    def _not_shown(self) -> list[int]:
        shown: set[int] = set()
        for part in self._sheet.getCellRangeByPosition(*self._area).queryVisibleCells().getRangeAddresses():
            shown.update(range(part.StartRow, part.EndRow + 1))
        return [row for row in range(self._top, self._bottom + 1) if row not in shown]

    def _heights(self, hidden: Iterable[int]) -> list[int]:
        """In 1/100 mm; those that are not shown take no room and are asked one by one."""
        found = heights(self._sheet, self._top, self._bottom)
        for row in hidden:
            found[row - self._top] = self._lines.getByIndex(row).Height
        return found

    def heighten(self, *, wider: bool) -> None:
        """Makes all as high as their text. None may become lower than it was, save where columns became `wider` and its
        author did not choose its height."""
        self._stays = [True] * len(self._before)
        if wider:
            alike: dict[int, list[int]] = {}
            for number, (above, height) in enumerate(zip([-1, *self._before], self._before)):  # noqa: B905
                if height != above:
                    alike.setdefault(height, []).append(number)
            own = {first for firsts in alike.values() for first in self._own(firsts)}
            for number, (above, height) in enumerate(zip([-1, *self._before], self._before)):  # noqa: B905
                self._stays[number] = number in own if height != above else self._stays[number - 1]
        self._of(self._top, self._bottom).OptimalHeight = True

    def _own(self, firsts: list[int]) -> list[int]:
        """Of the first rows of runs that are all equally high, those whose author chose the height.

        Where those that are asked agree, the others are asked for nothing.
        """
        asked = {number: self._is_own(number) for number in firsts[:: max(1, len(firsts) // ASKED)]}
        if len(set(asked.values())) == 1:
            return firsts if asked[firsts[0]] else []
        return [number for number in firsts if (asked[number] if number in asked else self._is_own(number))]

    def _is_own(self, number: int) -> bool:
        return not self._lines.getByIndex(self._top + number).OptimalHeight

    def restore(self, filled: Sequence[bool]) -> int:
        """Gives rows their height back unless they hold text that needs more; answers how many are higher.

        LibreOffice 25.2 makes rows as high as their text when it opens a workbook: what needed more than a page in a
        narrow column would stay beyond the page (measured), if those could not become lower.
        """
        higher, back = 0, dict[int, list[int]]()
        now = self._heights(self.hidden)
        for number, (before, after) in enumerate(zip(self._before, now)):  # noqa: B905 - Python 3.9
            if filled[number] and after > before + TOLERANCE:
                higher += 1
            elif after > before or (after < before and self._stays[number]):
                back.setdefault(before, []).append(self._top + number)
        for height, numbers in back.items():
            self._set(numbers, "Height", height)
        self._set(self.hidden, "IsVisible", False)  # LibreOffice shows a row that it makes higher (measured with 7.4)
        return higher

    def _set(self, numbers: Iterable[int], name: str, value: int) -> None:
        """Sets a property of some rows, of those that follow each other at once."""
        for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
            together = [number for _, number in run]
            setattr(self._of(together[0], together[-1]), name, value)

    def _of(self, first: int, last: int) -> Any:
        return self._sheet.getCellRangeByPosition(0, first, 0, last).Rows


def heights(sheet: Any, top: int, bottom: int) -> list[int]:
    """Of the rows from `top` to `bottom`, in 1/100 mm; 0 of those that are not shown, save the last."""
    # a place is told in 1/100 mm and is a whole number of twips, so that no part of a height is lost
    places = [round(row.Position.Y / TWIP) for _, row in each(sheet, top, bottom, 1)]
    return [round((low - high) * TWIP) for high, low in pairwise(places)] + [sheet.Rows.getByIndex(bottom).Height]


def each(sheet: Any, top: int, bottom: int, together: int) -> Iterator[tuple[int, Any]]:
    """The first of so many rows at a time, and what stands for them: one object that moves on."""
    cursor = sheet.createCursorByRange(sheet.getCellRangeByPosition(0, top, 0, min(top + together - 1, bottom)))
    place = top
    for wanted in range(top, bottom + 1, together):
        first = max(top, min(wanted, bottom - together + 1))
        cursor.gotoOffset(0, first - place)
        place = first
        yield first, cursor
