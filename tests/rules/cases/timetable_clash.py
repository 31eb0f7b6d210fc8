from dataclasses import replace
from datetime import date
from typing import Any

from samples import LibrarySubject, library

from annexa.model.library import People
from annexa.model.meetings import Meetings, Timetabled

ROLES = {"roles": {"lano": {"title": "LANO"}, "head": {"title": "Head of Education"}}}


def meeting(id: str = "one", **more: Any) -> dict[str, Any]:
    usual = {"title": f"Meeting {id}", "kind": "interview", "on": "2026-11-17", "start": "09:00", "end": "10:00"}
    return {"id": id, **usual, "attend": ["lano"], "debrief": "head"} | more


def timetable(*meetings: dict[str, Any], closed: tuple[str, ...] = (), **more: Any) -> LibrarySubject:
    """A library whose call came on 2 November 2026, so that inspectors are there from 16 to 20 November."""
    subject = library()
    plan = Meetings.model_validate({"meetings": meetings, **more})
    lines = {f"meetings.{index}": (10 * index + 4, 5) for index in range(len(meetings))}
    known = subject.around.library.model_copy(
        update={"timetable": Timetabled(plan=plan, lines=lines), "people": People.model_validate(ROLES)}
    )
    days = frozenset(map(date.fromisoformat, closed))
    return replace(subject, around=replace(subject.around, library=known, closed=days))


SCHOOL = {"id": "two", "place": "Oak School", "start": "10:20", "end": "11:00"}
WAY = [{"between": ["County Hall", "Oak School"], "minutes": 30}]

PASSES = {
    "no timetable": library(),
    "one after the other": timetable(meeting(), meeting("two", start="10:00", end="11:00")),
    "other roles at one time": timetable(meeting(), meeting("two", attend=["head"])),
    "another day": timetable(meeting(), meeting("two", on="2026-11-18")),
    "time enough for the way": timetable(
        meeting(place="County Hall"), meeting(**SCHOOL | {"start": "10:30"}), travel=WAY
    ),
    "a way that nobody knows": timetable(meeting(place="County Hall"), meeting(**SCHOOL)),
    "by video": timetable(meeting(place="County Hall"), meeting(**SCHOOL, online="yes"), travel=WAY),
    "the internal meeting itself": timetable(meeting(kind="internal", start="17:30", end="18:30", debrief=None)),
    "children alone": timetable(meeting(kind="group", attend=[], debrief=None, others=["Young people of Oak School"])),
    "by video in week two": timetable(meeting(on="2026-11-09")),
    "later because of a closed day": timetable(meeting(on="2026-11-23"), closed=("2026-11-19",)),
    "the debriefer debriefs twice": timetable(meeting(), meeting("two", attend=[])),
}
FAILS = {
    "twice at a time": (timetable(meeting(), meeting("two", start="09:59", end="11:00")), "cannot be in two meetings"),
    "one within the other": (
        timetable(meeting(end="12:00"), meeting("two", start="10:00", end="11:00")),
        "LANO cannot be in two",
    ),
    "the same hour": (timetable(meeting(), meeting("two")), "“Meeting two” from 09:00"),
    "a way that is too long": (
        timetable(meeting(place="Oak School"), meeting(**SCHOOL | {"place": "County Hall"}), travel=WAY),
        "needs 30 min from Oak School to County Hall, and has 20 min",
    ),
    "nobody debriefs": (timetable(meeting(debrief=None)), "Nobody is named to debrief"),
    "nobody debriefs a group of staff": (timetable(meeting(kind="group", debrief=None)), "Nobody is named to debrief"),
    "in the hour of the evening": (timetable(meeting(start="17:00", end="17:45")), "takes the hour of the daily"),
    "in another hour of the evening": (
        timetable(meeting(start="16:00", end="17:00"), keep_in_touch={"start": "16:30", "end": "17:30"}),
        "16:30 to 17:30",
    ),
    "a weekend": (timetable(meeting(on="2026-11-14")), "Saturday 14 November 2026"),
    "week one": (timetable(meeting(on="2026-11-05")), "not on a working day from 9 November 2026 to 20 November 2026"),
    "a visit in week two": (timetable(meeting(kind="visit", on="2026-11-10")), "from 16 November 2026"),
    "after the inspection": (timetable(meeting(on="2026-11-23")), "Monday 23 November 2026"),
    "a closed day": (timetable(meeting(on="2026-11-19"), closed=("2026-11-19",)), "Thursday 19 November 2026"),
}
