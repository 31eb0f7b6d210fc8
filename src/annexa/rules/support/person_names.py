"""Names that must not appear, found in the forms that people write: order, initials, accents, hyphens, possessives."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from annexa.model.folded import Folded, fold
from annexa.rules.support.ordinary import FOLLOWS_A_NAME, LEADS_TO_A_NAME, ORDINARY

Words = tuple[str, ...]
"""Folded words, split at hyphens and apostrophes."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_SPACE: Final = re.compile(r"\s+")
_COMMA: Final = re.compile(r"\s*,\s*")
_AFTER_INITIAL: Final = re.compile(r"\.?[\s_]*")
_INSIDE: Final = re.compile(r"['\-\s]{0,2}")
_GAP: Final = re.compile(r"[\s\-]{1,3}|\.")
"""Between forename and surname; a sentence may not end there, but the name may be part of an e-mail address."""
_GAP_IN_NAMES: Final = re.compile(r"[\s\-_.+%/,]{1,3}")
_BESIDE: Final = re.compile(r"[ ']")
_MOST_MIDDLE: Final = 2
_LONGEST_CELL: Final = 60
"""Characters of a cell that may hold a forename or a surname alone."""
_PARTICLES: Final = frozenset(
    {"de", "da", "di", "do", "dos", "del", "della", "van", "von", "der", "den", "ter", "la", "le", "el", "al", "bin"}
    | {"binti", "ibn", "ben", "ap", "ab", "y", "e"}
)
_CAMEL: Final = re.compile(r"(?<=[^\W\d_a-z])(?=[^\W\d_a-z][a-z])|(?<=[a-z])(?=[^\W\d_a-z])")


class Match(Enum):
    """How sure it is that a listed name stands there."""

    NAME = "name"
    MAYBE = "initials and a surname"


class Hit(NamedTuple):
    """A name in a text, by its offsets."""

    match: Match
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NameList:
    """Names by the first word of their surname, so that a long text is looked through once."""

    surnames: dict[str, dict[Words, frozenset[Words]]]
    """By the first word of a surname: the surname's words, and the forenames that go with it."""
    single: dict[str, frozenset[Words]]
    """Names without a surname, by their first word."""
    joined: frozenset[str]
    """Forename and surname as one word, as in the names of files and addresses."""

    @staticmethod
    @lru_cache(maxsize=8)
    def of(names: frozenset[str]) -> "NameList":
        """Reads names as people list them: "Robin Example", "Example, Robin", or a single word."""
        surnames: dict[str, dict[Words, set[Words]]] = defaultdict(lambda: defaultdict(set))
        single: dict[str, set[Words]] = defaultdict(set)
        joined: set[str] = set()
        for name in names:
            written = _written(name)
            for last in _variants(written[-1]) if written else ():
                if len(written) == 1:
                    single[last[0]].add(last)
                for forename in _variants(written[0]) if len(written) > 1 else ():
                    surnames[last[0]][last].add(forename)
                    joined |= {"".join((*forename, *last)), "".join((*last, *forename))}
        frozen = {
            word: {last: frozenset(forenames) for last, forenames in entries.items()}
            for word, entries in surnames.items()
        }
        return NameList(frozen, {word: frozenset(entries) for word, entries in single.items()}, frozenset(joined))

    def may_stand_among(self, words: Iterable[str], *, is_file_name: bool) -> bool:
        """Whether one of the words begins a surname or a single name; of most texts none does."""
        return any(
            word in self.surnames or word in self.single or (is_file_name and word in self.joined) for word in words
        )

    def forenames(self, surname: Words) -> frozenset[Words]:
        """The forenames that are listed with a surname."""
        return self.surnames.get(surname[0], {}).get(surname, frozenset()) if surname else frozenset()


def _written(name: str) -> list[Words]:
    """The words of a listed name, forename first; each as its parts."""
    folded = fold(name).text
    last, comma, first = folded.partition(",")
    ordered = f"{first} {last}" if comma and _WORD.search(first) else folded
    words = (tuple(_WORD.findall(word)) for word in ordered.split())
    return [word for word in words if word]


def _variants(word: Words) -> Iterator[Words]:
    """ "quist-hale" also as one word; "o'brannick" also without its apostrophe."""
    yield word
    if len(word) > 1:
        yield ("".join(word),)


def names_in(text: str, names: NameList, *, is_file_name: bool = False) -> list[Hit]:
    """The names in a text. In the name of a file capitals say nothing, and words may run together."""
    written = _CAMEL.sub(" ", text) if is_file_name else text
    folded = fold(written)
    words = _WORD.findall(folded.text)
    if not names.may_stand_among(words, is_file_name=is_file_name):
        return []
    return list(_Search(folded, names, is_file_name).hits())


def pairs_in(cells: tuple[str, ...], names: NameList) -> Iterator[tuple[str, str]]:
    """Cells of a row that hold the forename, also with middle names, and the surname of a listed name."""
    folded = fold("\t".join(cell.replace("\t", " ") for cell in cells)).text.split("\t")
    words = [tuple(_WORD.findall(cell)) if len(cell) <= _LONGEST_CELL else () for cell in folded]
    for last, surname in enumerate(words):
        for forename in names.forenames(surname):
            for first, one in enumerate(words):
                if first != last and one[: len(forename)] == forename:
                    yield cells[first], cells[last]


class _Token(NamedTuple):
    word: str
    start: int
    end: int


class _Search:
    """One text, word by word; offsets are those of the folded text until a hit is made."""

    def __init__(self, folded: Folded, names: NameList, is_file_name: bool) -> None:
        self.folded = folded
        self.text = folded.text
        self.names = names
        self.is_file_name = is_file_name
        self.tokens = [_Token(match.group(), *match.span()) for match in _WORD.finditer(folded.text)]
        self.gap = _GAP_IN_NAMES if is_file_name else _GAP
        self.is_shouting = folded.original.isupper()

    def hits(self) -> Iterator[Hit]:
        for index, token in enumerate(self.tokens):
            for surname, forenames in self.names.surnames.get(token.word, {}).items():
                end = index + len(surname)
                if self._reads(index, surname, _INSIDE) and (hit := self._with_forename(index, end, forenames)):
                    yield hit
            for single in self.names.single.get(token.word, ()):
                last = index + len(single) - 1
                if self._reads(index, single, _INSIDE) and self._is_single(index, last):
                    yield self._hit(Match.NAME, index, last)
            if self.is_file_name and token.word in self.names.joined:
                yield self._hit(Match.NAME, index, index)

    def _hit(self, match: Match, first: int, last: int) -> Hit:
        return Hit(match, *self.folded.span(self.tokens[first].start, self.tokens[last].end))

    def _reads(self, index: int, words: Words, gap: re.Pattern[str]) -> bool:
        """Whether the words stand there one after another, with nothing but such a gap between them."""
        if index < 0 or index + len(words) > len(self.tokens):
            return False
        return all(self.tokens[index + place].word == word for place, word in enumerate(words)) and all(
            self._between(index + place, gap) for place in range(len(words) - 1)
        )

    def _between(self, index: int, gap: re.Pattern[str]) -> bool:
        """Whether no more than such a gap parts a word from the next one."""
        return bool(gap.fullmatch(self.text, self.tokens[index].end, self.tokens[index + 1].start))

    def _is_capital(self, index: int) -> bool:
        start, _ = self.folded.span(self.tokens[index].start, self.tokens[index].end)
        return self.is_file_name or not self.folded.original[start].islower()

    def _with_forename(self, start: int, end: int, forenames: Iterable[Words]) -> Hit | None:
        """The surname from `start` to `end` with a forename before or after it, or with its initial."""
        for forename in forenames:
            size = len(forename)
            for middle in range(_MOST_MIDDLE + 1):
                first = start - size - middle
                if self._reads(first, forename, _INSIDE) and self._is_middle(first + size, start):
                    return self._checked(first, end - 1)
            if self._reads(end, forename, _INSIDE) and (
                self._between(end - 1, _COMMA) or self._between(end - 1, self.gap)
            ):
                return self._checked(start, end + size - 1)
        return self._with_initial(start, end, {forename[0][0] for forename in forenames})

    def _is_middle(self, first: int, end: int) -> bool:
        """Whether forename and surname stand beside each other, or have middle names, initials or particles between."""
        if any(
            self.tokens[index].word not in _PARTICLES and not self._is_capital(index) for index in range(first, end)
        ):
            return False
        return all(self._between(index, self._gap_after(index, first)) for index in range(first - 1, end))

    def _gap_after(self, index: int, first_middle: int) -> re.Pattern[str]:
        is_initial = index >= first_middle and len(self.tokens[index].word) == 1
        return _AFTER_INITIAL if is_initial else self.gap

    def _checked(self, first: int, last: int) -> Hit | None:
        """A hit, unless all its words are ordinary ones and not all have a capital: "grace may", "may hope"."""
        words = [index for index in range(first, last + 1) if self.tokens[index].word not in _PARTICLES]
        ordinary = all(self.tokens[index].word in ORDINARY for index in words)
        if ordinary and not all(self._is_capital(index) for index in words):
            return None
        return self._hit(Match.NAME, first, last)

    def _with_initial(self, start: int, end: int, initials: set[str]) -> Hit | None:
        if not self._is_capital(start) or self.is_file_name:
            return None
        before = start - 1
        while before > 0 and len(self.tokens[before].word) == 1 and len(self.tokens[before - 1].word) == 1:
            if not self._between(before - 1, _AFTER_INITIAL):
                break
            before -= 1
        if before >= 0 and self._is_initial(before, initials) and self._between(start - 1, _AFTER_INITIAL):
            return self._hit(Match.MAYBE, before, end - 1)
        if end >= len(self.tokens) or not self._is_initial(end, initials):
            return None
        after = self._between(end - 1, _COMMA) or (self._between(end - 1, _SPACE) and self._ends_there(end))
        return self._hit(Match.MAYBE, start, end) if after else None

    def _is_initial(self, index: int, initials: set[str]) -> bool:
        token = self.tokens[index]
        apostrophe = self.text[token.start - 1 : token.start] == "'" or self.text[token.end : token.end + 1] == "'"
        return token.word in initials and self._is_capital(index) and not apostrophe

    def _ends_there(self, index: int) -> bool:
        """Whether an initial after a surname ends the phrase: "Vell T." but not "Vell A meeting"."""
        return bool(re.match(r"\.|\s*(?:$|[,;:)\]\n\t])", self.text[self.tokens[index].end :]))

    def _is_single(self, index: int, last: int) -> bool:
        """Whether a single name is one here: with a capital, and, where it is an ordinary word, as names stand."""
        token = self.tokens[index]
        if self.is_file_name:
            return token.word not in ORDINARY
        start, end = self.folded.span(token.start, token.end)
        written = self.folded.original[start:end]
        if written.islower() or (written.isupper() and self.is_shouting and len(self.tokens) > 1):
            return False
        if token.word not in ORDINARY:
            return True
        after = self.tokens[last + 1].word if last + 1 < len(self.tokens) else ""
        before = self.tokens[index - 1].word if index else ""
        follows = after in FOLLOWS_A_NAME and self._between(last, _BESIDE)
        return follows or before in LEADS_TO_A_NAME
