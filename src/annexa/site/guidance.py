"""The hand-written part of the site: pages with their front matter, local facts, roles, tasks, timeline and menu."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import Field, model_validator

from annexa.inspection.calendar import CalendarEvent, EventKind
from annexa.load import shipped
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.errors import UsageError
from annexa.model.framework import Identifier, Record

R = TypeVar("R", bound=Record)

PagePath = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9./-]*\.md$")]
"""A page, relative to guidance/pages, such as "evidence/index.md"."""

LOCAL: Final = "guidance/local.yaml"
"""The facts of the local area, which every library has of its own."""
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n+", re.DOTALL)


class Mailbox(Record):
    """One shared mailbox of the inspection."""

    address: Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+$")]
    uses: Annotated[str, Field(alias="for")]
    """What to send to it."""
    sends: str
    """What is sent from it."""


class Told(Record):
    """A group that is told of the call by e-mail; written as its words alone where nothing else is known."""

    group: Annotated[str, Field(min_length=1)]
    """Such as "All staff of Children's Services"."""
    to: tuple[Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+$")], ...] = ()
    """Addresses of lists, never of persons."""
    template: Identifier = "notify"
    """What it is told: a template of e-mails, by its name."""

    @model_validator(mode="before")
    @classmethod
    def _words(cls, value: Any) -> Any:
        return {"group": value} if isinstance(value, str) else value

    def __str__(self) -> str:
        """The group, as pages name it."""
        return self.group


class Local(Record):
    """`local.yaml`: every name of the area that the pages mention."""

    area: str = ""
    """Empty: that of the library."""
    partnership: str = ""
    """Empty: that of the library."""
    names: dict[str, str]
    venues: dict[str, str]
    mailboxes: dict[Identifier, Mailbox]
    roles: dict[str, str]
    """Titles of role holders, never names of persons."""
    leads: dict[Identifier, str]
    """Who leads a group of evidence where the library names nobody."""
    told: tuple[Told, ...]
    """Who is told of the call by e-mail."""
    core_group: Told | None = None
    """Who meets at once on the day of the call."""
    closed_days: tuple[date, ...] = ()


class GuidanceRole(Record):
    """A role that has a page of its own."""

    id: Identifier
    title: str
    short: str
    do: str
    """What to do first."""
    by: str
    """By when."""
    holders: Annotated[tuple[str, ...], Field(min_length=1)]


Phase = Literal["before", "day-1", "week-1", "week-2", "week-3", "throughout"]


class Task(Record):
    """Something to do, and the roles that do it."""

    phase: Phase
    when: str
    roles: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    page: PagePath
    text: str


class Roles(Record):
    """`roles.yaml`."""

    roles: tuple[GuidanceRole, ...]
    tasks: tuple[Task, ...]


class Event(Record):
    """One entry of `timeline.yaml`."""

    id: Identifier
    day: Annotated[int, Field(ge=1, le=60)]
    until: Annotated[int, Field(ge=0, le=60)] = 0
    at: time | None = None
    part: str = ""
    kind: EventKind
    title: str
    page: PagePath
    who: tuple[Identifier, ...] = ()
    text: str = ""

    def on_calendar(self) -> CalendarEvent:
        """The same as the calendar knows it."""
        return CalendarEvent(**self.model_dump())


class Timeline(Record):
    """`timeline.yaml`."""

    events: Annotated[tuple[Event, ...], Field(min_length=1)]


class Section(Record):
    """A heading of the menu, or one page at the top of it."""

    section: str = ""
    page: str = ""
    pages: tuple[str, ...] = ()
    """Pages in order; a name with @ stands for generated ones."""


class Nav(Record):
    """`nav.yaml`."""

    menu: tuple[Section, ...]


class Advice(Record):
    """How to meet one point of the checklist."""

    title: str
    how: str


class Points(Record):
    """`points.yaml`: advice by the id of the point."""

    points: dict[Identifier, Advice]


class Search(Record):
    """`search.yaml`: what staff type, and what the pages say."""

    ignore: str
    """Words that say nothing about what is looked for, with spaces between them."""
    same: tuple[Annotated[tuple[str, ...], Field(min_length=2)], ...]
    """One thing a row, under all its names; each name finds what the others find."""
    instead: dict[str, str]
    """What is typed, and the words that are looked for instead."""


class PageMeta(Record):
    """The front matter of a hand-written page."""

    title: str
    description: str
    owner: str
    reviewed: date
    next_review: date
    do: str = ""
    """What to do first."""
    by: str = ""
    """By when."""
    ask: Identifier | None = None
    """The mailbox to ask."""
    related: tuple[PagePath, ...] = ()
    about: tuple[Identifier, ...] = ()
    """Requirements that this page explains."""
    hide: tuple[Literal["navigation", "toc"], ...] = ()
    layout: Literal["page", "start"] = "page"
    search_boost: Annotated[float, Field(gt=0, le=10)] = 1.6
    """How much a hit counts; pages that say what to do come before requirements (1.2) and rules (0.6)."""


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
