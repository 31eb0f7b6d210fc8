"""Writes workbooks: a first sheet that says what the data is, then sheets of data with a header row."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from . import pack
from .model import Document, long_date
from .word_parts import DEEP, PALE, RULE, core
from .words import Speller

Value = str | int | float | date
INK = Font(name="Calibri", size=11)
HEAD_INK = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
_EDGE = Side(style="thin", color=RULE)
EDGES = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of data."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    widths: tuple[int, ...] = ()
    """In characters; worked out from the text where they are not given."""
    total: bool = False
    share: tuple[int, ...] = ()
    """Columns, counted from 0, that hold shares of 1 and are shown in per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What a workbook says on its first sheet, and its data."""

    version: str = "1.0"
    owner: str
    about: tuple[tuple[str, str], ...]
    """Pairs of a word and its text, such as ("Source", "School census, January 2026")."""
    sheets: tuple[Sheet, ...]


def write(document: Document, book: Book) -> bytes:
    """The xlsx file."""
    speller = Speller()
    made = Workbook()
    made.remove(made.worksheets[0])
    _about(made.create_sheet("About this data"), document, book, speller)
    for sheet in book.sheets:
        _data(made.create_sheet(sheet.name), sheet, document, book, speller)
    made.properties.title, made.properties.creator = document.title, book.owner
    made.properties.language = "en-GB"
    out = io.BytesIO()
    made.save(out)
    members = pack.unpack(out.getvalue())
    members["docProps/core.xml"] = core(document.title, book.owner, document.dated).encode()
    return pack.office(members)


def _about(at: Worksheet, document: Document, book: Book, speller: Speller) -> None:
    lines = [speller.plain(document.title), f"Version {book.version}. Date: {long_date(document.dated)}"]
    at["A1"], at["A2"] = lines
    at["A1"].font = Font(name="Calibri", size=20, bold=True, color=DEEP)
    at["A2"].font = Font(name="Calibri", size=12, bold=True)
    at.append(())
    at.append(("What", "Detail"))
    for word, text in (("Owner", book.owner), ("Published by", "Westmere SEND Local Area Partnership"), *book.about):
        at.append((word, speller.spell(text)))
    at.append(("Sheets", "; ".join(sheet.name for sheet in book.sheets)))
    for cell in _cells(at, first=4, columns=2):
        _dress(cell, head=cell.row == 4)
    at.column_dimensions["A"].width, at.column_dimensions["B"].width = 22, 92
    for i, row in enumerate(at.iter_rows(min_row=4, max_col=2, values_only=True), 4):
        at.row_dimensions[i].height = _height(tuple(str(text) for text in row), [22, 92])
    _print(at, document, book, columns=2, title_row=0)


def _data(at: Worksheet, sheet: Sheet, document: Document, book: Book, speller: Speller) -> None:
    at.append(tuple(speller.spell(text) for text in sheet.header))
    for row in sheet.rows:
        at.append(tuple(speller.spell(value) if isinstance(value, str) else value for value in row))
    for cell in _cells(at, first=1, columns=len(sheet.header)):
        last = sheet.total and cell.row == len(sheet.rows) + 1
        _dress(cell, head=cell.row == 1, bold=last, tinted=last or (cell.row > 1 and cell.row % 2 == 1))
        cell.number_format = _format(cell.value, share=cell.column - 1 in sheet.share)
    for i in range(len(sheet.header)):
        width = sheet.widths[i] if sheet.widths else _width(sheet, i)
        at.column_dimensions[get_column_letter(i + 1)].width = width
    widths = [at.column_dimensions[get_column_letter(i + 1)].width for i in range(len(sheet.header))]
    for i, texts in enumerate((sheet.header, *sheet.rows), 1):
        at.row_dimensions[i].height = _height(tuple(str(text) for text in texts), widths)
    at.freeze_panes = "B2"
    at.auto_filter.ref = at.dimensions
    _print(at, document, book, columns=len(sheet.header), title_row=1)


def _cells(at: Worksheet, *, first: int, columns: int) -> Iterator[Cell]:
    """The cells of a sheet from a row on, row by row."""
    for row in at.iter_rows(min_row=first, max_col=columns):
        for cell in row:
            if isinstance(cell, Cell):
                yield cell


def _format(value: object, *, share: bool) -> str:
    match value:
        case float():
            return "0.0%" if share else "#,##0.0"
        case int():
            return "#,##0"
        case date():
            return "dd/mm/yyyy"
        case _:
            return "General"


def _width(sheet: Sheet, column: int) -> int:
    longest = max((len(str(row[column])) for row in sheet.rows), default=4)
    word = max(len(part) for part in sheet.header[column].split())
    return min(max(longest + 2, word + 3, 9), 38)


def _height(texts: tuple[str, ...], widths: list[float]) -> float:
    """Height of a row in points: LibreOffice does not fit rows to wrapped text when it opens a file."""
    return 15.0 * max(_lines(text, width) for text, width in zip(texts, widths, strict=True)) + 2


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a column, whole words at a time."""
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > width - 1:
            lines, used = lines + 1, len(word)
        else:
            used += len(word) + (1 if used else 0)
    return lines


def _dress(cell: Cell, *, head: bool = False, bold: bool = False, tinted: bool = False) -> None:
    cell.border = EDGES
    numeric = isinstance(cell.value, int | float) and not head
    cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="right" if numeric else "left")
    cell.font = HEAD_INK if head else Font(name="Calibri", size=11, bold=bold)
    if head:
        cell.fill = PatternFill("solid", fgColor=DEEP)
    elif tinted:
        cell.fill = PatternFill("solid", fgColor=PALE)


def _print(at: Worksheet, document: Document, book: Book, *, columns: int, title_row: int) -> None:
    wide = sum(at.column_dimensions[get_column_letter(i + 1)].width for i in range(columns))
    at.page_setup.orientation = "landscape" if wide > 95 else "portrait"
    # 60 per cent on A4 is the least that can be read; wider sheets go to A3.
    at.page_setup.paperSize = at.PAPERSIZE_A3 if wide > 210 else at.PAPERSIZE_A4
    at.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    at.page_setup.fitToWidth, at.page_setup.fitToHeight = 1, 0
    at.page_margins.left = at.page_margins.right = 0.5
    if title_row:
        at.print_title_rows = f"{title_row}:{title_row}"
    if at.oddHeader and at.oddFooter:
        at.oddHeader.left.text = document.title.replace("&", "&&")
        at.oddFooter.left.text = f"Version {book.version}, {long_date(document.dated)}"
        at.oddFooter.right.text = "Page &P of &N"
