"""Pages of a PDF that cannot be shown whole, and PDFs whose pages do not hold what they are about."""

import io
import random
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from tests.documents.made_pdf import new, saved, say

from annexa.documents import Facts

Read = Callable[[str, bytes], Facts]
TEXT = zlib.compress(b"BT /F0 12 Tf 72 700 Td (Words of the second page.) Tj ET " * 40)


def photograph() -> bytes:
    stream = io.BytesIO()
    noise = random.Random(7).randbytes(60 * 40 * 3)
    Image.frombytes("RGB", (60, 40), noise).save(stream, "JPEG")
    return stream.getvalue()


JPEG = photograph()
LINES = zlib.compress(bytes(range(240)) * 40)


def with_content(raw: bytes) -> bytes:
    pdf = new(say("Words of the first page."), say("Second"))
    stream = pdf.make_stream(b"")
    stream.write(raw, filter=Name.FlateDecode)
    pdf.pages[1].obj["/Contents"] = stream
    return saved(pdf)


def with_picture(raw: bytes, filter: str, width: int = 60) -> bytes:
    pdf = new(say("Words of the first page."), say("Second") + " q 60 0 0 40 10 10 cm /Im0 Do Q")
    image = pdf.make_stream(b"")
    image.write(raw, filter=Name(filter))
    entries = {"Type": Name.XObject, "Subtype": Name.Image, "Width": width, "Height": 40, "BitsPerComponent": 8}
    for key, value in entries.items():
        image[f"/{key}"] = value
    image["/ColorSpace"] = Name.DeviceRGB if filter == "/DCTDecode" else Name.DeviceGray
    pdf.pages[1].obj["/Resources"]["/XObject"] = Dictionary(Im0=image)
    return saved(pdf)


def with_font(raw: bytes) -> bytes:
    pdf = new(say("Words of the first page."), say("Second"))
    program = pdf.make_stream(b"")
    program.write(raw, filter=Name.FlateDecode)
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Made))
    font["/FontDescriptor"] = Dictionary(Type=Name.FontDescriptor, FontName=Name.Made, FontFile2=program)
    pdf.pages[1].obj["/Resources"] = Dictionary(Font=Dictionary(F0=font))
    return saved(pdf)


@pytest.mark.parametrize(
    ("data", "damaged"),
    [
        pytest.param(with_content(TEXT), [], id="whole"),
        pytest.param(with_content(TEXT[:-4]), [], id="only the checksum is missing"),
        pytest.param(with_content(TEXT + b"\r\n"), [], id="a line end behind it"),
        pytest.param(with_content(TEXT[: len(TEXT) // 2]), [(2, "content")], id="cut"),
        pytest.param(with_content(TEXT[:10] + bytes(20) + TEXT[30:]), [(2, "content")], id="zeroed"),
        pytest.param(with_content(b"\x00" + TEXT[1:]), [(2, "content")], id="its first byte flipped"),
        pytest.param(with_content(TEXT.replace(b"\n", b"\r\n")[:-1] + b"?"), [(2, "content")], id="text mode"),
        pytest.param(with_picture(JPEG, "/DCTDecode"), [], id="a photograph"),
        pytest.param(with_picture(JPEG[: len(JPEG) // 2], "/DCTDecode"), [(2, "picture")], id="a cut photograph"),
        pytest.param(with_picture(LINES, "/FlateDecode", 240), [], id="a drawing"),
        pytest.param(with_picture(LINES, "/FlateDecode", 480), [(2, "picture")], id="a drawing that lacks lines"),
        pytest.param(with_picture(LINES[:-20], "/FlateDecode", 240), [(2, "picture")], id="a cut drawing"),
        pytest.param(with_font(zlib.compress(JPEG)), [], id="letters"),
        pytest.param(with_font(zlib.compress(JPEG)[:-50]), [(2, "letters")], id="cut letters"),
    ],
)
def test_a_damaged_page_is_named(read_as: Read, data: bytes, damaged: list[tuple[int, str]]) -> None:
    assert [(each.page, each.what) for each in read_as("a.pdf", data).damaged] == damaged


def test_what_stands_in_a_form_of_the_page_is_looked_at_too(read_as: Read) -> None:
    pdf = new(say("One"), say("Two"))
    form = pdf.make_stream(b"")
    form.write(TEXT[:30], filter=Name.FlateDecode)
    form["/Subtype"], form["/BBox"] = Name.Form, Array([0, 0, 9, 9])
    outer = pdf.make_stream(b"/In Do", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    outer["/Resources"] = Dictionary(XObject=Dictionary(In=form, Me=outer))
    pdf.pages[1].obj["/Resources"]["/XObject"] = Dictionary(Out=outer)
    assert [(each.page, each.what) for each in read_as("a.pdf", saved(pdf)).damaged] == [(2, "content")]


def form(words: str, *, fields: bool, rendered: bool = False) -> bytes:
    pdf = new(say(words))
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("name"), V=String("Kim")))
    entries = {"/Fields": Array([field] if fields else []), "/XFA": pdf.make_stream(b"<xdp/>")}
    pdf.Root["/AcroForm"] = Dictionary(entries)
    if rendered:
        pdf.Root["/NeedsRendering"] = True
    return saved(pdf)


def portfolio() -> bytes:
    pdf = new(say("For the best experience, open this PDF portfolio in Acrobat"))
    pdf.attachments["a.docx"] = pikepdf.AttachedFileSpec(pdf, b"PK", filename="a.docx")
    pdf.Root["/Collection"] = Dictionary(Type=Name.Collection, View=Name.D)
    return saved(pdf)


@pytest.mark.parametrize(
    ("data", "elsewhere"),
    [
        pytest.param(form("Please wait...", fields=True), "form", id="please wait"),
        pytest.param(form("Veuillez patienter", fields=False), "form", id="without a field of its own"),
        pytest.param(form("Loading", fields=True, rendered=True), "form", id="says that it must be drawn"),
        pytest.param(form("Name: Kim. Please wait for our answer.", fields=True), "", id="a form that is drawn"),
        pytest.param(portfolio(), "portfolio", id="portfolio"),
        pytest.param(saved(new(say("Please wait outside"))), "", id="no form at all"),
    ],
)
def test_evidence_that_is_on_no_page(read_as: Read, data: bytes, elsewhere: str) -> None:
    assert read_as("a.pdf", data).elsewhere == elsewhere
