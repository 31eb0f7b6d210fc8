"""The Word forms of the site: the debriefing form and the evidence checklist.

They are made to be filled in on a screen and on paper: real headings, header rows that repeat, labels in the first
column, the language set, no empty paragraphs for spacing. The same records give the same bytes.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from annexa.inspection.calendar import long_date
from annexa.inspection.debrief import form
from annexa.site.book import Book

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

INK: Final = "1B3A4B"
PALE: Final = "E8EEF1"
ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


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
    document = _document("Debriefing after a meeting with inspectors", book, edition)
    mailbox = book.guidance.local.mailboxes["comms"].address
    document.add_paragraph(
        "Go through this form with each person or focus group as soon as they have met an inspector. Note headlines in "
        "short bullets. Bring them to the keep-in-touch meeting at the end of the day. What cannot wait goes to the "
        f"director concerned at once, with a copy to {mailbox}. Nothing is handed to inspectors directly."
    )
    document.add_heading("Who and when", level=2)
    filled = ("", known.initials, known.meeting, known.service, long_date(known.day) if known.day else "")
    _grid(
        document,
        "Who was interviewed, by whom debriefed, and when",
        list(zip(form.HEAD, filled, strict=True)),
        widths=(6.0, 10.5),
    )
    document.add_heading("What happened", level=2)
    for number, question in enumerate(form.QUESTIONS, start=1):
        document.add_heading(f"{number}. {question}", level=3)
        _answer(document, f"Answer to question {number}", centimetres=2.6)
    document.add_heading(f"6. {form.RATING}", level=3)
    document.add_paragraph("The interviewee chooses one: in the list on a screen, with a tick on paper.")
    _grid(document, "The colour that was chosen", [(form.CHOSEN, "")], widths=(6.0, 10.5))
    _choice(document.tables[-1].cell(0, 1), form.CHOSEN, form.UNCHOSEN, [colour for colour, _ in form.RATINGS])
    document.add_paragraph("What each colour means:")
    _grid(
        document,
        "Rating of the interview",
        [(name, words, "☐") for name, words in form.RATINGS],
        header=("Rating", "Choose it when", "Tick"),
        widths=(2.5, 12.0, 2.0),
    )
    document.add_heading(form.SUMMARY, level=2)
    _answer(document, form.SUMMARY, centimetres=4)
    document.add_paragraph(
        "Save this sheet as the date, your initials and the word Summary, such as 15.09.26 AB Summary. Inspectors may "
        "ask for it."
    )
    return _saved(document)


def checklist_form(book: Book, edition: date) -> bytes:
    """The checklist with a box and room for a note at each point, under its headings."""
    document = _document("Evidence checklist", book, edition)
    document.add_paragraph(
        "One sheet a document. Tick what is met, write what is not, and keep the sheet with the document until it is "
        "signed off. Points for certain kinds of document say so."
    )
    _grid(
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
        _grid(document, heading, rows, header=("No.", "Point", "Met", "Note"), widths=(1.1, 8.9, 1.2, 5.3))
    return _saved(document)


def _document(title: str, book: Book, edition: date) -> "Document":
    import docx
    from docx.shared import Cm, Pt, RGBColor

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    styles: Any = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Arial", Pt(11)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size, before in (("Title", 22, 0), ("Heading 2", 14, 14), ("Heading 3", 11, 10)):
        style = styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), RGBColor.from_string(INK)
        style.element.rPr.rFonts.attrib.clear()
        style.font.name = "Arial"
        style.font.bold = True
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
        style.paragraph_format.keep_with_next = True
    _set_language(styles, book.language)
    properties = document.core_properties
    moment = datetime.combine(edition, time(), UTC)
    properties.title, properties.author, properties.language = title, book.partnership, book.language
    properties.created = properties.modified = moment
    properties.last_modified_by, properties.comments = book.partnership, ""
    heading = document.add_paragraph(title, style="Title")
    heading.paragraph_format.space_after = Pt(2)
    section.header.paragraphs[0].text = book.partnership
    section.footer.paragraphs[0].text = f"{title}, edition of {edition.day} {edition:%B %Y}. Official once filled in."
    return document


def _set_language(styles: Any, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = styles["Normal"].element.get_or_add_rPr()
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), language)
    properties.append(lang)
    for default in styles.element.iter(qn("w:lang")):
        default.set(qn("w:val"), language)


def _grid(
    document: "Document",
    summary: str,
    rows: Sequence[tuple[str, ...]],
    *,
    header: tuple[str, ...] = (),
    widths: tuple[float, ...],
) -> None:
    """A table whose header row repeats, or whose first column holds the labels; `summary` is its alternative text."""
    from docx.shared import Cm

    table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    _describe(table, summary, header_row=bool(header), header_column=not header)
    for at, words in enumerate([header, *rows] if header else rows):
        cells = table.add_row().cells
        for column, (cell, text, width) in enumerate(zip(cells, words, widths, strict=True)):
            cell.width = Cm(width)
            strong = at == 0 if header else column == 0
            cell.paragraphs[0].add_run(text).bold = strong
            if strong:
                _shade(cell)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    if header:
        _repeat(table)
    for row in table.rows:
        _keep_whole(row)
        if not header:
            row.height = Cm(0.9)


def _answer(document: "Document", summary: str, *, centimetres: float) -> None:
    """An empty box to write in."""
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=1)
    table.style = "Table Grid"
    _describe(table, summary, header_row=False, header_column=False)
    table.rows[0].height = Cm(centimetres)
    _keep_whole(table.rows[0])


def _choice(cell: Any, title: str, unchosen: str, values: Sequence[str]) -> None:
    """A list to choose from, as a content control that says what it is for."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    items = "".join(f'<w:listItem w:displayText="{value}" w:value="{value}"/>' for value in values)
    control = (
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="rating"/><w:id w:val="1006"/>'
        f"<w:showingPlcHdr/><w:dropDownList>{items}</w:dropDownList></w:sdtPr>"
        f"<w:sdtContent><w:r><w:t>{unchosen}</w:t></w:r></w:sdtContent></w:sdt>"
    )
    cell.paragraphs[0]._p.append(parse_xml(control))


def _describe(table: "Table", summary: str, *, header_row: bool, header_column: bool) -> None:
    """Alternative text, and which cells are headers, for those who hear the table."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties: Any = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        look.set(qn("w:firstRow"), str(int(header_row)))
        look.set(qn("w:firstColumn"), str(int(header_column)))
    for tag in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), summary)
        properties.append(element)


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", PALE)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _repeat(table: "Table") -> None:
    from docx.oxml import OxmlElement

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _saved(document: "Document") -> bytes:
    """The file's bytes, with the times inside the package fixed."""
    first = io.BytesIO()
    document.save(first)
    second = io.BytesIO()
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, ZIP_TIME), source.read(name), zipfile.ZIP_DEFLATED)
    return second.getvalue()
