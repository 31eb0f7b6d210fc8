"""Who has to be reminded of what: the status of a library, turned round to be read by each role."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from annexa.inspection.requests import RequestRow
from annexa.inspection.rows import SAID, Named, PartRow, Row, Turn
from annexa.inspection.status import NOBODY, Status
from annexa.inspection.turns import WHOLE
from annexa.model.findings import Level
from annexa.model.library import DocumentMeta, Library
from annexa.rules import RULES
from annexa.rules.page import page_of
from annexa.rules.support.ages import last_day, still_holds

_TOLD: Final = SAID | {"sign-off-stale"}
"""Rules whose findings the rest of a reminder tells already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """How often a rule finds something in an item, without what it found."""

    title: str
    """Of the rule, such as "A submitted document still holds comments"."""
    level: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ageing:
    """A document that is new enough now, and too old on the day of its deadline."""

    heading: str
    """Number and title of its requirement."""
    title: str
    last_day: date
    """The last day on which it is new enough."""
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """A requirement for which it is a role's turn."""

    row: Row
    turn: Turn
    missing: tuple[str, ...]
    """Titles of documents that are not there; of child-level ones only their place in the list."""
    drafts: tuple[str, ...]
    holes: tuple[PartRow, ...]
    faults: tuple[Faults, ...]
    changes: tuple[str, ...]
    """What was changed since it was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """All that one role has to be reminded of."""

    role: Named
    mailbox: str
    """Empty where people.yaml names none."""
    now: tuple[Outstanding, ...]
    """Where it is the role's turn, the first due first."""
    later: tuple[Row, ...]
    """What comes to the role for sign-off once others have done their part."""
    ageing: tuple[Ageing, ...]
    """Of the documents that the role leads."""
    blocked: tuple[tuple[Named, int], ...]
    """Submissions with errors about the library as a whole, and how many; for whoever answers for the whole."""
    requests: tuple[RequestRow, ...] = ()
    """Requests of inspectors for which it is the role's turn, overdue ones first."""

    @property
    def due(self) -> datetime | None:
        """The first deadline among them; None while the day of the call is not known."""
        dues = [*(each.turn.due for each in self.now), *(each.due for each in self.requests)]
        return min((due for due in dues if due), default=None)

    @property
    def late(self) -> int:
        """How many requirements and requests are past a deadline."""
        return sum(bool(each.row.late) for each in self.now) + sum(each.late for each in self.requests)


def reminders(status: Status, library: Library) -> tuple[Reminder, ...]:
    """A reminder for each role that has something to do, in the order of people.yaml."""
    now: dict[str, list[Outstanding]] = {}
    later: dict[str, list[Row]] = {}
    names = {role.id: role for role in status.roles}
    whole = [id for id, role in library.people.roles.items() if WHOLE in role.stages]
    for row in status.rows:
        for turn in filter(None, (row.turn, *row.besides)):
            for role in _who(turn, whole):
                now.setdefault(role, []).append(_outstanding(row, turn))
        for role in _coming(row):
            later.setdefault(role, []).append(row)
    asked: dict[str, list[RequestRow]] = {}
    for request in status.requests:
        for role in (tuple(each.id for each in request.who) or whole) if request.step else ():
            asked.setdefault(role, []).append(request)
    ageing = tuple(_ageing(status, library))
    blocked = tuple((each.submission, each.errors) for each in status.blocked)
    roles = dict.fromkeys([*library.people.roles, *now, *asked])
    found = (
        Reminder(
            role=names.get(id, Named(id, id)),
            mailbox=library.people.roles[id].mailbox if id in library.people.roles else "",
            now=tuple(sorted(now.get(id, ()), key=_when)),
            later=tuple(later.get(id, ())),
            ageing=tuple(age for lead, age in ageing if lead == id),
            blocked=blocked if id in whole else (),
            requests=tuple(asked.get(id, ())),
        )
        for id in roles
    )
    return tuple(each for each in found if each.now or each.requests or each.ageing or each.blocked)


def _who(turn: Turn, whole: list[str]) -> Iterable[str]:
    """The roles whose turn it is; whoever answers for the whole where nobody is named."""
    return tuple(role.id for role in turn.who if role != NOBODY) or whole


def _coming(row: Row) -> Iterator[str]:
    """Roles that will have to sign it, but not yet."""
    if row.turn is not None:
        busy = {role.id for role in row.turn.who}
        ahead = (role.id for stage in row.stages if stage.state == "not-yet" for role in stage.who)
        yield from dict.fromkeys(id for id in ahead if id not in busy)


def _when(each: Outstanding) -> tuple[bool, float, str]:
    due = each.turn.due
    return due is None, due.timestamp() if due else 0.0, each.turn.what


def _outstanding(row: Row, turn: Turn) -> Outstanding:
    return Outstanding(
        row=row,
        turn=turn,
        missing=tuple(each.title for each in row.documents if each.state == "missing"),
        drafts=tuple(each.title for each in row.documents if each.state == "draft"),
        holes=row.holes,
        faults=tuple(
            Faults(title=_title(each.rule), level=each.level, count=each.count)
            for each in row.rules
            if each.rule not in _TOLD and each.level != Level.INFO
        ),
        changes=row.changes,
    )


def _title(rule: str) -> str:
    return page_of(RULES[rule]).title.rstrip(".") if rule in RULES else rule


def _ageing(status: Status, library: Library) -> Iterator[tuple[str, Ageing]]:
    """Documents that grow too old between the call, from which ages count, and the deadline of their requirement."""
    rows = {row.id: row for row in status.rows}
    start = status.notification or status.at.date()
    for item in library.items:
        row = rows.get(item.meta.requirement)
        if row is None or row.sent or row.due is None:
            continue
        due = row.due.date()
        for number, (meta, shown) in enumerate(zip(item.meta.documents, row.documents, strict=True), start=1):
            end = last_day(meta, library.meta.ages)
            if start <= end < due and shown.state != "to follow" and not _accepted(meta, due):
                title = f"Child-level document {number}" if shown.withheld else meta.title
                yield item.meta.lead, Ageing(heading=row.heading, title=title, last_day=end, due=due)


def _accepted(meta: DocumentMeta, due: date) -> bool:
    return still_holds(meta) or any(waiver.rule == "out-of-date" and waiver.until >= due for waiver in meta.waive)
