"""Names that people type: found wherever they stand, answered with the nearest right one, completed by the shell."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annexa.cli import main
from annexa.model.errors import ExitCode

Make = Callable[..., Path]


def test_help_lists_every_command_once_under_who_uses_it(capsys: pytest.CaptureFixture[str]) -> None:
    listed = [name for names in main.AUDIENCES.values() for name in names]
    assert sorted(listed) == sorted(main.COMMANDS)
    assert main.run(["--help"]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert [shown.index(f"{heading}:") for heading in main.AUDIENCES] == sorted(
        shown.index(f"{heading}:") for heading in main.AUDIENCES
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--library", "{root}", "check", "--json", "3.4"],
        ["check", "--library", "{root}", "--json", "3.4"],
        ["check", "3.4", "--json", "--library={root}"],
        ["--library", "{root}", "check", "--json", "evidence/3.4-destinations"],
        ["check", "--json", "{root}/evidence/3.4-destinations", "--library", "{root}"],
    ],
)
def test_an_item_is_named_by_number_or_path_and_the_library_anywhere(
    arguments: list[str], make_library: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_library()
    (root / "evidence/New folder").mkdir()
    (root / "evidence/New folder/x.docx").write_bytes(b"x")
    assert main.run([word.format(root=root) for word in arguments]) == ExitCode.FINDINGS
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {finding["item"] for finding in findings} == {"3.4"}


def test_what_follows_two_dashes_is_no_option() -> None:
    assert main.own_options_first(["search", "--", "--library"]) == ["search", "--", "--library"]


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["check", "3.44"], "3.4"),
        (["bundle", "day2"], "day-2"),
        (["bundle", "day-2", "--item", "3.44"], "3.4"),
        (["requirements", "--submission", "day2"], "day-2"),
        (["explain", "tracked"], "tracked-changes"),
        (["check", "--rule", "coments"], "comments"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest(
    arguments: list[str], near: str, make_library: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["--library", str(make_library()), *arguments]) == ExitCode.USAGE
    assert f"did you mean ‘{near}’?" in capsys.readouterr().err


def test_an_item_of_another_submission_is_answered_with_the_right_command(
    make_library: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["--library", str(make_library()), "bundle", "day-2", "--item", "3.4"]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "3.4 belongs to day-5" in said and "annexa bundle day-5 --item 3.4" in said


def test_a_path_that_is_not_there_and_an_item_that_is_not_there_are_told_apart(
    make_library: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(make_library())
    assert main.run(["--library", root, "check", "evidence/3.4-destinations/gone.docx"]) == ExitCode.USAGE
    assert "There is no file or folder" in capsys.readouterr().err
    assert main.run(["--library", root, "check", "3.2"]) == ExitCode.USAGE
    assert "no item for 3.2" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("annexa bun", {"bundle"}),
        ("annexa bundle day", {"day-2", "day-5"}),
        ("annexa check 1.", {"1.1", "1.2", "1.3", "1.4", "1.5"}),
        ("annexa explain tracked", {"tracked-changes"}),
        ("annexa waive x comments --by education-e", {"education-evidence-lead"}),
    ],
)
def test_the_shell_completes_commands_submissions_items_rules_and_roles(
    words: str, expected: set[str], make_library: Make
) -> None:
    root = make_library()
    count = str(len(words.split()) - 1)
    asked = os.environ | {"_ANNEXA_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": count}
    done = subprocess.run(
        [sys.executable, "-m", "annexa"], env=asked, cwd=root, capture_output=True, text=True, check=False
    )
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == expected, done.stderr
