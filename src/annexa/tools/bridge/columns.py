"""How wide a column full of texts is made, and how far its words stand from the figures beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .letters import width_of

USUAL_SIZE = 8.0
"""Points: texts are compared at this size before a cell is asked for its own."""
PADDING = 90
"""1/100 mm beside the text of a cell."""
MANY = 40
"""Texts that need room, of a column that is full of them."""
ONE_LINE = 6_000
"""1/100 mm: a text up to this width, some five words, is short, and takes one line or two where the page has room."""
HALF_A_LINE = 0.6
"""Of a column on whose two lines there is room for a text, since words are not broken."""
MOSTLY = 0.9
"""Of the texts that need room; where fewer are short, all of them take a few lines."""
FEW_LINES, WIDEST_TEXT = 3, 8_000
"""Lines of a usual text in a column that is full of them, and how wide, in 1/100 mm, that makes it at most."""
WIDEST_WORD = 5_000
"""1/100 mm: a longer word, such as an address, is broken rather than given a column of its width."""
AT_MOST = 1.1
"""By how much a text's width is taken for too large, for it is not measured: what may fit is left as it is."""
GAP = 200
"""1/100 mm between figures, which stand at the right edge of their column, and the words of the next."""

Texts = Sequence[tuple[int, str]]
"""The texts of a column that need room, each with its row."""


def grow(
    sheet: Any, doubtful: Mapping[int, Texts], optimal: Mapping[int, int], spare: int
) -> tuple[int, Sequence[int]]:
    """Widens columns, by number, whose texts are short, so that each takes one line or two; answers how many and which.

    `optimal`: how wide each would like to be. `spare`: 1/100 mm by which all of them together may grow and the page can
    still be read. Where that is not enough none of them grows, since a row is as high as its highest text. A column
    that its author wrapped stays as wide as it is.
    """
    columns = {number: sheet.Columns.getByIndex(number) for number, texts in doubtful.items() if len(texts) > MANY}
    widths = {number: column.Width for number, column in columns.items()}
    lines = {number: _line(sheet, number, doubtful[number], widths[number], optimal[number]) for number in columns}
    for count, part in enumerate((1.0, HALF_A_LINE), 1):
        wanted = {number: int(line * part) for number, line in lines.items() if line * part > widths[number]}
        if wanted and sum(width - widths[number] for number, width in wanted.items()) <= spare:
            for number, width in wanted.items():
                columns[number].Width = width
            return count, sorted(wanted)
    return 0, ()


def _line(sheet: Any, number: int, texts: Texts, width: int, optimal: int) -> int:
    """How wide the column must be for its short texts; 0 where they fit, most are not short, or its author wrapped."""
    widths = sorted(((width_of(text, USUAL_SIZE), row) for row, text in texts), reverse=True)
    beyond = int(len(widths) * (1 - MOSTLY))
    usual = (sheet.getCellByPosition(number, row) for _, row in widths[beyond : beyond + MANY])
    size = next((cell.CharHeight for cell in usual if may_be_wrapped(cell)), 0.0)
    wanted = [int(each * size / USUAL_SIZE) + 1 + PADDING for each, _ in widths]
    if not size or wanted[MANY] <= width * AT_MOST or wanted[beyond] > ONE_LINE:
        return 0
    return optimal + PADDING if optimal + PADDING <= ONE_LINE else next(each for each in wanted if each <= ONE_LINE)


def set_apart(sheet: Any, area: tuple[int, int, int, int], values: Sequence[Sequence[Any]], changed: set[int]) -> None:
    """Moves the words of a column away from the figures before it, where one of the two was `changed`."""
    first, top, last, bottom = area
    columns = list(zip(*values))  # noqa: B905 - Python 3.9
    for number in range(first, last):
        words = sheet.getCellRangeByPosition(number + 1, top, number + 1, bottom)
        if not changed & {number, number + 1} or not words.Columns.getByIndex(0).IsVisible:
            continue
        if not (_are_mostly(float, columns[number - first]) and _are_mostly(str, columns[number + 1 - first])):
            continue
        figures = sheet.getCellRangeByPosition(number, top, number, bottom)
        if _side(figures) in ("STANDARD", "RIGHT", "") and _side(words) in ("STANDARD", "LEFT", ""):
            words.ParaLeftMargin = GAP
            words.Columns.getByIndex(0).Width += GAP


def _are_mostly(kind: type, values: Sequence[Any]) -> bool:
    filled = [value for value in values if value != ""]
    return 2 * sum(isinstance(value, kind) for value in filled) > len(filled)


def _side(cells: Any) -> str:
    """Where their contents stand; empty where not all of them stand alike."""
    return str(getattr(cells.HoriJustify, "value", ""))


def for_many(column: Any, texts: Sequence[str]) -> int:
    """Makes a column so wide that most of its texts take a few lines; answers its width."""
    usual = sorted(width_of(text, USUAL_SIZE) for text in texts)[len(texts) // 2]
    column.Width = max(column.Width, min(int(usual / FEW_LINES), WIDEST_TEXT))
    return int(column.Width)


def for_words(sheet: Any, number: int, texts: Texts, width: int) -> int:
    """Makes a column so wide that no word is broken that is no wider than WIDEST_WORD; answers its width.

    Not for a heading alone: a sheet of many columns would no longer fit on its page.
    """
    words = {(width_of(word, USUAL_SIZE), row) for row, text in texts for word in text.split()}
    doubtful = sorted((each for each in words if width < each[0] * 2 + PADDING <= WIDEST_WORD * 2), reverse=True)
    for usual, row in doubtful[:MANY]:
        cell = sheet.getCellByPosition(number, row)
        wanted = int(usual * cell.CharHeight / USUAL_SIZE) + 1 + PADDING
        if width < wanted <= WIDEST_WORD and not (cell.IsMerged or cell.ShrinkToFit or cell.RotateAngle):
            sheet.Columns.getByIndex(number).Width = wanted
            return wanted
    return width


def may_be_wrapped(cell: Any) -> bool:
    """Whether it is in one line, and its author has not asked for something else that shows all of it."""
    if cell.IsTextWrapped or cell.IsMerged or cell.ShrinkToFit or cell.RotateAngle:
        return False
    return bool(cell.HoriJustify.value != "REPEAT")
