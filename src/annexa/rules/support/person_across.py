"""What lists of children say of each other, of the list of providers and settings, and of figures handed in elsewhere.

What stands in a cell is never part of an answer; a count is, unless it is so small that it could point to a child.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from annexa.model.findings import Level
from annexa.model.text import folded
from annexa.rules.support.person_checks import ListFault, ages_at, is_code, is_urn
from annexa.rules.support.person_level import Count, PersonList, Template
from annexa.rules.support.settings_list import Ages

_GRACE: Final = 1
"""Years by which a child may be younger or older than a setting's ages: who is taught outside of their year."""
_SHOWN: Final = 6
"""Figures of a row that are said, the last ones."""
_SMALL: Final = 5
"""Counts below this are not said."""


def across(one: PersonList, other: PersonList) -> Iterator[ListFault]:
    """Rows of one list whose child also stands in the other, by UPN, or by the partnership's own number."""
    for column, what in (("upn", "UPN"), ("unique-id", "Unique ID")):
        there = {row[column].upper() for row in other.rows.values() if column in row and not is_code(row[column])}
        both = tuple(number for number, row in one.rows.items() if row.get(column, "").upper() in there)
        if both:
            message = f"The same {what} stands in {other.template.title.partition(',')[0]}: a child belongs in one list"
            yield ListFault(message=message, columns=(column,), rows=both)


def at_settings(found: PersonList, settings: Mapping[str, Ages | None], as_of: date) -> Iterator[ListFault]:
    """Rows whose establishment is not in the list of providers and settings, or whose child is not of its ages.

    `settings` are the ages of each, by URN; None where its row says none.
    """
    unknown: list[int] = []
    unfit: list[int] = []
    age = ages_at(as_of)
    for number, row in found.rows.items():
        urn = row.get("main-urn", "")
        if not is_urn(urn):
            continue
        if urn not in settings:
            unknown.append(number)
            continue
        span, years = settings[urn], age(row)
        if span is not None and years is not None and not span.first - _GRACE <= years <= span.last + _GRACE:
            unfit.append(number)
    if unknown:
        message = "The establishment is not in the list of providers and settings"
        yield ListFault(message=message, columns=("main-urn",), rows=tuple(unknown), level=Level.WARNING)
    if unfit:
        message = "The age does not fit the ages that the list of providers and settings gives for the establishment"
        columns = ("main-urn", "date-of-birth")
        yield ListFault(message=message, columns=columns, rows=tuple(unfit), level=Level.WARNING)


# -- figures ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A row of a workbook with figures."""

    label: str
    numbers: tuple[int, ...]
    where: str
    """In words: "numbers.xlsx, sheet Three years, row 3"."""


def compared(
    lists: Sequence[PersonList], template: Template, figures: Mapping[str, Sequence[Figures]]
) -> Iterator[str]:
    """A sentence for each count that stands in none of the rows that name it; `figures` by requirement."""
    held = {one.template.id: one for one in lists}
    for count in template.counts:
        if not set(count.lists) <= held.keys():
            continue
        rows = [row for row in figures.get(count.requirement, ()) if _names(row.label, count)]
        counted = sum(_counted(held[id], count) for id in count.lists)
        if rows and all(counted not in row.numbers for row in rows):
            named = " and ".join(held[id].template.title.partition(",")[0] for id in count.lists)
            said = f"fewer than {_SMALL}" if counted < _SMALL else f"{counted:,}"
            yield (
                f"{count.title}: {named} {'holds' if len(count.lists) == 1 else 'hold'} {said}, and requirement"
                f" {count.requirement} says {_in_words(rows[0].numbers)} ({rows[0].where})"
            )


def _in_words(numbers: Sequence[int]) -> str:
    """Such as "251, 262 or 237": which of the columns is meant is not known here."""
    *first, last = [f"{number:,}" for number in dict.fromkeys(numbers[-_SHOWN:])]
    return f"{', '.join(first)} or {last}" if first else last


def _names(label: str, count: Count) -> bool:
    text = folded(label)
    return any(all(folded(word) in text for word in words) for words in count.labels)


def _counted(found: PersonList, count: Count) -> int:
    if count.where is None:
        return len(found.rows)
    wanted = {value.casefold() for value in count.where.values}
    return sum(row.get(count.where.column, "").casefold() in wanted for row in found.rows.values())


def figures_in(name: str, sheets: Mapping[str | None, Mapping[int, Mapping[str, str]]]) -> Iterable[Figures]:
    """Every row that begins with words and holds whole numbers, of a workbook called `name`."""
    for sheet, rows in sheets.items():
        for at, cells in rows.items():
            label, *rest = [cells[letters] for letters in sorted(cells, key=lambda each: (len(each), each))] or [""]
            numbers = tuple(number for text in rest if (number := _whole(text)) is not None)
            if numbers and _whole(label) is None:
                where = f"{name}, sheet {sheet}, row {at}" if sheet else f"{name}, row {at}"
                yield Figures(label=label, numbers=numbers, where=where)


def _whole(text: str) -> int | None:
    plain = text.replace(",", "").strip()
    return int(plain) if plain.isdecimal() and plain.isascii() else None
