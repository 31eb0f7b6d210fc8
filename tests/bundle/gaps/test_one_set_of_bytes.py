"""What is checked, converted, merged and carried are the same bytes: a file that is swapped in between stops the build."""

import hashlib
from datetime import date

import pikepdf
import pypdfium2
import pytest
from tests.bundle.gaps.conftest import write_pdf

from annexa import bundle, pipeline
from annexa.bundle import rendering
from annexa.bundle.changed import SourceChanged
from annexa.bundle.work import TAKEN
from annexa.load import project

DAY = date(2026, 11, 2)


def build(shelf, **options):
    return pipeline.bundle(project(shelf.root), ["day-5"], as_of=DAY, **options)


@pytest.fixture
def document(shelf):
    return shelf.folder("3.4") / "destinations.pdf"


@pytest.fixture
def while_merging(monkeypatch):
    """Does something when a stage of the build begins for the first time, as another program might at that moment."""

    def arrange(stage, act, **more):
        real = bundle.build_plan
        acts = {stage: act, **{name.replace("_", " "): each for name, each in more.items()}}

        def advance(what):
            if getattr(what, "number", 0) == 1 and what.stage in acts:
                acts.pop(what.stage)()

        monkeypatch.setattr(bundle, "build_plan", lambda *given, **more: real(*given, **(more | {"advance": advance})))

    return arrange


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("gone", [False, True])
def test_a_file_swapped_after_the_check_stops_the_build_by_name(shelf, document, monkeypatch, draft, gone):
    real = rendering.render

    def swapping(*given, **more):
        write_pdf(document, "All about another thing")
        return real(*given, **more)

    monkeypatch.setattr(rendering, "render", swapping)
    with pytest.raises(SourceChanged, match=r"evidence/3\.4-folder/destinations\.pdf was changed after") as caught:
        build(shelf, draft=draft)
    assert caught.value.remedy
    assert not (shelf.root / "build" / "bundles" / "day-5").exists()


@pytest.mark.parametrize("act", ["swapped", "gone", "cut"])
def test_a_file_changed_when_the_build_begins_stops_it_by_name(shelf, document, while_merging, act):
    def change():
        if act == "gone":
            document.unlink()
        elif act == "cut":
            document.write_bytes(document.read_bytes()[:-1])
        else:
            write_pdf(document, "All about another thing")

    while_merging("Reading documents", change)
    with pytest.raises(SourceChanged, match=r"item 3\.4: destinations\.pdf was changed while"):
        build(shelf)
    assert not (shelf.root / "build" / "bundles" / "day-5").exists()


def test_a_file_changed_while_the_bundle_is_merged_keeps_it_from_taking_its_place(shelf, document, while_merging):
    while_merging("Merging documents", lambda: write_pdf(document, "All about another thing"))
    with pytest.raises(SourceChanged, match=r"item 3\.4: destinations\.pdf was changed while"):
        build(shelf)
    assert not (shelf.root / "build" / "bundles" / "day-5").exists()


def test_what_is_merged_is_what_was_checked_though_the_file_is_exchanged_and_put_back(shelf, document, while_merging):
    content = document.read_bytes()
    checked = hashlib.sha256(content).hexdigest()
    while_merging(
        "Merging documents",
        lambda: write_pdf(document, "All about another thing"),
        Writing_item_files=lambda: document.write_bytes(content),
    )
    (built,) = build(shelf)
    words = " ".join(shelf.pages("day-5"))
    assert "Page 2 of it" in words
    assert "another thing" not in words
    (row,) = shelf.built("day-5")["documents"]
    assert row["sha256"] == checked
    assert not list(built.folder.rglob(f"{TAKEN}*"))
    write_pdf(document, "All about another thing")
    assert not build(shelf, draft=True)[0].is_left


def test_no_pdf_of_the_library_is_opened_in_the_programs_own_process(shelf, own_processes, monkeypatch):
    opened = []

    def watched(real):
        def open_(path, *given, **more):
            opened.append(str(path))
            return real(path, *given, **more)

        return open_

    monkeypatch.setattr(pikepdf, "open", watched(pikepdf.open))
    monkeypatch.setattr(pypdfium2, "PdfDocument", watched(pypdfium2.PdfDocument))
    build(shelf, draft=True)
    assert [path for path in opened if "washed" in path]
    assert not [path for path in opened if path.startswith(str(shelf.evidence))]
    assert not [path for path in opened if path.endswith(".soiled")]
