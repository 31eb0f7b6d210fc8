"""Word documents of the site, made to be filled in or read on a screen and on paper.

Real headings, header rows that repeat, labels in the first column, the language set, no empty paragraphs for spacing.
The same records give the same bytes.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from annexa.site.book import Book

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

INK: Final = "1B3A4B"
PALE: Final = "E8EEF1"
ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


def document(title: str, book: Book, edition: date, footer: str = "") -> "Document":
    """An A4 document with a title, and a footer: without one, it says its edition."""
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
    usual = f"{title}, edition of {edition.day} {edition:%B %Y}. Official once filled in."
    section.footer.paragraphs[0].text = footer or usual
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


def grid(
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


def answer_box(document: "Document", summary: str, *, centimetres: float) -> None:
    """An empty box to write in."""
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=1)
    table.style = "Table Grid"
    _describe(table, summary, header_row=False, header_column=False)
    table.rows[0].height = Cm(centimetres)
    _keep_whole(table.rows[0])


def choice(cell: Any, title: str, unchosen: str, values: Sequence[str]) -> None:
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


def saved(document: "Document") -> bytes:
    """The file's bytes, with the times inside the package fixed."""
    first = io.BytesIO()
    document.save(first)
    second = io.BytesIO()
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, ZIP_TIME), source.read(name), zipfile.ZIP_DEFLATED)
    return second.getvalue()
