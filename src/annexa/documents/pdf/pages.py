"""What is on the pages of a PDF: text, and pages that are pictures of text."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from annexa.documents import faults
from annexa.documents.facts import BlockKind
from annexa.documents.gather import Gatherer, clean
from annexa.documents.pdf.covered import add_covered
from annexa.documents.pdf.structure import Structure, read_structure
from annexa.model.findings import Place

_DIGITS = re.compile(r"\d+")
_BULLET = re.compile(r"(?:[•●▪◦‣–-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_END = (".", ":", ";", "!", "?")
_SIZED_PAGES: Final = 3
"""Font sizes are looked up on the first pages only, where titles stand; each look-up is a call into PDFium."""
_STRUCTURED_PAGES: Final = 1_000
"""Pages whose structure is read."""
_FEW: Final = 15
"""Characters on a page below which it counts as a scan if a picture covers it."""
_COVERING: Final = 0.5
"""Part of the page that the pictures of a scan cover at least."""
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE


def read(data: bytes, found: Gatherer) -> None:
    """Adds the blocks of every page; raises Unreadable where PDFium cannot open the file."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _fault(str(error)) from error
    try:
        count = len(document)
        found.pages = count
        if count == 0:
            raise faults.no_pages()
        pages: list[list[_Line]] = []
        rendered: list[int] = []
        tables: list[_Table] = []
        for index in range(min(count, found.limits.pdf_pages)):
            pages.append(_page(document, index, found, rendered, tables))
        if count > found.limits.pdf_pages:
            found.partial(f"only the first {found.limits.pdf_pages:,} pages were read")
        _add_blocks(pages, found)
        for table in tables:
            found.table(Place(page=table.page), table.rows, header_row=table.has_header)
    finally:
        document.close()


def _fault(message: str) -> faults.Unreadable:
    if "password" in message.lower() or "security" in message.lower():
        return faults.password()
    return faults.corrupt()


class _Line:
    """A line of text on a page."""

    __slots__ = ("breaks", "kind", "level", "size", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.size: float | None = None
        self.kind = BlockKind.PARAGRAPH
        self.level: int | None = None
        self.breaks: list[int] = []
        """Where lines that were joined to it begin."""


@dataclass(slots=True)
class _Table:
    """A table over one or more pages."""

    page: int
    last_page: int
    columns: int
    rows: list[list[str]]
    has_header: bool


def _page(document: Any, index: int, found: Gatherer, rendered: list[int], tables: list[_Table]) -> list[_Line]:
    import pypdfium2 as pdfium

    try:
        page = document[index]
        text_page = page.get_textpage()
    except pdfium.PdfiumError:
        found.partial(f"page {index + 1} is damaged")
        return []
    text = text_page.get_text_range()
    lines = [_Line(line) for line in re.split(r"[\r\n]+", text)]
    if index < _SIZED_PAGES:
        _add_sizes(text_page, text, lines)
    for link, area in found.areas.get(index + 1, ()):
        found.reword(link, text_page.get_text_bounded(*area))
    if len("".join(text.split())) < _FEW and _is_scan(page):
        found.scanned_pages.append(index + 1)
    add_covered(page, text_page, text.strip() != "", index + 1, found, rendered)
    lines = [line for line in lines if line.text.strip()]
    if found.tagged and index < _STRUCTURED_PAGES:
        _add_structure(read_structure(page, text_page), lines, index + 1, found, tables)
    text_page.close()
    page.close()
    return lines


def _add_structure(
    structure: Structure, lines: list[_Line], number: int, found: Gatherer, tables: list[_Table]
) -> None:
    """Marks the lines of headings, and gathers tables; one that runs on from the page before is the same table."""
    for level, words in structure.headings:
        for line in _lines_of(words, lines):
            line.kind, line.level = (BlockKind.HEADING, level) if level else (BlockKind.TITLE, None)
    for position, table in enumerate(structure.tables):
        last = tables[-1] if tables else None
        width = max((len(row) for row in table.rows), default=0)
        runs_on = position == 0 and not table.has_header and last is not None and last.last_page == number - 1
        if runs_on and last is not None and last.columns == width:
            last.rows.extend(table.rows)
            last.last_page = number
        else:
            tables.append(_Table(number, number, width, table.rows, table.has_header))


def _lines_of(words: str, lines: list[_Line]) -> list[_Line]:
    """The lines that together hold exactly these words; none where they are not found."""
    wanted = "".join(words.split())
    for start in range(len(lines) if wanted else 0):
        have = ""
        for end in range(start, len(lines)):
            have += "".join(lines[end].text.split())
            if have == wanted and lines[start].level is None:
                return lines[start : end + 1]
            if not wanted.startswith(have):
                break
    return []


def _add_sizes(text_page: Any, text: str, lines: list[_Line]) -> None:
    import pypdfium2.raw as raw

    position = 0
    for line in lines[:80]:
        position = text.find(line.text, position)
        start = position + len(line.text) - len(line.text.lstrip())
        size = raw.FPDFText_GetFontSize(text_page.raw, start)
        height = _glyph_height(text_page, start)
        line.size = round(max(size, height), 1) or None
        position += len(line.text)


def _glyph_height(text_page: Any, index: int) -> float:
    """Height of the character's line box in points: right where a matrix scales the font."""
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text_page.raw, index, box):
        return 0.0
    return float(abs(box.top - box.bottom)) / 1.2


def _is_scan(page: Any) -> bool:
    width, height = page.get_size()
    covered = 0.0
    for item in page.get_objects(filter=[_IMAGE], max_depth=4):
        left, bottom, right, top = _bounds(item)
        covered += max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
    return bool(covered >= width * height * _COVERING)


def _bounds(item: Any) -> tuple[float, float, float, float]:
    import pypdfium2 as pdfium

    try:
        left, bottom, right, top = item.get_bounds() if hasattr(item, "get_bounds") else item.get_pos()
    except pdfium.PdfiumError:
        return 0.0, 0.0, 0.0, 0.0
    return float(left), float(bottom), float(right), float(top)


# blocks


def _add_blocks(pages: list[list[_Line]], found: Gatherer) -> None:
    _mark_furniture(pages)
    for number, lines in enumerate(pages, 1):
        place = Place(page=number)
        for line in _paragraphs(lines):
            found.block(line.text, place, line.kind, level=line.level, size=line.size, breaks=tuple(line.breaks))


def _mark_furniture(pages: list[list[_Line]]) -> None:
    """First and last lines that come again on most pages, but for their numbers, are headers and footers."""
    if len(pages) < 3:
        return
    for edge, kind in ((0, BlockKind.HEADER), (-1, BlockKind.FOOTER)):
        shapes = Counter(_DIGITS.sub("#", lines[edge].text.strip()) for lines in pages if len(lines) > 1)
        for lines in pages:
            if len(lines) > 1 and shapes[_DIGITS.sub("#", lines[edge].text.strip())] * 2 > len(pages):
                lines[edge].kind, lines[edge].level = kind, None


def _paragraphs(lines: list[_Line]) -> list[_Line]:
    """Lines that run on are joined: the one before is long, ends no sentence, and looks the same."""
    longest = max((len(line.text) for line in lines), default=0)
    found: list[_Line] = []
    previous: _Line | None = None
    for line in lines:
        words = clean(line.text).strip()
        if previous is not None and _runs_on(previous, line, longest):
            whole = found[-1]
            whole.text = whole.text[:-1] if whole.text.endswith("\u00ad") else f"{whole.text} "
            whole.breaks.append(len(whole.text))
            whole.text += words
        else:
            whole = _Line(words)
            whole.size, whole.level, whole.kind = line.size, line.level, line.kind
            if line.kind is BlockKind.PARAGRAPH and _BULLET.match(words):
                whole.kind = BlockKind.LIST_ITEM
            found.append(whole)
        previous = line
    return found


def _runs_on(previous: _Line, line: _Line, longest: int) -> bool:
    if previous.kind is BlockKind.HEADING and line.kind is BlockKind.HEADING:
        return previous.level == line.level and previous.size == line.size
    if previous.kind is not BlockKind.PARAGRAPH or line.kind is not BlockKind.PARAGRAPH:
        return False
    if previous.size and line.size and abs(previous.size - line.size) > 0.6:
        return False
    if _BULLET.match(line.text.lstrip()) or previous.text.rstrip().endswith(_END):
        return False
    return len(previous.text) > longest * 0.6 or line.text.lstrip()[:1].islower()
