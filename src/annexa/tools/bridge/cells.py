"""Cells whose text or figure does not fit: they are given the room that they need, and that is said."""

from __future__ import annotations

from typing import Any

from .columns import PADDING, Columns, grow, set_apart
from .letters import EM, share, width_of
from .looks import Looks
from .rows import Rows
from .wraps import Wraps, doubtful

MOST_ROWS, MOST_COLUMNS, MOST_TOGETHER = 20_000, 1_000, 200_000
"""Rows, columns and cells of a sheet that are looked at."""
WIDEST_FIGURES = 60
"""Figures of a column that are looked at: those with the most digits."""
MOST_ASKED = 3_000
"""Cells of a workbook that may be wrapped one by one."""
LONG = 400
"""Letters of a text that may need more than a page in a narrow column."""
HIGHEST, BROADEST = 15_000, 20_000
"""1/100 mm: a column is made so wide that its longest text is no higher than that, but never wider than this."""
LEADING = 1.25
"""Height of a line, as a part of the size of its letters."""
TOO_LARGE = "too large for every cell to be looked at: text or figures may be cut off"


class Room:
    """The cells that are printed of one sheet, on their way to show all that they hold."""

    def __init__(self, sheet: Any, area: tuple[int, int, int, int], room: int) -> None:
        """`room`: how wide, in 1/100 mm, all columns together may become so that short texts stay on one line."""
        self._sheet, self._area, self._room = sheet, area, room
        self._values = list(sheet.getCellRangeByPosition(*area).getDataArray())
        self._columns, self._looks = Columns(sheet, area[0], area[2]), Looks(sheet, area)
        self._narrow = self._columns.narrow()
        self._notes: list[str] = []

    def make(self, budget: list[int]) -> list[str]:
        """Widens columns, wraps what is cut off all the same, and makes rows as high as their text.

        `budget` is a list of one number: how many cells of the workbook may still be wrapped one by one.
        Answers what was done.
        """
        columns, values, (_, top, _, bottom) = self._columns, self._values, self._area
        widened = {number for number in self._narrow if self._widen(number)}
        if widened:
            self._notes.append(f"{_count(len(widened), 'column')} widened, because a figure did not fit")
        if bottom - top >= MOST_ROWS:
            return [*self._notes, TOO_LARGE]
        rows = Rows(self._sheet, self._area)
        for number in rows.hidden:
            values[number - top] = ("",) * len(columns)
        before = columns.widths()
        broader = sum(self._broaden(number) for number in [each for each in columns if columns[each].IsVisible])
        if broader:
            self._notes.append(f"{_count(broader, 'column')} widened for long texts")
        grown = self._grow()
        cut = [number for number, wanted in self._narrow.items() if columns[number].Width <= wanted]
        set_apart(self._sheet, columns, (top, bottom), values, set(columns) if grown else widened)
        wraps = Wraps(self._sheet, self._area, values, columns, self._looks, budget)
        wrapped = sum(wraps.wrap(number) for number in cut)
        rows.heighten(wider=bool(widened) or columns.widths() != before)
        higher = rows.restore([any(value != "" for value in row) for row in values])
        if wrapped or higher:
            done = [f"{_count(wrapped, 'cell')} wrapped"] if wrapped else []
            done += [f"{_count(higher, 'row')} higher"] if higher else []
            self._notes.append(f"text that would be cut off is shown ({', '.join(done)})")
        return self._notes

    def _widen(self, number: int) -> bool:
        """Makes a column as wide as its widest figure, which would be ### otherwise."""
        figures = sorted(
            self._held(number, float),
            key=lambda figure: (len(f"{abs(figure[1]):.0f}"), len(repr(figure[1]))),
            reverse=True,
        )
        wanted = 0.0
        for row, _ in figures[:WIDEST_FIGURES]:
            look = self._looks.of(number, row)
            if not (look.is_merged or look.is_shrunk or look.side == "REPEAT"):
                shown = self._sheet.getCellByPosition(number, row).String
                wanted = max(wanted, width_of(shown, look.size) + PADDING)
            if wanted >= self._narrow[number]:
                break  # it becomes no wider than that
        column = self._columns[number]
        before = column.Width
        if wanted <= before:
            return False
        column.OptimalWidth = True
        column.Width = max(before, min(int(wanted), column.Width))
        return bool(column.Width > before)

    def _held(self, number: int, kind: type) -> list[tuple[int, Any]]:
        """What a column holds of one kind, each with its row."""
        at = number - self._area[0]
        return [(row, line[at]) for row, line in enumerate(self._values, self._area[1]) if isinstance(line[at], kind)]

    def _broaden(self, number: int) -> bool:
        """Makes a column wider whose longest text would make a row higher than a page: what is beyond that is not
        shown."""
        texts = [each for each in self._held(number, str) if len(each[1]) > LONG]
        column = self._columns[number]
        before = wanted = column.Width
        for row, text in sorted(texts, key=lambda each: -len(each[1]))[:WIDEST_FIGURES]:
            look = self._looks.of(number, row)
            if look.has_own_way:
                continue
            lines = HIGHEST / (look.size * EM * LEADING)
            width = sum(map(share, text)) * look.size * EM / max(1.0, lines - text.count("\n"))
            wanted = max(wanted, min(int(width), BROADEST))
        if wanted > before:
            column.Width = wanted
        return bool(wanted > before)

    def _grow(self) -> int:
        """Widens columns so that short texts take one line or two; answers how many columns grew."""
        widths = self._columns.widths()
        spare = self._room - sum(widths)
        if spare <= 0:
            return 0
        texts = {
            number: [(each.row, each.text) for each in doubtful(number, self._area, self._values, widths)]
            for number in self._narrow
        }
        lines, grown = grow(self._columns, self._looks, texts, self._narrow, spare)
        if grown:
            kept = "short texts stay on one line" if lines == 1 else "short texts take no more than two lines"
            self._notes.append(f"{_count(len(grown), 'column')} widened, so that {kept}")
        return len(grown)


def make_room(sheet: Any, area: tuple[int, int, int, int], budget: list[int], room: int) -> list[str]:
    """Wraps, widens and heightens what is cut off in the printed part of a sheet; see `Room`."""
    first, top, last, bottom = area
    if last - first >= MOST_COLUMNS or (last - first + 1) * (bottom - top + 1) > MOST_TOGETHER:
        return [TOO_LARGE]
    return Room(sheet, area, room).make(budget)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
