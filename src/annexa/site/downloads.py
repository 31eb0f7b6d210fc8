"""What can be downloaded from the site: which files there are, and what each is for."""

from dataclasses import dataclass

from annexa.site.book import Book

DEBRIEFING = "debriefing-form.docx"
LINK_TEMPLATE = "link-template.docx"
CHECKLIST_WORD = "evidence-checklist.docx"
CHECKLIST_PDF = "evidence-checklist.pdf"
CALENDAR = "inspection-calendar.ics"
TIMETABLE = "timetable.docx"
GUIDANCE_PDF = "guidance.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One file below downloads/."""

    file: str
    title: str
    format: str
    about: str


def planned(book: Book) -> tuple[Download, ...]:
    """The files of this edition; a calendar only where the day of the call is known."""
    files = [
        Download(
            file=DEBRIEFING,
            title="Debriefing form",
            format="Word",
            about="To fill in with everyone who met an inspector",
        ),
        Download(
            file=LINK_TEMPLATE,
            title="Hyperlink template",
            format="Word",
            about="Where a link is all that you hand in, or where outsiders cannot open it",
        ),
        Download(
            file=CHECKLIST_WORD,
            title="Evidence checklist",
            format="Word",
            about="The 18 points, to tick and to keep with a document",
        ),
        Download(file=CHECKLIST_PDF, title="Evidence checklist to print", format="PDF", about="The same, to print"),
        Download(
            file=GUIDANCE_PDF,
            title="The whole guidance",
            format="PDF",
            about="Every page of this site, with contents, to print or to read without a network",
        ),
    ]
    if book.notification is not None:
        calendar = Download(
            file=CALENDAR,
            title="Calendar of the inspection",
            format="Calendar (ics)",
            about="Every deadline and meeting with its real date, for Outlook or another calendar program",
        )
        files.insert(4, calendar)
    if book.library and book.library.timetable and book.library.timetable.plan.meetings:
        about = "Every meeting of the fieldwork and the check-lists, to print"
        files.append(Download(file=TIMETABLE, title="Timetable of the inspection", format="Word", about=about))
    return tuple(files)
