"""What is on the pages of a PDF: text, scanned pages, text left under black boxes."""

import ctypes
import re
from collections import Counter
from typing import Any, Final

from annexa.documents import faults
from annexa.documents.facts import BlockKind, HiddenKind
from annexa.documents.gather import Gatherer
from annexa.model.findings import Place

_DIGITS = re.compile(r"\d+")
_BULLET = re.compile(r"(?:[•●▪◦‣–-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_END = (".", ":", ";", "!", "?")
_SIZED_PAGES: Final = 3
"""Font sizes are looked up on the first pages only, where titles stand; each look-up is a call into PDFium."""
_FEW: Final = 15
"""Characters on a page below which it counts as a scan if a picture covers it."""
_COVERING: Final = 0.5
"""Part of the page that the pictures of a scan cover at least."""
_OBJECTS: Final = 4_000
"""Objects of a page that are looked at for covered text; maps and plots hold more, and no boxes."""
_PATH, _TEXT, _IMAGE = 2, 1, 3  # FPDF_PAGEOBJ_PATH, _TEXT, _IMAGE


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
        for index in range(min(count, found.limits.pdf_pages)):
            pages.append(_page(document, index, found))
        if count > found.limits.pdf_pages:
            found.partial(f"only the first {found.limits.pdf_pages:,} pages were read")
        _add_blocks(pages, found)
    finally:
        document.close()


def _fault(message: str) -> faults.Unreadable:
    if "password" in message.lower() or "security" in message.lower():
        return faults.password()
    return faults.corrupt()


class _Line:
    """A line of text on a page."""

    __slots__ = ("kind", "size", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.size: float | None = None
        self.kind = BlockKind.PARAGRAPH


def _page(document: Any, index: int, found: Gatherer) -> list[_Line]:
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
    if len("".join(text.split())) < _FEW and _is_scan(page):
        found.scanned_pages.append(index + 1)
    if text.strip():
        _covered(page, text_page, index + 1, found)
    text_page.close()
    page.close()
    return [line for line in lines if line.text.strip()]


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


# text under boxes


def _covered(page: Any, text_page: Any, number: int, found: Gatherer) -> None:
    """Text that was drawn first and a dark, opaque box over it afterwards.

    A box drawn before its text is a background (a table's dark header row) and hides nothing; so the order
    of drawing decides, not the colours alone.
    """
    import pypdfium2.raw as raw

    if raw.FPDFPage_CountObjects(page.raw) > _OBJECTS:
        return
    texts: list[tuple[float, float, float, float]] = []
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        item = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == _TEXT:
            texts.append(_raw_bounds(item))
        elif kind == _PATH and texts and _is_dark_box(item):
            box = _raw_bounds(item)
            if any(_overlap(box, text) for text in texts):
                words = text_page.get_text_bounded(*box).strip()
                if words:
                    found.hide(HiddenKind.COVERED_TEXT, Place(page=number), text=words)


def _raw_bounds(item: Any) -> tuple[float, float, float, float]:
    import pypdfium2.raw as raw

    values = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *values):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (value.value for value in values)
    return left, bottom, right, top


def _is_dark_box(item: Any) -> bool:
    import pypdfium2.raw as raw

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, mode, stroke) or mode.value == 0:
        return False
    colours = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(item, *colours):
        return False
    red, green, blue, alpha = (colour.value for colour in colours)
    left, bottom, right, top = _raw_bounds(item)
    return alpha > 250 and max(red, green, blue) < 60 and right - left > 5 and top - bottom > 5


def _overlap(box: tuple[float, float, float, float], text: tuple[float, float, float, float]) -> bool:
    middle = (text[1] + text[3]) / 2
    return box[1] < middle < box[3] and min(box[2], text[2]) - max(box[0], text[0]) > 2


# blocks


def _add_blocks(pages: list[list[_Line]], found: Gatherer) -> None:
    _mark_furniture(pages)
    for number, lines in enumerate(pages, 1):
        place = Place(page=number)
        for kind, size, text in _paragraphs(lines):
            found.block(text, place, kind, size=size)


def _mark_furniture(pages: list[list[_Line]]) -> None:
    """First and last lines that come again on most pages, but for their numbers, are headers and footers."""
    if len(pages) < 3:
        return
    for edge, kind in ((0, BlockKind.HEADER), (-1, BlockKind.FOOTER)):
        shapes = Counter(_DIGITS.sub("#", lines[edge].text.strip()) for lines in pages if len(lines) > 1)
        for lines in pages:
            if len(lines) > 1 and shapes[_DIGITS.sub("#", lines[edge].text.strip())] * 2 > len(pages):
                lines[edge].kind = kind


def _paragraphs(lines: list[_Line]) -> list[tuple[BlockKind, float | None, str]]:
    """Lines that run on are joined: the one before is long, ends no sentence, and looks the same."""
    longest = max((len(line.text) for line in lines), default=0)
    found: list[tuple[BlockKind, float | None, str]] = []
    previous: _Line | None = None
    for line in lines:
        if previous is not None and _runs_on(previous, line, longest):
            kind, size, text = found[-1]
            joined = text[:-1] + line.text.strip() if text.endswith("\u00ad") else f"{text} {line.text.strip()}"
            found[-1] = kind, size, joined
        else:
            kind = line.kind
            if kind is BlockKind.PARAGRAPH and _BULLET.match(line.text.lstrip()):
                kind = BlockKind.LIST_ITEM
            found.append((kind, line.size, line.text.strip()))
        previous = line
    return found


def _runs_on(previous: _Line, line: _Line, longest: int) -> bool:
    if previous.kind is not BlockKind.PARAGRAPH or line.kind is not BlockKind.PARAGRAPH:
        return False
    if previous.size and line.size and abs(previous.size - line.size) > 0.6:
        return False
    if _BULLET.match(line.text.lstrip()) or previous.text.rstrip().endswith(_END):
        return False
    return len(previous.text) > longest * 0.6 or line.text.lstrip()[:1].islower()
