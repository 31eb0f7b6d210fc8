"""Evidence that is not there is explained on a page of its own, and never by forgetting a file."""

import csv
import json

from tests.bundle.gaps.conftest import write_pdf

from annexa.load import project
from annexa.pipeline import check

LATER = "{reason: The report is with the board until its meeting in January., by: lano, on: 2026-10-30, follows: 2126-02-01}"


def rows(shelf, folder):
    """index.csv by the title of the document."""
    path = shelf.root / "build" / "bundles" / folder / "index.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {(row["item"], row["document"]): row for row in csv.DictReader(stream)}


def test_nothing_to_submit_is_a_page_a_row_and_a_line_of_the_manifest(shelf, annexa):
    code, out, err = annexa("bundle", "day-2")
    assert (code, err) == (0, "")
    explained = {gap["item"]: gap for gap in shelf.built("day-2")["explained"]}
    assert list(explained) == ["child-level-data", "providers-and-settings", "1.1", "1.3", "1.4", "1.5"]
    gap, pages = explained["1.1"], shelf.pages("day-2")
    page = pages[gap["page"] - 1]
    assert "The service opened in September" in page
    assert "Local area nominated officer, Westmere Council" in page
    assert "30 October 2026" in page
    assert f"Explained on page {gap['page']}" in pages[1]
    row = rows(shelf, "day-2")["1.1", "Nothing to submit"]
    assert (row["status"], row["page from"], row["source"]) == ("explained", str(gap["page"]), "")
    assert f"page {gap['page']}" in out


def test_a_document_to_follow_stands_behind_the_others_and_is_no_document(shelf, annexa):
    shelf.item("1.2", shelf.document("needs.pdf"), shelf.document("", title="Annual report", dated="", to_follow=LATER))
    assert annexa("bundle", "day-2")[0] == 0
    manifest = shelf.built("day-2")
    (gap,) = [gap for gap in manifest["explained"] if gap["item"] == "1.2"]
    (document,) = [document for document in manifest["documents"] if document["item"] == "1.2"]
    assert (gap["key"], gap["title"], gap["follows"]) == ("1.2/2", "Annual report", "2126-02-01")
    assert gap["page"] == document["page_to"] + 1
    assert f"To follow by 1 February 2126: explained on page {gap['page']}" in shelf.pages("day-2")[1]
    assert "To follow: Annual report" in shelf.pages("day-2")[gap["page"] - 1]


def test_child_level_material_to_follow_stays_in_its_own_bundle(shelf, annexa):
    entry = shelf.document("", title="List of children", dated="", to_follow=LATER, sensitivity="child-level")
    shelf.item("1.2", shelf.document("needs.pdf"), entry)
    assert annexa("bundle", "day-2")[0] == 0
    assert "List of children" not in " ".join(shelf.pages("day-2"))
    assert [gap["title"] for gap in shelf.built("day-2-child-level")["explained"]] == ["List of children"]


def test_an_item_of_nothing_but_an_explanation_can_be_built_alone(shelf, annexa):
    assert annexa("bundle", "day-2", "--item", "1.1")[0] == 0
    assert [gap["item"] for gap in shelf.built("day-2-item-1.1")["explained"]] == ["1.1"]


def test_a_gap_is_a_warning_and_a_forgotten_file_an_error(shelf, annexa):
    shelf.item("1.2", shelf.document("needs.pdf"), shelf.document("report.pdf"))
    code, _, err = annexa("bundle", "day-2")
    assert code == 1
    assert "report.pdf" in err
    assert not (shelf.root / "build" / "bundles" / "day-2").exists()


def test_a_gap_is_judged_by_today(shelf):
    from datetime import date, timedelta

    day = date(2026, 11, 2)
    today = date.today()
    for on, follows, wrong in (
        (today, today, []),
        (today + timedelta(days=1), None, ["on"]),
        (day, max(today, day) - timedelta(days=1), ["follows"]),
    ):
        promise = f", follows: {follows}" if follows else ""
        shelf.item("1.1", nothing_to_submit=f"{{reason: It is being written., by: lano, on: {on}{promise}}}")
        found = check(project(shelf.root), as_of=day, only=frozenset({"evidence/1.1-folder"})).findings
        fields = [finding.field for finding in found if finding.rule == "gap-explanation"]
        assert fields == [f"nothing_to_submit.{field}" for field in wrong if max(today, day) == today]


def test_a_package_says_what_is_explained_where(shelf, annexa):
    shelf.item("1.2", shelf.document("needs.pdf"), shelf.document("", title="Annual report", dated="", to_follow=LATER))
    assert annexa("bundle", "day-2")[0] == 0
    assert annexa("package", "day-2")[0] == 0
    pages = {(gap["item"], gap["title"]): gap["page"] for gap in shelf.built("day-2")["explained"]}
    package = shelf.root / "build" / "bundles" / "day-2" / "package"
    (receipt,) = package.rglob("data/receipt.txt")
    text = receipt.read_text("utf-8")
    assert f"Annual report, to follow by 1 February 2126: explained on page {pages['1.2', 'Annual report']}" in text
    assert f"Nothing to submit: explained on page {pages['1.1', 'Nothing to submit']}" in text
    (page,) = package.rglob("data/index.html")
    assert f"#page={pages['1.1', 'Nothing to submit']}" in page.read_text("utf-8")
    (record,) = package.rglob("data/manifest.json")
    items = {item["id"]: item for item in json.loads(record.read_text("utf-8"))["items"]}
    assert list(items) == ["child-level-data", "providers-and-settings", "1.1", "1.2", "1.3", "1.4", "1.5"]
    assert [gap["title"] for gap in items["1.2"]["explained"]] == ["Annual report"]
    assert annexa("verify", str(next(package.glob("*/"))))[0] == 0


def test_what_was_to_follow_follows_in_a_supplement(shelf, annexa):
    later = shelf.document("", title="Annual report", dated="", to_follow=LATER)
    shelf.item("1.2", shelf.document("needs.pdf"), later)
    assert annexa("bundle", "day-2")[0] == 0
    assert annexa("bundle", "day-2", "--freeze", "--without-package")[0] == 0
    shelf.item("1.2", shelf.document("needs.pdf"), shelf.document("report.pdf", title="Annual report"))
    code, _, err = annexa("bundle", "day-2", "--supplement")
    assert code == 1 and "report.pdf" in err
    write_pdf(shelf.folder("1.2") / "report.pdf", "Annual report")
    assert annexa("bundle", "day-2", "--supplement")[0] == 0
    manifest = shelf.built("day-2-supplement-1")
    assert [row["title"] for row in manifest["documents"] if row["item"] == "1.2"] == ["Annual report"]
    assert manifest["explained"] == []
