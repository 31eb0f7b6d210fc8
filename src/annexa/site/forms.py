"""The Word forms of the site: the debriefing form and the evidence checklist.

They are made to be filled in on a screen and on paper: real headings, header rows that repeat, labels in the first
column, the language set, no empty paragraphs for spacing. The same records give the same bytes.
"""

from dataclasses import dataclass
from datetime import date

from annexa.inspection.calendar import long_date
from annexa.inspection.debrief import form
from annexa.site import word
from annexa.site.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a talk before it is held."""

    initials: str = ""
    meeting: str = ""
    service: str = ""
    day: date | None = None


def debriefing_form(book: Book, edition: date, known: Known | None = None) -> bytes:
    """The form for a talk with somebody who met an inspector: five questions, a rating and a summary.

    What is known of the talk is filled in.
    """
    known = known or Known()
    document = word.document("Debriefing after a meeting with inspectors", book, edition)
    mailbox = book.guidance.local.mailboxes["comms"].address
    document.add_paragraph(
        "Go through this form with each person or focus group as soon as they have met an inspector. Note headlines in "
        "short bullets. Bring them to the keep-in-touch meeting at the end of the day. What cannot wait goes to the "
        f"director concerned at once, with a copy to {mailbox}. Nothing is handed to inspectors directly."
    )
    document.add_heading("Who and when", level=2)
    filled = ("", known.initials, known.meeting, known.service, long_date(known.day) if known.day else "")
    word.grid(
        document,
        "Who was interviewed, by whom debriefed, and when",
        list(zip(form.HEAD, filled, strict=True)),
        widths=(6.0, 10.5),
    )
    document.add_heading("What happened", level=2)
    for number, question in enumerate(form.QUESTIONS, start=1):
        document.add_heading(f"{number}. {question}", level=3)
        word.answer_box(document, f"Answer to question {number}", centimetres=2.6)
    document.add_heading(f"6. {form.RATING}", level=3)
    document.add_paragraph("The interviewee chooses one: in the list on a screen, with a tick on paper.")
    word.grid(document, "The colour that was chosen", [(form.CHOSEN, "")], widths=(6.0, 10.5))
    word.choice(document.tables[-1].cell(0, 1), form.CHOSEN, form.UNCHOSEN, [colour for colour, _ in form.RATINGS])
    document.add_paragraph("What each colour means:")
    word.grid(
        document,
        "Rating of the interview",
        [(name, words, "☐") for name, words in form.RATINGS],
        header=("Rating", "Choose it when", "Tick"),
        widths=(2.5, 12.0, 2.0),
    )
    document.add_heading(form.SUMMARY, level=2)
    word.answer_box(document, form.SUMMARY, centimetres=4)
    document.add_paragraph(
        "Save this sheet as the date, your initials and the word Summary, such as 15.09.26 AB Summary. Inspectors may "
        "ask for it."
    )
    return word.saved(document)


def checklist_form(book: Book, edition: date) -> bytes:
    """The checklist with a box and room for a note at each point, under its headings."""
    document = word.document("Evidence checklist", book, edition)
    document.add_paragraph(
        "One sheet a document. Tick what is met, write what is not, and keep the sheet with the document until it is "
        "signed off. Points for certain kinds of document say so."
    )
    word.grid(
        document,
        "The document that this sheet is about",
        [("Requirement", ""), ("Title of the document", ""), ("Checked by (role) and date", "")],
        widths=(6.0, 10.5),
    )
    for heading in dict.fromkeys(point.heading for point in book.checklist.points):
        document.add_heading(heading, level=2)
        rows = []
        for number, point in enumerate(book.checklist.points, start=1):
            if point.heading == heading:
                kinds = f" (only {', '.join(kind.replace('-', ' ') for kind in point.kinds)})" if point.kinds else ""
                rows.append((str(number), point.question + kinds, "☐", ""))
        word.grid(document, heading, rows, header=("No.", "Point", "Met", "Note"), widths=(1.1, 8.9, 1.2, 5.3))
    return word.saved(document)
