"""Errands are done once each: elsewhere what may leave, here all the rest and what came back without an answer."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from annexa.tools.spread import Errand, File, Work, sending_to, spread


def work(some: Any, common: Any, folder: Path) -> list[Any]:
    return [None for _ in some]


class Other:
    """Another machine, which answers some errands."""

    def __init__(self, answers: dict[str, str], *, takes_sensitive: bool = False) -> None:
        self.answers = answers
        self.takes_sensitive = takes_sensitive
        self.given: list[str] = []

    def each(self, work: Work, errands: Sequence[Errand[Any]], common: Any, seconds: float) -> Iterator[Any]:
        self.given += [each.key for each in errands]
        return iter([(each, self.answers[each.key]) for each in errands if each.key in self.answers])


ERRANDS = [
    Errand("plain", (File(Path("a"), "1"),)),
    Errand("other", ()),
    Errand("sensitive", (), is_sensitive=True),
    Errand("staying", (), may_leave=False),
]
ALL = ["plain", "other", "sensitive", "staying"]


@pytest.mark.parametrize(
    ("other", "given", "done_here"),
    [
        (None, [], ALL),
        (Other({"plain": "yes", "other": "yes"}), ["plain", "other"], ["sensitive", "staying"]),
        (Other({"plain": "yes"}), ["plain", "other"], ["sensitive", "staying", "other"]),
        (Other({"plain": "no", "other": "yes"}), ["plain", "other"], ["sensitive", "staying", "plain"]),
        (Other({}), ["plain", "other"], ["sensitive", "staying", "plain", "other"]),
        (
            Other({"sensitive": "yes"}, takes_sensitive=True),
            ["plain", "other", "sensitive"],
            ["staying", "plain", "other"],
        ),
    ],
    ids=["alone", "all answered", "one lost", "one will not do", "all lost", "sensitive ones may go"],
)
def test_each_errand_is_done_once(other: Other | None, given: list[str], done_here: list[str]) -> None:
    here: list[str] = []

    def do(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
        here.extend(keys)
        return ((key, "here") for key in keys)

    def answers() -> list[tuple[str, str]]:
        return list(spread(work, ERRANDS, do, taken=lambda key, answer: answer if answer == "yes" else None))

    if other is None:
        found = answers()
    else:
        with sending_to(other):
            found = answers()
        assert other.given == given
    assert here == done_here
    assert sorted(key for key, _ in found) == sorted(ALL)
    assert {key for key, answer in found if answer == "here"} == set(done_here)
