"""The timetable of the fieldwork: begun, shown at a moment, written for calendar programs, its check-lists ticked."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from annexa.inspection.debrief.debriefing import Debriefing
from annexa.inspection.edit import remove_entry_field, set_fields
from annexa.inspection.meetings import Ahead, ahead, calendars, named_in, point_of
from annexa.inspection.rewrite import rewrite
from annexa.load import Loaded
from annexa.model.errors import UsageError
from annexa.model.findings import Finding
from annexa.model.library import Library
from annexa.model.meetings import FILE, DonePoint, Meetings
from annexa.model.working_days import working_days
from annexa.pipeline import library_of
from annexa.pipeline.days import days_off, local_of
from annexa.rules.timetable_clash import ID as CLASH
from annexa.tools.files import write_whole

CALENDARS: Final = Path("build/timetable")


def plan_of(loaded: Loaded) -> Meetings:
    """The timetable. Raises UsageError where there is none, or none that can be read."""
    library = library_of(loaded)
    if library.timetable is not None:
        return library.timetable.plan
    if (loaded.root / FILE).exists():
        raise UsageError(
            f"{FILE} cannot be used", remedy="‘annexa validate’ says where it is wrong: put it right first."
        )
    raise UsageError(f"There is no {FILE}", remedy="‘annexa timetable new’ begins one with what the guidance names.")


def titles(library: Library) -> dict[str, str]:
    """Titles of roles by id."""
    return {id: role.title for id, role in library.people.roles.items()}


def begin(loaded: Loaded) -> Path:
    """Writes the first timetable. Raises UsageError where there is one, or while the day of the call is not known."""
    library, path = library_of(loaded), loaded.root / FILE
    if path.exists():
        raise UsageError(f"{FILE} is there already", remedy="Change it in an editor; ‘annexa validate’ checks it.")
    if library.meta.notification is None:
        raise UsageError(
            "The day of the call is not known, so no date can be written",
            remedy="Record it first: annexa notify DATE, such as ‘annexa notify 2026-11-30’.",
        )
    from annexa.inspection.first_timetable import first_timetable

    local = local_of(loaded)
    base = local.venues.get("base", "") if local else ""
    days = working_days(library.meta.notification, days_off(loaded).days)
    write_whole(path, first_timetable(days, library.people, base or "The base"))
    return path


def ahead_of(loaded: Loaded, *, at: datetime, findings: Iterable[Finding] = ()) -> Ahead | None:
    """The timetable at a moment, with its clashes and with whom forms show to be debriefed; None without one."""
    library = loaded.library
    if library is None or library.timetable is None:
        return None
    plan = library.timetable.plan
    over = [each for each in plan.meetings if each.is_debriefed and each.ends() <= at.replace(tzinfo=None)]
    forms: tuple[Debriefing, ...] = ()
    unread = 0
    if over:
        from annexa.pipeline.debriefs import read_forms  # with all that reads documents

        with suppress(UsageError):  # a folder where none can lie, which validate tells
            read = read_forms(library, at.date(), old=False)
            forms, unread = read.debriefings, len(read.faults)
    found = ahead(plan, at=at, names=titles(library), debriefed=named_in(plan, forms))
    clashes = tuple(f"{finding.message}. {finding.remedy}" for finding in findings if finding.rule == CLASH)
    return replace(found, clashes=clashes, unread=unread)


def write_calendars(loaded: Loaded, folder: Path, roles: Iterable[str] = ()) -> list[Path]:
    """A calendar file of all meetings and one of each role that has some, or of the roles asked for. Raises OSError."""
    library, plan = library_of(loaded), plan_of(loaded)
    asked = list(roles)
    written = []
    for name, text in calendars(plan, titles(library), library.meta.area).items():
        if not asked or name in asked:
            written.append(folder / f"{name}.ics")
            write_whole(written[-1], text)
    return written


def tick(loaded: Loaded, checklist: str, id: str, *, by: str, on: date, undo: bool = False) -> str:
    """Writes that a point was seen to by a role, or takes that back; answers what it is. Raises UsageError."""
    plan = plan_of(loaded)
    found = point_of(plan, checklist, id)
    if found is None:
        raise _unknown(plan, checklist, id)
    index, point = found
    if undo and point.done is None:
        raise UsageError(f"‘{id}’ is still open", remedy="There is nothing to take back.")
    if not undo and point.done is not None:
        raise UsageError(
            f"‘{id}’ is done already, by {point.done.by} on {point.done.on}", remedy="To take that back, add --undo."
        )
    done = None if undo else DonePoint(by=by, on=on)
    points = plan.checklists[checklist].points
    changed = (*points[:index], point.model_copy(update={"done": done}), *points[index + 1 :])
    lists = plan.checklists | {checklist: plan.checklists[checklist].model_copy(update={"points": changed})}
    place = ("checklists", checklist, "points", index)

    def change(text: str) -> str:
        if undo:
            return remove_entry_field(text, place, "done")
        return set_fields(text, place, "done", {"by": by, "on": str(on)})

    by_hand = f"Write ‘done: {{by: {by}, on: {on}}}’ at the point ‘{id}’ in {FILE}."
    rewrite(loaded.root / FILE, FILE, plan, plan.model_copy(update={"checklists": lists}), change, by_hand=by_hand)
    return point.what


def _unknown(plan: Meetings, checklist: str, id: str) -> UsageError:
    if checklist not in plan.checklists:
        return UsageError(
            f"There is no check-list ‘{checklist}’",
            remedy=f"Use one of: {', '.join(plan.checklists) or 'none is there'}.",
        )
    known = ", ".join(point.id for point in plan.checklists[checklist].points)
    return UsageError(f"The check-list ‘{checklist}’ has no point ‘{id}’", remedy=f"Its points are: {known}.")
