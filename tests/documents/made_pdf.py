"""PDF files made in a line: `saved(new(say("Words")))`."""

import io
import warnings
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def new(*contents: str) -> pikepdf.Pdf:
    """A PDF of pages with these content streams; `/F1` is Helvetica."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for content in contents:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = pdf.make_stream(content.encode())
    return pdf


def say(text: str, y: int = 700, size: int = 12, x: int = 72) -> str:
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET "


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a form field on its own, which is what some tests are about
        pdf.save(target, **options)
    return target.getvalue()


def annotate(pdf: pikepdf.Pdf, page: int = 0, **entries: Any) -> None:
    entries.setdefault("Rect", Array([70, 690, 300, 720]))
    annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, **entries))
    target = pdf.pages[page]
    if "/Annots" not in target:
        target.Annots = Array([])
    target.Annots.append(annotation)
