"""What is cropped off a page is not in the bundle; what can be seen is, in its place."""

import io

import pikepdf
import pypdfium2
import pytest

from annexa.pdf.cropped import CUT_OFF, LEFT
from annexa.pdf.sanitise import clean
from annexa.pdf.source import open_source

VISIBLE = "100 100 300 500"


def made(content: bytes, crop: str = VISIBLE) -> io.BytesIO:
    """A page of 400 by 600 points with a font, a picture and a form."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(400, 600))
        if crop:
            page.obj.CropBox = pikepdf.Array(map(int, crop.split()))
        picture = pdf.make_stream(b"\x80", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1)
        picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        form = pdf.make_stream(b"BT /F1 10 Tf (FORM) Tj ET", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form.BBox, form.Resources = pikepdf.Array([0, 0, 50, 12]), pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(P1=picture, X1=form)
        )
        page.obj.Contents = pdf.make_stream(content)
        pdf.save(stream)
    return stream


def cleaned(content: bytes, crop: str = VISIBLE) -> tuple[str, int, int]:
    """All words that the page holds, its pictures, and how much was taken out."""
    source = open_source(made(content, crop), prefix="a.", title="A")
    clean(source)
    stream = io.BytesIO()
    if "/CropBox" in source.pages[0]:
        source.pages[0].CropBox = pikepdf.Array([0, 0, 400, 600])
    source.pdf.save(stream)
    with pypdfium2.PdfDocument(stream.getvalue()) as document:
        page = document[0]
        words = page.get_textpage().get_text_range()
        pictures = sum(each.type == 3 for each in page.get_objects())
    return " ".join(words.split()), pictures, source.removed[CUT_OFF]


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (b"BT /F1 10 Tf 120 300 Td (seen) Tj 0 250 Td (secret) Tj ET", "seen"),
        (b"BT /F1 10 Tf 120 300 Td (seen) Tj ET BT /F1 10 Tf 1 0 0 1 320 300 Tm [(sec) -20 (ret)] TJ ET", "seen"),
        (b"BT /F1 10 Tf 10 300 Td (secret) Tj 110 0 Td (seen) Tj ET", "seen"),
        (b"BT /F1 10 Tf 40 TL 120 120 Td (seen) Tj (secret) ' ET", "seen"),
        (b"q 1 0 0 1 0 -400 cm BT /F1 10 Tf 120 300 Td (secret) Tj ET Q BT /F1 10 Tf 120 300 Td (seen) Tj ET", "seen"),
        (b"BT /F1 10 Tf 120 300 Td (seen) Tj ET q 1 0 0 1 320 50 cm /X1 Do Q", "seen"),
        (b"BT /F1 10 Tf 40 300 Td (reaches into the page) Tj ET", "reaches into the page"),
        (b"BT /F1 10 Tf 60 300 Td (be) Tj (fore and in) Tj ET", "before and in"),
        (b"q 1 0 0 1 120 300 cm /X1 Do Q", "FORM"),
        (b"BT /F1 10 Tf 500 Tz 10 300 Td (wide) Tj ET", "wide"),
        (b"BT /F1 10 Tf 10 300 Td [(a) -20000 (b)] TJ ET", "a b"),
        (b"BT /F1 10 Tf 0 1 -1 0 350 300 Tm (secret) Tj ET BT /F1 10 Tf 0 1 -1 0 200 300 Tm (seen) Tj ET", "seen"),
    ],
)
def test_words_outside_the_visible_page_are_taken_out(content, kept):
    words, _, removed = cleaned(content)
    assert words == kept
    assert (removed > 0) == (b"sec" in content or (b"/X1 Do" in content and kept != "FORM"))


def test_pictures_outside_go_and_those_that_reach_in_stay():
    drawn = b"q 50 0 0 50 %d 300 cm /P1 Do Q "
    assert cleaned(drawn % 330 + drawn % 120 + drawn % 280)[1:] == (2, 1)


@pytest.mark.parametrize("crop", ["", "0 0 400 600", "1 1 399 599", "-50 -50 450 900"])
def test_what_lies_beyond_the_edge_of_the_page_itself_goes_too(crop):
    words, _, removed = cleaned(b"BT /F1 10 Tf 120 700 Td (beyond) Tj 0 -400 Td (seen) Tj ET", crop)
    assert (words, removed) == ("seen", 1)


@pytest.mark.parametrize("crop", ["", "0 0 400 600", "500 700 600 800"])
def test_a_page_of_which_all_can_be_seen_is_left_as_it_is(crop):
    content = b"% as it is\nBT /F1 10 Tf 390 300 Td (across) Tj -380 290 Td (seen) Tj ET"
    source = open_source(made(content, crop), prefix="a.", title="A")
    clean(source)
    assert source.pages[0].Contents.read_bytes() == content
    assert not source.removed[CUT_OFF]


def test_a_picture_beyond_the_edge_goes_though_nothing_else_is_drawn():
    assert cleaned(b"/P1 Do 1 0 0 1 500 0 cm /P1 Do", "")[1:] == (1, 1)
    assert cleaned(b"q 50 0 0 50 450 300 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q", "")[1:] == (0, 1)


def test_damaged_content_is_said():
    stream = made(b"BT /F1 10 Tf x Tf Td (a) Tj ET")
    source = open_source(stream, prefix="a.", title="A")
    clean(source)
    assert source.notes == [LEFT.format(1)]


def test_damaged_content_of_a_page_that_is_whole_is_the_reader_s_to_judge():
    source = open_source(made(b"BT /F1 10 Tf x Tf Td (a) Tj ET", ""), prefix="a.", title="A")
    clean(source)
    assert source.notes == []
