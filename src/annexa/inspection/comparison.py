"""Two lists of requirements compared: what is new, gone, renumbered, reworded, or due at another time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from annexa.model.framework import Framework, Requirement

Kind = Literal["new", "gone", "renumbered", "reworded", "moved", "deadline"]
SURE: Final = 0.5
"""How alike title and wording must be, from 0 to 1, for two entries of one number to be the same requirement."""
ALIKE: Final = 0.8
"""How alike for two entries of different numbers; below that, one is gone and the other is new, for a person to see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One requirement of either list, and how it differs; nothing in `kinds` where it is the same."""

    old: Requirement | None
    new: Requirement | None
    kinds: tuple[Kind, ...]

    @property
    def renumbered(self) -> tuple[str, str] | None:
        """The old id and the new one, where they differ."""
        if self.old is None or self.new is None or self.old.id == self.new.id:
            return None
        return self.old.id, self.new.id


def compare(old: Framework, new: Framework) -> tuple[Difference, ...]:
    """Every requirement of both lists: those of the new one in its order, then those that are gone.

    What the new list says itself (`was`) counts; then the same title; then the same number with like words; then like
    words alone. A number that now asks for something else is not the same requirement.
    """
    pairs = _pairs(old, new)
    before = {requirement.id: requirement for requirement in old.requirements}
    kept = [_difference(before[pairs[r.id]] if r.id in pairs else None, r, old, new) for r in new.requirements]
    taken = set(pairs.values())
    gone = [Difference(old=r, new=None, kinds=("gone",)) for r in old.requirements if r.id not in taken]
    return (*kept, *gone)


def renumbered(differences: tuple[Difference, ...]) -> dict[str, str]:
    """New ids by the old ones, of those that differ."""
    return dict(found for each in differences if (found := each.renumbered))


def _pairs(old: Framework, new: Framework) -> dict[str, str]:
    """Old ids by new ones, each used once."""
    pairs: dict[str, str] = {}
    open_old = {requirement.id: requirement for requirement in old.requirements}
    open_new = {requirement.id: requirement for requirement in new.requirements}
    for new_id, old_id in _matches(open_old, open_new):
        if new_id in open_new and old_id in open_old:
            pairs[new_id] = old_id
            del open_new[new_id], open_old[old_id]
    return pairs


def _matches(old: dict[str, Requirement], new: dict[str, Requirement]) -> Iterator[tuple[str, str]]:
    """Pairs of a new and an old id, the surest first; `old` and `new` shrink as they are taken."""
    yield from [(r.id, r.was) for r in new.values() if r.was]
    for sure in (SURE, 0.0):  # of entries with one title, those with like words first
        yield from [
            (n.id, o.id)
            for n in new.values()
            for o in old.values()
            if _folded(n.title) == _folded(o.title) and (n.id == o.id or _likeness(n, o) >= sure)
        ]
    yield from [(id, id) for id in new if id in old and _likeness(new[id], old[id]) >= SURE]
    scored = [(_likeness(n, o), n.id, o.id) for n in new.values() for o in old.values()]
    yield from [(n, o) for score, n, o in sorted(scored, key=lambda one: -one[0]) if score >= ALIKE]


def _difference(before: Requirement | None, after: Requirement, old: Framework, new: Framework) -> Difference:
    if before is None:
        return Difference(old=None, new=after, kinds=("new",))
    kinds: list[Kind] = []
    if before.id != after.id:
        kinds.append("renumbered")
    if (before.title, before.asks, before.parts) != (after.title, after.asks, after.parts):
        kinds.append("reworded")
    if before.submission != after.submission:
        kinds.append("moved")
    if before.due != after.due or _internal(before, old) != _internal(after, new):
        kinds.append("deadline")
    return Difference(old=before, new=after, kinds=tuple(kinds))


def _internal(requirement: Requirement, framework: Framework) -> set[tuple[str, int, str]]:
    """The deadlines inside the partnership that hold for a requirement, by step."""
    submission = framework.submission(requirement.submission)
    steps = {each.step: each.due for each in (submission.internal if submission else ())}
    steps |= {each.step: each.due for each in requirement.internal}
    return {(step, due.day, due.time.isoformat()) for step, due in steps.items()}


def _likeness(one: Requirement, other: Requirement) -> float:
    """From 0 to 1, by title and wording."""
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio()


def _words(requirement: Requirement) -> list[str]:
    return _folded(f"{requirement.title} {requirement.asks} {' '.join(requirement.parts)}").split()


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
