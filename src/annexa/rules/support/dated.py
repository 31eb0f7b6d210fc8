"""Where a document says its own date: title page, header or footer, a line further on, file name, properties."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from annexa.documents.facts import Block, BlockKind, Facts
from annexa.model.findings import Place
from annexa.rules.support.dates import FoundDate, Role, find_dates
from annexa.rules.support.front import WORKBOOKS, edges, front, row_of
from annexa.rules.support.once import once

FRONT: Final = "first page"
EDGE: Final = "header or footer"
FURTHER: Final = "later page"

_SHORT: Final = 120
"""A date without a cue counts in lines up to so many characters; in a longer one it is part of a story."""
_LABEL: Final = 60
_OWN: Final = frozenset({Role.DOCUMENT, Role.BARE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date that may be the document's own."""

    date: FoundDate
    where: str
    """FRONT, EDGE or FURTHER."""
    place: Place

    @property
    def is_said(self) -> bool:
        """Whether words beside it say that it is the document's date."""
        return self.date.role is Role.DOCUMENT


@once
def own_dates(facts: Facts) -> tuple[Dated, ...]:
    """Every date in the document that may be its own, the first page's first."""
    found = [*_dates(front(facts), FRONT, facts), *_dates(tuple(edges(facts)), EDGE, facts)]
    return tuple(found) if any(one.is_said or one.where == FRONT for one in found) else (*found, *_further(facts))


def _dates(blocks: tuple[Block, ...], where: str, facts: Facts) -> Iterator[Dated]:
    label, before = "", None
    for block in blocks:
        beside = facts.format not in WORKBOOKS or (before is not None and row_of(before) == row_of(block))
        for one in _labelled(block.text, label if beside else ""):
            said = one.role is Role.DOCUMENT
            bare = one.role is Role.BARE and len(block.text) <= _SHORT and facts.format not in WORKBOOKS
            if said or bare:
                yield Dated(date=one, where=where, place=block.place)
        label, before = (block.text.strip() if len(block.text) < _LABEL else ""), block


def _labelled(text: str, label: str) -> list[FoundDate]:
    """The dates in a block, with the words of the block before it as a possible cue: "Date" | "14 September 2026"."""
    found = find_dates(text)
    if not found or not label or any(c.isdigit() for c in label) or found[0].role is not Role.BARE:
        return found
    lead = f"{label}: "
    if found[0].start > 12:
        return found
    return [one for one in find_dates(lead + text) if one.start >= len(lead)]


def _further(facts: Facts) -> Iterator[Dated]:
    """Dates with a cue in short lines anywhere, such as a table of versions at the end."""
    seen = {id(block) for block in front(facts)}
    blocks = tuple(
        block
        for block in facts.blocks
        if id(block) not in seen
        and len(block.text) <= _SHORT
        and block.kind not in {BlockKind.HEADER, BlockKind.FOOTER}
    )
    for one in _dates(blocks, FURTHER, facts):
        if one.is_said:
            yield one
