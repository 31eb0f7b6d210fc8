"""LibreOffice is started ahead of its turn only where a document of a bundle that stands will have to be printed."""

import os

import pytest

from annexa.bundle.foreseen import to_print
from annexa.bundle.guess import seems_to_print
from annexa.check.subjects import sources
from annexa.load import project
from annexa.model.bundle_files import OLD
from annexa.tools.files import sha256_of


@pytest.fixture
def standing(shelf):
    """A shelf with a Word file whose PDF was made, in a bundle that stands."""
    (shelf.folder("3.4") / "plan.docx").write_bytes(b"PK what we plan")
    shelf.item("3.4", shelf.document("plan.docx"))
    made_of(shelf)
    (shelf.root / "build" / "bundles" / "day-5").mkdir(parents=True)
    return shelf


def made_of(shelf, ending="pdf"):
    """As if its PDF had been made, or it had been found that it has none."""
    made = shelf.root / "build" / "cache" / "pdf"
    made.mkdir(parents=True, exist_ok=True)
    digest = sha256_of(shelf.folder("3.4") / "plan.docx")
    (made / f"{digest}-0123456789abcdef.{ending}").write_bytes(b"%PDF-1.7")


def foresees(shelf, submissions=("day-2", "day-5")):
    loaded = project(shelf.root)
    found = sources(loaded.library, loaded.framework)
    return to_print(loaded.library, loaded.framework, submissions, found, shelf.root / "build" / "cache")


def change(shelf):
    (shelf.folder("3.4") / "plan.docx").write_bytes(b"PK what we plan now")


def test_a_document_that_changed_is_foreseen_until_it_was_printed(standing):
    assert not foresees(standing)
    change(standing)
    assert foresees(standing)
    assert not foresees(standing, ("day-2",)), "it is not for that submission"
    made_of(standing, "json")
    assert not foresees(standing), "it is known that it cannot be printed"


def test_a_bundle_that_was_refused_last_time_is_not_prepared(standing):
    change(standing)
    (standing.root / "build" / "bundles" / "day-5" / OLD).write_text("It was refused.")
    assert not foresees(standing)


def test_without_a_bundle_there_is_more_to_do_than_to_start_it(standing):
    change(standing)
    (standing.root / "build" / "bundles" / "day-5").rmdir()
    assert not foresees(standing)


@pytest.mark.parametrize("changes", [{"present": "native"}, {"file": "destinations.pdf"}])
def test_what_is_not_printed_needs_nobody(standing, changes):
    standing.item("3.4", standing.document("plan.docx", **changes))
    change(standing)
    assert not foresees(standing)


@pytest.mark.parametrize(
    ("changed", "built", "refused", "is_guessed"),
    [
        ("plan.docx", True, False, True),
        ("plan.PPTX", True, False, True),
        ("plan.pdf", True, False, False),
        (None, True, False, False),
        ("plan.docx", False, False, False),
        ("plan.docx", True, True, False),
    ],
)
def test_by_times_alone_it_is_guessed_sooner(tmp_path, changed, built, refused, is_guessed):
    folder, build = tmp_path / "evidence" / "3.4", tmp_path / "build"
    for each in (folder, build / "bundles" / "day-5", build / "unchanged"):
        each.mkdir(parents=True)
    for name in ("item.yaml", "report.docx", *([changed] if changed else [])):
        (folder / name).write_bytes(b"")
        os.utime(folder / name, (2_000, 2_000 if name != changed else 4_000))
    if built:
        (build / "unchanged" / "day-5.json").write_bytes(b"{}")
        os.utime(build / "unchanged" / "day-5.json", (3_000, 3_000))
    if refused:
        (build / "bundles" / "day-5" / OLD).write_text("It was refused.")
    assert seems_to_print(tmp_path) is is_guessed


def test_nothing_is_guessed_of_what_is_no_newer_or_is_being_moved(tmp_path, monkeypatch):
    document, record = tmp_path / "evidence" / "plan.docx", tmp_path / "build" / "unchanged" / "day-5.json"
    for path in (document, record):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"{}")
        os.utime(path, (3_000, 3_000))
    assert not seems_to_print(tmp_path)
    os.utime(document, (3_001, 3_001))
    assert seems_to_print(tmp_path)
    monkeypatch.setattr("annexa.bundle.guess.os.walk", lambda folder: [(folder, [], ["gone.docx", "plan.docx"])])
    assert not seems_to_print(tmp_path)
