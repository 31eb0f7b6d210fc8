"""Pages of a bundle beside those of the document that they were taken from."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from annexa.verify.likeness import differences


def drawn(extra):
    """Puts something on the second page."""

    def change(pdf):
        page = pdf.pages[1].obj
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" " + extra)

    return change


def turned(pdf):
    pdf.pages[1].obj.Rotate = 90


def wider(pdf):
    pdf.pages[1].obj.MediaBox = Array([0, 0, 400, 500])


def other_font(pdf):
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
    pdf.pages[1].obj.Resources = Dictionary(Font=Dictionary(F1=font))


@pytest.mark.parametrize(
    ("change", "pages"),
    [
        (lambda pdf: None, []),
        (drawn(b"q 1 0 0 rg 50 200 60 40 re f Q"), [2]),
        (drawn(b"q 0 g 270 3 20 10 re f Q"), []),  # where the number stands
        (drawn(b"BT /F1 20 Tf 72 300 Td (One line more) Tj ET"), [2]),
        (turned, [2]),
        (wider, [2]),
        (other_font, [2]),
    ],
)
def test_a_page_that_looks_otherwise_is_found(draw, merge_files, change, pages):
    bundle = merge_files(draw("before", 1), draw("one", 3))
    path = draw("one", 3)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(path)
    assert [each.page for each in differences(path, bundle.path, first=2)] == pages
