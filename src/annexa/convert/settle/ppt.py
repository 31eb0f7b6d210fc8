"""Dates on slides of PowerPoint files of before 2007: left out, because such a file never says what they last showed.

In a text the place of a date is a star, and a record after the text says what the star stands for ([MS-PPT] 2.9.49);
the dates of the footers are a bit in a record of their own (2.4.15.2).
"""

import struct
from pathlib import Path
from typing import Any, Final

from annexa.convert.settle import ole
from annexa.convert.settle.change import Change
from annexa.documents.ppt_records import STREAM, Record, atoms

LETTERS, BYTES, TEXT_HEADER = 0x0FA0, 0x0FA8, 0x0F9F
DATES: Final = frozenset((0x0FF7, 0x1015))
"""Dates of today in a text, in a format by its number and in one that is spelled out. A third (0x0FF8) stands for the
date of the footer, which may well be fixed; what the footers' own record says rules it."""
FOOTERS, NOTHING = 0x0FDA, 0x0FFE
_HAS_DATE, _IS_TODAY = 0b01, 0b10


def settle(copy: Path) -> Change:
    """Rewrites the copy where there is something to leave out. Raises OSError."""
    return ole.rewrite(copy, (STREAM,), _settled)


def _settled(container: Any, streams: ole.Streams) -> ole.Changed:
    old = streams.get(STREAM, b"")
    data = bytearray(old)
    text: Record | None = None
    for record in atoms(old, 0, len(old)):
        if record.kind == TEXT_HEADER:
            text = None
        elif record.kind in (LETTERS, BYTES):
            text = record
        elif record.kind in DATES and record.size >= 4:
            if text is not None:
                _blank(data, text, struct.unpack_from("<I", old, record.body)[0])
            struct.pack_into("<H", data, record.start + 2, NOTHING)
        elif record.kind == FOOTERS and record.size >= 4 and data[record.body + 2] & _IS_TODAY:
            data[record.body + 2] &= 0xFF & ~(_HAS_DATE | _IS_TODAY)
    return ({STREAM: bytes(data)}, Change.LEFT_OUT) if data != old else ({}, Change.NONE)


def _blank(data: bytearray, text: Record, place: int) -> None:
    """Puts a space where the star stands."""
    width = 2 if text.kind == LETTERS else 1
    if (place + 1) * width <= text.size:
        at = text.body + place * width
        data[at : at + width] = b" \0"[:width]
