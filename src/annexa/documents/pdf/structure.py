"""Headings and tables of a tagged PDF, read from the structure of each page."""

import ctypes
import re
from dataclasses import dataclass, field
from typing import Any, Final

_HEADING = re.compile(r"H([1-6])?$")
_DEEPEST: Final = 60
_OBJECTS: Final = 20_000
"""Objects of a page that are searched for marked content."""
_TEXT, _FORM = 1, 5  # FPDF_PAGEOBJ_TEXT, FPDF_PAGEOBJ_FORM


@dataclass(slots=True)
class TableOnPage:
    """A table as far as it stands on one page."""

    rows: list[list[str]] = field(default_factory=list)
    has_header: bool = False


@dataclass(slots=True)
class Structure:
    """What the structure of one page tells."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    """Level (0 for the title of the document) and words."""
    tables: list[TableOnPage] = field(default_factory=list)


def read_structure(page: Any, text_page: Any) -> Structure:
    """Reads the structure of a page; empty where the page has none."""
    import pypdfium2.raw as raw

    found = Structure()
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return found
    try:
        reader = _Reader(_Texts(page, text_page), found)
        for index in range(min(raw.FPDF_StructTree_CountChildren(tree), 10_000)):
            reader.visit(raw.FPDF_StructTree_GetChildAtIndex(tree, index), 0)
    finally:
        raw.FPDF_StructTree_Close(tree)
    return found


class _Texts:
    """The words of each marked content on a page, looked up when they are asked for: PDFium goes through all letters
    of the page for each, and most are neither in a heading nor in a table."""

    def __init__(self, page: Any, text_page: Any) -> None:
        self._page = page
        self._text_page = text_page
        self._items: dict[int, list[Any]] | None = None
        self._buffer = ctypes.create_string_buffer(8_192)
        self._target = ctypes.cast(self._buffer, ctypes.POINTER(ctypes.c_ushort))

    def of(self, content: int) -> str:
        """The words of one marked content; empty where the page has none with that number."""
        import pypdfium2.raw as raw

        if self._items is None:
            self._items = self._found()
        words = ""
        for item in self._items.get(content, ()):
            size = raw.FPDFTextObj_GetText(item, self._text_page.raw, self._target, len(self._buffer))
            words += _words(self._buffer, size)
        return words

    def _found(self) -> dict[int, list[Any]]:
        import pypdfium2.raw as raw

        found: dict[int, list[Any]] = {}
        for index in range(min(raw.FPDFPage_CountObjects(self._page.raw), _OBJECTS)):
            item = raw.FPDFPage_GetObject(self._page.raw, index)
            if raw.FPDFPageObj_GetType(item) == _TEXT:
                content = raw.FPDFPageObj_GetMarkedContentID(item)
                if content >= 0:
                    found.setdefault(content, []).append(item)
        return found


class _Reader:
    def __init__(self, texts: _Texts, found: Structure) -> None:
        self.texts = texts
        self.found = found

    def visit(self, element: Any, depth: int) -> None:
        """Notes headings and tables below an element."""
        if not element or depth > _DEEPEST:
            return
        kind = _kind(element)
        if match := _HEADING.match(kind):
            self.found.headings.append((int(match.group(1) or 1), self.words(element)))
        elif kind == "Title":
            self.found.headings.append((0, self.words(element)))
        elif kind == "Table":
            table = TableOnPage()
            self.rows(element, table, depth)
            if table.rows:
                self.found.tables.append(table)
        else:
            for child in _children(element):
                self.visit(child, depth + 1)

    def rows(self, element: Any, table: TableOnPage, depth: int) -> None:
        """The rows of a table, those inside its head and body too."""
        for child in _children(element):
            kind = _kind(child)
            if kind == "TR":
                cells = [(cell, kind) for cell in _children(child) if (kind := _kind(cell)) in ("TH", "TD")]
                table.has_header |= any(kind == "TH" for _, kind in cells)
                table.rows.append([self.words(cell) for cell, _ in cells])
            elif depth < _DEEPEST:
                self.rows(child, table, depth + 1)

    def words(self, element: Any, depth: int = 0) -> str:
        """All words below an element, in order."""
        import pypdfium2.raw as raw

        pieces: list[str] = []
        for index in range(min(raw.FPDF_StructElement_CountChildren(element), 5_000)):
            content = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if content >= 0:
                pieces.append(self.texts.of(content))
                continue
            child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
            if child and depth < _DEEPEST:
                pieces.append(self.words(child, depth + 1))
        return " ".join("".join(pieces).split())


def _kind(element: Any) -> str:
    import pypdfium2.raw as raw

    buffer = ctypes.create_string_buffer(128)
    return _words(buffer, raw.FPDF_StructElement_GetType(element, buffer, len(buffer)))


def _words(buffer: Any, size: int) -> str:
    """What PDFium wrote: so many bytes, with two that end it."""
    return ctypes.string_at(buffer, max(0, min(size, len(buffer)) - 2)).decode("utf-16-le", "replace")


def _children(element: Any) -> list[Any]:
    import pypdfium2.raw as raw

    count = min(raw.FPDF_StructElement_CountChildren(element), 20_000)
    found = (raw.FPDF_StructElement_GetChildAtIndex(element, index) for index in range(count))
    return [child for child in found if child]
