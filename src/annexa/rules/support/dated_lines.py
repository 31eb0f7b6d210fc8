"""Dates in lines: which role a label or the line before gives them, and which a reader takes for the document's."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from annexa.documents.facts import Block, BlockKind
from annexa.rules.support.date_cues import is_about_this, role_of, roles_in
from annexa.rules.support.dates import FoundDate, Precision, Role, find_dates

SHORT: Final = 120
"""A date without a cue counts in lines up to so many characters; in a longer one it is part of a story."""
_LABEL: Final = 60
_NEAR: Final = 12
"""Characters that may stand between a label and its date."""
_LEAD: Final = 110
"""Characters of the line before with which a line is read."""
_STORY: Final = 60
_LISTED: Final = frozenset({BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.TABLE_OF_CONTENTS})
_VERSION_ROW: Final = re.compile(r"\W*(?:v(?:ersion)?\.?\s*)?\d+(?:\.\d+)*\s", re.IGNORECASE)
_VERSION_HEAD: Final = re.compile(
    r"\b(?:version|issue|revision)\b.*\b(?:date|issued|approved)\b|\bdate\b.*\b(?:version|issue|revision)\b",
    re.IGNORECASE,
)


def labelled(one: FoundDate, label: str) -> FoundDate:
    """A date with the role that a label before it gives it, such as "Date" | "14 September 2026"."""
    words = " ".join(label.split())
    if one.role is not Role.BARE or one.start > _NEAR or not 0 < len(words) < _LABEL or any(map(str.isdigit, words)):
        return one
    role, cue = role_of(words)
    return replace(one, role=role, cue=cue)


def dates_of_line(line: str, before: str, *, in_versions: bool) -> list[FoundDate]:
    """The dates of a line as it is set in a PDF, where a table is lines and a sentence runs on in the next.

    A row of a table of versions: "2.0 30/09/2025 SEND team". Dates below as many headings: "Date approved Review date".
    A line that goes on from the one before: "made on the 14th" | "day of October 2025".
    """
    found = find_dates(line)
    if in_versions and found and found[0].start < _LABEL and _VERSION_ROW.match(line):
        return [replace(found[0], role=Role.VERSION), *found[1:]]
    if len(found) > 1 and len(before) < SHORT and not find_dates(before):
        heads = roles_in(before)
        if len(heads) == len(found) and all(one.role is Role.BARE for one in found):
            return [replace(one, role=role, cue=cue) for one, (role, cue) in zip(found, heads, strict=True)]
    return _with_line_before(line, before)


def _with_line_before(line: str, before: str) -> list[FoundDate]:
    lead = f"{before[-_LEAD:]} "
    return [
        replace(one, start=max(0, one.start - len(lead)), end=one.end - len(lead))
        for one in find_dates(lead + line)
        if one.end > len(lead)
    ]


def is_version_head(line: str) -> bool:
    """Whether a line holds the headings of a table of versions, set in one line: "Version Date Author"."""
    return len(line) < SHORT and bool(_VERSION_HEAD.search(line)) and not find_dates(line)


def is_story(block: Block) -> bool:
    """Whether it is running text: the title page ends there."""
    text = block.text.rstrip()
    return block.kind is BlockKind.PARAGRAPH and len(text) > _STORY and (text.endswith(".") or len(text) > SHORT)


def is_ours(one: FoundDate, text: str) -> bool:
    """Whether the words that make it the document's own date are not about something else in a long text."""
    return len(text) <= SHORT or is_about_this(text, one.start, one.cue)


def is_numbering(one: FoundDate, blocks: Sequence[Block], index: int) -> bool:
    """Whether the day is the number of a heading or entry: "2 September 2025 to date" after "1 Introduction"."""
    block = blocks[index]
    if one.start or one.precision is not Precision.DAY or block.kind not in _LISTED:
        return False
    number = one.first.day
    near = [each.text for each in blocks[max(0, index - 3) : index + 4] if each is not block and each.kind in _LISTED]
    return any(re.match(rf"{other}[\s.)]", text) for text in near for other in (number - 1, number + 1))
