"""Which date is the document's, and what is said where it is not the one in the metadata."""

from typing import Any

import pytest
from samples import Block, BlockKind, DocumentSubject, Level, Place, cell, document, grid, part, sheet, title

from annexa.documents.facts import ChangingDate, Facts
from annexa.rules import date_mismatch, undated
from annexa.rules.support.dated import read_dates
from annexa.rules.support.periods import find_periods

ERROR, WARNING = Level.ERROR, Level.WARNING
VERSIONS = (("Version", "Date", "Author"), ("1.0", "12/05/2024", "SEND team"), ("2.0", "30/09/2025", "SEND team"))
STORY = "This paper says how the partnership works with families and what it will do next year."


def found(subject: DocumentSubject) -> list[tuple[str, Level]]:
    """The findings of both rules about the document's date: rule and level."""
    return [(rule.ID, fault.level or rule.LEVEL) for rule in (undated, date_mismatch) for fault in rule.check(subject)]


def paper(*blocks: Block | str, dated: str, **more: Any) -> DocumentSubject:
    return document(title(), *blocks, dated=dated, front=False, **more)


MISMATCH, UNSURE = [("date-mismatch", ERROR)], [("date-mismatch", WARNING)]
UNDATED, VAGUE = [("undated", ERROR)], [("undated", WARNING)]

LINES = [
    # the metadata, what is found, and what stands on the first page
    ("2025-09-30", [], ["Issued 12 May 2024", "Last reviewed 30 September 2025"]),
    ("2024-05-12", MISMATCH, ["Issued 12 May 2024", "Last reviewed 30 September 2025"]),
    ("2026-07-03", [], ["Approved 3 July 2026", "Effective from 1 September 2026"]),
    ("2026-09-01", [], ["Approved 3 July 2026", "Effective from 1 September 2026"]),
    ("2025-09-30", [], ["Approved 30 September 2025", "Next review: September 2026"]),
    ("2026-09-30", MISMATCH, ["Approved 30 September 2025", "Next review: 30 September 2026"]),
    ("2024-05-12", MISMATCH, ["Version 2, 30 September 2025", "Replaces the version of 12 May 2024"]),
    ("2019-03-04", MISMATCH, ["First published 4 March 2019, last updated 30 September 2025"]),
    ("2019-03-04", [], ["First published 4 March 2019"]),
    ("2026-03-12", [], ["Minutes of the SEND Board, 12 March 2026", "Approved at the meeting on 5 May 2026"]),
    ("2026-03-12", [], ["SEND Board, 12 March 2026", "Date of next meeting: 5 May 2026"]),
    ("2026-05-05", MISMATCH, ["Minutes of the SEND Board, 12 March 2026", "Date of next meeting: 5 May 2026"]),
    ("2026-01-08", MISMATCH, ["Meeting held on 12 March 2026", "Minutes of the previous meeting, 8 January 2026"]),
    ("2025-10-14", [], ["THIS AGREEMENT is made the 14th day of October 2025 between the Council and the Board " + "x" * 60]),
    ("2024-02-02", MISMATCH, ["This Memorandum is made on 14 October 2025 between the Council and the Trust " + "x" * 60]),
    ("2025-10-14", [], ["entered into on the fourteenth day of October 2025"]),
    ("2026-03-12", [], ["SEND Conference, 11–12 March 2026"]),
    ("2026-03-11", [], ["SEND Conference, 11–12 March 2026"]),
    ("2026-03-14", UNSURE, ["SEND Conference, 11–12 March 2026"]),
    ("2025-09-14", [], ["Sept 25"]),
    ("2025-09-14", [], ["Inclusion policy_Sep2025"]),
    ("2024-02-02", UNSURE, ["Oct-25"]),
    ("2025-09-30", [], ["Date", "30 September 2025"]),
    ("2026-09-30", UNDATED + MISMATCH, ["Date of next review", "30 September 2026"]),
    # nothing of its own
    ("2024-03-03", UNDATED + MISMATCH, ["Last inspected on 3 March 2024."]),
    ("2024-03-04", UNDATED, ["Last inspected on 3 March 2024."]),
    ("2026-09-30", UNDATED + MISMATCH, ["Next review: 30 September 2026"]),
    ("2024-05-12", UNDATED + MISMATCH, ["Supersedes the policy of 12 May 2024"]),
    ("2026-10-30", UNDATED + MISMATCH, ["Comments by 30 October 2026"]),
    ("2025-09-30", UNDATED, ["The code was approved by Parliament on 3 March 2015, and " + "since then all schools " * 4]),
    ("2025-09-30", UNDATED, ["by letter dated 3 March 2015 the council told families " + "what would change " * 5]),
    ("2025-09-30", UNDATED, ["Children and Families Act 2014", "Ref: 12/03/2024", "Tel 01992 555 2010", "Room 12/03"]),
    ("2025-09-30", UNDATED, ["SEND strategy 2026 to 2029", "Version 3.2", "Minute 04/2023"]),
    # terms, seasons, years: a date of that precision
    ("2025-10-14", VAGUE, ["Autumn term 2025"]),
    ("2026-01-20", VAGUE, ["Autumn term 2025"]),
    ("2024-02-02", VAGUE + UNSURE, ["Autumn term 2025"]),
    ("2025-09-30", VAGUE, ["FY25/26 Q2"]),
    ("2026-04-01", VAGUE, ["Published: Spring 2026"]),
    ("2026-10-01", VAGUE + UNSURE, ["Published: Spring 2026"]),
    ("2026-03-31", VAGUE, ["Period covered: 1 April 2025 to 31 March 2026"]),
    ("2026-05-20", VAGUE, ["Period covered: 1 April 2025 to 31 March 2026"]),
    ("2025-03-31", VAGUE + UNSURE, ["Period covered: 1 April 2025 to 31 March 2026"]),
    ("2026-06-30", VAGUE, ["Academic year 2025/26"]),
    ("2025-06-30", VAGUE, ["Published 2025"]),
    ("2024-06-30", VAGUE + UNSURE, ["Published 2025"]),
    ("2026-05-14", UNDATED, ["Next review: Autumn 2026"]),
    ("2025-09-30", [], ["Autumn term 2025", "Version 2, 30 September 2025"]),
]  # fmt: skip


@pytest.mark.parametrize(("dated", "wanted", "lines"), LINES, ids=[f"{d}: {lines[0][:50]}" for d, _, lines in LINES])
def test_the_first_page(dated: str, wanted: list[tuple[str, Level]], lines: list[str]) -> None:
    assert found(paper(*lines, STORY, dated=dated)) == wanted


TABLES = [
    ("2025-09-30", [], (("Owner", "Date approved", "Review date"), ("Head of SEND", "30/09/2025", "30/09/2026"))),
    ("2026-09-30", MISMATCH, (("Owner", "Date approved", "Review date"), ("Head of SEND", "30/09/2025", "30/09/2026"))),
    ("2025-09-30", [], VERSIONS),
    ("2024-05-12", MISMATCH, VERSIONS),
    ("2025-09-30", [], (VERSIONS[0], VERSIONS[2], VERSIONS[1])),
    ("2024-05-12", MISMATCH, (("Document history",), *VERSIONS)),
    ("2025-09-30", [], (("Rev", "Issued", "By"), ("A", "12.05.2024", "x"), ("B", "30.09.2025", "y"))),
    ("2025-09-30", [], (("Date issued", "30/09/2025"), ("Date of next review", "30/09/2026"))),
    ("2026-09-30", MISMATCH, (("Date issued", "30/09/2025"), ("Date of next review", "30/09/2026"))),
    ("2025-09-30", [], (("Approved by", "Date"), ("Board", "30/09/2025"), ("Cabinet", "14/10/2025"))),
    ("2025-10-14", [], (("Approved by", "Date"), ("Board", "30/09/2025"), ("Cabinet", "14/10/2025"))),
    ("2025-09-30", UNDATED, (("School", "Date opened", "Places"), ("One", "01/09/2019", "12"), ("Two", "01/09/2020", "8"))),
    ("2025-09-30", UNDATED, (("Policy", "Date approved", "Owner"), ("One", "1/9/2019", "x"), ("Two", "1/9/2020", "y"))),
    ("2025-09-30", UNDATED, (("Action", "By when", "Who"), ("Write", "30/10/2025", "x"), ("Call", "30/11/2025", "y"))),
    ("2025-09-30", UNDATED, (("Place", "2019", "2020"), ("North", "12", "14"))),
]  # fmt: skip


@pytest.mark.parametrize(("dated", "wanted", "rows"), TABLES, ids=[f"{d}: {rows[0][:2]}" for d, _, rows in TABLES])
def test_tables_on_the_first_page(
    dated: str, wanted: list[tuple[str, Level]], rows: tuple[tuple[str, ...], ...]
) -> None:
    assert found(paper(*grid(*rows), STORY, dated=dated)) == wanted


@pytest.mark.parametrize(("dated", "wanted"), [("2025-09-30", []), ("2024-05-12", UNSURE), ("2024-02-02", UNSURE)])
def test_a_table_of_versions_at_the_end(dated: str, wanted: list[tuple[str, Level]]) -> None:
    assert found(paper(*[STORY] * 80, *grid(*VERSIONS, page=9), dated=dated)) == wanted


def test_lines_of_a_pdf_are_read_on() -> None:
    at = Place(page=1)
    lines = ["This Agreement is made on the 14th day of", "October 2025 between the Council and the Board"]
    assert found(paper(*(Block(text=line, place=at) for line in lines), dated="2025-10-14", format="pdf")) == []
    rows = ["Version Date Author", "1.0 12/05/2024 SEND team", "2.0 30/09/2025 SEND team"]
    assert found(paper(*(Block(text=line, place=at) for line in rows), dated="2025-09-30", format="pdf")) == []
    assert found(paper(*(Block(text=line, place=at) for line in rows), dated="2024-05-12", format="pdf")) == MISMATCH
    assert (
        found(
            paper(
                Block(text="Next review", place=at),
                Block(text="30 September 2026", place=at),
                dated="2025-09-30",
                format="pdf",
            )
        )
        == UNDATED
    )


@pytest.mark.parametrize(
    ("dated", "wanted", "lines"),
    [
        ("2025-09-30", [], ["Version Date Change", "1.0 12/05/2024 First version", "2.0 30/09/2025 Reviewed"]),
        ("2024-05-12", MISMATCH, ["Version Date Change", "1.0 12/05/2024 First version", "2.0 30/09/2025 Reviewed"]),
        ("2025-09-30", [], ["Document owner Date approved Review date", "Head of SEND 30/09/2025 30/09/2026"]),
        ("2026-09-30", MISMATCH, ["Document owner Date approved Review date", "Head of SEND 30/09/2025 30/09/2026"]),
    ],
)
def test_tables_of_a_pdf_are_lines(dated: str, wanted: list[tuple[str, Level]], lines: list[str]) -> None:
    blocks = [Block(text=line, place=Place(page=1)) for line in lines]
    assert found(paper(*blocks, dated=dated, format="pdf")) == wanted


def test_the_number_of_a_heading_is_no_day() -> None:
    entries = ["1 Introduction", "2 September 2025 and after", "3 Next steps"]
    listed = [Block(text=text, kind=BlockKind.LIST_ITEM, place=Place(page=1)) for text in entries]
    assert found(paper(*listed, dated="2025-09-02")) == UNDATED
    assert found(paper(Block(text=entries[1], kind=BlockKind.LIST_ITEM, place=Place(page=1)), dated="2025-09-02")) == []


SHEETS = [
    ("2025-09-30", [], [["Inclusion in schools"], ["Report run: 30/09/2025"]]),
    ("2024-02-02", [("date-mismatch", ERROR)], [["Inclusion in schools"], ["Report run: 30/09/2025"]]),
    ("2025-09-30", [], [["Inclusion in schools"], ["2025-09-30"]]),
    ("2024-02-02", UNSURE, [["Inclusion in schools"], ["2025-09-30"]]),
    ("2025-09-15", [], [["Inclusion in schools"], ["Sept 2025"]]),
    ("2025-09-15", [], [["Inclusion in schools"], ["Updated", "Sep 2025"]]),
    ("2025-09-15", [], [["Inclusion in schools, September 2025"], ["School", "Pupils"]]),
    ("2025-09-15", VAGUE, [["Inclusion in schools"], ["School", "Started"], ["One", "2025-09-15"]]),
    ("2025-09-15", VAGUE, [["Date"], ["2025-09-15"], ["2025-09-16"]]),
    ("2025-09-15", VAGUE, [["School places"], ["2025-09-15"], ["2025-09-16"]]),
    ("2025-10-15", VAGUE, [["Inclusion in schools"], ["Autumn term 2025"]]),
    ("2025-09-30", [], [["Version", "Date"], ["1.0", "2024-05-12"], ["2.0", "2025-09-30"]]),
]  # fmt: skip


@pytest.mark.parametrize(("dated", "wanted", "rows"), SHEETS, ids=[f"{d}: {rows[-1]}" for d, _, rows in SHEETS])
def test_workbooks(dated: str, wanted: list[tuple[str, Level]], rows: list[list[str]]) -> None:
    assert found(document(*sheet(rows), dated=dated, format="xlsx", front=False)) == wanted


TODAY = Place(page=1, paragraph=2)
FOOT = Place(part="footer", paragraph=1)


@pytest.mark.parametrize(
    ("blocks", "place", "shown", "wanted"),
    [
        (["30 September 2025"], TODAY, "30 September 2025", UNDATED),
        (["Issued: 30/09/2025"], TODAY, "30/09/2025", UNDATED),
        ([part("30/09/2025", BlockKind.FOOTER)], FOOT, "30/09/2025", UNDATED),
        (["30 September 2025", "Version 2, 3 June 2026"], TODAY, "30 September 2025", VAGUE),
        (["Next review: 30 September 2025", "Version 2, 3 June 2026"], TODAY, "30 September 2025", []),
        (["Printed on 30 September 2025", "Version 2, 3 June 2026"], TODAY, "30 September 2025", []),
        (["30 September 2025", "Version 2, 3 June 2026"], TODAY, "10:40", []),
    ],
)  # fmt: skip
def test_a_date_that_changes_each_day(blocks: list[Any], place: Place, shown: str, wanted: list[Any]) -> None:
    stood = [
        Block(text=one, place=place if index == 0 else Place(page=1, paragraph=9)) if isinstance(one, str)
        else Block(text=one.text, kind=one.kind, place=place)
        for index, one in enumerate(blocks)
    ]  # fmt: skip
    facts = {"changing_dates": [ChangingDate(place=place, text=shown)]}
    assert found(paper(*stood, dated="2026-06-03", **facts)) == wanted


def test_the_printed_day_of_a_sheet() -> None:
    subject = document(
        *sheet([["Inclusion in schools"]]),
        format="xlsx",
        front=False,
        changing_dates=[ChangingDate(place=Place(sheet="List 1", part="footer"))],
    )
    (fault,) = undated.check(subject)
    assert (fault.place.part, fault.level) == ("footer", WARNING)


def test_what_is_compared_is_said_with_its_place() -> None:
    subject = paper("Approved 30 September 2025", "Next review: 30 September 2026", dated="2026-09-30")
    (fault,) = date_mismatch.check(subject)
    assert (fault.place, fault.field) == (Place(page=1, paragraph=7), "documents.0.dated")
    assert "30 September 2025" in fault.message and "Next review" in fault.message
    further = paper(*[STORY] * 80, *grid(*VERSIONS, page=9), dated="2024-02-02")
    (fault,) = date_mismatch.check(further)
    assert fault.place.cell == "B3" and fault.message.startswith("Further on")
    secret = paper("Approved 30 September 2025", dated="2026-09-30", sensitivity="personal")
    assert "Approved" not in next(date_mismatch.check(secret)).message


def test_the_remedy_for_a_wrong_date_is_never_to_alter_the_document() -> None:
    remedies = (date_mismatch.__doc__ or "").partition("To put right:")[2]
    assert "Word:" not in remedies and "item.yaml" in remedies


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Autumn term 2025", "2025-09-01", "2025-12-31"),
        ("Spring term 2025/26", "2026-01-01", "2026-05-31"),
        ("Autumn Term 1 2025", "2025-09-01", "2025-12-31"),
        ("2025 Summer term", "2025-04-01", "2025-08-31"),
        ("Winter 2025", "2025-11-01", "2026-03-31"),
        ("Autumn ’25", "2025-09-01", "2025-12-31"),
        ("Term 2 2025/26", "2025-09-01", "2026-08-31"),
        ("Q1 2025/26", "2025-04-01", "2025-06-30"),
        ("Q4 2025-26", "2026-01-01", "2026-03-31"),
        ("Quarter 3 of FY 2025/26", "2025-10-01", "2025-12-31"),
        ("2025/26 Q2", "2025-07-01", "2025-09-30"),
        ("H1 2025/26", "2025-04-01", "2025-09-30"),
        ("Financial year 2025-26", "2025-04-01", "2026-03-31"),
        ("FY2025/26", "2025-04-01", "2026-03-31"),
        ("2025/26 academic year", "2025-09-01", "2026-08-31"),
        ("School year 2025 to 2026", "2025-09-01", "2026-08-31"),
        ("Annual report 2024–25", "2024-04-01", "2025-08-31"),
    ],
)
def test_periods(text: str, first: str, last: str) -> None:
    (one,) = find_periods(text)
    assert (one.first.isoformat(), one.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["Strategy 2024 to 2027", "2026–2029", "Spring into action", "Q2", "Autumn", "room 2025/7", "0300 2025 26", ""],
)
def test_no_periods(text: str) -> None:
    assert find_periods(text) == []


def test_an_empty_document_says_nothing() -> None:
    dates = read_dates(Facts(format="docx"))
    assert (dates.own, dates.others, dates.changing) == ((), (), ())


def test_a_cell_that_is_no_reference_is_read_as_a_line() -> None:
    assert found(paper(cell("30 September 2025", "?", None), dated="2025-09-30")) == []
