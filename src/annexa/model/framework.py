"""A framework: the requirements of an inspection, their deadlines and the quality checklist, as data."""

import re
from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError


def _iso_only(value: Any) -> Any:
    """Pydantic alone would read "20260914" as seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise PydanticCustomError("iso_date", "write year, month and day, such as 2026-09-14")
    return value


Day = Annotated[date, BeforeValidator(_iso_only)]
"""A date, written as year, month and day: 2026-09-14."""
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=64)]


class Record(BaseModel):
    """Base of all records: frozen, and unknown fields are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Moment(Record):
    """A day and a time after notification; day 1 is the working day of the notification call."""

    day: Annotated[int, Field(ge=1, le=60)]
    """Working day, counted from 1 on the day of the notification call."""
    time: time
    """Local time, such as "12:00", in quotes."""


class InternalDeadline(Record):
    """A deadline inside the partnership, before the one that inspectors set."""

    step: Identifier
    """What must be done by then: one of the framework's steps, often a stage of sign-off."""
    due: Moment
    note: str = ""


class Step(Record):
    """What an internal deadline is about, in words: "Evidence lead" "hands over to the accountable lead"."""

    id: Identifier
    who: str
    what: str


class Submission(Record):
    """What is handed in at one deadline."""

    id: Identifier
    title: str
    due: Moment
    internal: tuple[InternalDeadline, ...] = ()


class Stage(Record):
    """A stage of sign-off; the framework lists them in the order in which they are passed."""

    id: Identifier
    title: str
    named_in: Literal["lead", "accountable"] | None = None
    """The field of item.yaml that names the role that signs; none where every role with this stage may sign any item.
    A role whose `signs` in people.yaml names the requirement or its group signs in either case."""
    enough: Literal["each", "one"] = "each"
    """Whether each of these roles must sign, or one of them is enough."""
    note: str = ""


class Group(Record):
    """A heading of the list, such as Education."""

    id: Identifier
    title: str


class FormField(Record):
    """A column or a heading of a published form."""

    title: str
    also: tuple[str, ...] = ()
    """Other words that count as the same."""


class Template(Record):
    """A published form on which a requirement is answered."""

    id: Identifier
    title: str
    source: str
    """Where the form comes from, and when."""
    file: str = ""
    """The file that is published, such as "person-level-data.ods"; empty where its name is not known."""
    kind: str
    """The kind of document that it is, as item.yaml says it, such as "structure"."""
    filled_in_by: str = ""
    """Who fills it in, who signs it, and by when."""
    columns: tuple[FormField, ...] = ()
    """Columns that its table has."""
    headings: tuple[FormField, ...] = ()
    """Headings that it has."""


class Requirement(Record):
    """One entry of the list."""

    id: Identifier
    """The number, such as "3.4", or a name where the list gives no number."""
    was: Identifier | None = None
    """Its id in the list before this one, where it had another."""
    number: str | None = None
    """The number as printed in the list, or nothing."""
    group: Identifier
    title: str
    asks: str
    """What is asked for, in our own words."""
    parts: tuple[str, ...] = ()
    """The separate things asked for, where the requirement lists them."""
    templates: tuple[Template, ...] = ()
    """Published forms on which it is answered."""
    submission: Identifier
    due: Moment
    internal: tuple[InternalDeadline, ...] = ()
    """Internal deadlines that differ from those of the submission."""
    sensitive: bool = False
    """True for child-level and tracked-children material, which gets a bundle of its own."""
    prepare: str = ""
    """How to prepare the evidence well: advice for the evidence lead."""
    note: str = ""
    """Where the source contradicts itself, and which reading is taken."""

    @property
    def heading(self) -> str:
        """Number and title, as in "3.4 Destinations"."""
        return f"{self.number or ''} {self.title}".strip()


class NewerEdition(Record):
    """A newer edition of the list that is known to exist."""

    dated: Day
    """When it came out."""
    changes: str
    """What is known of it, in our own words."""


class TrackingKind(Record):
    """A kind of information on each child whom inspectors follow: the part of the requirement in the same place."""

    id: Identifier
    title: str
    """A few words for the head of a column."""


class TrackingStep(Record):
    """What is done for each child whom inspectors follow; the framework lists it in the order in which it is done."""

    id: Identifier
    title: str
    """A few words for the head of a column."""
    what: str
    after: tuple[Identifier, ...] = ()
    """Steps that must be done before this one; one that asks for agreement must have got it."""
    covers: tuple[Identifier, ...] = ()
    """Kinds of information that must be reviewed before it is done."""
    asks_agreement: bool = False
    """Whether child and family agree or decline."""
    due: Moment | None = None
    """Where it is not that of the requirement."""


class Tracking(Record):
    """What is asked for and done for each child whom inspectors choose to follow."""

    requirement: Identifier
    """The requirement that the documents about these children answer; its parts are the kinds of information."""
    at_least: Annotated[int, Field(ge=1, le=99)]
    """How many children inspectors choose at least."""
    chosen: Moment
    """When they say whom."""
    kinds: Annotated[tuple[TrackingKind, ...], Field(min_length=1)]
    steps: Annotated[tuple[TrackingStep, ...], Field(min_length=1)]

    @property
    def ids(self) -> tuple[str, ...]:
        """Of all kinds and steps."""
        return (*(kind.id for kind in self.kinds), *(step.id for step in self.steps))

    def kind(self, id: str) -> TrackingKind | None:
        """The kind of information with that id, or None."""
        return next((kind for kind in self.kinds if kind.id == id), None)

    def step(self, id: str) -> TrackingStep | None:
        """The step with that id, or None."""
        return next((step for step in self.steps if step.id == id), None)


class Framework(Record):
    """`schema/annex-a.yaml`."""

    id: Identifier
    title: str
    source: str
    note: str = ""
    newer: NewerEdition | None = None
    """A newer edition; check, status and receipts speak of it until library.yaml says `framework_confirmed`."""
    guidance: Literal["yes", "no"] = "yes"
    """Whether annexa's guidance, with its calendar of three weeks, tells what happens on this kind of visit."""
    submissions: Annotated[tuple[Submission, ...], Field(min_length=1)]
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    requirements: Annotated[tuple[Requirement, ...], Field(min_length=1)]
    steps: tuple[Step, ...] = ()
    """What internal deadlines are about, in the order in which it is done."""
    stages: tuple[Stage, ...] = ()
    """The stages of sign-off, in order; none where nothing is signed off."""
    duties: tuple[Identifier, ...] = ()
    """What else people.yaml may give a role besides stages."""
    tracking: Tracking | None = None
    """What is done for children whom inspectors follow; none where they follow nobody."""

    def requirement(self, id: str) -> Requirement | None:
        """The requirement with that id, or None."""
        return next((r for r in self.requirements if r.id == id), None)

    def submission(self, id: str) -> Submission | None:
        """The submission with that id, or None."""
        return next((s for s in self.submissions if s.id == id), None)

    def step(self, id: str) -> Step:
        """A step in words; one that the framework does not put into words is called by its id."""
        plain = id.replace("-", " ").capitalize()
        return next((s for s in self.steps if s.id == id), Step(id=id, who=plain, what="has finished"))

    @property
    def handover(self) -> str:
        """The first step, with which those who prepare evidence pass it on; empty where none is named."""
        return [*(step.id for step in self.steps), *(stage.id for stage in self.stages), ""][0]

    def stage(self, id: str) -> Stage | None:
        """The stage of sign-off with that id, or None."""
        return next((s for s in self.stages if s.id == id), None)


class ChecklistPoint(Record):
    """One point of the evidence quality checklist, and how it is answered."""

    id: Identifier
    heading: str
    question: str
    kinds: tuple[str, ...] = ()
    """The kinds of document it applies to; none means every kind."""
    rules: tuple[Identifier, ...] = ()
    """The rules that judge it."""
    attest: Literal["required", "optional", "none"] = "none"
    """Whether a named role must answer it: on every document of these kinds, when it applies, or never."""
    ask: str = ""
    """What the attestation's note must say."""


class Checklist(Record):
    """`schema/checklist.yaml`."""

    source: str
    points: Annotated[tuple[ChecklistPoint, ...], Field(min_length=1)]
