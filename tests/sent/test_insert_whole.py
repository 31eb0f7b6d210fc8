"""A bundle with insertions is as good as any other: listed, packed, proved, read in order, and built upon.

Long because each case stands on a bundle with insertions.
"""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.pdf.test_structure import verapdf

from annexa.bundle.finish import BundleUnfit, package_bundle, verifies
from annexa.load import sent as sent_records
from annexa.model.errors import UsageError
from annexa.model.library import BundleLimits
from annexa.package import prove
from annexa.sent.insert import build_insertions
from annexa.sent.sending import Supplemented, build_supplement
from annexa.verify import verify

DAY = date(2026, 11, 3)


@pytest.fixture
def sent(sample: Any) -> Any:
    sample.build()
    sample.record()
    return sample


def inserted(sample: Any, **options: Any) -> Supplemented:
    done = build_insertions(sample.supplement(sample.loaded(), **options))
    assert done is not None
    return done


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return found


def rows(folder: Path) -> list[tuple[str, str, Any, Any]]:
    return [(row["title"], row["status"], row["page_from"], row["page_to"]) for row in manifest(folder)["documents"]]


# -- manifest and index ------------------------------------------------------------------------------------


def test_the_manifest_says_what_stands_where_and_what_no_longer_holds(sent: Any) -> None:
    sent.change("1.3", "self-evaluation.pdf", "Corrected self-evaluation", 2)
    sent.remove("1.3", "peer-review.pdf")
    sent.add("1.2", "needs.pdf", "Assessment of needs")
    folder = inserted(sent).built.folder
    assert rows(folder) == [
        ("Structure of the partnership", "final", 4, 5),
        ("Assessment of needs", "final", "10A", "10A"),
        ("Self-evaluation", "replaced", 7, 9),
        ("Self-evaluation", "final", "9A", "9B"),
        ("Findings of the peer review", "withdrawn", 10, 10),
    ]
    record = manifest(folder)
    notes = {row["key"]: row["notes"] for row in record["documents"] if row["notes"]}
    assert notes == {
        "bundle:1.3/1": ["Replaced by pages 9A to 9B of the bundle."],
        "bundle:1.3/2": ["Withdrawn: these pages no longer hold."],
    }
    (volume,) = [file for file in record["files"] if file["kind"] == "bundle"]
    assert (volume["pages"], volume["first_page"], volume["last_page"]) == (14, 1, "10A")
    with (folder / "index.csv").open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.DictReader(stream))
    assert [(row["document"], row["page from"], row["status"]) for row in table] == [
        (title, str(first), status) for title, status, first, _ in rows(folder)
    ]


def test_every_row_leads_to_its_document(sent: Any) -> None:
    sent.change("1.1", "structure.pdf", "Another structure")
    sent.change("1.3", "self-evaluation.pdf", "Corrected self-evaluation", 2)
    done = inserted(sent)
    reader = PdfReader(done.files[0])
    for row in manifest(done.built.folder)["documents"]:
        assert reader.page_labels[row["position"] - 1] == str(row["page_from"])
        assert reader.page_labels[row["position"] + row["pages"] - 2] == str(row["page_to"])
    texts = {label: page.extract_text() for label, page in zip(reader.page_labels, reader.pages, strict=True)}
    assert "Another structure" in texts["5A"] and "Corrected self-evaluation" in texts["9A"]


def test_it_is_packed_and_proved_as_any_bundle(sent: Any) -> None:
    sent.change("1.3", "self-evaluation.pdf", "Corrected self-evaluation", 2)
    folder = inserted(sent).built.folder
    loaded = sent.loaded()
    packed = package_bundle(folder, loaded.library, loaded.framework, commit="abc", dated=DAY)
    assert packed.zip.name == "Westmere day-2 supplement-1.zip"
    assert prove(folder / "package").unchanged
    data = packed.folder / "data"
    listed = {
        document["key"]: document
        for item in json.loads((data / "manifest.json").read_text())["items"]
        for document in item["documents"]
    }
    assert listed["1.3/1"]["original"] == "originals/1.3/self-evaluation.pdf"
    assert (listed["1.3/1"]["first"], listed["1.3/1"]["last"]) == ("9A", "9B")
    assert listed["bundle:1.3/1"]["original"] == ""
    page = (data / "index.html").read_text()
    assert "<strong>Replaced by pages 9A to 9B of the bundle.</strong>" in page
    assert "bundle.pdf#page=11" in page, "the link counts pages, the words carry the number"
    assert "1 document was replaced or withdrawn" in (data / "receipt.txt").read_text()
    assert sorted(p.name for p in (data / "items").iterdir()) == [
        "1.1 Local Area Partnership Structure.pdf",
        "1.3 Self-evaluation.pdf",
    ]


def test_what_changed_after_the_insertion_is_not_packed_and_the_remedy_builds_it_again(sent: Any) -> None:
    sent.change("1.1", "structure.pdf", "Another structure")
    folder = inserted(sent).built.folder
    sent.change("1.1", "structure.pdf", "A third structure")
    loaded = sent.loaded()
    with pytest.raises(UsageError, match=r"structure\.pdf has changed") as caught:
        package_bundle(folder, loaded.library, loaded.framework)
    assert caught.value.remedy == "Build the bundle again: annexa bundle day-2 --supplement --insert"


def test_a_volume_over_the_limit_is_refused_and_nothing_is_left(sent: Any) -> None:
    sent.change("1.1", "structure.pdf", "Another structure", 4)
    small = (verifies(BundleLimits(pages=13), remedy="Leave --insert out."),)
    with pytest.raises(BundleUnfit, match="15 pages; the limit is 13") as caught:
        inserted(sent, finishers=small)
    assert caught.value.remedy == "Leave --insert out."
    assert not [path.name for path in sent.folder.parent.iterdir() if "supplement" in path.name]


def test_withdrawals_alone_are_said_in_the_change_note(sent: Any) -> None:
    sent.remove("1.3", "peer-review.pdf")
    done = inserted(sent)
    reader = PdfReader(done.files[0])
    assert [label for label in reader.page_labels if not label.isdecimal()] == ["2A"]
    assert "No longer holds" in reader.pages[2].extract_text()
    assert verify(done.files[0]).passed


def test_child_level_titles_stay_out_of_the_record_and_in_the_package(sample: Any) -> None:
    sample.add("child-level-data", "lists.pdf", "Child-level lists")
    sample.build()
    built = sample.build(package="child-level")
    sample.record(built.folder)
    sample.change("child-level-data", "lists.pdf", "Corrected lists")
    done = inserted(sample, package="child-level")
    assert "Child-level lists" not in (done.built.folder / sent_records.PENDING).read_text()
    assert [(title, status) for title, status, _, _ in rows(done.built.folder)] == [
        ("Child-level lists", "replaced"),
        ("Child-level lists", "final"),
    ]


# -- what follows ------------------------------------------------------------------------------------------


def test_supplements_and_insertions_follow_each_other_and_no_number_is_given_twice(sent: Any) -> None:
    sent.change("1.1", "structure.pdf", "Second structure")
    first = inserted(sent)
    sent.record(first.built.folder)
    sent.change("1.1", "structure.pdf", "Third structure")
    second = build_supplement(sent.supplement(sent.loaded()))
    assert second is not None
    assert [change.sentence for change in second.changes.changes] == ["Replaces page 5A of the bundle."]
    sent.record(second.built.folder)
    sent.add("1.2", "needs.pdf", "Assessment of needs")
    third = inserted(sent)
    assert [mention.why for mention in third.built.plan.mentioned] == ["supplement"]
    assert "in a supplement" in (third.built.folder / "index.csv").read_text()
    sent.record(third.built.folder)
    sent.change("1.1", "structure.pdf", "Fourth structure")
    fourth = inserted(sent)
    assert rows(fourth.built.folder)[:3] == [
        ("Structure of the partnership", "replaced", 4, 5),
        ("Structure of the partnership", "replaced", "5A", "5A"),
        ("Structure of the partnership", "final", "5B", "5B"),
    ], "it goes behind the version that the bundle had, though a supplement replaced that"
    notes = [row["notes"] for row in manifest(fourth.built.folder)["documents"]][:2]
    assert notes == [["Replaced by page 5B of the bundle."]] * 2, "the row says what holds now"
    assert PdfReader(fourth.files[0]).page_labels == [
        *("1", "2", "2A", "2B", "2C", "3", "4", "5", "5A", "5B", "6", "7", "8", "9", "10", "10A"),
    ]
    assert verify(fourth.files[0]).passed


def test_a_file_that_was_put_back_under_another_name_is_found_by_its_bytes(sent: Any) -> None:
    from shutil import rmtree

    sent.change("1.1", "structure.pdf", "Second structure")
    (kept,) = sent.kept.glob("*.pdf")
    data = kept.read_bytes()
    rmtree(sent.kept)
    (sent.root / "sent" / "from-the-package").mkdir()
    (sent.root / "sent" / "from-the-package" / "Westmere day-2 bundle.pdf").write_bytes(data)
    assert verify(inserted(sent).files[0]).passed


# -- volumes -----------------------------------------------------------------------------------------------


@pytest.fixture
def volumes(sample: Any) -> Any:
    """A bundle of two volumes, frozen."""
    library = sample.root / "evidence" / "library.yaml"
    library.write_text(library.read_text() + "limits: {megabytes: 200, pages: 14}\n")
    sample.add("1.4", "strategy.pdf", "Strategy", 4)
    sample.build()
    sample.record()
    return sample


def test_all_volumes_are_there_and_one_that_nothing_goes_into_is_byte_for_byte_as_it_was_sent(volumes: Any) -> None:
    before = {path.name: path.read_bytes() for path in volumes.kept.glob("*.pdf")}
    assert len(before) == 2
    volumes.change("1.1", "structure.pdf", "Another structure")
    done = inserted(volumes)
    one, two = done.files
    assert two.name in before and two.read_bytes() == before[two.name]
    assert one.name.endswith("volume 1 of 2 – with insertions 1.pdf")
    (file,) = [each for each in manifest(done.built.folder)["files"] if each["volume"] == 2]
    assert verify(two, first=file["first_page"]).passed
    strategy = next(row for row in manifest(done.built.folder)["documents"] if row["title"] == "Strategy")
    assert PdfReader(two).page_labels[strategy["position"] - 1] == str(strategy["page_from"])


def test_a_document_of_the_second_volume_is_inserted_there(volumes: Any) -> None:
    volumes.change("1.4", "strategy.pdf", "Another strategy")
    done = inserted(volumes)
    record = manifest(done.built.folder)
    row = record["documents"][-1]
    assert (row["volume"], row["status"]) == (2, "final")
    reader = PdfReader(done.files[1])
    assert reader.page_labels[row["position"] - 1] == row["page_from"]
    assert "Another strategy" in reader.pages[row["position"] - 1].extract_text()
    loaded = volumes.loaded()
    package_bundle(done.built.folder, loaded.library, loaded.framework)
    assert prove(done.built.folder / "package").unchanged


def test_a_supplement_too_is_split_into_volumes(volumes: Any) -> None:
    volumes.change("1.1", "structure.pdf", "Another structure", 6)
    volumes.change("1.4", "strategy.pdf", "Another strategy", 7)
    done = build_supplement(volumes.supplement(volumes.loaded()))
    assert done is not None
    assert [path.name.rpartition("supplement 1, ")[2] for path in done.files] == [
        "volume 1 of 2.pdf",
        "volume 2 of 2.pdf",
    ]
    loaded = volumes.loaded()
    package_bundle(done.built.folder, loaded.library, loaded.framework)
    assert prove(done.built.folder / "package").unchanged
    volumes.record(done.built.folder)
    assert build_supplement(volumes.supplement(volumes.loaded())) is None


# -- links -------------------------------------------------------------------------------------------------


def link_to(path: Path, file: str) -> None:
    """Puts a link to another file on the first page of a document."""
    import pikepdf
    from pikepdf import Array, Dictionary, Name, String

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        action = Dictionary(S=Name.GoToR, F=String(file), D=Array([0, Name.Fit]))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([50, 50, 90, 70]), A=action)
        pdf.pages[0].Annots = Array([pdf.make_indirect(link)])
        pdf.save()


def test_a_link_into_another_volume_says_where_and_opens_no_other_file(volumes: Any) -> None:
    """See `annexa.bundle.writing` for why it is words and no jump."""
    link_to(volumes.root / "evidence" / "1.1" / "structure.pdf", "../1.4/strategy.pdf")
    built = volumes.build()
    strategy = next(each for each in built.documents if each.planned.title == "Strategy")
    reader = PdfReader(built.folder / built.bundles()[0].path)
    links = [each.get_object() for page in reader.pages for each in page.get("/Annots", ())]
    (found,) = [each for each in links if "volume 2" in str(each.get("/Contents"))]
    assert found["/Contents"] == f"In volume 2, page {strategy.first}: Strategy"
    assert "/A" not in found and "/Dest" not in found


def test_a_link_of_an_inserted_document_leads_to_the_page_that_the_bundle_has(sent: Any) -> None:
    sent.change("1.1", "structure.pdf", "Another structure")
    link_to(sent.root / "evidence" / "1.1" / "structure.pdf", "../1.3/peer-review.pdf")
    (file,) = inserted(sent).files
    reader = PdfReader(file)
    page = next(p for p, label in zip(reader.pages, reader.page_labels, strict=True) if label == "5A")
    annotation = page["/Annots"][0].get_object()
    assert annotation["/Contents"] == "Go to page 10: Findings of the peer review"
    target = reader.get_page_number(annotation["/Dest"][0].get_object())
    assert "Findings of the peer review" in reader.pages[target].extract_text()
    assert "/A" not in annotation


# -- reading order -----------------------------------------------------------------------------------------


def read_aloud(path: Path) -> list[str]:
    """The labels of the pages in the order in which the structure tree comes to them, as pypdf reads it."""
    reader = PdfReader(path)
    labels = {
        page.indirect_reference.idnum: label
        for page, label in zip(reader.pages, reader.page_labels, strict=True)
        if page.indirect_reference
    }
    order: list[str] = []
    stack = [reader.trailer["/Root"]["/StructTreeRoot"]["/K"].get_object()]
    while stack:
        node = stack.pop().get_object()
        if not isinstance(node, dict):
            continue
        if "/Pg" in node and (not order or order[-1] != labels[node.raw_get("/Pg").idnum]):
            order.append(labels[node.raw_get("/Pg").idnum])
        kids = node.get("/K", [])
        stack.extend(reversed(kids if isinstance(kids, list) else [kids]))
    return order


def test_a_bundle_is_read_aloud_in_the_order_of_its_pages(sample: Any) -> None:
    sample.build()
    (path,) = sample.folder.glob("*.pdf")
    assert read_aloud(path) == PdfReader(path).page_labels


def test_inserted_pages_are_read_aloud_where_they_stand_round_after_round(sent: Any) -> None:
    sent.change("1.3", "self-evaluation.pdf", "Corrected self-evaluation", 2)
    sent.add("1.2", "needs.pdf", "Assessment of needs")
    first = inserted(sent)
    assert read_aloud(first.files[0]) == PdfReader(first.files[0]).page_labels
    sent.record(first.built.folder)
    sent.change("1.3", "self-evaluation.pdf", "Third self-evaluation", 2)
    sent.change("1.1", "structure.pdf", "Second structure")
    second = inserted(sent)
    spoken = read_aloud(second.files[0])
    assert spoken == PdfReader(second.files[0]).page_labels
    assert spoken[spoken.index("9") : spoken.index("10")] == ["9", "9A", "9B", "9C", "9D"]


def test_an_inserted_part_stands_in_the_part_of_its_item(sent: Any) -> None:
    sent.change("1.3", "peer-review.pdf", "Corrected review")
    sent.add("1.2", "needs.pdf", "Assessment of needs")
    reader = PdfReader(inserted(sent).files[0])
    document = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    parts = {part["/T"]: part for part in (kid.get_object() for kid in document["/K"])}
    assert list(parts) == [
        "Cover",
        "Index",
        "Inserted: change note",
        "1.1 Local Area Partnership Structure",
        "1.3 Self-evaluation",
        "Inserted: Assessment of needs",
    ]
    item = parts["1.3 Self-evaluation"]
    inside = [kid.get_object().get("/T") for kid in item["/K"]]
    assert inside[-1] == "Inserted: Findings of the peer review"
    assert all(kid.get_object()["/P"] == item for kid in item["/K"])


@pytest.mark.java
@pytest.mark.slow
def test_verapdf_finds_a_bundle_with_insertions_to_be_pdf_ua(sent: Any, shared: Path) -> None:
    sent.change("1.3", "self-evaluation.pdf", "Corrected self-evaluation", 2)
    sent.add("1.2", "needs.pdf", "Assessment of needs")
    done = inserted(sent)
    assert done.built.accessible
    said = verapdf(shared, done.files[0])
    assert said.startswith("PASS"), said
