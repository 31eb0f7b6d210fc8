"""The status as the tracker that coordinators know: a row a requirement, to sort, filter, print and send back.

`annexa status --import` takes the leads and the note of a changed tracker back (`annexa.inspection.tracker`).
"""

import io
from collections.abc import Callable, Container, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from annexa.inspection.calendar import ZONE, clock, long_date
from annexa.inspection.requests import RequestRow
from annexa.inspection.rows import Row, State
from annexa.inspection.status import Status, Totals, left
from annexa.inspection.tracker import HEADINGS, MARK, MEMORY, SHEET
from annexa.model.text import xml_text
from annexa.report.status.phrases import people, remarks, sign_off_in_words, state_in_words
from annexa.tools.cells import write_cell

_R = TypeVar("_R", Row, RequestRow)

FILLS: Final = {
    State.NOT_STARTED: "E6EAEF",
    State.IN_PREPARATION: "FFF3DC",
    State.FAILS: "FDECEA",
    State.AWAITING: "E8F0FB",
    State.READY: "E5F5EB",
    State.EXPLAINED: "E5F5EB",
    State.SENT: "C9E8D5",
    State.LATE: "F5B7B1",
}
"""Behind the words of a state."""
_HEAD, _YOURS = "1D4F91", "7A4A00"
"""Behind headings; behind those of the columns that are taken back."""

Value = Callable[[Row, Status], Any]
COLUMNS: Final[tuple[tuple[str, float, Value], ...]] = (
    (HEADINGS["number"], 13, lambda row, status: row.number or "–"),
    (HEADINGS["title"], 34, lambda row, status: row.title),
    ("State", 19, lambda row, status: state_in_words(row)),
    ("Whose turn", 26, lambda row, status: people(row.turn.who) if row.turn else ""),
    ("By", 23, lambda row, status: _local(row.turn.due if row.turn else None)),
    ("Time left", 16, lambda row, status: left(row.turn.due, status.at) if row.turn else ""),
    (HEADINGS["lead"], 26, lambda row, status: status.label(row.lead)),
    (HEADINGS["accountable"], 26, lambda row, status: status.label(row.accountable)),
    (HEADINGS["note"], 32, lambda row, status: row.note),
    ("To know", 60, lambda row, status: "; ".join(remarks(row, note=False))),
    ("What is next", 26, lambda row, status: row.turn.what if row.turn else ""),
    ("Sign-off", 110, lambda row, status: sign_off_in_words(row)),
    ("Group", 22, lambda row, status: row.group.title),
    ("Submission", 28, lambda row, status: row.submission.title),
    ("Inspectors’ deadline", 23, lambda row, status: _local(row.due)),
    ("Documents", 12, lambda row, status: len(row.documents)),
    ("Missing", 10, lambda row, status: sum(document.state == "missing" for document in row.documents)),
    ("Errors", 9, lambda row, status: row.errors),
    ("Warnings", 11, lambda row, status: row.warnings),
    (HEADINGS["id"], 26, lambda row, status: f"{MARK}{row.id}"),
)
_REQUESTS: Final[tuple[tuple[str, float, Callable[[RequestRow, Status], Any]], ...]] = (
    ("Request", 10, lambda row, status: row.number),
    ("What was asked for", 60, lambda row, status: row.title.partition(": ")[2]),
    ("Inspector", 30, lambda row, status: row.inspector),
    ("State", 16, lambda row, status: "overdue" if row.late else "open" if row.step else "sent"),
    ("Step", 10, lambda row, status: f"{min(row.steps_done + 1, 9)} of 9"),
    ("What is next", 40, lambda row, status: row.what),
    ("Whose turn", 36, lambda row, status: people(row.who)),
    ("Since", 18, lambda row, status: _local(row.since)),
    ("By", 18, lambda row, status: _local(row.due)),
    ("Time left", 16, lambda row, status: left(row.due, status.at) if row.due else ""),
)
"""Requests for additional evidence, overdue ones first; nothing of this sheet is taken back."""
_PRINTED: Final = 9
"""Columns that are printed, the first ones."""
_LINE: Final = 15.0
"""Points of a line of text."""


def render(status: Status) -> bytes:
    """The workbook's bytes: the tracker, totals, and a hidden sheet with what was written."""
    from openpyxl import Workbook

    book = Workbook()
    tracker = book.active
    assert tracker is not None  # noqa: S101  a new workbook has one
    tracker.title = SHEET
    _tracker(tracker, status)
    if status.requests:
        _requests(book.create_sheet("Requests"), status)
    _totals(book.create_sheet("Totals"), status)
    _memory(book.create_sheet(MEMORY), status)
    _choices(tracker, status)
    book.properties.creator = ""
    book.properties.title = xml_text(f"Status of the evidence: {status.partnership}")[:200]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _tracker(sheet: Any, status: Status) -> None:
    from openpyxl.styles import Border, PatternFill, Side
    from openpyxl.utils import get_column_letter

    yours = {HEADINGS["lead"], HEADINGS["accountable"], HEADINGS["note"]}

    def dress(cell: Any, heading: str, row: Row) -> None:
        cell.border = Border(bottom=Side("hair"))
        if heading == "State":
            cell.fill = PatternFill("solid", fgColor=FILLS[row.state])
        elif heading in yours or heading == HEADINGS["number"]:
            cell.number_format = "@"  # what is typed over it stays text: 3.10 is no 3.1

    _table(sheet, COLUMNS, status.rows, status, dress, yours)
    sheet.freeze_panes = "C2"
    sheet.print_area = f"A1:{get_column_letter(_PRINTED)}{max(len(status.rows) + 1, 2)}"


def _requests(sheet: Any, status: Status) -> None:
    from openpyxl.styles import PatternFill

    def dress(cell: Any, heading: str, row: RequestRow) -> None:
        if row.late:
            cell.fill = PatternFill("solid", fgColor=FILLS[State.LATE])

    _table(sheet, _REQUESTS, status.requests, status, dress)
    sheet.freeze_panes = "B2"


def _table(
    sheet: Any,
    columns: Sequence[tuple[str, float, Callable[[_R, Status], Any]]],
    rows: Sequence[_R],
    status: Status,
    dress: Callable[[Any, str, _R], None],
    yours: Container[str] = (),
) -> None:
    """Headings and a row each, to filter and to print; `dress` gives a cell its looks by its column's heading."""
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    for place, (heading, width, _) in enumerate(columns, start=1):
        _heading(sheet.cell(1, place), heading, _YOURS if heading in yours else _HEAD)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(rows, start=2):
        lines = 1
        for place, (heading, width, value) in enumerate(columns, start=1):
            cell, content = sheet.cell(number, place), value(row, status)
            write_cell(cell, content)
            lines = max(lines, _lines(content, width))
            cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
            dress(cell, heading, row)
        sheet.row_dimensions[number].height = _LINE * min(lines, 12)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(len(rows) + 1, 2)}"
    sheet.print_title_rows = "1:1"
    _paper(sheet, status)


def _totals(sheet: Any, status: Status) -> None:
    from openpyxl.utils import get_column_letter

    states = list(status.whole.states)
    write_cell(sheet.cell(1, 1), _as_at(status))
    for place, words in enumerate(("By", "All", *states, "Next deadline"), start=1):
        _heading(sheet.cell(2, place), str(words), _HEAD)
        sheet.column_dimensions[get_column_letter(place)].width = 44 if place == 1 else 20
    row = 3
    for group in (status.by_submission, status.by_group, status.by_lead, (status.whole,)):
        for totals in group:
            for place, value in enumerate(_counts(totals, states), start=1):
                write_cell(sheet.cell(row, place), value)
            row += 1
        row += 1
    for sentence in status.says:
        write_cell(sheet.cell(row, 1), sentence)
        row += 1
    sheet.freeze_panes = "B3"
    _paper(sheet, status)


def _paper(sheet: Any, status: Status) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.center.text = _printed(f"{status.partnership}: {_as_at(status)}")
    sheet.oddFooter.center.text = "Page &P of &N"


def _lines(content: Any, width: float) -> int:
    """How many lines a text takes in a column, roughly: programs do not measure rows that they did not write."""
    if not isinstance(content, str):
        return 1
    return sum(-(-max(len(line), 1) // int(width)) for line in content.split("\n"))


def _counts(totals: Totals, states: list[State]) -> tuple[Any, ...]:
    return (totals.of.title, totals.rows, *(totals.states.get(state, "") for state in states), _local(totals.due))


def _memory(sheet: Any, status: Status) -> None:
    for place, words in enumerate((HEADINGS["id"], "lead", "accountable", "note", "roles"), start=1):
        write_cell(sheet.cell(1, place), words)
    for number, row in enumerate(status.rows, start=2):
        values = (f"{MARK}{row.id}", status.label(row.lead), status.label(row.accountable), row.note)
        for place, value in enumerate(values, start=1):
            write_cell(sheet.cell(number, place), value)
    for number, role in enumerate(status.roles, start=2):
        write_cell(sheet.cell(number, 5), status.label(role))
    sheet.sheet_state = "hidden"


def _choices(sheet: Any, status: Status) -> None:
    """A list to choose roles from; any other text can still be typed, and is judged when the tracker comes back."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if not status.roles or not status.rows:
        return
    choice = DataValidation(
        type="list", formula1=f"{MEMORY}!$E$2:$E${len(status.roles) + 1}", allow_blank=True, showErrorMessage=False
    )
    sheet.add_data_validation(choice)
    for place, (heading, _, _) in enumerate(COLUMNS, start=1):
        if heading in (HEADINGS["lead"], HEADINGS["accountable"]):
            choice.add(f"{get_column_letter(place)}2:{get_column_letter(place)}{len(status.rows) + 1}")


def _heading(cell: Any, words: str, colour: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    write_cell(cell, words)
    cell.font = Font(name="Calibri", bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=colour)
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def _local(at: datetime | None) -> datetime | str:
    """A time as a workbook holds it: local, without a zone."""
    return at.astimezone(ZONE).replace(tzinfo=None) if at else ""


def _as_at(status: Status) -> str:
    return f"As at {clock(status.at.time())}, {long_date(status.at.date())}"


def _printed(text: str) -> str:
    """A text for the head of a printed page, where & begins a command."""
    return xml_text(text)[:120].replace("&", "&&")
