"""What the timetable says at a moment: what is next, who has not been debriefed, what is still to be arranged.

Pure: from the timetable, the forms that name its meetings, and the time.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from annexa.inspection import ics
from annexa.inspection.calendar import clock
from annexa.inspection.debrief.debriefing import Debriefing
from annexa.inspection.ics import ZONE
from annexa.model.meetings import Meeting, MeetingKind, Meetings, Point
from annexa.model.near import nearest
from annexa.model.text import folded

KINDS: Final[Mapping[MeetingKind, str]] = {
    "opening": "opening meeting",
    "interview": "interview",
    "group": "group meeting",
    "tracking": "tracking meeting",
    "visit": "visit",
    "keep-in-touch": "keep-in-touch meeting with inspectors",
    "internal": "internal meeting",
    "feedback": "feedback meeting",
    "other": "meeting",
}
"""What each kind is called."""
ALL: Final = "all-meetings"
"""The name of the calendar of all meetings."""
DEBRIEF_MINUTES: Final = 30
"""How long a talk after a meeting takes in calendars."""
_SHOWN: Final = 3
"""Meetings to come that a status names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """A meeting as forms show it, with roles in words."""

    id: str
    title: str
    kind: str
    start: datetime
    end: datetime
    place: str
    """Empty where it is not said; "by video" where nobody travels and no place is given."""
    roles: tuple[str, ...]
    """Ids of the roles that it concerns."""
    attend: tuple[str, ...]
    """Titles of roles, then groups."""
    inspectors: tuple[str, ...]
    debrief: str
    """The title of whoever debriefs; empty where nobody is named."""
    is_debriefed: bool
    """Whether it is a meeting after which somebody is to be debriefed."""
    note: str = ""

    @property
    def hours(self) -> str:
        """Such as "9am to 10.30am"."""
        return f"{clock(self.start.time())} to {clock(self.end.time())}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """Something that is still to be arranged."""

    checklist: str
    id: str
    list_title: str
    what: str
    role: str
    """The id of the role that arranges it; empty where nobody is named."""
    by: str
    """Its title."""
    due: date | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The timetable at a moment."""

    next: tuple[MeetingRow, ...]
    """What is on now or comes next, a few."""
    later: tuple[MeetingRow, ...]
    """What comes after that."""
    undebriefed: tuple[MeetingRow, ...]
    """What is over and has no form yet, the oldest first."""
    points: tuple[PointRow, ...]
    """What is to be arranged, late ones first, then by day."""
    clashes: tuple[str, ...] = ()
    """Sentences of the check."""
    unread: int = 0
    """Debriefing files that could not be used, so that somebody may have been debriefed after all."""

    def only(self, roles: Collection[str]) -> "Ahead":
        """What concerns these roles; all of it where none is given."""
        if not roles:
            return self
        coming = tuple(row for row in (*self.next, *self.later) if set(roles) & set(row.roles))
        return replace(
            self,
            next=coming[:_SHOWN],
            later=coming[_SHOWN:],
            undebriefed=tuple(row for row in self.undebriefed if set(roles) & set(row.roles)),
            points=tuple(row for row in self.points if row.role in roles),
        )


def row_of(meeting: Meeting, names: Mapping[str, str]) -> MeetingRow:
    """A meeting with the titles of its roles; `names` are titles by id."""
    return MeetingRow(
        id=meeting.id,
        title=meeting.title,
        kind=KINDS[meeting.kind],
        start=meeting.begins().replace(tzinfo=ZONE),
        end=meeting.ends().replace(tzinfo=ZONE),
        place=", ".join(filter(None, (meeting.place, "by video" if meeting.online == "yes" else ""))),
        roles=tuple(sorted(meeting.roles)),
        attend=(*(names.get(role, role) for role in meeting.attend), *meeting.others),
        inspectors=meeting.inspectors,
        debrief=names.get(meeting.debrief, meeting.debrief) if meeting.debrief else "",
        is_debriefed=meeting.is_debriefed,
        note=meeting.note,
    )


def rows_on(plan: Meetings, day: date, names: Mapping[str, str]) -> tuple[MeetingRow, ...]:
    """The meetings of a day, by the hour."""
    return tuple(row_of(meeting, names) for meeting in plan.on(day))


def ahead(plan: Meetings, *, at: datetime, names: Mapping[str, str], debriefed: Collection[str] = ()) -> Ahead:
    """The timetable at `at`, a time with its zone; `debriefed` are ids of meetings that a form names."""
    rows = sorted((row_of(meeting, names) for meeting in plan.meetings), key=lambda row: (row.start, row.end))
    points = sorted(_points(plan, at.date(), names), key=lambda row: (not row.is_late, row.due or date.max))
    coming = tuple(row for row in rows if row.end > at)
    return Ahead(
        next=coming[:_SHOWN],
        later=coming[_SHOWN:],
        undebriefed=tuple(row for row in rows if row.end <= at and row.is_debriefed and row.id not in debriefed),
        points=tuple(points),
    )


def _points(plan: Meetings, today: date, names: Mapping[str, str]) -> Iterator[PointRow]:
    for id, checklist, point in plan.open_points:
        yield PointRow(
            checklist=id,
            id=point.id,
            list_title=checklist.title,
            what=point.what,
            role=point.by or "",
            by=names.get(point.by, point.by) if point.by else "",
            due=point.due,
            is_late=point.due is not None and point.due < today,
        )


def point_of(plan: Meetings, checklist: str, id: str) -> tuple[int, Point] | None:
    """A point of a check-list with its place in it, or None."""
    points = plan.checklists[checklist].points if checklist in plan.checklists else ()
    return next(((index, point) for index, point in enumerate(points) if point.id == id), None)


def meeting_named(plan: Meetings, words: str, day: date | None) -> Meeting | None:
    """The meeting that a form means: by its id or title, as written or nearly so, on that day."""
    there = [meeting for meeting in plan.meetings if day is None or meeting.on == day]
    known = {folded(name): meeting for meeting in there for name in (meeting.title, meeting.id)}
    wanted = folded(words)
    if not wanted:
        return None
    inside = [name for name in known if name in wanted]
    near = max(inside, key=len) if inside else nearest(wanted, known)
    return known[near] if near else None


def meeting_of(plan: Meetings, form: Debriefing, day: date | None) -> Meeting | None:
    """The meeting of a day that a form is about: the one that it names, or whose title stands on it by itself."""
    if found := meeting_named(plan, form.meeting, day):
        return found
    lines = {folded(line) for line in form.loose}
    there = (meeting for meeting in plan.meetings if meeting.on == day)
    return next((meeting for meeting in there if folded(meeting.title) in lines), None)


def named_in(plan: Meetings, forms: Iterable[Debriefing]) -> frozenset[str]:
    """The ids of meetings that some form is about."""
    found = (meeting_of(plan, form, day) for form in forms for day in {form.day, form.named_day} - {None})
    return frozenset(meeting.id for meeting in found if meeting is not None)


def to_ics(plan: Meetings, *, name: str, names: Mapping[str, str], role: str = "") -> str:
    """A calendar file of all meetings, or of those of a role with a talk after each that it debriefs.

    An event keeps its identity when its day or hour is changed, so that a calendar program moves it.
    """
    lines: list[str] = []
    for meeting in sorted(plan.meetings, key=lambda each: (each.begins(), each.id)):
        if not role or role in meeting.attend:
            lines += _event(meeting, names)
        if role and meeting.debrief == role:
            lines += _talk(meeting, names)
    return ics.calendar(name, lines)


def calendars(plan: Meetings, names: Mapping[str, str], area: str) -> dict[str, str]:
    """Calendar files by name: `ALL`, then each role that a meeting concerns, in the order of `names`."""
    own = {role for meeting in plan.meetings for role in meeting.roles}
    found = {ALL: to_ics(plan, name=f"SEND inspection, {area}: timetable", names=names)}
    for role in (*(role for role in names if role in own), *sorted(own - set(names))):
        found[role] = to_ics(plan, name=f"SEND inspection: {names.get(role, role)}", names=names, role=role)
    return found


def _event(meeting: Meeting, names: Mapping[str, str]) -> Iterator[str]:
    row = row_of(meeting, names)
    about = [
        f"Attend: {'; '.join(row.attend)}." if row.attend else "",
        f"Inspectors: {'; '.join(row.inspectors)}." if row.inspectors else "",
        f"Debriefed afterwards by {row.debrief}." if row.debrief else "",
        row.note,
    ]
    yield from ("BEGIN:VEVENT", f"UID:{_uid('meeting', meeting)}", _stamp(meeting))
    yield from ics.span(meeting.begins(), meeting.ends())
    yield f"SUMMARY:{ics.text(meeting.title)}"
    if row.place:
        yield f"LOCATION:{ics.text(row.place)}"
    yield f"DESCRIPTION:{ics.text(' '.join(filter(None, about)) or row.kind)}"
    yield from (f"CATEGORIES:{meeting.kind.upper()}", "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M")
    yield from (f"DESCRIPTION:{ics.text(meeting.title)}", "END:VALARM", "END:VEVENT")


def _talk(meeting: Meeting, names: Mapping[str, str]) -> Iterator[str]:
    """The talk with those who met inspectors, straight after the meeting."""
    row = row_of(meeting, names)
    yield from ("BEGIN:VEVENT", f"UID:{_uid('debrief', meeting)}", _stamp(meeting))
    yield from ics.span(meeting.ends(), meeting.ends() + timedelta(minutes=DEBRIEF_MINUTES))
    yield f"SUMMARY:{ics.text(f'Debrief after: {meeting.title}')}"
    who = f"Talk to: {'; '.join(row.attend)}. " if row.attend else ""
    yield f"DESCRIPTION:{ics.text(f'{who}Form: annexa debrief new --meeting {meeting.id}')}"
    yield from ("CATEGORIES:DEBRIEF", "END:VEVENT")


def _uid(what: str, meeting: Meeting) -> str:
    return f"{hashlib.sha256(f'{what} {meeting.id}'.encode()).hexdigest()[:24]}@annexa"


def _stamp(meeting: Meeting) -> str:
    return f"DTSTAMP:{datetime.combine(meeting.on, time(), UTC):%Y%m%dT%H%M%SZ}"


def in_words(row: MeetingRow) -> str:
    """A meeting on one line: "9am to 10am, Leaders of education, County Hall"."""
    return ", ".join(filter(None, (row.hours, row.title, row.place)))


def point_in_words(row: PointRow) -> str:
    """A point on one line: "Logistics: Parking permits (LANO, due 13 Nov 2026)"."""
    due = f"due {row.due.day} {row.due:%b %Y}" if row.due else ""
    who = ", ".join(filter(None, (row.by, due)))
    return f"{row.list_title}: {row.what}{f' ({who})' if who else ''}"
