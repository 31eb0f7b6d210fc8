"""Terminals without colour, with forty columns, and readers that go away."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from annexa.cli import main, options
from annexa.model.errors import ExitCode

Make = Callable[..., Path]


@pytest.mark.parametrize(
    ("environment", "plain"),
    [({"TERM": "dumb"}, True), ({"NO_COLOR": "1"}, True), ({"NO_COLOR": ""}, False), ({"TERM": "xterm"}, False)],
)
def test_a_terminal_that_knows_no_colour_gets_none(
    environment: dict[str, str], plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert options.plain_terminal() is plain


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a command writes where its output is a terminal."""
    ours, theirs = os.openpty()
    known = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | environment
    command = [sys.executable, "-m", "annexa", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=known):
        os.close(theirs)
        pieces = []
        with suppress(OSError):  # the other end is closed
            while piece := os.read(ours, 65536):
                pieces.append(piece)
    os.close(ours)
    return b"".join(pieces).decode()


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX")
@pytest.mark.parametrize("command", [["check"], ["rules"]])
def test_colour_is_for_terminals_that_know_it(make_library: Make, command: list[str]) -> None:
    root = ["--library", str(make_library())]
    assert "\x1b[" not in on_a_terminal(*root, *command, TERM="dumb")
    assert "\x1b[1m" in on_a_terminal(*root, *command, TERM="xterm-256color")


@pytest.mark.parametrize(
    "command", [["rules"], ["explain", "comments"], ["rules", "--json"], ["calendar", "--from", "2026-11-30"]]
)
def test_a_reader_that_goes_away_is_not_answered_with_findings(make_library: Make, command: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    arguments = [sys.executable, "-m", "annexa", "--library", str(make_library()), *command]
    done = subprocess.run(arguments, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (ExitCode.OK, b"")


@pytest.mark.parametrize("command", ["rules", "doctor"])
def test_forty_columns_are_enough(
    command: str, make_library: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    main.run(["--library", str(make_library()), command])
    lines = capsys.readouterr().out.splitlines()
    assert not [line for line in lines if len(line) > 40 and " " in line[2:40].strip() and len(line.split()[-1]) < 36]


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("reports/", "names a folder, which is not there. Name a file in it, such as reports/report.html"),
        (".", "is a folder. Name a file in it"),
        ("taken/report.html", "is a file, so nothing can be written below it"),
        ("taken/deep/report.html", "is a file, so nothing can be written below it"),
    ],
)
def test_a_place_where_no_file_can_lie_is_refused_before_the_work(
    output: str, says: str, make_library: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_library()
    monkeypatch.chdir(root)
    (root / "taken").write_text("")
    for command in ("check", "status"):
        assert main.run([command, "--output", output]) == ExitCode.USAGE
        assert says in capsys.readouterr().err
    assert not (root / "reports").exists()


def test_a_report_goes_into_a_folder_that_is_made_in_the_form_that_its_name_asks_for(
    make_library: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(make_library())
    assert main.run(["check", "--output", "reports/today/check.html"]) == ExitCode.FINDINGS
    assert Path("reports/today/check.html").read_text().startswith("<!doctype html>")
    shown = capsys.readouterr()
    assert shown.out == "" and "The report is in reports/today/check.html." in shown.err
