"""What pages have and never draw, and what pictures say of themselves, is not in a bundle; what is seen stays."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from annexa.pdf.drawn import NEVER_DRAWN, without_remarks
from annexa.pdf.sanitise import clean
from annexa.pdf.source import open_source

MARK = "Taken by Kim at 12 Mill Lane"


def photograph() -> bytes:
    """A red JPEG whose camera wrote a name and a place into it."""
    picture = Image.new("RGB", (32, 16), (200, 20, 20))
    about = picture.getexif()
    about[0x013B] = MARK
    stream = io.BytesIO()
    picture.save(stream, "JPEG", exif=about, comment=MARK, icc_profile=b"profile")
    return stream.getvalue()


def made(content: str, *, pages: int = 1, is_shared: bool = False) -> pikepdf.Pdf:
    """Pages with a photograph /P1 and a form /X1, which draw what `content` says."""
    pdf = pikepdf.new()
    photo = pdf.make_stream(b"")
    photo.write(photograph(), filter=Name.DCTDecode)
    about = {"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 32, "/Height": 16, "/BitsPerComponent": 8}
    for key, value in (about | {"/ColorSpace": Name.DeviceRGB}).items():
        photo[key] = value
    photo.Metadata = pdf.make_stream(MARK.encode())
    photo.PieceInfo = Dictionary(Editor=String(MARK))
    form = pdf.make_stream(b"0 0 1 rg 0 0 20 20 re f % " + MARK.encode())
    form.Type, form.Subtype, form.BBox, form.Resources = Name.XObject, Name.Form, Array([0, 0, 20, 20]), Dictionary()
    shared = pdf.make_indirect(Dictionary(XObject=Dictionary(P1=photo, X1=form)))
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(200, 100)).obj
        page.Resources = shared if is_shared else Dictionary(XObject=Dictionary(P1=photo, X1=form))
        page.Contents = pdf.make_stream(content.split("|")[number].encode())
    return pdf


def cleaned(pdf: pikepdf.Pdf) -> tuple[pikepdf.Pdf, int]:
    before, after = io.BytesIO(), io.BytesIO()
    pdf.save(before)
    source = open_source(before, prefix="a.", title="A")
    clean(source)
    source.pdf.save(after)
    return pikepdf.open(after), source.removed[NEVER_DRAWN]


def told(pdf: pikepdf.Pdf) -> bool:
    return any(
        MARK.encode()
        in (each.unparse() + each.read_raw_bytes() if isinstance(each, pikepdf.Stream) else each.unparse())
        for each in pdf.objects
    )


def picture(pdf: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream)
    with pypdfium2.PdfDocument(stream.getvalue()) as document:
        return document[0].render(scale=1).to_pil().tobytes()


def test_a_photograph_looks_the_same_and_says_nothing_of_itself():
    pdf = made("q 64 0 0 32 10 10 cm /P1 Do Q")
    left, removed = cleaned(pdf)
    assert picture(left) == picture(pdf)
    assert not told(left)
    assert removed == 1, "the form"


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ("/P1 Do", {"/P1"}),
        ("/X1 Do", {"/X1"}),
        ("/P1 % why\n Do /#58#31 Do", {"/P1", "/X1"}),
        ("0 0 5 5 re f", set()),
        ("BT (/P1) Tj ET /X1 Do", {"/P1", "/X1"}),  # too much is kept rather than too little
    ],
)
def test_what_no_page_draws_goes(content, kept):
    left, removed = cleaned(made(content))
    assert set(left.pages[0].Resources.XObject.keys()) == kept
    assert removed == 2 - len(kept)


def test_what_another_page_draws_of_what_they_share_stays():
    left, removed = cleaned(made("/P1 Do|0 0 5 5 re f", pages=2, is_shared=True))
    assert [set(page.Resources.XObject.keys()) for page in left.pages] == [{"/P1"}, {"/P1"}]
    assert removed == 1
    left, removed = cleaned(made("/P1 Do|/X1 Do", pages=2))
    assert [set(page.Resources.XObject.keys()) for page in left.pages] == [{"/P1"}, {"/X1"}]


@pytest.mark.parametrize("who", ["form", "letters", "damage"])
def test_where_nobody_can_tell_everything_stays(who):
    pdf = made("/X1 Do")
    page = pdf.pages[0]
    if who == "form":
        del page.Resources.XObject.X1["/Resources"]
    elif who == "letters":
        page.Resources.Font = Dictionary(T=Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary()))
    else:
        page.Contents.write(b"not packed at all", filter=Name.FlateDecode)
    left, removed = cleaned(pdf)
    assert "/P1" in left.pages[0].Resources.XObject
    assert not removed


def test_forms_in_forms_that_draw_each_other_end():
    pdf = made("/X1 Do")
    form = pdf.pages[0].Resources.XObject.X1
    form.Resources.XObject = Dictionary(X1=form, P1=pdf.pages[0].Resources.XObject.P1)
    left, _ = cleaned(pdf)
    assert not any(b"Mill Lane" in each.read_raw_bytes() for each in left.objects if each.get("/Subtype") == Name.Image)


@pytest.mark.parametrize("cut", [3, 10, 40, 200])
def test_a_photograph_that_is_cut_off_or_none_stays_as_it_is(cut: int, tmp_path: Path):
    for data in (photograph()[:cut], b"GIF89a" + bytes(cut)):
        assert without_remarks(data) == data


def test_the_colours_of_a_photograph_stay():
    plain = without_remarks(photograph())
    assert MARK.encode() not in plain and b"profile" in plain
    with Image.open(io.BytesIO(plain)) as after, Image.open(io.BytesIO(photograph())) as before:
        assert after.tobytes() == before.tobytes()
