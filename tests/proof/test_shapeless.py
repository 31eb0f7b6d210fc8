"""Letters for which a font holds no more than its box: those that pages show, and no others."""

import pikepdf
import pytest
from tests.proof.test_misnamed import written

from annexa.proof.pages import shown

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
