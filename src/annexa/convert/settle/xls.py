"""Cells, page headers, names and conditional formats of Excel files of before 2007 that would be worked out anew.

The file is a row of records, and places in it are named by their offsets; so a record that changes its kind keeps its
room, and what is left of the room becomes a record of a kind that nobody knows ([MS-XLS] 2.1.4, 2.3.1).
"""

import re
import struct
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from annexa.convert.settle import ole
from annexa.convert.settle.cells import without_codes
from annexa.convert.settle.change import Change
from annexa.convert.settle.saved import serial
from annexa.documents import ole_properties

BIFF8: Final = 0x0600
BOF, FILE_PASS, DATE_MODE, NAME, CONDITION = 0x0809, 0x2F, 0x22, 0x18, 0x01B1
HEADERS: Final = frozenset((0x14, 0x15))
FORMULA, SHARED, ARRAY, STRING, CONTINUE = 0x06, 0x04BC, 0x0221, 0x0207, 0x3C
NUMBER, LABEL, BOOLEAN_OR_ERROR, NOTHING = 0x0203, 0x0204, 0x0205, 0x08FF
LOOKED_AT: Final = HEADERS | {
    BOF, FILE_PASS, DATE_MODE, NAME, CONDITION, FORMULA, SHARED, ARRAY, STRING, CONTINUE
}  # fmt: skip
MOST_RECORDS: Final = 3_000_000
"""A workbook with more of them is left as it is, rather than held in memory."""
_VOLATILE = re.compile(
    rb"\A\x19[\x01\x41]|[\x21\x41\x61](?:\xdd|\x4a|\x3f|\xf4)\x00|[\x22\x42\x62].(?:\x7d|\xff)\x00", re.DOTALL
)
"""TODAY, NOW, RAND, CELL, INFO, and functions of add-ins; Excel puts a mark in front of most."""
_TODAY = re.compile(rb"[\x21\x41\x61][\xdd\x4a]\x00")
_INTEGER, _NOT_AVAILABLE = b"\x1e", b"\x1c\x2a\x15"
_FOLLOWED = b"\x01"
"""A formula that says only where the formula stands that it shares."""


class _Record(NamedTuple):
    start: int
    kind: int
    data: bytes

    @property
    def end(self) -> int:
        return self.start + 4 + len(self.data)


def settle(copy: Path) -> Change:
    """Rewrites the copy where there is something to settle. Raises OSError."""
    return ole.rewrite(copy, ("Workbook", "Book"), _settled)


def _settled(container: Any, streams: ole.Streams) -> ole.Changed:
    saved = ole_properties.properties(container, ole_properties.SUMMARY).get(ole_properties.SAVED)
    saved = saved if isinstance(saved, datetime) and saved.year > 1900 else None
    books = {name: _Book(old, saved) for name, old in streams.items()}
    if any(book.is_locked for book in books.values()):
        return {}, Change.NOT_REACHED
    for book in books.values():
        book.settle()
    changed = {name: bytes(book.data) for name, book in books.items() if book.change is not Change.NONE}
    return changed, max((book.change for book in books.values()), default=Change.NONE)


def _records(data: bytes) -> Iterator[_Record]:
    """The records of the kinds that are looked at. Raises ValueError where there are too many."""
    position = count = 0
    while position + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, position)
        if kind in LOOKED_AT:
            yield _Record(position, kind, data[position + 4 : position + 4 + size])
            count += 1
            if count > MOST_RECORDS:
                raise ValueError("too many records")
        position += 4 + size


class _Book:
    """The stream of a workbook while it is changed."""

    def __init__(self, data: bytes, saved: datetime | None) -> None:
        self.data = bytearray(data)
        self.records = list(_records(data))
        self.change = Change.NONE
        self.saved = saved
        first = self.records[0].data if self.records else b""
        self.is_new = len(first) >= 2 and struct.unpack_from("<H", first)[0] >= BIFF8

    @property
    def is_locked(self) -> bool:
        return any(record.kind == FILE_PASS for record in self.records[:10])

    def settle(self) -> None:
        """Changes the data."""
        from_1904 = any(record.kind == DATE_MODE and record.data[:1] == b"\x01" for record in self.records)
        today = None
        if self.saved is not None and 0 <= (number := serial(self.saved, from_1904=from_1904)) < 1 << 16:
            today = _INTEGER + struct.pack("<H", number)
        for index, record in enumerate(self.records):
            if record.kind in HEADERS:
                self._header(record)
            elif record.kind == CONDITION and len(record.data) >= 6:
                first, second = struct.unpack_from("<HH", record.data, 2)
                self._tokens(record, len(record.data) - first - second, today or _NOT_AVAILABLE)
                if today is None and _TODAY.search(record.data):
                    self.change = Change.LEFT_OUT
            elif record.kind == NAME and today is not None and self.is_new and len(record.data) >= 16:
                letters = record.data[3] * (2 if record.data[14] & 1 else 1)
                self._tokens(record, 15 + letters, today)
            elif record.kind == FORMULA and len(record.data) >= 22 and self._is_moving(index):
                self._keep_value(index)

    def _header(self, record: _Record) -> None:
        """A page header's text gets shorter; what follows it in the record is not looked at."""
        head = 3 if self.is_new else 1
        if len(record.data) <= head:
            return
        encoding = "utf-16-le" if self.is_new and record.data[2] & 1 else "latin-1"
        text = record.data[head:].decode(encoding, "surrogatepass")
        without = without_codes(text)
        if without == text:
            return
        count = len(without.encode(encoding, "surrogatepass")) // (2 if encoding == "utf-16-le" else 1)
        length = struct.pack("<H", count) if self.is_new else bytes([count])
        new = length + record.data[len(length) : head] + without.encode(encoding, "surrogatepass")
        self._put(record.start + 4, new.ljust(len(record.data), b"\0"))
        self.change = Change.LEFT_OUT

    def _tokens(self, record: _Record, first: int, today: bytes) -> None:
        first = max(0, first)
        self._put(record.start + 4 + first, _TODAY.sub(lambda found: today, record.data[first:]))

    # cells

    def _is_moving(self, index: int) -> bool:
        """By its own tokens, or by those of the formula that it shares."""
        tokens = self.records[index].data[22:]
        if not tokens.startswith(_FOLLOWED) or len(tokens) < 5:
            return bool(_VOLATILE.search(tokens))
        return (self._sheets[index], tokens[1:5]) in self._shared

    @cached_property
    def _sheets(self) -> list[int]:
        """Where the sheet of each record begins."""
        sheets: list[int] = []
        for record in self.records:
            sheets.append(record.start if record.kind == BOF or not sheets else sheets[-1])
        return sheets

    @cached_property
    def _shared(self) -> set[tuple[int, bytes]]:
        """The shared formulas that change by themselves, by sheet and by the row and column that others name."""
        found = set()
        for index, (formula, record) in enumerate(pairwise(self.records), 1):
            if record.kind in (SHARED, ARRAY) and formula.kind == FORMULA:
                tokens = record.data[10 if record.kind == SHARED else 14 :]
                if _VOLATILE.search(tokens):
                    found.add((self._sheets[index], formula.data[23:27]))
        return found

    def _keep_value(self, index: int) -> None:
        """Puts a value in the place of a formula and of what belongs to it."""
        formula = self.records[index]
        cell, value = formula.data[:6], formula.data[6:14]
        last = index
        while self._follows(last, SHARED) or self._follows(last, ARRAY):
            last += 1
        kind, content = NUMBER, cell + value
        if value[6:] == b"\xff\xff":
            match value[0]:
                case 0:
                    if not self._follows(last, STRING) or self._follows(last + 1, CONTINUE):
                        self.change = Change.NOT_REACHED
                        return
                    last += 1
                    kind, content = LABEL, cell + self.records[last].data
                case 3:
                    kind, content = LABEL, cell + (b"\0\0\0" if self.is_new else b"\0\0")
                case what:
                    kind, content = BOOLEAN_OR_ERROR, cell + bytes([value[2], what == 2])
        start, end = formula.start, self.records[last].end
        new = struct.pack("<HH", kind, len(content)) + content
        rest = end - start - len(new) - 4
        if rest >= 0:
            self._put(start, new + struct.pack("<HH", NOTHING, rest) + bytes(rest))

    def _follows(self, index: int, kind: int) -> bool:
        """Whether the next record is of that kind."""
        this, after = self.records[index], self.records[index + 1 : index + 2]
        return bool(after) and after[0].kind == kind and after[0].start == this.end

    def _put(self, start: int, content: bytes) -> None:
        if self.data[start : start + len(content)] != content:
            self.change = max(self.change, Change.SETTLED)
        self.data[start : start + len(content)] = content
