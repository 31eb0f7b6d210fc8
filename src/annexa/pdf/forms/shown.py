"""What an appearance in a PDF shows, so that a good one is kept and one that is out of date is not."""

import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

_SHOWING = frozenset(("Tj", "TJ", "'", '"', "Do", "BI", "sh"))
_WORDS = re.compile(r"\w+")


def shows(appearance: Stream, text: str, *, is_stale: bool) -> bool:
    """Whether a program that reads an appearance finds the text of its field there.

    A script may show a figure or a day in another form: where the form does not say that its appearances are out of
    date (`is_stale`), any figure is taken for it.
    """
    if not any(str(each.operator) in _SHOWING for each in pikepdf.parse_content_stream(appearance)):
        return False
    wanted, found = _squeezed(text), _squeezed(_text_of(appearance))
    if not any(letter.isalpha() for letter in wanted) and not is_stale:
        return any(letter.isdigit() for letter in found)
    return wanted in found


def _squeezed(text: str) -> str:
    return "".join(_WORDS.findall(text)).casefold()


def _text_of(appearance: Stream) -> str:
    """The text of an appearance, as pdfium reads it from a page of its own."""
    import pypdfium2

    with Pdf.new() as alone:
        page = alone.add_blank_page(page_size=(1000, 1000))
        page.Resources = Dictionary(XObject=Dictionary(A=alone.copy_foreign(appearance)))
        page.Contents = alone.make_stream(b"1 0 0 1 300 300 cm /A Do")
        form = page.Resources.XObject.A
        form["/Subtype"] = Name.Form
        form["/BBox"] = Array([-300, -300, 700, 700])
        stream = io.BytesIO()
        alone.save(stream)
    with pypdfium2.PdfDocument(stream.getvalue()) as document:
        read = document[0].get_textpage()
        try:
            return str(read.get_text_range())
        finally:
            read.close()
