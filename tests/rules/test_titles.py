"""Titles that say something, titles that programs left behind, and titles that mean the same."""

import dataclasses

import pytest
from samples import Block, BlockKind, Facts, Place, document, heading, title

from annexa.rules import unclear_title
from annexa.rules.support.titles import agreement, is_junk, is_vague, may_be_title, share, shown_title

JUNK = """Microsoft Word - Strategy final.docx|Document1|document 2|untitled|Untitled spreadsheet|Normal.dotm|[NAME OF COMPANY]
PowerPoint Presentation|Slide 1|scanned document|Scan_0042|strategy-v2.docx|Click to add title|Copy of strategy|<title>|Book1|IMG_2031
C:\\\\Users\\\\me\\\\strategy.doc|Lorem ipsum dolor|TBC|New Microsoft Word Document|Template"""
CLEAR = """Destinations after leaving school|Minutes of the SEND Partnership Board|Slide deck on transitions|Documents we publish
Scanning for need: early help in 2026|Page by page: a guide|Copying letters to families|Strategy 2026 to 2029|Book lending in libraries"""


@pytest.mark.parametrize("text", JUNK.replace("\n", "|").split("|"))
def test_junk(text: str) -> None:
    assert is_junk(text)


@pytest.mark.parametrize("text", CLEAR.replace("\n", "|").split("|"))
def test_clear(text: str) -> None:
    assert not is_junk(text)
    assert not is_vague(text)


@pytest.mark.parametrize("text", ["Report", "Final version 2", "Minutes", "Draft policy v3", "Data 2026", ""])
def test_vague(text: str) -> None:
    assert is_vague(text)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Destinations after leaving school", "Destinations after leaving school, 2025 to 2026", True),
        ("SEND Strategy 2026-2029", "Testshire’s strategy for SEND 2026 to 2029", True),
        ("Short breaks statement", "Destinations after leaving school", False),
        ("Minutes of the board, 3 June 2026", "Minutes of the board, 4 July 2026", True),
        ("", "Destinations", False),
    ],
)
def test_agreement(one: str, two: str, same: bool) -> None:
    assert (agreement(one, two) >= 0.34) is same
    assert agreement(one, two) == agreement(two, one)


@pytest.mark.parametrize(
    ("title_", "text", "same"),
    [
        ("Short breaks statement for families", "Short breaks statement for families", True),
        ("Short breaks statement for families", "SHORT BREAKS STATEMENT | Testshire County Council", True),
        ("Short breaks statement for families", "Families", False),
        ("Short breaks statement for families", "Testshire County Council", False),
        ("Short breaks statement for families", "", False),
        ("", "Families", False),
    ],
)
def test_a_header_shows_a_title_that_it_holds(title_: str, text: str, same: bool) -> None:
    assert (share(title_, text) >= 0.6) is same


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Short breaks statement for families", True),
        ("Annual report on transport to school 2025", True),
        ("Testshire County Council", False),
        ("Testshire and Elsewhere NHS Foundation Trust", False),
        ("OFFICIAL – SENSITIVE", False),
        ("Page 3 of 12", False),
        ("Version 2.1, 14 September 2026", False),
        ("", False),
    ],
)
def test_a_header_that_may_be_a_title_says_what_the_document_is_about(text: str, may: bool) -> None:
    assert may_be_title(text) is may


def titled(number: int, **more: object) -> list[str]:
    """What the rule says of titles of the item, of the document with that number of seven."""
    others = tuple({"file": f"{n}.docx", "title": "Minutes of the SEND Board"} for n in range(6))
    subject = document(title(), title="Minutes of the SEND Board", others=others, **more)
    meta = subject.item.meta.documents[number]
    subject = dataclasses.replace(subject, index=number, meta=meta)
    return [fault.field for fault in unclear_title.check(subject) if "of this item" in fault.message]


def test_documents_of_one_title_are_named_once_at_the_first() -> None:
    assert titled(0) == ["documents.0.title"]
    assert [titled(number) for number in range(1, 7)] == [[]] * 6


def shown(*blocks: Block) -> str | None:
    found = shown_title(Facts(format="docx", blocks=blocks))
    return found.text if found else None


def line(text: str, **more: object) -> Block:
    return Block(text=text, place=Place(page=1), **more)  # type: ignore[arg-type]


def test_the_title_style_comes_first_then_a_heading_then_the_largest_line() -> None:
    assert shown(line("County Council", size=30), heading("One"), title("Two")) == "Two"
    assert shown(line("County Council", size=30), heading("One")) == "One"
    assert shown(line("Small", size=11), line("Large", size=26), line("Larger than small", size=14)) == "Large"
    assert shown(line("Bold and first", bold=True), line("Text")) == "Bold and first"
    assert shown(line("Just text that goes on.")) is None
    assert shown(Block(text="Header", kind=BlockKind.HEADER, place=Place(), size=40)) is None
