"""A text made even so that things can be found in it, with the way back to the text as it was written.

What people see as one and the same is often written in many ways: a no-break space for a space, a non-breaking
hyphen for a hyphen, `é` as one character or as two, a soft hyphen in the middle of a number. `fold` evens that out.
Folding changes lengths, so an offset in the folded text is never one in the text as written: ask `Folded.span`.

    folded = fold("Tamsin\\u00a0Vell’s")
    for start, end, match in folded.find(re.compile(r"tamsin vell")):
        "Tamsin\\u00a0Vell’s"[start:end]
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

_HYPHENS: Final = frozenset("\u2010\u2011\u2012\u2043\u2212\ufe63\uff0d")
_QUOTES: Final = dict.fromkeys("‘’‚‛′ʼʻ`´＇", "'") | dict.fromkeys("“”„‟″«»＂", '"')
_LINES: Final = frozenset("\x0b\x0c\x85\u2028\u2029")
_UNSEEN: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Characters that show nothing though their category does not say so."""
_PLAIN: Final = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ı": "i"}
"""Letters with a stroke, which Unicode does not take apart, as people type them on an English keyboard."""
_SAME_SIGN: Final = frozenset(
    {"<compat>", "<wide>", "<narrow>", "<font>", "<initial>", "<medial>", "<final>", "<isolated>"}
)
"""Decompositions that keep the meaning: "ﬁ" is "fi", "Ａ" is "A"; but a footnote's "²" is no digit of a number."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and where each of its characters comes from."""

    text: str
    original: str
    _starts: Sequence[int] | None = None
    """By character of `text`, where in `original` it comes from, then the length of `original`; None where all are
    in place."""
    _ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original text of what became `text[start:end]`; both may be anything from 0 to its length.

        Characters that were left out (a soft hyphen, an accent) belong to the one before them.
        """
        if self._starts is None or self._ends is None:
            return start, end
        first = self._starts[start]
        return first, self._ends[end - 1] if end > start else first

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
        """Each match of a pattern in the folded text, with its offsets in the original one."""
        for match in pattern.finditer(self.text):
            start, end = self.span(*match.span())
            yield start, end, match


def fold(text: str, *, case: bool = True, accents: bool = True, dashes: bool = True) -> Folded:
    """The text without what the eye does not tell apart.

    Always: full-width and other variants of letters, digits of every script, kinds of space, of hyphen and of quotation
    mark become the plain one; line and page breaks of all kinds become `\\n`; what shows nothing (zero-width
    characters, soft hyphens) is left out. `case` makes letters small, `accents` takes marks off letters, `dashes`
    makes en dashes and longer ones hyphens too.
    """
    if text.isascii():
        even = text.translate(_ASCII_LINES) if "\x0b" in text or "\x0c" in text else text
        return Folded(even.lower() if case else even, text)
    table = _table(case, accents, dashes)
    even = text.translate(table)
    if table.uneven.isdisjoint(text):
        return Folded(even, text)
    return _mapped(text, table)


def _mapped(text: str, table: "_Table") -> Folded:
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for offset in (offset for offset, character in enumerate(text) if character in table.uneven):
        starts += range(done, offset)
        ends += range(done + 1, offset + 1)
        length = len(table[ord(text[offset])])
        if length:
            starts += [offset] * length
            ends += [offset + 1] * length
        else:
            _give_to_last(starts, ends, offset + 1)
        done = offset + 1
    starts += range(done, len(text) + 1)
    ends += range(done + 1, len(text) + 1)
    return Folded(text.translate(table), text, starts, ends)


def _give_to_last(starts: list[int], ends: list[int], end: int) -> None:
    """What was left out belongs to the character before it, which may have become several."""
    index = len(starts) - 1
    while index >= 0 and starts[index] == starts[-1]:
        ends[index] = end
        index -= 1


_ASCII_LINES: Final = {0x0B: "\n", 0x0C: "\n"}


class _Table(dict[int, str]):
    """What each character becomes, worked out when it is first met; `uneven` are those that change the length."""

    def __init__(self, *, case: bool, accents: bool, dashes: bool) -> None:
        super().__init__()
        self.case, self.accents, self.dashes = case, accents, dashes
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        piece = self._piece(chr(code))
        self[code] = piece
        if len(piece) != 1:
            self.uneven.add(chr(code))
        return piece

    def _piece(self, character: str) -> str:
        """Folds until nothing changes, so that folding twice is folding once."""
        before, piece = "", character
        while piece != before:
            before, piece = piece, "".join(map(self._once, piece))
        return piece

    def _once(self, character: str) -> str:
        category = unicodedata.category(character)
        if category == "Cf" or character in _UNSEEN or "\ufe00" <= character <= "\ufe0f":
            return ""
        if category == "Zs" or character == "\u2800":
            return " "
        if character in _LINES:
            return "\n"
        if category == "Nd":
            return str(unicodedata.digit(character))
        if character in _HYPHENS or (self.dashes and category == "Pd"):
            return "-"
        if quote := _QUOTES.get(character):
            return quote
        return self._letter(character, category)

    def _letter(self, character: str, category: str) -> str:
        if self.accents and category in ("Mn", "Me"):
            return ""
        if self.accents and (plain := _PLAIN.get(character.lower())):
            return plain if character.islower() or self.case else plain.capitalize()
        kind, _, rest = unicodedata.decomposition(character).partition(" ")
        if kind in _SAME_SIGN:
            return "".join(chr(int(code, 16)) for code in rest.split())
        if kind and not kind.startswith("<") and self.accents:
            return "".join(chr(int(code, 16)) for code in (kind, *rest.split()))
        return character.casefold() if self.case else character


@cache
def _table(case: bool, accents: bool, dashes: bool) -> _Table:
    return _Table(case=case, accents=accents, dashes=dashes)
