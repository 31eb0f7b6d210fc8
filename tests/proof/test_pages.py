"""What pages show, of PDFs written by hand."""

from pathlib import Path

import msgspec
import pikepdf
import pytest
from tests.proof.test_compare import facts

from annexa.documents.facts import Hidden, HiddenKind
from annexa.model.findings import Place
from annexa.proof.pages import Shown, shown
from annexa.proof.verdict import compared


def written(path: Path, *texts: tuple[int, int, str], rotate: int = 0, reads: str = "") -> Path:
    """A PDF of one page of 400 by 300 points with texts in 12 points at these places; `reads`: what Z stands for."""
    content = "".join(f"BT /F 12 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in texts)
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(400, 300))
        page = document.pages[0]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        if reads:
            code = reads.encode("utf-16-be").hex()
            font.ToUnicode = document.make_stream(
                f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <5a> <{code}> endbfchar "
                "endcmap".encode()
            )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = document.make_stream(content.encode())
        page.Rotate = rotate
        document.save(path)
    return path


@pytest.mark.parametrize("rotate", [0, 90, 180])
@pytest.mark.parametrize(("x", "y"), [(40, -30), (40, 320), (-300, 100), (450, 100)])
def test_words_beyond_the_edge_of_the_page_are_not_shown(tmp_path, x, y, rotate):
    pages = shown(written(tmp_path / "a.pdf", (40, 100, "Inside 15,000"), (x, y, "Beyond 16,000"), rotate=rotate))
    assert pages.pages == (["inside", "15", "000"],)
    assert pages.figures == ("15000",)
    proof = compared(facts("Inside 15,000", "Beyond 16,000 for all"), pages)
    assert [each.place.paragraph for each in proof.missing] == [2]


def test_hidden_words_beyond_the_edge_can_be_copied_all_the_same(tmp_path):
    hidden = Hidden(kind=HiddenKind.TEXT, place=Place(paragraph=2), excerpt="Maple Quill", how="outside the slide")
    pages = shown(written(tmp_path / "a.pdf", (40, 100, "Inside"), (40, -30, "Maple Quill")))
    assert compared(facts("Inside", hidden=(hidden,)), pages).let_out
    assert compared(facts("Inside"), pages).is_sound


def test_words_across_the_edge_are_shown_as_far_as_they_reach(tmp_path):
    pages = shown(written(tmp_path / "a.pdf", (370, 100, "Hi there"), (40, 100, "Inside")))
    assert "inside" in pages.pages[0]
    assert "there" not in pages.pages[0]


def test_a_letter_of_two_halves_is_read_beside_words_beyond_the_edge(tmp_path):
    pages = shown(written(tmp_path / "a.pdf", (40, 100, "Inside Z"), (40, -30, "Beyond"), reads="\U0001f642"))
    assert pages.pages == (["inside"],)
    assert pages.marks == "\U0001f642"
    assert msgspec.json.decode(msgspec.json.encode(pages), type=Shown) == pages
