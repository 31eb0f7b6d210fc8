"""Asks about many addresses and remembers the answers: what `annexa links` and `annexa check --online` share."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annexa.links.cache import Memory
from annexa.links.verdict import Answer
from annexa.model.words import Advance, silent

if TYPE_CHECKING:
    from annexa.links.client import Checker

MAX_AGE_DAYS = 7.0
"""A page that opened so recently is not asked for again."""
DEADLINE = 600.0
"""Seconds for a whole run."""


class Outcome(msgspec.Struct, frozen=True):
    """What a run found out."""

    answers: dict[str, Answer]
    unreachable: bool
    """No host at all could be reached: this computer may have no way to the internet, and nothing was remembered."""


def memory_of(cache: Path) -> Path:
    """Where answers are remembered, below the cache folder of a project."""
    return cache / "links.json"


def ask(
    addresses: Iterable[str],
    *,
    cache: Path,
    strict: bool = False,
    max_age_days: float = MAX_AGE_DAYS,
    deadline: float = DEADLINE,
    advance: Advance = silent,
    checker: "Checker | None" = None,
) -> Outcome:
    """The answer for each address; `advance` is called with each one that is done.

    `strict` lets one failed run be enough to call a link dead. What was learnt is kept when the run is interrupted.
    Raises OSError where the memory cannot be written.
    """
    memory = Memory(memory_of(cache))
    wanted = tuple(dict.fromkeys(addresses))
    known = {address: memory.recall(address, max_age_days=max_age_days) for address in wanted}
    answers = {address: answer for address, answer in known.items() if answer is not None}
    for address in answers:
        advance(address)
    fresh: list[Answer] = []
    missing = [address for address in wanted if address not in answers]
    if not missing:
        return Outcome(answers, unreachable=False)
    from annexa.links.client import Checker, Progress, unreachable

    def note(progress: Progress) -> None:
        fresh.append(progress.answer)
        advance(progress.answer.address)

    try:
        asyncio.run((checker or Checker()).ask(missing, deadline=deadline, progress=note))
    finally:
        cut_off = unreachable(fresh)
        if not cut_off:
            fresh = [memory.record(answer, strict=strict) for answer in fresh]
            memory.save()
    if cut_off:
        # Nothing certain follows from a run that reached nobody.
        fresh = [msgspec.structs.replace(answer, certain=False) for answer in fresh]
    answers |= {answer.address: answer for answer in fresh}
    return Outcome({address: answers[address] for address in wanted}, unreachable=cut_off)
