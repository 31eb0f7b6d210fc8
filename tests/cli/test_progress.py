"""What people see while long work goes on: the stage, the document, which of how many, and for how long."""

import io
import sys
import time

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


def test_a_log_of_short_work_is_left_alone(monkeypatch) -> None:
    seen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", seen)
    with module.progress("Building") as advance:
        advance("plan.docx")
    assert seen.getvalue() == ""


def test_a_log_gets_a_line_now_and_then_without_names_or_control_characters(monkeypatch) -> None:
    seen, clock = io.StringIO(), [0.0]
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    with module.progress("Building") as advance:
        for number in range(1, 101):
            advance(step("Converting", number, 100, "children of 4 Mill Lane.docx"))
            clock[0] += 1
    assert seen.getvalue().splitlines() == [
        "Building: Converting 31 of 100, about 70 s left",
        "Building: Converting 61 of 100, about 40 s left",
        "Building: Converting 91 of 100, about 10 s left",
    ]


def test_a_log_of_things_that_are_only_named_counts_them(monkeypatch) -> None:
    seen, clock = io.StringIO(), [0.0]
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    with module.progress("Asking", total=4) as advance:
        for host in ("a.example", "b.example", "c.example"):
            clock[0] += 20
            advance(host)
    assert seen.getvalue() == "Asking: 2 of 4, about 40 s left\n"


def test_a_log_of_nobody_knows_how_many_says_how_many_so_far(monkeypatch) -> None:
    seen, clock = io.StringIO(), [0.0]
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    with module.progress("Asking") as advance:
        for host in ("a.example", "b.example"):
            clock[0] += 20
            advance(host)
    assert seen.getvalue() == "Asking: 2 so far\n"


def test_a_log_says_what_is_still_being_done_and_for_how_long(monkeypatch) -> None:
    seen, clock = io.StringIO(), [0.0]
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    log = module.Log("Building", None)
    for _ in range(95):  # the name is withheld here too
        clock[0] += 1
        if clock[0] == 10:
            log.advance(step("Converting", 3, 24, "children of 4 Mill Lane.docx"))
        log.still()
    log.advance(step("Converting", 4, 24, "plan.docx"))
    log.still()
    assert seen.getvalue().splitlines() == [
        "Building: Converting 3 of 24, still at it (30 s)",
        "Building: Converting 3 of 24, still at it (1 min)",
    ]


def test_a_log_says_of_a_stage_without_steps_that_it_lasts(monkeypatch) -> None:
    seen, clock = io.StringIO(), [0.0]
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    log = module.Log("Building the site", None)
    clock[0] = 29
    log.still()
    assert seen.getvalue() == ""
    clock[0] = 30
    log.still()
    log.advance(step("Building the site: its menu,", 2, 4))
    clock[0] = 75
    log.still()
    assert seen.getvalue().splitlines() == [
        "Building the site: still at it (30 s)",
        "Building the site: its menu, 2 of 4, still at it (45 s)",
    ]


def test_a_log_looks_by_itself_until_the_work_is_done(monkeypatch) -> None:
    seen, clock = io.StringIO(), [0.0]
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    monkeypatch.setattr(module, "LOOK", 0.001)
    with module.progress("Building") as advance:
        advance(step("Converting", 1, 1))
        clock[0] = 40
        until = time.monotonic() + 120
        while not seen.getvalue() and time.monotonic() < until:
            time.sleep(0.01)
    clock[0] = 400
    assert seen.getvalue() == "Building: Converting 1 of 1, still at it (40 s)\n", "and no more once it is done"


def test_the_time_left_is_that_of_the_stage(monkeypatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(module, "monotonic", lambda: clock[0])
    pace = module.Pace(None)

    def after(seconds: float, stage: str, number: int, total: int) -> str:
        clock[0] += seconds
        pace.take(step(stage, number, total))
        return pace.left

    assert after(0, "Converting", 1, 24) == "", "nobody knows before the first is done"
    assert after(1, "Converting", 2, 24) == "", "a second is too short to tell"
    assert after(9, "Converting", 3, 24) == "about 2 min left"
    clock[0] += 60
    assert pace.left == "about 50 s left", "it goes down while one document takes its time"
    clock[0] += 60
    assert pace.left == "", "what should have been done by now is not promised"
    assert after(1, "Washing PDFs", 1, 24) == "", "another stage has its own pace"
    assert after(4, "Washing PDFs", 24, 24) == "a few seconds left"
    assert after(30, "Washing PDFs", 1, 24) == "", "and begins anew where it counts from the beginning"
