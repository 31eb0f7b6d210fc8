"""Lists of children and young people: the template as data, and the rows of a sheet by column."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from annexa.documents.facts import BlockKind, Facts
from annexa.load.record import build
from annexa.load.shipped import listed
from annexa.load.tree import parse
from annexa.model.errors import UsageError
from annexa.model.framework import Identifier, Record
from annexa.rules.support.dates import Precision, find_dates, stored_day

TEMPLATE: Final = "person-level"
"""The published form, among those of a requirement, that these lists are."""


class Column(Record):
    """A column of the lists."""

    id: Identifier
    title: str
    also: tuple[str, ...] = ()
    """Other headings that count as the same."""
    type: Literal["text", "date", "upn", "uln", "urn"] = "text"
    values: tuple[str, ...] = ()
    """What may stand in it, whatever its case; none: anything."""


class ListTemplate(Record):
    """One list, with its columns in order."""

    id: Identifier
    title: str
    columns: tuple[Identifier, ...]


class AgeBounds(Record):
    """Ages in whole years at which a row is questioned."""

    query: int
    refuse: int
    needs_number_from: int
    school_from: int
    school_to: int


class Phase(Record):
    """Ages at which a phase of education is to be expected, in whole years, inclusive."""

    names: tuple[str, ...]
    """What lists call it, whatever the case."""
    first: int
    last: int


class Where(Record):
    """Which rows are counted: those with one of these values in a column, whatever the case."""

    column: Identifier
    values: tuple[str, ...]


class Count(Record):
    """A figure of the lists that another requirement's workbook holds too."""

    title: str
    lists: tuple[Identifier, ...]
    """All of them must be at hand."""
    requirement: Identifier
    labels: tuple[tuple[str, ...], ...]
    """Words of which one set must stand in the label of the figure's row."""
    where: Where | None = None


class Template(Record):
    """`schema/person-level-<edition>.yaml`."""

    edition: str
    as_of: str = ""
    """When its columns were gathered, in words."""
    revised: str = ""
    """When the newer template came out that is known of and not held, in words."""
    source: str = ""
    columns: tuple[Column, ...]
    lists: tuple[ListTemplate, ...]
    required: tuple[Identifier, ...]
    unknown_codes: tuple[str, ...] = ()
    ages: AgeBounds
    phases: tuple[Phase, ...] = ()
    counts: tuple[Count, ...] = ()

    @property
    def said(self) -> str:
        """Edition and date, as findings say them, and whether it is older than one that is known of."""
        parts = (f"as of {self.as_of}" if self.as_of else "", f"before that of {self.revised}" if self.revised else "")
        dated = ", ".join(part for part in parts if part)
        return f"template edition {self.edition}{f' ({dated})' if dated else ''}"

    @property
    def newer(self) -> str:
        """What is to be known of its age, in words; empty where it is the newest."""
        return (
            f"the national template was revised in {self.revised}, and that edition is not held" if self.revised else ""
        )

    def title_of(self, column: str) -> str:
        """The heading of a column."""
        return next((one.title for one in self.columns if one.id == column), column)


def newest_template(root: Path) -> Template | None:
    """The template of the newest edition below a project folder, or None. Raises UsageError where it cannot be used."""
    files = list(listed(root, "schema", "person-level-*.yaml").values())
    return _template(files[-1], files[-1].stat().st_mtime_ns) if files else None


@lru_cache(maxsize=4)
def _template(path: Path, stamp: int) -> Template:
    tree, faults = parse(path.read_bytes())
    template, more = build(Template, tree)
    if template is None or faults or more:
        what = (*faults, *more)[0].message if faults or more else "it is empty"
        raise UsageError(f"schema/{path.name} cannot be used: {what}", remedy="Restore it from the project's history.")
    return template


Row = Mapping[str, str]
"""Text by column id; a cell that is empty is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonList:
    """A sheet that holds one of the lists."""

    template: ListTemplate
    sheet: str | None
    header_row: int
    columns: frozenset[str]
    letters: Mapping[str, str]
    """The column letters of each known column, by its id."""
    unknown: Mapping[str, str]
    """Headings that the template does not know, by their column letters."""
    again: Mapping[str, str]
    """Known columns that stand once more, by the letters of the later ones, which are not looked into."""
    rows: Mapping[int, Row]
    """By the sheet's own row number."""


_CELL = re.compile(r"([A-Z]+)(\d+)")
_SHARE = 0.6
"""Share of a list's columns from which a sheet is taken for the list."""


def lists_in(facts: Facts, template: Template) -> Iterator[PersonList]:
    """The sheets that hold a list, whatever the order of their columns."""
    yield from lists_of(_sheets(facts), template)


def lists_of(sheets: Mapping[str | None, Mapping[int, Mapping[str, str]]], template: Template) -> Iterator[PersonList]:
    """As `lists_in`, from the texts of cells by sheet, row number and column letters."""
    for sheet, rows in sheets.items():
        found = _list_in(sheet, rows, template)
        if found is not None:
            yield found


def _sheets(facts: Facts) -> dict[str | None, dict[int, dict[str, str]]]:
    sheets: dict[str | None, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for block in facts.blocks:
        match = _CELL.fullmatch(block.place.cell or "") if block.kind is BlockKind.CELL else None
        if match:
            sheets[block.place.sheet][int(match[2])][match[1]] = block.text.strip()
    return sheets


def _list_in(sheet: str | None, rows: Mapping[int, Mapping[str, str]], template: Template) -> PersonList | None:
    names = {_folded(name): column.id for column in template.columns for name in (column.title, *column.also)}
    best, best_row, best_ids = 0.0, 0, {}
    for number in sorted(rows)[:15]:
        ids = {letter: names[_folded(text)] for letter, text in rows[number].items() if _folded(text) in names}
        share = len(ids) / min(len(one.columns) for one in template.lists)
        if share > best:
            best, best_row, best_ids = share, number, ids
    if best < _SHARE:
        return None
    known = frozenset(best_ids.values())
    first = {id: letter for letter, id in reversed(best_ids.items())}
    again = {letter: id for letter, id in best_ids.items() if first[id] != letter}
    heads = rows[best_row]
    best_ids = {letter: id for letter, id in best_ids.items() if letter not in again}
    body = {
        number: {best_ids[letter]: text for letter, text in cells.items() if letter in best_ids and text}
        for number, cells in rows.items()
        if number > best_row
    }
    return PersonList(
        template=_which(known, template),
        sheet=sheet,
        header_row=best_row,
        columns=known,
        letters=first,
        unknown={letter: text for letter, text in heads.items() if letter not in best_ids and letter not in again},
        again=again,
        rows={number: row for number, row in sorted(body.items()) if row},
    )


def _which(known: frozenset[str], template: Template) -> ListTemplate:
    """The list whose columns fit best: one that a list lacks counts against it as much as one that is missing."""
    return min(template.lists, key=lambda one: len(known ^ set(one.columns)))


def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


@lru_cache(maxsize=100_000)
def day_in(text: str) -> date | None:
    """The day that a cell holds: dd/mm/yyyy or a real date; None where it is neither."""
    stored = stored_day(text)
    if stored is not None:
        return stored
    found = find_dates(text)
    return found[0].first if len(found) == 1 and found[0].precision is Precision.DAY else None


def age_on(day: date, born: date) -> int:
    """Age in whole years; negative for someone not yet born."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
