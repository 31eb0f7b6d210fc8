"""What is not given to LibreOffice as it is: what it would open as something else, or set for minutes."""

import re
import zipfile
from pathlib import Path

from annexa.convert import faults
from annexa.convert.job import SHEET_FORMATS, TEXT_FORMATS
from annexa.convert.paragraphs import LONG, longest_paragraph
from annexa.documents.facts import ReadFault
from annexa.documents.faults import long_paragraph
from annexa.tools.zips import DAMAGED

LOOKED_AT = 8 * 1024**2
"""Bytes of a file that is no archive in which fonts are looked for; they stand near its beginning."""
_FONT = re.compile(r"(^|/)fonts/|\.(odttf|fntdata|ttf|otf|ttc|eot)$", re.IGNORECASE)

ZIPPED = b"PK"
PLAIN_FORMATS = frozenset({"txt", "csv", "tsv"})
MOST_LINES = 400_000
"""Lines of plain text, or rows, that become pages: some 6,000 of them."""
SLIDE_SHOWS = frozenset({"pptx", "pptm", "ppsx", "ppsm", "potx", "potm"})
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES: dict[str, tuple[bytes, ...]] = {
    **dict.fromkeys(
        ("doc", "dot", "xls", "xlt", "ppt", "pps", "pot"), (COMPOUND, b"<", b"{\\rtf", b"\xdb\xa5", b"\x09")
    ),
    **dict.fromkeys(("fodt", "fods"), (b"<", b"\xef\xbb\xbf<")),
    "rtf": (b"{\\rtf",),
    **dict.fromkeys(("txt", "csv", "tsv"), (b"",)),
}


def unfit(source: Path, format_: str) -> ReadFault | None:
    """Why it is not to be printed: LibreOffice takes plain text named .docx for text and answers success.

    Raises OSError.
    """
    with source.open("rb") as stream:
        head = stream.read(8)
    if not head:
        return faults.empty()
    expected = SIGNATURES.get(format_, (ZIPPED,))
    if head.startswith(COMPOUND) and expected == (ZIPPED,):
        return faults.password()  # an encrypted Office file is a compound file
    if not head.startswith(expected):
        return faults.mislabelled(format_)
    if format_ in PLAIN_FORMATS and (fault := _beyond_pages(source, format_)):
        return fault
    if format_ in TEXT_FORMATS and (longest := longest_paragraph(source, format_)):
        return long_paragraph(longest).fault
    return faults.no_pages() if format_ in SLIDE_SHOWS and _is_without_slides(source) else None


def brings_fonts(source: Path) -> bool:
    """Whether a file has fonts of its own: LibreOffice would draw what it prints later with them as well.

    Measured with LibreOffice 7.4: four of eight documents that only name Calibri were drawn with the Calibri that an
    earlier one had brought, in which 1 and 9 are exchanged. Raises OSError.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            return any(_FONT.search(name) for name in archive.namelist())
    except DAMAGED:
        pass
    with source.open("rb") as stream:
        head = stream.read(LOOKED_AT)
    return b"font-face-src" in head or b"\\fontemb" in head


def _beyond_pages(source: Path, format_: str) -> ReadFault | None:
    """Why plain text cannot be read on pages: LibreOffice would set it for minutes, or leave rows out."""
    lines = longest = 0
    with source.open("rb") as stream:
        for line in stream:
            lines += 1
            longest = max(longest, len(line))
    if lines > MOST_LINES:
        return faults.too_many_lines(lines)
    return faults.too_long_line(longest) if longest > LONG and format_ in SHEET_FORMATS else None


def _is_without_slides(source: Path) -> bool:
    """LibreOffice would add an empty slide and print that."""
    try:
        with zipfile.ZipFile(source) as archive:
            return not any(name.startswith("ppt/slides/slide") for name in archive.namelist())
    except DAMAGED:
        return False  # LibreOffice will say what is wrong with it
