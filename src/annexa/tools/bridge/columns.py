"""How wide the columns of a sheet are made: for figures, for texts, and for what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .letters import width_of
from .looks import Looks

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
NARROWEST = 65
"""Up to this width, in 1/100 mm, a column shows nothing: some hide one by making it so narrow."""

Texts = Sequence[tuple[int, str]]
"""The texts of a column that need room, each with its row."""


class Columns(dict[int, Any]):
    """The columns of an area by their numbers; one that is too narrow to show anything is hidden."""

    def __init__(self, sheet: Any, first: int, last: int) -> None:
        lines = sheet.Columns
        super().__init__((number, lines.getByIndex(number)) for number in range(first, last + 1))
        for column in self.values():
            if column.Width <= NARROWEST:
                column.IsVisible = False

    def narrow(self) -> dict[int, int]:
        """Those that are narrower than something in them would like, and how wide that is."""
        found = {}
        for number, column in self.items():
            if not column.IsVisible:
                continue
            width = column.Width
            column.OptimalWidth = True
            if column.Width > width:
                found[number] = column.Width
            column.Width = width
        return found

    def widths(self) -> list[int]:
        """From left to right; of one that is not shown 0."""
        return [column.Width if column.IsVisible else 0 for column in self.values()]


def grow(
    columns: Columns, looks: Looks, doubtful: Mapping[int, Texts], optimal: Mapping[int, int], spare: int
) -> tuple[int, Sequence[int]]:
    """Widens columns, by number, whose texts are short, so that each takes one line or two; answers how many and which.

    `optimal`: how wide each would like to be. `spare`: 1/100 mm by which all of them together may grow and the page can
    still be read. Where that is not enough none of them grows, since a row is as high as its highest text. A column
    that its author wrapped stays as wide as it is.
    """
    widths = {number: columns[number].Width for number, texts in doubtful.items() if len(texts) > MANY}
    lines = {number: _line(looks, number, doubtful[number], width, optimal[number]) for number, width in widths.items()}
    for count, part in enumerate((1.0, HALF_A_LINE), 1):
        wanted = {number: int(line * part) for number, line in lines.items() if line * part > widths[number]}
        if wanted and sum(width - widths[number] for number, width in wanted.items()) <= spare:
            for number, width in wanted.items():
                columns[number].Width = width
            return count, sorted(wanted)
    return 0, ()


def _line(looks: Looks, number: int, texts: Texts, width: int, optimal: int) -> int:
    """How wide the column must be for its short texts; 0 where they fit, most are not short, or its author wrapped."""
    widths = sorted(((width_of(text, USUAL_SIZE), row) for row, text in texts), reverse=True)
    beyond = int(len(widths) * (1 - MOSTLY))
    usual = (looks.of(number, row) for _, row in widths[beyond : beyond + MANY])
    size = next((look.size for look in usual if look.may_be_wrapped), 0.0)
    wanted = [int(each * size / USUAL_SIZE) + 1 + PADDING for each, _ in widths]
    if not size or wanted[MANY] <= width * AT_MOST or wanted[beyond] > ONE_LINE:
        return 0
    return optimal + PADDING if optimal + PADDING <= ONE_LINE else next(each for each in wanted if each <= ONE_LINE)


def set_apart(
    sheet: Any, columns: Columns, rows: tuple[int, int], values: Sequence[Sequence[Any]], changed: set[int]
) -> None:
    """Moves the words of a column away from the figures before it, where one of the two was `changed`.

    `rows` are the first and the last.
    """
    (top, bottom), held = rows, dict(zip(columns, zip(*values)))  # noqa: B905 - Python 3.9
    for number in list(columns)[:-1]:
        if not changed & {number, number + 1} or not columns[number + 1].IsVisible:
            continue
        if not (_are_mostly(float, held[number]) and _are_mostly(str, held[number + 1])):
            continue
        words = sheet.getCellRangeByPosition(number + 1, top, number + 1, bottom)
        figures = sheet.getCellRangeByPosition(number, top, number, bottom)
        if _side(figures) in ("STANDARD", "RIGHT", "") and _side(words) in ("STANDARD", "LEFT", ""):
            words.ParaLeftMargin = GAP
            columns[number + 1].Width += GAP


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


def for_words(columns: Columns, looks: Looks, number: int, texts: Texts, width: int) -> int:
    """Makes a column so wide that no word is broken that is no wider than WIDEST_WORD; answers its width.

    Not for a heading alone: a sheet of many columns would no longer fit on its page.
    """
    words = {(width_of(word, USUAL_SIZE), row) for row, text in texts for word in text.split()}
    doubtful = sorted((each for each in words if width < each[0] * 2 + PADDING <= WIDEST_WORD * 2), reverse=True)
    for usual, row in doubtful[:MANY]:
        look = looks.of(number, row)
        wanted = int(usual * look.size / USUAL_SIZE) + 1 + PADDING
        if width < wanted <= WIDEST_WORD and not look.has_own_way:
            columns[number].Width = wanted
            return wanted
    return width
