"""The timetable of the fieldwork: meetings and visits, who is there and who debriefs, and what is to be arranged."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Annotated, Final, Literal

from pydantic import Field

from annexa.model.framework import Day, Identifier, Record

FILE: Final = "evidence/timetable.yaml"

Words = Annotated[str, Field(min_length=1, max_length=400)]
MeetingKind = Literal[
    "opening", "interview", "group", "tracking", "visit", "keep-in-touch", "internal", "feedback", "other"
]
"""opening, interview, tracking, visit: inspectors meet staff. group: they meet children, parents or a group of staff.
keep-in-touch: the meeting that inspectors lead. internal: the partnership's own, such as the one of the evening."""
DEBRIEFED: Final = frozenset({"opening", "interview", "tracking", "visit"})
"""Kinds after which somebody talks to those who met inspectors; a group too, where a role of staff attends."""


class Hours(Record):
    """A stretch of the day, local time."""

    start: time
    """In quotes, such as "17:30"."""
    end: time


class Meeting(Record):
    """A meeting or a visit. Roles and groups, never names of persons, and of children not even pseudonyms."""

    id: Identifier
    """What debriefing forms call it, such as leaders-education."""
    title: Words
    kind: MeetingKind
    on: Day
    start: time
    """Local time, in quotes, such as "09:30"."""
    end: time
    place: Annotated[str, Field(max_length=200)] = ""
    online: Literal["yes", "no"] = "no"
    """Whether those who attend need not travel."""
    inspectors: tuple[Words, ...] = ()
    """By role, such as "Lead inspector"."""
    attend: tuple[Identifier, ...] = ()
    """Roles in people.yaml."""
    others: tuple[Words, ...] = ()
    """Who else attends, as groups: "Parent carer forum", "SENCOs of three schools"."""
    debrief: Identifier | None = None
    """The role in people.yaml that talks afterwards to those who met inspectors."""
    note: Annotated[str, Field(max_length=1000)] = ""

    @property
    def is_debriefed(self) -> bool:
        """Whether somebody is to talk afterwards to those who met inspectors."""
        return self.kind in DEBRIEFED or self.debrief is not None or (self.kind == "group" and bool(self.attend))

    @property
    def roles(self) -> frozenset[str]:
        """Every role that it concerns: who attends, and who debriefs."""
        return frozenset(self.attend) | ({self.debrief} if self.debrief else set())

    def begins(self) -> datetime:
        """When it begins, local time, without a zone."""
        return datetime.combine(self.on, self.start)

    def ends(self) -> datetime:
        """When it ends, local time, without a zone."""
        return datetime.combine(self.on, self.end)

    def overlaps(self, other: "Meeting") -> bool:
        """Whether both are on at one time; one that begins as the other ends does not overlap it."""
        return self.on == other.on and self.start < other.end and other.start < self.end


class DonePoint(Record):
    """That a point of a check-list was seen to."""

    by: Identifier
    """A role in people.yaml."""
    on: Day


class Point(Record):
    """Something to be arranged."""

    id: Identifier
    what: Words
    by: Identifier | None = None
    """The role in people.yaml that arranges it."""
    due: Day | None = None
    done: DonePoint | None = None
    """Written by ‘annexa timetable done’."""


class PointList(Record):
    """A check-list, such as that of logistics."""

    title: Words
    points: tuple[Point, ...]


class Travel(Record):
    """How long the way between two places takes, whichever way one goes."""

    between: Annotated[tuple[Words, ...], Field(min_length=2, max_length=2)]
    """Two places as meetings write them."""
    minutes: Annotated[int, Field(ge=1, le=600)]


class Meetings(Record):
    """`evidence/timetable.yaml`."""

    keep_in_touch: Hours = Hours(start=time(17, 30), end=time(18, 30))
    """The hour of the daily internal keep-in-touch meeting, which no wider meeting takes."""
    meetings: tuple[Meeting, ...] = ()
    travel: tuple[Travel, ...] = ()
    checklists: dict[Identifier, PointList] = {}

    def on(self, day: date) -> tuple[Meeting, ...]:
        """The meetings of a day, by the hour."""
        return tuple(
            sorted((each for each in self.meetings if each.on == day), key=lambda each: (each.start, each.end))
        )

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which something is on."""
        return tuple(sorted({each.on for each in self.meetings}))

    @property
    def open_points(self) -> Iterator[tuple[str, PointList, Point]]:
        """Points that nobody has seen to, with the id and the list that each stands in."""
        for id, each in self.checklists.items():
            yield from ((id, each, point) for point in each.points if point.done is None)


class Timetabled(Record):
    """The timetable as loaded."""

    plan: Meetings
    lines: dict[str, tuple[int, int]] = {}
    """Line and column of each field, by its dotted path, such as "meetings.0.start"."""
