"""Lists of children checked as files: each list by its template, all of them together, and never a value quoted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from annexa.documents import tables
from annexa.documents.faults import Unreadable
from annexa.inspection import list_runs
from annexa.model.errors import UsageError
from annexa.model.list_run import ListRun
from annexa.rules.support.person_checks import ListFault, across, faults_of, unknown_settings
from annexa.rules.support.person_level import PersonList, Template, lists_of, newest_template
from annexa.tools.files import write_whole

_URN = frozenset({"urn", "uniquereferencenumber", "uniquereferencenumberurn", "establishmenturn"})
"""Headings, without case and marks, of the column of a list of providers and settings that says which they are."""
_HEAD_ROWS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedList:
    """One list that was found in a file."""

    file: Path
    sheet: int
    """Which sheet of the file, from 1: its name may be a child's."""
    found: PersonList
    faults: tuple[ListFault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLists:
    """Every list of some files, and what could not be checked."""

    template: Template
    lists: tuple[CheckedList, ...]
    without: tuple[Path, ...]
    """Files in which no sheet holds the columns of a list."""


def check_lists(root: Path, files: Iterable[Path], *, as_of: date, settings: Path | None = None) -> CheckedLists:
    """Checks lists of children and young people against the newest template of a project.

    `settings` is the list of providers and settings. Raises UsageError where a file cannot be read, or no template is
    there.
    """
    template = _template(root)
    read = [(file, _sheets(file)) for file in dict.fromkeys(files)]
    found = [
        (file, list(sheets).index(one.sheet) + 1, one) for file, sheets in read for one in lists_of(sheets, template)
    ]
    holding = {file for file, _, _ in found}
    urns = _urns(settings) if settings else None

    def faults(at: int, one: PersonList) -> Iterator[ListFault]:
        yield from faults_of(one, template, as_of)
        if urns is not None:
            yield from unknown_settings(one, urns)
        for other_at, (_, _, other) in enumerate(found):
            if other_at != at and other.template != one.template:
                yield from across(one, other)

    return CheckedLists(
        template=template,
        lists=tuple(
            CheckedList(file=file, sheet=sheet, found=one, faults=tuple(faults(at, one)))
            for at, (file, sheet, one) in enumerate(found)
        ),
        without=tuple(file for file, _ in read if file not in holding),
    )


def _template(root: Path) -> Template:
    template = newest_template(root)
    if template is None:
        raise UsageError(
            "There is no template of the lists", remedy="Put schema/person-level-<year>.yaml into the library."
        )
    return template


def log(root: Path, run: ListRun) -> None:
    """Notes that a list was run. Raises UsageError where the template has no such list, or the file is faulty."""
    template = _template(root)
    known = [each.id for each in template.lists]
    if run.list not in known:
        raise UsageError(f"There is no list ‘{run.list}’", remedy=f"Use one of: {', '.join(known)}.")
    write_whole(root / list_runs.FILE, list_runs.text_of((*list_runs.read(root), run)))


def _sheets(file: Path) -> tables.Sheets:
    try:
        return tables.read(file)
    except Unreadable as error:
        raise UsageError(f"{file.name}: {error.fault.message}", remedy=error.fault.remedy) from None


def _urns(file: Path) -> frozenset[str]:
    """The URNs that a list of providers and settings holds. Raises UsageError where no column is headed so."""
    found: set[str] = set()
    columns = 0
    for rows in _sheets(file).values():
        for number in sorted(rows)[:_HEAD_ROWS]:
            letters = [letters for letters, text in rows[number].items() if _folded(text) in _URN]
            if letters:
                columns += 1
                below = (cells for at, cells in rows.items() if at > number)
                found.update(cells[letters[0]] for cells in below if letters[0] in cells)
                break
    if not columns:
        raise UsageError(
            f"{file.name} has no column headed URN",
            remedy="Give the list of providers and settings, with its headings.",
        )
    return frozenset(found)


def _folded(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
