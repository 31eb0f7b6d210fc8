"""Who is told of the call, and what they are told: one draft for each group of the guidance."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address

from annexa.inspection.calendar import ZONE, CalendarEvent, clock, long_date
from annexa.inspection.notification import Call
from annexa.inspection.timetable import DEADLINES, Timetable
from annexa.mail.letter import Letter
from annexa.mail.render import Templates
from annexa.model.working_days import LAST_DAY, working_day

ARRIVAL = 11
"""The working day on which inspectors arrive: ten working days after the call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People who are told together."""

    words: str
    """Such as "All staff of Children's Services"."""
    to: tuple[Address, ...]
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What the templates may say of the local area."""

    area: str
    partnership: str
    names: Mapping[str, str]
    venues: Mapping[str, str]
    mailboxes: Mapping[str, str]
    """Addresses of the shared mailboxes by their use, such as "comms"."""


def letters(
    groups: Iterable[Group],
    shown: Timetable,
    call: Call,
    area: Area,
    templates: Templates,
    *,
    sender: Address | None,
    reply_to: Address | None,
    at: datetime,
) -> tuple[Letter, ...]:
    """A draft for each group, in their order. Raises UsageError where a template is faulty."""
    values = {
        "area": area.area,
        "partnership": area.partnership,
        "names": _Known(area.names),
        "venues": _Known(area.venues),
        "mailboxes": _Known(area.mailboxes),
        "call": {"day": long_date(call.day), "time": clock(call.at) if call.at else ""},
        "arrival": long_date(working_day(call.day, ARRIVAL, shown.closed)),
        "feedback": long_date(working_day(call.day, LAST_DAY, shown.closed)),
        "deadlines": [_event(event, shown) for event in shown.events if event.kind in DEADLINES],
        "today": [_event(event, shown) for event in shown.on(1)],
    }
    return tuple(
        _letter(number, group, templates, values, sender=sender, reply_to=reply_to, at=at)
        for number, group in enumerate(groups, start=1)
    )


class _Known(dict[str, str]):
    """Names by key; one that the area does not give is empty, so that a template can ask for it."""

    def __missing__(self, key: str) -> str:
        return ""


def _event(event: CalendarEvent, shown: Timetable) -> dict[str, str]:
    day = long_date(shown.dates[event.day])
    hour = clock(event.at) if event.at else event.part.lower()
    return {"id": event.id, "title": event.title, "when": f"{day}, {hour}" if hour else day}


def _letter(
    number: int,
    group: Group,
    templates: Templates,
    values: Mapping[str, object],
    *,
    sender: Address | None,
    reply_to: Address | None,
    at: datetime,
) -> Letter:
    subject, body = templates.fill(group.template, {**values, "group": group.words})
    return Letter(
        id=f"{number}-{'-'.join(_slug(group.words))}",
        about=group.words,
        sender=sender,
        to=group.to,
        reply_to=reply_to,
        subject=subject,
        body=body,
        at=at.astimezone(ZONE),
    )


def _slug(words: str) -> Iterator[str]:
    """The first words, for a file's name."""
    yield from [word for word in re.findall(r"[a-z0-9]+", words.lower()) if word not in {"the", "of", "and", "to"}][:5]
