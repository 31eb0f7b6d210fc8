"""A helper that is asked about files: one that never ends costs its own answer, and the next is answered."""

import os
import signal
import sys

import pytest
from tests.processes import goes

from annexa.documents.facts import ReadFault
from annexa.documents.guarded import Readers
from annexa.model.errors import ToolFailed
from annexa.tools import asked
from annexa.tools.asked import Helper, early_helpers

MODULE = """
import os
import sys
from annexa.tools.asked import serve
def answer(path):
    print("a library that prints", flush=True)
    if path.name == "loops":
        while True: pass
    if path.name == "dies":
        sys.exit(1)
    if path.name.startswith("killed") and not (path.name == "killed once" and path.exists()):
        path.touch()
        os.kill(os.getpid(), 9)
    return path.name.encode()
sys.exit(serve(answer, seconds=30, processor=lambda path: 1))
"""


@pytest.fixture
def helper(tmp_path, monkeypatch):
    (tmp_path / "asked_in_a_test.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    with Helper("asked_in_a_test") as helper:
        yield helper


def test_a_file_that_loops_or_ends_the_helper_costs_its_own_answer_only(helper, tmp_path):
    answers = [helper.ask(tmp_path / name) for name in ("one", "loops", "two", "dies", "three")]
    assert answers == [b"one", None, b"two", None, b"three"]


def test_one_that_somebody_killed_is_asked_once_more(helper, tmp_path):
    """As a system does that is short of memory: the file need not be why."""
    answers = [helper.ask(tmp_path / name) for name in ("one", "killed once", "killed always", "two")]
    assert answers == [b"one", b"killed once", None, b"two"]


def test_one_that_was_begun_early_is_taken_once_and_none_is_left(helper, tmp_path):
    with early_helpers() as begin:
        begin(("asked_in_a_test",), ("annexa.proof.worker",))
        begin(("asked_in_a_test",))
        with early_helpers() as later:  # what somebody else has begun is not begun twice
            later(("asked_in_a_test",))
        taken, left = asked._early.values()
        assert helper.ask(tmp_path / "one") == b"one"
        assert helper._process is taken
        helper.end()
        assert helper.ask(tmp_path / "two") == b"two" and helper._process is not taken
    assert not asked._early and goes(left.pid)


def test_one_that_nobody_needed_was_never_begun(tmp_path):
    with early_helpers():
        pass
    assert not asked._early


def test_one_that_was_begun_early_and_ended_is_begun_again_where_somebody_killed_it(helper, tmp_path):
    with early_helpers() as begin:
        begin(("asked_in_a_test",))
        (early,) = asked._early.values()
        os.kill(early.pid, signal.SIGKILL)
        assert helper.ask(tmp_path / "one") == b"one"


def test_one_that_was_given_up_is_not_started_again(helper, tmp_path):
    helper.ask(tmp_path / "one")
    process = helper._process
    line = process.line

    def given_up(until):
        helper.end()
        return line(until)

    process.line = given_up
    assert helper.ask(tmp_path / "loops") is None  # it may answer before it is ended otherwise
    assert not helper.is_running and not process.is_alive


@pytest.mark.parametrize("start", ["import nothing_of_this_name", "raise SystemExit(3)", "raise MemoryError"])
def test_one_that_cannot_start_is_no_fault_of_a_file(tmp_path, monkeypatch, start):
    (tmp_path / "never_ready.py").write_text(start)
    monkeypatch.syspath_prepend(str(tmp_path))
    with Helper("never_ready") as helper, pytest.raises(ToolFailed) as error:
        helper.ask(tmp_path / "one")
    assert "never_ready" in error.value.message and error.value.remedy


def test_a_reader_that_cannot_start_is_no_fault_of_a_file(tmp_path):
    (tmp_path / "one.txt").write_text("words")
    with Readers(1) as readers:
        readers._command = [sys.executable, "-c", "raise SystemExit(3)"]
        found = readers.submit(tmp_path / "one.txt").result()
    assert isinstance(found, ReadFault)
    assert "exit code 3" in found.message and "save it" not in found.remedy
