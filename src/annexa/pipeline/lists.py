"""Lists of children checked as files: each list by its template, all of them together and against what the library
holds besides, and never a value quoted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from annexa.documents import tables
from annexa.documents.faults import Unreadable
from annexa.inspection import list_runs
from annexa.load import Loaded
from annexa.load.places import locate
from annexa.model.errors import UsageError
from annexa.model.library import is_child_level
from annexa.model.list_run import ListRun
from annexa.model.words import Advance, listed, silent, step
from annexa.rules.support.person_across import Figures, across, at_settings, compared, figures_in
from annexa.rules.support.person_checks import ListFault, faults_of
from annexa.rules.support.person_level import PersonList, Template, lists_of, newest_template
from annexa.rules.support.settings_list import (
    Ages,
    SettingsSheet,
    SettingsTemplate,
    served,
    settings_faults,
    settings_in,
    settings_template,
)
from annexa.tools.files import write_whole

SETTINGS = "providers-and-settings"
"""The requirement whose documents list providers and settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedList:
    """One list that was found in a file."""

    file: Path
    sheet: int
    """Which sheet of the file, from 1: its name may be a child's."""
    found: PersonList
    faults: tuple[ListFault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSettings:
    """One sheet of the list of providers and settings."""

    file: Path
    sheet: int
    found: SettingsSheet
    faults: tuple[ListFault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLists:
    """Every list of some files, and what could not be checked."""

    template: Template
    lists: tuple[CheckedList, ...]
    without: tuple[Path, ...]
    """Files in which no sheet holds the columns of a list."""
    settings: tuple[CheckedSettings, ...]
    figures: tuple[str, ...]
    """Counts that differ from what the library says elsewhere, a sentence each."""
    notes: tuple[str, ...]
    """What was not looked at, and why, a sentence each."""

    @property
    def faults(self) -> tuple[ListFault, ...]:
        """Those of every list, of children and of settings."""
        faults = [*(each.faults for each in self.lists), *(each.faults for each in self.settings)]
        return tuple(fault for some in faults for fault in some)


def check_lists(
    loaded: Loaded,
    files: Iterable[Path],
    *,
    as_of: date,
    settings: Path | None = None,
    numbers: Path | None = None,
    advance: Advance = silent,
) -> CheckedLists:
    """Checks lists of children and young people against the newest template of a project.

    `settings` is the list of providers and settings, `numbers` the workbook with figures to compare counts with:
    otherwise those of the library are taken. Raises UsageError where a file cannot be read, or no template is there.
    """
    template = _template(loaded.root)
    once = list(dict.fromkeys(files))
    read: list[tuple[Path, tables.Sheets]] = []
    for number, file in enumerate(once, 1):
        advance(step("Reading lists", number, len(once), file.name))
        read.append((file, _sheets(file)))
    found = [
        (file, list(sheets).index(one.sheet) + 1, one) for file, sheets in read for one in lists_of(sheets, template)
    ]
    holding = {file for file, _, _ in found}
    notes: list[str] = []
    places, served_by = _settings(loaded, settings, notes)
    figures = _figures(loaded, template, numbers, notes)

    def faults(at: int, one: PersonList) -> Iterator[ListFault]:
        advance(step("Checking lists", at + 1, len(found), one.template.title))
        yield from faults_of(one, template, as_of)
        if served_by:
            yield from at_settings(one, served_by, as_of)
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
        settings=places,
        figures=tuple(compared([one for _, _, one in found], template, figures)),
        notes=tuple(notes),
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
    before = list_runs.read(root)
    if run in before:
        raise UsageError(
            f"That {run.list} was run on {run.on} by {run.by} in {run.minutes} min is noted already",
            remedy="Say with --at when another run was.",
        )
    write_whole(root / list_runs.FILE, list_runs.text_of((*before, run)))


def _sheets(file: Path) -> tables.Sheets:
    try:
        return tables.read(file)
    except Unreadable as error:
        raise UsageError(f"{file.name}: {error.fault.message}", remedy=error.fault.remedy) from None


# -- what the library holds besides -----------------------------------------------------------------------


def _settings(
    loaded: Loaded, given: Path | None, notes: list[str]
) -> tuple[tuple[CheckedSettings, ...], dict[str, Ages | None]]:
    """The sheets that list settings, and whom each setting serves, by its URN.

    Raises UsageError where a file that was given lists none.
    """
    template = settings_template(loaded.root)
    if template is None:
        notes.append("Establishments were not looked up: schema/ holds no template of the list of settings.")
        return (), {}
    files = [given] if given else _workbooks(loaded, SETTINGS)
    found = [each for file in files for each in _settings_of(file, template)]
    by_urn: dict[str, Ages | None] = {}
    for each in found:
        by_urn |= served(each.found, template)
    if given and not by_urn:
        raise UsageError(
            f"{given.name} has no column headed {template.title_of(template.known_by)}",
            remedy="Give the list of providers and settings, with its headings.",
        )
    if not by_urn:
        notes.append("Establishments were not looked up: no list of providers and settings is at hand (--settings).")
    return tuple(found), by_urn


def _settings_of(file: Path, template: SettingsTemplate) -> Iterator[CheckedSettings]:
    sheets = _sheets(file)
    for each in settings_in(sheets, template):
        place = list(sheets).index(each.sheet) + 1
        yield CheckedSettings(file=file, sheet=place, found=each, faults=tuple(settings_faults(each, template)))


def _figures(
    loaded: Loaded, template: Template, given: Path | None, notes: list[str]
) -> Mapping[str, Sequence[Figures]]:
    """The figures to compare counts with, by requirement."""
    wanted = list(dict.fromkeys(count.requirement for count in template.counts))
    files = {each: [given] if given else _workbooks(loaded, each) for each in wanted}
    if missing := [each for each in wanted if not files[each]]:
        notes.append(f"Counts were not compared: requirement {listed(missing)} has no workbook at hand (--numbers).")
    return {each: [row for file in files[each] for row in figures_in(file.name, _sheets(file))] for each in wanted}


def _workbooks(loaded: Loaded, requirement: str) -> list[Path]:
    """The workbooks of an item that hold nothing about a child; none where the library has no such item."""
    wanted, library = loaded.framework.requirement(requirement), loaded.library
    if wanted is None or library is None:
        return []
    places = [
        locate(library, item, meta)
        for item in library.items
        for meta in item.meta.documents
        if item.meta.requirement == requirement and not is_child_level(wanted, meta)
    ]
    files = [place for place in places if isinstance(place, Path) and place.is_file()]
    return [file for file in files if file.suffix.lower() in tables.ENDINGS]
