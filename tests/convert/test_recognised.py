"""Recognised text can be read aloud: tagged in the order in which it was read, beside a picture that is passed over."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from annexa.convert.recognised import make_readable_aloud

SCAN = b"q 1 0 0 1 0 0 cm /AnnexaText0 Do Q q 595 0 0 842 0 0 cm /image Do Q"


def scanned(*contents: bytes) -> Pdf:
    """Pages as OCRmyPDF makes them: words as a form that draws them unseen, and the picture above."""
    document = pikepdf.new()
    for content in contents:
        page = document.add_blank_page(page_size=(595, 842))
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/GlyphLessFont"), Encoding=Name("/Identity-H"),
            DescendantFonts=Array([Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2)]),
        )  # fmt: skip
        words = document.make_stream(b"BT 3 Tr /f 9 Tf <2014> Tj ET", Type=Name.XObject, Subtype=Name.Form)
        words.Resources = Dictionary(Font=Dictionary(f=document.make_indirect(font)))
        picture = document.make_stream(
            b"\xff", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )  # fmt: skip
        page.Resources = Dictionary(XObject=Dictionary(AnnexaText0=words, image=picture))
        page.Contents = document.make_stream(content)
    return document


def test_the_words_become_a_paragraph_of_their_page_and_the_picture_is_passed_over() -> None:
    document = scanned(SCAN, SCAN)
    make_readable_aloud(document)
    root = document.Root.StructTreeRoot
    paragraphs = list(root.K.K)
    assert [str(each.S) for each in paragraphs] == ["/P", "/P"]
    assert [each.Pg.objgen for each in paragraphs] == [page.obj.objgen for page in document.pages]
    numbers = list(root.ParentTree.Nums)
    for page, paragraph in zip(document.pages, paragraphs, strict=True):
        assert list(numbers[2 * int(page.obj.StructParents) + 1]) == [paragraph]
        marks = [str(each.operator) for each in pikepdf.parse_content_stream(page)]
        assert marks == ["q", "cm", "BDC", "Do", "EMC", "Q", "q", "cm", "BMC", "Do", "EMC", "Q"]


@pytest.mark.parametrize("content", [b"BT /f 9 Tf <0041> Tj ET " + SCAN, b"0 0 9 9 re f " + SCAN, b"q /image Do Q"])
def test_a_page_that_holds_anything_else_stays_as_it_is(content: bytes) -> None:
    document = scanned(content, SCAN)
    make_readable_aloud(document)
    first, second = document.pages
    assert first.Contents.read_bytes() == content and "/StructParents" not in first.obj
    assert "/StructParents" in second.obj


def test_a_document_with_tags_of_its_own_keeps_them() -> None:
    document = scanned(SCAN)
    own = document.Root.StructTreeRoot = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    make_readable_aloud(document)
    assert document.Root.StructTreeRoot.objgen == own.objgen
    assert document.pages[0].Contents.read_bytes() == SCAN


def test_letters_beyond_the_first_256_have_a_map_that_keeps_to_the_format(tmp_path: Path) -> None:
    document = scanned(SCAN)
    make_readable_aloud(document)
    document.save(tmp_path / "scan.pdf")
    with pikepdf.open(tmp_path / "scan.pdf") as saved:
        font = saved.pages[0].Resources.XObject.AnnexaText0.Resources.Font.f
        ranges = [line.split() for line in font.ToUnicode.read_bytes().decode().splitlines() if line.count("<") == 3]
    assert len(ranges) == 256
    assert all(first[:3] == last[:3] and first == to for first, last, to in ranges)
