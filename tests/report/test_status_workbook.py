"""The tracker: filters, frozen headings, colours and words, and never a formula."""

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from annexa.inspection.rows import State
from annexa.inspection.status import Status
from annexa.report.status import write

from .conftest import HOSTILE
from .statuses import every_state, hostile, row, status


def book_of(shown: Status) -> Any:
    data = write(shown, "xlsx")
    assert isinstance(data, bytes)
    return load_workbook(io.BytesIO(data))


def cells(sheet: Any, heading: str) -> list[Any]:
    place = next(cell.column for cell in sheet[1] if cell.value == heading)
    return [sheet.cell(number, place) for number in range(2, sheet.max_row + 1)]


def test_a_row_a_requirement_with_frozen_heading_filter_and_print_titles() -> None:
    sheet = book_of(every_state())["Tracker"]
    assert sheet.max_row == 9
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:T9")
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet.print_area == "'Tracker'!$A$1:$I$9"


def test_a_state_has_words_and_a_colour_of_its_own() -> None:
    sheet = book_of(every_state())["Tracker"]
    shown = {cell.value: cell.fill.fgColor.rgb for cell in cells(sheet, "State")}
    assert set(shown) == {"late (fails checks)", *(state.value for state in State if state is not State.LATE)}
    assert shown["late (fails checks)"] != shown["fails checks"] != shown["ready"]


def test_times_are_times_and_numbers_are_text() -> None:
    sheet = book_of(every_state())["Tracker"]
    assert cells(sheet, "By")[0].value == datetime(2026, 11, 2, 12)
    assert {(cell.data_type, cell.number_format) for cell in cells(sheet, "Requirement")} == {("s", "@")}
    assert [cell.value for cell in cells(sheet, "Id")][:2] == ["annexa:1.1", "annexa:1.2"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", '=HYPERLINK("https://x.example")', HOSTILE]
)
def test_no_cell_is_a_formula(text: str) -> None:
    for sheet in book_of(hostile(text)).worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type != "f" and (cell.value is None or cell.hyperlink is None)
                assert not isinstance(cell.value, str) or cell.quotePrefix


def test_the_head_of_a_printed_page_holds_no_command() -> None:
    data = write(status(row("1.1", State.READY), partnership="A &P B"), "xlsx")
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:  # type: ignore[arg-type]
        head = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "&amp;CA &amp;&amp;P B: As at" in head.replace("\n", "")


def test_a_role_is_chosen_from_a_list() -> None:
    book = book_of(every_state())
    (choice,) = book["Tracker"].data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ("annexa!$E$2:$E$4", "G2:G9 H2:H9")
    assert book["annexa"].sheet_state == "hidden"
    assert [cell.value for cell in book["annexa"]["E"][1:4]] == [
        "Evidence lead, education",
        "Evidence lead, health",
        "Director",
    ]


def test_an_empty_status_still_opens() -> None:
    assert book_of(status())["Tracker"].max_row == 1
