"""Deadlines are those of the framework; what is next is found across days."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from tests.sample_place import SAMPLE

from annexa.inspection.calendar import ZONE, CalendarEvent
from annexa.inspection.timetable import DEADLINES, Timetable, in_step, timetable
from annexa.load import project
from annexa.model.framework import Framework
from annexa.site.guidance import read_guidance

ROOT = Path(__file__).resolve().parents[2]
CALL = date(2026, 11, 30)


@pytest.fixture(scope="module")
def framework() -> Framework:
    return project(SAMPLE).framework


@pytest.fixture(scope="module")
def told() -> tuple[CalendarEvent, ...]:
    return read_guidance(ROOT).events


def test_the_guidance_tells_every_deadline_of_the_framework(
    framework: Framework, told: tuple[CalendarEvent, ...]
) -> None:
    assert in_step(told, framework) == told


def later(framework: Framework) -> Framework:
    """A framework whose second submission is due at 3pm on day 6."""
    first, second = framework.submissions
    due = second.due.model_copy(update={"day": 6, "time": time(15)})
    return framework.model_copy(update={"submissions": (first, second.model_copy(update={"due": due}))})


def test_a_deadline_that_the_framework_moves_moves_in_the_timetable(
    framework: Framework, told: tuple[CalendarEvent, ...]
) -> None:
    events = in_step(told, later(framework))
    outside = [(event.day, event.at) for event in events if event.kind == "deadline"]
    assert outside == [(2, time(12)), (6, time(15))]
    assert [event.day for event in events] == sorted(event.day for event in events)


def test_without_guidance_the_deadlines_stand_alone(framework: Framework) -> None:
    shown = timetable(framework, (), CALL, name="Inspection")
    assert {event.kind for event in shown.events} == DEADLINES
    assert shown.dates[5] == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("now", "first", "deadline"),
    [
        ("2026-11-30T09:00", ("core-group", "2026-11-30T11:00"), ("leads-day-2", "2026-11-30T17:00")),
        ("2026-11-30T17:00", ("internal-meeting", "2026-11-30T17:30"), ("health-template", "2026-12-01T09:00")),
        ("2026-12-01T11:20", ("submit-day-2", "2026-12-01T12:00"), ("submit-day-2", "2026-12-01T12:00")),
        ("2026-12-04T17:00", ("internal-meeting", "2026-12-04T17:30"), None),
        ("2026-12-18T17:30", None, None),
    ],
)
def test_what_is_next_is_found(
    framework: Framework,
    told: tuple[CalendarEvent, ...],
    now: str,
    first: tuple[str, str] | None,
    deadline: tuple[str, str] | None,
) -> None:
    shown = timetable(framework, told, CALL, name="Inspection")
    moment = datetime.fromisoformat(now).replace(tzinfo=ZONE)
    assert (named(shown, moment), named(shown, moment, DEADLINES)) == (first, deadline)


def named(shown: Timetable, now: datetime, kinds: frozenset[str] | None = None) -> tuple[str, str] | None:
    found = shown.next(now, kinds)
    return (found[0].id, found[1].strftime("%Y-%m-%dT%H:%M")) if found else None
