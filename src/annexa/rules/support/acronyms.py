"""Which acronyms a document uses, and where it spells them out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from annexa.documents.facts import Block, BlockKind, Facts
from annexa.model.findings import Place
from annexa.rules.support.apposition import find_beside
from annexa.rules.support.attendance import initials_in
from annexa.rules.support.everyday import MARKS, ORDINARY, UNITS
from annexa.rules.support.once import once
from annexa.rules.support.pairs import best_start, find_pairs, is_short_form

Position = tuple[int, int]
"""The index of a block, and an offset in its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """Where an acronym is spelled out for the first time."""

    short: str
    long: str
    at: Position
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """The first time that an acronym stands in running text, and how often it does."""

    short: str
    at: Position
    place: Place
    times: int = 1
    is_a_word: bool = False
    """Whether the document also writes it in small letters: "MUST" and "must"."""


@dataclass(slots=True, kw_only=True)
class Acronyms:
    """All acronyms of a document, by their form without plural or possessive."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    uses: dict[str, Use] = field(default_factory=dict)
    bracketed: set[str] = field(default_factory=set)
    """Acronyms that stand alone in brackets: most likely spelled out just before, in a way that no rule sees."""
    initials: frozenset[str] = frozenset()
    """What the persons listed as present are called by."""

    def spells_out(self, short: str) -> bool:
        """Whether the document spells the acronym out, or most likely does; SENCO and SENCo are the same."""
        if short in self.definitions or short in self.bracketed:
            return True
        return any(short.casefold() == known.casefold() for known in (*self.definitions, *self.bracketed))


_UNREAD: Final = frozenset({BlockKind.HEADER, BlockKind.FOOTER, BlockKind.TABLE_OF_CONTENTS, BlockKind.CODE})
_NOT_RUNNING: Final = _UNREAD | {BlockKind.HEADING, BlockKind.TITLE, BlockKind.SPEAKER_NOTES}
"""Blocks whose acronyms are not uses: a heading may name what the text below spells out."""

_TOKEN: Final = re.compile(r"(?<![\w@.#-])[a-z]?[A-Z][a-z]{0,3}[A-Z&][A-Za-z&]*(?:['’]s|s['’])?(?![\w@]|-\w)")
"""A word by itself: neither "LA-maintained" nor "NHS-wide" is a use that has to be spelled out."""
_CAPITALS: Final = re.compile(r"[A-Z][a-z]{0,3}[A-Z&]")
"""Text without this holds none, which takes longer to tell; most text does not."""
_ADDRESS: Final = re.compile(
    r"\W*(?:https?://|www\.|mailto:|[^\s@]+@|[\w./-]+\.(?:docx?|xlsx?|pptx?|pdf|gov|org|com|net|uk|example)\b)",
    re.IGNORECASE,
)
_CODE_AROUND: Final = re.compile(r"[A-Za-z&]*[-–/_.]?\d")
_ROMAN: Final = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_HEXADECIMAL: Final = re.compile(r"u[0-9A-F]{4}")
_PLURAL: Final = re.compile(r"(?:['’]s|s['’]|(?<=[A-Z&])s|(?<=[A-Z]{2}[a-z])s)$")
_INLINE: Final = re.compile(
    r"([A-Z][\w&/-]{1,9}(?: plan)?)\s*(?:[–—:=|]|\s-\s|\bstands for\b|\bmeans\b|\bis short for\b)\s*"
)

_CAPITALS_BEFORE: Final = re.compile(r"(?:(?<![\w])[A-Z]{2,} ){1,3}$")
_CAPITALS_AFTER: Final = re.compile(r"(?: [A-Z]{2,}(?![\w])){1,3}")


@once
def acronyms_of(facts: Facts) -> Acronyms:
    """The definitions and uses in a document, read once."""
    found = Acronyms()
    blocks = facts.blocks
    for index, block in enumerate(blocks):
        if block.kind in _UNREAD:
            continue
        for definition in _definitions(blocks, index):
            _define(found, definition)
        if block.kind not in _NOT_RUNNING:
            for short, offset in uses_in(block.text):
                if _stands_in_brackets(block.text, short, offset):
                    found.bracketed.add(short)
                else:
                    _count(found, Use(short=short, at=(index, offset), place=block.place))
    _add_unusual(found, blocks)
    _mark_words(found, facts)
    found.initials = initials_in(blocks)
    return found


def _mark_words(found: Acronyms, facts: Facts) -> None:
    """Marks what is an ordinary word in capitals, because the same document also writes it in small letters."""
    unknown = [short for short in found.uses if not found.spells_out(short) and len(short) > 2 and short.isupper()]
    if not unknown:
        return
    words = {word for block in facts.blocks for word in block.text.split()}
    for short in unknown:
        if short.lower() in words:
            found.uses[short] = replace(found.uses[short], is_a_word=True)


def uses_in(text: str) -> Iterator[tuple[str, int]]:
    """Each acronym in running text, without plural or possessive, and its offset; none in a line of capitals."""
    if not _CAPITALS.search(text):
        return
    for number, match in enumerate(_TOKEN.finditer(text)):
        if number == 0 and is_capitals(text):
            return
        short, start, end = singular(match.group()), match.start(), match.end()
        if is_acronym(short) and not _in_code(text, start, end) and not _in_shouting(text, start, end):
            yield short, start


def _in_code(text: str, start: int, end: int) -> bool:
    """Whether the word is part of a code, an address or a file name: "2024/AB", "AB-12", "SEND@westmere.example"."""
    if _CODE_AROUND.match(text, end) or (start > 1 and text[start - 1] in "/-_" and text[start - 2].isdigit()):
        return True
    left = text.rfind(" ", 0, start) + 1
    right = text.find(" ", end)
    return bool(_ADDRESS.match(text, left, right if right >= 0 else len(text)))


def _in_shouting(text: str, start: int, end: int) -> bool:
    """Whether the word stands in a run of three words in capitals: "NORTHERN DISTRICT COURT"."""
    before, after = _CAPITALS_BEFORE.search(text[max(0, start - 50) : start]), _CAPITALS_AFTER.match(text, end)
    words = (before.group().split() if before else []) + (after.group().split() if after else [])
    return len(words) >= 2 and all(len(word) > 2 for word in words)


def _stands_in_brackets(text: str, short: str, offset: int) -> bool:
    after = text[offset + len(short) : offset + len(short) + 3].lstrip("s'’")
    return offset > 1 and text[offset - 1] in "([" and after[:1] in {")", "]"}


def singular(word: str) -> str:
    """ "EHCPs", "EHCP's" and "EHCPs’" are "EHCP"."""
    return _PLURAL.sub("", word)


def is_acronym(word: str) -> bool:
    """Whether a word has the shape of an acronym: two capitals or more, and mostly capitals."""
    capitals = sum(c.isupper() for c in word)
    if capitals < 2 or capitals * 5 < len(word) * 3 or len(word) > 10:
        return False
    if word in ORDINARY or word in MARKS or word.upper() in UNITS or _ROMAN.fullmatch(word):
        return False
    return len(set(word)) > 1 and not _HEXADECIMAL.fullmatch(word)


def is_capitals(text: str) -> bool:
    """Whether a line is written in capitals, so that none of its words need be an acronym."""
    return sum(map(str.isupper, text)) >= 0.7 * sum(map(str.isalpha, text))


def _definitions(blocks: tuple[Block, ...], index: int) -> Iterator[Definition]:
    block = blocks[index]
    text = block.text
    if "(" in text or "[" in text:
        for pair in find_pairs(text):
            yield Definition(short=pair.short, long=pair.long, at=(index, pair.start), place=block.place)
    for pair in find_beside(text):
        yield Definition(short=pair.short, long=pair.long, at=(index, pair.start), place=block.place)
    inline = _INLINE.match(text) if text[:1].isupper() else None
    if inline is not None:
        long = text[inline.end() : inline.end() + 120].split(".")[0].strip()
        if best_start(inline[1], long) == 0:
            yield Definition(short=inline[1], long=long, at=(index, 0), place=block.place)
    if block.kind is BlockKind.CELL and index + 1 < len(blocks) and len(text) <= 14 and _is_term(text):
        beside = blocks[index + 1]
        if beside.kind is BlockKind.CELL and best_start(text, beside.text[:120]) == 0:
            yield Definition(short=text, long=beside.text, at=(index, 0), place=block.place)


def _is_term(text: str) -> bool:
    """Whether a cell can be the first of a row in a table of terms: "ICB", "EHC plan"."""
    return sum(map(str.isupper, text)) > 1 and is_short_form(text)


def _define(found: Acronyms, definition: Definition) -> None:
    """Notes a definition for the short form and, where it holds another word ("EHC plan"), for the acronym in it."""
    spelled = definition.long.split()
    for word in {singular(definition.short), *map(singular, definition.short.split())} - set(spelled):
        if is_acronym(word) or (word == singular(definition.short) and _is_unusual(word)):
            found.definitions.setdefault(word, definition)


def _is_unusual(word: str) -> bool:
    """A short form that only its definition shows to be one: "IL-10", "2WTE", "PA(S)"."""
    head = word.split("-")[0]
    capitals, letters = sum(c.isupper() for c in word), sum(c.isalpha() for c in head)
    return capitals >= 2 and capitals * 2 >= letters and " " not in word and not _ROMAN.fullmatch(word)


def _count(found: Acronyms, use: Use) -> None:
    known = found.uses.get(use.short)
    if known is None:
        found.uses[use.short] = use
    else:
        found.uses[use.short] = replace(known, times=known.times + 1)


def _add_unusual(found: Acronyms, blocks: tuple[Block, ...]) -> None:
    """Finds the first use of defined short forms that do not have the usual shape."""
    for short, definition in found.definitions.items():
        if short in found.uses or _TOKEN.fullmatch(short):
            continue
        pattern = re.compile(rf"(?<![\w-]){re.escape(short)}(?![\w-]|\(\w)")
        for index, block in enumerate(blocks[: definition.at[0] + 1]):
            if block.kind in _NOT_RUNNING or short not in block.text:
                continue
            if match := pattern.search(block.text):
                found.uses[short] = Use(short=short, at=(index, match.start()), place=block.place)
                break


def used_too_early(found: Acronyms) -> Iterator[tuple[Use, Definition]]:
    """Each acronym that stands in running text before it is spelled out."""
    for short, definition in found.definitions.items():
        use = found.uses.get(short)
        if use is not None and use.at < definition.at:
            yield use, definition
