"""Where a text spells out its acronyms: "special educational needs (SEN)" and "SEN (special educational needs)".

Our own alignment in the manner of Schwartz and Hearst (2003), with a price for every liberty that an acronym takes,
so that the cheapest long form wins instead of the shortest. It stands here instead of pyab3p, the most exact library
for it, because that one has no wheels from Python 3.13 on and weighs 37 MB; `scripts/acronym_score.py` measures it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from annexa.model.folded import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A short form and the long form that stands beside it; offsets count characters of the text."""

    short: str
    long: str
    start: int
    """Where the first of the two starts."""
    short_start: int
    end: int
    """Where the last of the two ends."""


_LITTLE: Final = frozenset(
    {"a", "an", "and", "as", "at", "by", "de", "for", "from", "in", "into", "is", "of", "on", "or", "per", "than"}
    | {"that", "the", "their", "to", "under", "versus", "via", "with"}
)
_NOT_SHORT: Final = re.compile(
    r"(?:i{1,3}|iv|v|vi{0,3}|ix|x|[a-z]|\d+(?:[.,]\d+)*%?|e\.?g\.?|i\.?e\.?|etc|see|and|or|but|in|no|the|vs|"
    r"male|female|yes|both|none|all|new|fig|figure|table|left|right|mean|range|only|total|group|\d+ \w+|"
    r"\w+ \d[\d.]*)\.?"
)
_SHORT: Final = re.compile(r"[^\W_][\w.&+/*'’()\[\]-]*(?: [\w.&+/*'’()\[\]-]+)?|\[\w[\w+-]*\]\w?")
_OPENING: Final = re.compile(r"[(\[]")
_SENTENCE_END: Final = re.compile(r"[.!?:]\s+(?=[A-Z0-9(\"“‘])|\n|;\s|[)\]]\s*(?:,|\s(?:and|or)\s)|[)\]]/|\s[–—]\s|--")
_WORD: Final = re.compile(r"\S+")
_QUOTES: Final = " \"'‘’“”"
_NUMBERS: Final = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9"
}  # fmt: skip

_LONGEST_SHORT: Final = 10
_MOST_WORDS: Final = 10
_REACH: Final = 250

# Prices of an alignment; an honest acronym costs nothing. They come from a random search on half of MED1250: F1 .902
# there (pyab3p: .881). Searched on 300 of its texts and measured on the other 300, F1 is .87 to .88.
_NEXT_INSIDE: Final = 0.45
_FURTHER_INSIDE: Final = 0.6
_INSIDE_ANOTHER: Final = 1.2
_AFTER_HYPHEN: Final = 0.0
_SKIPPED: Final = 1.05
_SKIPPED_LITTLE: Final = 0.5
_SKIPPED_LAST: Final = 0.8
_SKIPPED_DIGIT: Final = 0.4
_SWAPPED: Final = 0.4
_LATE_START: Final = 0.5
_ALLOWED: Final = (0.0, 0.0, 1.1, 1.8)
"""By number of letters; beyond that so much a letter:"""
_ALLOWED_A_LETTER: Final = 0.45
_ALLOWED_MORE: Final = 1.1


def find_pairs(text: str) -> list[Pair]:
    """Every pair in the text, in order."""
    found: list[Pair] = []
    for opening in _OPENING.finditer(text):
        inside = _inside(text, opening.start())
        if inside is not None:
            found += _pairs_at(text, opening.start(), inside)
    return found


def _inside(text: str, opening: int) -> str | None:
    """What stands between a bracket and its partner; None where there is no partner within reach."""
    depth, close = 0, {"(": ")", "[": "]"}[text[opening]]
    for position in range(opening, min(len(text), opening + _REACH)):
        if text[position] == text[opening]:
            depth += 1
        elif text[position] == close:
            depth -= 1
            if depth == 0:
                return text[opening + 1 : position]
    return None


def _pairs_at(text: str, opening: int, inside: str) -> Iterator[Pair]:
    pair = (
        _short_in_brackets(text, opening, inside)
        or _long_in_brackets(text, opening, inside)
        or _both_in_brackets(opening, inside)
    )
    if pair:
        yield pair


def _short_in_brackets(text: str, opening: int, inside: str) -> Pair | None:
    short = _tidy_short(re.split(r"[;,]\s|\sor\s", inside.strip(), maxsplit=1)[0])
    if not is_short_form(short):
        return None
    start = _sentence_start(text, opening)
    before = text[start:opening].rstrip()
    long_start = best_start(short, before)
    if long_start is None:
        return None
    begin, short_start = start + long_start, text.index(short, opening)
    long = _tidy_long(text[begin : start + len(before)])
    if _spells_nothing(short, long):
        return None
    return Pair(short=short, long=long, start=begin, short_start=short_start, end=short_start + len(short))


def _long_in_brackets(text: str, opening: int, inside: str) -> Pair | None:
    """ "SEN (special educational needs)"."""
    before = re.search(r"(\S+)\s*$", text[max(0, opening - 30) : opening])
    long = re.split(r"[;,]\s", inside.strip(), maxsplit=1)[0].strip(_QUOTES + ".")
    if before is None or len(long) < 4:
        return None
    short = before[1].strip(_QUOTES + "(,;:")
    if not is_short_form(short) or not any(c.isupper() for c in short) or best_start(short, long) != 0:
        return None
    if _spells_nothing(short, long):
        return None
    short_start = text.rindex(short, 0, opening)
    end = opening + 1 + len(inside)
    return Pair(short=short, long=_tidy_long(long), start=short_start, short_start=short_start, end=end)


def _both_in_brackets(opening: int, inside: str) -> Pair | None:
    """ "(special educational needs, SEN)"."""
    long, mark, rest = inside.rpartition(", ")
    short = _tidy_short(rest)
    if not mark or not is_short_form(short) or not short.isupper() or len(short) < 2:
        return None
    start = best_start(short, long)
    if start is None:
        return None
    short_start = opening + 1 + len(long) + len(mark)
    begin = opening + 1 + start
    return Pair(
        short=short, long=_tidy_long(long[start:]), start=begin, short_start=short_start, end=short_start + len(short)
    )


def _tidy_short(text: str) -> str:
    short = text.strip(_QUOTES)
    return short if "." in short[:-1] else short.rstrip(".")


def _tidy_long(text: str) -> str:
    long = " ".join(text.split()).strip(_QUOTES + ",;:")
    for opening, close in ("()", "[]"):
        if long.startswith(opening) and close not in long:
            long = long[1:]
    return long


def _spells_nothing(short: str, long: str) -> bool:
    """Whether the long form holds the short one, or is itself a short form: "XRCC2 (XRCC3)"."""
    if short in _WORD.findall(long):
        return True
    marks = sum(c.isupper() or c.isdigit() for c in long)
    return " " not in long and marks > 1 and not re.search("[a-z]{5}", long)


def is_short_form(word: str) -> bool:
    """Whether a word has the shape of a short form: up to ten characters, a letter among them, not an aside."""
    if len(word) > _LONGEST_SHORT + 3 or not _SHORT.fullmatch(word) or _NOT_SHORT.fullmatch(word):
        return False
    letters = sum(c.isalnum() for c in word)
    return 1 <= letters <= _LONGEST_SHORT and any(c.isalpha() for c in word)


def _sentence_start(text: str, end: int) -> int:
    start = max(0, end - _REACH)
    for match in _SENTENCE_END.finditer(text, start, end - 1):
        start = match.end()
    return start


@lru_cache(maxsize=4096)
def best_start(short: str, before: str) -> int | None:
    """Where in `before` the long form of `short` starts; None where no alignment is cheap enough."""
    letters = [c for c in fold(short).text if c.isalnum()]
    most = min(len(letters) + 5, len(letters) * 2, _MOST_WORDS)
    words = [(m.start(), m.group()) for m in _WORD.finditer(before)][-most:]
    if not words or not letters:
        return None
    starts = list(_alignments(short, letters, words))
    price, start = min(((price, -start) for start, price in starts), default=(99.0, 0))
    return -start if price <= _allowed(len(letters)) else None


def _alignments(short: str, letters: list[str], words: list[tuple[int, str]]) -> Iterator[tuple[int, float]]:
    """Possible starts of the long form, with their prices."""
    alignment = _Alignment(words)
    yield from alignment.prices(letters)
    if len(letters) > 2 and letters[-1] == "s" and short.endswith("s") and short[:-1].isupper():
        yield from alignment.prices(letters[:-1])
    one, _, two = fold(short).text.partition("-")
    if one and two:  # "IFN-gamma" for gamma-interferon
        swapped = [c for c in two + one if c.isalnum()]
        yield from ((start, price + _SWAPPED) for start, price in alignment.prices(swapped))
    while len(letters) > 1 and letters[-1].isdigit():
        letters = letters[:-1]
        yield from ((start, price + _SKIPPED_DIGIT) for start, price in alignment.prices(letters))


def _allowed(letters: int) -> float:
    return _ALLOWED[letters] if letters < len(_ALLOWED) else _ALLOWED_A_LETTER * letters + _ALLOWED_MORE


_Spot = tuple[int, int]
"""A word's index and a position in it."""


class _Alignment:
    """Prices of matching the letters of a short form, in order, with the words before it."""

    def __init__(self, words: list[tuple[int, str]]) -> None:
        self.words = words
        self.spots: dict[str, list[_Spot]] = {}
        for index, (_, word) in enumerate(words):
            folded = fold(word)
            for position, character in enumerate(folded.text):
                if character.isalnum():
                    self.spots.setdefault(character, []).append((index, folded.span(position, position)[0]))
            if number := _NUMBERS.get(re.split(r"\W", folded.text, maxsplit=1)[0]):
                self.spots.setdefault(number, []).append((index, 0))

    def prices(self, letters: list[str]) -> Iterator[tuple[int, float]]:
        """Each possible start of the long form, and the lowest price of starting there."""
        after = {spot: self._ending(spot) for spot in self.spots.get(letters[-1], ())}
        for letter in reversed(letters[:-1]):
            here: dict[_Spot, float] = {}
            for spot in self.spots.get(letter, ()):
                onward = [self._step(spot, later) + price for later, price in after.items() if later > spot]
                if onward:
                    here[spot] = min(onward)
            after = here
        for (word, position), price in after.items():
            late = self._start_price(word, position)
            if late is not None and self.words[word][1].lower() not in _LITTLE:
                yield self.words[word][0], price + late

    def _start_price(self, word: int, position: int) -> float | None:
        """Nothing at the start of a word, a little after a hyphen in it ("1,2-diacylglycerol"), else None."""
        before = self.words[word][1][:position]
        if not any(c.isalnum() for c in before):
            return 0.0
        return _LATE_START if before[-1] in "-)’'" else None

    def _ending(self, spot: _Spot) -> float:
        return _SKIPPED_LAST * (len(self.words) - 1 - spot[0])

    def _step(self, spot: _Spot, later: _Spot) -> float:
        """The price of going from one matched letter to the next."""
        word, position = later
        text = self.words[word][1]
        hyphen = position > 0 and not text[position - 1].isalnum()
        if spot[0] == word:
            if hyphen:
                return _AFTER_HYPHEN
            return _NEXT_INSIDE if position == spot[1] + 1 else _FURTHER_INSIDE
        skipped = sum(self._skip(index) for index in range(spot[0] + 1, word))
        start = self._start_price(word, position)
        return skipped + (_INSIDE_ANOTHER if start is None else start)

    def _skip(self, index: int) -> float:
        return _SKIPPED_LITTLE if self.words[index][1].lower().strip(",") in _LITTLE else _SKIPPED
