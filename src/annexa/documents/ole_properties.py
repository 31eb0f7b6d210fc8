"""The properties of files of before 2007 ([MS-OLEPS]), read within bounds.

olefile's own reader takes hours over a property that claims to hold billions of values.
"""

import struct
from datetime import datetime, timedelta
from typing import Any, Final

Value = str | datetime
SUMMARY: Final = "\x05SummaryInformation"
DOCUMENT_SUMMARY: Final = "\x05DocumentSummaryInformation"
TITLE, SUBJECT, AUTHOR, KEYWORDS, LAST_AUTHOR, CREATED, SAVED = 2, 3, 4, 5, 8, 12, 13
"""Of the first stream."""
MANAGER, COMPANY = 14, 15
"""Of the second."""

_MOST: Final = 500
"""Properties of a stream that are looked at."""
_LONGEST: Final = 10_000
"""Bytes of a text that are kept."""
_CODE_PAGE, _SHORT, _BYTES, _LETTERS, _TIME = 1, 2, 30, 31, 64
_EPOCH: Final = datetime(1601, 1, 1)


def properties(container: Any, stream: str) -> dict[int, Value]:
    """Texts and times of one stream of an opened OLE file, by number; nothing where it is not there or not sound."""
    if not container.exists([stream]):
        return {}
    try:
        return _read(container.openstream([stream]).read())
    except (OSError, ValueError, IndexError, TypeError, KeyError, AttributeError, OverflowError, struct.error):
        return {}


def _read(data: bytes) -> dict[int, Value]:
    section: int = struct.unpack_from("<I", data, 44)[0]
    count = min(struct.unpack_from("<I", data, section + 4)[0], _MOST)
    places: dict[int, int] = {}
    for index in range(count):
        number, offset = struct.unpack_from("<II", data, section + 8 + 8 * index)
        places.setdefault(number, section + offset)
    encoding = _encoding(data, places.get(_CODE_PAGE))
    found: dict[int, Value] = {}
    for number, place in places.items():
        value = _value(data, place, encoding)
        if value is not None:
            found[number] = value
    return found


def _encoding(data: bytes, place: int | None) -> str:
    """Of texts of one byte a letter: as the code page says where it is UTF-8, else Windows-1252."""
    if place is None or place + 6 > len(data):
        return "cp1252"
    kind, page = struct.unpack_from("<IH", data, place)
    return {65001: "utf-8", 1200: "utf-16-le"}.get(page, "cp1252") if kind == _SHORT else "cp1252"


def _value(data: bytes, place: int, encoding: str) -> Value | None:
    if place + 8 > len(data):
        return None
    kind, size = struct.unpack_from("<II", data, place)
    if kind in (_BYTES, _LETTERS):
        length = min(size * (2 if kind == _LETTERS else 1), _LONGEST)
        text = data[place + 8 : place + 8 + length]
        return text.decode("utf-16-le" if kind == _LETTERS else encoding, "replace").strip("\x00 ")
    if kind == _TIME and place + 12 <= len(data):
        ticks = struct.unpack_from("<Q", data, place + 4)[0]
        try:
            return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None
    return None
