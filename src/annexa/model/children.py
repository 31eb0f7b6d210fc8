"""Children selected for tracking: their pseudonyms, what is known of each, and the steps that were taken."""

from typing import Annotated, Final, Literal

from pydantic import Field

from annexa.model.framework import Day, Identifier, Record, Tracking
from annexa.model.words import listed

FOLDER: Final = "tracked-children"
FILE: Final = f"evidence/{FOLDER}/register.yaml"
NAME: Final = "register.yaml"

InformationState = Literal["asked", "received", "reviewed", "not-needed"]
Answer = Literal["agreed", "declined"]


class Information(Record):
    """One kind of information on a child; a kind that the register does not name was not asked for yet."""

    state: InformationState | None = None
    owner: Identifier | None = None
    """Who gets it, a role in people.yaml; otherwise the register's lead."""
    documents: tuple[Annotated[str, Field(min_length=1, max_length=400)], ...] = ()
    """Those of the item that hold it, as item.yaml writes their `file` or the path of `secure`."""
    on: Day | None = None
    """When it came to be in this state."""
    by: Identifier | None = None
    """Who reviewed it: the register's reviewer."""
    reason: Annotated[str, Field(max_length=400)] = ""
    """Why it is not needed; nothing that tells who the child is."""

    @property
    def is_done(self) -> bool:
        """Whether nothing more is to be done about it."""
        return self.state in ("reviewed", "not-needed")


class StepEntry(Record):
    """One step for a child; one that the register does not name is to be done by its lead."""

    owner: Identifier | None = None
    """Who takes it, a role in people.yaml; otherwise the register's lead."""
    on: Day | None = None
    """When it was done."""
    by: Identifier | None = None
    """Who did it: a role in people.yaml."""
    answer: Answer | None = None
    """What child and family said, where the step asks them."""

    @property
    def is_done(self) -> bool:
        """Whether it was taken."""
        return self.on is not None


class Child(Record):
    """A child or young person whom inspectors chose, by pseudonym alone."""

    pseudonym: Annotated[str, Field(min_length=1, max_length=40)]
    """What inspectors call the child in writing, such as "Child A": never a name."""
    information: dict[Identifier, Information] = {}
    """By kind, as the framework lists them under `tracking`."""
    steps: dict[Identifier, StepEntry] = {}
    """By step, as the framework lists them under `tracking`."""

    @property
    def has_declined(self) -> bool:
        """Whether child and family do not want to take part."""
        return any(step.answer == "declined" for step in self.steps.values())

    def info(self, kind: str) -> Information:
        """What is known of a kind of information, also where the register says nothing of it."""
        return self.information.get(kind, Information())

    def step(self, id: str) -> StepEntry:
        """What is known of a step, also where the register says nothing of it."""
        return self.steps.get(id, StepEntry())


class Register(Record):
    """`evidence/tracked-children/register.yaml`."""

    lead: Identifier
    """Who takes the steps and gets the information, where an entry names nobody else: a role in people.yaml."""
    reviewer: Identifier
    """Who reviews everything before it is sent: a role in people.yaml, the LANO."""
    children: tuple[Child, ...] = ()


def obstacles(tracking: Tracking, child: Child, step: str) -> tuple[str, ...]:
    """What must come before a step of the framework and has not, each in words."""
    wanted = tracking.step(step)
    found = []
    for earlier in wanted.after if wanted else ():
        before = tracking.step(earlier)
        entry = child.step(earlier)
        if not entry.is_done:
            found.append(f"‘{earlier}’ is not done")
        elif before and before.asks_agreement and entry.answer != "agreed":
            found.append("child and family did not agree")
    open_kinds = [kind for kind in (wanted.covers if wanted else ()) if not child.info(kind).is_done]
    if open_kinds:
        found.append(f"not reviewed: {listed(open_kinds)}")
    return tuple(found)
