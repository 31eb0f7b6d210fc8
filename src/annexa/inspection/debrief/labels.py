"""Where a text asks something and where it is answered: labels and questions, found also where they were changed."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from annexa.inspection.debrief.form import BESIDE, PRINTED, PRINTED_LINES, SHORT, WORDINGS, Field

_WORD: Final = re.compile(r"[^\W_]+")
_BEFORE: Final = re.compile(r"[\s\d.()\[\]•·*–—\-:]*(?:\b(?:q(?:uestion)?\s*\d|[a-c])\b[\s.):]*)?", re.IGNORECASE)
"""What may stand on a line before its label: a number, a bullet, "Q3", "a)"."""
_NUMBERED: Final = re.compile(r"^[^\S\n]*q(?:uestion)?\.?[^\S\n]*([1-5])\b[.):]*", re.IGNORECASE | re.MULTILINE)
_COVERED: Final = 0.75
"""Share of the words of a question that must stand there, in order; below that it may be an answer."""
_FEWEST: Final = 6
"""Words from which a question is one wherever it stands; a shorter one must begin its line."""
_MORE: Final = 4
"""Words that people may add inside a question, at most; of a long one up to a sixth of its words."""
_LONG: Final = 12
"""Words from which a question is long; inside a shorter label an added word is an answer, such as a name."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that is a label; an empty field marks what is printed on the form and is no answer."""

    field: Field | None
    start: int
    end: int
    words: int = 1
    """How many words of the label stand there; of two that overlap, the one with more is meant."""


def marks_in(text: str) -> list[Mark]:
    """The labels of a form in the order of the text; none overlaps another."""
    found = [*_long(text), *_short(text)]
    asked = [mark.start for mark in found if mark.field in _ASKED]
    found += _beside(text[: min(asked)]) if asked else _numbered(text)
    taken: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (-mark.words, mark.end - mark.start)):
        if all(mark.end <= other.start or mark.start >= other.end for other in taken):
            taken.append(mark)
    return sorted(taken, key=lambda mark: mark.start)


_ASKED: Final = frozenset({"focus", "evidence", "documents", "unexpected", "others"})


@cache
def _known() -> tuple[tuple[Field | None, tuple[str, ...]], ...]:
    known: list[tuple[Field | None, str]] = [*WORDINGS, *((None, words) for words in PRINTED)]
    return tuple((field, _words(words)) for field, words in known)


@cache
def _printed_lines() -> frozenset[tuple[str, ...]]:
    return frozenset(map(_words, PRINTED_LINES))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _long(text: str) -> Iterator[Mark]:
    """Whole questions and labels, though a few words may be changed or left out."""
    tokens = [(match[0].casefold(), match.start(), match.end()) for match in _WORD.finditer(text)]
    words = [token[0] for token in tokens]
    places: dict[str, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        places[word].append(index)
    for field, wanted in _known():
        for index in places.get(wanted[0], ()):
            covered, size = _matched(wanted, words[index : index + len(wanted) + _MORE])
            if not size:
                continue
            start = _line_start(text, tokens[index][1])
            end = tokens[index + size - 1][2]
            end = _line_end(text, end) if wanted in _printed_lines() else _end(text, end)
            if len(wanted) >= _FEWEST or start < tokens[index][1] or _begins(text, tokens[index][1]):
                yield Mark(field, start, end, covered)


def _matched(wanted: Sequence[str], there: Sequence[str]) -> tuple[int, int]:
    """How many words of a label stand there, and over how many words of the text; 0 where it is not that label."""
    if len(set(wanted) & set(there)) < _COVERED * len(set(wanted)):
        return 0, 0
    blocks = SequenceMatcher(None, wanted, there, autojunk=False).get_matching_blocks()
    covered = sum(block.size for block in blocks)
    needed = len(wanted) if len(wanted) < _FEWEST else _COVERED * len(wanted)
    size = max((block.b + block.size for block in blocks if block.size), default=0)
    added = size - covered
    if covered < needed or added > (0 if len(wanted) < _LONG else len(wanted) // 6):
        return 0, 0
    return covered, size


def _begins(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _line_start(text: str, at: int) -> int:
    """The beginning of the line, where nothing but a number or a bullet stands before the place."""
    start = text.rfind("\n", 0, at) + 1
    return start if _BEFORE.fullmatch(text, start, at) else at


def _end(text: str, at: int) -> int:
    """Beyond the marks that end a question."""
    while at < len(text) and text[at] in "?:.)]’” \t":
        at += 1
    return at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _beside(head: str) -> Iterator[Mark]:
    """Labels of the first table with what was filled in behind them on the line, as a PDF has its cells."""
    for field, label in BESIDE:
        for match in re.finditer(rf"^[^\S\n]*{re.escape(label)}[^\S\n]+(?=\S)", head, re.IGNORECASE | re.MULTILINE):
            yield Mark(field, match.start(), match.end())


def _short(text: str) -> Iterator[Mark]:
    """Short labels at the beginning of a line, with a colon, or alone on it."""
    start = 0
    for line in text.split("\n"):
        before = _BEFORE.match(line)
        at = before.end() if before else 0
        for field, pattern in SHORT:
            if (found := pattern.match(line, at)) and (end := _ends_label(line, found.end(), field)):
                yield Mark(field, start, start + end)
                break
        start += len(line) + 1


_LABEL_END: Final = re.compile(r"\s*(?:\([^)\n]{0,40}\))?\s*(?:[:=?]|$|\s[-–—]\s)\s*")
_VALUE_FOLLOWS: Final = re.compile(r"\s+(?=\d{1,2}[./ -]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b)", re.IGNORECASE)
"""A date beside its label, as the cells of a table stand in a PDF."""


def _ends_label(line: str, at: int, field: Field) -> int:
    """Where a label that ends at `at` is over; 0 where it is the beginning of a sentence."""
    found = _LABEL_END.match(line, at) or (_VALUE_FOLLOWS.match(line, at) if field == "date" else None)
    return found.end() if found else 0


def _numbered(text: str) -> Iterator[Mark]:
    """ "Q3" in place of the question, where no question stands in words."""
    order: tuple[Field, ...] = ("focus", "evidence", "documents", "unexpected", "others")
    for match in _NUMBERED.finditer(text):
        yield Mark(order[int(match[1]) - 1], match.start(), match.end())
