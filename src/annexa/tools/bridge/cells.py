"""Cells whose text or figure does not fit: they are given the room that they need, and that is said."""

from __future__ import annotations

import unicodedata
from typing import Any

STRING, FIGURE, FORMULA = 4, 1 | 2, 16  # CellFlags; FIGURE is VALUE and DATETIME
MOST_ROWS, MOST_COLUMNS, MOST_TOGETHER = 3_000, 1_000, 200_000
"""Rows, columns and cells of a sheet that are looked at; each question to LibreOffice takes a fifth of a thousandth."""
MOST_ASKED = 3_000
"""Cells of a workbook that are asked one by one for their look."""
MANY = 40
"""Texts of a column that are cut off; where it is more, the column is wrapped from top to bottom."""
WIDEST_FIGURES = 60
"""Figures of a column that are asked for: those with the most digits."""
EM = 35.28
"""1/100 mm in a point."""
USUAL_SIZE = 8.0
"""Points: a text that fits twice over at this size is not asked for its look."""
PADDING = 90
"""1/100 mm beside the text of a cell."""
TOLERANCE = 30
"""1/100 mm by which a row may be too low without any letter being cut."""
LOWEST, NARROWEST = 53, 65
"""Up to this height and width, in 1/100 mm, a row or column shows nothing: some hide one by making it so small."""
NARROW, WIDE = frozenset("iljtfrI.,;:!|'()[] "), frozenset("mwMWQ@%&")


def make_room(sheet: Any, area: tuple[int, int, int, int], budget: list[int]) -> list[str]:
    """Wraps, widens and heightens what is cut off in the printed part of a sheet; answers what was done.

    `budget` is a list of one number: how many cells of the workbook may still be asked one by one.
    """
    first, top, last, bottom = area
    if last - first >= MOST_COLUMNS or (last - first + 1) * (bottom - top + 1) > MOST_TOGETHER:
        return [TOO_LARGE]
    values = list(sheet.getCellRangeByPosition(*area).getDataArray())
    notes = []
    for number in range(first, last + 1):
        column = sheet.Columns.getByIndex(number)
        if column.Width <= NARROWEST:
            column.IsVisible = False
    narrow = _narrow_columns(sheet, area)
    widened = sum(_widen(sheet, column, top, [row[column - first] for row in values]) for column in narrow)
    if widened:
        notes.append(f"{_count(widened, 'column')} widened, because a figure did not fit")
    if bottom - top >= MOST_ROWS:
        return [*notes, TOO_LARGE]
    grown: set[int] = set()
    rows = [sheet.Rows.getByIndex(number) for number in range(top, bottom + 1)]
    for row in rows:
        if row.Height <= LOWEST:
            row.IsVisible = False
    hidden = [number for number, row in enumerate(rows) if not row.IsVisible]
    for number in hidden:
        values[number] = ("",) * len(values[number])
    wrapped = sum(_wrap(sheet, column, area, values, budget, grown) for column in narrow)
    higher = _heighten(sheet, top, bottom, [any(value != "" for value in row) for row in values])
    for number in hidden:  # LibreOffice shows a row that it makes higher (measured with 7.4)
        rows[number].IsVisible = False
    if wrapped or higher:
        done = [f"{_count(wrapped, 'cell')} wrapped"] if wrapped else []
        done += [f"{_count(higher, 'row')} higher"] if higher else []
        notes.append(f"text that would be cut off is shown ({', '.join(done)})")
    return notes


TOO_LARGE = "too large for every cell to be looked at: text or figures may be cut off"


def width_of(text: str, size: float) -> float:
    """About how wide a text is at most, in 1/100 mm, at a size in points."""
    return size * EM * max(sum(map(_share, line)) for line in text.split("\n")) if text else 0.0


def _share(letter: str) -> float:
    """How wide a letter is, as a part of its size."""
    if letter in NARROW:
        return 0.36
    if letter in WIDE:
        return 0.95
    if letter.isupper() or unicodedata.east_asian_width(letter) in "WF":
        return 0.72 if letter.isascii() else 1.0
    return 0.57


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _narrow_columns(sheet: Any, area: tuple[int, int, int, int]) -> list[int]:
    """The columns that are narrower than something in them would like."""
    found = []
    for number in range(area[0], area[2] + 1):
        column = sheet.Columns.getByIndex(number)
        if not column.IsVisible:
            continue
        width = column.Width
        column.OptimalWidth = True
        if column.Width > width:
            found.append(number)
        column.Width = width
    return found


def _widen(sheet: Any, number: int, top: int, values: list[Any]) -> bool:
    """Makes a column as wide as its widest figure, which would be ### otherwise."""
    figures = sorted(
        (row for row, value in enumerate(values) if isinstance(value, float)),
        key=lambda row: (len(f"{abs(values[row]):.0f}"), len(repr(values[row]))),
        reverse=True,
    )
    wanted = 0.0
    for row in figures[:WIDEST_FIGURES]:
        cell = sheet.getCellByPosition(number, top + row)
        if not (cell.IsMerged or cell.ShrinkToFit or cell.HoriJustify.value == "REPEAT"):
            wanted = max(wanted, width_of(cell.String, cell.CharHeight) + PADDING)
    column = sheet.Columns.getByIndex(number)
    before = column.Width
    if wanted <= before:
        return False
    column.OptimalWidth = True
    column.Width = max(before, min(int(wanted), column.Width))
    return bool(column.Width > before)


def _wrap(
    sheet: Any, number: int, area: tuple[int, int, int, int], values: Any, budget: list[int], grown: set[int]
) -> int:
    """Wraps texts that would run into a cell that is not empty; one that fits looks the same afterwards.

    `grown` are the rows that became higher by it.
    """
    first, top, last, _ = area
    at = number - first
    width = sheet.Columns.getByIndex(number).Width
    doubtful = []
    for row, line in enumerate(values):
        text = line[at]
        if not isinstance(text, str) or width_of(text, USUAL_SIZE) * 2 < width:
            continue
        right = line[at + 1] != "" if number < last else True
        left = at > 0 and line[at - 1] != ""
        if right or left:
            doubtful.append((top + row, text, left, right))
    wrapped = 0
    for row, text, left, right in doubtful:
        budget[0] -= 1
        cell = sheet.getCellByPosition(number, row)
        if not _may_be_wrapped(cell) or width_of(text, cell.CharHeight) + PADDING < width:
            continue
        side = cell.HoriJustify.value
        if not (left if side == "RIGHT" else right if side in ("STANDARD", "LEFT", "BLOCK") else left or right):
            continue
        if wrapped >= MANY or budget[0] < 0:  # the others are asked for nothing
            sheet.getCellRangeByPosition(number, top, number, top + len(values) - 1).IsTextWrapped = True
            return len(doubtful)
        if row in grown or _takes_more_lines(sheet.Rows.getByIndex(row), cell):
            grown.add(row)
            cell.IsTextWrapped = True
            wrapped += 1
    return wrapped


def _takes_more_lines(row: Any, cell: Any) -> bool:
    """Wraps a cell unless it fits in one line, which shows only in a row that no other cell has made higher."""
    height, is_own = row.Height, not row.OptimalHeight
    cell.IsTextWrapped = True
    if is_own or row.Height > height:
        return True
    cell.IsTextWrapped = False
    return False


def _may_be_wrapped(cell: Any) -> bool:
    """Whether it is in one line, and its author has not asked for something else that shows all of it."""
    if cell.IsTextWrapped or cell.IsMerged or cell.ShrinkToFit or cell.RotateAngle:
        return False
    return bool(cell.HoriJustify.value != "REPEAT")


def _heighten(sheet: Any, top: int, bottom: int, filled: list[bool]) -> int:
    """Makes rows as high as their text; none lower than it was."""
    rows = [sheet.Rows.getByIndex(number) for number in range(top, bottom + 1)]
    before = [row.Height for row in rows]
    sheet.getCellRangeByPosition(0, top, 0, bottom).Rows.OptimalHeight = True
    higher = 0
    for row, height, is_filled in zip(rows, before, filled):  # noqa: B905 - Python 3.9
        now = row.Height
        if is_filled and now > height + TOLERANCE:
            higher += 1
        elif now != height:
            row.Height = height
    return higher
