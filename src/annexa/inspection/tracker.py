"""The tracker of coordinators, a workbook: what its columns are called, and which of its rows is which requirement.

People sort, rename and reorder it, and programs turn 3.10 into 3.1 or into the third of October. So every row also
holds the requirement's id in a form that no program takes for a number, and a hidden sheet remembers what was written,
by which a change made in the tracker is told from one made in the library since.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from annexa.model.framework import Framework, Requirement
from annexa.model.text import folded

SHEET: Final = "Tracker"
MEMORY: Final = "annexa"
"""The hidden sheet: id, lead, accountable and note as written, and the labels of all roles."""
MARK: Final = "annexa:"
"""What stands before an id in the last column."""

Field = Literal["lead", "accountable", "note"]
FIELDS: Final[tuple[Field, ...]] = ("lead", "accountable", "note")
"""What is taken back from a tracker."""

HEADINGS: Final = {
    "number": "Requirement",
    "title": "Title",
    "lead": "Evidence lead",
    "accountable": "Accountable lead",
    "note": "Note",
    "id": "Id",
}
"""The headings that a tracker is read by."""
_ALSO: Final = {
    "number": ("number", "no", "ref", "reference", "item"),
    "lead": ("lead",),
    "accountable": ("accountable", "accountable officer"),
    "note": ("notes", "comment", "comments"),
}
"""What people call them otherwise."""


def column_of(heading: object) -> str | None:
    """The column that a heading names, whatever its case, spaces and punctuation; None for any other."""
    name = " ".join(re.findall(r"\w+", str(heading or "").casefold()))
    for column, written in HEADINGS.items():
        if name in {written.casefold(), *_ALSO.get(column, ())}:
            return column
    return None


@dataclass(frozen=True, slots=True)
class Unclear:
    """A row that may be several requirements, or none."""

    why: str


def requirement_of(cells: Mapping[str, Any], framework: Framework) -> Requirement | Unclear | None:
    """Which requirement a row is about, by its cells by column; None for a row that names none.

    The id decides; it must fit the number where that is still readable, since sorting one column alone would give each
    row the leads of another.
    """
    marked = _by_id(cells.get("id"), framework)
    numbered = _by_number(cells.get("number"), framework)
    titled = [each for each in framework.requirements if folded(each.title) == folded(str(cells.get("title") or ""))]
    if marked is not None:
        others = numbered or titled
        if others and marked not in others:
            return Unclear(f"its id says {marked.id} and the cells before it say {others[0].number or others[0].title}")
        return marked
    both = [each for each in numbered if each in titled]
    found = both or numbered or titled
    if len(found) > 1:
        return Unclear(f"{_shown(cells.get('number'))} may be {' or '.join(each.id for each in found)}")
    return found[0] if found else None


def _by_id(value: Any, framework: Framework) -> Requirement | None:
    text = str(value or "").strip()
    return framework.requirement(text.removeprefix(MARK)) if text.startswith(MARK) else None


def _by_number(value: Any, framework: Framework) -> list[Requirement]:
    """The requirements that a cell may mean: more than one where a program has turned its text into something else."""
    if isinstance(value, date):
        names = {f"{value.day}.{value.month}", f"{value.month}.{value.day}"}
        return [each for each in framework.requirements if each.number in names]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [each for each in framework.requirements if _same_number(each.number, value)]
    text = folded(str(value or ""))
    return [each for each in framework.requirements if text and text in (folded(each.number or ""), each.id)]


def _same_number(number: str | None, value: float) -> bool:
    try:
        return number is not None and float(number) == value
    except ValueError:
        return False


def _shown(value: Any) -> str:
    return f"{value:%d %B}" if isinstance(value, date) else f"‘{value}’"


def role_of(label: str, labels: Mapping[str, str]) -> str | None:
    """The role that a cell names by label, title or id; None for any other, or where it may be several."""
    wanted = folded(label)
    found = [id for id, known in labels.items() if wanted in (folded(known), id)]
    return found[0] if len(found) == 1 else None


def header_of(rows: Iterable[tuple[Any, ...]]) -> tuple[int, dict[int, str]] | None:
    """The row that holds the headings, from 1, and its columns by place; None where no row does.

    It is the first that names the requirement, by number, title or id, and something that is taken back.
    """
    for number, row in enumerate(rows, start=1):
        columns = {place: column for place, cell in enumerate(row) if (column := column_of(cell)) is not None}
        if {"number", "title", "id"} & set(columns.values()) and set(FIELDS) & set(columns.values()):
            return number, columns
    return None
