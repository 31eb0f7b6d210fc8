"""Children selected for tracking: what is learned and done of each, as changes of the register.

Pure: a register and what happened give the changes, or a refusal. What rested on something that is taken back falls
away with it. No message repeats what was given as a pseudonym: it may be a name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from annexa.model.children import Answer, Child, Information, InformationState, Register, StepEntry, obstacles
from annexa.model.errors import UsageError
from annexa.model.framework import Tracking
from annexa.model.words import listed

Group = Literal["information", "steps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of one child as it is to be; None takes it out."""

    index: int
    """The child's place in the register, from 0."""
    group: Group
    name: str
    record: Information | StepEntry | None

    @property
    def fields(self) -> dict[str, str | tuple[str, ...]]:
        """As the file holds it."""
        said: dict[str, Any] = self.record.model_dump(mode="json", exclude_defaults=True) if self.record else {}
        return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}


def applied(register: Register, changes: Iterable[Change]) -> Register:
    """The register afterwards."""
    children = list(register.children)
    for change in changes:
        child = children[change.index]
        entries = {name: entry for name, entry in getattr(child, change.group).items() if name != change.name}
        if change.record is not None:
            entries[change.name] = change.record
        children[change.index] = child.model_copy(update={change.group: entries})
    return register.model_copy(update={"children": tuple(children)})


def indexes(register: Register, pseudonyms: Sequence[str]) -> list[int]:
    """Which children are meant, all where none is named. Raises UsageError for one that is not in the register."""
    known = {child.pseudonym.casefold(): index for index, child in enumerate(register.children)}
    missing = [number for number, given in enumerate(pseudonyms, start=1) if given.strip().casefold() not in known]
    if missing:
        numbers = listed([str(each) for each in missing])
        which = "" if len(pseudonyms) == 1 else f": number {numbers} of those given"
        raise UsageError(
            f"The register has no child of that pseudonym{which}",
            remedy=f"It has: {', '.join(child.pseudonym for child in register.children) or 'none yet'}.",
        )
    return list(dict.fromkeys(known[each.strip().casefold()] for each in pseudonyms)) or list(known.values())


def informed(
    register: Register,
    tracking: Tracking,
    children: Sequence[int],
    kind: str,
    *,
    state: InformationState,
    documents: tuple[str, ...] = (),
    reason: str = "",
    by: str | None = None,
    on: date,
) -> list[Change]:
    """A kind of information that came to be in a state. Raises UsageError where it cannot be."""
    changes: list[Change] = []
    for index in children:
        child = register.children[index]
        old = child.info(kind)
        held = documents or old.documents if state in ("received", "reviewed") else ()
        _refuse_information(register, child, kind, state=state, held=held, reason=reason, by=by)
        reviewer = by if state == "reviewed" else None
        record = Information(state=state, owner=old.owner, documents=held, on=on, by=reviewer, reason=reason)
        changes.append(Change(index=index, group="information", name=kind, record=record))
        if not record.is_done:
            resting = [step.id for step in tracking.steps if kind in step.covers]
            changes += _fallen(tracking, child, index, resting)
    return changes


def _refuse_information(
    register: Register, child: Child, kind: str, *, state: str, held: tuple[str, ...], reason: str, by: str | None
) -> None:
    if state in ("received", "reviewed") and not held:
        raise UsageError(
            f"No document holds ‘{kind}’ of {child.pseudonym}",
            remedy="Name it with --document: its number or its file in item.yaml; it goes into the item first.",
        )
    if state == "not-needed" and not reason:
        raise UsageError(f"It is not said why ‘{kind}’ is not needed", remedy="Say why, in a few words: --reason TEXT.")
    if state != "not-needed" and reason:
        raise UsageError("A reason is given for what is not needed alone", remedy="Leave --reason out.")
    if state == "reviewed" and by != register.reviewer:
        raise UsageError(
            f"{by or 'Nobody'} may not review it: that is for {register.reviewer}",
            remedy=f"Add --by {register.reviewer}, once that role has reviewed it.",
        )


def done(
    register: Register,
    tracking: Tracking,
    children: Sequence[int],
    step: str,
    *,
    by: str,
    on: date,
    answer: Answer | None = None,
    again: bool = False,
) -> list[Change]:
    """A step that was taken. Raises UsageError where one before it is missing, or it was taken already."""
    known = tracking.step(step)
    asks = known is not None and known.asks_agreement
    if asks != (answer is not None):
        raise UsageError(
            f"‘{step}’ {'needs what child and family said' if asks else 'is no step at which somebody answers'}",
            remedy="Add --agreed or --declined." if asks else "Leave --agreed and --declined out.",
        )
    changes: list[Change] = []
    for index in children:
        child = register.children[index]
        old = child.step(step)
        _refuse_step(tracking, child, step, on=on, again=again)
        record = StepEntry(owner=old.owner, on=on, by=by, answer=answer)
        changes.append(Change(index=index, group="steps", name=step, record=record))
        if asks and answer != "agreed":
            changes += _fallen(tracking, child, index, _resting(tracking, step))
    return changes


def _refuse_step(tracking: Tracking, child: Child, step: str, *, on: date, again: bool) -> None:
    if child.step(step).is_done and not again:
        raise UsageError(
            f"‘{step}’ is done already for {child.pseudonym}",
            remedy="To note it once more, add --again; to take it back: annexa children undo.",
        )
    if child.has_declined and not child.step(step).is_done:
        raise UsageError(
            f"{child.pseudonym} is not followed: child and family declined",
            remedy="Ask the lead inspector for another child: annexa children new PSEUDONYM.",
        )
    if why := obstacles(tracking, child, step):
        raise UsageError(
            f"‘{step}’ cannot be done for {child.pseudonym}: {'; '.join(why)}",
            remedy="Do that first. No step is skipped.",
        )
    wanted = tracking.step(step)
    days = [day for earlier in (wanted.after if wanted else ()) if (day := child.step(earlier).on)]
    if days and on < max(days):
        raise UsageError(
            f"‘{step}’ cannot be done for {child.pseudonym} before what comes in front of it",
            remedy=f"Give a day from {max(days)} on with --on, or leave it out.",
        )


def undone(register: Register, tracking: Tracking, children: Sequence[int], name: str) -> list[Change]:
    """A step or a kind of information that is open again. Raises UsageError where nothing is noted of it."""
    group: Group = "information" if tracking.kind(name) else "steps"
    changes: list[Change] = []
    for index in children:
        child = register.children[index]
        old = getattr(child, group).get(name)
        if old is None or old == type(old)(owner=old.owner):
            raise UsageError(
                f"Nothing is noted of ‘{name}’ for {child.pseudonym}", remedy="‘annexa children’ shows what is."
            )
        record = type(old)(owner=old.owner) if old.owner else None
        changes.append(Change(index=index, group=group, name=name, record=record))
        resting = [step.id for step in tracking.steps if name in step.covers]
        changes += _fallen(tracking, child, index, resting or _resting(tracking, name))
    return changes


def assigned(
    register: Register, tracking: Tracking, children: Sequence[int], name: str, *, owner: str | None
) -> list[Change]:
    """A step or a kind of information that another role sees to; None gives it back to the register's lead."""
    group: Group = "information" if tracking.kind(name) else "steps"
    changes: list[Change] = []
    for index in children:
        child = register.children[index]
        old = child.info(name) if group == "information" else child.step(name)
        record = old.model_copy(update={"owner": owner})
        changes.append(Change(index=index, group=group, name=name, record=record if record != type(old)() else None))
    return changes


def _resting(tracking: Tracking, step: str) -> list[str]:
    """Steps that come after a step, and after those."""
    found: list[str] = []
    for later in tracking.steps:
        if not {step, *found}.isdisjoint(later.after):
            found.append(later.id)
    return found


def _fallen(tracking: Tracking, child: Child, index: int, steps: Iterable[str]) -> Iterator[Change]:
    """Those of these steps that were done, and are open again."""
    for step in steps:
        old = child.step(step)
        if old.is_done:
            record = StepEntry(owner=old.owner) if old.owner else None
            yield Change(index=index, group="steps", name=step, record=record)
