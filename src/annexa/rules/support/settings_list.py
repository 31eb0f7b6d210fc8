"""The list of providers and settings: its columns as data, the faults of its rows, and whom each setting serves."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from annexa.load.record import build
from annexa.load.shipped import listed
from annexa.load.tree import parse
from annexa.model.errors import UsageError
from annexa.model.findings import Level
from annexa.model.framework import Identifier, Record
from annexa.rules.support.person_checks import ListFault, is_urn

_HEAD_ROWS: Final = 15
_LEAST: Final = 2
"""Columns of the template by which a row of a sheet is taken for its headings."""
_AGES: Final = re.compile(r"(\d{1,2})\s*(?:to|-|–|—|/)\s*(\d{1,2})(?:\s*years?)?", re.IGNORECASE)


class SettingsColumn(Record):
    """A column of the list."""

    id: Identifier
    title: str
    also: tuple[str, ...] = ()
    """Other headings that count as the same."""
    type: Literal["text", "urn", "ages"] = "text"


class SettingsTemplate(Record):
    """`schema/settings-<edition>.yaml`."""

    edition: str
    as_of: str = ""
    """When its columns were gathered, in words."""
    source: str = ""
    columns: tuple[SettingsColumn, ...]
    required: tuple[Identifier, ...] = ()
    known_by: Identifier
    """The column by which lists of children name a setting."""

    @property
    def said(self) -> str:
        """Edition and date, as findings say them."""
        return f"list of providers and settings, edition {self.edition}{f' (as of {self.as_of})' if self.as_of else ''}"

    def title_of(self, column: str) -> str:
        """The heading of a column."""
        return next((one.title for one in self.columns if one.id == column), column)


def settings_template(root: Path) -> SettingsTemplate | None:
    """The newest below a project folder, or None. Raises UsageError where it cannot be used."""
    files = list(listed(root, "schema", "settings-*.yaml").values())
    return _template(files[-1], files[-1].stat().st_mtime_ns) if files else None


@lru_cache(maxsize=4)
def _template(path: Path, stamp: int) -> SettingsTemplate:
    tree, faults = parse(path.read_bytes())
    template, more = build(SettingsTemplate, tree)
    if template is None or faults or more:
        what = (*faults, *more)[0].message if faults or more else "it is empty"
        raise UsageError(f"schema/{path.name} cannot be used: {what}", remedy="Restore it from the project's history.")
    return template


@dataclass(frozen=True, slots=True)
class Ages:
    """Whom a setting serves, in whole years, inclusive."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsSheet:
    """A sheet that lists settings."""

    sheet: str | None
    header_row: int
    columns: Mapping[str, str]
    """The column letters by id."""
    unknown: Mapping[str, str]
    """Other headings by their column letters."""
    rows: Mapping[int, Mapping[str, str]]
    """Texts by column id, by the sheet's own row number."""

    @property
    def letters(self) -> Mapping[str, str]:
        """As faults ask for them."""
        return self.columns


def settings_in(
    sheets: Mapping[str | None, Mapping[int, Mapping[str, str]]], template: SettingsTemplate
) -> Iterator[SettingsSheet]:
    """The sheets that list settings, whatever the order of their columns."""
    names = {_folded(name): each.id for each in template.columns for name in (each.title, *each.also)}
    for sheet, rows in sheets.items():
        found = [(_known(rows[at], names), at) for at in sorted(rows)[:_HEAD_ROWS]]
        columns, at = max(found, key=lambda each: (len(each[0]), -each[1]), default=({}, 0))
        if len(columns) >= _LEAST and (template.known_by in columns or "name" in columns):
            ids = {letters: id for id, letters in columns.items()}
            yield SettingsSheet(
                sheet=sheet,
                header_row=at,
                columns=columns,
                unknown={letters: text for letters, text in rows[at].items() if letters not in ids},
                rows={
                    number: {ids[letters]: text for letters, text in cells.items() if letters in ids}
                    for number, cells in rows.items()
                    if number > at
                },
            )


def _known(cells: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for letters, text in cells.items():
        id = names.get(_folded(text))
        if id is not None:
            found.setdefault(id, letters)
    return found


def served(found: SettingsSheet, template: SettingsTemplate) -> dict[str, Ages | None]:
    """The ages that each setting serves, by what lists of children call it; None where its row says none."""
    return {
        row[template.known_by]: ages_in(row.get("ages", "")) for row in found.rows.values() if template.known_by in row
    }


def ages_in(text: str) -> Ages | None:
    """ "4 to 11", "4-11" or "4 – 11 years"; None for any other text."""
    match = _AGES.fullmatch(text.strip())
    ages = Ages(int(match[1]), int(match[2])) if match else None
    return ages if ages is not None and ages.first <= ages.last else None


def settings_faults(found: SettingsSheet, template: SettingsTemplate) -> Iterator[ListFault]:
    """What is wrong with the columns and rows of one sheet."""
    missing = [id for id in (*template.required, template.known_by) if id not in found.columns]
    if missing:
        named = ", ".join(f"“{template.title_of(id)}”{_near(id, found, template)}" for id in missing)
        yield ListFault(message=f"{template.said}: missing {named}", level=Level.WARNING)
    for id in template.required:
        empty = tuple(at for at, row in found.rows.items() if row and id not in row)
        if id in found.columns and empty:
            message = f"“{template.title_of(id)}” is missing"
            yield ListFault(message=message, columns=(id,), rows=empty, level=Level.WARNING)
    for column in template.columns:
        words, fits = _TYPES.get(column.type, ("", None))
        wrong = tuple(at for at, row in found.rows.items() if fits and column.id in row and not fits(row[column.id]))
        if wrong:
            yield ListFault(message=f"“{column.title}” {words}", columns=(column.id,), rows=wrong)
    twice = _twice(found, template.known_by)
    if twice:
        title = template.title_of(template.known_by)
        message = f"The same {title} stands more than once"
        yield ListFault(message=message, columns=(template.known_by,), rows=twice, level=Level.WARNING)


_TYPES: Final = {
    "urn": ("does not have six digits", is_urn),
    "ages": ("is not written like “4 to 11”", lambda text: ages_in(text) is not None),
}


def _near(id: str, found: SettingsSheet, template: SettingsTemplate) -> str:
    headings = {text.lower(): letters for letters, text in found.unknown.items()}
    near = difflib.get_close_matches(template.title_of(id).lower(), headings, n=1, cutoff=0.6)
    return f" (column {headings[near[0]]} may be it)" if near else ""


def _twice(found: SettingsSheet, column: str) -> tuple[int, ...]:
    at: dict[str, list[int]] = {}
    for number, row in found.rows.items():
        if column in row:
            at.setdefault(row[column], []).append(number)
    return tuple(sorted(number for numbers in at.values() if len(numbers) > 1 for number in numbers))


def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
