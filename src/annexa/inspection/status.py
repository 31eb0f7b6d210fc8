"""Who must do what by when: each requirement with its state, whose turn it is and by what time. Records alone.

`annexa.inspection.progress` works them out; the forms in `annexa.report.status` and the drafts of reminders show them,
so that none of them can say anything different.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from annexa.model.text import folded
from annexa.model.words import count, duration_in_words

if TYPE_CHECKING:  # it uses the words of this module
    from annexa.inspection.matrix import Followed
    from annexa.inspection.meetings import Ahead
    from annexa.inspection.requests import RequestRow


class State(StrEnum):
    """What a requirement is in; one of these at a time, in the order in which work goes on."""

    NOT_STARTED = "not started"
    IN_PREPARATION = "in preparation"
    """Documents are missing, or drafts that nobody has answered for."""
    FAILS = "fails checks"
    AWAITING = "awaiting sign-off"
    READY = "ready"
    EXPLAINED = "explained gap"
    """There is nothing to submit, the reason is given, and it is signed off."""
    SENT = "sent"
    LATE = "late"
    """Not sent after its deadline, or a deadline inside the partnership has passed for whoever's turn it is."""


SAID = frozenset({"document-missing", "draft", "requirement-without-item"})
"""Rules whose findings the states of documents and of the requirement tell already."""
PREPARE, SEND = "prepare", "send"
"""Steps of a turn besides the stages of sign-off and the internal deadlines of the framework."""
Lateness = Literal["", "internal", "submission"]
"""Not late; past a deadline inside the partnership; past the one that inspectors set."""


DocumentState = Literal["there", "missing", "draft", "to follow"]
PartState = Literal["answered", "waiting", "not said", "hole"]


@dataclass(frozen=True, slots=True)
class Named:
    """An id of the data with the words that people know it by: a role, a group, a submission."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What is to be done next, by whom and by when."""

    step: str
    """"prepare", the id of a stage of sign-off, an internal step such as "health-template", or "send"."""
    what: str
    """In words, such as "Put the evidence in"."""
    who: tuple[Named, ...]
    """Roles; any of them, or all where all must sign. Empty where nobody is named."""
    due: datetime | None
    """With its zone; None while the day of the call is not known, or where no deadline is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document of a requirement. Of child-level ones neither title nor file is given."""

    number: int
    """Its place in item.yaml, from 1."""
    title: str
    file: str
    state: DocumentState
    """draft: marked as one, and nobody has answered for handing it in as one."""
    withheld: bool
    """Whether title and file are left out."""
    errors: int
    warnings: int
    parts: tuple[int, ...]
    """The parts of the requirement that it says it answers; none where it does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One of the things that a requirement asks for, and which documents answer it."""

    number: int
    words: str
    documents: tuple[int, ...]
    """Numbers of the documents that say they answer it."""
    state: PartState
    """answered: a document that is there says so. waiting: only documents that are missing or to follow say so.
    not said: none says so, but some documents do not say which parts they answer. hole: nothing answers it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    """A stage of sign-off."""

    id: str
    title: str
    state: Literal["signed", "stale", "waiting", "not-yet"]
    """stale: something was changed after it was signed. waiting: its turn. not-yet: an earlier one comes first."""
    who: tuple[Named, ...]
    """Roles that have still to sign; where it is signed, all that sign it. Empty where people.yaml names nobody."""
    enough: Literal["each", "one"]
    """Whether each of them must sign, or one of them is enough."""
    changes: tuple[str, ...]
    """Where it is stale: what was changed, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """How often a rule found something that is not accepted by a waiver."""

    rule: str
    level: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A requirement as it stands."""

    id: str
    number: str
    """As printed in the list; empty where the list gives none."""
    title: str
    group: Named
    submission: Named
    folder: str
    """POSIX, relative to the project folder; empty where there is no item."""
    lead: Named | None
    accountable: Named | None
    note: str
    state: State
    progress: State
    """What it would be if no deadline had passed: never LATE."""
    late: Lateness
    documents: tuple[DocumentRow, ...]
    errors: int
    warnings: int
    notes: int
    rules: tuple[RuleRow, ...]
    """The most frequent first, errors before warnings."""
    stages: tuple[StageRow, ...]
    parts: tuple[PartRow, ...]
    gap: str
    """Why there is nothing to submit; empty where there is."""
    follows: date | None
    """The last day on which something that is not there is said to follow."""
    turn: Turn | None
    """What is to be done next; None once it is sent."""
    besides: tuple[Turn, ...]
    """Deadlines inside the partnership for a piece of it, such as a template, that are still to come."""
    due: datetime | None
    """When inspectors must have it."""
    sent: date | None
    changed_since: int
    """Documents that are not as they were sent."""
    also: tuple[str, ...] = ()
    """Documents of other items that answer it too, each with its item and pages in words."""

    @property
    def heading(self) -> str:
        """Number and title, or the title alone."""
        return f"{self.number} {self.title}".strip()

    @property
    def why(self) -> tuple[str, ...]:
        """What keeps it from being further, and what to know about it, each in a few words."""
        states = Counter(document.state for document in self.documents)
        said = (
            (states["missing"], "document missing", "documents missing"),
            (states["draft"], "draft", "drafts"),
            (sum(rule.count for rule in self.rules if rule.level == "error" and rule.rule not in SAID), "error", ""),
            (len(self.changes), "change since sign-off", "changes since sign-off"),
            (states["to follow"], "document to follow", "documents to follow"),
            (self.changed_since, "document changed since it was sent", "documents changed since they were sent"),
        )
        return tuple(count(number, one, many) for number, one, many in said if number)

    @property
    def changes(self) -> tuple[str, ...]:
        """What was changed since it was signed, in words."""
        return tuple(dict.fromkeys(change for stage in self.stages for change in stage.changes))

    @property
    def holes(self) -> tuple[PartRow, ...]:
        """Parts that nothing answers."""
        return tuple(part for part in self.parts if part.state == "hole")

    @property
    def roles(self) -> frozenset[str]:
        """Every role that has to do with it: its leads, and whoever's turn it is."""
        turns = (self.turn, *self.besides) if self.turn else self.besides
        own = {role.id for role in (self.lead, self.accountable) if role is not None}
        return frozenset(own | {role.id for turn in turns for role in turn.who})


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many requirements are in which state, of a group, of a lead or of a submission."""

    of: Named
    rows: int
    states: dict[State, int]
    """States that occur, in their order."""
    errors: int
    due: datetime | None
    """The next deadline for anybody's turn among them that is not past, of the whole also that of a request; None where
    there is none."""

    @property
    def done(self) -> int:
        """What needs no more work before it is sent, and what was sent."""
        return sum(self.states.get(state, 0) for state in (State.READY, State.EXPLAINED, State.SENT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What several requirements wait for, by one time."""

    at: datetime | None
    step: str
    what: str
    who: tuple[Named, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """A submission that faults keep from being built, whatever its own items are like."""

    submission: Named
    errors: int
    """About the library as a whole, or about folders and numbers that are no requirement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The whole library at one moment."""

    area: str
    partnership: str
    at: datetime
    """The moment that it is about, in local time with its zone."""
    notification: date | None
    """The day of the call, where it is recorded."""
    rows: tuple[Row, ...]
    """In the framework's order."""
    roles: tuple[Named, ...]
    """Every role of people.yaml."""
    blocked: tuple[Blocked, ...]
    says: tuple[str, ...]
    """What whoever reads it must know first, a sentence each."""
    ahead: "Ahead | None" = None
    """What the timetable of the fieldwork says; None where there is none, or where a filter leaves it out."""
    requests: "tuple[RequestRow, ...]" = ()
    """Requests for additional evidence, the most pressing first, those that were answered last."""
    followed: "Followed | None" = None
    """How far the work on children selected for tracking is, in counts; None where there is no register."""
    following: str = ""
    """The requirement that what is collected of these children answers."""

    def label(self, role: Named | None) -> str:
        """What a form that comes back calls a role: its title, with its id where several have that title."""
        return labels_of(self.roles).get(role.id, role.title) if role else ""

    @property
    def by_submission(self) -> tuple[Totals, ...]:
        """Totals of each submission, in order."""
        return self._totals(lambda row: row.submission)

    @property
    def by_group(self) -> tuple[Totals, ...]:
        """Totals of each group, in order."""
        return self._totals(lambda row: row.group)

    @property
    def by_lead(self) -> tuple[Totals, ...]:
        """Totals of each evidence lead, in the order of their first requirement."""
        return self._totals(lambda row: row.lead or NOBODY)

    @property
    def whole(self) -> Totals:
        """Totals of all that is shown."""
        total = _total(Named("all", "All"), self.rows, self.at)
        ahead = [row.due for row in self.requests if row.due and row.due >= self.at]
        return replace(total, due=min([*ahead, *([total.due] if total.due else ())], default=None))

    @property
    def next(self) -> tuple[Due, ...]:
        """What is to be done, grouped by when it is due and for what: overdue first, without a deadline last."""
        found: dict[tuple[datetime | None, str], list[tuple[Turn, Row]]] = {}
        for row in self.rows:
            for turn in (row.turn, *row.besides):
                if turn is not None:
                    found.setdefault((turn.due, turn.step), []).append((turn, row))
        return tuple(sorted((_due(turns) for turns in found.values()), key=_when))

    def only(
        self,
        *,
        submission: Iterable[str] = (),
        group: Iterable[str] = (),
        role: Iterable[str] = (),
        state: Iterable[str] = (),
    ) -> "Status":
        """The rows that fit every filter that is given; a state fits also where the row is late besides."""
        filters = [set(wanted) for wanted in (submission, group, role, state)]
        rows = tuple(row for row in self.rows if _fits(row, *filters))
        submissions = {row.submission for row in rows}
        return replace(
            self,
            rows=rows,
            blocked=tuple(each for each in self.blocked if each.submission in submissions),
            ahead=None if self.ahead is None or filters[0] or filters[1] or filters[3] else self.ahead.only(filters[2]),
            requests=self._requests(*filters),
            followed=self.followed if self._shows_followed(rows, filters[2]) else None,
        )

    def _shows_followed(self, rows: Iterable[Row], roles: set[str]) -> bool:
        """Whether a filter leaves the counts: with their requirement, or for a role whose turn it is."""
        if self.followed is None:
            return False
        concerned = {*self.followed.watching, *(turn.who.id for turn in self.followed.turns)}
        return any(row.id == self.following for row in rows) or not roles.isdisjoint(concerned)

    def _requests(
        self, submissions: set[str], groups: set[str], roles: set[str], states: set[str]
    ) -> "tuple[RequestRow, ...]":
        """Those that a filter leaves: a request has roles, and belongs to no submission, group or state."""
        if submissions or groups or states:
            return ()
        return tuple(row for row in self.requests if not roles or roles & {role.id for role in row.who})

    def _totals(self, key: Callable[[Row], Named]) -> tuple[Totals, ...]:
        found: dict[Named, list[Row]] = {}
        for row in self.rows:
            found.setdefault(key(row), []).append(row)
        return tuple(_total(named, rows, self.at) for named, rows in found.items())


NOBODY = Named("", "Nobody is named")


def labels_of(roles: Iterable[Named]) -> dict[str, str]:
    """What forms that come back call roles, by id: their titles, with the id where several have the same."""
    listed = list(roles)
    titles = Counter(folded(role.title) for role in listed)
    return {role.id: role.title if titles[folded(role.title)] == 1 else f"{role.title} ({role.id})" for role in listed}


def left(due: datetime | None, at: datetime) -> str:
    """The time until a deadline in words: "1 day 4 h", "overdue by 2 h"; empty where there is none."""
    if due is None:
        return ""
    seconds = due.timestamp() - at.timestamp()  # through UTC: the clocks may change in between
    if -60 < seconds < 60:
        return "due now"
    return duration_in_words(seconds) if seconds > 0 else f"overdue by {duration_in_words(-seconds)}"


def _fits(row: Row, submissions: set[str], groups: set[str], roles: set[str], states: set[str]) -> bool:
    return (
        (not submissions or row.submission.id in submissions)
        and (not groups or row.group.id in groups)
        and (not roles or not roles.isdisjoint(row.roles))
        and (not states or not states.isdisjoint((row.state, row.progress)))
    )


def _total(of: Named, rows: Iterable[Row], at: datetime) -> Totals:
    listed = list(rows)
    counted = Counter(row.state for row in listed)
    ahead = [row.turn.due for row in listed if row.turn and row.turn.due and row.turn.due >= at]
    return Totals(
        of=of,
        rows=len(listed),
        states={state: counted[state] for state in State if counted[state]},
        errors=sum(row.errors for row in listed),
        due=min(ahead, default=None),
    )


def _when(due: Due) -> tuple[bool, float, int]:
    """Sorts by time, and at one time in the order in which the work goes on."""
    stages = [stage.id for stage in due.rows[0].stages]
    rank = stages.index(due.step) + 1 if due.step in stages else len(stages) + 1 if due.step == SEND else 0
    return due.at is None, due.at.timestamp() if due.at else 0.0, rank


def _due(turns: list[tuple[Turn, Row]]) -> Due:
    first = turns[0][0]
    who = tuple(dict.fromkeys(role for turn, _ in turns for role in turn.who))
    return Due(at=first.due, step=first.step, what=first.what, who=who, rows=tuple(row for _, row in turns))
