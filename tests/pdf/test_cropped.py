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


TWICE = b"BT /F1 10 Tf 120 10 Td (secret) Tj 0 300 Td (seen) Tj ET /Inner Do"


def with_forms(*pages: tuple[bytes, bytes], matrix: str = "1 0 0 1 0 0", crop: str = VISIBLE) -> pikepdf.Pdf:
    """Cropped pages that share their resources: a form over the whole page, in which another form is drawn."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    shape = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": pikepdf.Array([0, 0, 400, 600])}
    fonts = pikepdf.Dictionary(F1=font)
    inner = pdf.make_stream(b"BT /F1 10 Tf 120 250 Td (deep) Tj 0 -240 Td (hidden) Tj ET", **shape)
    inner.Resources = pikepdf.Dictionary(Font=fonts)
    resources = pdf.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary()))
    for number, (drawn, content) in enumerate(pages):
        outer = pdf.make_stream(content, **shape)
        outer.Matrix = pikepdf.Array(map(float, matrix.split()))
        outer.Resources = pikepdf.Dictionary(Font=fonts, XObject=pikepdf.Dictionary(Inner=inner))
        page = pdf.add_blank_page(page_size=(400, 600)).obj
        if crop:
            page.CropBox = pikepdf.Array(map(int, crop.split()))
        page.Contents = pdf.make_stream(drawn.replace(b"/X ", b"/X%d " % number))
        resources.XObject[f"/X{number}"] = outer
        page.Resources = resources
    return pdf


def left_in(pdf: pikepdf.Pdf) -> tuple[bytes, int]:
    """All content of the file after cleaning, hidden or not, and how much was taken out."""
    before, after = io.BytesIO(), io.BytesIO()
    pdf.save(before)
    source = open_source(before, prefix="a.", title="A")
    clean(source)
    source.pdf.save(after)
    with pikepdf.open(after) as made:
        streams = [each.read_bytes() for each in made.objects if isinstance(each, pikepdf.Stream)]
    return b"\n".join(streams), source.removed[CUT_OFF]


def test_words_of_a_form_that_reaches_out_are_taken_out_of_the_file():
    content, removed = left_in(with_forms((b"/X Do", TWICE)))
    assert b"seen" in content and b"deep" in content
    assert b"secret" not in content and b"hidden" not in content
    assert removed == 2


@pytest.mark.parametrize("matrix", ["0 1 -1 0 400 100", "0.5 0 0 0.5 110 0"])
def test_the_form_s_own_matrix_counts(matrix):
    content, removed = left_in(
        with_forms((b"/X Do", b"BT /F1 10 Tf 120 10 Td (one) Tj 0 250 Td (two) Tj ET"), matrix=matrix)
    )
    assert (b"one" in content, b"two" in content, removed) == (False, True, 1)


def test_a_form_with_words_beyond_the_edge_of_a_page_that_is_not_cropped():
    content, removed = left_in(with_forms((b"q 1 0 0 1 0 380 cm /X Do Q", TWICE), crop=""))
    assert b"secret" in content and b"deep" not in content and b"seen" not in content
    assert removed == 2


def test_what_two_pages_share_stays_whole_for_the_one_that_shows_it():
    both = with_forms((b"/X Do", TWICE), (b"q 1 0 0 1 100 100 cm 0.5 0 0 0.5 0 0 cm /X0 Do Q", b""))
    content, removed = left_in(both)
    assert b"secret" in content and removed == 2
    with pypdfium2.PdfDocument(_cleaned(both)) as document:
        assert "secret" not in document[0].get_textpage().get_text_range()
        assert "secret" in document[1].get_textpage().get_text_range()


def _cleaned(pdf: pikepdf.Pdf) -> bytes:
    before, after = io.BytesIO(), io.BytesIO()
    pdf.save(before)
    source = open_source(before, prefix="a.", title="A")
    clean(source)
    source.pdf.save(after)
    return after.getvalue()


def test_a_picture_beyond_the_edge_is_not_in_the_file_any_more():
    source = open_source(made(b"q 50 0 0 50 330 300 cm /P1 Do Q /X1 Do"), prefix="a.", title="A")
    clean(source)
    assert set(source.pages[0].Resources.XObject.keys()) == set(), "the form begins outside, too"


def test_a_form_with_tags_stays_for_the_tags_name_it():
    pdf = with_forms((b"/X Do", TWICE))
    pdf.pages[0].Resources.XObject["/X0"].StructParents = 3
    content, removed = left_in(pdf)
    assert b"secret" in content and removed == 0


def test_forms_that_draw_each_other_end():
    pdf = with_forms((b"/X Do", b"/Inner Do " * 40))
    inner = pdf.pages[0].Resources.XObject["/X0"].Resources.XObject.Inner
    inner.Resources.XObject = pikepdf.Dictionary(Inner=pdf.pages[0].Resources.XObject["/X0"])
    inner.write(b"/Inner Do " * 40 + b"BT /F1 10 Tf 0 10 Td (hidden) Tj ET")
    assert left_in(pdf)[1] >= 1
