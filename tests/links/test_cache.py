"""Answers between runs: when a page need not be asked again, and when a failing link counts as dead."""

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annexa.links.cache import APART, Memory
from annexa.links.client import Checker, Progress
from annexa.links.online import ask, memory_of
from annexa.links.verdict import Answer, Verdict
from annexa.model.findings import Level

PAGE = "https://www.area.org/page"
HOUR = 3600.0


def answer(verdict: Verdict, at: float = 0.0, **more: Any) -> Answer:
    return Answer(address=PAGE, verdict=verdict, asked_at=time.time() + at, **more)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "links.json")


def test_a_page_that_opened_is_remembered_for_so_many_days(memory: Memory) -> None:
    memory.record(answer(Verdict.OK, -2 * 24 * HOUR))
    remembered = memory.recall(PAGE, max_age_days=3)
    assert remembered is not None
    assert remembered.remembered
    assert memory.recall(PAGE, max_age_days=1) is None
    assert memory.recall("https://www.area.org/other", max_age_days=3) is None


def test_only_success_is_remembered(memory: Memory) -> None:
    for verdict in set(Verdict) - {Verdict.OK, Verdict.MOVED}:
        memory.record(answer(verdict))
        assert memory.recall(PAGE, max_age_days=3) is None


def test_an_answer_from_the_future_is_not_trusted(memory: Memory) -> None:
    memory.record(answer(Verdict.OK, +24 * HOUR))
    assert memory.recall(PAGE, max_age_days=3) is None


@pytest.mark.parametrize(
    ("runs", "levels"),
    [
        ([(0, "gone")], ["warning"]),
        ([(-1, "gone"), (0, "gone")], ["warning", "warning"]),
        ([(-4, "gone"), (0, "gone")], ["warning", "error"]),
        ([(-4, "timeout"), (-2, "dns"), (0, "gone")], ["warning", "warning", "error"]),
        ([(-4, "gone"), (-2, "ok"), (0, "gone")], ["warning", None, "warning"]),
        ([(-4, "gone"), (-2, "refused-robot"), (0, "gone")], ["warning", "warning", "error"]),
        ([(0, "needs-login")], ["error"]),
        ([(0, "not-public")], ["error"]),
    ],
)
def test_dead_only_after_failing_in_two_runs_hours_apart(
    memory: Memory, runs: list[tuple[float, str]], levels: list[str | None]
) -> None:
    assert [memory.record(answer(Verdict(verdict), at * HOUR)).level for at, verdict in runs] == levels


def test_strict_needs_one_run_but_never_makes_a_guess_certain(memory: Memory) -> None:
    assert memory.record(answer(Verdict.GONE), strict=True).level is Level.ERROR
    assert memory.record(answer(Verdict.TLS, certain=False), strict=True).level is Level.WARNING
    assert memory.record(answer(Verdict.REFUSED_ROBOT), strict=True).level is Level.WARNING


def test_a_success_that_failed_since_is_asked_again(memory: Memory) -> None:
    memory.record(answer(Verdict.OK, -HOUR))
    memory.record(answer(Verdict.TIMEOUT))
    assert memory.recall(PAGE, max_age_days=3) is None


def test_what_is_saved_is_read_again(memory: Memory) -> None:
    memory.record(answer(Verdict.GONE, -APART))
    memory.save()
    again = Memory(memory.path)
    assert again.record(answer(Verdict.GONE)).certain
    again.record(answer(Verdict.MOVED, final="https://www.area.org/new"))
    again.save()
    remembered = Memory(memory.path).recall(PAGE, max_age_days=1)
    assert remembered is not None
    assert (remembered.verdict, remembered.final) == (Verdict.MOVED, "https://www.area.org/new")


def test_addresses_nobody_asks_about_are_forgotten(memory: Memory) -> None:
    memory.record(answer(Verdict.OK, -200 * 24 * HOUR))
    memory.save()
    assert json.loads(memory.path.read_text())["links"] == {}


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"version":99,"links":{}}', b"\xff\xfe", b'{"version":1,"links":3}']
)
def test_a_damaged_memory_counts_as_empty(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "links.json").write_bytes(content)
    memory = Memory(tmp_path / "links.json")
    assert memory.recall(PAGE, max_age_days=3) is None
    memory.record(answer(Verdict.OK))
    memory.save()
    assert Memory(memory.path).recall(PAGE, max_age_days=3) is not None


class Servers(Checker):
    """In the place of the internet: gives the verdict planned for each address, and notes what it was asked."""

    def __init__(self, plan: dict[str, Verdict], breaks_after: int | None = None) -> None:
        super().__init__()
        self.plan = plan
        self.breaks_after = breaks_after
        self.asked: list[str] = []

    async def ask(  # type: ignore[override]
        self, addresses: list[str], *, deadline: float | None = None, progress: Callable[[Progress], None] | None = None
    ) -> dict[str, Answer]:
        found = {}
        for done, address in enumerate(addresses):
            if done == self.breaks_after:
                raise KeyboardInterrupt
            self.asked.append(address)
            found[address] = Answer(address=address, verdict=self.plan[address], asked_at=time.time())
            assert progress is not None
            progress(Progress(done + 1, len(addresses), found[address]))
            await asyncio.sleep(0)
        return found


def test_a_second_run_asks_only_for_what_did_not_open(tmp_path: Path) -> None:
    plan = {"https://a.org/": Verdict.OK, "https://b.org/": Verdict.GONE, "https://c.org/": Verdict.REFUSED_ROBOT}
    first, second = Servers(plan), Servers(plan)
    done: list[str] = []
    one = ask(plan, cache=tmp_path, checker=first)
    two = ask([*plan, "https://a.org/"], cache=tmp_path, checker=second, advance=done.append)
    assert first.asked == list(plan)
    assert second.asked == ["https://b.org/", "https://c.org/"]
    assert sorted(done) == sorted(plan)
    assert list(two.answers) == list(plan)
    assert [answer.level for answer in one.answers.values()] == [None, Level.WARNING, Level.WARNING]
    assert two.answers["https://a.org/"].remembered


def test_what_was_learnt_is_kept_when_the_run_is_interrupted(tmp_path: Path) -> None:
    plan = {f"https://{name}.org/": Verdict.OK for name in "abcd"}
    with pytest.raises(KeyboardInterrupt):
        ask(plan, cache=tmp_path, checker=Servers(plan, breaks_after=2))
    again = Servers(plan)
    ask(plan, cache=tmp_path, checker=again)
    assert again.asked == ["https://c.org/", "https://d.org/"]


def test_a_run_that_reached_nobody_teaches_nothing(tmp_path: Path) -> None:
    plan = {f"https://{name}.org/": Verdict.DNS for name in "abc"}
    outcome = ask(plan, cache=tmp_path, checker=Servers(plan), strict=True)
    assert outcome.unreachable
    assert not memory_of(tmp_path).exists()
    assert {answer.level for answer in outcome.answers.values()} == {Level.WARNING}


def test_nothing_to_ask_needs_no_network(tmp_path: Path) -> None:
    assert ask([], cache=tmp_path).answers == {}
