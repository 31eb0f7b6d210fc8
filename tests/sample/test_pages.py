"""The whole library through LibreOffice: enough pages, and contents lists that tell the truth."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from sample import measure

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: run `annexa doctor`"),
]


def test_it_has_at_least_350_pages_and_its_contents_lists_are_right(evidence: Path, tmp_path: Path) -> None:
    office = sorted(p for p in evidence.glob("*/*") if p.suffix in (".docx", ".xlsx", ".pptx", ".odt", ".rtf"))
    ready = sorted(evidence.glob("*/*.pdf"))

    written = {path.stem for path in office if path.suffix in (".docx", ".odt", ".rtf")}
    made = measure.convert(office, tmp_path)

    pages = {pdf.name: len(PdfReader(pdf).pages) for pdf in [*made, *ready]}
    empty = [f"{pdf.name} page {number}" for pdf in made if pdf.stem in written for number in _empty(pdf)]
    assert len(made) == len(office)
    assert min(pages.values()) >= 1
    assert sum(pages.values()) >= 350
    assert empty == []
    kept = measure.kept()
    assert {name: measure.pages(tmp_path / f"{Path(name).stem}.pdf") for name in kept} == kept


def _empty(pdf: Path) -> Iterator[int]:
    """Pages that hold nothing but a header and a footer."""
    with closing(PdfDocument(pdf)) as document:
        for number, page in enumerate(document, 1):
            words = page.get_textpage().get_text_range().split()
            pictures = any(True for _ in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
            if len(words) < 25 and not pictures:
                yield number
