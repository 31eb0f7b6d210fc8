"""What is wrong between the meetings of a timetable: too little time, too many at once, nobody who debriefs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from annexa.model.meetings import Meeting, Meetings
from annexa.model.words import day_in_words, listed
from annexa.model.working_days import LAST_DAY

OURS: Final = frozenset({"internal", "keep-in-touch"})
"""Kinds that inspectors do not put on the timetable of interviews and visits."""
ON_SITE: Final = frozenset({"opening", "visit", "feedback"})
"""Kinds that take place while inspectors are in the area."""
FIRST_MEETING: Final = 6
"""The working day on which meetings by video begin: Monday of week two."""
FIRST_ON_SITE: Final = 11
"""The working day on which inspectors come: Monday of week three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Something that cannot be as it stands, or that nobody has thought of yet."""

    message: str
    remedy: str
    field: str
    """Of the later meeting, by its dotted path, such as "meetings.3.start"."""
    day: date


def clashes_of(plan: Meetings, days: Mapping[int, date], names: Mapping[str, str]) -> Iterator[Clash]:
    """Every clash of a timetable. `days`: the date of each working day, empty while the call is not known.

    `names`: titles of roles by id.
    """
    numbered = [(index, each) for index, each in enumerate(plan.meetings) if each.start < each.end]
    ordered = sorted(numbered, key=lambda entry: (entry[1].begins(), entry[0]))
    minutes = {frozenset(travel.between): travel.minutes for travel in plan.travel}
    for (_, first), (index, second) in combinations(ordered, 2):
        if second.on != first.on:
            continue
        yield from _twice(first, second, index, names)
        yield from _way(first, second, index, names, minutes)
    for index, meeting in ordered:
        yield from _undebriefed(meeting, index)
        yield from _in_the_hour(plan, meeting, index)
        yield from _outside(meeting, index, days)


def _twice(first: Meeting, second: Meeting, index: int, names: Mapping[str, str]) -> Iterator[Clash]:
    both = sorted(set(first.attend) & set(second.attend))
    if both and first.overlaps(second):
        who = listed([names.get(role, role) for role in both])
        yield Clash(
            message=f"{who} cannot be in two meetings at once: “{first.title}” until {first.end:%H:%M}, and "
            f"“{second.title}” from {second.start:%H:%M} on {day_in_words(second.on)}",
            remedy="Move one of the two, or name a deputy for it below ‘attend’.",
            field=f"meetings.{index}.start",
            day=second.on,
        )


def _way(
    first: Meeting, second: Meeting, index: int, names: Mapping[str, str], minutes: Mapping[frozenset[str], int]
) -> Iterator[Clash]:
    """Too little time between two places, where it is known how long the way takes."""
    both = sorted(set(first.attend) & set(second.attend))
    needed = minutes.get(frozenset((first.place, second.place)))
    apart = second.begins() - first.ends()
    if not both or needed is None or "yes" in (first.online, second.online) or apart < timedelta():
        return
    if apart < timedelta(minutes=needed):
        who = listed([names.get(role, role) for role in both])
        left = int(apart.total_seconds() // 60)
        yield Clash(
            message=f"{who} needs {needed} min from {first.place} to {second.place}, and has {left} min before "
            f"“{second.title}” on {day_in_words(second.on)}",
            remedy="Leave more time, make one of the two a meeting by video (‘online: yes’), or name a deputy.",
            field=f"meetings.{index}.start",
            day=second.on,
        )


def _undebriefed(meeting: Meeting, index: int) -> Iterator[Clash]:
    if meeting.is_debriefed and meeting.debrief is None:
        yield Clash(
            message=f"Nobody is named to debrief after “{meeting.title}” on {day_in_words(meeting.on)}",
            remedy="Add ‘debrief:’ with the role that talks afterwards to those who met inspectors.",
            field=f"meetings.{index}",
            day=meeting.on,
        )


def _in_the_hour(plan: Meetings, meeting: Meeting, index: int) -> Iterator[Clash]:
    hour = plan.keep_in_touch
    if meeting.kind != "internal" and meeting.start < hour.end and hour.start < meeting.end:
        yield Clash(
            message=f"“{meeting.title}” on {day_in_words(meeting.on)} takes the hour of the daily keep-in-touch "
            f"meeting, {hour.start:%H:%M} to {hour.end:%H:%M}",
            remedy="Move it, or change ‘keep_in_touch’ where the meeting of the evening is at another hour.",
            field=f"meetings.{index}.start",
            day=meeting.on,
        )


def _outside(meeting: Meeting, index: int, days: Mapping[int, date]) -> Iterator[Clash]:
    """A meeting on a day on which inspectors have none."""
    if not days or meeting.kind in OURS:
        return
    first = FIRST_ON_SITE if meeting.kind in ON_SITE else FIRST_MEETING
    if meeting.on in {days[number] for number in range(first, LAST_DAY + 1)}:
        return
    span = f"{day_in_words(days[first])} to {day_in_words(days[LAST_DAY])}"
    yield Clash(
        message=f"“{meeting.title}” is on {meeting.on:%A} {day_in_words(meeting.on)}, and not on a working day from "
        f"{span}",
        remedy=f"Meetings of this kind are on days {first} to {LAST_DAY} of the inspection: correct ‘on’.",
        field=f"meetings.{index}.on",
        day=meeting.on,
    )
