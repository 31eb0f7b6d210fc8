"""What people see while long work goes on: the stage, the document, which of how many, and for how long."""

import io
import sys

from annexa.cli import progress as module
from annexa.model.words import step


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_step_says_stage_document_and_which_of_how_many() -> None:
    assert step("Converting", 3, 1240, "plan.docx") == "Converting 3 of 1,240: plan.docx"
    assert step("Merging volumes", 1, 2) == "Merging volumes 1 of 2"
    assert step("Checking", 1, 1, "x" * 80 + ".docx").endswith("x.docx")
    assert len(step("Checking", 1, 1, "x" * 300)) < 100


def test_what_takes_long_is_said_to(monkeypatch) -> None:
    seen = Terminal()
    clock = [100.0]
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "160")
    with module.progress("Building") as advance:
        advance(step("Converting", 3, 24, "plan [draft].docx"))
        clock[0] += 42
    shown = seen.getvalue()
    assert "Building" in shown and "Converting 3 of 24: plan [draft].docx" in shown
    assert "for 42 s" in shown


def test_a_log_is_left_alone(monkeypatch) -> None:
    seen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", seen)
    with module.progress("Building") as advance:
        advance("plan.docx")
    assert seen.getvalue() == ""
