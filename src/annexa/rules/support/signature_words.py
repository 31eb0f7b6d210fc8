"""The words of a signature block: what opens one, its labelled fields, and blanks to write on."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from annexa.rules.support.dates import find_dates


class Part(StrEnum):
    """What a label in a signature block asks for."""

    SIGNATURE = "signature"
    PARTY = "party"
    NAME = "name"
    DATE = "date"
    OTHER = "other"
    """Position, role, organisation, address: they say nothing of whether it is signed."""
    WITNESS = "witness"
    ELECTRONIC = "electronic"
    """Words that only a signature leaves: "Electronically signed by", "DocuSigned by", "/s/"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A label with what stands after it, up to the next label."""

    part: Part
    label: str
    value: str


_ELECTRONIC: Final = (
    r"(?:electronically|digitally)\s+(?:signed|approved|executed)(?:\s+by)?|e-?signed(?:\s+by)?|docusigned(?:\s+by)?|"
    r"signed\s+(?:electronically|digitally|via|with|using|in|through)\s+(?:by\s+)?(?:docusign|adobe(?:\s+(?:acrobat\s+)?sign)?|\w*sign)?"
    r"(?:\s+by)?|/s/|signature\s+valid(?:ated)?"
)
_BEHALF: Final = (
    r"(?:(?:signed|agreed|executed|accepted|approved|signature)(?:\s+and\s+(?:agreed|dated|delivered))?\s+(?:as\s+a\s+deed\s+)?)?"
    r"(?:by\s+and\s+)?(?:for\s+and\s+)?on\s+behalf\s+of|(?:signed|agreed|executed|accepted)\s+(?:as\s+a\s+deed\s+)?for"
)
_LABELS: Final = re.compile(
    rf"(?P<electronic>{_ELECTRONIC})"
    r"|(?P<witness>(?:signature\s+of\s+)?witness(?:ed)?(?:\s+(?:by|signature|name|address))?|in\s+the\s+presence\s+of)"
    rf"|(?P<party>{_BEHALF})"
    r"|(?P<date>date(?:d|\s+(?:signed|of\s+signature))?)"
    r"|(?P<other>(?:job\s+)?(?:title|position|role|post|designation|capacity)|organisation|organization|agency|address|"
    r"e-?mail|telephone|tel|company|service)"
    r"|(?P<name>(?:(?:print(?:ed)?|full|block)\s+)?names?(?:\s+\([^)]*\))?(?:\s+in\s+(?:block\s+)?capitals)?|print)"
    r"|(?P<signature>(?:authori[sz]ed\s+)?(?:signature|signatory)(?:\s+(?:of|for|block))?|signed(?:\s+by)?|sign\s+here|"
    r"executed\s+by|agreed(?:\s+by)?)",
    re.IGNORECASE,
)
_AFTER_LABEL: Final = re.compile(r"\s*(?:[:=]|[_.…–—-]{2,}|\t|\s{2,}|$|\()|\s*\.{2,}")
_BLANK: Final = re.compile(r"_{2,}|\.{4,}|…{2,}|[-–—]{3,}|\t{2,}|\[\s*\]|\(\s{2,}\)")
_PLACEHOLDER: Final = re.compile(
    r"\bto\s+follow\b|\bto\s+be\s+(?:signed|confirmed|added|completed)\b|\btb[acd]\b|\bpending\b|\bawait\w*\b|\bunsigned\b|"
    r"\bnot\s+(?:yet\s+)?signed\b|\binsert\b|\[[^\]]*(?:sign|name|date|insert)[^\]]*\]|\bx{3,}\b|\bsign\s+here\b|\bdd/mm\b|\bn/?a\b",
    re.IGNORECASE,
)
_NAME_LINE: Final = 80
_LINE: Final = 220
_NAME: Final = re.compile(r"[^\W\d_]{2,}")


def fields_of(line: str) -> list[Field]:
    """The labelled fields of a line of a signature block, in order; none where it is running text."""
    text = line.strip()
    first = _LABELS.match(text.lstrip(" •*-–([\t"))
    if first is None or len(text) > _LINE:
        return []
    text = text.lstrip(" •*-–([\t")
    starts = [match for match in _LABELS.finditer(text) if match.start() == 0 or _is_label(text, match)]
    if not _opens(text, starts[0]):
        return []
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [
        Field(
            part=Part(match.lastgroup or "other"),
            label=match.group(),
            value=text[match.end() : end].strip(" \t:=-–—,;"),
        )
        for match, end in zip(starts, ends, strict=True)
    ]


def _opens(text: str, match: re.Match[str]) -> bool:
    """Whether a label at the start of a line is one, not the first word of a sentence: "Signed copies are kept."."""
    if match.lastgroup in ("electronic", "party"):
        return True
    rest = text[match.end() :]
    if match.lastgroup == "signature" and re.search(r"\bby$", match.group(), re.IGNORECASE):
        return not rest.rstrip().endswith(".") or bool(find_dates(rest))
    return bool(_AFTER_LABEL.match(rest)) or (len(rest) < 60 and bool(find_dates(rest)))


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether a label inside a line is one: after a gap, a blank or a mark, and before a colon or a blank."""
    before, after = text[: match.start()], text[match.end() :]
    gap = bool(re.search(r"(?:\s{2,}|\t|[_.…;|/)\]]\s*|,\s*)$", before))
    marked = bool(re.match(r"\s*[:=]", after))
    return (gap or marked) and (marked or bool(_AFTER_LABEL.match(after)) or match.lastgroup == "date")


def is_blank(value: str) -> bool:
    """Whether a line to write on or words such as "signature to follow" stand there, or nothing."""
    rest = re.sub(r"\([^)]*\)", " ", _BLANK.sub(" ", value))
    return bool(_PLACEHOLDER.search(value)) or not (_NAME.search(rest) or find_dates(rest))


def has_line(value: str) -> bool:
    """Whether a line to write on is drawn there."""
    return bool(_BLANK.search(value))


def is_name(line: str) -> bool:
    """Whether a line may be a name, a role or a signature as typed: two words or more, no sentence."""
    text = line.strip()
    return " " in text and len(text) <= _NAME_LINE and not text.endswith((".", ":", ";")) and not is_blank(text)
