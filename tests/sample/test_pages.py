"""The whole library through LibreOffice: enough pages, and contents lists that tell the truth."""

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from sample import measure

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: run `annexa doctor`"),
]


def test_it_has_at_least_350_pages_and_its_contents_lists_are_right(evidence: Path, tmp_path: Path) -> None:
    office = sorted(p for p in evidence.glob("*/*") if p.suffix in (".docx", ".xlsx", ".pptx", ".odt", ".rtf"))
    ready = sorted(evidence.glob("*/*.pdf"))

    made = measure.convert(office, tmp_path)

    pages = {pdf.name: len(PdfReader(pdf).pages) for pdf in [*made, *ready]}
    assert len(made) == len(office)
    assert min(pages.values()) >= 1
    assert sum(pages.values()) >= 350
    kept = measure.kept()
    assert {name: measure.pages(tmp_path / f"{Path(name).stem}.pdf") for name in kept} == kept
