"""Which documents a debriefing speaks of: asked for by an inspector, or handed over, which nobody should have done."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_HANDED: Final = re.compile(
    r"\b(?:gave|given|handed|hand(?:ed)? over|provided|shared|showed|shown|sent|left|passed|e-?mailed|supplied|took)\b",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(
    r"\b(?:ask(?:ed|ing)?|request(?:ed|s|ing)?|want(?:s|ed)?|would like|wish(?:es)? to see|need(?:s|ed)?|require[sd]?|"
    r"to (?:follow|send|be sent|provide|share|supply)|will (?:send|follow|share|provide)|chase[sd]?)\b",
    re.IGNORECASE,
)
_NONE: Final = re.compile(
    r"^(?:no|none|nothing|nil|n/a)\b(?:[\s,.;:–-]+(?:documents?|evidence|paperwork|papers?|nothing|none|were|was|have|had|"
    r"been|provided|requested|given|handed|over|shared|asked|for|or|and|to|the|inspectors?|either|also|no|not|any|did|"
    r"further|additional|information|they|we|i|didn['’]t|at|all|during|interview|meeting|this))*[\s.!]*$",
    re.IGNORECASE,
)
_NOT_DONE: Final = re.compile(
    r"^(?!.*\bbut\b)(?:they |the inspectors? |i |we )?(?:did not|didn['’]t|were not|was not|have not) .{0,20}\b(?:ask|"
    r"request|provide|give|asked|requested|hand|handed)\b[^.]{0,40}(?:any|anything|documents?)?[^.]{0,20}\.?$",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"^(?:(?:documents? )?(?:requested|asked for|provided|given|handed over)|requests?|yes)\s*[:,.–-]+\s*",
    re.IGNORECASE,
)


_WHO_ASKED: Final = re.compile(
    r"^(?:(?:the )?(?:interviewee|inspectors?|they|i|we)\s+)?(?:(?:was|were|have been|has been)\s+)?"
    r"(?:asked (?:for|to see)|requested|want(?:s|ed)?(?: to see)?|would like(?: to see)?)\s+",
    re.IGNORECASE,
)


def wanted(words: str) -> str:
    """What was asked for, without who asked: "They asked for the waiting list" asks for "The waiting list"."""
    bare = _WHO_ASKED.sub("", words)
    return bare[:1].upper() + bare[1:]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line about a document."""

    words: str
    handed_over: bool
    """Whether somebody says that it was given to an inspector."""


def spoken_of(bullets: Iterable[str]) -> Iterator[Spoken]:
    """Each document that the answers name; a line that says that there was none is left out.

    A line that says neither is taken for a request: one too many is looked at and closed, one too few is missed.
    """
    for bullet in bullets:
        for sentence in re.split(r"(?<=[.;])\s+(?=[A-Z])", bullet):
            if _NONE.match(sentence.strip()) or _NOT_DONE.match(sentence.strip()):
                continue
            handed = bool(_HANDED.search(sentence)) and not re.search(r"\b(?:not|nothing|n['’]t|no)\b", sentence, re.I)
            asked = bool(_ASKED.search(sentence))
            words = _LABEL.sub("", sentence.strip()).strip(" .;")
            if words:
                yield Spoken(words[:1].upper() + words[1:], handed and not _only_to_come(sentence, asked))


def _only_to_come(sentence: str, asked: bool) -> bool:
    """Whether it was asked for and is still to be sent: "asked for it to be sent"."""
    return asked and bool(re.search(r"\b(?:to be (?:sent|shared|provided|given)|will be)\b", sentence, re.IGNORECASE))
