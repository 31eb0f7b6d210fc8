"""What the proof says of a document: frozen, and written as JSON."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

import msgspec

from annexa.model.findings import Place
from annexa.model.words import listed

SHARE = 0.98
"""Of a document's visible words, the part that must be on its pages, as scripts/corpus_proof.py
measured it."""
FEW = 3
"""So many words may be missing however short the document is, unless they are a whole cell or paragraph, or stand side
by side.

Measured on 941 public Office documents with words, converted by LibreOffice 7.4 (scripts/corpus_proof.py): of 898
every word is on the pages. Of the other 43 the share is 0.98 or more for 24, mostly figures and words that are read
otherwise; 0.95 to 0.98 for 8, 0.9 to 0.95 for 4 and less for 7, of which those that lack more than a few words or a
whole passage have text that runs off its slide or its cell, right-to-left text with figures between, or buttons. 12 are
errors.
"""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the source, and where they stand."""

    words: str
    """The first of them."""
    place: Place
    count: int
    """How many words it is."""
    is_whole: bool = False
    """Of what is missing: a whole cell or paragraph of words is, or words side by side; not one that may be read
    otherwise."""
    what: str = ""
    """Of what should not be on the pages: what hides it, such as "hidden sheet"."""


class Counted(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Things that are counted, in the source and on the pages."""

    what: str
    """In the plural: "pictures", charts and drawings included; "charts" that have names; "formulas"; "form values"."""
    source: int
    pages: int
    place: Place = Place()
    """Of the first, where the pages show none."""
    are_words: bool = False
    """They are among the words of the document, which tell of their loss."""

    def __str__(self) -> str:
        """Such as "5 of 5 pictures"."""
        what = self.what if self.source != 1 else self.what.removesuffix("s")
        return f"{min(self.pages, self.source):,} of {self.source:,} {what}"


def summed(counts: Iterable[Counted]) -> tuple[Counted, ...]:
    """The sums by what was counted; more on the pages than in a document is no more."""
    source: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for each in counts:
        source[each.what] += each.source
        pages[each.what] += min(each.source, each.pages)
    return tuple(Counted(what=what, source=count, pages=pages[what]) for what, count in source.items())


NAMED: Final = 8
"""Damaged pages that are named; the others are counted."""
_ELSEWHERE: Final = {
    "form": "It is an XFA form: other programs than Adobe's show “Please wait”, and nothing that is filled in",
    "portfolio": "It is a portfolio: the evidence is in the files that it holds, and not on its pages",
}


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """A document's words against those of the pages that were made of it."""

    pages: int = 0
    """Pages that it was compared with."""
    words: int = 0
    """Visible words of the source."""
    found: int = 0
    """Those of them that are on the pages."""
    missing: tuple[Passage, ...] = ()
    """What is not on the pages, in the order of the source."""
    let_out: tuple[Passage, ...] = ()
    """What the source hides and the pages hold."""
    shapeless: tuple[str, ...] = ()
    """Letters for which no font has a shape: the pages show boxes or nothing."""
    misnamed: tuple[tuple[str, str], ...] = ()
    """Letters that the text of the pages gives where another is drawn, with that other."""
    counted: tuple[Counted, ...] = ()
    unproved: str = ""
    """Why nothing can be said, as a sentence without a full stop; then all else is empty."""
    remedy: str = ""
    """What to do about that."""
    partial: str = ""
    """Why the source was read in part only; empty where it was read whole."""
    damaged: tuple[int, ...] = ()
    """Pages of a ready-made PDF that no reader can show whole."""
    elsewhere: str = ""
    """Of a PDF whose pages do not hold what it is about, where that is: "form" (XFA) or "portfolio"."""

    @property
    def share(self) -> float:
        """Of the visible words, the part that is on the pages; 1 where there are none."""
        return self.found / self.words if self.words else 1.0

    @property
    def errors(self) -> tuple[str, ...]:
        """What stops a bundle that is no draft, a sentence each without a full stop; no words of the document."""
        own = (_ELSEWHERE.get(self.elsewhere, ""), self.damage, self._let_out(), self._shapeless(), self._misnamed())
        return (*(sentence for sentence in own if sentence), *self.lost)

    @property
    def damage(self) -> str:
        """Which pages cannot be shown whole, as a sentence without a full stop; empty where all can."""
        if not self.damaged:
            return ""
        more = len(self.damaged) - NAMED
        pages = listed([*map(str, self.damaged[:NAMED]), *([f"{more:,} more"] if more > 0 else [])])
        which = f"Page {pages} of the original is" if len(self.damaged) == 1 else f"Pages {pages} of the original are"
        return f"{which} damaged and cannot be shown whole"

    @property
    def lost(self) -> tuple[str, ...]:
        """Of the errors those about what the pages do not show: less where the document itself goes with them."""
        return tuple(sentence for sentence in (self._missing(), *self._gone()) if sentence)

    @property
    def is_sound(self) -> bool:
        """Whether the pages hold what the document says, and nothing that it hides."""
        return not self.errors and not self.unproved

    def _let_out(self) -> str:
        if not self.let_out:
            return ""
        first = self.let_out[0]
        more = f", and {len(self.let_out) - 1} more" if len(self.let_out) > 1 else ""
        return f"The pages hold what the document hides: {first.what}{_at(first.place)}{more}"

    def _shapeless(self) -> str:
        return f"No font has a shape for {_letters(len(self.shapeless))} of it" if self.shapeless else ""

    def _misnamed(self) -> str:
        if not self.misnamed:
            return ""
        return f"The text of its pages says {_letters(len(self.misnamed))} where another is drawn"

    def _missing(self) -> str:
        gone = self.words - self.found
        whole = any(each.is_whole for each in self.missing)
        if not gone or (not whole and ((gone <= FEW and self.found) or self.share >= SHARE)):
            return ""
        named = next((each for each in self.missing if each.is_whole), self.missing[0])
        first = _at(named.place)
        return f"{gone:,} of its {self.words:,} words are not on its pages; the first{first}"

    def _gone(self) -> list[str]:
        return [
            f"It has {_number(each.source, each.what)} and its pages show {each.pages or 'none'}{_at(each.place)}"
            for each in self.counted
            if each.pages < each.source and not each.are_words
        ]


def _number(count: int, what: str) -> str:
    return f"one {what.removesuffix('s')}" if count == 1 else f"{count:,} {what}"


def _at(place: Place) -> str:
    where = str(place)
    return f" ({where})" if where else ""


def _letters(count: int) -> str:
    return "one letter" if count == 1 else f"{count} letters"
