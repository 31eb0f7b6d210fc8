"""What the text of a page says against what its fonts say that they draw."""

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name

from annexa.documents.facts import Block, Facts
from annexa.model.findings import Place
from annexa.proof.pages import shown
from annexa.proof.verdict import compared

GLYPHS = {".notdef": None, "a": 0x61, "o": 0x6F, "n": 0x6E, "afii10065": 0x430, "fi": 0xFB01, "period": 0x2E}
ORDER = list(GLYPHS)
TRUE = {1: "a", 2: "o", 3: "n", 4: "а"}


def _draw(pen, number: int) -> None:
    pen.moveTo((0, 0))
    for point in ((500, 0), (500, 100 * number), (0, 50 * number)):
        pen.lineTo(point)
    pen.closePath()


@cache
def font_file(*, is_cff: bool = False, has_map: bool = True, has_names: bool = True) -> bytes:
    """A font whose shapes are as many wedges, each of another height."""
    builder = FontBuilder(1000, isTTF=not is_cff)
    builder.setupGlyphOrder(ORDER)
    builder.setupCharacterMap({code: name for name, code in GLYPHS.items() if code} if has_map else {})
    shapes = {}
    for number, name in enumerate(ORDER, 1):
        pen = T2CharStringPen(600, None) if is_cff else TTGlyphPen(None)
        _draw(pen, number)
        shapes[name] = pen.getCharString() if is_cff else pen.glyph()
    if is_cff:
        builder.setupCFF("Wedges", {"FullName": "Wedges"}, shapes, {})
        stream = io.BytesIO()
        table = builder.font["CFF "].cff
        table[0].Encoding = [".notdef"] * 65 + ORDER[1:] + [".notdef"] * (256 - 64 - len(ORDER))
        table.compile(stream, builder.font)
        return stream.getvalue()
    builder.setupGlyf(shapes)
    builder.setupHorizontalMetrics(dict.fromkeys(ORDER, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost(keepGlyphNames=has_names)
    if not has_map:
        del builder.font["cmap"]
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()


def written(path: Path, says: Mapping[int, str], *, kind: str = "many letters", **how: bool) -> Path:
    """A page that draws each shape once; `says` is what its text says of them, by code."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(400, 200))
        width = 4 if kind == "many letters" else 2
        pairs = "\n".join(f"<{code:0{width}x}> <{ord(text):04x}>" for code, text in says.items())
        space = f"1 begincodespacerange <{'0' * width}> <{'f' * width}> endcodespacerange\n"
        table = pdf.make_stream(f"{space}{len(says)} beginbfchar\n{pairs}\nendbfchar".encode())
        descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Wedges"), Flags=4, ItalicAngle=0,
                                FontBBox=Array([0, 0, 1000, 1000]), Ascent=800, Descent=-200, CapHeight=700, StemV=80)  # fmt: skip
        font = Dictionary(Type=Name.Font, BaseFont=Name("/ABCDEF+Wedges"), ToUnicode=table)
        if kind == "many letters":
            descriptor.FontFile2 = pdf.make_stream(font_file(**how))
            inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Wedges"), DW=600,
                               CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
                               CIDToGIDMap=Name.Identity, FontDescriptor=pdf.make_indirect(descriptor))  # fmt: skip
            font.Subtype, font.Encoding = Name.Type0, Name("/Identity-H")
            font.DescendantFonts = Array([pdf.make_indirect(inner)])
        else:
            descriptor.FontFile3 = pdf.make_stream(font_file(is_cff=True), Subtype=Name.Type1C)
            first, last = min(says), max(says)
            font.Subtype, font.FirstChar, font.LastChar = Name.Type1, first, last
            font.Widths, font.FontDescriptor = Array([600] * (last - first + 1)), pdf.make_indirect(descriptor)
        page.obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
        codes = "".join(f"{code:0{width}x}" for code in says)
        page.obj.Contents = pdf.make_stream(f"BT /F1 20 Tf 40 100 Td <{codes}> Tj ET".encode())
        pdf.save(path)
    return path


@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        (TRUE, []),
        ({**TRUE, 1: "A"}, []),  # small capitals are drawn for letters of either size
        ({**TRUE, 1: "á"}, []),
        ({**TRUE, 6: "x"}, []),  # a full stop is no letter
        ({**TRUE, 1: "o"}, [("o", "a")]),
        ({**TRUE, 4: "a"}, [("a", "а")]),
        ({**TRUE, 1: "а"}, [("а", "a")]),
        ({1: "o", 2: "n", 3: "a"}, [("a", "n"), ("n", "o"), ("o", "a")]),
        ({3: "7"}, [("7", "n")]),
    ],
)
def test_a_letter_is_the_one_that_its_font_maps_the_shape_to(tmp_path, says, wrong):
    pages = shown(written(tmp_path / "a.pdf", says))
    assert list(pages.misnamed) == wrong
    proof = compared(Facts(format="pdf", blocks=(Block(text="", place=Place(page=1)),)), pages)
    assert len(proof.errors) == bool(wrong)
    assert proof.misnamed == tuple(wrong)


@pytest.mark.parametrize(("has_names", "wrong"), [(True, [("o", "n")]), (False, [])])
def test_without_a_map_the_names_of_shapes_tell_where_there_are_any(tmp_path, has_names, wrong):
    pages = shown(written(tmp_path / "a.pdf", {**TRUE, 3: "o"}, has_map=False, has_names=has_names))
    assert list(pages.misnamed) == wrong


@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        ({65: "a", 66: "o", 67: "n"}, []),
        ({65: "a", 66: "o", 67: "e"}, [("e", "n")]),
        ({65: "x", 66: "y", 67: "z"}, []),  # names that agree on nothing are no names
    ],
)
def test_names_of_a_font_of_few_letters_are_believed_where_most_agree(tmp_path, says, wrong):
    assert list(shown(written(tmp_path / "a.pdf", says, kind="few letters")).misnamed) == wrong


def test_a_font_that_is_not_sound_says_nothing(tmp_path):
    path = written(tmp_path / "a.pdf", {**TRUE, 1: "o"})
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        inner = pdf.pages[0].Resources.Font.F1.DescendantFonts[0]
        inner.FontDescriptor.FontFile2 = pdf.make_stream(b"\0\1\0\0" + bytes(200))
        pdf.save(path)
    assert shown(path).misnamed == ()
