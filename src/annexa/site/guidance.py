"""The hand-written part of the site: pages with their front matter, local facts, roles, tasks, timeline and menu."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from annexa.inspection.calendar import CalendarEvent
from annexa.load import shipped
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.errors import UsageError
from annexa.model.framework import Record
from annexa.site.records import (
    Advice,
    GuidanceRole,
    Local,
    Nav,
    PageMeta,
    Points,
    Roles,
    Search,
    Section,
    Task,
    Timeline,
)

R = TypeVar("R", bound=Record)


LOCAL: Final = "guidance/local.yaml"
"""The facts of the local area, which every library has of its own."""
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n+", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandWritten:
    """A page as its author wrote it."""

    path: str
    """Relative to the pages, such as "evidence/index.md"."""
    meta: PageMeta
    body: str
    """Markdown with placeholders, without the front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """All of the guidance folder."""

    local: Local
    roles: tuple[GuidanceRole, ...]
    tasks: tuple[Task, ...]
    events: tuple[CalendarEvent, ...]
    menu: tuple[Section, ...]
    points: dict[str, Advice]
    search: Search
    pages: tuple[HandWritten, ...]
    left_out: frozenset[str] = frozenset()
    """Pages about requirements that the framework does not have."""

    def about(self, requirements: Collection[str]) -> "Guidance":
        """The same for a framework with these requirements: pages that explain others alone are left out, and with them
        what points to them in the menu, the tasks and the timeline."""
        gone = {page.path for page in self.pages if page.meta.about and not set(page.meta.about) & set(requirements)}
        menu = (part.model_copy(update={"pages": tuple(p for p in part.pages if p not in gone)}) for part in self.menu)
        return replace(
            self,
            pages=tuple(page for page in self.pages if page.path not in gone),
            tasks=tuple(task for task in self.tasks if task.page not in gone),
            events=tuple(event for event in self.events if event.page not in gone),
            menu=tuple(menu),
            left_out=frozenset(gone),
        )


def read_guidance(root: Path, local: Path | None = None, *, guided: bool = True) -> Guidance:
    """Reads and checks the guidance of a library: annexa's own, with the library's files in place of those of the same
    name; `local` stands in for its local.yaml. `guided`: whether annexa's own events are about this kind of visit.

    Raises UsageError with file, line and remedy at the first fault: guidance is part of the product, not evidence.
    """
    roles = _record(Roles, shipped.found(root, "guidance/roles.yaml"))
    timeline = shipped.found(root, "guidance/timeline.yaml")
    told = _record(Timeline, timeline).events if guided or timeline.is_relative_to(root) else ()
    events = tuple(event.on_calendar() for event in told)
    pages = shipped.listed(root, "guidance/pages", "**/*.md")
    guidance = Guidance(
        local=read_local(local or root / LOCAL),
        roles=roles.roles,
        tasks=roles.tasks,
        events=tuple(sorted(events, key=_order)),
        menu=_record(Nav, shipped.found(root, "guidance/nav.yaml")).menu,
        points=_record(Points, shipped.found(root, "guidance/points.yaml")).points,
        search=_record(Search, shipped.found(root, "guidance/search.yaml")),
        pages=tuple(_page(name, path) for name, path in pages.items()),
    )
    _refuse_unknown_roles(guidance)
    return guidance


def read_local(path: Path) -> Local:
    """The facts of the local area. Raises UsageError as `read_guidance` does."""
    return _record(Local, path)


def _order(event: CalendarEvent) -> tuple[int, float, str]:
    """By day and hour; what has only a part of the day comes where that part begins."""
    parts = {"Morning": 9.5, "After the call": 10, "Afternoon": 14, "During the day": 13, "Noon to 5pm": 13}
    hour = event.at.hour + event.at.minute / 60 if event.at else parts.get(event.part, 0)
    return event.day, hour, event.id


def _refuse_unknown_roles(guidance: Guidance) -> None:
    known = {role.id for role in guidance.roles}
    used = {role for task in guidance.tasks for role in task.roles} | {
        role for event in guidance.events for role in event.who
    }
    if unknown := sorted(used - known):
        raise UsageError(
            f"guidance/roles.yaml or guidance/timeline.yaml names a role that is not listed: {unknown[0]}",
            remedy=f"Use one of: {', '.join(sorted(known))}.",
        )


def _page(name: str, path: Path) -> HandWritten:
    text = _read(path).decode("utf-8").replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    if front is None:
        raise UsageError(
            f"{path} does not begin with front matter",
            remedy="Begin with a line ---, then title, description, owner, reviewed and next_review, then --- again.",
        )
    meta = _checked(PageMeta, front[1].encode(), path, first_line=2)
    return HandWritten(path=name, meta=meta, body=text[front.end() :])


def _record(model: type[R], path: Path) -> R:
    return _checked(model, _read(path), path, first_line=1)


def _checked(model: type[R], data: bytes, path: Path, *, first_line: int) -> R:
    tree, faults = parse(data)
    record: Any = None
    if not faults:
        record, faults = build(model, tree)
    if faults or record is None:
        fault = faults[0]
        raise UsageError(f"{path}, line {fault.line + first_line - 1}: {fault.message}", remedy=fault.remedy)
    checked: R = record
    return checked


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror or error}",
            remedy="Restore it from the library's history; ‘annexa init’ writes the first guidance/local.yaml.",
        ) from None
