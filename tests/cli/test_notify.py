"""The call through the command line: recorded, told, undone; and dates that are typed in another way."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest

from annexa.cli import main
from annexa.model.errors import ExitCode

Make = Callable[..., Path]


@pytest.fixture
def project(make_library: Make, project_root: Path) -> Path:
    """One item, and the guidance of the product."""
    root = make_library()
    shutil.copytree(project_root / "guidance", root / "guidance")
    return root


def run(root: Path, *arguments: str) -> int:
    return main.run(["--library", str(root), *arguments])


def settings(root: Path) -> str:
    return (root / "evidence/library.yaml").read_text(encoding="utf-8")


def test_the_call_is_recorded_told_and_undone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = settings(project)
    assert run(project, "notify", "2026-11-30", "--time", "9.40am", "--at", "2026-11-30 10:00") == ExitCode.OK
    shown = capsys.readouterr().out
    assert 'notification: 2026-11-30\nnotified_at: "09:40"\n' in settings(project)
    assert "commit it. It was Monday 2 November 2026." in " ".join(shown.split())
    assert "\nTo undo: annexa notify 2026-11-02 --again\n" in shown
    assert "Next: First meeting of the core group, today at 11am (in 1 h)" in shown
    assert "Next deadline: First evidence to the accountable leads, today at 5pm (in 7 h)" in shown
    assert "Day 5, Friday 4 December 2026\n" in shown and "  5pm               Second submission\n" in shown
    assert run(project, "notify", "2026-11-02", "--again") == ExitCode.OK
    assert settings(project) == before
    assert run(project, "notify", "--clear") == ExitCode.OK
    assert settings(project) == before.replace("notification: 2026-11-02\n", "")
    assert "To put it back: annexa notify 2026-11-02" in capsys.readouterr().out
    assert run(project, "notify") == ExitCode.USAGE


def test_an_inspection_under_way_is_not_moved_by_mistake(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = settings(project)
    assert run(project, "notify", "2026-11-03", "--at", "2026-11-03") == ExitCode.USAGE
    assert "--again" in capsys.readouterr().err and settings(project) == before
    assert run(project, "notify", "2026-11-03", "--at", "2026-11-03", "--again") == ExitCode.OK
    assert "notification: 2026-11-03" in settings(project)


@pytest.mark.parametrize("arguments", [("2026-11-30", "--dry-run"), ("--clear", "--dry-run")])
def test_a_dry_run_writes_nothing(
    project: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = settings(project)
    assert run(project, "notify", *arguments) == ExitCode.OK
    assert "Nothing was written" in capsys.readouterr().out and settings(project) == before


def test_it_answers_other_programs(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "out/inspection.ics"
    assert run(project, "notify", "2027-03-22", "--json", "--ics", str(file)) == ExitCode.OK
    answer = json.loads(capsys.readouterr().out)
    assert (answer["was"], answer["call"]) == ({"day": "2026-11-02", "at": None}, {"day": "2027-03-22", "at": None})
    due = {event["id"]: event["at"] for event in answer["events"]}
    assert (due["submit-day-2"], due["submit-day-5"]) == ("2027-03-23T12:00:00+00:00", "2027-03-30T17:00:00+01:00")
    ends = {str(event["summary"]): event.end for event in icalendar.Calendar.from_ical(file.read_text()).events}
    assert ends["Deadline: Second submission (day 5)"].isoformat() == due["submit-day-5"]


@pytest.mark.parametrize(
    ("given", "means"),
    [
        ("30/11/2026", "Write 2026-11-30."),
        ("30.11.26", "Write 2026-11-30."),
        ("Monday 30 November 2026", "Write 2026-11-30."),
        ("30th Nov 2026", "Write 2026-11-30."),
        ("20261130", "Write 2026-11-30."),
        ("2026-11-31", "November 2026 has 30 days"),
        ("2026-30-11", "no such month"),
        ("2026-11", "such as 2026-09-14"),
        ("soon", "such as 2026-09-14"),
        ("2026-11-28", "Saturday 28 November 2026 is not a working day"),
        ("2026-12-25", "is not a working day"),
    ],
)
def test_a_date_typed_in_another_way_is_answered_with_the_right_one(
    project: Path, given: str, means: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = settings(project)
    assert run(project, "notify", given) == ExitCode.USAGE
    assert means in capsys.readouterr().err and settings(project) == before


@pytest.mark.parametrize(
    "command",
    [
        ("calendar", "--from", "30/11/2026"),
        ("check", "--as-of", "30/11/2026"),
        ("status", "--at", "30/11/2026 11:20"),
        ("bundle", "day-2", "--sent", "30/11/2026"),
        ("waive", "x", "out-of-date", "--until", "30/11/2026"),
        ("attest", "x", "--on", "30/11/2026"),
    ],
)
def test_every_command_reads_dates_alike(
    project: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, *command) == ExitCode.USAGE
    assert "Write 2026-11-30." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "written"),
    [("09:40", "09:40"), ("9.40", "09:40"), ("9:40 AM", "09:40"), ("2pm", "14:00"), ("12.05am", "00:05")],
)
def test_a_time_is_read_as_people_write_it(project: Path, given: str, written: str) -> None:
    assert run(project, "notify", "2026-11-30", "--time", given, "-q") == ExitCode.OK
    assert f'notified_at: "{written}"' in settings(project)


@pytest.mark.parametrize("given", ["9", "25:00", "9:70", "13pm", "noonish"])
def test_a_time_that_is_none_is_refused(project: Path, given: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "notify", "2026-11-30", "--time", given) == ExitCode.USAGE
    assert "such as 09:40" in capsys.readouterr().err


def test_a_library_without_guidance_has_deadlines(make_library: Make, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(make_library(), "calendar", "--from", "2026-11-30", "--json") == ExitCode.OK
    due = {event["id"]: event["at"] for event in json.loads(capsys.readouterr().out)}
    assert due["submission-day-5"] == "2026-12-04T17:00:00+00:00"
    assert due["evidence-lead-day-5"] == "2026-12-03T17:00:00+00:00"


@pytest.mark.parametrize("command", [["check"], ["calendar"], ["notify"], ["status"]])
@pytest.mark.parametrize(("day", "said"), [("2021-01-11", "ended on"), ("2099-11-02", "still to come")])
def test_a_date_left_over_or_to_come_is_said(
    project: Path, command: list[str], day: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "evidence/library.yaml"
    path.write_text(path.read_text().replace("2026-11-02", day))
    run(project, *command)
    shown = capsys.readouterr()
    assert said in " ".join((shown.out + shown.err).split())


@pytest.mark.parametrize("file", ["local.yaml", "timeline.yaml"])
def test_faulty_guidance_stops_nobody_who_has_evidence_to_hand_in(
    project: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "guidance" / file).write_text("names: [\n")
    assert run(project, "notify", "2026-11-30") == ExitCode.OK
    shown = capsys.readouterr()
    assert "Second submission, Friday 5pm: with the inspectors" in shown.out
    assert f"guidance/{file}, line" in shown.err and "left out" in shown.err
    assert "notification: 2026-11-30" in settings(project)
    assert run(project, "check") == ExitCode.FINDINGS
    assert ("left out" in " ".join(capsys.readouterr().out.split())) is (file == "local.yaml")
    assert run(project, "status") == ExitCode.OK


def test_forty_columns_are_enough(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert run(project, "notify", "2026-11-30") == ExitCode.OK
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 40


def test_a_day_that_is_no_working_day_leaves_requirements_without_dates(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "evidence/library.yaml"
    path.write_text(path.read_text().replace("2026-11-02", "2026-11-01"))
    assert run(project, "requirements", "3.4", "--json") == ExitCode.OK
    assert json.loads(capsys.readouterr().out)[0]["date"] is None
    assert run(project, "check") == ExitCode.FINDINGS
    assert "Sunday 1 November 2026, which is not a working day" in " ".join(capsys.readouterr().out.split())
