"""What the pages of a PDF show, as pdfium reads them: words, pictures, and letters without a shape."""

import unicodedata
from pathlib import Path
from typing import Any, Final

import msgspec

from annexa.proof.glyphs import shapeless
from annexa.proof.numbers import figures_in
from annexa.proof.words import words

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
    drawings: int = 0
    """Pictures that the PDF's own structure names, as far as anything is drawn."""
    formulas: int = 0
    """Formulas that the PDF's own structure names; -1 where it has none, and nobody can tell."""
    shapeless: tuple[str, ...] = ()
    """Letters that no font gives a shape."""
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
    with pypdfium2.PdfDocument(path) as document:
        for number in range(len(document)):
            page = document[number]
            try:
                text = _text(page)
                images, lines = _drawn(page)
            finally:
                page.close()
            pages.append(words(text))
            figures += figures_in(text)
            letters.update(text)
            if not text.isascii():
                symbols += [sign for sign in unicodedata.normalize("NFKC", text) if is_symbol(sign)]
            pictures += images
            outlines += lines
    drawings, formulas, faceless = _structure(path, letters)
    return Shown(
        pages=tuple(pages),
        figures=tuple(figures),
        pictures=pictures,
        drawings=min(drawings, pictures + outlines),
        formulas=formulas,
        shapeless=tuple(sorted(faceless)),
        marks="".join(sorted((*symbols, *(each for each in letters if not each.isascii() and not is_symbol(each))))),
    )


def is_symbol(sign: str) -> bool:
    """Whether a sign is a symbol or an emoji, and so part of no word."""
    return not sign.isascii() and unicodedata.category(sign) == "So"


def _text(page: Any) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()


def _drawn(page: Any) -> tuple[int, int]:
    """How many images and shadings there are, and how many lines and areas, those in groups included."""
    import pypdfium2.raw as raw

    images = lines = 0
    for number, each in enumerate(page.get_objects(max_depth=4)):
        if number >= MOST:
            break
        images += each.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING)
        lines += each.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM)
    return images, lines


def _structure(path: Path, letters: set[str]) -> tuple[int, int, set[str]]:
    import pikepdf

    with pikepdf.open(path) as document:
        return (
            _named(document, "/Figure", "/Formula"),
            _named(document, "/Formula") if "/StructTreeRoot" in document.Root else -1,
            shapeless(document, letters),
        )


def _named(document: Any, *kinds: str) -> int:
    """Elements of the structure tree, of these kinds."""
    import pikepdf

    count = 0
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") in kinds and "/P" in thing:
            count += 1
    return count
