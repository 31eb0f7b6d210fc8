"""Cells of a workbook that cannot be seen hide themselves, and no cell elsewhere that says the same."""

import pytest

from annexa.documents.facts import Block, BlockKind, Facts, Hidden, HiddenKind
from annexa.model.findings import Place
from annexa.proof.source import source_of

SHEET = {
    "A1": "Team",
    "B1": "4",
    "A2": "Pilot 4 of Northbrook",
    "B2": "Yes",
    "A3": "Maple; Quill",
    "B3": "Yes",
    "A4": "4",
}
HOW = "in the colour of its cell"


def seen(*hidden: tuple[str, str]) -> list[str]:
    """The cells that can be seen, where cells from a first one on with these texts cannot."""
    cells = tuple(
        Block(text=text, place=Place(sheet="S", cell=cell), kind=BlockKind.CELL) for cell, text in SHEET.items()
    )
    unseen = tuple(
        Hidden(kind=HiddenKind.TEXT, place=Place(sheet="S", cell=first), excerpt=texts, how=HOW)
        for first, texts in hidden
    )
    return [stretch.place.cell for stretch in source_of(Facts(format="xlsx", blocks=cells, hidden=unseen)).seen]


@pytest.mark.parametrize(
    ("hidden", "left"),
    [
        ([], "A1 B1 A2 B2 A3 B3 A4"),
        ([("B1", "4")], "A1 A2 B2 A3 B3 A4"),
        ([("A4", "4")], "A1 B1 A2 B2 A3 B3"),
        ([("B2", "Yes")], "A1 B1 A2 A3 B3 A4"),
        ([("B3", "Yes")], "A1 B1 A2 B2 A3 A4"),
        ([("B2", "Yes; Yes")], "A1 B1 A2 A3 A4"),
        ([("A3", "Maple; Quill; Yes")], "A1 B1 A2 B2 A4"),
        ([("B1", "4"), ("A3", "Maple; Quill; 4")], "A1 A2 B2 B3"),
    ],
)
def test_a_hidden_cell_hides_itself_alone(hidden, left):
    assert seen(*hidden) == left.split()


def test_a_part_of_a_cell_is_hidden_from_that_cell_alone():
    cell = Block(text="Pilot of Northbrook", place=Place(sheet="S", cell="A2"), kind=BlockKind.CELL)
    other = Block(text="Pilot", place=Place(sheet="S", cell="A3"), kind=BlockKind.CELL)
    hidden = Hidden(kind=HiddenKind.TEXT, place=Place(sheet="S", cell="A2"), excerpt="Pilot")
    source = source_of(Facts(format="ods", blocks=(cell, other), hidden=(hidden,)))
    assert [stretch.words for stretch in source.seen] == [["of", "northbrook"], ["pilot"]]


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("All of it Quill moved away today", "Quill moved away", ["all", "of", "it", "today"]),
        ("All of itQuill moved awaytoday", "Quill moved away", ["all", "of", "it", "today"]),
        ("Quill moved away", "Quill moved away", []),
        ("All of it on a day", "on", ["all", "of", "it", "a", "day"]),
        ("All of icon", "on", ["all", "of", "icon"]),
    ],
)
def test_hidden_words_may_begin_and_end_within_a_word(text, gone, left):
    block = Block(text=text, place=Place(paragraph=1))
    hidden = Hidden(kind=HiddenKind.TEXT, place=Place(paragraph=1), excerpt=gone)
    source = source_of(Facts(format="docx", blocks=(block,), hidden=(hidden,)))
    assert [word for stretch in source.seen for word in stretch.words] == left
    assert source.hidden
