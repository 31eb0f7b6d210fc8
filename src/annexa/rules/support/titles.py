"""Titles: the one a document shows, whether it says anything, and whether two of them are about the same thing."""

import re
from dataclasses import dataclass
from typing import Final

from annexa.documents.facts import Block, BlockKind, Facts
from annexa.model.findings import Place
from annexa.rules.support.front import front

_JUNK: Final = re.compile(
    r"""(?:microsoft\s+(?:office\s+)?(?:word|excel|powerpoint)\b.*
    |(?:new\s+)?(?:microsoft\s+)?(?:word\s+)?(?:document|doc|presentation|book|workbook|worksheet|sheet|slide|scan|
       img|image|dsc|fax|print|file|untitled|page|attachment)[\s_-]*(?:\(?\d+\)?)?
    |untitled.*|unnamed.*|normal(?:\.dot[mx]?)?|powerpoint\s+presentation|blank|title(?:\s+here)?|subtitle|heading\s*\d*
    |scanned?(?:\s+(?:document|image|copy|from\b.*))?|copy\s+of\s+.*|template|click\s+to\s+(?:add|edit)\b.*|enter\s+title.*
    |insert\s+title.*|document\s+title|report\s+title|\[.*\]|<.*>|\{.*\}|lorem\s+ipsum.*|tbc|xx+
    |[\w\s()&,'’.-]*\.(?:docx?|docm|dotx?|xlsx?|xlsm|pptx?|pdf|odt|ods|odp|rtf|txt|csv|indd|pub|tmp|html?)
    |(?:[a-z]:|\\\\|/).*[\\/].*)\W*""",
    re.IGNORECASE | re.VERBOSE,
)
"""Titles that programs and templates leave behind."""
_VAGUE: Final = frozenset(
    {
        "report",
        "document",
        "minutes",
        "policy",
        "strategy",
        "data",
        "form",
        "letter",
        "notes",
        "paper",
        "final",
        "draft",
    }
    | {"evidence", "appendix", "spreadsheet", "table", "update", "plan", "agenda", "information", "other", "misc"}
    | {"version", "the", "a", "an", "final version", "v", "new"}
)
_LITTLE: Final = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "our", "the", "to", "with"}
)
_WORD: Final = re.compile(r"[a-z0-9]+")
_TELLING: Final = 3
"""Words, small ones apart, from which a header may say what a document is about."""
_WHOSE: Final = frozenset(
    {"academy", "agency", "authority", "board", "borough", "college", "committee", "company", "council", "county"}
    | {"department", "directorate", "federation", "government", "hospital", "icb", "limited", "ltd", "nhs"}
    | {"organisation", "partnership", "trust", "university"}
)
"""Last words of names of organisations."""

_LONGEST: Final = 200
_LARGE: Final = 14.0
"""Points; text of this size or more at the front may be a title without its style."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTitle:
    """The title that stands at the front of a document."""

    text: str
    place: Place


def shown_title(facts: Facts) -> ShownTitle | None:
    """The Title style, the first Heading 1, or the first line in the largest type; None where there is none."""
    blocks = front(facts)
    styled = next((b for b in blocks if b.kind is BlockKind.TITLE), None) or next(
        (b for b in blocks[:25] if b.kind is BlockKind.HEADING and (b.level or 1) == 1), None
    )
    block = styled or _largest(blocks) or next((b for b in blocks[:25] if b.kind is BlockKind.HEADING), None)
    return ShownTitle(text=" ".join(block.text.split()), place=block.place) if block else None


def _largest(blocks: tuple[Block, ...]) -> Block | None:
    sized = [b for b in blocks[:25] if (b.size or 0) >= _LARGE and 3 <= len(b.text.strip()) <= _LONGEST]
    if sized:
        return max(sized, key=lambda block: block.size or 0)
    first = next((b for b in blocks[:3] if b.bold and 3 <= len(b.text.strip()) <= 120), None)
    return first if first and not first.text.rstrip().endswith((".", ":")) else None


def may_be_title(text: str) -> bool:
    """Whether the words of a header or a text box say what a document is about, and not whose it is or how secret."""
    words = _WORD.findall(text.lower())
    told = [word for word in words if word not in _LITTLE and not word.isdigit()]
    return len(told) >= _TELLING and told[-1] not in _WHOSE and not is_junk(text) and not is_vague(text)


def is_junk(title: str) -> bool:
    """Whether a program or a template left it behind: "Microsoft Word - x.docx", "Document1", "[NAME]"."""
    return bool(_JUNK.fullmatch(" ".join(title[: _LONGEST * 2].split())))


def is_vague(title: str) -> bool:
    """Whether it says nothing of what the document is about: "Report", "Final version 2", "Minutes"."""
    words = [word for word in _WORD.findall(title.lower()) if not word.isdigit() and not re.fullmatch(r"v\d+", word)]
    return all(word in _VAGUE for word in words)


def agreement(one: str, two: str) -> float:
    """How much of the shorter title's words the longer one holds, 0 to 1; small words and endings do not count."""
    a, b = _words(one), _words(two)
    if not a or not b:
        return 0.0
    return len(a & b) / min(len(a), len(b))


def share(title: str, text: str) -> float:
    """How much of the title's words the text holds, 0 to 1; unlike `agreement`, one word in common is not all."""
    words = _words(title)
    return len(words & _words(text)) / len(words) if words else 0.0


def _words(title: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(title.lower().replace("’", "")) if word not in _LITTLE}


def _stem(word: str) -> str:
    return word if len(word) < 4 else re.sub(r"(?:ies|es|s|ing|ed|y)$", "", word)[:10] or word
