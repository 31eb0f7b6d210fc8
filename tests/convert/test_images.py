"""Pictures on pages: size, turn, resolution, and what is kept without loss."""

import io
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from annexa.convert.images import to_pdf
from annexa.documents.facts import ReadFault, ReadFaultKind

A4 = (210, 297)


def page_sizes(content: bytes) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(content) as document:
        return [(round(w * 25.4 / 72), round(h * 25.4 / 72)) for w, h in (page.get_size() for page in document)]


def seen(content: bytes) -> Image.Image:
    """The first page as a reader sees it, one pixel a millimetre."""
    with pypdfium2.PdfDocument(content) as document:
        return document[0].render(scale=25.4 / 72).to_pil().convert("RGB")


def image_of(content: bytes) -> tuple[pikepdf.Pdf, pikepdf.Object]:
    document = pikepdf.open(io.BytesIO(content))
    return document, document.pages[0].Resources.XObject.Im0


def split(width: int, height: int) -> Image.Image:
    """Red above, blue below."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (0, height // 2, width, height))
    return picture


@pytest.mark.parametrize(("width", "height", "page"), [(300, 400, A4), (400, 300, A4[::-1]), (300, 300, A4)])
def test_the_page_lies_as_the_picture_does(tmp_path, width, height, page):
    split(width, height).save(tmp_path / "p.png")
    content, pages, _ = to_pdf(tmp_path / "p.png", resolution=300)
    assert (pages, page_sizes(content)) == (1, [page])


def test_a_small_picture_is_not_blown_up(tmp_path):
    split(96, 96).save(tmp_path / "p.png")  # an inch at a screen's resolution
    view = seen(to_pdf(tmp_path / "p.png", resolution=300)[0])
    coloured = [(x, y) for x in range(view.width) for y in range(view.height) if view.getpixel((x, y)) != (255,) * 3]
    assert 24 <= max(x for x, _ in coloured) - min(x for x, _ in coloured) <= 27


def test_a_scanned_page_fills_its_page(tmp_path):
    Image.new("L", (1654, 2339), 128).save(tmp_path / "scan.tif", dpi=(200, 200))
    view = seen(to_pdf(tmp_path / "scan.tif", resolution=300)[0])
    assert all(view.getpixel(corner) != (255, 255, 255) for corner in ((2, 2), (207, 2), (2, 294), (207, 294)))


def test_a_jpeg_goes_in_byte_for_byte(tmp_path):
    split(600, 800).save(tmp_path / "p.jpg", quality=80)
    document, image = image_of(to_pdf(tmp_path / "p.jpg", resolution=300)[0])
    with document:
        assert image.read_raw_bytes() == (tmp_path / "p.jpg").read_bytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_upright_however_the_camera_was_held(tmp_path, orientation):
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = split(300, 400)
    stored = upright.transpose(turned[orientation]) if orientation in turned else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "p.jpg", exif=exif, quality=95)
    content, _, _ = to_pdf(tmp_path / "p.jpg", resolution=300)
    view = seen(content)
    assert page_sizes(content) == [A4]
    above, below = view.getpixel((105, 120)), view.getpixel((105, 180))
    assert above[0] > 200 > below[0]
    assert below[2] > 200 > above[2]


def test_a_picture_is_no_finer_than_asked(tmp_path):
    Image.effect_noise((4000, 3000), 50).save(tmp_path / "p.jpg")
    document, image = image_of(to_pdf(tmp_path / "p.jpg", resolution=300)[0])
    with document:
        assert 2900 < int(image.Width) < 3050  # 253 mm at 300 dots per inch


def test_transparency_becomes_white_paper(tmp_path):
    Image.new("RGBA", (400, 400), (255, 0, 0, 0)).save(tmp_path / "p.png")
    assert seen(to_pdf(tmp_path / "p.png", resolution=300)[0]).getpixel((105, 148)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F"])
def test_every_kind_of_pixel_is_taken(tmp_path, mode):
    Image.new(mode, (50, 70)).save(tmp_path / "p.tif")
    content, pages, _ = to_pdf(tmp_path / "p.tif", resolution=300)
    assert pages == 1
    seen(content)


def test_black_and_white_stays_one_bit(tmp_path):
    Image.new("1", (500, 700)).save(tmp_path / "fax.tif", compression="group4")
    document, image = image_of(to_pdf(tmp_path / "fax.tif", resolution=300)[0])
    with document:
        assert int(image.BitsPerComponent) == 1


def test_each_page_of_a_tiff_becomes_a_page(tmp_path):
    pages = [split(300, 400), split(400, 300), split(300, 400)]
    pages[0].save(tmp_path / "many.tif", save_all=True, append_images=pages[1:])
    content, count, notes = to_pdf(tmp_path / "many.tif", resolution=300)
    assert (count, notes) == (3, ())
    assert page_sizes(content) == [A4, A4[::-1], A4]


def test_an_animation_gives_its_first_picture(tmp_path):
    Image.new("P", (60, 60)).save(tmp_path / "a.gif", save_all=True, append_images=[Image.new("P", (60, 60), 1)])
    assert to_pdf(tmp_path / "a.gif", resolution=300)[1] == 1


def test_equal_pictures_give_equal_bytes(tmp_path):
    split(300, 400).save(tmp_path / "p.png")
    assert to_pdf(tmp_path / "p.png", resolution=300) == to_pdf(tmp_path / "p.png", resolution=300)


@pytest.mark.parametrize("name", ["p.png", "p.jpg", "p.tif", "p.gif", "p.bmp"])
@pytest.mark.parametrize("cut", [0, 1, 12, 60])
def test_a_truncated_picture_is_a_fault(tmp_path, name, cut):
    Image.effect_noise((200, 200), 50).save(tmp_path / name)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:cut])
    result = to_pdf(tmp_path / name, resolution=300)
    assert isinstance(result, ReadFault)
    assert result.kind == (ReadFaultKind.CORRUPT if cut else ReadFaultKind.EMPTY)


def test_a_picture_of_endless_pixels_is_a_fault(tmp_path, monkeypatch):
    Image.new("1", (300, 300)).save(tmp_path / "p.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    assert to_pdf(tmp_path / "p.png", resolution=300).kind == ReadFaultKind.TOO_LARGE


@pytest.mark.parametrize(
    ("size", "pages", "page"),
    [
        ((300, 9000), 9, A4),  # a screenshot of a long web page
        ((9000, 300), 9, A4[::-1]),
        ((1080, 6000), 4, A4),  # of a phone
        ((1080, 2400), 1, A4),
        ((6000, 2000), 1, A4[::-1]),  # a photograph of a landscape
        ((40, 200), 1, A4),  # small enough as it is
    ],
)
def test_a_very_tall_or_wide_picture_is_cut_over_pages(tmp_path, size, pages, page):
    split(*size).save(tmp_path / "p.png")
    content, count, notes = to_pdf(tmp_path / "p.png", resolution=300)
    assert (count, page_sizes(content)) == (pages, [page] * pages)
    assert bool(notes) is (pages > 1)


def test_the_parts_of_a_tall_picture_follow_each_other_and_leave_nothing_out(tmp_path):
    tall = Image.linear_gradient("L").resize((300, 9000))
    tall.save(tmp_path / "p.png")
    content, _, _ = to_pdf(tmp_path / "p.png", resolution=300)
    with pikepdf.open(io.BytesIO(content)) as document:
        parts = [page.Resources.XObject.Im0 for page in document.pages]
        heights = [int(part.Height) for part in parts]
        edges = [(part.read_bytes()[0], part.read_bytes()[-1]) for part in parts]
    assert sum(heights) > 9000, "parts overlap"
    assert edges[0][0] == 0
    assert edges[-1][1] == 255
    assert all(first[1] >= second[0] for first, second in pairwise(edges))


def test_a_tall_jpeg_that_is_turned_is_cut_upright(tmp_path):
    picture = split(4000, 300)
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(tmp_path / "p.jpg", exif=exif)
    content, count, notes = to_pdf(tmp_path / "p.jpg", resolution=300)
    assert count > 1
    assert notes
    assert set(page_sizes(content)) == {A4}
