"""The timetable of one inspection: what happens on which real date, and what is next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from annexa.inspection.calendar import ZONE, CalendarEvent, deadlines
from annexa.model.framework import Framework
from annexa.model.working_days import working_days

DEADLINES = frozenset({"deadline", "internal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """Events with their dates."""

    name: str
    """What a calendar program calls it."""
    notification: date
    closed: frozenset[date]
    """Days on which nobody works, besides weekends and bank holidays."""
    events: tuple[CalendarEvent, ...]
    """By day, then as the day goes on."""
    dates: dict[int, date]
    """The date of each working day."""
    unknown: tuple[str, ...] = ()
    """What is not in it because it could not be read, in sentences."""

    def on(self, day: int) -> tuple[CalendarEvent, ...]:
        """What begins on a working day."""
        return tuple(event for event in self.events if event.day == day)

    def next(self, now: datetime, kinds: frozenset[str] | None = None) -> tuple[CalendarEvent, datetime] | None:
        """The first thing with an hour that is still to come, of some kinds or of any; None once all is over."""
        coming = [
            (moment, place, event)
            for place, event in enumerate(self.events)
            if event.at and (kinds is None or event.kind in kinds)
            for day in range(event.day, event.last_day + 1)
            if (moment := datetime.combine(self.dates[day], event.at, ZONE)) > now
        ]
        if not coming:
            return None
        moment, _, event = min(coming, key=lambda found: found[:2])
        return event, moment


def timetable(
    framework: Framework,
    events: Iterable[CalendarEvent],
    notification: date,
    closed: frozenset[date] = frozenset(),
    *,
    name: str,
    unknown: tuple[str, ...] = (),
) -> Timetable:
    """The timetable of an inspection whose call came on a day; `events` are those of the guidance.

    Raises UsageError where the call falls on a day that is not a working day.
    """
    merged = in_step(events, framework)
    last = max(event.last_day for event in merged)
    dates = working_days(notification, closed, last)
    return Timetable(name=name, notification=notification, closed=closed, events=merged, dates=dates, unknown=unknown)


def in_step(events: Iterable[CalendarEvent], framework: Framework) -> tuple[CalendarEvent, ...]:
    """The events of the guidance with the deadlines of the framework, which alone says when something is due.

    A deadline of the guidance that the framework does not set is left out; one that only the framework has is added.
    """
    due = deadlines(framework)
    own = [
        event
        for event in events
        if event.kind not in DEADLINES or event.at is None or any(_tells_of(event, other) for other in due)
    ]
    told = [event for event in own if event.kind in DEADLINES]
    added = [event for event in due if not any(_tells_of(other, event) for other in told)]
    merged = [*own]
    for event in added:
        later = (place for place, other in enumerate(merged) if _after(other, event))
        merged.insert(next(later, len(merged)), event)
    return tuple(merged)


def _tells_of(told: CalendarEvent, due: CalendarEvent) -> bool:
    """Whether an event of the guidance is this deadline in other words; one inside may name a part of the day alone."""
    if (told.day, told.kind) != (due.day, due.kind):
        return False
    return told.at == due.at or (told.at is None and told.kind == "internal")


def _after(other: CalendarEvent, event: CalendarEvent) -> bool:
    return other.day > event.day or (other.day == event.day and bool(other.at and event.at and other.at > event.at))
