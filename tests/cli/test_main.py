"""The frame of every command: help with an example, and one sentence and an exit code for every error."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from tests.sample_place import SAMPLE

from annexa.cli import main
from annexa.model.errors import ExitCode, MissingTool, ToolFailed, UsageError

Make = Callable[..., Path]


@pytest.mark.parametrize("name", sorted(main.COMMANDS))
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([name, "--help"]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert f"annexa {name}" in shown.split("Usage:")[1].split("\n", 1)[1], "no example"
    assert "Traceback" not in shown


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("The library is not there", remedy="Go to it."), 2),
        (MissingTool("LibreOffice is not installed", remedy="Install it."), 3),
        (ToolFailed("LibreOffice did not start", remedy="Try again."), 4),
        (ValueError("ours"), 70),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (PermissionError(13, "Permission denied", "evidence"), 2),
    ],
)
def test_every_error_is_a_sentence_and_a_code(
    error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: Any) -> None:
        raise error

    monkeypatch.setattr(main.annexa, "main", fail)
    assert main.run(["check"]) == code
    said = capsys.readouterr().err
    assert "annexa: " in said
    assert ("Traceback" in said) == (code == 70)


def test_a_misspelt_command_is_answered_with_the_right_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["chek"]) == ExitCode.USAGE
    assert "did you mean ‘check’?" in capsys.readouterr().err


def test_a_folder_without_a_library_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--library", str(tmp_path), "validate"]) == ExitCode.USAGE
    assert "There is no evidence library at or above" in capsys.readouterr().err


def test_a_path_outside_the_library_is_refused(
    make_library: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_library()
    for around in (root, tmp_path, "/"):  # a folder that holds the library means all of it
        assert main.run(["--library", str(root), "check", str(around)]) == ExitCode.FINDINGS
    (tmp_path / "elsewhere").mkdir()
    assert main.run(["--library", str(root), "check", str(tmp_path / "elsewhere")]) == ExitCode.USAGE
    assert "is not part of the library" in capsys.readouterr().err


def test_validate_says_so_in_words_and_json(
    make_library: Make, item_yaml: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(make_library(item_yaml.replace("kind: other", "kind: othr")))
    assert main.run(["--library", root, "validate"]) == ExitCode.FINDINGS
    assert "did you mean ‘other’?" in capsys.readouterr().out
    assert main.run(["--library", root, "validate", "--json"]) == ExitCode.FINDINGS
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["file"], finding["place"]) == ("evidence/3.4-destinations/item.yaml", {"line": 8, "column": 11})
    assert main.run(["--library", root, "validate", "--quiet"]) == ExitCode.FINDINGS
    assert capsys.readouterr().out == ""


def test_reports_are_written_beside_the_answer(
    make_library: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(make_library())
    sarif, page = tmp_path / "reports/check.sarif", tmp_path / "reports/check.html"
    arguments = ["check", "--report", f"sarif={sarif}", "--report", f"html={page}", "--rule", "document-missing"]
    assert main.run(["--library", root, *arguments]) == ExitCode.FINDINGS
    assert json.loads(sarif.read_text())["runs"][0]["results"][0]["ruleId"] == "document-missing"
    assert page.read_text().startswith("<!doctype html>")
    assert "1 error" in capsys.readouterr().out


def test_a_misspelt_rule_or_report_is_refused(make_library: Make, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(make_library())
    assert main.run(["--library", root, "check", "--rule", "document-mising"]) == ExitCode.USAGE
    assert "did you mean ‘document-missing’?" in capsys.readouterr().err
    assert main.run(["--library", root, "check", "--report", "pdf=x"]) == ExitCode.USAGE
    assert "does not say which form goes to which file" in capsys.readouterr().err


def test_schemas_are_in_step_with_the_models(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--library", str(SAMPLE), "schema", "--check"]) == ExitCode.OK, capsys.readouterr().out


def test_the_schema_for_editors_accepts_the_sample_and_refuses_a_misspelling(
    project_root: Path, item_yaml: str
) -> None:
    import jsonschema
    import yaml

    class AsText(yaml.BaseLoader):
        """Editors read YAML 1.2, where dates and yes are text."""

    schema = json.loads((project_root / "schema/item.schema.json").read_text())
    for path in sorted((SAMPLE / "evidence").glob("*/item.yaml")):
        value = yaml.load(path.read_text(encoding="utf-8"), AsText)
        for document in value["documents"]:  # numbers are the one thing that is not text
            if "parts" in document:
                document["parts"] = [int(part) for part in document["parts"]]
            if "secure" in document:
                document["secure"]["rows"] = int(document["secure"]["rows"])
        jsonschema.validate(value, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.load(item_yaml.replace('"3.4"', '"3.9"'), AsText), schema)


def test_the_process_ends_with_the_code(make_library: Make) -> None:
    root = str(make_library())
    done = subprocess.run(
        [sys.executable, "-m", "annexa", "--library", root, "check", "-q"], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


def test_a_reader_that_goes_away_is_no_error(make_library: Make) -> None:
    command = (
        f"{sys.executable} -m annexa --library '{make_library()}' check --json | head -c 1; exit ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("words", [[], ["request"], ["lists"], ["secure"], ["debrief"], ["timetable"]], ids=str)
def test_a_command_that_only_leads_to_others_shows_its_help(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(words) == ExitCode.USAGE
    said = capsys.readouterr()
    assert said.err.startswith(f"Usage: {' '.join(['annexa', *words])} ") and not said.out
