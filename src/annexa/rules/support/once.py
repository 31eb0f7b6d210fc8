"""Remembers the last answer, so that two rules that look at the same facts share one reading of them."""

from collections.abc import Callable
from typing import TypeVar

from annexa.documents.facts import Facts

Answer = TypeVar("Answer")


def once(read: Callable[[Facts], Answer]) -> Callable[[Facts], Answer]:
    """A function of facts that works only when it is asked about other facts than the last time."""
    last: list[tuple[Facts, Answer]] = []

    def remembered(facts: Facts) -> Answer:
        if last and last[0][0] is facts:
            return last[0][1]
        answer = read(facts)
        last[:] = [(facts, answer)]
        return answer

    return remembered
