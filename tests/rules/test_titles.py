"""Titles that say something, titles that programs left behind, and titles that mean the same."""

import pytest
from samples import Block, BlockKind, Facts, Place, heading, title

from annexa.rules.support.titles import agreement, is_junk, is_vague, shown_title

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
