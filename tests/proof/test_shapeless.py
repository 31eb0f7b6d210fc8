"""Letters for which a font holds no more than its box: those that pages show, and no others."""

import pikepdf
import pytest
from tests.proof.test_misnamed import written

from annexa.proof.glyphs import MOST_CODES, meanings
from annexa.proof.pages import shown
from annexa.tools.deadline import within

BOX = 0
"""The number of the shape that a font keeps for what it lacks."""


@pytest.mark.parametrize(
    ("says", "drawn", "lacking"),
    [
        ({1: "a", 2: "o"}, (1, 2), ()),
        ({1: "a", BOX: "q"}, (1, BOX), ("q",)),
        ({1: "a", BOX: "q"}, (1,), ()),  # named by the font, and on no page
        ({1: "a", BOX: "Q"}, (BOX,), ("Q",)),
    ],
)
def test_only_what_a_page_shows_is_missed(tmp_path, says, drawn, lacking):
    path = written(tmp_path / "a.pdf", says)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        codes = "".join(f"{code:04x}" for code in drawn)
        pdf.pages[0].Contents = pdf.make_stream(f"BT /F1 20 Tf 40 100 Td <{codes}> Tj ET".encode())
        pdf.save(path)
    assert shown(path).shapeless == lacking


@pytest.mark.parametrize(
    ("numbers", "lacking"),
    [({0x61: 1, 0x6F: 2}, ()), ({0x61: 1, 0x6F: BOX}, ("o",)), ({0x61: 1}, ())],
)
def test_a_table_may_say_which_shape_a_code_has(tmp_path, numbers, lacking):
    path = written(tmp_path / "a.pdf", {0x61: "a", 0x6F: "o"})
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        table = b"".join(numbers.get(code, BOX).to_bytes(2) for code in range(max(numbers) + 1))
        pdf.pages[0].Resources.Font.F1.DescendantFonts[0].CIDToGIDMap = pdf.make_stream(table)
        pdf.save(path)
    assert shown(path).shapeless == lacking


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (b"1 beginbfchar <01> <0041> endbfchar", {1: "A"}),
        (b"1 beginbfchar <01> <00660069> endbfchar", {1: "fi"}),
        (b"1 beginbfrange <01> <03> <0041> endbfrange", {1: "A", 2: "B", 3: "C"}),
        (b"1 beginbfrange <01> <03> [<0041> <0058>] endbfrange", {1: "A", 2: "X"}),
        (
            b"beginbfrange <01> <04> <0041> endbfrange beginbfchar <02> <0058> endbfchar",
            {1: "A", 2: "X", 3: "C", 4: "D"},
        ),
        (b"beginbfchar <02> <0058> endbfchar beginbfrange <01> <04> <0041> endbfrange", dict(enumerate("ABCD", 1))),
        (b"beginbfrange <01> <02> <D7FF> endbfrange", {1: "\ud7ff"}),  # what follows is half a letter
        (b"beginbfrange <03> <01> <0041> endbfrange", {}),
    ],
)
def test_the_last_that_a_table_says_of_a_code_counts(table, found):
    with pikepdf.new() as pdf:
        assert meanings(pikepdf.Dictionary(ToUnicode=pdf.make_stream(table))) == found


@pytest.mark.parametrize(
    "spans",
    [
        [b"<0000> <ffff> <0041>"] * 20_000,
        [b"<%08x> <%08x> <0041>" % (at * 65_536, at * 65_536 + 65_535) for at in range(20_000)],
        [b"<%04x> <ffff> <0041>" % at for at in range(20_000)],
    ],
)
def test_a_table_that_says_it_again_and_again_is_read_once(spans):
    """20,000 spans of 65,536 codes each: looked at one by one they would take minutes."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(ToUnicode=pdf.make_stream(b"beginbfrange " + b" ".join(spans) + b" endbfrange"))
        with within(20, of_work=True):
            assert 50_000 < len(meanings(font)) <= MOST_CODES
