"""How long the longest paragraph of a text is, told from its bytes: LibreOffice sets a very long one for minutes."""

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

from annexa.convert.plain import decoded
from annexa.documents.limits import Limits
from annexa.tools.zips import DAMAGED

LONG = Limits().paragraph
_RTF_END = re.compile(rb"\\(?:par|line|cell|row|sect|page|nestcell|column)\b")
_RTF_DATA = re.compile(rb"[0-9A-Fa-f\s]{200,}|\\[a-z]+-?[0-9]* ?|[{}\r\n]")
"""Pictures and other data, control words, and what only parts the file."""
_DIGIT = re.compile(rb"[0-9]")
_XML_END = re.compile(rb"</(?:w:p|text:p|text:h)>|<(?:w:br|w:cr|text:line-break)[ />]")
_XML_TAG = re.compile(rb"<[^>]*>")
_PARTS = ("word/document.xml", "content.xml")


def longest_paragraph(source: Path, format_: str) -> int:
    """Characters, roughly, where a paragraph may be longer than LONG; 0 otherwise, and for what holds no such text.

    Raises OSError.
    """
    if source.stat().st_size <= LONG and not zipfile.is_zipfile(source):
        return 0
    if format_ == "txt":
        return _over(len(line) for line in decoded(source.read_bytes()).split("\n"))
    if format_ == "rtf":
        return _longest(_RTF_END, _RTF_DATA, source.read_bytes())
    return max((_longest(_XML_END, _XML_TAG, data) for data in _texts(source)), default=0)


def _texts(source: Path) -> list[bytes]:
    try:
        with zipfile.ZipFile(source) as archive:
            there = [archive.getinfo(name) for name in _PARTS if name in archive.namelist()]
            return [archive.read(info) for info in there if LONG < info.file_size <= Limits().part_bytes]
    except DAMAGED:
        return []  # LibreOffice will say what is wrong with it


def _longest(end: re.Pattern[bytes], beside: re.Pattern[bytes], data: bytes) -> int:
    pieces = (piece for piece in end.split(data) if len(piece) > LONG)
    return _over(len(beside.sub(_kept, piece)) for piece in pieces)


def _kept(beside: re.Match[bytes]) -> bytes:
    """Nothing; but a long run of the letters a to f without any digit is no data."""
    return beside[0] if len(beside[0]) >= 200 and not _DIGIT.search(beside[0]) else b""


def _over(lengths: Iterable[int]) -> int:
    return max((length for length in lengths if length > LONG), default=0)
