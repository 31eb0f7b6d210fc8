"""Where a passage of a text document stands, in words that its author can look for.

Nobody sees a paragraph's number in Word. So a place gets the nearest heading above, and words that Word's Find finds.
"""

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from annexa.documents.facts import BlockKind, Facts, HiddenKind
from annexa.model.findings import Place
from annexa.rules.support.once import once

TEXTS: Final = frozenset({"docx", "docm", "dotx", "dotm", "doc", "rtf", "odt", "ott", "fodt"})
"""Formats whose pages are made when they are printed."""
_STORIES: Final = frozenset({"header", "footer", "footnote", "endnote", "comment"})
"""Parts that count their paragraphs on their own; all others are the body."""
_HEADS: Final = frozenset({BlockKind.HEADING, BlockKind.TITLE})
_BREAKS: Final = re.compile(
    r"[“”„‟\"«»^\n\r\t\u00a0\u00ad\u2007\u2011\u202f\u200b-\u200f\u2028\u2029\u2060\ufeff\ufffc]+"
)
"""What Word's Find reads as something else or does not find; double quotation marks set off the words in a report."""
_LONGEST: Final = 80
"""Characters; Word's Find takes 255."""
_WORDS: Final = 9
_ENOUGH: Final = 15
"""Characters that tell one paragraph from another in most documents."""


def findable(text: str) -> str:
    """Words of a paragraph that Find finds when they are copied into it: its first ones, or the longest run without
    signs that Find reads otherwise. Empty where there are none."""
    pieces = [piece.strip() for piece in _BREAKS.split(text)]
    first = next((piece for piece in pieces if len(piece) >= _ENOUGH), max(pieces, key=len, default=""))
    words = first[: _LONGEST + 1]
    if len(first) > _LONGEST:
        words = words.rpartition(" ")[0] or words[:_LONGEST]
    return " ".join(words.split(" ")[:_WORDS]).rstrip(" ,;:(–—-")


@once
def whereabouts_of(facts: Facts) -> "Whereabouts":
    """Where the paragraphs of a document stand, read once."""
    return Whereabouts(facts)


class Whereabouts:
    """The paragraphs of one text document, by number. Words that somebody tried to cover are not quoted."""

    def __init__(self, facts: Facts) -> None:
        self._texts: dict[tuple[str | None, int], str] = {}
        self._headings: dict[int, str] = {}
        if facts.format not in TEXTS:
            return
        covered: dict[tuple[str | None, int], list[str]] = {}
        for one in facts.hidden:
            if one.kind is HiddenKind.COVERED_TEXT and one.place.paragraph is not None:
                covered.setdefault((story_of(one.place), one.place.paragraph), []).append(one.excerpt)
        heading = ""
        for block in facts.blocks:
            number, story = block.place.paragraph, story_of(block.place)
            if number is None:
                continue
            text = _without(block.text, covered.get((story, number), ()))
            self._texts.setdefault((story, number), text)
            if story is None:
                self._headings.setdefault(number, heading)
                if block.kind in _HEADS:
                    heading = text

    def of(self, place: Place) -> Place:
        """The place with what an author can look for; as it is where it is not one in such a text."""
        if place.paragraph is None or place.page is not None:
            return place
        text = self._texts.get((story_of(place), place.paragraph))
        if text is None:
            return place
        heading = findable(self._headings.get(place.paragraph, "")) if story_of(place) is None else ""
        return msgspec.structs.replace(place, heading=heading or None, begins=findable(text) or None)


def _without(text: str, covered: Iterable[str]) -> str:
    """A paragraph with a break in place of what is covered in it; nothing where that cannot be told from the rest."""
    for words in covered:
        if words not in text:
            return ""
        text = text.replace(words, "\n")
    return text


def story_of(place: Place) -> str | None:
    """The part of a document that counts its paragraphs on its own; None for the body with its tables."""
    return place.part if place.part in _STORIES else None
