"""The checks of a list of children: its columns and every row, and what two lists say of each other.

What stands in a cell is never part of an answer: faults name columns and rows.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from annexa.model.findings import Level
from annexa.rules.support.faults import count
from annexa.rules.support.identifiers import is_uln, is_upn
from annexa.rules.support.person_level import PersonList, Row, Template, age_on, day_in

_PLAN_DATES: Final = ("plan-issued", "plan-updated", "plan-reviewed")
_ERRORS: Final = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
"""What spreadsheets show in place of a value that cannot be worked out."""
_NEAR: Final = 0.6
"""How alike two headings must be for one to be taken for the other."""


class HasColumns(Protocol):
    """A sheet of which the columns are known."""

    @property
    def letters(self) -> Mapping[str, str]:
        """The column letters of each, by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFault:
    """A fault of a list."""

    message: str
    columns: tuple[str, ...] = ()
    """The ids of the columns that it is about."""
    rows: tuple[int, ...] = ()
    """Row numbers of the sheet; none where it is about the columns themselves."""
    level: Level = Level.ERROR

    def letters(self, found: HasColumns) -> str:
        """The letters of its columns in a list: "D", "D, G"."""
        return ", ".join(found.letters[column] for column in self.columns if column in found.letters)


def faults_of(found: PersonList, template: Template, as_of: date) -> Iterator[ListFault]:
    """Every fault of one list; ages count from `as_of`."""
    yield from _columns(found, template)
    age = ages_at(as_of)
    tests = (
        *_missing(found, template),
        *_ages(template, as_of, age),
        *_formats(found, template),
        *_plans(found, as_of),
        *_phases(template, age),
    )
    for test in tests:
        wrong = tuple(number for number, row in found.rows.items() if test.fails(row))
        if wrong:
            yield ListFault(message=test.message, columns=test.columns, rows=wrong, level=test.level)
    if broken := _broken(found):
        columns = tuple(dict.fromkeys(column for column, _ in broken))
        rows = tuple(dict.fromkeys(number for _, number in broken))
        yield ListFault(message="The error of a formula stands where a value belongs", columns=columns, rows=rows)
    if not found.rows:
        yield ListFault(message="No row stands below the headings")
    twice = _repeated(found)
    if twice:
        yield ListFault(message="The same UPN stands more than once", columns=("upn",), rows=tuple(twice))


def rows_in_words(rows: Iterable[int]) -> str:
    """Every row: "2, 4 to 8, 12"."""
    runs: list[list[int]] = []
    for number in sorted(rows):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def _columns(found: PersonList, template: Template) -> Iterator[ListFault]:
    missing = [column for column in found.template.columns if column not in found.columns]
    if missing:
        named = ", ".join(f"“{template.title_of(column)}”{_near(column, found, template)}" for column in missing)
        yield ListFault(message=f"{found.template.title}, {template.said}: missing {named}")
    if found.again:
        named = ", ".join(f"“{template.title_of(id)}” ({letters})" for letters, id in found.again.items())
        yield ListFault(message=f"Columns stand twice, and the later ones were not looked into: {named}")
    if found.unknown:
        number = count(len(found.unknown), "column")
        where = ", ".join(sorted(found.unknown, key=lambda letters: (len(letters), letters)))
        message = f"{found.template.title}, {template.said}: {number} that the template does not have ({where})"
        yield ListFault(message=message, level=Level.WARNING)


def _broken(found: PersonList) -> list[tuple[str, int]]:
    """Column and row of each cell whose formula gives an error."""
    return [
        (column, number)
        for number, row in found.rows.items()
        for column, text in row.items()
        if text[0] == "#" and text.upper() in _ERRORS
    ]


def _near(column: str, found: PersonList, template: Template) -> str:
    """Which column may be meant, whose heading is no other's."""
    title = template.title_of(column).lower()
    headings = {text.lower(): letters for letters, text in found.unknown.items()}
    near = difflib.get_close_matches(title, headings, n=1, cutoff=_NEAR)
    return f" (column {headings[near[0]]} may be it)" if near else ""


@dataclass(frozen=True, slots=True)
class _Test:
    """A question asked of each row; `fails` answers whether the row is at fault."""

    message: str
    fails: Callable[[Row], bool]
    columns: tuple[str, ...]
    level: Level = Level.ERROR


def _missing(found: PersonList, template: Template) -> Iterator[_Test]:
    for column in template.required:
        if column in found.columns:
            yield _Test(f"“{template.title_of(column)}” is missing", _lacks(column), (column,))


def _lacks(column: str) -> Callable[[Row], bool]:
    return lambda row: column not in row


Age = Callable[[Row], int | None]
"""The age of a row's child in whole years; None where its date of birth is missing, no date, or in the future."""


def ages_at(as_of: date) -> Age:
    """Ages on a day; each date is read once."""
    known: dict[str, int | None] = {}

    def age(row: Row) -> int | None:
        text = row.get("date-of-birth", "")
        if text not in known:
            born = day_in(text)
            known[text] = age_on(as_of, born) if born is not None and born <= as_of else None
        return known[text]

    return age


def _ages(template: Template, as_of: date, age: Age) -> Iterator[_Test]:
    ages, codes = template.ages, {code.upper() for code in template.unknown_codes}
    born_in, numbers, places = ("date-of-birth",), ("upn", "uln"), ("main-urn", "main-phase", "subsidiary-phase")

    def between(row: Row, first: int, last: int) -> bool:
        years = age(row)
        return years is not None and first <= years <= last

    def has_number(row: Row) -> bool:
        return "upn" in row or "uln" in row or any(value.upper() in codes for value in row.values())

    def is_future(row: Row) -> bool:
        born = day_in(row.get("date-of-birth", ""))
        return born is not None and born > as_of

    def held(row: Row) -> int:
        return ("main-urn" in row or "main-phase" in row) + ("subsidiary-phase" in row)

    def school_age(row: Row) -> bool:
        return between(row, ages.school_from, ages.school_to)

    yield _Test("“Date of birth” lies in the future", is_future, born_in)
    asked = f"Aged {ages.query}: to be asked about"
    yield _Test(asked, lambda row: between(row, ages.query, ages.refuse - 1), born_in, Level.WARNING)
    yield _Test(f"Aged {ages.refuse} or over", lambda row: between(row, ages.refuse, 200), born_in)
    yield _Test(
        f"Aged {ages.needs_number_from} or over, without UPN, ULN or a code for unknown",
        lambda row: not has_number(row) and between(row, ages.needs_number_from, 200),
        numbers,
    )
    span = f"Aged {ages.school_from} to {ages.school_to}"
    yield _Test(f"{span}, without an establishment", lambda row: held(row) == 0 and school_age(row), places)
    one_of_two = f"{span}, with one establishment of two"
    yield _Test(one_of_two, lambda row: held(row) == 1 and school_age(row), places, Level.INFO)


def _phases(template: Template, age: Age) -> Iterator[_Test]:
    """Whether the child is of an age at which the phase is to be expected."""
    spans = {name.casefold(): (each.first, each.last) for each in template.phases for name in each.names}

    def unfit(row: Row) -> bool:
        span, years = spans.get(row.get("main-phase", "").casefold()), age(row)
        return span is not None and years is not None and not span[0] <= years <= span[1]

    columns = ("main-phase", "date-of-birth")
    yield _Test("The age does not fit the phase of the main establishment", unfit, columns, Level.WARNING)


def _formats(found: PersonList, template: Template) -> Iterator[_Test]:
    """What each column's type and values ask of its cells; an empty cell is another matter."""
    for column in template.columns:
        if column.id not in found.columns:
            continue
        if column.type != "text":
            words, fits = _TYPES[column.type]
            yield _Test(f"“{column.title}” {words}", _unfit(column.id, fits), (column.id,))
        if column.values:
            allowed = {value.casefold() for value in column.values}
            yield _Test(
                f"“{column.title}” is none of the values of the template",
                _unfit(column.id, lambda value, allowed=allowed: value.casefold() in allowed),  # type: ignore[misc]
                (column.id,),
            )


def _unfit(column: str, fits: Callable[[str], bool]) -> Callable[[Row], bool]:
    return lambda row: column in row and not fits(row[column])


def is_code(value: str) -> bool:
    """Whether a number is one of the codes that say why there is none."""
    return value.upper().startswith("UN")


def is_urn(value: str) -> bool:
    """Whether it can be an establishment's unique reference number."""
    return len(value) == 6 and value.isdigit()


_TYPES: Final[dict[str, tuple[str, Callable[[str], bool]]]] = {
    "date": ("is not a date", lambda value: day_in(value) is not None),
    "upn": ("cannot be right", lambda value: is_upn(value) or is_code(value)),
    "uln": ("cannot be right", lambda value: is_uln(value) or is_code(value)),
    "urn": ("does not have six digits", is_urn),
}
"""What is said of a cell that does not fit its column's type, and whether it fits."""


def _plans(found: PersonList, as_of: date) -> Iterator[_Test]:
    there = tuple(name for name in _PLAN_DATES if name in found.columns)
    if not there:
        return

    def days(row: Row) -> dict[str, date]:
        return {name: day for name in _PLAN_DATES if (day := day_in(row.get(name, "")))}

    def too_early(row: Row) -> bool:
        known = days(row)
        issued = known.get("plan-issued")
        return issued is not None and any(issued > known[name] for name in _PLAN_DATES[1:] if name in known)

    future = "A date of the EHC plan lies in the future"
    yield _Test(future, lambda row: any(day > as_of for day in days(row).values()), there)
    yield _Test("The initial EHC plan is dated after its update or review", too_early, there)


def _repeated(found: PersonList) -> list[int]:
    by_number: dict[str, list[int]] = {}
    for number, row in found.rows.items():
        upn = row.get("upn", "").upper()
        if upn:
            by_number.setdefault(upn, []).append(number)
    return sorted(number for upn, rows in by_number.items() if len(rows) > 1 and is_upn(upn) for number in rows)
