"""The structure tree of a page as pdfium hands it to a program that reads aloud."""

import ctypes
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdf
import pypdfium2
import pypdfium2.raw as raw


class Element(NamedTuple):
    """One element that has something on the page."""

    kind: str
    title: str
    marks: tuple[int, ...]
    """Numbers of the marked content that it holds on this page."""


def elements(page: pypdfium2.PdfPage) -> list[Element]:
    """The elements of a page's tree in reading order; none where pdfium finds no tree."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    try:
        count = raw.FPDF_StructTree_CountChildren(tree) if tree else 0
        return [each for at in range(count) for each in _walk(raw.FPDF_StructTree_GetChildAtIndex(tree, at))]
    finally:
        raw.FPDF_StructTree_Close(tree)


def marks_on(page: pypdf.PageObject) -> list[int]:
    """The numbers of marked content in a page's own content, as pypdf unpacks it."""
    content = page.get_contents()
    data = b"" if content is None else content.get_data()
    return sorted(int(number) for number in re.findall(rb"/MCID\s*(\d+)", data))


def _walk(element: Any) -> Iterator[Element]:
    if not element:
        return
    marks = (
        raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at)
        for at in range(max(0, raw.FPDF_StructElement_GetMarkedContentIdCount(element)))
    )
    kind, title = (_text(get, element) for get in (raw.FPDF_StructElement_GetType, raw.FPDF_StructElement_GetTitle))
    yield Element(kind, title, tuple(mark for mark in marks if mark >= 0))
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _walk(raw.FPDF_StructElement_GetChildAtIndex(element, at))


def _text(get: Any, element: Any) -> str:
    size = get(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
