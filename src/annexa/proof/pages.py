"""What the pages of a PDF show, as pdfium reads them: words, pictures, and letters without a shape."""

import re
import unicodedata
from pathlib import Path
from typing import Any, Final

import msgspec

from annexa.model.text import joined_halves
from annexa.proof.glyphs import fonts_of, shapeless
from annexa.proof.misnamed import misnamed
from annexa.proof.numbers import figures_in
from annexa.proof.words import words

_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
MOST: Final = 200_000
"""Objects of a page that are looked at."""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """The pages of a PDF."""

    pages: tuple[list[str], ...] = ()
    """The words of each."""
    figures: tuple[str, ...] = ()
    """The numbers on them, such as "15000.50" for "15,000.50"."""
    pictures: int = 0
    """Images that are drawn."""
    beyond: tuple[str, ...] = ()
    """All words of pages of which some lie beyond the edge: nobody sees those, but who copies the text has them."""
    drawings: int = 0
    """Pictures and formulas that the PDF's own structure names; pictures as far as anything is drawn."""
    formulas: int = 0
    """Formulas that the PDF's own structure names; -1 where it has none, and nobody can tell."""
    shapeless: tuple[str, ...] = ()
    """Letters that no font gives a shape."""
    misnamed: tuple[tuple[str, str], ...] = ()
    """Letters that the text gives, each with the one that is drawn in its place."""
    marks: str = ""
    """Signs that are no ASCII: symbols as often as they are drawn, all others once."""


def shown(path: Path) -> Shown:
    """Reads a PDF. Raises whatever its libraries raise where it cannot be opened."""
    import pypdfium2

    pages: list[list[str]] = []
    pictures = outlines = 0
    letters: set[str] = set()
    symbols: list[str] = []
    figures: list[str] = []
    beyond: list[str] = []
    with pypdfium2.PdfDocument(path) as document:
        for number in range(len(document)):
            page = document[number]
            try:
                images, lines, is_beyond = _drawn(page)
                whole, text = _text(page, is_beyond=is_beyond)
            finally:
                page.close()
            pages.append(words(text))
            figures += figures_in(text)
            if is_beyond:
                beyond += words(whole)
            letters.update(text)
            if not text.isascii():
                symbols += filter(is_symbol, _NOT_ASCII.findall(unicodedata.normalize("NFKC", text)))
            pictures += images
            outlines += lines
    drawings, formulas, faceless, wrong = _structure(path, letters)
    return Shown(
        pages=tuple(pages),
        figures=tuple(figures),
        beyond=tuple(beyond),
        pictures=pictures,
        drawings=min(drawings, pictures + outlines) + max(formulas, 0),
        formulas=formulas,
        shapeless=tuple(sorted(faceless)),
        misnamed=tuple(sorted(wrong)),
        marks="".join(sorted((*symbols, *(each for each in letters if not each.isascii() and not is_symbol(each))))),
    )


def is_symbol(sign: str) -> bool:
    """Whether a sign is a symbol or an emoji, and so part of no word."""
    return not sign.isascii() and unicodedata.category(sign) == "So"


def _text(page: Any, *, is_beyond: bool) -> tuple[str, str]:
    """All text of the page, and that of it which does not lie beyond the edge."""
    text = page.get_textpage()
    try:
        whole = str(text.get_text_range())
        return whole, _inside(text, page.get_bbox()) if is_beyond else whole
    finally:
        text.close()


def _inside(text: Any, edges: tuple[float, float, float, float]) -> str:
    """The letters that touch the page; spaces and ends of lines, which have no place, stay."""
    import pypdfium2.raw as raw

    left, bottom, right, top = edges
    letters: list[str] = []
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if not letter.isspace():
            x, y, across, up = text.get_charbox(index)
            if across < left or x > right or up < bottom or y > top:
                continue
        letters.append(letter)
    return joined_halves(letters)


def _drawn(page: Any) -> tuple[int, int, bool]:
    """How many images and shadings there are, how many lines and areas, and whether words may lie beyond the page."""
    import pypdfium2.raw as raw

    edges = page.get_bbox()
    images = lines = 0
    is_beyond = False
    for number, each in enumerate(page.get_objects(max_depth=4)):
        if number >= MOST:
            break
        images += each.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING)
        lines += each.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM)
        if each.type == raw.FPDF_PAGEOBJ_TEXT and not is_beyond:
            is_beyond = _is_beyond(each, edges)
    return images, lines, is_beyond


def _is_beyond(drawn: Any, edges: tuple[float, float, float, float]) -> bool:
    """Whether a text reaches beyond the page; inside a group its place is another, and the letters are asked."""
    left, bottom, right, top = drawn.get_bounds()
    return bool(right > edges[2] or left < edges[0] or bottom < edges[1] or top > edges[3])


def _structure(path: Path, letters: set[str]) -> tuple[int, int, set[str], set[tuple[str, str]]]:
    """Pictures and formulas that the structure names, letters without a shape, and letters drawn as others."""
    import pikepdf

    with pikepdf.open(path) as document:
        return (
            _named(document, "/Figure"),
            _named(document, "/Formula") if "/StructTreeRoot" in document.Root else -1,
            shapeless(document, letters),
            {pair for font in fonts_of(document) for pair in misnamed(font) if pair[0] in letters},
        )


def _named(document: Any, kind: str) -> int:
    """Elements of the structure tree, of this kind."""
    import pikepdf

    count = 0
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == kind and "/P" in thing:
            count += 1
    return count
