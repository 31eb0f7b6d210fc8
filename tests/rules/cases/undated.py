from samples import BlockKind, Level, Place, cell, document, part, title

from annexa.documents.facts import ChangingDate

T = title()
TODAY = ChangingDate(place=Place(page=1, paragraph=7), text="14 September 2026")

PASSES = {
    "version and month": document(T, "Version 8, April 2023", front=False),
    "date of the meeting": document(T, "Minutes of the Partnership Board, 12/03/2024", front=False),
    "in the footer": document(T, part("September 2026", BlockKind.FOOTER), front=False),
    "label and date in a table": document(
        T, cell("Date", sheet=None), cell("14 September 2026", "B1", None), front=False
    ),
    "a table of versions at the end": document(
        T, *["A long story without a date."] * 80, "Last reviewed 3 June 2026", front=False
    ),
    "a workbook with a note": document(cell("Data as at 31 August 2026"), format="xlsx", front=False),
    "an image": document(format="png", front=False),
    "a plain data file": document(cell("Year", sheet=None), format="csv", front=False),
    "a scan": document(format="pdf", scanned_pages=[1], front=False),
}
FAILS = {
    "none": (document(T, "Where young people go.", front=False), "no date"),
    "only in the file name": (document(T, "Text", name="report_20240315.docx", front=False), "only in its file name"),
    "in a story": (
        document(
            T,
            "In March 2024 the partnership visited all schools in the north of the area, and asked every family what had changed since then.",
            front=False,
        ),
        "no date",
    ),
    "an Act": (document(T, "Children Act 1989", front=False), "no date"),
    "an academic year": (document(T, "Academic year 2025/26", front=False), "only “Academic", Level.WARNING),
    "the next review alone": (document(T, "Next review: September 2027", front=False), "no date of its own"),
    "a field that shows today": (
        document(T, "14 September 2026", front=False, changing_dates=[TODAY]),
        "changes each day",
    ),
    "such a field beside a date": (
        document(
            T, "14 September 2026", part("Version 2, June 2026", BlockKind.FOOTER), front=False, changing_dates=[TODAY]
        ),
        "changes each day",
        Level.WARNING,
    ),
    "such a field, sensitive": (
        document(T, "14 September 2026", front=False, sensitivity="personal", changing_dates=[TODAY]),
        "each day, so",
    ),
    "a year alone": (document(T, "Published 2024", front=False), "only the year", Level.WARNING),
    "a workbook": (
        document(cell("Year"), cell("2024-05-01", "B2"), format="xlsx", front=False),
        "no date",
        Level.WARNING,
    ),
}
