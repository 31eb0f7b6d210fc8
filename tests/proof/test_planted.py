"""Losses planted in documents of eight formats: pages that lack something, and pages that show what is hidden."""

from pathlib import Path

import pikepdf
import pytest
from tests.proof.planted import MAKERS, MORE, PARAGRAPHS, ROWS, SECRET, glyphless, sources

from annexa.convert import Job, convert
from annexa.documents.reader import read
from annexa.proof.pages import shown
from annexa.proof.record import Proof
from annexa.proof.verdict import compared
from annexa.tools.files import sha256_of

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

GLYPHLESS = glyphless()
FACELESS = {
    "docx": {"paragraphs": (*PARAGRAPHS, GLYPHLESS)},
    "xlsx": {"more": GLYPHLESS},
    "pptx": {"paragraphs": (*PARAGRAPHS, GLYPHLESS)},
}
"""Letters that no font has."""
WITH_SECRET = {
    "docx": [{"vanish": SECRET}, {"deleted": SECRET}, {"comment": SECRET}],
    "pptx": [{"notes": SECRET}, {"beside": SECRET}],
    "rtf": [{"vanish": SECRET}, {"deleted": SECRET}],
    "odt": [{"vanish": SECRET}, {"deleted": SECRET}],
    "xlsx": [{"comment": SECRET}],
}
"""Hidden words, beside pages on which they stand in the open."""
OPEN = {
    "docx": {"paragraphs": (*PARAGRAPHS, SECRET)},
    "pptx": {"paragraphs": (*PARAGRAPHS, SECRET)},
    "rtf": {"paragraphs": (*PARAGRAPHS, SECRET)},
    "odt": {"paragraphs": (*PARAGRAPHS, SECRET)},
    "xlsx": {"more": SECRET},
}
SPOILT = [
    ("docx", 0, "blank"),
    ("xlsx", 1, "gone"),
    ("pptx", 3, "blank"),
    ("pptx", 2, "gone"),
    ("ods", 1, "blank"),
    ("txt", 0, "blank"),
    ("csv", 0, "blank"),
    ("rtf", 0, "blank"),
]
"""Pages that are blank or not there: their number, from 0."""


class Pages:
    """The PDFs that the planted losses are looked for in, all made by one LibreOffice."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        wanted = [(form, "base", {}) for form in MAKERS]
        wanted += [(form, "open", how) for form, how in OPEN.items()]
        wanted += [(form, "faceless", how) for form, how in FACELESS.items()]
        self.source: dict[tuple[str, str], Path] = {}
        for form, name, how in wanted:
            self.source[form, name] = folder / f"{name}.{form}"
            MAKERS[form](folder / f"{name}.{form}", **how)
        jobs = [Job(source=path, sha256=sha256_of(path), format=form) for (form, _), path in self.source.items()]
        done = convert(jobs, cache_dir=folder / "cache", workers=2)
        self.pdf = {key: each.pdf for key, each in zip(self.source, done, strict=True)}

    def of(self, form: str, name: str = "base", **source: object) -> Proof:
        """A source that differs, beside pages that do not."""
        path = self.folder / f"planted.{form}"
        MAKERS[form](path, **source)
        return self.beside(path, self.pdf[form, name])

    def beside(self, source: Path, pdf: Path | None) -> Proof:
        facts = read(source)
        assert pdf is not None
        return compared(facts, shown(pdf))

    def spoilt(self, form: str, number: int, spoil: str) -> Proof:
        """Pages of which one is blank or gone, or which have lost their pictures."""
        pdf = self.pdf[form, "base"]
        assert pdf is not None
        with pikepdf.open(pdf) as document:
            if spoil == "gone":
                del document.pages[number]
            else:
                document.pages[number].Contents = document.make_stream(b"")
            document.save(self.folder / "spoilt.pdf")
        return self.beside(self.source[form, "base"], self.folder / "spoilt.pdf")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory.mktemp("planted"))


def test_nothing_is_wrong_with_pages_that_are_right(pages):
    for form in MAKERS:
        proof = pages.beside(pages.source[form, "base"], pages.pdf[form, "base"])
        assert (form, proof.errors, proof.found) == (form, (), proof.words)
        assert proof.words > 10


def test_planted_losses_are_found(pages):
    missed = [f"{form}: {what}" for form, what, how in sources() if not pages.of(form, **how).errors]
    planted = len(sources())
    for form, hows in WITH_SECRET.items():
        for how in hows:
            planted += 1
            proof = pages.of(form, "open", **how)
            if not proof.let_out:
                missed.append(f"{form}: {how} shown")
    for form, faceless in FACELESS.items() if GLYPHLESS else ():
        planted += 1
        if not pages.of(form, "faceless", **faceless).shapeless:
            missed.append(f"{form}: a letter without a shape")
    for form, number, spoil in SPOILT:
        planted += 1
        if not pages.spoilt(form, number, spoil).errors:
            missed.append(f"{form}: a page {spoil}")
    planted += 1
    if not pages.of("xlsx", picture=True).errors:
        missed.append("xlsx: a picture removed")
    assert planted >= 50
    assert len(missed) <= 5, missed


def test_a_loss_is_named_with_its_place(pages):
    proof = pages.of("docx", paragraphs=(*PARAGRAPHS[:2], MORE, *PARAGRAPHS[2:]))
    assert [(each.words, each.place.paragraph) for each in proof.missing] == [(MORE, 3)]
    cut = pages.of("xlsx", rows=(*ROWS, ("Midvale", "3317", "81")))
    assert [each.place.cell for each in cut.missing][:2] == ["A6", "B6"]
