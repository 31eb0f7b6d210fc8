"""A tracker that comes back: altered by people and programs, compared, and taken over whole or not at all.

Long because it is mostly tables of what people and programs do to a workbook.
"""

import io
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from annexa.inspection.calendar import ZONE
from annexa.inspection.takeover import Change, Difference, difference, take_over
from annexa.inspection.tracked import read_tracker
from annexa.inspection.tracker import Unclear, column_of, requirement_of, role_of
from annexa.load import project
from annexa.model.errors import UsageError
from annexa.model.framework import Framework
from annexa.pipeline.status import status
from annexa.report.status import write

ITEM = """\
# Kept up by the education team
requirement: "3.4"
lead: education-evidence-lead  # since May
accountable: education-accountable-lead
summary: Where young people go after school.
documents:
  - file: destinations.docx  # the newest
    title: Destinations after leaving school
    kind: other
    dated: 2026-09-14
"""
LEAD, ACCOUNTABLE = "Evidence lead, education", "Accountable lead, education"
LANO = "Local authority nominated officer"


@pytest.fixture
def root(make_library: Callable[..., Path]) -> Path:
    return make_library(ITEM)


@pytest.fixture
def framework(root: Path) -> Framework:
    """The list with a 3.10 in it, which programs take for 3.1."""
    known = project(root).framework
    first = known.requirement("3.1")
    assert first is not None
    tenth = first.model_copy(update={"id": "3.10", "number": "3.10", "title": "A tenth"})
    return known.model_copy(update={"requirements": (*known.requirements, tenth)})


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Requirement", "number"), ("  REQUIREMENT ", "number"), ("requirement:", "number"), ("No.", "number"),
        ("Evidence  lead", "lead"), ("evidence LEAD", "lead"), ("Lead", "lead"), ("Accountable lead", "accountable"),
        ("Accountable\nlead", "accountable"), ("Note", "note"), ("Notes", "note"), ("comments", "note"), ("ID", "id"),
        ("State", None), ("Leads", None), ("", None), (None, None), (3, None), ("Whose turn", None), ("Évidence lead", None),
    ],
)  # fmt: skip
def test_headings_are_known_as_people_alter_them(heading: Any, column: str | None) -> None:
    assert column_of(heading) == column


@pytest.mark.parametrize(
    ("cells", "id"),
    [
        ({"id": "annexa:3.10", "number": 3.1}, "3.10"),
        ({"id": "annexa:3.1", "number": 3.1}, "3.1"),
        ({"id": "annexa:3.4", "number": datetime(2026, 4, 3)}, "3.4"),
        ({"id": "annexa:3.4"}, "3.4"),
        ({"id": "annexa:3.4", "number": "3.4"}, "3.4"),
        ({"id": "annexa:child-level-data", "number": "–"}, "child-level-data"),
        ({"number": "3.10"}, "3.10"),
        ({"number": " 3.4 "}, "3.4"),
        ({"number": 3.4}, "3.4"),
        ({"number": 3.1, "title": "A tenth"}, "3.10"),
        ({"number": 3.1, "title": "a  TENTH "}, "3.10"),
        ({"number": 3.1, "title": "Education System Overview"}, "3.1"),
        ({"number": datetime(2026, 6, 4), "title": "Monitoring and oversight information"}, "6.4"),
        ({"number": datetime(2026, 1, 5), "title": "Health system overview and commissioning arrangements"}, "5.1"),
        ({"title": "Destinations"}, "3.4"),
        ({"number": "child-level-data"}, "child-level-data"),
        ({"number": "–", "title": "Child-level data"}, "child-level-data"),
    ],
)  # fmt: skip
def test_a_row_is_matched_by_its_id_its_number_or_its_title(
    cells: dict[str, Any], id: str, framework: Framework
) -> None:
    found = requirement_of(cells, framework)
    assert not isinstance(found, Unclear | None) and found.id == id


@pytest.mark.parametrize(
    "cells",
    [
        {"number": 3.1},  # 3.1 or 3.10
        {"number": datetime(2026, 3, 2)},  # 3.2 or 2.3
        {"id": "annexa:3.4", "number": "3.5"},  # one column was sorted alone
        {"id": "annexa:3.4", "number": 3.5},
        {"id": "annexa:3.4", "title": "Home-to-school transport"},
    ],
)
def test_a_row_that_may_be_several_requirements_is_none(cells: dict[str, Any], framework: Framework) -> None:
    assert isinstance(requirement_of(cells, framework), Unclear)


@pytest.mark.parametrize(
    "cells", [{}, {"number": None}, {"number": "Total"}, {"number": 17}, {"id": "annexa:9.9"}, {"number": True}]
)
def test_a_row_that_is_no_requirement(cells: dict[str, Any], framework: Framework) -> None:
    assert requirement_of(cells, framework) is None


def test_roles_are_known_by_title_or_id_and_never_guessed() -> None:
    labels = {"a": "Evidence lead, education", "b": "Head of SEND (b)", "c": "Head of SEND (c)"}
    assert role_of(" evidence  LEAD, education", labels) == "a"
    assert role_of("b", labels) == role_of("Head of SEND (b)", labels) == "b"
    assert role_of("Head of SEND", labels) is None and role_of("Evidence lead, educaton", labels) is None


# -- a whole tracker --------------------------------------------------------------------------------------


def exported(root: Path, path: Path) -> Path:
    at = datetime(2026, 11, 3, 9, tzinfo=ZONE)
    data = write(status(project(root), at=at), "xlsx")
    assert isinstance(data, bytes)
    path.write_bytes(data)
    return path


def edited(path: Path, *edits: tuple[str, str, Any], id: str = "3.4") -> Path:
    """The tracker with other values under some headings, in the row of one requirement."""
    book = load_workbook(path)
    for sheet, heading, value in edits:
        place = next(cell.column for cell in book[sheet][1] if cell.value == heading)
        marks = next(cell.column for cell in book[sheet][1] if cell.value == "Id")
        line = next(row for row in book[sheet].iter_rows(min_row=2) if row[marks - 1].value == f"annexa:{id}")
        line[place - 1].value = value
        if isinstance(value, str):
            line[place - 1].data_type = "s"  # as Excel has it, where a cell's format is text
    book.save(path)
    return path


def compare(root: Path, path: Path) -> Difference:
    loaded = project(root)
    assert loaded.library is not None
    return difference(read_tracker(path), loaded.library, loaded.framework)


def own(rows: Iterable[Iterable[Any]], path: Path) -> Path:
    """A tracker that somebody made by hand."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def changes(found: Difference) -> list[tuple[str, str, str]]:
    return [(change.requirement, change.field, change.value) for change in found.changes]


def apply(root: Path, path: Path) -> str:
    loaded = project(root)
    assert loaded.library is not None
    take_over(difference(read_tracker(path), loaded.library, loaded.framework), loaded.library)
    return (root / "evidence/3.4-destinations/item.yaml").read_text()


def test_a_tracker_as_it_was_made_changes_nothing(root: Path, tmp_path: Path) -> None:
    found = compare(root, exported(root, tmp_path / "t.xlsx"))
    assert (found.changes, found.refused, found.absent) == ((), (), ())


def test_lead_accountable_and_note_are_taken_back_and_nothing_else(root: Path, tmp_path: Path) -> None:
    path = edited(
        exported(root, tmp_path / "t.xlsx"), ("Tracker", "Evidence lead", LANO.upper()), ("Tracker", "Title", "Destinations"),
        ("Tracker", "Accountable lead", "director"), ("Tracker", "Note", "Ask: \"who\" # on Thursday\nand Friday"),
        ("Tracker", "State", "ready"), ("Tracker", "Errors", 99),
    )  # fmt: skip
    found = compare(root, path)
    assert changes(found) == [
        ("3.4", "lead", "lano"), ("3.4", "accountable", "director"), ("3.4", "note", "Ask: \"who\" # on Thursday\nand Friday"),
    ]  # fmt: skip
    assert found.unsigned == ("3.4",)
    text = apply(root, path)
    assert "lead: lano  # since May\n" in text and "# the newest" in text and "# Kept up by" in text
    loaded = project(root)
    assert loaded.findings == () and loaded.library is not None
    meta = loaded.library.items[0].meta
    assert (meta.accountable, meta.note) == ("director", 'Ask: "who" # on Thursday\nand Friday')
    assert compare(root, path).changes == ()


@pytest.mark.parametrize("note", ["note: Old.\n", "note: >-\n  Old, over\n  two lines.\n", "note: |\n  Old.\n"])
@pytest.mark.parametrize("new", ["New.", None])
def test_a_note_gives_way_to_another_or_to_none(root: Path, tmp_path: Path, note: str, new: str | None) -> None:
    item = root / "evidence/3.4-destinations/item.yaml"
    item.write_text(ITEM.replace("documents:", f"{note}documents:"))
    text = apply(root, edited(exported(root, tmp_path / "t.xlsx"), ("Tracker", "Note", new)))
    assert "Old" not in text and ("note: New.\n" in text) is (new is not None)
    assert text.replace("note: New.\n", "") == ITEM


def test_the_columns_stand_in_any_order_below_a_title(root: Path, tmp_path: Path) -> None:
    path = own(
        [["Our tracker", "", ""], [], ["NOTES", "evidence  lead", "Colour", "Requirement no", "requirement"],
         ["Ask.", LEAD, "red", "", 3.4], ["", "", "", "", ""], ["", "", "", "", "Total"]],
        tmp_path / "t.xlsx",
    )  # fmt: skip
    found = compare(root, path)
    assert changes(found) == [("3.4", "note", "Ask.")]
    assert (found.refused, found.absent) == ((), ("Accountable lead",))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["3.4", "Evidance lead, education", ACCOUNTABLE, ""], f"did you mean ‘{LEAD}’"),
        (["3.4", "Nobody we know", ACCOUNTABLE, ""], "no role of people.yaml"),
        (["3.4", "", ACCOUNTABLE, ""], "is empty"),
        (["3.4", datetime(2026, 10, 3), ACCOUNTABLE, ""], "‘2026-10-03’ is no role"),
        (["3.4", "=A1", ACCOUNTABLE, ""], "is empty"),  # a formula that no program has worked out
        (["3.5", LEAD, "", ""], "no item for it"),
        (["9.9", LEAD, ACCOUNTABLE, ""], "names no requirement"),
        (["3.4", LEAD, ACCOUNTABLE, "x" * 4001], "longer than 4000"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_over_is_named_by_its_row(root: Path, tmp_path: Path, row: list[Any], words: str) -> None:
    path = own([["Requirement", "Evidence lead", "Accountable lead", "Note"], row], tmp_path / "t.xlsx")
    found = compare(root, path)
    (refused,) = found.refused
    assert refused.row == 2 and words in refused.message and refused.remedy
    with pytest.raises(UsageError):
        apply(root, path)
    assert (root / "evidence/3.4-destinations/item.yaml").read_text() == ITEM


def test_a_requirement_twice_is_refused(root: Path, tmp_path: Path) -> None:
    row = ["3.4", LEAD, ACCOUNTABLE, ""]
    path = own([["Requirement", "Evidence lead", "Accountable lead", "Note"], row, row], tmp_path / "t.xlsx")
    assert [(refused.row, refused.requirement) for refused in compare(root, path).refused] == [(3, "3.4")]


def test_what_was_changed_in_the_library_since_stays(root: Path, tmp_path: Path) -> None:
    path = exported(root, tmp_path / "t.xlsx")
    item = root / "evidence/3.4-destinations/item.yaml"
    item.write_text(ITEM.replace("lead: education-evidence-lead", "lead: lano") + "note: Mine.\n")
    assert compare(root, path).changes == (), "nobody changed the tracker"
    edited(path, ("Tracker", "Note", "Yours."))
    (refused,) = compare(root, path).refused
    assert "changed here to ‘Yours.’ and in the library since to ‘Mine.’" in refused.message
    edited(path, ("Tracker", "Note", "Mine."))
    assert compare(root, path) == Difference(changes=(), refused=(), absent=())


def test_rows_sorted_apart_from_their_ids_are_refused(root: Path, tmp_path: Path) -> None:
    path = edited(exported(root, tmp_path / "t.xlsx"), ("Tracker", "Requirement", "3.5"))
    (refused,) = compare(root, path).refused
    assert "not clear which requirement" in refused.message


def test_changes_are_written_all_or_none(root: Path, tmp_path: Path) -> None:
    other = root / "evidence/3.5-part-time"
    other.mkdir()
    second = ITEM.replace('"3.4"', '"3.5"').replace(
        "lead: education-evidence-lead", "lead: &who education-evidence-lead"
    )
    (other / "item.yaml").write_text(second)
    path = edited(exported(root, tmp_path / "t.xlsx"), ("Tracker", "Note", "One."))
    edited(path, ("Tracker", "Evidence lead", LANO), id="3.5")
    before = (root / "evidence/3.4-destinations/item.yaml").read_text()
    (other / "item.yaml").write_text(second + "\n# changed meanwhile\nnote: By hand.\n")
    loaded = project(root)
    assert loaded.library is not None
    found = compare(root, path)
    (other / "item.yaml").write_text("requirement: [\n")
    with pytest.raises(UsageError):
        take_over(found, loaded.library)
    assert (root / "evidence/3.4-destinations/item.yaml").read_text() == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.xlsx", b""), ("t.xlsx", b"PK\x03\x04broken"), ("t.xlsx", b"Requirement,Lead\n3.4,x\n"), ("t.csv", b"a,b\n"),
        ("t.xlsx", None),
    ],
)  # fmt: skip
def test_a_file_that_is_no_tracker_is_refused_in_a_sentence(tmp_path: Path, name: str, data: bytes | None) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UsageError) as refused:
        read_tracker(path)
    assert name in refused.value.message and refused.value.remedy


def test_a_workbook_without_the_headings_says_which(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="‘Requirement’"):
        read_tracker(own([["a", "b"], [1, 2]], tmp_path / "t.xlsx"))


def test_a_workbook_that_unpacks_to_far_too_much_is_not_opened(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * 61_000_000)
    with pytest.raises(UsageError, match="unpacks to"):
        read_tracker(path)


@pytest.mark.libreoffice
def test_it_survives_a_round_trip_through_libreoffice(root: Path, tmp_path: Path) -> None:
    import subprocess

    from annexa.tools import libreoffice

    office = libreoffice.find_soffice()
    if office is None:
        pytest.skip("LibreOffice is not installed")
    path = edited(exported(root, tmp_path / "t.xlsx"), ("Tracker", "Evidence lead", LANO), ("Tracker", "Note", "=1+1"))
    out = tmp_path / "out"
    subprocess.run(
        [str(office), "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "xlsx",
         "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    book = load_workbook(io.BytesIO((out / "t.xlsx").read_bytes()))
    sheet = book["Tracker"]
    assert sheet.auto_filter.ref == "A1:T30" and sheet.print_title_rows == "$1:$1"
    assert book["annexa"].sheet_state == "hidden"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    found = compare(root, out / "t.xlsx")
    assert changes(found) == [("3.4", "lead", "lano"), ("3.4", "note", "=1+1")]
    assert isinstance(found.changes[0], Change) and found.refused == ()
