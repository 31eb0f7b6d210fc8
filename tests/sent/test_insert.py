"""Pages inserted into a bundle that was sent: stamp, label and bookmark say 57A, and nothing that was sent moves."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from annexa.load import sent as sent_records
from annexa.model.errors import FindingsRefused, UsageError
from annexa.proof.record import Proof
from annexa.sent.insert import build_insertions
from annexa.verify import Status, verify

DAY = date(2026, 11, 3)


def inserted(sample: Any) -> Any:
    loaded = sample.loaded()
    return build_insertions(sample.supplement(loaded))


def texts(path: Path) -> dict[str, str]:
    """The words of every page by its label."""
    reader = PdfReader(path)
    return {
        label: " ".join(page.extract_text().split())
        for label, page in zip(reader.page_labels, reader.pages, strict=True)
    }


@pytest.fixture
def sent(sample: Any) -> Any:
    sample.build()
    sample.record()
    return sample


def test_new_pages_stand_behind_the_old_ones_and_nothing_that_was_sent_moves(sent: Any) -> None:
    old = texts(next(sent.kept.glob("*.pdf")))
    sent.change("1.3", "self-evaluation.pdf", "Corrected self-evaluation", 2)
    sent.add("1.2", "needs.pdf", "Assessment of needs")
    done = inserted(sent)
    (path,) = done.files
    new = texts(path)
    said = " WITH INSERTIONS – SEE PAGE 2A"
    assert {label: new[label] for label in old} == old | {"1": old["1"] + said}, "the cover alone says what was done"
    assert [label for label in new if label in old] == list(old)
    record = sent_records.read(sent_records.path_of(sent.root, "day-2", "shared"))
    assert record is not None
    was = {document.title: document for document in record.documents}
    after, end = was["Self-evaluation"].last, str(record.pages)
    added = [label for label in new if label not in old]
    assert added == ["2A", f"{after}A", f"{after}B", f"{end}A"]
    assert "Corrected self-evaluation" in new[f"{after}A"] and f"Page {after}A of {end}" in new[f"{after}A"]
    assert "Assessment of needs" in new[f"{end}A"]
    first, last = was["Self-evaluation"].first, was["Self-evaluation"].last
    assert f"Pages {first} to {last} of the bundle, by pages {after}A to {after}B" in new["2A"]


def test_the_result_passes_our_own_profile_and_honestly_fails_the_courts(sent: Any) -> None:
    sent.change("1.3", "self-evaluation.pdf", "Corrected self-evaluation", 2)
    (path,) = inserted(sent).files
    assert verify(path).passed
    court = {o.id: o.status for o in verify(path, "judiciary-2021").outcomes}
    assert court["stamp-is-position"] is Status.FAIL, "a court asks that the number be the PDF's own count"
    assert court["stamp-is-label"] is Status.PASS
    assert court["index"] is Status.PASS


def test_bookmarks_stand_in_the_order_of_the_pages(sent: Any) -> None:
    sent.change("1.1", "structure.pdf", "Another structure")
    (path,) = inserted(sent).files
    reader = PdfReader(path)
    tops = [mark for mark in reader.outline if not isinstance(mark, list)]
    places = [reader.get_destination_page_number(mark) for mark in tops]
    assert places == sorted(places)
    assert [str(mark.title) for mark in tops] == [
        "Cover – page 1",
        "Index – page 2",
        "Inserted: change note – page 2A",
        "1.1 Local Area Partnership Structure – page 3",
        "Inserted: Structure of the partnership – page 5A",
        "1.3 Self-evaluation – page 6",
    ]


def test_a_second_round_inserts_behind_the_first(sent: Any) -> None:
    sent.change("1.1", "structure.pdf", "Second structure")
    first = inserted(sent)
    sent.record(first.built.folder)
    assert inserted(sent) is None
    sent.change("1.1", "structure.pdf", "Third structure", 2)
    second = inserted(sent)
    (path,) = second.files
    new = texts(path)
    assert [label for label in new if not label.isdecimal()] == ["2A", "2B", "5A", "5B", "5C"]
    assert "Second structure" in new["5A"] and "Third structure" in new["5B"]
    assert "Page 5A of the bundle, by pages 5B to 5C" in new["2B"]
    assert verify(path).passed
    sent.record(second.built.folder)
    record = sent_records.read(sent_records.path_of(sent.root, "day-2", "shared"))
    assert record is not None and [s.inserted for s in record.supplements] == ["yes", "yes"]


def test_building_anew_does_not_lose_what_was_sent(sent: Any) -> None:
    sent.change("1.1", "structure.pdf", "Another structure")
    sent.build()
    assert inserted(sent) is not None


def test_without_the_file_that_was_sent_nothing_is_inserted_and_it_is_said_where_to_get_it(sent: Any) -> None:
    sent.change("1.1", "structure.pdf", "Another structure")
    next(sent.kept.glob("*.pdf")).unlink()
    with pytest.raises(UsageError, match=r"does not lie in .*sent as it was sent") as refused:
        inserted(sent)
    assert "computer that recorded the sending" in refused.value.remedy


@pytest.mark.parametrize(
    "wrong",
    [{"pdf": None, "fault": "failed", "reason": "Its conversion was stopped."}, {"proof": Proof(shapeless=("Ł",))}],
)
def test_a_document_whose_pages_are_missing_or_wrong_keeps_the_whole_from_being_built(
    sent: Any, wrong: dict[str, Any]
) -> None:
    sent.change("1.1", "structure.pdf", "Another structure")
    loaded = sent.loaded()
    source = sent.root / "evidence" / "1.3" / "peer-review.pdf"
    renderings = sent.rendered(loaded)["renderings"]
    renderings[source] = replace(renderings[source], **wrong)
    with pytest.raises(FindingsRefused, match="Findings of the peer review"):
        build_insertions(sent.supplement(loaded, renderings=renderings))
    assert not sent.folder.with_name("day-2-supplement-1").exists()
