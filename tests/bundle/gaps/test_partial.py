"""What stops one submission does not stop another; nothing old passes for new, and nothing is missing in silence."""

import json

import pytest


def bundles(shelf):
    """The folders of bundles, and whether each is marked as old."""
    folder = shelf.root / "build" / "bundles"
    return {path.name: (path / "OLD.txt").is_file() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def slip(shelf):
    """A YAML slip in an item of day 5."""
    item = shelf.folder("3.4") / "item.yaml"
    item.write_text(item.read_text("utf-8").replace("summary: What", "summary: Note: what"), encoding="utf-8")


def gone(shelf):
    """A requirement of day 5 without an item."""
    (shelf.folder("3.2") / "item.yaml").unlink()
    shelf.folder("3.2").rmdir()


def new_folder(shelf):
    (shelf.evidence / "New folder").mkdir()


def unknown_number(shelf):
    shelf.item("3.9", shelf.document("a.pdf"))


@pytest.mark.parametrize(
    ("fault", "named"),
    [(slip, "3.4-folder"), (gone, "Requirement 3.2"), (new_folder, "New folder"), (unknown_number, "3.9")],
)
def test_a_fault_of_day_5_is_named_with_day_2_and_stops_day_5_only(shelf, annexa, fault, named):
    fault(shelf)
    code, out, err = annexa("bundle", "day-2")
    assert (code, err) == (0, "")
    assert "day-5" in out and named in out
    code, out, err = annexa("bundle", "day-5")
    assert code == 1
    assert named in err
    assert bundles(shelf) == {"day-2": False}


@pytest.mark.parametrize("command", [("build",), ("bundle", "all")])
def test_what_can_be_built_is_built_and_what_is_left_over_is_marked(shelf, annexa, command, monkeypatch):
    monkeypatch.setattr("annexa.pipeline.site", lambda loaded, **_: _Site(shelf.root))
    assert annexa(*command)[0] == 0
    assert annexa("bundle", "day-5", "--item", "3.4")[0] == 0
    assert bundles(shelf) == {"day-2": False, "day-5": False, "day-5-item-3.4": False}
    slip(shelf)
    code, out, err = annexa(*command)
    assert code == 1
    assert "3.4-folder/item.yaml" in err
    assert bundles(shelf) == {"day-2": False, "day-5": True, "day-5-item-3.4": True}
    assert "build/bundles/day-5 " in out and "build/bundles/day-2 " not in out
    note = (shelf.root / "build" / "bundles" / "day-5" / "OLD.txt").read_text("utf-8")
    assert "3.4-folder/item.yaml" in note
    shelf.item("3.4", shelf.document("destinations.pdf"))
    assert annexa(*command)[0] == 0
    assert bundles(shelf) == {"day-2": False, "day-5": False, "day-5-item-3.4": True}


class _Site:
    """What building the site answers."""

    pages = 1
    unfinished = ()

    def __init__(self, root):
        self.folder = root / "build" / "site"


@pytest.mark.parametrize("command", [("build",), ("bundle", "day-5"), ("bundle", "all")])
def test_json_is_answered_when_it_refuses_too(shelf, annexa, command, monkeypatch):
    monkeypatch.setattr("annexa.pipeline.site", lambda loaded, **_: _Site(shelf.root))
    slip(shelf)
    code, out, err = annexa(*command, "--json")
    answer = json.loads(out)
    assert code == 1
    assert "3.4" in err
    assert [refused["submission"] for refused in answer["refused"]] == ["day-5"]
    assert answer["refused"][0]["message"] and answer["refused"][0]["remedy"]
    assert [built["submission"] for built in answer["bundles"]] == ([] if "day-5" in command else ["day-2"])
    assert answer["errors"] == {"day-2": 0, "day-5": 1}


def test_counts_agree_when_an_item_cannot_be_read(shelf, annexa, monkeypatch):
    monkeypatch.setattr("annexa.pipeline.site", lambda loaded, **_: _Site(shelf.root))
    slip(shelf)
    assert "28 of 29 items ready" in annexa("check")[1]
    assert json.loads(annexa("check", "--json")[1])["summary"]["ready"] == 28
    assert json.loads(annexa("build", "--json")[1])["items"] == {"ready": 28, "of": 29}


def secure(shelf, monkeypatch, *, there):
    """A child-level list in a secure folder below the home folder, written with ~."""
    import hashlib

    home = shelf.root.parent / "home"
    (home / "annexa-secure").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    content = b"%PDF-1.7 a list"
    if there:
        from tests.bundle.gaps.conftest import write_pdf

        write_pdf(home / "annexa-secure" / "children.pdf", "Children known to services")
        content = (home / "annexa-secure" / "children.pdf").read_bytes()
    with (shelf.evidence / "library.yaml").open("a", encoding="utf-8") as stream:
        stream.write("secure_folder: ~/annexa-secure\n")
    kept = f"{{path: children.pdf, sha256: {hashlib.sha256(content).hexdigest()}, rows: 3, custodian: lano}}"
    shelf.item("child-level-data", shelf.document("", title="Children known to services", secure=kept))
    return home


def test_a_child_level_item_is_built_alone_from_the_secure_folder(shelf, annexa, monkeypatch):
    secure(shelf, monkeypatch, there=True)
    code, out, err = annexa("bundle", "day-2", "--item", "child-level-data")
    assert code == 0, out + err
    assert bundles(shelf) == {"day-2-child-level-item-child-level-data": False}
    (document,) = shelf.built("day-2-child-level-item-child-level-data")["documents"]
    assert (document["status"], document["source"]) == ("final", "secure:children.pdf")


@pytest.mark.parametrize("folder", ["gone", "empty"])
def test_a_secure_file_that_is_not_on_this_machine_stops_a_final_bundle_by_its_number(
    shelf, annexa, monkeypatch, folder
):
    home = secure(shelf, monkeypatch, there=False)
    if folder == "gone":
        (home / "annexa-secure").rmdir()
    code, _, err = annexa("bundle", "day-2")
    assert code == 1
    assert ("document 1" in err) and ("child-level-data" in err)
    assert ("Children known to services" not in err) and ("children.pdf" not in err)
    assert bundles(shelf) == {}
    code, out, _ = annexa("bundle", "day-2", "--draft")
    assert code == 0
    assert "“document 1”: the file is not in the secure folder" in out
    assert [document["status"] for document in shelf.built("day-2-child-level")["documents"]] == ["missing"]


def test_a_draft_says_everywhere_what_is_missing(shelf, annexa):
    shelf.item("1.2", shelf.document("needs.pdf"), shelf.document("strategy.pdf"))
    (shelf.folder("1.1") / "item.yaml").unlink()
    code, out, _ = annexa("bundle", "day-2", "--draft", "--json")
    (built,) = json.loads(out)["bundles"]
    assert code == 0
    assert [(lack["item"], lack["document"]) for lack in built["missing"]] == [
        ("1.1", None),
        ("1.2", "All about strategy"),
    ]
    cover, index, *_ = shelf.pages("day-2")
    for page in (cover, index):
        assert "Local Area Partnership Structure" in page and "All about strategy" in page
    assert "Missing from this draft" in cover
    assert "All about strategy Missing: the file is not in its folder 14 September 2026 –" in index
    documents = {document["title"]: document for document in shelf.built("day-2")["documents"]}
    assert documents["All about strategy"]["status"] == "missing"
    assert documents["All about needs"]["status"] == "final"
    slip_sheet = shelf.pages("day-2")[documents["All about strategy"]["page_from"] - 1]
    assert "Status Missing" in slip_sheet and "The file is not in its folder." in slip_sheet
    divider = shelf.pages("day-2")[documents["All about strategy"]["divider"] - 1]
    assert "All about strategy 14 September 2026 Missing –" in divider
    assert "Missing from this draft" in annexa("bundle", "day-2", "--draft")[1]


def test_the_cover_of_a_draft_that_lacks_almost_all_is_one_page(shelf, annexa):
    for folder in shelf.evidence.glob("*-folder"):
        if not folder.name.startswith("3.4"):
            (folder / "item.yaml").unlink()
    assert annexa("bundle", "day-5", "--draft")[0] == 0
    cover, index, *_ = shelf.pages("day-5")
    assert "more: see the index" in cover and "the PDF reader shows for it." in cover
    assert index.startswith("Index") or "Numbers and titles are those of the list" in index


def test_a_link_out_of_the_library_is_not_followed_in_a_draft(shelf, annexa):
    outside = shelf.root.parent / "outside.pdf"
    (shelf.folder("1.2") / "needs.pdf").rename(outside)
    (shelf.folder("1.2") / "needs.pdf").symlink_to(outside)
    assert annexa("bundle", "day-2", "--draft")[0] == 0
    assert "Page 1 of it." not in " ".join(shelf.pages("day-2"))
    (document,) = shelf.built("day-2")["documents"]
    assert (document["status"], document["beside"]) == ("missing", [])


def test_a_document_whose_conversion_fails_stops_a_final_bundle_and_passes_in_the_next_run(shelf, annexa, monkeypatch):
    from annexa.convert import faults, ready

    with monkeypatch.context() as broken:
        broken.setattr(ready.Looker, "look", lambda self, source: (ready.Looked(fault=faults.crashed()), b""))
        code, _, err = annexa("bundle", "day-2")
        assert code == 1
        assert "“All about needs” (evidence/1.2-folder/needs.pdf), item 1.2" in err
        assert bundles(shelf) == {}
        assert annexa("bundle", "day-2", "--draft")[0] == 0
        assert [document["status"] for document in shelf.built("day-2")["documents"]] == ["failed"]
    assert annexa("bundle", "day-2")[0] == 0
    assert [document["status"] for document in shelf.built("day-2")["documents"]] == ["final"]


@pytest.mark.parametrize("item", ["1.9", "3.4"])
def test_an_item_of_another_submission_is_a_usage_error(shelf, annexa, item):
    assert annexa("bundle", "day-2", "--item", item)[0] == 2


def test_what_is_old_is_not_packed_by_mistake_and_is_still_what_was_sent(shelf, annexa):
    assert annexa("bundle", "day-5")[0] == 0
    slip(shelf)
    assert annexa("bundle", "day-5")[0] == 1
    code, _, err = annexa("package", "day-5")
    assert code == 2
    assert "OLD.txt" in err
    assert annexa("bundle", "day-5", "--freeze", "--without-package")[0] == 0
    assert (shelf.root / "sent" / "day-5" / "manifest.json").is_file()
    assert not (shelf.root / "sent" / "day-5" / "OLD.txt").exists()


def test_a_draft_says_what_its_metadata_hides(shelf, annexa):
    shelf.item("1.2", shelf.document("needs.pdf"), shelf.document("secret-name.pdf", dated="soon"))
    item = shelf.folder("1.1") / "item.yaml"
    item.write_text(item.read_text("utf-8").replace("summary: What", "summary: Note: what"), encoding="utf-8")
    code, out, _ = annexa("bundle", "day-2", "--draft")
    assert code == 0
    cover, index, *_ = shelf.pages("day-2")
    for text in (out, cover, index):
        words = " ".join(text.split())
        assert "its item.yaml cannot be read" in words
        assert "one document, whose entry in item.yaml cannot be read" in words
        assert "secret-name" not in words


def test_a_draft_of_an_explained_gap_misses_nothing(shelf, annexa):
    code, out, _ = annexa("bundle", "day-2", "--draft")
    assert code == 0
    assert "Missing" not in out
    assert sorted(bundles(shelf)) == ["day-2"]
