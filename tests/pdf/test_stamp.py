"""The number on every page: upright, in the visible box, where the label and the position say."""

import io
import math
import re
import runpy
import tomllib
from pathlib import Path

import pikepdf
import pypdfium2.raw as raw
import pytest
from fontTools import ttLib
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from annexa.pdf.stamp import RIGHT, label
from annexa.pdf.stamp_font import CHARACTERS, CUT_FILE, metrics
from annexa.pdf.view import view

STAMP = re.compile(r"Page (\d+) of (\d+)")

SHAPES = {
    "plain": {},
    "rotated 90": {"Rotate": 90},
    "rotated 180": {"Rotate": 180},
    "rotated 270": {"Rotate": 270},
    "rotated -90": {"Rotate": -90},
    "cropped": {"CropBox": Array([50, 60, 250, 400])},
    "cropped and rotated": {"CropBox": Array([50, 60, 250, 400]), "Rotate": 90},
    "crop larger than the page": {"CropBox": Array([-100, -100, 900, 900])},
    "crop outside the page": {"CropBox": Array([900, 900, 990, 990])},
    "media box elsewhere": {"MediaBox": Array([-100, -200, 200, 300])},
    "media box backwards": {"MediaBox": Array([300, 500, 0, 0])},
    "scaled": {"UserUnit": 3},
    "scaled and rotated": {"UserUnit": 2, "Rotate": 270},
    "tiny": {"MediaBox": Array([0, 0, 40, 30])},
}


def stamp_boxes(page):
    """Each character of the stamp that pdfium sees, with its box in the page's own units, in reading order."""
    text = page.get_textpage()
    content = text.get_text_range()
    found = STAMP.search(content)
    assert found, content
    return [(content[at], text.get_charbox(at)) for at in range(*found.span()) if content[at] != " "]


def on_paper(pdfium_page, box, turn):
    """The middle of a box as a fraction of the visible page, from its top left."""
    left, bottom, right, top = pdfium_page.get_bbox()
    x = ((box[0] + box[2]) / 2 - left) / (right - left)
    y = ((box[1] + box[3]) / 2 - bottom) / (top - bottom)
    return {0: (x, 1 - y), 90: (y, x), 180: (1 - x, y), 270: (1 - y, 1 - x)}[turn]


@pytest.mark.parametrize("shape", SHAPES)
def test_upright_at_the_bottom_right_of_what_is_visible(draw, merge_files, shape):
    page_entries = dict(SHAPES[shape])  # type: ignore[call-overload]

    def change(pdf):
        for key, value in page_entries.items():
            pdf.pages[0].obj["/" + key] = value

    bundle = merge_files(draw("one", 1, change))
    page = bundle.pdfium[0]
    turn = page_entries.get("Rotate", 0) % 360
    places = [on_paper(page, box, turn) for _, box in stamp_boxes(page)]
    across, down = zip(*places, strict=True)
    assert list(across) == sorted(across), "reads from left to right"
    assert max(down) - min(down) < 0.1, "on one line"
    assert min(across) > 0 and 0.5 < max(across) < 1
    assert 0.5 < min(down) < max(down) < 1


def test_inherited_boxes_and_rotation_count(draw, merge_files):
    def inherit(pdf):
        for page in pdf.pages:
            del page.obj["/MediaBox"]
        pdf.Root.Pages.MediaBox = Array([0, 0, 400, 300])
        pdf.Root.Pages.Rotate = 90

    bundle = merge_files(draw("one", 2, inherit))
    for page in bundle.pdfium:
        assert page.get_size() == (300, 400)
        places = [on_paper(page, box, 90) for _, box in stamp_boxes(page)]
        assert max(across for across, _ in places) > 0.8
        assert min(down for _, down in places) > 0.9


def test_stamp_label_and_position_agree_on_every_page(draw, typeset, merge_files):
    bundle = merge_files(draw("one", 3), typeset("two", "= A\n#pagebreak()\n= B"), draw("three", 7))
    assert bundle.reader.page_labels == [str(number) for number in range(1, 13)]
    for number in range(1, 13):
        assert STAMP.findall(bundle.text(number)) == [(str(number), "12")]
        assert raw.FPDFPage_GetRotation(bundle.pdfium[number - 1]) == 0


def test_a_second_volume_goes_on_counting(draw, merge_files):
    bundle = merge_files(draw("one", 2), first=57, total=80)
    assert bundle.reader.page_labels == ["57", "58"]
    assert "Page 58 of 80" in bundle.text(2)


def test_a_draft_says_so_on_every_page(draw, merge_files):
    bundle = merge_files(draw("one", 3), draft=True)
    for number in (1, 2, 3):
        assert "DRAFT – not for submission" in bundle.text(number)
        assert f"DRAFT – Page {number} of 3" in bundle.text(number)


@pytest.mark.parametrize("box", [[0, 0, 40, 30], [0, 0, 60, 2000], [0, 0, 10, 10], [0, 0, 120, 170]])
def test_a_draft_says_so_whole_on_a_narrow_page(draw, merge_files, box):
    def change(pdf):
        pdf.pages[0].MediaBox = Array(box)

    page = merge_files(draw("one", 1, change), draft=True).pdfium[0]
    text = page.get_textpage()
    begin = text.get_text_range().index("DRAFT – not for submission")
    boxes = [text.get_charbox(at) for at in range(begin, begin + 26) if text.get_text_range(at, 1) != " "]
    assert min(left for left, *_ in boxes) > 0
    assert max(right for _, _, right, _ in boxes) < box[2]


def test_content_that_leaves_its_state_open_does_not_move_the_stamp(draw, merge_files):
    def open_state(pdf):
        old = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents = pdf.make_stream(b"q 0.1 0 0 0.1 90 90 cm q 1 0 0 rg (a q in text) Tj " + old)

    bundle = merge_files(draw("one", 1, open_state))
    places = [on_paper(bundle.pdfium[0], box, 0) for _, box in stamp_boxes(bundle.pdfium[0])]
    assert all(across > 0.6 and down > 0.9 for across, down in places)


def test_no_stream_without_bytes_stands_before_the_stamp(draw, merge_files):
    """What the flattening of a form leaves of a page without content, and what poppler 25 stops at."""

    def emptied(pdf):
        pdf.pages[0].Contents = Array([pdf.make_stream(b""), pdf.pages[0].Contents, pdf.make_stream(b"")])

    bundle = merge_files(draw("one", 1, emptied))
    assert "one page 1" in bundle.text(1) and STAMP.search(bundle.text(1))
    with pikepdf.open(bundle.path) as pdf:
        assert all(stream.read_raw_bytes() for stream in pdf.pages[0].Contents)


def test_the_stamp_can_be_read_on_a_dark_scan_and_is_found_once(draw, merge_files):
    def dark(pdf):
        image = pdf.make_stream(b"\0" * 16, Type=Name.XObject, Subtype=Name.Image, Width=4, Height=4)
        image["/ColorSpace"], image["/BitsPerComponent"] = Name.DeviceGray, 8
        pdf.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary(I=image))
        pdf.pages[0].Contents = pdf.make_stream(b"q 300 0 0 500 0 0 cm /I Do Q")

    bundle = merge_files(draw("one", 1, dark))
    assert len(STAMP.findall(bundle.text(1))) == 1
    corner = bundle.pdfium[0].render(scale=3).to_pil().convert("L").crop((600, 1420, 900, 1500))
    shades = corner.histogram()
    assert sum(shades[200:]) > 300, "a white edge around the glyphs"
    assert sum(shades[:60]) > 3000, "and the scan around it"


def test_pages_that_share_resources_and_a_font_of_our_name_are_stamped(draw, merge_files):
    def share(pdf):
        resources = pdf.make_indirect(pdf.pages[0].obj.Resources)
        resources.Font["/AnxStamp"] = resources.Font.F1
        for page in pdf.pages:
            page.obj["/Resources"] = resources

    def bare(pdf):
        del pdf.pages[0].obj["/Resources"]
        del pdf.pages[0].obj["/Contents"]

    bundle = merge_files(draw("one", 3, share), draw("two", 1, bare))
    assert [STAMP.findall(bundle.text(number)) for number in (1, 2, 3, 4)] == [[(str(n), "4")] for n in (1, 2, 3, 4)]


def test_a_stamped_bundle_can_be_merged_again(draw, merge_files):
    first = merge_files(draw("one", 2))
    second = merge_files(first.path, first.path)
    assert STAMP.findall(second.text(4))[-1] == ("4", "4")


numbers = st.floats(-5000, 5000, allow_nan=False)


@given(
    left=numbers,
    bottom=numbers,
    width=st.floats(10, 3000),
    height=st.floats(10, 3000),
    turn=st.integers(-9, 9),
    unit=st.floats(0.1, 20),
)
@settings(max_examples=150)
def test_every_corner_of_the_view_is_a_corner_of_the_page(left, bottom, width, height, turn, unit):
    box = [left, bottom, left + width, bottom + height]
    page = Dictionary(MediaBox=Array(box), Rotate=90 * turn, UserUnit=unit)
    seen = view(page)
    a, b, c, d, e, f = seen.matrix
    corners = {
        (round(a * x + c * y + e, 1), round(b * x + d * y + f, 1)) for x in (0, seen.width) for y in (0, seen.height)
    }
    near = [float(value) for value in page.MediaBox]
    for x, y in corners:
        assert min(abs(x - near[0]), abs(x - near[2])) < 0.6
        assert min(abs(y - near[1]), abs(y - near[3])) < 0.6
    assert a * d - b * c > 0, "never mirrored"
    assert math.isclose(math.hypot(a, b) * unit, 1, rel_tol=0.01)


def test_a_page_without_any_box_is_taken_for_a4():
    assert view(Dictionary(Type=Name.Page)).width == 595


def test_the_font_that_is_shipped_is_what_its_script_cuts_and_holds_what_stamps_say():
    found = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "stamp_font.py"))["cut"]()
    fresh, shipped = tomllib.loads(found), tomllib.loads(CUT_FILE.read_text(encoding="utf-8"))
    assert {**fresh, "program": ""} == {**shipped, "program": ""}
    held = ttLib.TTFont(io.BytesIO(metrics().program)).getBestCmap()
    assert {chr(code) for code in held} == set(CHARACTERS)
    assert metrics().width(label(1234567890, 10), 8.5) > RIGHT


def test_a_form_is_not_needed_to_read_the_label():
    assert label(57, 80) == "Page 57 of 80"
    assert isinstance(pikepdf.Dictionary(), Dictionary)
