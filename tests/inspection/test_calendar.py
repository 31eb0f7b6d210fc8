"""Working days, real dates, and the file for calendar programs."""

import re
from datetime import date, datetime, time, timedelta
from importlib.metadata import version
from pathlib import Path

import icalendar
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from annexa.inspection.calendar import ZONE, CalendarEvent, clock, deadlines, internal_deadlines, moment_at, to_ics
from annexa.model import bank_holidays as table
from annexa.model import working_days as counted
from annexa.model.errors import UsageError
from annexa.model.framework import Framework, Moment
from annexa.model.working_days import bank_holidays, computed, is_working_day, working_day, working_days

SCHEMA = Path(__file__).resolve().parents[2] / "schema" / "annex-a.yaml"
MONDAY = date(2026, 11, 2)
DAYS = st.dates(date(2020, 1, 1), date(2045, 12, 31))


@pytest.fixture(scope="module")
def framework() -> Framework:
    return Framework.model_validate(yaml.load(SCHEMA.read_text(encoding="utf-8"), yaml.BaseLoader))


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),  # a jubilee, a funeral
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),  # a coronation
        (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
    ],
)
def test_bank_holidays_of_england(year: int, days: str) -> None:
    weekdays = sorted(day for day in bank_holidays(year) if day.weekday() < 5)
    assert weekdays == [date.fromisoformat(f"{year}-{day}") for day in days.split()]


def test_the_table_of_bank_holidays_is_that_of_the_library() -> None:
    assert version("holidays") == table.VERSION, "run scripts/bank_holidays.py"
    for year in table.DAYS:
        assert bank_holidays(year) == computed(year)


def test_another_release_of_the_library_is_asked_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(2026, 6, 15)  # a royal wedding, say
    monkeypatch.setattr(counted, "VERSION", "0.1")
    monkeypatch.setattr(counted, "computed", lambda year: frozenset({day}))
    bank_holidays.cache_clear()
    try:
        assert not is_working_day(day)
    finally:
        bank_holidays.cache_clear()


CALLS = [
    # call, first submission, evidence leads of the second, second submission, feedback
    ("2026-11-30", "2026-12-01T12:00:00+00:00", "2026-12-03T17:00:00+00:00", "2026-12-04T17:00:00+00:00", "2026-12-18"),
    # a Wednesday
    ("2026-12-02", "2026-12-03T12:00:00+00:00", "2026-12-07T17:00:00+00:00", "2026-12-08T17:00:00+00:00", "2026-12-22"),
    # Christmas: Friday and Monday, and New Year's Day on a Friday
    ("2026-12-21", "2026-12-22T12:00:00+00:00", "2026-12-24T17:00:00+00:00", "2026-12-29T17:00:00+00:00", "2027-01-13"),
    # Christmas on a weekend: Monday and Tuesday stand in, and Monday for New Year's Day
    ("2027-12-22", "2027-12-23T12:00:00+00:00", "2027-12-29T17:00:00+00:00", "2027-12-30T17:00:00+00:00", "2028-01-14"),
    # the second of January is a holiday in Scotland alone
    ("2029-12-31", "2030-01-02T12:00:00+00:00", "2030-01-04T17:00:00+00:00", "2030-01-07T17:00:00+00:00", "2030-01-21"),
    # Easter, and clocks go forward on its Sunday
    ("2027-03-22", "2027-03-23T12:00:00+00:00", "2027-03-25T17:00:00+00:00", "2027-03-30T17:00:00+01:00", "2027-04-13"),
    # the Thursday before Easter
    ("2026-04-02", "2026-04-07T12:00:00+01:00", "2026-04-09T17:00:00+01:00", "2026-04-10T17:00:00+01:00", "2026-04-24"),
    # clocks go back on the Sunday in between
    ("2026-10-22", "2026-10-23T12:00:00+01:00", "2026-10-27T17:00:00+00:00", "2026-10-28T17:00:00+00:00", "2026-11-11"),
    # the bank holidays of May
    ("2026-05-20", "2026-05-21T12:00:00+01:00", "2026-05-26T17:00:00+01:00", "2026-05-27T17:00:00+01:00", "2026-06-10"),
    # a coronation on the Monday
    ("2023-05-03", "2023-05-04T12:00:00+01:00", "2023-05-09T17:00:00+01:00", "2023-05-10T17:00:00+01:00", "2023-05-24"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "first", "leads", "second", "feedback"), CALLS)
def test_deadlines_follow_from_the_call(
    framework: Framework, call: str, first: str, leads: str, second: str, feedback: str
) -> None:
    day = date.fromisoformat(call)
    day_2, day_5 = framework.submissions
    moments = [moment_at(moment, day).isoformat() for moment in (day_2.due, day_5.internal[0].due, day_5.due)]
    assert (moments, working_day(day, 15).isoformat()) == ([first, leads, second], feedback)


def test_the_usual_inspection_runs_from_monday_to_friday_three_times() -> None:
    days = working_days(MONDAY)
    assert [days[number] for number in (1, 2, 5, 6, 11, 15)] == [
        date(2026, 11, 2),
        date(2026, 11, 3),
        date(2026, 11, 6),
        date(2026, 11, 9),
        date(2026, 11, 16),
        date(2026, 11, 20),
    ]


def test_fieldwork_starts_ten_working_days_after_the_call() -> None:
    days = working_days(MONDAY)
    between = [MONDAY + timedelta(days=n) for n in range((days[11] - MONDAY).days)]
    assert sum(is_working_day(day) for day in between) == 10


def test_a_bank_holiday_in_the_week_moves_friday_to_the_next_monday() -> None:
    assert working_day(date(2026, 8, 28), 2) == date(2026, 9, 1)  # Friday, then the summer bank holiday
    assert working_day(date(2026, 3, 30), 5) == date(2026, 4, 7)  # Monday before Easter: day 5 is Tuesday


def test_a_day_that_the_library_names_as_closed_is_not_counted() -> None:
    assert working_day(MONDAY, 5, closed=[date(2026, 11, 4)]) == date(2026, 11, 9)


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 12, 25), date(2026, 8, 31)])
def test_a_call_on_a_day_off_is_refused_with_a_remedy(day: date) -> None:
    with pytest.raises(UsageError, match="not a working day") as caught:
        working_day(day, 2)
    assert "usually a Monday" in caught.value.remedy


def test_days_are_counted_from_one() -> None:
    with pytest.raises(UsageError, match="Day 0"):
        working_day(MONDAY, 0)


@given(DAYS, st.integers(1, 15), st.sets(DAYS, max_size=5))
def test_every_working_day_is_one_and_they_follow_each_other(day: date, number: int, closed: set[date]) -> None:
    if not is_working_day(day, closed):
        return
    found = working_day(day, number, closed)
    assert is_working_day(found, closed)
    between = [day + timedelta(days=n) for n in range((found - day).days + 1)]
    assert sum(is_working_day(one, closed) for one in between) == number


def test_a_deadline_is_local_time_in_summer_and_winter() -> None:
    noon = Moment(day=2, time=time(12))
    assert moment_at(noon, MONDAY).isoformat() == "2026-11-03T12:00:00+00:00"
    assert moment_at(noon, date(2026, 6, 1)).isoformat() == "2026-06-02T12:00:00+01:00"


@pytest.mark.parametrize(
    ("value", "words"), [(time(12), "noon"), (time(9), "9am"), (time(17, 30), "5.30pm"), (time(0), "12am")]
)
def test_times_are_said_as_people_say_them(value: time, words: str) -> None:
    assert clock(value) == words


def test_all_deadlines_of_the_framework_stand_once_in_order(framework: Framework) -> None:
    events = deadlines(framework)
    assert [(event.day, event.at) for event in events] == [
        (1, time(17)),
        (2, time(9)),
        (2, time(12)),
        (2, time(12)),
        (2, time(12)),
        (4, time(17)),
        (5, time(12)),
        (5, time(17)),
        (5, time(17)),
    ]
    assert [event.kind for event in events].count("deadline") == 2
    assert len({event.id for event in events}) == len(events)


def test_the_health_template_joins_the_deadlines_of_its_requirement(framework: Framework) -> None:
    requirement = framework.requirement("5.1")
    assert requirement is not None
    steps = [(d.step, d.due.day, d.due.time) for d in internal_deadlines(framework, requirement)]
    assert steps == [
        ("health-template", 2, time(9)),
        ("evidence-lead", 4, time(17)),
        ("accountable-lead", 5, time(12)),
        ("director", 5, time(17)),
    ]


def unfolded(ics: str) -> list[str]:
    return re.sub(r"\r\n[ \t]", "", ics).split("\r\n")


EVENTS = (
    CalendarEvent(id="submit", title="Child-level data, lists; \\ all", day=2, at=time(12), kind="deadline"),
    CalendarEvent(id="kit", title="Keep in touch", day=1, until=3, at=time(17, 30), kind="meeting", text="Ä" * 80),
    CalendarEvent(id="tracking", title="Tracking", day=6, until=10, part="All week", kind="meeting"),
)


def test_a_calendar_file_is_well_formed() -> None:
    ics = to_ics(EVENTS, MONDAY, name="Inspection, Westmere")
    assert ics.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") and ics.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in ics.split("\r\n"))
    assert "\n" not in ics.replace("\r\n", "")
    lines = unfolded(ics)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1 + 3 + 1
    identities = [line for line in lines if line.startswith("UID:")]
    assert len(set(identities)) == len(identities) == 5
    assert "X-WR-CALNAME:Inspection\\, Westmere" in lines
    assert "SUMMARY:Deadline: Child-level data\\, lists\\; \\\\ all (day 2)" in lines
    assert f"DESCRIPTION:{'Ä' * 80}" in lines


def test_a_deadline_ends_at_its_hour_and_a_span_covers_its_days() -> None:
    lines = unfolded(to_ics(EVENTS, MONDAY, name="x"))
    assert "DTEND;TZID=Europe/London:20261103T120000" in lines
    assert "DTSTART;VALUE=DATE:20261109" in lines and "DTEND;VALUE=DATE:20261114" in lines
    starts = [line for line in lines if line.startswith("DTSTART;TZID")]
    assert [datetime.strptime(line.split(":")[1], "%Y%m%dT%H%M%S").day for line in starts] == [3, 2, 3, 4]


def test_the_same_records_give_the_same_bytes() -> None:
    assert to_ics(EVENTS, MONDAY, name="x") == to_ics(EVENTS, MONDAY, name="x")


@pytest.mark.parametrize("call", [date(2026, 11, 2), date(2027, 3, 22), date(2026, 10, 22)])
def test_another_reader_sees_the_same_moments_whatever_zone_it_is_in(call: date) -> None:
    events = read_by_icalendar(to_ics(EVENTS, call, name="Inspection"))
    submit, *meetings, tracking = events.values()
    assert submit.end == datetime.combine(working_day(call, 2), time(12), ZONE)
    assert submit.end - submit.start == timedelta(minutes=30)
    assert [meeting.start for meeting in meetings] == [
        datetime.combine(working_day(call, day), time(17, 30), ZONE) for day in (1, 2, 3)
    ]
    assert (tracking.start, tracking.end) == (working_day(call, 6), working_day(call, 10) + timedelta(days=1))
    assert str(submit["summary"]) == "Deadline: Child-level data, lists; \\ all (day 2)"


def test_a_file_imported_twice_doubles_nothing() -> None:
    once, again = (read_by_icalendar(to_ics(EVENTS, MONDAY, name="Inspection")) for _ in range(2))
    assert once.keys() == again.keys() and len(once) == 5
    assert once.keys().isdisjoint(read_by_icalendar(to_ics(EVENTS, date(2027, 3, 22), name="Inspection")))


def read_by_icalendar(ics: str) -> dict[str, icalendar.Event]:
    """Events by their identity, as a program that imports the file keeps them."""
    events = icalendar.Calendar.from_ical(ics).events
    found = {str(event["uid"]): event for event in events}
    assert len(found) == len(events)
    return found


def test_text_cannot_break_out_of_its_line() -> None:
    event = CalendarEvent(id="x", title="a\r\nBEGIN:VEVENT", day=1, kind="work", text="b\nEND:VCALENDAR")
    lines = unfolded(to_ics([event], MONDAY, name="x"))
    assert lines.count("BEGIN:VEVENT") == 1 and lines.count("END:VCALENDAR") == 1
