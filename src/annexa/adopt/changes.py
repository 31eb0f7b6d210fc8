"""What is new, changed, moved or gone in a folder since it was adopted. Everything here is pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from annexa.adopt.plan import Decision
from annexa.adopt.state import Entry, Outcome, Source, hidden, is_hidden


class Change(StrEnum):
    """What happened to a file since the last run."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    GONE = "gone"
    OTHERWISE = "judged otherwise"
    """The file is as it was, but another one is there now, or is not: an older version may be the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One file that is not as it was adopted."""

    change: Change
    name: str
    """Relative to the folder; of a moved one, where it is now."""
    decision: Decision | None = None
    """What becomes of it now; None where it is gone."""
    before: Entry | None = None
    was: str = ""
    """Of a moved one, where it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A folder and what is known of it."""

    changed: tuple[Changed, ...]
    same: Mapping[str, Entry] = field(default_factory=dict)
    """What is as it was, by the name under which it is recorded."""


def compare(decisions: Iterable[Decision], known: Source) -> Compared:
    """What differs from the last run, in the order of names. What was moved into the library is not gone."""
    now = {str(decision.name): decision for decision in decisions}
    missing = _missing(known, now)
    changed: list[Changed] = []
    same: dict[str, Entry] = {}
    for name, decision in now.items():
        before = known.entry(name)
        digest = decision.sha256
        if before is None:
            was = next((old for old, entry in missing.items() if digest and entry.sha256 == digest), None)
            if was is not None:
                entry = missing.pop(was)
                changed.append(Changed(change=Change.MOVED, name=name, decision=decision, before=entry, was=was))
            else:
                changed.append(Changed(change=Change.NEW, name=name, decision=decision))
        elif before.sha256 != digest:
            changed.append(Changed(change=Change.CHANGED, name=name, decision=decision, before=before))
        elif _is_same(before.outcome, decision.outcome):
            same[recorded_name(name, before.outcome)] = before
        else:
            changed.append(Changed(change=Change.OTHERWISE, name=name, decision=decision, before=before))
    changed += [Changed(change=Change.GONE, name=name, before=entry) for name, entry in missing.items()]
    same |= {name: entry for name, entry in known.files.items() if entry.taken and name not in now}
    return Compared(changed=tuple(sorted(changed, key=lambda one: one.name)), same=same)


def recorded_name(name: str, outcome: Outcome) -> str:
    """The name under which a file is recorded, beside the evidence: of what did not come into the library nobody can
    read even the name, for it may be that of a child."""
    return hidden(name) if outcome in (Outcome.KEPT_BACK, Outcome.NOT_PLACED, Outcome.SKIPPED) else name


def _missing(known: Source, now: Mapping[str, Decision]) -> dict[str, Entry]:
    there = {*now, *(hidden(name) for name in now)}
    return {name: entry for name, entry in known.files.items() if name not in there and not entry.taken}


def _is_same(before: Outcome, now: Outcome) -> bool:
    """What a person has placed since, or taken out, stays as it is; what waited for a place may have one now."""
    return before is now or (before is Outcome.PLACED and now is not Outcome.OLDER)


def shown_name(name: str) -> str:
    """A recorded name, as people are told it."""
    return "a file that was not placed" if is_hidden(name) else name
