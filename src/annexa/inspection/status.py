"""Who must do what by when: each requirement with its state, whose turn it is and by what time. Records alone.

`annexa.inspection.progress` works them out; the forms in `annexa.report.status` and the drafts of reminders show them,
so that none of them can say anything different.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from annexa.inspection.matrix import Followed
from annexa.inspection.meetings import Ahead
from annexa.inspection.requests import RequestRow
from annexa.inspection.rows import (
    SEND,
    Named,
    Row,
    State,
    Turn,
)
from annexa.model.text import folded
from annexa.model.words import duration_in_words


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
    ahead: Ahead | None = None
    """What the timetable of the fieldwork says; None where there is none, or where a filter leaves it out."""
    requests: tuple[RequestRow, ...] = ()
    """Requests for additional evidence, the most pressing first, those that were answered last."""
    followed: Followed | None = None
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
    ) -> tuple[RequestRow, ...]:
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
