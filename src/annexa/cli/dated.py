"""The dates of an inspection in words for a terminal, as JSON, and as a calendar file."""

import textwrap
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from annexa.inspection.calendar import ZONE, CalendarEvent, clock, long_date, to_ics
from annexa.inspection.timetable import DEADLINES, Timetable
from annexa.model.words import count, duration_in_words

NARROW = 70
"""Columns below which what happens stands under its hour, not beside it."""


def table(shown: Timetable, width: int) -> Iterator[str]:
    """A line for each day, and below it what begins on it."""
    for number, day in shown.dates.items():
        own = shown.on(number)
        if own:
            yield click.style(f"Day {number}, {long_date(day)}", bold=True)
        for event in own:
            until = f" (until day {event.until})" if event.until else ""
            yield from _row(clock(event.at) if event.at else event.part, event.title + until, width)


def _row(hour: str, what: str, width: int) -> list[str]:
    if width < NARROW:
        return textwrap.wrap(f"{hour}: {what}" if hour else what, width, initial_indent="  ", subsequent_indent="    ")
    return textwrap.wrap(what, width, initial_indent=f"  {hour:<17} ", subsequent_indent=" " * 20)


def coming(shown: Timetable, now: datetime, width: int) -> Iterator[str]:
    """What is next, and the next deadline where that is something else; nothing once all is over."""
    first, deadline = shown.next(now), shown.next(now, DEADLINES)
    if first is not None and first != deadline:
        yield from textwrap.wrap(f"Next: {_in_time(*first, now)}", width)
    if deadline is not None:
        for line in textwrap.wrap(f"Next deadline: {_in_time(*deadline, now)}", width):
            yield click.style(line, bold=True)


def _in_time(event: CalendarEvent, moment: datetime, now: datetime) -> str:
    day = "today" if moment.date() == now.date() else long_date(moment.date())
    left = duration_in_words(moment.timestamp() - now.timestamp())  # clocks may change in between
    return f"{event.title}, {day} at {clock(moment.time())} (in {left})"


def records(shown: Timetable) -> list[dict[str, object]]:
    """Each event for other programs."""
    return [
        {
            "id": event.id,
            "title": event.title,
            "kind": event.kind,
            "day": event.day,
            "until": event.last_day,
            "date": str(shown.dates[event.day]),
            "time": event.at.isoformat("minutes") if event.at else None,
            "at": datetime.combine(shown.dates[event.day], event.at, ZONE).isoformat() if event.at else None,
            "part": event.part,
        }
        for event in shown.events
    ]


def write_ics(shown: Timetable, path: Path) -> str:
    """Writes the calendar file, and says so."""
    from annexa.tools.files import write_whole

    write_whole(path, to_ics(shown.events, shown.notification, name=shown.name, closed=shown.closed))
    return f"{count(len(shown.events), 'event')} from {long_date(shown.notification)} in {path}."
