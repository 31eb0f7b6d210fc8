"""Recognised text made fit to be read aloud: tags around the text layer, and a map of letters that all readers know.

OCRmyPDF lays the words, unseen, behind the picture of a page, in the order in which they are read. The words become a
paragraph of the page, and the picture, which shows the same, what a screen reader passes over.
"""

import re
from pathlib import Path
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf

from annexa.convert.normalise import saved

LAYER: Final = "/AnnexaText"
"""What a text layer is called on its page, before its number."""
_RANDOM_NAME: Final = re.compile(rb"/OCR-[\w-]+")
"""What OCRmyPDF calls it: different in every run."""
_QUIET: Final = frozenset({"q", "Q", "cm", "gs", "w", "J", "j", "M", "d", "ri", "i"})
"""Operators that draw nothing."""
_FONT: Final = "/GlyphLessFont"
_RANGES: Final = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
_MAP: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{ranges}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
"""A code is its letter. Tesseract writes one range for all, which the format forbids: one keeps to its first byte."""


def readable_aloud(pdf: Path) -> tuple[bytes, int, tuple[str, ...]]:
    """The bytes to keep of what OCRmyPDF made, the number of pages, and no notes. Raises pikepdf.PdfError, OSError."""
    with pikepdf.open(pdf) as document:
        _settle_names(document)
        make_readable_aloud(document)
        return saved(document), len(document.pages), ()


def _settle_names(document: pikepdf.Pdf) -> None:
    """Gives the text layers names that are the same in every run, so that equal scans give equal bytes."""
    for page in document.pages:
        layers = page.resources.get("/XObject")
        random = [name for name in map(str, (layers or {}).keys()) if _RANDOM_NAME.fullmatch(name.encode())]
        if layers is None or not random:
            continue
        page.contents_coalesce()
        content = page.Contents.read_bytes()
        for number, name in enumerate(random):
            settled = f"{LAYER}{number}"
            layers[settled] = layers[name]
            del layers[name]
            content = re.sub(re.escape(name.encode()) + rb"(?![\w-])", settled.encode(), content)
        page.Contents = document.make_stream(content)


def make_readable_aloud(document: Pdf) -> None:
    """Tags the pages that consist of a picture and its recognised text. Pages with other content stay without tags, and
    so does a document that has tags of its own."""
    _map_letters(document)
    if "/StructTreeRoot" in document.Root:
        return
    whole = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
    parents: list[pikepdf.Object] = []
    for page in document.pages:
        marked = _marked(page)
        if marked is None:
            continue
        content, layers = marked
        page.Contents = document.make_stream(content)
        page.StructParents = len(parents)
        paragraphs = [
            document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=whole, Pg=page.obj, K=number))
            for number in range(layers)
        ]
        whole.K.extend(paragraphs)
        parents.append(document.make_indirect(Array(paragraphs)))
    if not parents:
        return
    numbers = [part for number, each in enumerate(parents) for part in (number, each)]
    root = document.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=whole, ParentTree=Dictionary(Nums=Array(numbers)))
    )
    root.ParentTreeNextKey = len(parents)
    whole.P = root
    document.Root.StructTreeRoot = root
    document.Root.MarkInfo = Dictionary(Marked=True)


def _marked(page: pikepdf.Page) -> tuple[bytes, int] | None:
    """The content with its marks, and how many layers of text are in it; None for a page that holds anything else."""
    out: list[pikepdf.ContentStreamInstruction] = []
    layers = 0
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            out += [_artifact(), instruction, _end()]  # type: ignore[list-item]
        elif name == "Do":
            is_text = str(instruction.operands[0]).startswith(LAYER)
            out += [_paragraph(layers) if is_text else _artifact(), instruction, _end()]
            layers += is_text
        elif name in _QUIET:
            out.append(instruction)
        else:
            return None
    return (pikepdf.unparse_content_stream(out), layers) if layers else None


def _paragraph(number: int) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction([Name.P, Dictionary(MCID=number)], Operator("BDC"))


def _artifact() -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction([Name.Artifact], Operator("BMC"))


def _end() -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction([], Operator("EMC"))


def _map_letters(document: Pdf) -> None:
    blocks = [_RANGES[first : first + 100] for first in range(0, len(_RANGES), 100)]  # at most 100 in a block
    ranges = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    fonts = [each for each in document.objects if isinstance(each, Dictionary) and each.get("/BaseFont") == _FONT]
    if fonts:
        letters = document.make_stream(_MAP.format(ranges=ranges).encode())
        for font in fonts:
            if font.get("/Subtype") == Name.Type0:
                font.ToUnicode = letters
