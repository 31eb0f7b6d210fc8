"""Small documents of eight formats, each of which can be made with a thing more, a thing hidden, or both."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx as python_docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from PIL import Image as Pixels
from pptx import Presentation
from pptx.util import Inches

from annexa.tools import fonts

PARAGRAPHS = (
    "Every school in the area has a named person who answers for places.",
    "Requests for assessment rose by a fifth between January and March.",
    "Parents told us that letters came late and were hard to understand.",
    "Therapists now meet each setting twice a term to plan support together.",
    "Transport is arranged before the summer so that nobody starts late.",
)
ROWS = (
    ("Area", "Places", "Waiting"),
    ("Northbrook", "1241", "37"),
    ("Southmere", "867", "52"),
    ("Eastholt", "2093", "148"),
    ("Westgarth", "455", "19"),
)
MORE = "The panel decided on eleven further cases without a hearing."
SECRET = "Maple Quillfeather moved to another placement"
COLLAPSED = ' table:visibility="collapse"'
RARE = (
    "\U00013000\U00013001\U00013002",  # Egyptian hieroglyphs
    "\U00012f90\U00012f91\U00012f92",  # Cypro-Minoan
    "\U00010570\U00010571\U00010572",  # Vithkuqi
    "\U00031350\U00031351\U00031352",  # Chinese, extension H
)


def glyphless() -> str:
    """Letters that no font of this machine has; empty where it has them all."""
    return next((letters for letters in RARE if not any(map(fonts.has, letters))), "")


Make = Callable[..., None]


def png() -> io.BytesIO:
    stream = io.BytesIO()
    Pixels.new("RGB", (40, 30), (20, 90, 160)).save(stream, "PNG")
    stream.seek(0)
    return stream


def make_docx(
    path: Path,
    paragraphs: Sequence[str] = PARAGRAPHS,
    rows: Sequence[Sequence[str]] = ROWS,
    *,
    vanish: str = "",
    row: int = -1,
    deleted: str = "",
    comment: str = "",
    picture: bool = True,
) -> None:
    document = python_docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(len(rows), len(rows[0]))
    for number, cells in enumerate(rows):
        for cell, text in zip(table.rows[number].cells, cells, strict=True):
            cell.text = text
    if row >= 0:
        table.rows[row]._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))
    last = document.add_paragraph("End of the paper.")
    if vanish:
        last.add_run(f" {vanish}").font.hidden = True
    if deleted:
        mark = OxmlElement("w:del")
        mark.set(qn("w:id"), "9")
        run = OxmlElement("w:r")
        gone = OxmlElement("w:delText")
        gone.text = deleted
        run.append(gone)
        mark.append(run)
        last._p.append(mark)
    if comment:
        document.add_comment(last.runs, comment, author="A")
    if picture:
        document.add_picture(png())
    document.save(str(path))


def make_xlsx(
    path: Path,
    rows: Sequence[Sequence[str]] = ROWS,
    *,
    row: int = 0,
    column: str = "",
    sheet: str = "",
    comment: str = "",
    white: bool = False,
    chart: bool = True,
    picture: bool = False,
    more: str = "",
) -> None:
    book = openpyxl.Workbook()
    data = book.active
    data.title = "Data"
    for cells in rows:
        data.append([int(text) if text.isdigit() else text for text in cells])
    notes = book.create_sheet("Notes")
    for text in (*PARAGRAPHS, *((more,) if more else ())):
        notes.append([text])
    notes.column_dimensions["A"].width = 90
    data.column_dimensions["A"].width = 20
    if row:
        data.row_dimensions[row].hidden = True
    if column:
        data.column_dimensions[column].hidden = True
    if sheet:
        notes.sheet_state = sheet
    if comment:
        data["A1"].comment = Comment(comment, "A")
    if white:
        data["A3"].font = openpyxl.styles.Font(color="FFFFFFFF")
    if chart:
        bars = BarChart()
        bars.add_data(Reference(data, min_col=2, min_row=1, max_row=len(rows)), titles_from_data=True)
        data.add_chart(bars, "F2")  # type: ignore[call-arg]
    if picture:
        notes.add_image(Image(png()), "C2")
    book.save(path)


def make_pptx(
    path: Path,
    paragraphs: Sequence[str] = PARAGRAPHS,
    *,
    hidden: int = -1,
    notes: str = "",
    beside: str = "",
    picture: bool = True,
) -> None:
    show = Presentation()
    for number, text in enumerate(paragraphs):
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = text
        if picture and not number:
            slide.shapes.add_picture(png(), Inches(1), Inches(3))
        if hidden == number:
            slide._element.set("show", "0")
        if notes and not number:
            slide.notes_slide.notes_text_frame.text = notes
        if beside and not number:
            slide.shapes.add_textbox(Inches(20), Inches(1), Inches(3), Inches(1)).text_frame.text = beside
    show.save(str(path))


def make_rtf(path: Path, paragraphs: Sequence[str] = PARAGRAPHS, *, vanish: str = "", deleted: str = "") -> None:
    hidden = rf"{{\v {vanish}}}" if vanish else ""
    gone = rf"{{\deleted\revauthdel0 {deleted}}}" if deleted else ""
    table = r"{\*\revtbl{Unknown;}}"
    path.write_text(
        rf"{{\rtf1\ansi{table}" + "".join(rf"{text}\par " for text in paragraphs) + hidden + gone + r"\par}"
    )


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name if name != "fo" else "xsl-fo-compatible"}:1.0"'
    for name in ("office", "text", "table", "style", "fo")
)


def _odf(path: Path, kind: str, styles: str, body: str) -> None:
    mime = f"application/vnd.oasis.opendocument.{kind}"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", mime)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {SPACES} office:version="1.3"><office:automatic-styles>{styles}'
            f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
            "</office:document-content>",
        )


def make_odt(path: Path, paragraphs: Sequence[str] = PARAGRAPHS, *, vanish: str = "", deleted: str = "") -> None:
    styles = (
        '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    info = "<office:change-info/>"
    changes = (
        f'<text:tracked-changes><text:changed-region text:id="c"><text:deletion>{info}<text:p>{deleted}</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    mark = '<text:change text:change-id="c"/>' if deleted else ""
    hidden = f'<text:span text:style-name="H">{vanish}</text:span>' if vanish else ""
    body = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    _odf(path, "text", styles, f"{changes if deleted else ''}{body}<text:p>End.{mark}{hidden}</text:p>")


def make_ods(
    path: Path, rows: Sequence[Sequence[str]] = ROWS, *, row: int = -1, column: int = -1, sheet: bool = False
) -> None:
    styles = (
        '<style:style style:name="T" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    columns = "".join(f"<table:table-column{COLLAPSED if number == column else ''}/>" for number in range(len(rows[0])))
    lines = "".join(
        f"<table:table-row{COLLAPSED if number == row else ''}>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in cells
        )
        + "</table:table-row>"
        for number, cells in enumerate(rows)
    )
    notes = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        "</table:table-row>"
        for text in PARAGRAPHS[:2]
    )
    look = ' table:style-name="T"' if sheet else ""
    _odf(
        path,
        "spreadsheet",
        styles,
        f'<table:table table:name="Data">{columns}{lines}</table:table>'
        f'<table:table table:name="Notes"{look}><table:table-column/>{notes}</table:table>',
    )


def make_csv(path: Path, rows: Sequence[Sequence[str]] = ROWS) -> None:
    path.write_text("".join(f"{','.join(cells)}\n" for cells in rows))


def make_txt(path: Path, paragraphs: Sequence[str] = PARAGRAPHS) -> None:
    path.write_text("\n\n".join(paragraphs) + "\n")


MAKERS: dict[str, Make] = {
    "docx": make_docx,
    "xlsx": make_xlsx,
    "pptx": make_pptx,
    "rtf": make_rtf,
    "odt": make_odt,
    "ods": make_ods,
    "csv": make_csv,
    "txt": make_txt,
}


def sources() -> list[tuple[str, str, dict[str, Any]]]:
    """Format, what is lost or shown, and how the source differs from the one that the pages were made of."""
    texts = ("docx", "pptx", "rtf", "odt", "txt")
    sheets = ("docx", "xlsx", "ods", "csv")
    return [
        *((form, "a paragraph dropped", {"paragraphs": (*PARAGRAPHS[:2], MORE, *PARAGRAPHS[2:])}) for form in texts),
        *(
            (form, "one of two equal paragraphs dropped", {"paragraphs": (*PARAGRAPHS, PARAGRAPHS[1])})
            for form in texts
        ),
        *(
            (form, "a sentence cut short", {"paragraphs": (*PARAGRAPHS[:4], PARAGRAPHS[4] + " " + MORE)})
            for form in texts
        ),
        *((form, "a row dropped", {"rows": (*ROWS, ("Midvale", "3317", "81"))}) for form in sheets),
        *((form, "a column dropped", {"rows": [(*row, f"note{row[0]}") for row in ROWS]}) for form in sheets),
        ("docx", "a hidden row shown", {"row": 2}),
        ("xlsx", "a hidden row shown", {"row": 3}),
        ("ods", "a hidden row shown", {"row": 2}),
        ("xlsx", "a hidden column shown", {"column": "A"}),
        ("ods", "a hidden column shown", {"column": 0}),
        ("xlsx", "a hidden sheet shown", {"sheet": "hidden"}),
        ("xlsx", "a very hidden sheet shown", {"sheet": "veryHidden"}),
        ("ods", "a hidden sheet shown", {"sheet": True}),
        ("xlsx", "a white cell shown", {"white": True}),
        ("xlsx", "text of another sheet dropped", {"more": MORE}),
        ("pptx", "a hidden slide shown", {"hidden": 2}),
    ]
