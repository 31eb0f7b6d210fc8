"""The calendar of an inspection: working days counted from the call, real dates, and a file for calendar programs.

Day 1 is the day of the notification call. Saturdays, Sundays, the bank holidays of England, and the days that the
library names as closed are not counted, so that day 5 moves to Monday when a bank holiday falls in the week of the
call.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from annexa.inspection import ics
from annexa.inspection.ics import ZONE as ZONE
from annexa.model.framework import Framework, InternalDeadline, Moment, Requirement, Submission
from annexa.model.working_days import working_day

EventKind = Literal["call", "deadline", "internal", "meeting", "visit", "work"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """Something that happens on a working day of the inspection, or on several in a row."""

    id: str
    title: str
    day: int
    """Working day, 1 on the day of the call."""
    until: int = 0
    """The last working day of a span, or 0."""
    at: time | None = None
    """Local time; None where it has no hour of its own."""
    part: str = ""
    """When on the day, in words, where there is no hour."""
    kind: EventKind = "deadline"
    text: str = ""
    who: tuple[str, ...] = ()
    """Roles of the guidance."""
    page: str = ""
    """The page of the guidance that explains it."""

    @property
    def last_day(self) -> int:
        """The working day on which it ends."""
        return self.until or self.day


def moment_at(moment: Moment, notification: date, closed: Iterable[date] = ()) -> datetime:
    """A deadline as a time with its zone, in local time of England. Raises UsageError as `working_day` does."""
    return datetime.combine(working_day(notification, moment.day, closed), moment.time, ZONE)


def internal_deadlines(framework: Framework, requirement: Requirement) -> tuple[InternalDeadline, ...]:
    """The internal deadlines of a requirement: those of its submission, and its own in their place or beside them."""
    submission = framework.submission(requirement.submission)
    steps = {deadline.step: deadline for deadline in (submission.internal if submission else ())}
    steps |= {deadline.step: deadline for deadline in requirement.internal}
    order = {step.id: rank for rank, step in enumerate(framework.steps)}
    return tuple(
        sorted(steps.values(), key=lambda each: (each.due.day, each.due.time, order.get(each.step, len(order))))
    )


def deadlines(framework: Framework) -> tuple[CalendarEvent, ...]:
    """Every deadline of a framework, inside and outside, in order of time; the same one stands once."""
    found: dict[tuple[str, Moment], CalendarEvent] = {}
    for submission in framework.submissions:
        for internal in submission.internal:
            event = _internal(framework, internal, submission.id, submission.title)
            found.setdefault((internal.step, internal.due), event)
    for requirement in framework.requirements:
        for internal in requirement.internal:
            title = f"{requirement.id} {requirement.title}" if requirement.number else requirement.title
            event = _internal(framework, internal, requirement.id, title)
            found.setdefault((internal.step, internal.due), event)
    events = [*found.values(), *(_submission(submission) for submission in framework.submissions)]
    return tuple(sorted(events, key=lambda event: (event.day, event.at or time.max, event.kind == "deadline")))


def _internal(framework: Framework, internal: InternalDeadline, id: str, about: str) -> CalendarEvent:
    step = framework.step(internal.step)
    return CalendarEvent(
        id=f"{internal.step}-{id}",
        title=f"{step.who} {step.what}: {about}",
        day=internal.due.day,
        at=internal.due.time,
        kind="internal",
        text=internal.note,
    )


def _submission(submission: Submission) -> CalendarEvent:
    return CalendarEvent(
        id=f"submission-{submission.id}",
        title=f"{submission.title}: with the inspectors",
        day=submission.due.day,
        at=submission.due.time,
        kind="deadline",
    )


def long_date(day: date) -> str:
    """Such as "Monday 2 November 2026"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def clock(value: time) -> str:
    """Such as "noon", "9am" or "5.30pm"."""
    if value == time(12):
        return "noon"
    hour = value.hour % 12 or 12
    minutes = f".{value.minute:02}" if value.minute else ""
    return f"{hour}{minutes}{'am' if value.hour < 12 else 'pm'}"


def to_ics(
    events: Sequence[CalendarEvent], notification: date, *, name: str, closed: Iterable[date] = (), site: str = ""
) -> str:
    """A calendar file (RFC 5545) of real dates, the same bytes for the same arguments.

    An event with an hour lasts 30 minutes up to a deadline, or an hour from a meeting's start; one without lasts whole
    days. Times carry their zone, with its rules, so that summer time is right anywhere. `site` is put before pages.
    Raises UsageError as `working_day` does.
    """
    shut = frozenset(closed)
    stamp = datetime.combine(notification, time(), UTC)
    return ics.calendar(
        name,
        (
            line
            for event in events
            for number in (range(event.day, event.last_day + 1) if event.at else (event.day,))
            for line in _vevent(event, number, notification, shut, stamp, site)
        ),
    )


def _vevent(
    event: CalendarEvent, number: int, notification: date, closed: frozenset[date], stamp: datetime, site: str
) -> list[str]:
    first = working_day(notification, number, closed)
    uid = hashlib.sha256(f"{event.id} {number} {notification}".encode()).hexdigest()[:24]
    lines = ["BEGIN:VEVENT", f"UID:{uid}@annexa", f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}", *_when(event, first)]
    if event.at is None:
        after = working_day(notification, event.last_day, closed) + timedelta(days=1)
        lines += [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}", "TRANSP:TRANSPARENT"]
    mark = {"deadline": "Deadline: ", "internal": "Inside: "}.get(event.kind, "")
    about = " ".join(part for part in (event.part and f"{event.part}.", event.text) if part)
    lines.append(f"SUMMARY:{ics.text(f'{mark}{event.title} (day {number})')}")
    if about:
        lines.append(f"DESCRIPTION:{ics.text(about)}")
    if site and event.page:
        lines.append(f"URL:{site}{event.page}")
    lines.append(f"CATEGORIES:{event.kind.upper()}")
    if event.kind in {"deadline", "internal"} and event.at is not None:
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:-PT60M",
            f"DESCRIPTION:{ics.text(event.title)}",
            "END:VALARM",
        ]
    return [*lines, "END:VEVENT"]


def _when(event: CalendarEvent, day: date) -> list[str]:
    if event.at is None:
        return []
    start = datetime.combine(day, event.at)
    ends_there = event.kind in {"deadline", "internal"}
    start, end = (start - timedelta(minutes=30), start) if ends_there else (start, start + timedelta(hours=1))
    return ics.span(start, end)
