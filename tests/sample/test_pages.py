"""The whole library as it stands in the bundles: enough pages, and contents lists that tell the truth."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE
from tests.sample_bundles import SUBMISSIONS, Sample

from annexa.bundle.rendering import render
from annexa.load import project
from sample import measure

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]
TEXTS = (".docx", ".odt", ".rtf")
OFFICE = (*TEXTS, ".xlsx", ".pptx")


@pytest.fixture(scope="module")
def made(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The PDF of each Office document by its name, from the cache that the bundles were built with."""
    loaded = project(sample.root)
    assert loaded.library is not None
    aside = tmp_path_factory.mktemp("aside")
    done = render(loaded.library, loaded.framework, SUBMISSIONS, cache=sample.cache, aside=aside)
    assert done.converted == 0
    return {path.name: found.pdf for path, found in done.renderings.items() if path.suffix in OFFICE and found.pdf}


def test_it_has_at_least_350_pages_and_none_is_empty(evidence: Path, made: dict[str, Path]) -> None:
    assert {path.name for path in evidence.glob("*/*") if path.suffix in OFFICE} == set(made)
    ready = {path.name: path for path in evidence.glob("*/*.pdf")}
    pages = {name: len(PdfReader(pdf).pages) for name, pdf in (made | ready).items()}
    assert min(pages.values()) >= 1
    assert sum(pages.values()) >= 350
    texts = {name: pdf for name, pdf in made.items() if name.endswith(TEXTS)}
    assert [f"{name} page {number}" for name, pdf in texts.items() for number in _empty(pdf)] == []


def test_its_contents_lists_are_right(made: dict[str, Path]) -> None:
    kept = measure.kept()
    assert len(kept) > 20
    assert {name: measure.pages(made[name]) for name in kept} == kept


def test_the_script_measures_what_the_bundles_show(evidence: Path, made: dict[str, Path], tmp_path: Path) -> None:
    """The script converts for itself, without annexa; one document stands for all."""
    name = min(measure.kept())
    (source,) = evidence.glob(f"*/{name}")
    (pdf,) = measure.convert([source], tmp_path)
    assert measure.pages(pdf) == measure.pages(made[name]) != []


def _empty(pdf: Path) -> Iterator[int]:
    """Pages that hold nothing but a header and a footer."""
    with closing(PdfDocument(pdf)) as document:
        for number, page in enumerate(document, 1):
            words = page.get_textpage().get_text_range().split()
            pictures = any(True for _ in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
            if len(words) < 25 and not pictures:
                yield number
