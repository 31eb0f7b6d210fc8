"""The timetable of the fieldwork, read from its file. Its faults are warnings: nothing of it is handed in.

Whether two meetings clash is for a rule to say; here stands what a meeting cannot be in itself.
"""

from collections.abc import Iterator
from dataclasses import replace

from annexa.load.nodes import Fault, FieldPath, Node, place_of, places
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.library import People
from annexa.model.meetings import Meetings, Timetabled
from annexa.model.near import guess, nearest


def read(data: bytes, people: People | None) -> tuple[Timetabled | None, tuple[Fault, ...]]:
    """The timetable, and every fault in it; None where one keeps it from being understood."""
    tree, faults = parse(data)
    if tree is None and faults:
        return None, _light(faults)
    plan, more = build(Meetings, tree)
    faults += more
    if plan is None or tree is None or faults:
        return None, _light(faults)
    found = (*_meetings(tree, plan), *_points(tree, plan), *_travel(tree, plan), *_strangers(tree, plan, people))
    return Timetabled(plan=plan, lines=places(tree)), _light(found)


def _light(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    return tuple(replace(fault, is_light=True) for fault in faults)


def _meetings(tree: Node, plan: Meetings) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, meeting in enumerate(plan.meetings):
        if meeting.end <= meeting.start:
            message = f"“{meeting.title}” ends at {meeting.end:%H:%M} and begins at {meeting.start:%H:%M}"
            yield _fault(tree, ("meetings", index, "end"), message, "Write the later time as ‘end’.")
        if meeting.id in seen:
            message = f"Two meetings are called ‘{meeting.id}’"
            yield _fault(tree, ("meetings", index, "id"), message, "Give each an id of its own: forms name it.")
        seen.add(meeting.id)
    if plan.keep_in_touch.end <= plan.keep_in_touch.start:
        message = "The hour of the keep-in-touch meeting ends before it begins"
        yield _fault(tree, ("keep_in_touch", "end"), message, "Write the later time as ‘end’.")


def _points(tree: Node, plan: Meetings) -> Iterator[Fault]:
    for name, points in plan.checklists.items():
        seen: set[str] = set()
        for index, point in enumerate(points.points):
            if point.id in seen:
                path = ("checklists", name, "points", index, "id")
                yield _fault(tree, path, f"Two points are called ‘{point.id}’", "Give each an id of its own.")
            seen.add(point.id)


def _travel(tree: Node, plan: Meetings) -> Iterator[Fault]:
    """Places that no meeting is at: then the way between them would never be counted."""
    known = [meeting.place for meeting in plan.meetings if meeting.place]
    for index, travel in enumerate(plan.travel):
        for number, place in enumerate(travel.between):
            if place not in known:
                near = nearest(place, known)
                remedy = f"Write ‘{near}’, as the meeting does." if near else "Write it as a meeting’s ‘place’ does."
                yield _fault(tree, ("travel", index, "between", number), f"No meeting is at ‘{place}’", remedy)


def _strangers(tree: Node, plan: Meetings, people: People | None) -> Iterator[Fault]:
    """Roles that people.yaml does not hold."""
    roles = list(people.roles) if people is not None and people.roles else []
    for path, role in _roles(plan) if roles else ():
        if role not in roles:
            near = nearest(role, roles)
            remedy = f"Use one of: {', '.join(roles[:40])}; or write who it is below ‘others’."
            yield _fault(tree, path, f"people.yaml has no role ‘{role}’{guess(near)}", remedy)


def _roles(plan: Meetings) -> Iterator[tuple[FieldPath, str]]:
    for index, meeting in enumerate(plan.meetings):
        yield from ((("meetings", index, "attend", number), role) for number, role in enumerate(meeting.attend))
        if meeting.debrief:
            yield ("meetings", index, "debrief"), meeting.debrief
    for name, points in plan.checklists.items():
        for index, point in enumerate(points.points):
            base = ("checklists", name, "points", index)
            if point.by:
                yield (*base, "by"), point.by
            if point.done:
                yield (*base, "done", "by"), point.done.by


def _fault(tree: Node, path: FieldPath, message: str, remedy: str) -> Fault:
    line, column = place_of(tree, path)
    field = ".".join(map(str, path))
    return Fault(rule="metadata-value", message=message, remedy=remedy, line=line, column=column, field=field)
