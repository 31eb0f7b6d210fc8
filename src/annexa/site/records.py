"""What people write for the site: local facts, roles, tasks, timeline, menu and the front matter of pages."""

from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from annexa.inspection.calendar import CalendarEvent, EventKind
from annexa.model.framework import Identifier, Record

PagePath = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9./-]*\.md$")]
"""A page, relative to guidance/pages, such as "evidence/index.md"."""


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
