"""Nothing to do is nothing done; and nothing is left alone that would come out otherwise, or does not stand as it was."""

import os
import shutil
from dataclasses import replace
from datetime import date

import pytest
from tests import in_process
from tests.bundle.gaps.conftest import Shelf, write_pdf

from annexa import pipeline
from annexa.bundle import rendering, unchanged
from annexa.bundle.unchanged import Settings, record_of
from annexa.load import project
from annexa.load.sent import path_of
from annexa.plan.planned import UNCONVERTED
from annexa.plan.signing import SignOffs, Without
from annexa.site import unchanged as site
from annexa.tools import outputs
from annexa.tools.files import sha256_of

DAY = date(2026, 11, 2)
FINAL = Settings(draft=False, item=None, reproducible=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A shelf with the bundle of day 5, built once; what a test changes it puts back."""
    shelf = Shelf(tmp_path_factory.mktemp("unchanged") / "project")
    with pytest.MonkeyPatch.context() as patch:
        in_process.helpers(patch)
        pipeline.bundle(project(shelf.root), ["day-5"], as_of=DAY)
    return shelf


def digests(shelf):
    return {path: sha256_of(path) for path in shelf.evidence.glob("*/*.pdf")}


def key(shelf, settings=FINAL, signed=None, submission="day-5"):
    """The key of a submission's bundles, as the library stands now."""
    loaded = project(shelf.root)
    cache = pipeline.cache_of(shelf.root)
    signed = signed or unchanged_sign_offs(loaded)
    return unchanged.key_of(loaded.library, loaded.framework, submission, digests(shelf), cache, settings, signed)


def unchanged_sign_offs(loaded):
    from annexa.plan.signing import sign_offs

    return sign_offs(loaded.library, loaded.framework, "day-5", {})


def left(shelf):
    return unchanged.left_alone(shelf.root, "day-5", None, key(shelf))


# ------------------------------------------------------------------------------------------- nothing to do


def test_nothing_is_converted_merged_or_verified_where_nothing_has_changed(built, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("there was nothing to do")

    monkeypatch.setattr(rendering, "render", never)
    monkeypatch.setattr("annexa.bundle.build_plan", never)
    folder = built.root / "build" / "bundles" / "day-5"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    (again,) = pipeline.bundle(project(built.root), ["day-5"], as_of=date(2027, 3, 1))  # on any other day
    assert again.is_left
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    manifest = built.built("day-5")
    files = {file["path"]: file["sha256"] for file in manifest["files"]}
    assert {file.path: file.sha256 for file in again.files} == files
    assert not [path for path in folder.rglob(".*") if path.is_file()], "the folder may be handed on as it stands"


def test_what_is_no_part_of_the_bundle_is_no_matter_and_a_note_that_it_is_old_goes(built):
    folder = built.root / "build" / "bundles" / "day-5"
    (folder / "package").mkdir()
    (folder / "package" / "receipt.txt").write_text("packed")
    (folder / "Thumbs.db").write_text("a system's own")
    (folder / "OLD.txt").write_text("OLD: this folder was built on …")
    assert left(built)
    assert not (folder / "OLD.txt").exists()
    shutil.rmtree(folder / "package")
    (folder / "Thumbs.db").unlink()


# ------------------------------------------------------------------------------------------- what it depends on


def edited(name, old, new):
    def change(shelf):
        path = shelf.evidence / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def other_bytes(shelf):
    path = shelf.folder("3.4") / "destinations.pdf"
    path.write_bytes(path.read_bytes() + b"\n")


def gone(shelf):
    (shelf.folder("3.4") / "destinations.pdf").unlink()


def sent(shelf):
    _written(path_of(shelf.root, "day-5", "shared"), "submission: day-5")


ITEM = "3.4-folder/item.yaml"
CHANGES = {
    "a byte of a document": (other_bytes, True, False),
    "a document is gone": (gone, True, False),
    "a title": (edited(ITEM, "title: All about destinations", "title: Destinations"), True, True),
    "a date": (edited(ITEM, "2026-09-14", "2026-09-15"), True, True),
    "a summary": (edited(ITEM, "What it shows", "What it shows now"), True, True),
    "a document of the other submission": (edited("1.2-folder/item.yaml", "All about", "About"), False, True),
    "the area": (edited("library.yaml", "area: Westmere", "area: Eastmere"), True, True),
    "the day of the call": (edited("library.yaml", "2026-11-02", "2026-11-09"), True, True),
    "a limit": (edited("library.yaml", "area:", "limits: {pages: 100}\narea:"), True, True),
    "a role": (edited("people.yaml", "Evidence lead", "Lead for evidence"), True, True),
    "a glossary": (
        edited("glossary.yaml", "terms: {}", "terms: {EHC: {full: education and care}}"),
        False,
        True,
    ),
    "that it was sent": (sent, True, False),
    "the framework": (edited("../schema/annex-a.yaml", "Second submission", "Later submission"), True, True),
    "a page of the guidance": (
        lambda shelf: _written(shelf.root / "guidance" / "pages" / "own.md", "# Our own page"),
        False,
        True,
    ),
    "the theme": (lambda shelf: _written(shelf.root / "guidance" / "theme" / "own.css", "p {}"), False, True),
    "the configuration of the site": (lambda shelf: _written(shelf.root / "mkdocs.yml", "site_name: x"), False, True),
    "a comment in a file": (edited("library.yaml", "area:", "# looked at on Monday\narea:"), False, False),
    "the time of a file": (lambda shelf: os.utime(shelf.folder("3.4") / "destinations.pdf", (1, 1)), False, False),
}


def _written(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_made_anew_when_something_changes(shelf, what):
    change, bundle, pages = CHANGES[what]
    before = key(shelf), site.key_of(project(shelf.root), None)
    change(shelf)
    after = key(shelf), site.key_of(project(shelf.root), None)
    assert (before[0] != after[0], before[1] != after[1]) == (bundle, pages)


@pytest.mark.parametrize(
    "other",
    [
        Settings(draft=True, item=None, reproducible=False),
        Settings(draft=False, item="3.4", reproducible=False),
        Settings(draft=False, item=None, reproducible=True),
    ],
)
def test_how_it_is_asked_for_counts(shelf, other):
    assert key(shelf, other) != key(shelf)


def test_who_answers_for_sending_counts_and_so_does_the_submission(shelf):
    signed = SignOffs(stages=("Director",))
    without = replace(signed, without=Without(role="lano", reason="It cannot wait."))
    assert len({key(shelf, signed=signed), key(shelf, signed=without), key(shelf, submission="day-2")}) == 3


@pytest.mark.parametrize("what", ["code", "machine"])
def test_another_annexa_or_another_machine_makes_everything_anew(shelf, monkeypatch, what):
    before = key(shelf), site.key_of(project(shelf.root), None)
    monkeypatch.setattr(outputs, what, lambda: "another")
    after = key(shelf), site.key_of(project(shelf.root), None)
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_another_engine_makes_the_bundles_anew(shelf, monkeypatch):
    before = key(shelf)
    monkeypatch.setattr(unchanged, "engine_versions", lambda cache: {"office": "LibreOffice 99"})
    assert key(shelf) != before


# ------------------------------------------------------------------------------------------- what stands there


def one_byte(path):
    """Another byte, with size and times as they were."""
    found = path.stat()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def swapped(path):
    """A link to a file that says the same."""
    path.rename(path.with_suffix(".away"))
    shutil.move(path.with_suffix(".away"), path.parents[4] / "away")
    path.symlink_to(path.parents[4] / "away")


def cut(path):
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("spoil", [one_byte, cut, swapped, os.unlink], ids=lambda each: each.__name__)
@pytest.mark.parametrize("name", ["*.pdf", "items/*.pdf", "manifest.json", "index.csv", "verification.json"])
def test_an_output_that_was_changed_is_noticed(built, name, spoil):
    folder = built.root / "build" / "bundles" / "day-5"
    (path, *_) = sorted(folder.glob(name))
    kept = path.read_bytes()
    spoil(path)
    assert left(built) == ()
    path.unlink(missing_ok=True)
    path.write_bytes(kept)
    assert left(built)  # the bytes count, not when they were written


def test_a_file_that_somebody_put_there_is_noticed(built):
    path = built.root / "build" / "bundles" / "day-5" / "items" / "notes.pdf"
    path.write_bytes(b"%PDF-")
    assert left(built) == ()
    path.unlink()
    assert left(built)


@pytest.mark.parametrize("record", [b"", b"{}", b"[1]", b"\xff", None])
def test_a_record_that_cannot_be_read_leaves_nothing_alone(built, record):
    path = record_of(built.root / "build" / "bundles" / "day-5")
    kept = path.read_bytes()
    path.write_bytes(kept[:-9] if record is None else record)
    assert left(built) == ()
    path.write_bytes(kept)
    assert left(built)


def test_a_bundle_copied_to_another_project_is_not_taken_for_its_own(built, tmp_path):
    shutil.copytree(built.root, tmp_path / "project")
    assert unchanged.left_alone(tmp_path / "project", "day-5", None, key(built)) == ()


def test_where_something_may_go_well_the_next_time_nothing_is_remembered(built):
    path = record_of(built.root / "build" / "bundles" / "day-5")
    (once,) = left(built)
    kept = path.read_bytes()
    path.unlink()
    items = tuple(
        replace(each, documents=tuple(replace(one, rendering=UNCONVERTED) for one in each.documents))
        for each in once.plan.items
    )
    unchanged.remember([replace(once, plan=replace(once.plan, volumes=(items,)))], key(built))
    assert not path.exists()
    unchanged.remember([once], key(built))
    assert left(built)
    path.write_bytes(kept)


def test_the_site_is_left_alone_while_its_files_are(tmp_path):
    _written(tmp_path / "build" / "site" / "index.html", "<p>")
    _written(tmp_path / "build" / "pages" / "index.md", "Text")
    made = tuple(site.Path("build") / name for name in ("site", "pages", "guidance-site.zip"))
    site.remember(tmp_path, "key", 7, made)
    assert site.pages_left(tmp_path, "key") == 7
    assert site.pages_left(tmp_path, "another") == 0
    _written(tmp_path / "build" / "site" / "index.html", "<b>")
    assert site.pages_left(tmp_path, "key") == 0
    _written(tmp_path / "build" / "site" / "index.html", "<p>")
    assert site.pages_left(tmp_path, "key") == 7
    _written(tmp_path / "build" / "site" / "new.html", "")
    assert site.pages_left(tmp_path, "key") == 0


def test_one_changed_document_is_built_again(shelf):
    loaded = project(shelf.root)
    pipeline.bundle(loaded, ["day-5"], as_of=DAY)
    write_pdf(shelf.folder("3.4") / "destinations.pdf", "All about destinations", 3)
    (again,) = pipeline.bundle(loaded, ["day-5"], as_of=DAY)
    assert not again.is_left
    assert [each.pages for each in again.documents] == [3]
    assert left(shelf)
