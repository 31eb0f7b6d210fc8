"""A rule that breaks, or never ends, costs its own answer: one error that names the file, and nothing else is lost."""

import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Thread, Timer
from types import ModuleType

import docx
import pytest
from tests.processes import comes

from annexa.check import Checked, attempt, check
from annexa.cli.main import run
from annexa.load import project
from annexa.model.findings import Finding, Level
from annexa.rules import RULES
from annexa.rules.base import Fault
from annexa.tools.deadline import TimeUp, turns, within

AS_OF = date(2026, 11, 2)
DOCUMENT = "evidence/3.4-destinations/destinations.docx"


@pytest.fixture
def library(make_library: Callable[..., Path]) -> Path:
    root = make_library()
    made = docx.Document()
    made.add_heading("Destinations after leaving school", 0)
    made.add_paragraph("Draft version 0.2")
    made.save(str(root / DOCUMENT))
    return root


def checked(root: Path) -> Checked:
    return check(project(root), as_of=AS_OF, cache=root / "build" / "cache", workers=1)


def spoil(monkeypatch: pytest.MonkeyPatch, rule: str, error: Callable[[object], Iterator[Fault]]) -> None:
    module = RULES[rule]
    assert isinstance(module, ModuleType)
    monkeypatch.setattr(module, "check", error)


def index_error(subject: object) -> Iterator[Fault]:
    yield Fault(message="Found before it broke")
    raise IndexError("a word of the text: Tamsin Vell")


def recursion(subject: object) -> Iterator[Fault]:
    yield from recursion(subject)


def endless(subject: object) -> Iterator[Fault]:
    re.search("(a+)+b", "a" * 60)
    yield Fault(message="never")


@pytest.mark.parametrize(
    ("rule", "file"),
    [
        ("requirement-without-item", "evidence/library.yaml"),
        ("file-not-in-metadata", "evidence/3.4-destinations/item.yaml"),
        ("mislabelled", DOCUMENT),
        ("personal-data", DOCUMENT),
        ("waiver-unused", DOCUMENT),
    ],
)
@pytest.mark.parametrize("error", [index_error, recursion], ids=["index", "recursion"])
def test_one_error_and_all_other_findings(
    library: Path, monkeypatch: pytest.MonkeyPatch, rule: str, file: str, error: Callable[[object], Iterator[Fault]]
) -> None:
    before = [finding for finding in checked(library).findings if finding.rule != rule]
    spoil(monkeypatch, rule, error)
    found = checked_without_cache(library)
    (broken,) = (finding for finding in found if "could not be judged" in finding.message)
    assert (broken.rule, broken.level, broken.file) == (rule, Level.ERROR, file)
    assert "Tamsin" not in broken.message + broken.remedy
    assert [which(finding) for finding in found if finding.rule != rule] == [which(finding) for finding in before]
    kept = [finding for finding in found if finding.rule == rule and finding is not broken]
    assert len(kept) == (1 if error is index_error else 0)


def which(finding: Finding) -> tuple[str, str, Level, int | None]:
    """A finding without its quotations, which stay away where personal data could not be looked for."""
    return finding.rule, finding.file, finding.level, finding.place.paragraph


def checked_without_cache(root: Path) -> tuple[Finding, ...]:
    return check(project(root), as_of=AS_OF, cache=root / "build" / "other", workers=1).findings


def test_a_rule_that_never_ends_is_ended_inside_its_pattern(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempt, "RULE_SECONDS", 1.0)
    spoil(monkeypatch, "personal-data", endless)
    found = checked(library).findings
    (broken,) = (finding for finding in found if finding.rule == "personal-data")
    assert broken.level is Level.ERROR and "longer than 1 second" in broken.message
    assert any(finding.rule == "draft" for finding in found)


def test_it_is_not_remembered(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        spoil(patch, "personal-data", index_error)
        assert any("could not be judged" in finding.message for finding in checked(library).findings)
    assert not any(finding.rule == "personal-data" for finding in checked(library).findings)


def test_no_waiver_accepts_it(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = library / "evidence/3.4-destinations/item.yaml"
    waiver = "    waive:\n      - {rule: draft, reason: It is agreed., approved_by: lano, until: 2027-01-31}\n"
    item.write_text(item.read_text("utf-8") + waiver, encoding="utf-8")
    assert {finding.level for finding in checked(library).findings if finding.rule == "draft"} == {Level.INFO}
    spoil(monkeypatch, "draft", index_error)
    levels = [finding.level for finding in checked_without_cache(library) if finding.rule == "draft"]
    assert sorted(levels) == [Level.ERROR, Level.INFO]


@pytest.mark.parametrize(
    ("sensitivity", "said", "called"),
    [
        ("official", "IndexError: a word of the text", (DOCUMENT, DOCUMENT)),
        ("personal", "IndexError\n", ("document 1", "3.4:1")),
    ],
)
def test_the_command_ends_with_1_and_debug_has_the_traceback(
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sensitivity: str,
    said: str,
    called: tuple[str, str],
) -> None:
    item = library / "evidence/3.4-destinations/item.yaml"
    item.write_text(item.read_text("utf-8") + f"    sensitivity: {sensitivity}\n", encoding="utf-8")
    spoil(monkeypatch, "no-language", index_error)
    assert run(["--library", str(library), "--debug", "check"]) == 1
    shown = capsys.readouterr()
    assert called[0] in shown.out and "could not be judged by this rule" in " ".join(shown.out.split())
    assert f"{called[1]}, rule no-language" in shown.err and "in index_error" in shown.err and said in shown.err


@pytest.mark.parametrize("in_thread", [False, True])
def test_the_time_limit_works_in_every_thread_and_leaves_nothing_behind(in_thread: bool) -> None:
    ended: list[bool] = []

    def work() -> None:
        try:
            with within(0.05):
                while True:
                    time.sleep(0.001)
        except TimeUp:
            ended.append(True)
        with within(60):
            pass
        assert comes(lambda: not any(isinstance(each, Timer) for each in threading.enumerate()))
        assert not hasattr(signal, "getitimer") or signal.getitimer(signal.ITIMER_REAL) == (0, 0)
        ended.append(True)

    if in_thread:
        thread = Thread(target=work)
        thread.start()
        thread.join()
    else:
        work()
    assert ended == [True, True]


@pytest.mark.parametrize("in_thread", [False, True])
def test_each_turn_has_a_limit_of_its_own_and_work_between_them_has_none(in_thread: bool) -> None:
    ended: list[str] = []

    def busy(seconds: float) -> None:
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass

    def work() -> None:
        with turns() as limited:
            for name, seconds, takes in (("first", 0.05, 60.0), ("second", 30.0, 0.1), ("third", 0.05, 60.0)):
                try:
                    with limited(seconds):
                        busy(takes)
                    ended.append(name)
                except TimeUp:
                    ended.append(f"{name} too late")
                busy(0.1)

    if in_thread:
        thread = Thread(target=work)
        thread.start()
        thread.join()
    else:
        work()
    assert ended == ["first too late", "second", "third too late"]
