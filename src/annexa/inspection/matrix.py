"""How far the information and the steps of every child selected for tracking are, whose turn it is, and what is late.

Pure. `Followed` counts alone, and is all that the status shows; `Matrix` says it child by child, by pseudonym.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from annexa.inspection.deadlines import Deadlines
from annexa.inspection.rows import Named
from annexa.inspection.turns import WHOLE
from annexa.model.children import Child, obstacles
from annexa.model.framework import Framework, Requirement, Tracking, TrackingKind, TrackingStep
from annexa.model.library import Library

CellState = Literal[
    "to ask", "asked", "received", "reviewed", "not needed", "to do", "not yet", "done", "declined", "dropped"
]
"""to ask, asked, received: information that is open. to do: a step that can be taken. not yet: one in front of it is
open. declined: child and family were asked, and said no. dropped: nothing more is to be done of it since then."""
DONE: Final = frozenset({"reviewed", "not needed", "done"})
CLOSED: Final = DONE | {"declined", "dropped"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A kind of information or a step of one child."""

    id: str
    title: str
    state: CellState
    who: Named | None
    """Whose turn it is; None where nobody's, or one in front of it is open."""
    due: datetime | None
    """None where nothing is to be done, and while the day of the call is not known."""
    late: bool
    on: date | None = None
    """Since when it is in this state, where that is noted."""
    documents: tuple[int, ...] = ()
    """Numbers of the documents in item.yaml that hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRow:
    """A child by pseudonym."""

    pseudonym: str
    declined: bool
    information: tuple[Cell, ...]
    steps: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All of them."""
        return (*self.information, *self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnCount:
    """How much a role has to do, for all children together."""

    who: Named
    open: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Counts alone, for forms that many people see."""

    children: int
    """Those who take part or were not asked yet."""
    declined: int
    at_least: int
    information_done: int
    information_all: int
    steps_done: int
    steps_all: int
    late: int
    due: datetime | None
    """When everything must be with inspectors."""
    turns: tuple[TurnCount, ...]
    """Who has most that is late first."""
    watching: tuple[str, ...]
    """Roles that answer for it without a turn of their own: who reviews, who signs last, who answers for the whole."""

    @property
    def missing(self) -> int:
        """How many children there are too few."""
        return max(0, self.at_least - self.children)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Every child with every kind of information and every step."""

    rows: tuple[ChildRow, ...]
    counts: Followed


def matrix(library: Library, framework: Framework, deadlines: Deadlines, at: datetime) -> Matrix | None:
    """Where the register stands at `at`, a time with its zone; None where there is none, or nobody is followed."""
    tracking, register = framework.tracking, library.tracked
    requirement = framework.requirement(tracking.requirement) if tracking else None
    if tracking is None or register is None or requirement is None:
        return None
    maker = _Maker(library, tracking, requirement, deadlines, at)
    rows = tuple(maker.row(child) for child in register.children)
    at_least = library.meta.tracked_children or tracking.at_least
    return Matrix(
        rows=rows, counts=_counts(rows, at_least, deadlines.at(requirement.due), _watching(library, framework))
    )


def unregistered(library: Library | None, framework: Framework, deadlines: Deadlines, at: datetime) -> str:
    """That children were chosen and nobody keeps their register, in a sentence; empty where all is well, and once what
    is collected of them was due: then its requirement is late."""
    tracking = framework.tracking
    requirement = framework.requirement(tracking.requirement) if tracking else None
    chosen = deadlines.at(tracking.chosen) if tracking else None
    due = deadlines.at(requirement.due) if requirement else None
    if library is None or library.tracked is not None or chosen is None or due is None or not chosen <= at <= due:
        return ""
    return (
        "Inspectors have said which children they follow, and there is no register of them that can be read:"
        " ‘annexa children new PSEUDONYM…’ begins one."
    )


class _Maker:
    def __init__(
        self, library: Library, tracking: Tracking, requirement: Requirement, deadlines: Deadlines, at: datetime
    ) -> None:
        self.library, self.tracking, self.deadlines, self.at = library, tracking, deadlines, at
        self.due = deadlines.at(requirement.due)
        self.collected = deadlines.step(requirement, deadlines.framework.handover)
        documents = [
            document
            for item in library.items
            if item.meta.requirement == requirement.id
            for document in item.meta.documents
        ]
        self.numbers = {
            name: number
            for number, document in enumerate(documents, start=1)
            if (name := document.secure.path if document.secure else document.file)
        }

    def row(self, child: Child) -> ChildRow:
        return ChildRow(
            pseudonym=child.pseudonym,
            declined=child.has_declined,
            information=tuple(self._information(child)),
            steps=tuple(self._steps(child)),
        )

    def _information(self, child: Child) -> Iterator[Cell]:
        register = self.library.tracked
        for kind in self.tracking.kinds:
            info = child.info(kind.id)
            state: CellState = "not needed" if info.state == "not-needed" else info.state or "to ask"
            if child.has_declined and not info.is_done:
                state = "dropped"
            reviewing = state == "received"
            role = (register.reviewer if reviewing else info.owner or register.lead) if register else ""
            numbers = tuple(self.numbers[name] for name in info.documents if name in self.numbers)
            due = self.due if reviewing else self.collected
            yield self._cell(kind, state, role, due, on=info.on, documents=numbers)

    def _steps(self, child: Child) -> Iterator[Cell]:
        register = self.library.tracked
        for step in self.tracking.steps:
            entry = child.step(step.id)
            state: CellState = "done" if entry.is_done else "not yet" if self._waits(child, step.id) else "to do"
            if entry.answer == "declined":
                state = "declined"
            elif child.has_declined and not entry.is_done:
                state = "dropped"
            role = entry.owner or (register.lead if register else "")
            due = self.deadlines.at(step.due) if step.due else self.due
            yield self._cell(step, state, role, due, on=entry.on)

    def _waits(self, child: Child, step: str) -> bool:
        return bool(obstacles(self.tracking, child, step))

    def _cell(
        self,
        of: TrackingKind | TrackingStep,
        state: CellState,
        role: str,
        due: datetime | None,
        *,
        on: date | None,
        documents: tuple[int, ...] = (),
    ) -> Cell:
        is_open = state not in CLOSED
        known = self.library.people.roles.get(role)
        return Cell(
            id=of.id,
            title=of.title,
            state=state,
            who=Named(role, known.title if known else role) if is_open and state != "not yet" else None,
            due=due if is_open else None,
            late=is_open and due is not None and self.at > due,
            on=on if state != "dropped" else None,
            documents=documents,
        )


def _watching(library: Library, framework: Framework) -> tuple[str, ...]:
    stages = {WHOLE, *(stage.id for stage in framework.stages[-1:])}
    reviewer = {library.tracked.reviewer} if library.tracked else set()
    return tuple(id for id, role in library.people.roles.items() if id in reviewer or stages & set(role.stages))


def _counts(rows: tuple[ChildRow, ...], at_least: int, due: datetime | None, watching: tuple[str, ...]) -> Followed:
    followed = [row for row in rows if not row.declined]
    information = [cell for row in followed for cell in row.information]
    steps = [cell for row in followed for cell in row.steps]
    return Followed(
        children=len(followed),
        declined=len(rows) - len(followed),
        at_least=at_least,
        information_done=_done(information),
        information_all=len(information),
        steps_done=_done(steps),
        steps_all=len(steps),
        late=sum(cell.late for cell in (*information, *steps)),
        due=due,
        turns=_turns((*information, *steps)),
        watching=watching,
    )


def _done(cells: Iterable[Cell]) -> int:
    return sum(cell.state in DONE for cell in cells)


def _turns(cells: tuple[Cell, ...]) -> tuple[TurnCount, ...]:
    open_ = Counter(cell.who for cell in cells if cell.who is not None)
    late = Counter(cell.who for cell in cells if cell.who is not None and cell.late)
    found = (TurnCount(who=who, open=number, late=late[who]) for who, number in open_.items())
    return tuple(sorted(found, key=lambda turn: (-turn.late, -turn.open, turn.who.title)))
