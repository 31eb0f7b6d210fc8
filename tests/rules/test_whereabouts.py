"""Places that an author can look for: the nearest heading, and words that Word's Find finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexa.documents.facts import Block, BlockKind, Facts, Hidden, HiddenKind
from annexa.model.findings import Place
from annexa.rules.support.whereabouts import Whereabouts, findable

READ_OTHERWISE = '“”"^\n\t\u00a0\u00ad\u200b\u2011\u202f'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What changed", "What changed"),
        ("The board agreed that the offer of short breaks is to be widened by spring",
         "The board agreed that the offer of short breaks"),
        ("The child's plan, and how it’s read", "The child's plan, and how it’s read"),
        ("He said “no” to the whole of the proposal", "to the whole of the proposal"),
        ("See “Annex A” for more", "for more"),
        ("10^6 children and young people in all", "6 children and young people in all"),
        ("Pages\t12\tof the whole report", "of the whole report"),
        ("Northtown\u00a0Council decides on places in May", "Council decides on places in May"),
        ("A line\nand one below it that is longer", "and one below it that is longer"),
        ("Trailing comma in a list of nine words or so, here", "Trailing comma in a list of nine words or"),
        ("", ""),
        ("”^“", ""),
        ("x" * 300, "x" * 80),
    ],
)  # fmt: skip
def test_words_that_find_finds(text: str, words: str) -> None:
    assert findable(text) == words


@given(st.text(max_size=400))
def test_they_stand_in_the_text_as_they_are(text: str) -> None:
    words = findable(text)
    assert words in text
    assert len(words) <= 80
    assert not set(words) & set(READ_OTHERWISE)


FACTS = Facts(
    format="docx",
    blocks=(
        Block(text="Annual report", kind=BlockKind.TITLE, place=Place(paragraph=1)),
        Block(text="Draft 3", kind=BlockKind.HEADER, place=Place(part="header", paragraph=1)),
        Block(text="What changed", kind=BlockKind.HEADING, level=1, place=Place(paragraph=2)),
        Block(text="We widened the offer of short breaks.", place=Place(paragraph=3)),
        Block(text="Northtown", kind=BlockKind.CELL, place=Place(part="table 1", cell="A2", paragraph=4)),
    ),
)


@pytest.mark.parametrize(
    ("place", "in_words"),
    [
        (Place(paragraph=3), "section “What changed”, paragraph “We widened the offer of short breaks.”"),
        (Place(paragraph=2), "section “Annual report”, paragraph “What changed”"),
        (Place(paragraph=1), "paragraph “Annual report”"),
        (Place(part="header", paragraph=1), "header, paragraph “Draft 3”"),
        (Place(part="table 1", cell="A2", paragraph=4),
         "cell A2, table 1, section “What changed”, paragraph “Northtown”"),
        (Place(paragraph=99), "paragraph 99"),
        (Place(part="properties"), "properties"),
        (Place(), ""),
    ],
)  # fmt: skip
def test_a_place_in_a_text_document(place: Place, in_words: str) -> None:
    assert str(Whereabouts(FACTS).of(place)) == in_words


@pytest.mark.parametrize(
    ("excerpt", "in_words"),
    [
        ("Jo Bloggs", "section “What changed”, paragraph “told us about the night at home.”"),
        ("Jo Bloggs told us about the night at home.", "section “What changed”, paragraph 3"),
        ("Jo  Bloggs", "section “What changed”, paragraph 3"),
    ],
)
def test_covered_words_are_not_quoted(excerpt: str, in_words: str) -> None:
    place = Place(paragraph=3)
    facts = Facts(
        format="docx",
        blocks=(*FACTS.blocks[:3], Block(text="Jo Bloggs told us about the night at home.", place=place)),
        hidden=(Hidden(kind=HiddenKind.COVERED_TEXT, place=place, excerpt=excerpt),),
    )
    assert str(Whereabouts(facts).of(place)) == in_words


def test_a_place_in_another_document_stays_as_it_is() -> None:
    pdf = Facts(format="pdf", blocks=(Block(text="Words", place=Place(page=3)),))
    assert Whereabouts(pdf).of(Place(page=3)) == Place(page=3)
    sheet = Facts(format="xlsx", blocks=(Block(text="Words", place=Place(sheet="Data", cell="A1")),))
    assert Whereabouts(sheet).of(Place(sheet="Data", cell="A1")) == Place(sheet="Data", cell="A1")
