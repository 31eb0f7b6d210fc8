"""Texts that would be cut off by what stands beside them: which they are, and the cells in which they are wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from .columns import MANY, PADDING, USUAL_SIZE, Columns, for_many, for_words
from .letters import width_of
from .looks import Look, Looks

ENDLESS = 10**9


class Doubtful(NamedTuple):
    """A text that may be cut off."""

    row: int
    text: str
    left: int
    """How far it may run to the left, in 1/100 mm."""
    right: int


def doubtful(
    number: int, area: tuple[int, int, int, int], values: Sequence[Sequence[Any]], widths: Sequence[int]
) -> list[Doubtful]:
    """Texts of a column that may be cut off. `values` are those of the area, `widths` those of its columns."""
    at, found = number - area[0], []
    for row, line in enumerate(values, area[1]):
        text = line[at]
        if not isinstance(text, str) or width_of(text, USUAL_SIZE) * 2 < widths[at]:
            continue
        right, left = _free(line[at + 1 :], widths[at + 1 :], ENDLESS), _free(line[:at][::-1], widths[:at][::-1], 0)
        if width_of(text, USUAL_SIZE) * 2 >= widths[at] + min(right, left):
            found.append(Doubtful(row, text, left, right))
    return found


class Wraps:
    """The wrapping of texts in the area of a sheet."""

    def __init__(
        self, sheet: Any, area: tuple[int, int, int, int], values: Sequence[Sequence[Any]], columns: Columns,
        looks: Looks, budget: list[int],
    ) -> None:  # fmt: skip
        """`budget` is a list of one number: how many cells of the workbook may still be wrapped one by one."""
        self._sheet, self._area, self._values = sheet, area, values
        self._columns, self._looks, self._budget = columns, looks, budget
        self._lines, self._widths = sheet.Rows, columns.widths()
        self._grown: set[int] = set()
        """Rows that became higher by it."""

    def wrap(self, number: int) -> int:
        """Wraps texts of a column that would run into a cell that is not empty; answers how many.

        One that fits looks the same afterwards.
        """
        at = number - self._area[0]
        texts = doubtful(number, self._area, self._values, self._widths)
        if len(texts) > MANY:
            self._widths[at] = for_many(self._columns[number], [each.text for each in texts])
            named = [(each.row, each.text) for each in texts]
            self._widths[at] = for_words(self._columns, self._looks, number, named, self._widths[at])
        whole = self._sheet.getCellRangeByPosition(number, self._area[1], number, self._area[3])
        wrapped, size = 0, _one_size(whole)
        for each in texts:
            if size and width_of(each.text, size) + PADDING < self._widths[at]:
                continue
            look = self._looks.of(number, each.row)
            self._budget[0] -= 1
            if not look.may_be_wrapped or width_of(each.text, look.size) + PADDING < self._widths[at] + _room(
                look, each
            ):
                continue
            if wrapped >= MANY or self._budget[0] < 0:  # the others are asked for nothing
                whole.IsTextWrapped = True
                return len(texts)
            wrapped += self._is_wrapped(number, each.row)
        return wrapped

    def _is_wrapped(self, number: int, row: int) -> bool:
        """Wraps a cell unless it fits in one line, which shows only in a row that no other cell has made higher."""
        cell = self._sheet.getCellByPosition(number, row)
        if row not in self._grown:
            line = self._lines.getByIndex(row)
            height, is_own = line.Height, not line.OptimalHeight
            cell.IsTextWrapped = True
            if not is_own and line.Height <= height:
                cell.IsTextWrapped = False
                return False
            self._grown.add(row)
        cell.IsTextWrapped = True
        return True


def _one_size(cells: Any) -> float:
    """The size of the letters in points, where all of some cells have the same; else 0."""
    return 0.0 if cells.getPropertyState("CharHeight").value == "AMBIGUOUS_VALUE" else float(cells.CharHeight)


def _free(line: Sequence[Any], widths: Sequence[int], beyond: int) -> int:
    """How far a text may run over empty cells; `beyond` is what there is behind the last of them."""
    free = 0
    for value, width in zip(line, widths):  # noqa: B905 - Python 3.9
        if value != "":
            return free
        free += width
    return free + beyond


def _room(look: Look, text: Doubtful) -> int:
    """The room beside a cell that its text has, by the side from which it runs."""
    if look.side == "RIGHT":
        return text.left
    return text.right if look.side in ("STANDARD", "LEFT", "BLOCK") else 2 * min(text.left, text.right)
