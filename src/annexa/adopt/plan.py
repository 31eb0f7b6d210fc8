"""What becomes of every file of a folder, decided before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from annexa.adopt.found import Found, Tree
from annexa.adopt.guesses import Guesses, guess
from annexa.adopt.numbers import Numbered, numbered, section_of
from annexa.adopt.privacy import Privacy
from annexa.adopt.state import Outcome
from annexa.adopt.versions import Shown, duplicates, older
from annexa.adopt.wording import SURE, Likely, Wording, wording
from annexa.documents.facts import Facts, ReadFault, ReadFaultKind
from annexa.documents.kinds import kind_of
from annexa.load import Loaded
from annexa.model.framework import Requirement
from annexa.model.library import Library
from annexa.model.words import within

Read = Facts | ReadFault
Reader = Callable[[Mapping[Path, str]], Mapping[Path, Read]]
"""Gives the facts of files, by path; asked with their SHA-256."""

_USELESS: Final = frozenset({ReadFaultKind.CORRUPT, ReadFaultKind.EMPTY})
_METADATA: Final = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """A document that answers a requirement, with what is guessed of it."""

    found: Found
    requirement: Requirement
    guesses: Guesses
    certainty: float = 1.0
    """0 to 1; 1 where the path gives the number, or a person does."""

    @property
    def is_by_words(self) -> bool:
        """Whether only words speak for the requirement."""
        return self.certainty < 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of one file."""

    name: PurePosixPath
    """Relative to the folder that is read."""
    outcome: Outcome
    reason: str = ""
    """Why, in words that follow the name; of a placed one, what placed it."""
    sha256: str = ""
    """Empty where it was skipped unread."""
    placing: Placing | None = None
    """Of a placed one."""
    of: PurePosixPath | None = None
    """The file of which it is a duplicate or an older version."""


def plan(
    tree: Tree,
    loaded: Loaded,
    library: Library,
    *,
    today: date,
    read: Reader,
) -> tuple[Decision, ...]:
    """A decision for each file, in the order of their names."""
    return _Planning(loaded, library, today).decisions(tree, read)


def plan_each(
    files: Sequence[Found], to: Requirement, loaded: Loaded, library: Library, *, today: date, read: Reader
) -> tuple[Decision, ...]:
    """A decision for each of some files that a person names for a requirement, versions and copies among them."""
    planning = _Planning(loaded, library, today, to)
    facts = read({one.path: one.sha256 for one in files})
    return tuple(planning.judged(one, facts.get(one.path)) for one in files)


class _Planning:
    def __init__(self, loaded: Loaded, library: Library, today: date, to: Requirement | None = None) -> None:
        self.framework, self.today, self.to = loaded.framework, today, to
        self.wording: Wording = wording(loaded.root, loaded.framework)
        self.privacy = Privacy(loaded=loaded, library=library, today=today)

    def decisions(self, tree: Tree, read: Reader) -> tuple[Decision, ...]:
        done = [Decision(name=s.name, outcome=Outcome.SKIPPED, reason=s.reason) for s in tree.skipped]
        waiting: list[Found] = []
        for one in tree.documents:
            if reason := _no_document(one.path.suffix.lower()):
                done.append(_not(one, Outcome.SKIPPED, reason))
            else:
                waiting.append(one)
        same = duplicates(waiting)
        facts = read({one.path: one.sha256 for one in waiting if one not in same})
        judged = {one: self.judged(one, facts.get(one.path)) for one in waiting if one not in same}
        done += self._without_older(judged)
        done += [self._duplicate(one, kept, judged[kept]) for one, kept in same.items()]
        return tuple(sorted(done, key=lambda decision: str(decision.name)))

    def judged(self, one: Found, read: Read | None) -> Decision:
        facts = read if isinstance(read, Facts) else None
        guesses = guess(one, facts, self.framework, self.today)
        decision = self._placed(one, facts, guesses)
        requirement = decision.placing.requirement if decision.placing else None
        if reason := self.privacy.reason(one, read, requirement, guesses):
            return _not(one, Outcome.KEPT_BACK, reason)
        if no := _no_document(one.path.suffix.lower()):
            return _not(one, Outcome.SKIPPED, no)
        if isinstance(read, ReadFault) and read.kind in _USELESS:
            reason = f"cannot be used: {within(read.message).rstrip('.')}. {read.remedy}"
            return _not(one, Outcome.NOT_PLACED, reason)
        return decision

    def _placed(self, one: Found, facts: Facts | None, guesses: Guesses) -> Decision:
        """Where the path says, else where the words say; else nowhere, with the reason."""
        number = numbered(one.name, self.framework)
        by_path = self.to or number.requirement
        if by_path is not None:
            return _placed(Placing(found=one, requirement=by_path, guesses=guesses), f"“{number.where}”")
        likely = self.wording.likely(one.name, facts, among=section_of(one.name, self.framework))
        sure = next((each for each in likely[:1] if each.certainty >= SURE), None)
        if sure is None:
            return _not(one, Outcome.NOT_PLACED, _nowhere(number, likely))
        certainty = min(sure.certainty, 0.99)
        placing = Placing(found=one, requirement=sure.requirement, guesses=guesses, certainty=certainty)
        return _placed(placing, "its words")

    def _without_older(self, judged: Mapping[Found, Decision]) -> list[Decision]:
        placed = {one: _shown(each.placing) for one, each in judged.items() if each.placing is not None}
        newest = older(placed)
        return [
            _not(one, Outcome.OLDER, f"is an older version of “{newest[one].name}”", of=newest[one])
            if one in newest
            else decision
            for one, decision in judged.items()
        ]

    def _duplicate(self, one: Found, kept: Found, decision: Decision) -> Decision:
        if decision.outcome is Outcome.KEPT_BACK:
            return replace(decision, name=one.name)
        reason = f"holds the same bytes as “{kept.name}”"
        own = numbered(one.name, self.framework).requirement if self.to is None else None
        if own is not None and decision.placing is not None and own != decision.placing.requirement:
            number = own.number or own.id
            reason += f", though it lies under {number}: where it answers {number} too, say so there with ‘also:’"
        return _not(one, Outcome.DUPLICATE, reason, of=kept)


def _placed(placing: Placing, reason: str) -> Decision:
    found = placing.found
    return Decision(name=found.name, outcome=Outcome.PLACED, reason=reason, sha256=found.sha256, placing=placing)


def _not(one: Found, outcome: Outcome, reason: str, *, of: Found | None = None) -> Decision:
    return Decision(
        name=one.name, outcome=outcome, reason=reason, sha256=one.sha256, of=of.name if of is not None else None
    )


def _shown(placing: Placing) -> Shown:
    title = placing.guesses.title if placing.guesses.is_shown else ""
    return Shown(requirement=placing.requirement.id, title=title)


def _no_document(suffix: str) -> str:
    """Why files of an ending answer no requirement, with the remedy; empty for all others."""
    if suffix in _METADATA:
        return "is metadata of a library, and no document"
    kind = kind_of(suffix.removeprefix("."))
    if kind is None or not (kind.never or kind.what.endswith("archive")):
        return ""
    return f"is {kind.what}. {kind.remedy}"


def _nowhere(number: Numbered, likely: tuple[Likely, ...]) -> str:
    said = (
        f"is numbered {number.said}, which is not on the list"
        if number is not None and number.said
        else ("bears no number of the list")
    )
    if not likely:
        return f"{said}, and its words fit no requirement"
    may = " or ".join(
        f"{each.requirement.heading} ({each.certainty:.0%} sure)" for each in sorted(likely[:2], key=_sureness)
    )
    return f"{said}; it may be {may}"


def _sureness(one: Likely) -> float:
    return -one.certainty
