"""Cells whose text or figure does not fit: they are given the room that they need, and that is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .columns import MANY, PADDING, USUAL_SIZE, for_many, for_words, grow, may_be_wrapped, set_apart
from .letters import EM, share, width_of

STRING, FIGURE, FORMULA = 4, 1 | 2, 16  # CellFlags; FIGURE is VALUE and DATETIME
MOST_ROWS, MOST_COLUMNS, MOST_TOGETHER = 20_000, 1_000, 200_000
"""Rows, columns and cells of a sheet that are looked at; each question to LibreOffice takes a fifth of a thousandth."""
MOST_ASKED = 3_000
"""Cells of a workbook that are asked one by one for their look."""
WIDEST_FIGURES = 60
"""Figures of a column that are asked for: those with the most digits."""
TOLERANCE = 30
"""1/100 mm by which a row may be too low without any letter being cut."""
LONG = 400
"""Letters of a text that may need more than a page in a narrow column."""
HIGHEST, BROADEST = 15_000, 20_000
"""1/100 mm: a column is made so wide that its longest text is no higher than that, but never wider than this."""
LEADING = 1.25
"""Height of a line, as a part of the size of its letters."""
ENDLESS = 10**9
LOWEST, NARROWEST = 53, 65
"""Up to this height and width, in 1/100 mm, a row or column shows nothing: some hide one by making it so small."""


def make_room(sheet: Any, area: tuple[int, int, int, int], budget: list[int], room: int) -> list[str]:
    """Wraps, widens and heightens what is cut off in the printed part of a sheet; answers what was done.

    `budget` is a list of one number: how many cells of the workbook may still be asked one by one. `room`: how wide,
    in 1/100 mm, all columns together may become so that short texts stay on one line.
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
    widened = [column for column in narrow if _widen(sheet, column, top, [row[column - first] for row in values])]
    if widened:
        notes.append(f"{_count(len(widened), 'column')} widened, because a figure did not fit")
    if bottom - top >= MOST_ROWS:
        return [*notes, TOO_LARGE]
    rows = [sheet.Rows.getByIndex(number) for number in range(top, bottom + 1)]
    heights = [row.Height for row in rows]
    shown = [number for number in range(first, last + 1) if sheet.Columns.getByIndex(number).IsVisible]
    widths = [sheet.Columns.getByIndex(number).Width for number in shown]
    for row, height in zip(rows, heights):  # noqa: B905 - Python 3.9
        if height <= LOWEST:
            row.IsVisible = False
    hidden = _hidden_rows(sheet, area)
    for number in hidden:
        values[number] = ("",) * len(values[number])
    broader = sum(_broaden(sheet, column, top, [row[column - first] for row in values]) for column in shown)
    if broader:
        notes.append(f"{_count(broader, 'column')} widened for long texts")
    lines, grown = _grow(sheet, narrow, area, values, room)
    if grown:
        kept = "short texts stay on one line" if lines == 1 else "short texts take no more than two lines"
        notes.append(f"{_count(len(grown), 'column')} widened, so that {kept}")
    cut = [number for number in narrow if sheet.Columns.getByIndex(number).Width <= narrow[number]]
    set_apart(sheet, area, values, {*(range(first, last + 1) if grown else widened)})
    wrapped = _wrap_all(sheet, cut, area, values, budget) if cut else 0
    wider = bool(widened or [sheet.Columns.getByIndex(number).Width for number in shown] != widths)
    higher = _heighten(sheet, top, rows, heights, [any(value != "" for value in row) for row in values], wider)
    for number in hidden:  # LibreOffice shows a row that it makes higher (measured with 7.4)
        rows[number].IsVisible = False
    if wrapped or higher:
        done = [f"{_count(wrapped, 'cell')} wrapped"] if wrapped else []
        done += [f"{_count(higher, 'row')} higher"] if higher else []
        notes.append(f"text that would be cut off is shown ({', '.join(done)})")
    return notes


TOO_LARGE = "too large for every cell to be looked at: text or figures may be cut off"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _narrow_columns(sheet: Any, area: tuple[int, int, int, int]) -> dict[int, int]:
    """The columns that are narrower than something in them would like, and how wide that is."""
    found = {}
    for number in range(area[0], area[2] + 1):
        column = sheet.Columns.getByIndex(number)
        if not column.IsVisible:
            continue
        width = column.Width
        column.OptimalWidth = True
        if column.Width > width:
            found[number] = column.Width
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


def _hidden_rows(sheet: Any, area: tuple[int, int, int, int]) -> list[int]:
    """The rows of the area that are not shown, counted from its first."""
    shown: set[int] = set()
    for part in sheet.getCellRangeByPosition(*area).queryVisibleCells().getRangeAddresses():
        shown.update(range(part.StartRow - area[1], part.EndRow - area[1] + 1))
    return [number for number in range(area[3] - area[1] + 1) if number not in shown]


def _broaden(sheet: Any, number: int, top: int, values: list[Any]) -> bool:
    """Makes a column wider whose longest text would make a row higher than a page: what is beyond that is not shown."""
    texts = [row for row, value in enumerate(values) if isinstance(value, str) and len(value) > LONG]
    column = sheet.Columns.getByIndex(number)
    before = wanted = column.Width
    for row in sorted(texts, key=lambda row: -len(values[row]))[:WIDEST_FIGURES]:
        cell = sheet.getCellByPosition(number, top + row)
        if cell.IsMerged or cell.ShrinkToFit or cell.RotateAngle:
            continue
        size = cell.CharHeight
        lines = HIGHEST / (size * EM * LEADING)
        width = sum(map(share, values[row])) * size * EM / max(1.0, lines - values[row].count("\n"))
        wanted = max(wanted, min(int(width), BROADEST))
    if wanted > before:
        column.Width = wanted
    return bool(wanted > before)


def _grow(
    sheet: Any, narrow: dict[int, int], area: tuple[int, int, int, int], values: list[Any], room: int
) -> tuple[int, Sequence[int]]:
    widths = _widths(sheet, area)
    spare = room - sum(widths)
    if spare <= 0:
        return 0, ()
    texts = {column: [each[:2] for each in _doubtful(column, area, values, widths)] for column in narrow}
    return grow(sheet, texts, narrow, spare)


def _widths(sheet: Any, area: tuple[int, int, int, int]) -> list[int]:
    columns = [sheet.Columns.getByIndex(number) for number in range(area[0], area[2] + 1)]
    return [column.Width if column.IsVisible else 0 for column in columns]


def _wrap_all(
    sheet: Any, narrow: list[int], area: tuple[int, int, int, int], values: list[Any], budget: list[int]
) -> int:
    widths = _widths(sheet, area)
    grown: set[int] = set()
    return sum(_wrap(sheet, column, area, values, widths, budget, grown) for column in narrow)


def _wrap(
    sheet: Any,
    number: int,
    area: tuple[int, int, int, int],
    values: list[Any],
    widths: list[int],
    budget: list[int],
    grown: set[int],
) -> int:
    """Wraps texts that would run into a cell that is not empty; one that fits looks the same afterwards.

    `grown` are the rows that became higher by it.
    """
    at, top = number - area[0], area[1]
    doubtful = _doubtful(number, area, values, widths)
    if len(doubtful) > MANY:
        widths[at] = for_many(sheet.Columns.getByIndex(number), [text for _, text, _, _ in doubtful])
        widths[at] = for_words(sheet, number, [(row, text) for row, text, _, _ in doubtful], widths[at])
    wrapped, size = 0, _one_size(sheet.getCellRangeByPosition(number, top, number, top + len(values) - 1))
    for row, text, left, right in doubtful:
        if size and width_of(text, size) + PADDING < widths[at]:
            continue
        budget[0] -= 1
        cell = sheet.getCellByPosition(number, row)
        if not may_be_wrapped(cell) or width_of(text, cell.CharHeight) + PADDING < widths[at] + _room(
            cell, left, right
        ):
            continue
        if wrapped >= MANY or budget[0] < 0:  # the others are asked for nothing
            sheet.getCellRangeByPosition(number, top, number, top + len(values) - 1).IsTextWrapped = True
            return len(doubtful)
        if row in grown or _takes_more_lines(sheet.Rows.getByIndex(row), cell):
            grown.add(row)
            cell.IsTextWrapped = True
            wrapped += 1
    return wrapped


def _doubtful(
    number: int, area: tuple[int, int, int, int], values: list[Any], widths: list[int]
) -> list[tuple[int, str, int, int]]:
    """Texts that may be cut off: the row, the text, and how far it may run to the left and to the right."""
    at, found = number - area[0], []
    for row, line in enumerate(values, area[1]):
        text = line[at]
        if not isinstance(text, str) or width_of(text, USUAL_SIZE) * 2 < widths[at]:
            continue
        right, left = _free(line[at + 1 :], widths[at + 1 :], ENDLESS), _free(line[:at][::-1], widths[:at][::-1], 0)
        if width_of(text, USUAL_SIZE) * 2 >= widths[at] + min(right, left):
            found.append((row, text, left, right))
    return found


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


def _room(cell: Any, left: int, right: int) -> int:
    """The room beside a cell that its text has, by the side from which it runs."""
    side = cell.HoriJustify.value
    if side == "RIGHT":
        return left
    return right if side in ("STANDARD", "LEFT", "BLOCK") else 2 * min(left, right)


def _takes_more_lines(row: Any, cell: Any) -> bool:
    """Wraps a cell unless it fits in one line, which shows only in a row that no other cell has made higher."""
    height, is_own = row.Height, not row.OptimalHeight
    cell.IsTextWrapped = True
    if is_own or row.Height > height:
        return True
    cell.IsTextWrapped = False
    return False


def _heighten(sheet: Any, top: int, rows: list[Any], before: list[int], filled: list[bool], wider: bool) -> int:
    """Makes rows as high as their text; none lower than it was, save where a column that became `wider` asks for less.

    LibreOffice 25.2 makes rows as high as their text when it opens a workbook: what needed more than a page in a narrow
    column would stay beyond the page (measured). A height that the author chose stays.
    """
    own = [not wider or not row.OptimalHeight for row in rows]
    sheet.getCellRangeByPosition(0, top, 0, top + len(rows) - 1).Rows.OptimalHeight = True
    higher = 0
    for row, height, is_filled, is_own in zip(rows, before, filled, own):  # noqa: B905 - Python 3.9
        now = row.Height
        if is_filled and now > height + TOLERANCE:
            higher += 1
        elif now > height or (now < height and is_own):
            row.Height = height
    return higher
