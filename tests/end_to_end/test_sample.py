"""The sample library, all the way: checked, built, read again by other programs than those that wrote it."""

import csv
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from tests import read_aloud
from tests.pdf.test_structure import verapdf
from tests.sample_bundles import DAY, ROOT, SUBMISSIONS, Sample

from annexa import pipeline
from annexa.load import project
from annexa.model.errors import FindingsRefused
from annexa.tools import office_worker

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]


@pytest.fixture(params=SUBMISSIONS)
def submission(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_library_is_complete_and_passes() -> None:
    loaded = project(ROOT)
    assert loaded.library is not None
    checked = pipeline.check(loaded, as_of=DAY)
    assert checked.errors == ()
    assert {item.meta.requirement for item in loaded.library.items} == {r.id for r in loaded.framework.requirements}
    assert len(checked.sources) >= 60


def test_every_page_bears_its_number_three_times(sample: Sample, submission: str) -> None:
    reader = pypdf.PdfReader(sample.bundle(submission))
    labels = reader.page_labels
    total = len(reader.pages)
    assert labels == [str(position) for position in range(1, total + 1)]
    with closing(pypdfium2.PdfDocument(sample.bundle(submission))) as document:
        for position, page in enumerate(document, start=1):
            stamps = re.findall(rf"Page (\d+) of {total}\b", page.get_textpage().get_text_range())
            assert str(position) in stamps, (position, stamps)


def outline(reader: pypdf.PdfReader) -> Iterator[tuple[str, int]]:
    def walk(entries: list[Any]) -> Iterator[tuple[str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry)
            else:
                yield str(entry.title), reader.get_destination_page_number(entry) + 1

    yield from walk(reader.outline)


def test_every_bookmark_carries_its_page_number_and_lands_there(sample: Sample, submission: str) -> None:
    bookmarks = list(outline(pypdf.PdfReader(sample.bundle(submission))))
    assert len(bookmarks) > 60
    for title, page in bookmarks:
        assert re.search(r"(\d+)\D*$", title) and str(page) in re.findall(r"\d+", title)[-1:], (title, page)


def test_every_row_of_the_index_lands_on_its_page(sample: Sample, submission: str) -> None:
    reader = pypdf.PdfReader(sample.bundle(submission))
    text = (sample.bundles / submission / "index.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    firsts = {int(row["page from"]) for row in rows if row["page from"]}
    assert len(firsts) >= 15
    assert firsts <= set(index_targets(reader, min(firsts)))


def index_targets(reader: pypdf.PdfReader, first: int) -> Iterator[int]:
    """The pages that links on the pages before the first document lead to."""
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, start=1)}
    for page in reader.pages[: first - 1]:
        for target in links(page):
            yield pages[target]


def links(page: pypdf.PageObject) -> Iterator[int]:
    for reference in page.get("/Annots", ()):
        annotation = reference.get_object()
        action = annotation.get("/A", {})
        destination = annotation.get("/Dest") or (action.get("/D") if action.get("/S") == "/GoTo" else None)
        if isinstance(destination, pypdf.generic.ArrayObject):
            yield destination[0].idnum


@pytest.mark.parametrize("package", ["", "-child-level"])
def test_all_that_is_marked_on_a_page_is_read_aloud(sample: Sample, submission: str, package: str) -> None:
    path = sample.bundle(submission + package)
    with closing(pypdfium2.PdfDocument(path)) as document:
        for number, page in enumerate(pypdf.PdfReader(path).pages, start=1):
            found = read_aloud.elements(document[number - 1])
            assert found[0].kind == "Document"
            assert sorted(mark for element in found for mark in element.marks) == read_aloud.marks_on(page), number


def test_qpdf_finds_nothing_wrong(sample: Sample) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    for path in sorted(sample.bundles.rglob("*.pdf")):
        done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, (path.name, done.stdout, done.stderr)


def test_properties_are_the_submissions_and_name_nobody(sample: Sample, submission: str) -> None:
    reader = pypdf.PdfReader(sample.bundle(submission))
    assert reader.metadata is not None
    assert "Westmere" in str(reader.metadata.title)
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert not reader.metadata.author or "Westmere" in reader.metadata.author


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_second_build_converts_nothing_and_gives_the_same_bytes(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = sample.copy(tmp_path / "again")
    shutil.rmtree(again.bundles)
    monkeypatch.setattr(office_worker, "Worker", None)  # a conversion would need one
    pipeline.bundle(project(again.root), SUBMISSIONS, as_of=DAY)
    assert digests(again.bundles) == digests(sample.bundles)


def shape(path: Path) -> tuple[object, ...]:
    """What a reader sees: page texts, links, bookmarks."""
    reader = pypdf.PdfReader(path)
    addresses = [
        str(note.get_object().get("/A", {}).get("/URI", ""))
        for page in reader.pages
        for note in page.get("/Annots", ())
    ]
    with closing(pypdfium2.PdfDocument(path)) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) == len(reader.pages) and all(texts)
    return texts, addresses, list(outline(reader))


FORMATS = ("3.5", "4.1", "4.2", "6.4")
"""Items of day 5 that have a document of each format of the library between them, pictures aside."""


def without_items_but(root: Path, requirements: tuple[str, ...]) -> None:
    for folder in (root / "evidence").iterdir():
        if folder.is_dir() and not folder.name.startswith(requirements):
            shutil.rmtree(folder)


def test_from_an_empty_cache_a_reader_sees_the_same(sample: Sample, tmp_path: Path) -> None:
    kept, again = sample.copy(tmp_path / "kept"), sample.copy(tmp_path / "again")
    shutil.rmtree(again.root / "build")
    for copy in (kept, again):
        without_items_but(copy.root, FORMATS)
        pipeline.bundle(project(copy.root), ["day-5"], as_of=DAY, draft=True)
    assert shape(again.bundle("day-5")) == shape(kept.bundle("day-5"))


def test_nothing_of_children_is_in_a_shared_bundle(sample: Sample) -> None:
    for name in SUBMISSIONS:
        manifest = json.loads((sample.bundles / name / "manifest.json").read_text())
        assert not [
            document
            for document in manifest["documents"]
            if document["item"] in {"child-level-data", "tracked-children"}
        ]
        assert (sample.bundles / f"{name}-child-level").is_dir()


def test_a_fault_refuses_the_bundle_and_leaves_the_old_one(sample: Sample, tmp_path: Path) -> None:
    again = sample.copy(tmp_path / "again")
    item = again.root / "evidence/3.4-destinations/item.yaml"
    item.write_text(item.read_text(encoding="utf-8").replace("lead:", "laed:", 1), encoding="utf-8")
    with pytest.raises(FindingsRefused, match=r"3\.4-destinations/item\.yaml"):
        pipeline.bundle(project(again.root), ["day-5"], as_of=DAY)
    assert digests(again.bundles) == digests(sample.bundles)


@pytest.mark.java
def test_verapdf_finds_the_bundles_to_be_pdf_ua(sample: Sample, shared: Path) -> None:
    bundles = [sample.bundle(folder.name) for folder in sorted(sample.bundles.iterdir())]
    assert len(bundles) == 4
    said = verapdf(shared, *bundles).splitlines()
    assert [line.split()[0] for line in said if line[:1] != " "] == ["PASS"] * 4, said
