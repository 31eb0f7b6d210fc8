"""A list of children or young people has faults in its columns or rows.

Why it matters: Inspectors choose the children whom they track from these lists within hours. A missing date of
birth or a plan listed twice costs that time, and says something about the local area's records.

Fails when: A workbook marked `child-level` of kind `data` holds a list whose columns differ from the template
(schema/person-level-<edition>.yaml), or rows with missing or impossible values: date of birth, gender, ethnicity,
primary need or disability missing; dates in the future or in the wrong order; aged 26 or over; no number from age
6; no establishment from 5 to 16; UPN, ULN or URN that cannot be right; the same UPN twice. Ages count from the
notification. What stands in a cell is never quoted.

To put right:
- Excel: Correct the rows named, in the case management system first and then in the list; write dates as dd/mm/yyyy
  and keep the headings of the template. Data > Sort brings the rows of one fault together.
- LibreOffice: Correct the rows named, in the case management system first and then in the list; keep the headings
  of the template.
- Everywhere: Correct the rows named, in the case management system first, and export the list again.

Passes: List 1 with its 21 columns, each child once, every date of birth filled in.

Fails: List 1 with a date of birth missing in row 12 and the same UPN in rows 20 and 21.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from annexa.model.findings import Level, Place
from annexa.model.library import Kind, Sensitivity
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import count
from annexa.rules.support.front import WORKBOOKS
from annexa.rules.support.identifiers import is_uln, is_upn
from annexa.rules.support.person_level import PersonList, Row, Template, age_on, day_in, lists_in, newest_template

ID = "child-level-list"
LEVEL = Level.ERROR
ABOUT = "document"

TEMPLATE = "person-level"
"""The published form, among those of a requirement, that these lists are."""
_PLAN_DATES = ("plan-issued", "plan-updated", "plan-reviewed")


def check(subject: DocumentSubject) -> Iterator[Fault]:
    meta, facts = subject.meta, subject.facts
    if meta.sensitivity is not Sensitivity.CHILD_LEVEL or meta.kind is not Kind.DATA or facts.format not in WORKBOOKS:
        return
    template = newest_template(subject.around.library.root)
    if template is None:
        return
    found = list(lists_in(facts, template))
    for one in found:
        yield from _columns(one, template)
        yield from _rows(one, template, subject.around.as_of)
    requirement = subject.around.framework.requirement(subject.item.meta.requirement)
    if not found and requirement is not None and any(each.id == TEMPLATE for each in requirement.templates):
        message = f"No sheet holds the columns of a list of the {template.edition} template"
        yield Fault(message=message, level=Level.WARNING)


def _columns(found: PersonList, template: Template) -> Iterator[Fault]:
    place = Place(sheet=found.sheet)
    missing = [template.title_of(column) for column in found.template.columns if column not in found.columns]
    if missing:
        yield Fault(
            message=f"{found.template.title}: missing {', '.join(f'“{name}”' for name in missing)}", place=place
        )
    if found.unknown:
        number = count(len(found.unknown), "column")
        message = f"{found.template.title}: {number} that the template does not have"
        yield Fault(message=message, place=place, level=Level.WARNING)


@dataclass(frozen=True, slots=True)
class _Test:
    """A question asked of each row; `fails` answers whether the row is at fault."""

    message: str
    fails: Callable[[Row], bool]
    level: Level | None = None


def _rows(found: PersonList, template: Template, as_of: date) -> Iterator[Fault]:
    for test in (*_missing(found, template), *_ages(template, as_of), *_formats(), *_plans(found, as_of)):
        wrong = [number for number, row in found.rows.items() if test.fails(row)]
        if wrong:
            yield _fault(test.message, wrong, found, test.level)
    twice = _repeated(found)
    if twice:
        yield _fault("The same UPN stands more than once", twice, found, None)


def _fault(message: str, rows: Sequence[int], found: PersonList, level: Level | None) -> Fault:
    word = "row" if len(rows) == 1 else "rows"
    return Fault(message=f"{message}: {word} {_in_words(rows)}", place=Place(sheet=found.sheet), level=level)


def _in_words(rows: Sequence[int]) -> str:
    """Every row: "2, 4 to 8, 12"."""
    runs: list[list[int]] = []
    for number in sorted(rows):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def _missing(found: PersonList, template: Template) -> Iterator[_Test]:
    for column in template.required:
        if column in found.columns:
            yield _Test(f"“{template.title_of(column)}” is missing", lambda row, column=column: column not in row)  # type: ignore[misc]


def _ages(template: Template, as_of: date) -> Iterator[_Test]:
    ages, codes = template.ages, {code.upper() for code in template.unknown_codes}

    def age(row: Row) -> int | None:
        born = day_in(row.get("date-of-birth", ""))
        return age_on(as_of, born) if born is not None and born <= as_of else None

    def between(row: Row, first: int, last: int) -> bool:
        years = age(row)
        return years is not None and first <= years <= last

    def has_number(row: Row) -> bool:
        return "upn" in row or "uln" in row or any(value.upper() in codes for value in row.values())

    def is_future(row: Row) -> bool:
        born = day_in(row.get("date-of-birth", ""))
        return born is not None and born > as_of

    def places(row: Row) -> int:
        return ("main-urn" in row or "main-phase" in row) + ("subsidiary-phase" in row)

    def school_age(row: Row) -> bool:
        return between(row, ages.school_from, ages.school_to)

    yield _Test(
        "“Date of birth” is not a date", lambda row: "date-of-birth" in row and not day_in(row["date-of-birth"])
    )
    yield _Test("“Date of birth” lies in the future", is_future)
    yield _Test(
        f"Aged {ages.query}: to be asked about", lambda row: between(row, ages.query, ages.refuse - 1), Level.WARNING
    )
    yield _Test(f"Aged {ages.refuse} or over", lambda row: between(row, ages.refuse, 200))
    yield _Test(
        f"Aged {ages.needs_number_from} or over, without UPN, ULN or a code for unknown",
        lambda row: between(row, ages.needs_number_from, 200) and not has_number(row),
    )
    span = f"Aged {ages.school_from} to {ages.school_to}"
    yield _Test(f"{span}, without an establishment", lambda row: school_age(row) and places(row) == 0)
    yield _Test(f"{span}, with one establishment of two", lambda row: school_age(row) and places(row) == 1, Level.INFO)


def _formats() -> Iterator[_Test]:
    def wrong_upn(row: Row) -> bool:
        value = row.get("upn", "")
        return bool(value) and not is_upn(value) and not value.upper().startswith("UN")

    yield _Test("The UPN cannot be right", wrong_upn)
    yield _Test(
        "The ULN cannot be right", lambda row: "uln" in row and not is_uln(row["uln"]) and not _is_code(row["uln"])
    )
    yield _Test("The URN does not have six digits", lambda row: "main-urn" in row and not _is_urn(row["main-urn"]))


def _is_code(value: str) -> bool:
    return value.upper().startswith("UN")


def _is_urn(value: str) -> bool:
    return len(value) == 6 and value.isdigit()


def _plans(found: PersonList, as_of: date) -> Iterator[_Test]:
    if not set(_PLAN_DATES) & found.columns:
        return

    def days(row: Row) -> dict[str, date]:
        return {name: day for name in _PLAN_DATES if (day := day_in(row.get(name, "")))}

    def too_early(row: Row) -> bool:
        known = days(row)
        issued = known.get("plan-issued")
        return issued is not None and any(issued > known[name] for name in _PLAN_DATES[1:] if name in known)

    yield _Test(
        "A date of the EHC plan is not a date", lambda row: any(n in row and n not in days(row) for n in _PLAN_DATES)
    )
    yield _Test("A date of the EHC plan lies in the future", lambda row: any(day > as_of for day in days(row).values()))
    yield _Test("The initial EHC plan is dated after its update or review", too_early)


def _repeated(found: PersonList) -> list[int]:
    by_number: dict[str, list[int]] = {}
    for number, row in found.rows.items():
        upn = row.get("upn", "").upper()
        if upn and is_upn(upn):
            by_number.setdefault(upn, []).append(number)
    return sorted(number for rows in by_number.values() if len(rows) > 1 for number in rows)
