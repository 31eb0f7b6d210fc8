"""`annexa site`, `annexa requirements` and `annexa calendar` as a person calls them."""

import json
from pathlib import Path

import pytest
from tests.sample_place import SAMPLE

from annexa.cli.main import run
from annexa.model.errors import ExitCode


def test_site_pages_only_writes_markdown_and_the_menu(site_project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--library", str(site_project), "site", "--pages-only", "--json"]) == ExitCode.OK
    answer = json.loads(capsys.readouterr().out)
    assert answer["folder"] == "build/pages" and answer["archive"] is None
    assert len(list((site_project / "build" / "pages").rglob("*.md"))) == answer["pages"]
    assert "nav" in json.loads((site_project / "build" / "mkdocs-base.yml").read_text(encoding="utf-8"))
    assert not (site_project / "build" / "site").exists()


def test_site_says_what_is_wrong_with_the_guidance(site_project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site_project / "guidance" / "roles.yaml").write_text("roles: []\n", encoding="utf-8")
    assert run(["--library", str(site_project), "site"]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "roles.yaml" in said and "tasks" in said and "Traceback" not in said


def test_requirements_lists_all_29(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--library", str(SAMPLE), "requirements"]) == ExitCode.OK
    said = capsys.readouterr().out
    assert "29 requirements." in said and "3.4  Destinations" in said and "Tuesday 3 November 2026" in said


def test_requirements_tells_all_about_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--library", str(SAMPLE), "requirements", "5.1"]) == ExitCode.OK
    said = capsys.readouterr().out
    assert "Health template    day 2, 9am: Tuesday 3 November 2026" in said
    assert "With inspectors    day 5, 5pm: Friday 6 November 2026" in said
    assert "1.7" in said


def test_requirements_of_one_submission_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--library", str(SAMPLE), "requirements", "--submission", "day-2", "--json"]) == ExitCode.OK
    answer = json.loads(capsys.readouterr().out)
    assert len(answer) == 7 and {entry["date"] for entry in answer} == {"2026-11-03"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["child-level-dta"], "did you mean ‘child-level-data’"), (["--submission", "day-3"], "day-2, day-5")],
)
def test_requirements_answers_a_wrong_name(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert run(["--library", str(SAMPLE), "requirements", *arguments]) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_calendar_tells_real_dates_from_any_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--library", str(SAMPLE), "calendar", "--from", "2027-03-22", "--deadlines"]) == ExitCode.OK
    said = capsys.readouterr().out
    assert "Day 2, Tuesday 23 March 2027" in said
    assert "Day 5, Tuesday 30 March 2027" in said, "Good Friday and Easter Monday are not counted"


def test_calendar_writes_a_file_for_calendar_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "inspection.ics"
    assert run(["--library", str(SAMPLE), "calendar", "--ics", str(file)]) == ExitCode.OK
    assert "events from Monday 2 November 2026" in capsys.readouterr().out
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_calendar_refuses_a_sunday(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--library", str(SAMPLE), "calendar", "--from", "2026-11-01"]) == ExitCode.USAGE
    assert "not a working day" in capsys.readouterr().err
