"""`annexa status`, as it is typed."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from annexa.cli.main import run

TUESDAY = ("--at", "2026-11-03 12:30")


@pytest.fixture
def library(make_library: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_library()
    monkeypatch.chdir(root)
    return root


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert run(["status", "--json", *TUESDAY, *arguments]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_it_tells_where_each_requirement_stands(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", *TUESDAY]) == 0
    shown = capsys.readouterr().out
    assert re.search(
        r"3\.4 +Destinations +1 document, signed 0 of 3 +in preparation\n +Evidence lead, education; 1 document missing",
        shown,
    )
    assert shown.splitlines()[-1].startswith("29 requirements: 21 not started, 1 in preparation, 7 late.")


@pytest.mark.parametrize("width", [40, 60, 100, 120])
def test_no_line_is_longer_than_the_terminal(library: Path, width: int) -> None:
    from datetime import datetime

    from annexa.inspection.calendar import ZONE
    from annexa.load import project
    from annexa.pipeline.status import status
    from annexa.report.status import write

    text = write(status(project(library), at=datetime(2026, 11, 3, 12, 30, tzinfo=ZONE)), "text", width=width)
    assert isinstance(text, str) and max(map(len, text.splitlines())) <= width


def test_other_programs_get_every_field(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "--group", "education", "--state", "in-preparation")
    (row,) = found["requirements"]  # type: ignore[misc]
    assert (row["id"], row["state"], row["left"]) == ("3.4", "in preparation", "2 days 4 h")
    assert row["documents"][0]["state"] == "missing"
    assert found["at"] == "2026-11-03T12:30:00Z"


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("--role", "education-evidence-lead"), {"3.1", "3.2", "3.3", "3.4", "3.5", "3.6"}),
        (("--submission", "day-2", "--group", "education"), set()),
        (("--state", "late", "--state", "In Preparation", "--group", "education"), {"3.4"}),
    ],
)
def test_filters(library: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], ids: set[str]) -> None:
    found = answer(capsys, *arguments)
    assert {row["id"] for row in found["requirements"]} == ids  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (("--submission", "day2"), "day-2"),
        (("--group", "educaton"), "education"),
        (("--role", "education-evidence-led"), "education-evidence-lead"),
        (("--state", "latte"), "late"),
    ],
)
def test_a_filter_that_does_not_exist(
    library: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], near: str
) -> None:
    assert run(["status", *arguments]) == 2
    assert f"did you mean ‘{near}’?" in capsys.readouterr().err


def test_nothing_that_fits_is_said_and_nothing_else(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", *TUESDAY, "--submission", "day-2", "--group", "education"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "No requirement fits what was asked for."


def test_without_its_settings_a_library_has_no_status(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / "evidence/library.yaml").unlink()
    assert run(["status"]) == 2
    assert "annexa validate" in capsys.readouterr().err


def test_a_day_alone_means_the_morning(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "--json", "--as-of", "2026-11-03"]) == 0
    assert json.loads(capsys.readouterr().out)["at"] == "2026-11-03T09:00:00Z"


def test_the_name_of_the_file_says_the_form(library: Path) -> None:
    assert run(["status", *TUESDAY, "--output", "build/reports/status.json"]) == 0
    assert json.loads((library / "build/reports/status.json").read_text())["area"] == "Testshire"


def test_a_record_of_what_was_sent_that_is_damaged_is_said(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = library / "evidence/submissions/day-5.yaml"
    record.parent.mkdir()
    record.write_text("format: '1'\n")
    found = answer(capsys)
    assert any("day-5.yaml" in sentence for sentence in found["says"])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "start"), [("t.xlsx", b"PK"), ("s.html", b"<!doctype"), ("s.md", b"## Status"), ("s.txt", b"Testshire")]
)
def test_each_form_goes_to_a_file(library: Path, name: str, start: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", *TUESDAY, "-o", f"build/{name}"]) == 0
    assert (library / "build" / name).read_bytes().startswith(start)
    assert "29 requirements" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [("--format", "xlsx"), ("--apply",), ("--import", "absent.xlsx")])
def test_options_that_do_not_fit(library: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", *arguments]) == 2
    assert capsys.readouterr().out == ""


def test_a_tracker_comes_back(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from openpyxl import load_workbook

    assert run(["status", *TUESDAY, "-o", "t.xlsx"]) == 0
    book = load_workbook("t.xlsx")
    headings = {cell.value: cell.column for cell in book["Tracker"][1]}
    line = next(row[0].row for row in book["Tracker"].iter_rows() if row[1].value == "Destinations")
    book["Tracker"].cell(line, headings["Evidence lead"]).value = "Local authority nominated officer"
    book["Tracker"].cell(line, headings["Note"]).value = "Ask on Thursday."
    book.save("t.xlsx")
    item = library / "evidence/3.4-destinations/item.yaml"
    before = item.read_text()
    capsys.readouterr()

    assert run(["status", "--import", "t.xlsx"]) == 0
    shown = capsys.readouterr().out
    assert "Evidence lead: Evidence lead, education → Local authority nominated officer" in shown
    assert "nothing is changed yet" in shown and item.read_text() == before

    assert run(["status", "--import", "t.xlsx", "--apply"]) == 0
    assert item.read_text() == before.replace("education-evidence-lead", "lano").replace(
        "documents:", "note: Ask on Thursday.\ndocuments:"
    )
    assert run(["status", "--import", "t.xlsx", "--json"]) == 0
    capsys.readouterr()

    book["Tracker"].cell(line, headings["Evidence lead"]).value = "Local autority nominated officer"
    book.save("t.xlsx")
    assert run(["status", "--import", "t.xlsx", "--apply"]) == 1
    assert "in the library since to ‘Local authority nominated officer’" in capsys.readouterr().out
