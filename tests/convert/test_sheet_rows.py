"""Heights of rows: asked through one object that moves, and given back where there is no need for more."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexa.tools.bridge.looks import Look, Looks
from annexa.tools.bridge.rows import TWIP, Rows, each, heights


@dataclass
class FakeRow:
    """A row of `twips`, whose text asks for `wanted`."""

    twips: int
    wanted: int = 0
    OptimalHeight: bool = True
    IsVisible: bool = True
    asked: int = 0

    @property
    def Height(self) -> int:  # noqa: N802 - as LibreOffice calls it
        self.asked += 1
        return round(self.twips * TWIP)


class FakeRows:
    """Some rows at once."""

    def __init__(self, rows: list[FakeRow]) -> None:
        self.__dict__["rows"] = rows

    def getByIndex(self, number: int) -> FakeRow:  # noqa: N802
        found: FakeRow = self.rows[number]
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        for row in self.rows:
            if name == "OptimalHeight":
                row.OptimalHeight, row.twips = True, row.wanted
            elif name == "Height":
                row.OptimalHeight, row.twips, row.IsVisible = False, round(value / TWIP), True
            else:
                setattr(row, name, value)


@dataclass
class FakeSheet:
    """A sheet as LibreOffice 7.4 tells of it: places as whole hundredths of a millimetre."""

    rows: list[FakeRow]
    moves: int = field(default=0)

    @property
    def Rows(self) -> FakeRows:  # noqa: N802
        return FakeRows(self.rows)

    def _place(self, row: int) -> int:
        return round(sum(each.twips for each in self.rows[:row] if each.IsVisible) * TWIP)

    def getCellRangeByPosition(self, left: int, top: int, right: int, bottom: int) -> Any:  # noqa: N802
        shown = [SimpleNamespace(StartRow=n, EndRow=n) for n in range(top, bottom + 1) if self.rows[n].IsVisible]
        visible = SimpleNamespace(getRangeAddresses=lambda: shown)
        return SimpleNamespace(
            top=top, bottom=bottom, Rows=FakeRows(self.rows[top : bottom + 1]), queryVisibleCells=lambda: visible
        )

    def createCursorByRange(self, cells: Any) -> Any:  # noqa: N802
        sheet = self

        class Cursor:
            top, bottom = cells.top, cells.bottom

            def gotoOffset(self, right: int, down: int) -> None:  # noqa: N802
                sheet.moves += 1
                self.top, self.bottom = self.top + down, self.bottom + down
                assert self.bottom < len(sheet.rows), "LibreOffice stays where it is at the end of a sheet"

            @property
            def Position(self) -> Any:  # noqa: N802
                return SimpleNamespace(Y=sheet._place(self.top))

        return Cursor()


@given(st.lists(st.integers(1, 20_000), min_size=1, max_size=60), st.data())
def test_heights_are_told_to_the_last_twip(twips: list[int], data: st.DataObject) -> None:
    top = data.draw(st.integers(0, len(twips) - 1))
    sheet = FakeSheet([FakeRow(height) for height in twips])
    assert heights(sheet, top, len(twips) - 1) == [round(height * TWIP) for height in twips[top:]]
    assert sum(row.asked for row in sheet.rows) == 1, "one row alone is asked by itself"


@given(st.integers(1, 50), st.integers(1, 20))
def test_every_row_is_among_those_that_are_looked_at_together(count: int, together: int) -> None:
    sheet = FakeSheet([FakeRow(300) for _ in range(count)])
    seen = {row for first, cursor in each(sheet, 0, count - 1, together) for row in range(first, cursor.bottom + 1)}
    assert seen == set(range(count))


@pytest.mark.parametrize(
    ("row", "filled", "wider", "height"),
    [
        (FakeRow(300, wanted=600), True, False, 600),  # its text needs more
        (FakeRow(300, wanted=600), False, False, 300),  # nothing in it does
        (FakeRow(300, wanted=310), True, False, 300),  # so little that no letter is cut
        (FakeRow(600, wanted=300), True, False, 600),
        (FakeRow(600, wanted=300), True, True, 300),  # the text has room beside it now
        (FakeRow(600, wanted=300, OptimalHeight=False), True, True, 600),  # as its author chose it
        (FakeRow(300, wanted=600, IsVisible=False), False, True, 300),
        (FakeRow(20, wanted=600), False, False, 20),  # too low to show anything: hidden
    ],
)
def test_a_row_is_no_higher_and_no_lower_than_there_is_need(
    row: FakeRow, filled: bool, wider: bool, height: int
) -> None:
    others = [FakeRow(450, wanted=450) for _ in range(3)]
    sheet = FakeSheet([others[0], row, *others[1:]])
    was_shown = row.IsVisible and row.twips * TWIP > 53
    rows = Rows(sheet, (0, 0, 3, 3))
    assert rows.hidden == ([] if was_shown else [1])
    rows.heighten(wider=wider)
    higher = rows.restore([True, filled, True, True])
    assert (row.twips, row.IsVisible, higher) == (
        height,
        was_shown,
        int(filled and height > 300 and not wider and row.wanted == 600),
    )
    assert [each.twips for each in others] == [450] * 3


def test_rows_of_one_height_may_differ_in_who_chose_it() -> None:
    rows = [
        FakeRow(600, wanted=300, OptimalHeight=number % 4 > 0) if number % 2 else FakeRow(450, wanted=450)
        for number in range(40)
    ]
    rows[3].OptimalHeight = False
    sheet = FakeSheet(rows)
    those = Rows(sheet, (0, 0, 3, 39))
    chosen = [not row.OptimalHeight for row in rows]
    those.heighten(wider=True)
    those.restore([True] * 40)
    assert [row.twips for row in rows] == [
        450 if row.wanted == 450 else 600 if is_own else 300 for row, is_own in zip(rows, chosen, strict=True)
    ]


def test_how_cells_look_is_asked_once_for_all_that_look_alike() -> None:
    asked = []

    def cell(column: int, row: int) -> Any:
        asked.append((column, row))
        side = SimpleNamespace(value="LEFT" if row else "CENTER")
        return SimpleNamespace(getPropertyValues=lambda names: (10.0, side, bool(row), 0, False), IsMerged=False)

    def place(left: int, top: int, right: int, bottom: int) -> Any:
        return SimpleNamespace(StartColumn=left, StartRow=top, EndColumn=right, EndRow=bottom)

    kinds = [[place(0, 0, 2, 0)], [place(0, 1, 1, 90), place(2, 1, 2, 50)]]
    held = SimpleNamespace(
        getCount=lambda: len(kinds), getByIndex=lambda n: SimpleNamespace(getRangeAddresses=lambda: kinds[n])
    )
    area = SimpleNamespace(getUniqueCellFormatRanges=lambda: held)
    sheet = SimpleNamespace(getCellRangeByPosition=lambda *_: area, getCellByPosition=cell)
    looks = Looks(sheet, (0, 0, 2, 90))
    heading, usual = (
        Look(10.0, side, wrapped, False, False, False) for side, wrapped in (("CENTER", False), ("LEFT", True))
    )
    assert [looks.of(0, 0), looks.of(2, 0)] == [heading] * 2
    assert {looks.of(column, row) for column, row in ((0, 1), (1, 90), (2, 50))} == {usual}
    assert asked == [(0, 0), (0, 1)]
    assert looks.of(2, 60) == usual, "where nobody says which kind it is of, the cell is asked"
    assert asked[2:] == [(2, 60)]
