"""Where a document says its own date: title page, header or footer, a line or a table of versions further on.

Each date that is found has a role: the document's own, of an earlier version, a next review, an event. Only own dates
are the document's; one that changes each day is none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from annexa.documents.facts import Block, BlockKind, ChangingDate, Facts
from annexa.model.findings import Place
from annexa.rules.support.dated_cells import in_cell, is_in_view
from annexa.rules.support.dated_lines import (
    SHORT,
    dates_of_line,
    is_numbering,
    is_ours,
    is_story,
    is_version_head,
    labelled,
)
from annexa.rules.support.dates import FoundDate, Precision, Role, find_dates
from annexa.rules.support.front import WORKBOOKS, edges, front
from annexa.rules.support.grids import Grid, Tables, spot_of
from annexa.rules.support.once import once
from annexa.rules.support.periods import find_periods, joined

FRONT: Final = "first page"
EDGE: Final = "header or footer"
FURTHER: Final = "later page"

_EDITION: Final = timedelta(days=92)
"""An own date this much older than the latest is still of one edition: approved in July, in force in September."""
_SET_LINES: Final = frozenset({"pdf", "txt"})
"""Formats whose blocks are lines as they are set, so that a date and its cue may stand in two."""
_EDGES: Final = frozenset({BlockKind.HEADER, BlockKind.FOOTER})
_OTHERS: Final = frozenset({Role.FUTURE, Role.SUPERSEDED, Role.EVENT, Role.PERIOD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date, and where it stands."""

    date: FoundDate
    where: str
    """FRONT, EDGE or FURTHER."""
    place: Place

    @property
    def is_said(self) -> bool:
        """Whether words beside it say that it is the document's date."""
        return self.date.role.is_own

    @property
    def is_exact(self) -> bool:
        """Whether it says at least the month."""
        return self.date.precision in (Precision.DAY, Precision.MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What a document says of its date."""

    own: tuple[Dated, ...]
    """Every date that may be its own, the first page's first."""
    others: tuple[Dated, ...]
    """Dates that words say are something else's: a next review, an earlier version, an event."""
    changing: tuple[ChangingDate, ...]
    """Those that would be its own, were they not another one each day."""

    def main(self) -> tuple[Dated, ...]:
        """The own dates that count: those that words single out, of the place nearest to the front."""
        in_front = [one for one in self.own if one.where == FRONT]
        found = [one for one in in_front if one.is_said] or in_front
        return _exact(found or [one for one in self.own if one.where == FURTHER])

    def in_edges(self) -> tuple[Dated, ...]:
        """The own dates of headers and footers."""
        return _exact([one for one in self.own if one.where == EDGE])


def _exact(dates: list[Dated]) -> tuple[Dated, ...]:
    return tuple([one for one in dates if one.is_exact] or dates)


def of_this_edition(dates: Iterable[Dated], until: date) -> tuple[Dated, ...]:
    """The date of this edition and those that may stand for it, the latest first; without those after `until`."""
    known = list(dates)
    if not any(one.is_said for one in known):
        return tuple(known)
    later = [one for one in known if one.date.role is not Role.FIRST] or known
    past = [one for one in later if one.date.first <= until] or later
    latest = max([one for one in past if one.date.role is not Role.EFFECTIVE] or past, key=lambda one: one.date.last)
    rest = (one for one in later if one is not latest and one.date.last >= latest.date.first - _EDITION)
    return (latest, *rest)


@once
def read_dates(facts: Facts) -> Dates:
    """Every date in the document that may be its own, and those that look like it and are not."""
    return _Reading(facts).dates()


class _Reading:
    """Reads the dates of one document; `changing` gathers those of fields on the way."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.is_sheet = facts.format in WORKBOOKS
        self.is_set = facts.format in _SET_LINES
        self.first_sheet = facts.blocks[0].place.sheet if facts.blocks else None
        self.fields: dict[Place, list[ChangingDate]] = {}
        for one in facts.changing_dates:
            self.fields.setdefault(one.place, []).append(one)
        self.changing: dict[int, ChangingDate] = {}

    def dates(self) -> Dates:
        first, edge = front(self.facts), tuple(edges(self.facts))
        found = [*self.read(first, FRONT), *self.read(edge, EDGE)]
        own = [one for one in found if one.date.role not in _OTHERS]
        if not any(one.is_said or one.where == FRONT for one in own):
            further = [one for one in self.read(self._rest(first), FURTHER) if one.date.role is not Role.BARE]
            found += further
            own += [one for one in further if one.is_said]
        if not own:
            own = [*self._periods(first, FRONT), *self._periods(edge, EDGE)]
        printed = (one for one in self.facts.changing_dates if not one.text and one.place.part in ("header", "footer"))
        self.changing |= {id(one): one for one in printed}
        others = tuple(one for one in found if one.date.role in _OTHERS)
        return Dates(own=tuple(own), others=others, changing=tuple(self.changing.values()))

    def _rest(self, first: tuple[Block, ...]) -> tuple[Block, ...]:
        seen = {id(block) for block in first}
        blocks = self.facts.blocks
        return tuple(b for b in blocks if id(b) not in seen and b.kind not in _EDGES and len(b.text) <= SHORT)

    def read(self, blocks: tuple[Block, ...], where: str) -> list[Dated]:
        """Dates that are the document's or something else's; without a cue, only where one looks for the date."""
        tables = Tables(blocks)
        found: list[tuple[Dated, Grid | None]] = []
        in_story = seen_bare = heads_versions = False
        for index, block in enumerate(blocks):
            for one in self._in_block(blocks, index, tables, in_versions=heads_versions):
                bare = one.role is Role.BARE
                if bare and ((in_story and seen_bare) or not self._is_in_view(one, tables, blocks, index)):
                    continue
                if (bare or one.role in _OTHERS or (one.role.is_own and is_ours(one, block.text))) and (
                    not self._is_field(one, block)
                ):
                    seen_bare = seen_bare or bare
                    found.append((Dated(date=one, where=where, place=block.place), tables.of(block)))
            in_story = in_story or is_story(block)
            heads_versions = heads_versions or (self.is_set and is_version_head(block.text))
        return _latest_versions(found)

    def _in_block(
        self, blocks: tuple[Block, ...], index: int, tables: Tables, *, in_versions: bool
    ) -> Iterator[FoundDate]:
        """The dates of a block, with the roles that its row, its column or the line before give them."""
        block, before = blocks[index], blocks[index - 1] if index else None
        if before is not None and self.is_set and before.place.page == block.place.page:
            yield from dates_of_line(block.text, before.text, in_versions=in_versions)
            return
        found = find_dates(block.text)
        spot, grid = (spot_of(block), tables.of(block)) if found else (None, None)
        for number, one in enumerate(found):
            if grid is not None and spot is not None:
                yield in_cell(one, spot, grid, is_sheet=self.is_sheet)
            else:
                yield labelled(one, before.text) if before is not None and number == 0 else one

    def _is_in_view(self, one: FoundDate, tables: Tables, blocks: tuple[Block, ...], index: int) -> bool:
        """Whether a date without a cue stands where a reader takes it for the document's."""
        block, spot, grid = blocks[index], spot_of(blocks[index]), tables.of(blocks[index])
        if len(block.text) > SHORT or is_numbering(one, blocks, index):
            return False
        if grid is None or spot is None or block.kind in _EDGES:
            return True
        return block.place.sheet == self.first_sheet and is_in_view(one, spot, grid, is_sheet=self.is_sheet)

    def _is_field(self, one: FoundDate, block: Block) -> bool:
        """Whether a field or formula shows it; one that would be the document's date is kept in mind."""
        shown = block.text[one.start : one.end]
        for each in self.fields.get(block.place, ()):
            if each.text and each.text in block.text and (shown in each.text or each.text in shown):
                if one.role not in _OTHERS:
                    self.changing[id(each)] = each
                return True
        return False

    def _periods(self, blocks: tuple[Block, ...], where: str) -> Iterator[Dated]:
        """Terms, seasons, years and other periods in lines that are no story."""
        tables = Tables(blocks)
        for index, block in enumerate(blocks):
            if len(block.text) > SHORT:
                continue
            for one in (*joined(find_dates(block.text), block.text), *find_periods(block.text)):
                bare = one.role is Role.BARE and self._is_in_view(one, tables, blocks, index)
                if bare or one.role.is_own:
                    yield Dated(date=one, where=where, place=block.place)


def _latest_versions(found: list[tuple[Dated, Grid | None]]) -> list[Dated]:
    """Of each table of versions, only the latest row is this version; the others are superseded."""
    latest: dict[int, date] = {}
    for one, grid in found:
        if one.date.role is Role.VERSION:
            latest[id(grid)] = max(one.date.last, latest.get(id(grid), one.date.last))
    return [
        replace(one, date=replace(one.date, role=Role.SUPERSEDED))
        if one.date.role is Role.VERSION and one.date.last < latest[id(grid)]
        else one
        for one, grid in found
    ]
