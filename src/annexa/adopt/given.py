"""Leads and notes of requirements from a workbook of the coordinator, for items that are made from documents."""

from dataclasses import dataclass
from pathlib import Path

from annexa.inspection.rows import Named
from annexa.inspection.status import labels_of
from annexa.inspection.tracked import read_tracker
from annexa.inspection.tracker import FIELDS, HEADINGS, Unclear, requirement_of, role_of
from annexa.model.framework import Framework
from annexa.model.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenList:
    """What a workbook gives."""

    by_requirement: dict[str, dict[str, str]]
    """Lead, accountable and note by requirement; roles by id."""
    notes: tuple[str, ...]
    """What of it could not be used, a sentence each."""


def read_given(path: Path, library: Library, framework: Framework) -> GivenList:
    """Reads the list. Raises UsageError where no sheet has headings that tell the columns."""
    tracked = read_tracker(path)
    labels = labels_of(Named(id, role.title) for id, role in library.people.roles.items())
    found: dict[str, dict[str, str]] = {}
    notes: list[str] = []
    for row in tracked.rows:
        requirement = requirement_of(row.cells, framework)
        if isinstance(requirement, Unclear):
            notes.append(f"Row {row.number}: it is not clear which requirement this is: {requirement.why}.")
        if requirement is None or isinstance(requirement, Unclear):
            continue
        fields = found.setdefault(requirement.id, {})
        for name in (each for each in FIELDS if row.text(each)):
            role = row.text(name) if name == "note" else role_of(row.text(name), labels)
            if role is None:
                notes.append(
                    f"Row {row.number}, {HEADINGS[name].lower()}: ‘{row.text(name)}’ is no role of"
                    " evidence/people.yaml; add it there, or write a role that is in it."
                )
            else:
                fields[name] = role[:4000]
    return GivenList(by_requirement=found, notes=tuple(notes))
