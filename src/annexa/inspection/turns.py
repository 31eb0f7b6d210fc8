"""Whose turn it is with a requirement, what is to be done, and by when."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from annexa.inspection.deadlines import Deadlines
from annexa.inspection.rows import PREPARE, SEND, Named, StageRow, State, Turn
from annexa.model.framework import Framework, Requirement
from annexa.model.library import Item, Library

PREPARING = frozenset({State.NOT_STARTED, State.IN_PREPARATION, State.FAILS})
WHOLE = "lano"
"""The stage of whoever answers for the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """Answers for every requirement of one library."""

    framework: Framework
    library: Library | None
    deadlines: Deadlines

    @property
    def lead(self) -> str:
        """The stage of whoever prepares the evidence: the first."""
        return self.framework.handover

    def role(self, id: str) -> Named:
        """A role with its title, or its id again where people.yaml does not hold it."""
        role = self.library.people.roles.get(id) if self.library else None
        return Named(id, role.title if role else id)

    def of(self, requirement: Requirement, item: Item | None, progress: State, stages: Sequence[StageRow]) -> Turn:
        """What is next for a requirement that was not sent."""
        if progress in PREPARING:
            due = self.deadlines.step(requirement, self.lead)
            what = "Prepare the evidence and hand it over"
            return Turn(step=PREPARE, what=what, who=self.preparing(requirement, item), due=due)
        waiting = next((stage for stage in stages if stage.state != "signed"), None)
        if waiting is not None:
            due = self.deadlines.step(requirement, waiting.id)
            return Turn(step=waiting.id, what=_signing_as(waiting.title), who=waiting.who, due=due)
        due = self.deadlines.at(requirement.due)
        return Turn(step=SEND, what="Send it with its submission", who=tuple(self._with_stage(WHOLE)), due=due)

    def besides(self, requirement: Requirement, item: Item | None, now: datetime) -> Iterator[Turn]:
        """Internal deadlines for a piece of a requirement that are still to come."""
        submission = self.framework.submission(requirement.submission)
        usual = {deadline.step for deadline in (submission.internal if submission else ())}
        for internal in requirement.internal:
            due = self.deadlines.at(internal.due)
            if internal.step not in usual and (due is None or due >= now):
                who = self.preparing(requirement, item)
                step = self.framework.step(internal.step)
                yield Turn(step=internal.step, what=f"{step.who} {step.what}", who=who, due=due)

    def preparing(self, requirement: Requirement, item: Item | None) -> tuple[Named, ...]:
        """Who prepares the evidence: the lead that the item names; without an item, whoever people.yaml lets sign for
        it as evidence lead, else who leads most of its group, else whoever answers for the whole."""
        if item is not None:
            return (self.role(item.meta.lead),)
        signing = tuple(self._signing(requirement))
        leads = Counter(other.meta.lead for other in self._group(requirement)).most_common(1)
        return signing or tuple(self.role(lead) for lead, _ in leads) or tuple(self._with_stage(WHOLE))

    def _signing(self, requirement: Requirement) -> Iterator[Named]:
        for id, role in self.library.people.roles.items() if self.library else ():
            if self.lead in role.stages and {requirement.id, requirement.group} & set(role.signs):
                yield Named(id, role.title)

    def _group(self, requirement: Requirement) -> Iterator[Item]:
        own = {each.id for each in self.framework.requirements if each.group == requirement.group}
        return (item for item in (self.library.items if self.library else ()) if item.meta.requirement in own)

    def _with_stage(self, stage: str) -> Iterator[Named]:
        for id, role in self.library.people.roles.items() if self.library else ():
            if stage in role.stages:
                yield Named(id, role.title)


def _signing_as(title: str) -> str:
    """ "Sign off as director"; capitals that belong to an abbreviation stay."""
    return f"Sign off as {title if title[1:2].isupper() else title[:1].lower() + title[1:]}"
