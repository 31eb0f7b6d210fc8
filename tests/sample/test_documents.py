"""Each document of the sample library is fit to be handed in: titled, described, without anything hidden."""

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.sample_place import SAMPLE

from annexa import documents
from annexa.documents.facts import BlockKind, Facts, LinkOrigin
from sample import library, measure, word
from sample.model import Heading, Table

OPEN_HOSTS = {
    "www.gov.uk", "www.legislation.gov.uk", "www.nice.org.uk", "explore-education-statistics.service.gov.uk",
}  # fmt: skip
ABOUT = "About this data"
"""The first sheet of each workbook: a title and a list of remarks, not a table of data."""
ALL = [(item.folder, document.file) for item in library.items() for document in item.documents]
READABLE = [(folder, file) for folder, file in ALL if not file.endswith((".png", ".jpg", "-scan.pdf"))]


@cache
def facts_of(folder: str, file: str) -> Facts:
    facts = documents.read(SAMPLE / "evidence" / folder / file)
    assert isinstance(facts, Facts), facts
    return facts


@pytest.mark.parametrize(("folder", "file"), ALL, ids=str)
def test_it_holds_nothing_that_a_reader_does_not_see(folder: str, file: str) -> None:
    facts = facts_of(folder, file)

    assert (facts.revisions, facts.comments, facts.hidden, facts.active) == ((), (), (), ())
    assert not facts.tracking_on
    assert facts.partial == ""


@pytest.mark.parametrize(("folder", "file"), READABLE, ids=str)
def test_it_can_be_read_aloud(folder: str, file: str) -> None:
    facts = facts_of(folder, file)
    levels = [block.level or 1 for block in facts.blocks if block.kind is BlockKind.HEADING]

    assert [picture.name for picture in facts.pictures if not picture.alt] == []
    assert [table.header for table in facts.tables if not table.header_row and table.place.sheet != ABOUT] == []
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


@pytest.mark.parametrize(("folder", "file"), READABLE, ids=str)
def test_its_links_lead_somewhere_public(folder: str, file: str) -> None:
    for link in facts_of(folder, file).links:
        if link.origin is LinkOrigin.INTERNAL:
            assert link.resolved, link
        else:
            assert urlsplit(link.target).scheme == "https", link
            assert urlsplit(link.target).hostname in OPEN_HOSTS, link


def test_titles_agree_in_metadata_properties_and_on_the_first_page(entries: list[tuple[str, dict[str, Any]]]) -> None:
    for folder, document in entries:
        if (folder, document["file"]) in READABLE and not document["file"].endswith(".csv"):
            facts = facts_of(folder, document["file"])
            assert facts.properties.title == document["title"]
            assert document["title"] in " ".join(block.text for block in facts.blocks[:12])


def test_authors_are_roles_and_groups() -> None:
    words = (
        "Manager Head Director officer lead Analyst Board Secretary Commissioner Psychologist chairs manager Westmere"
    )
    authors = {facts_of(folder, file).properties.author for folder, file in READABLE if not file.endswith(".csv")}

    assert [author for author in authors if not any(word in author for word in words.split())] == []


def test_the_library_shows_what_real_evidence_shows() -> None:
    """Footnotes, cross-references, pictures with captions, tables of many rows, wide sheets, workbooks of many sheets."""
    every = [facts_of(*one) for one in READABLE]

    assert sum(block.kind is BlockKind.NOTE for facts in every for block in facts.blocks) >= 8
    assert sum(link.origin is LinkOrigin.INTERNAL for facts in every for link in facts.links) > 100
    assert sum(len(facts.pictures) for facts in every) > 40
    assert max(table.rows for facts in every for table in facts.tables if facts.format == "docx") > 100
    assert max(table.columns for facts in every for table in facts.tables if facts.format == "xlsx") >= 19
    assert max(facts.pages or 0 for facts in every if facts.format == "xlsx") >= 5


def test_a_word_file_turns_pages_and_repeats_the_head_of_a_table() -> None:
    from sample import pack

    path = SAMPLE / "evidence/3.1-education-system/education-system-overview.docx"
    body = pack.unpack(path.read_bytes())["word/document.xml"].decode()

    assert 'w:orient="landscape"' in body
    assert body.count("<w:tblHeader/>") == body.count("<w:tbl>")
    assert 'TOC \\o "1-2"' in body


def test_the_scan_is_a_scan() -> None:
    facts = facts_of("4.2-short-breaks", "quarrytarn-lodge-agreement-scan.pdf")

    assert facts.scanned_pages == (1, 2)
    assert facts.text.strip() == ""


def test_ready_made_pdfs_are_tagged() -> None:
    assert facts_of("1.4-strategic-planning", "send-strategy.pdf").tagged
    assert facts_of("4.2-short-breaks", "short-breaks-statement.pdf").tagged


def contents_and_headings(item: str, file: str) -> tuple[list[str], int]:
    """The lines of a contents list, and how many headings it has to name."""
    blocks = facts_of(item, file).blocks
    listed = [block.text.rstrip() for block in blocks if block.kind is BlockKind.TABLE_OF_CONTENTS]
    return listed, sum(block.kind is BlockKind.HEADING and (block.level or 1) <= 2 for block in blocks)


def test_a_contents_list_names_every_heading_with_its_measured_page() -> None:
    listed, headings = contents_and_headings("1.2-assessment-of-needs", "joint-strategic-needs-assessment.docx")
    pages = measure.kept()["joint-strategic-needs-assessment.docx"]

    assert len(listed) >= headings == len(pages)
    assert pages == sorted(pages)
    assert listed[-1].endswith(str(pages[-1]))


def test_a_contents_list_has_no_pages_where_versions_of_libreoffice_differ() -> None:
    differ = {name for found in measure.measured().values() for name in found} - set(measure.kept())
    assert len(measure.measured()) > 1
    assert "travel-policy.docx" in differ
    listed, headings = contents_and_headings("3.6-home-to-school-transport", "travel-policy.docx")

    assert len(listed) >= headings > 3
    assert not [line for line in listed if line[-1:].isdigit()]


@pytest.mark.parametrize(
    ("measured", "kept"),
    [
        ({}, {}),
        ({"7.4": {"a": [3, 4]}}, {"a": [3, 4]}),
        ({"7.4": {"a": [3, 4], "b": [3]}, "25.2": {"a": [3, 3], "b": [3]}}, {"b": [3]}),
        ({"7.4": {"a": [3], "b": [3]}, "25.2": {"a": [3]}}, {"a": [3]}),
    ],
)
def test_the_pages_of_a_contents_list_are_those_that_all_versions_agree_on(
    measured: dict[str, dict[str, list[int]]],
    kept: dict[str, list[int]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "pages.json").write_text(json.dumps(measured))
    monkeypatch.setattr(measure, "KEPT", tmp_path / "pages.json")
    assert measure.kept() == kept


def test_labels_count_tables_and_figures_apart() -> None:
    table = Table("Numbers", ("A",), (("1",),), key="first")
    again = Table("More", ("A",), (("2",),), key="second")

    assert word.labels((Heading(1, "Purpose", "why"), table, again)) == {
        "why": "Purpose",
        "first": "Table 1",
        "second": "Table 2",
    }
