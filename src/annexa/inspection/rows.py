"""A requirement as it stands: its documents, parts, stages and whose turn it is. Records alone."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from annexa.model.words import count


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
