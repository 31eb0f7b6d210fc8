"""What of a PDF's words can be copied though nobody sees them, and what can be read however dark its place is."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from tests.documents.made_pdf import annotate, new, saved, say

from annexa.documents import Facts
from annexa.documents.facts import HiddenKind

Read = Callable[[str, bytes], Facts]

SECRET = say("Secret name")
WHITE = "1 g " + SECRET + "0 g "
BOX = "0 g 70 695 200 18 re f "


def box(colour: str) -> str:
    return f"{colour} 70 695 200 18 re f "


LINES = "".join(f"{x} 690 m {x + 30} 720 l S " for x in range(40, 220, 2))
HATCHING = "0 G 2 w " + LINES

COVERED = {
    "a black box": SECRET + BOX,
    "a white box": SECRET + box("1 g"),
    "a red box": SECRET + box("1 0 0 rg"),
    "a box of two halves": SECRET + "0 g 70 695 40 18 re f 110 695 160 18 re f ",
    "a box in a triangle's shape": SECRET + "0 g 40 690 m 400 690 l 40 790 l f ",
    "a thick line": SECRET + "0 G 20 w 60 704 m 300 704 l S ",
    "a thick line in another size": SECRET + "q 2 0 0 2 0 0 cm 0 G 10 w 30 352 m 150 352 l S Q ",
    "a rectangle with a thick rim": SECRET + "0 G 24 w 60 692 220 24 re S ",
    "close hatching": SECRET + HATCHING,
    "a box with light hatching": SECRET + BOX + "1 G 0.3 w 80 695 m 95 713 l S 120 695 m 135 713 l S ",
    "a box with a label on it": SECRET + BOX + "1 g " + say("[removed]", 700, 9, 90),
    "a box turned by half a degree": SECRET + "q 1 0.008 -0.008 1 5 -1 cm " + BOX + "Q ",
    "a box drawn in a form": SECRET + "/Box Do ",
    "a part of a line": say("The child is called Jo Bloggs and lives") + "0 g 168 695 60 18 re f ",
    "black words on a black box": BOX + SECRET,
    "very dark words on a black box": BOX + "0.02 g " + SECRET,
    "a box over small words": say("Secret name", 700, 6) + BOX,
    "a box over large words": say("Secret name", 700, 30) + "0 g 60 690 300 40 re f ",
}
HIDDEN = {
    "white on white": WHITE,
    "nearly white on white": "0.97 g " + SECRET + "0 g ",
    "white on a white box": box("1 g") + WHITE,
    "yellow on yellow": box("1 1 0 rg") + "1 1 0 rg " + SECRET,
    "invisible type": "BT 3 Tr /F1 12 Tf 72 700 Td (Secret name) Tj ET BT 0 Tr ET ",
    "beside the page": say("Secret name", 700, 12, 700),
    "below the page": say("Secret name", -40),
    "cut off": "q 10 10 20 20 re W n " + SECRET + "Q ",
    "one point high": say("Secret name", 700, 1),
    "fully transparent": "/Clear gs " + SECRET + "/Solid gs ",
}
READABLE = {
    "black on white": SECRET,
    "white on a black band": BOX + WHITE,
    "white on navy": box("0 0 0.4 rg") + WHITE,
    "thin light type on navy": box("0.1 0.2 0.4 rg") + "0.8 g " + say("illil", 700, 7) + "0 g ",
    "black on dark green": box("0 0.4 0 rg") + "0 g " + SECRET,
    "dark red on black": BOX + "0.55 0 0 rg " + SECRET,
    "grey on a light box": box("0.9 g") + "0.45 g " + SECRET + "0 g ",
    "pale grey on white": "0.8 g " + SECRET + "0 g ",
    "a box elsewhere": SECRET + "0 g 70 500 200 18 re f ",
    "a box that was drawn first, and paper over it": BOX + box("1 g") + "0 g " + SECRET,
    "underlined": SECRET + "0 G 1 w 72 698 m 150 698 l S ",
    "struck through": SECRET + "0 G 1 w 72 704 m 150 704 l S ",
    "framed": SECRET + "0 G 3 w 60 690 220 30 re S ",
    "a table's rule below": SECRET + "0 g 60 690 220 2 re f ",
    "a see-through marker": SECRET + "/Half gs 1 1 0 rg 70 695 200 18 re f /Solid gs ",
    "wide hatching": SECRET + "0 G 0.5 w 60 690 m 90 720 l S 110 690 m 140 720 l S ",
    "a box cut off by its clip": SECRET + "q 300 300 10 10 re W n " + BOX + "Q ",
    "a label in the colour of its box": say("REDACTED") + BOX,
    "an ornament below a box": say("------------") + BOX,
    "a title with a shadow": "0.6 g "
    + say("A title with a shadow", 699, 20, 73)
    + "0 g "
    + say("A title with a shadow", 700, 20)
    + "",
    "the same words below their own band": WHITE + BOX + WHITE,
    "six points": say("Small print", 700, 6),
    "white on a picture of the night": "q 200 0 0 30 70 690 cm /Night Do Q " + WHITE,
    "outlined type": "BT 1 Tr /F1 24 Tf 72 700 Td (Secret name) Tj ET ",
    "in a large clip": "q 0 0 595 842 re W n " + SECRET + "Q ",
}


def a_page(content: str) -> pikepdf.Pdf:
    """A page with a box as a form (/Box), a dark picture (/Night) and states for transparency."""
    pdf = new(content)
    resources = pdf.pages[0].Resources
    form = pdf.make_stream(b"0 g 0 0 230 30 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 230, 30]))
    form.Matrix = Array([1, 0, 0, 1, 65, 690])
    resources.XObject = Dictionary(Box=form, Night=picture(pdf, bytes([10, 10, 40] * 64)))
    states = {"Clear": 0, "Half": 0.4, "Solid": 1}
    resources.ExtGState = Dictionary({f"/{name}": Dictionary(ca=value) for name, value in states.items()})
    return pdf


def picture(pdf: pikepdf.Pdf, pixels: bytes) -> Any:
    """Eight by eight pixels."""
    return pdf.make_stream(
        pixels, Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
    )


def found(facts: Facts, kind: HiddenKind) -> list[str]:
    return [one.excerpt for one in facts.hidden if one.kind is kind]


@pytest.mark.parametrize("content", COVERED.values(), ids=COVERED)
def test_words_that_something_covers(read_as: Read, content: str) -> None:
    facts = read_as("a.pdf", saved(a_page(content)))
    words = " ".join(found(facts, HiddenKind.COVERED_TEXT))
    assert words in ("Secret name", "Jo Bloggs")
    assert all(one.place.page == 1 and one.how for one in facts.hidden)
    assert found(facts, HiddenKind.TEXT) == []


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN)
def test_words_without_anything_over_them(read_as: Read, content: str) -> None:
    facts = read_as("a.pdf", saved(a_page(content)))
    assert (found(facts, HiddenKind.TEXT), found(facts, HiddenKind.COVERED_TEXT)) == (["Secret name"], [])


@pytest.mark.parametrize("content", READABLE.values(), ids=READABLE)
def test_words_that_everybody_reads(read_as: Read, content: str) -> None:
    assert read_as("a.pdf", saved(a_page(content))).hidden == ()


def test_each_cause_is_named(read_as: Read) -> None:
    pages = [SECRET + BOX, WHITE, HIDDEN["invisible type"], HIDDEN["cut off"], HIDDEN["beside the page"], BOX + SECRET]
    assert [one.how for one in read_as("a.pdf", saved(new(*pages))).hidden] == [
        "under a drawn shape",
        "in the colour of the place where it stands",
        "in invisible type",
        "cut off at the edge of its frame",
        "outside the visible page",
        "in the colour of the dark place where it stands",
    ]


def test_outside_the_crop_box_but_not_where_a_printer_puts_marks(read_as: Read) -> None:
    pdf = new(say("Words") + say("Secret name", 40))
    pdf.pages[0].CropBox = Array([0, 300, 595, 842])
    assert found(read_as("a.pdf", saved(pdf)), HiddenKind.TEXT) == ["Secret name"]
    pdf.pages[0].CropBox = Array([40, 60, 555, 800])
    assert read_as("a.pdf", saved(pdf)).hidden == ()


def test_a_page_that_is_turned_or_takes_its_size_from_above(read_as: Read) -> None:
    pdf = new(SECRET + BOX + say("Open words", 500))
    pdf.pages[0].Rotate = 90
    assert found(read_as("a.pdf", saved(pdf)), HiddenKind.COVERED_TEXT) == ["Secret name"]
    pdf = new("0.2 g 0 0 900 1200 re f 1 g " + say("Words at the top", 1100))
    del pdf.pages[0].obj.MediaBox
    pdf.Root.Pages.MediaBox = Array([0, 0, 900, 1200])
    assert read_as("a.pdf", saved(pdf)).hidden == ()


@pytest.mark.parametrize("subtype", ["Square", "FreeText", "Stamp", "Ink"])
def test_under_an_annotation(read_as: Read, subtype: str) -> None:
    pdf = new(SECRET)
    form = pdf.make_stream(b"0 g 0 0 230 30 re f")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 230, 30])
    annotate(pdf, Subtype=Name(f"/{subtype}"), AP=Dictionary(N=form), F=4)
    facts = read_as("a.pdf", saved(pdf))
    assert [(one.excerpt, one.how) for one in facts.hidden] == [("Secret name", "under a drawn annotation")]


def test_a_highlighted_passage_can_be_read(read_as: Read) -> None:
    pdf = new(SECRET)
    quads = Array([70, 715, 300, 715, 70, 695, 300, 695])
    annotate(pdf, Subtype=Name.Highlight, QuadPoints=quads, C=Array([1, 1, 0]), F=4)
    assert read_as("a.pdf", saved(pdf)).hidden == ()


def test_marked_for_redaction_and_never_carried_out(read_as: Read) -> None:
    pdf = new(SECRET + say("Open words", 500), "q 200 0 0 30 70 690 cm Q ")
    annotate(pdf, Subtype=Name.Redact, C=Array([1, 0, 0]), F=4)
    annotate(pdf, 1, Subtype=Name.Redact, C=Array([1, 0, 0]), F=4)
    facts = read_as("a.pdf", saved(pdf))
    assert [(one.kind, one.place.page, one.excerpt) for one in facts.hidden] == [
        (HiddenKind.COVERED_TEXT, 1, "Secret name"),
        (HiddenKind.COVERED_TEXT, 2, ""),
    ]


def a_scan(*after: str, mode: int = 3, spot: tuple[int, int, int] | None = None) -> pikepdf.Pdf:
    """A page that is a picture of words, with the words that were recognised in it."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (595, 842), "white")
    pen = ImageDraw.Draw(image)
    pen.text((72, 842 - 714), "Secret name", fill="black", font_size=14)
    if spot:
        pen.rectangle((60, 842 - 720, 260, 842 - 690), fill=spot)
    pdf = new(f"q 595 0 0 842 0 0 cm /Scan Do Q BT {mode} Tr /F1 14 Tf 72 700 Td (Secret name) Tj ET BT 0 Tr ET ", *())
    page = pdf.pages[0]
    page.Resources.XObject = Dictionary(
        Scan=pdf.make_stream(
            image.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=595, Height=842,
            ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
        )
    )  # fmt: skip
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + "".join(after).encode())
    return pdf


def test_recognised_words_of_a_scan_are_not_hidden(read_as: Read) -> None:
    assert read_as("a.pdf", saved(a_scan())).hidden == ()
    words_below = a_scan()
    content = words_below.pages[0].Contents.read_bytes()
    image, _, text = content.partition(b"Q ")
    words_below.pages[0].Contents = words_below.make_stream(text.replace(b"3 Tr", b"0 Tr") + image + b"Q ")
    assert read_as("a.pdf", saved(words_below)).hidden == ()


@pytest.mark.parametrize(
    "scan",
    [a_scan(BOX), a_scan("1 g 60 690 200 30 re f "), a_scan(spot=(0, 0, 0))],
    ids=["a box over it", "a white box over it", "blackened in the picture"],
)
def test_a_scan_whose_recognised_words_were_forgotten(read_as: Read, scan: pikepdf.Pdf) -> None:
    assert found(read_as("a.pdf", saved(scan)), HiddenKind.COVERED_TEXT) == ["Secret name"]


def test_under_a_picture(read_as: Read) -> None:
    target = io.BytesIO()
    pdf = a_page(SECRET + "q 200 0 0 30 70 690 cm /Night Do Q ")
    pdf.save(target)
    facts = read_as("a.pdf", target.getvalue())
    assert [(one.excerpt, one.how) for one in facts.hidden] == [("Secret name", "under a picture")]


@pytest.mark.parametrize(
    "content",
    [
        "1e38 0 0 1e38 0 0 cm " + SECRET + BOX,
        "BT /F1 1e30 Tf 72 700 Td (Secret name) Tj ET " + BOX,
        SECRET + "0 g -1e30 -1e30 2e30 2e30 re f ",
        "0 0 0 0 0 0 cm " + SECRET + BOX,
        "q " * 200 + SECRET + BOX,
        "BT /F1 12 Tf 0 0 0 0 72 700 Tm (Secret name) Tj ET " + BOX,
    ],
)
def test_odd_numbers_cost_nothing_else(read_as: Read, content: str) -> None:
    facts = read_as("a.pdf", saved(new(content, say("Open words"))))
    assert "Open words" in facts.text


def test_a_page_of_many_words_and_many_shapes_is_looked_at(read_as: Read) -> None:
    boxes = "".join(f"0.{n % 9} g 10 {n % 800} 570 30 re f " for n in range(1_500))
    words = "".join(say(f"word {n}", 20 + n % 780, 6, 20 + 9 * (n % 60)) for n in range(1_500))
    facts = read_as("a.pdf", saved(new(boxes + words + say("Secret name", 400, 20) + "0 g 60 390 300 40 re f ")))
    assert any("Secret name" in one.excerpt for one in facts.hidden if one.kind is HiddenKind.COVERED_TEXT)
