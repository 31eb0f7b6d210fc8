"""Fields of Word files of before 2007: they are made fields of a kind whose last result LibreOffice shows as it is.

A field is a row in a table of the file ([MS-DOC] 2.8.25, PlcFld), whose kind is one byte. LibreOffice works a DATE out
anew and never looks at its result; of a QUOTE it takes the result. Only that byte changes.
"""

import struct
from pathlib import Path
from typing import Any, Final

from annexa.convert.settle import ole
from annexa.convert.settle.change import Change

WORD_97: Final = 0xC1
"""The first version with this layout."""
MOVING: Final = frozenset((29, 31, 32, 60, 61, 62))
"""FILENAME, DATE, TIME, USERNAME, USERINITIALS, USERADDRESS ([MS-DOC] 2.9.90, flt)."""
SETTLED: Final = frozenset(
    (7, 12, *range(14, 26), 27, 28, 30, 34, 36, 39, 44, 45, 46, 59, 64, 68, 69, 75, 78, 79, 80, 85)
)
"""What tells of the file, counts, reckons or fetches, kept where it has shown something: IF, SEQ, INFO, TITLE to
NUMCHARS, TEMPLATE, =, INCLUDE, FILLIN, MERGEREC, DDE, DDEAUTO, MERGEFIELD, DOCVARIABLE, INCLUDETEXT, FILESIZE,
MERGESEQ, DATABASE, AUTOTEXT, COMPARE, DOCPROPERTY; not the number of pages."""
QUOTE: Final = 35
BEGIN, SEPARATE, END = 0x13, 0x14, 0x15
_TABLES: Final = (16, 17, 18, 19, 48, 57, 59)
"""Where the fields' tables stand in the header: text, headers, footnotes, comments, endnotes, text boxes, theirs."""
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200


def settle(copy: Path) -> Change:
    """Rewrites the copy where there is something to settle. Raises OSError."""
    return ole.rewrite(copy, ("WordDocument", "0Table", "1Table"), _settled)


def _settled(container: Any, streams: ole.Streams) -> ole.Changed:
    head = streams.get("WordDocument", b"")
    version, flags = struct.unpack_from("<H", head, 2)[0], struct.unpack_from("<H", head, 10)[0]
    name = "1Table" if flags & _SECOND_TABLE else "0Table"
    if version < WORD_97 or flags & _ENCRYPTED or name not in streams:
        return {}, Change.NOT_REACHED
    table = bytearray(streams[name])
    change = max((_settle_fields(table, start, size) for start, size in _places(head)), default=Change.NONE)
    return ({} if change is Change.NONE else {name: bytes(table)}), change


def _places(head: bytes) -> list[tuple[int, int]]:
    """Start and length of each table of fields."""
    words = struct.unpack_from("<H", head, 32)[0]
    longs = struct.unpack_from("<H", head, 34 + 2 * words)[0]
    pairs = 34 + 2 * words + 2 + 4 * longs
    count = struct.unpack_from("<H", head, pairs)[0]
    return [struct.unpack_from("<II", head, pairs + 2 + 8 * number) for number in _TABLES if number < count]


def _settle_fields(table: bytearray, start: int, size: int) -> Change:
    """Positions come first, one more than fields; then two bytes a sign: what it is, and the kind of field."""
    count = (size - 4) // 6
    first = start + 4 * (count + 1)
    if count < 1 or first + 2 * count > len(table):
        return Change.NONE
    change = Change.NONE
    open_: list[tuple[bool, int]] = []
    """Whether the field is of a moving kind and has no result yet, and where its kind stands if that may change once
    its result has begun; else 0."""
    for place in range(first, first + 2 * count, 2):
        sign, kind = table[place] & 0x1F, table[place + 1]
        if sign == BEGIN:
            open_.append((kind in MOVING, place + 1 if kind in SETTLED else 0))
            if kind in MOVING:
                table[place + 1] = QUOTE
                change = max(change, Change.SETTLED)
        elif sign == SEPARATE and open_:
            _, settled = open_[-1]
            if settled:
                table[settled] = QUOTE
                change = max(change, Change.SETTLED)
            open_[-1] = (False, 0)
        elif sign == END and open_:
            has_no_result, _ = open_.pop()
            if has_no_result:
                change = Change.LEFT_OUT
    return change
