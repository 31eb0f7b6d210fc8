"""Initials of the persons that minutes list, which the rest of the minutes calls them by."""

import re
from collections.abc import Iterator
from typing import Final

from annexa.documents.facts import Block, BlockKind

_LIST: Final = re.compile(
    r"\W*(?:(?:those )?present|attendees|(?:in )?attendance|attended(?: by)?|apologies|members(?: present)?|invited|"
    r"chair(?:ed by)?|minutes(?: taken)?(?: by)?|note[- ]?taker|invitees|distribution|circulation)\b"
    r"[^.:]{0,30}(?::|$|\s[–—-]\s)",
    re.IGNORECASE,
)
_ENDS: Final = frozenset({BlockKind.HEADING, BlockKind.TITLE})
_LONGEST: Final = 60
"""Blocks of a list of persons: a table of names and roles."""
_NAME: Final = re.compile(
    r"(?<![\w-])(?:[A-Z][\w'’]+(?:-[A-Z][\w'’]+)?|[A-Z]\.?)(?:\s+(?:(?:de|van|von|der|la|al|bin|ap|o')\s+)?"
    r"(?:[A-Z][\w'’]+(?:-[A-Z][\w'’]+)?|[A-Z]\.?)){1,3}"
)

_BETWEEN: Final = re.compile(r"[,;:.()/&\n]|\band\b")
_BARE: Final = re.compile(r"[A-Z]{2,3}")


def initials_in(blocks: tuple[Block, ...]) -> frozenset[str]:
    """What the persons listed as present are called by: "JS" for Jane Sample, "JPS" and "JS" for Jane P. Sample."""
    found: set[str] = set()
    left = 0
    for block in blocks:
        if match := _LIST.match(block.text):
            left = _LONGEST
            listed = block.text[match.end() :]
            found.update(_initials(listed))
            found.update(_bare(listed))
        elif left and block.kind in _ENDS:
            left = 0
        elif left:
            left -= 1
            found.update(_initials(block.text))
    return frozenset(found)


def _bare(text: str) -> Iterator[str]:
    """Initials that stand in the list themselves: "Present: AB, CD (chair). Apologies: GH"."""
    for part in _BETWEEN.split(text):
        if _BARE.fullmatch(part.strip()):
            yield part.strip()


def _initials(text: str) -> Iterator[str]:
    for match in _NAME.finditer(text):
        parts = [part for word in match.group().split() for part in word.split("-") if part[:1].isupper()]
        letters = [part[0] for part in parts]
        yield "".join(letters)
        yield letters[0] + letters[-1]
        words = match.group().split()
        yield "".join(word[0] for word in words if word[0].isupper())
        yield "".join(word[0] for word in words)
