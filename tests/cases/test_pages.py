"""The cases beside the checkout, on pages: what must be seen of each stands in pages.yaml."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import yaml

from annexa.convert import Converted, Job, convert
from annexa.pdf.washed import beside
from annexa.pdf.washing import wash
from annexa.proof import Made, Proof, prove
from annexa.tools import fonts, libreoffice
from annexa.tools.files import sha256_of

SHARED = Path(__file__).resolve().parents[3] / "shared" / "cases"
TABLE: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "pages.yaml").read_text("utf-8"))
Seen = tuple[Converted, Path, Proof]

pytestmark = [pytest.mark.slow, pytest.mark.libreoffice]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Seen]:
    """Each case with its pages as they stand in a bundle, and their proof; one LibreOffice after the other."""
    if not SHARED.is_dir():
        pytest.skip("../shared/cases is not here: it holds inputs that are not part of the project")
    if libreoffice.find_soffice() is None or libreoffice.find_python(libreoffice.find_soffice()) is None:
        pytest.skip("LibreOffice with python3-uno is not installed")
    folder = tmp_path_factory.mktemp("pages")
    (folder / "washed").mkdir()
    jobs = [
        Job(source=SHARED / name, sha256=sha256_of(SHARED / name), format=name.rpartition(".")[2]) for name in TABLE
    ]
    done = convert(jobs, cache_dir=folder, workers=1)
    assert not [each.job.source.name for each in done if each.fault]
    pages = {each.job.source: _washed(each, folder / "washed") for each in done}
    proofs = prove(
        [Made(source=each.job.source, sha256=each.job.sha256, pdf=pages[each.job.source]) for each in done],
        cache=folder,
    )
    return {
        name: (each, pages[each.job.source], proofs[each.job.source]) for name, each in zip(TABLE, done, strict=True)
    }


def _washed(made: Converted, folder: Path) -> Path:
    """Its pages as they stand in a bundle."""
    assert made.pdf is not None
    copy = folder / made.job.sha256
    wash(made.pdf, copy, is_ours=made.job.format != "pdf")
    return beside(copy, "pdf")


@pytest.mark.parametrize("name", TABLE)
def test_the_pages_show_what_a_careful_reader_expects(name: str, seen: Mapping[str, Seen]) -> None:
    made, pdf, proof = seen[name]
    right = TABLE[name]
    with pypdfium2.PdfDocument(pdf) as document:
        text = _even("\n".join(page.get_textpage().get_text_range() for page in document))
        assert len(document) == right.get("pages", len(document))
    assert not [words for words in right.get("shows", ()) if _even(words) not in text]
    assert not [words for words in right.get("hides", ()) if _even(words) in text]
    assert bool(made.notes) or not right.get("notes")
    if "fonts" in right:
        assert _fonts(pdf) == set(right["fonts"])
    soffice = libreoffice.find_soffice()
    if right.get("let-out"):
        assert proof.let_out
    elif right.get("formulas") and not (soffice and libreoffice.draws_formulas(soffice)):
        assert [str(each) for each in proof.counted if each.what == "formulas"] == [right["formulas"]]
    elif all(fonts.has(letter) for letter in right.get("letters", "")):
        assert proof.is_sound, proof.errors
    else:
        assert proof.shapeless, "letters that no font has are named"
        assert not proof.is_sound


def _even(text: str) -> str:
    """Without spaces, which pages part otherwise."""
    return re.sub(r"\s+", "", text)


def _fonts(pdf: Path) -> set[str]:
    with pikepdf.open(pdf) as document:
        found = (thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary))
        return {str(thing.BaseFont).rpartition("+")[2].partition("-")[0] for thing in found if "/BaseFont" in thing}
