"""A PDF that is written so plainly that all readers must find the same objects in it, taken apart by its bytes.

It has one cross-reference stream and nothing before it; every object lies where that says, ends where the next begins,
and every stream is as long as it says. So qpdf writes files. Of one that is written otherwise nothing is said here:
what one reader makes of it, another may not.
"""

import re
import zlib
from collections.abc import Mapping
from typing import Final, NamedTuple

from annexa.verify.columns import WIDEST, as_written, numbers
from annexa.verify.written import NotPlain

UNPACKED: Final = 600_000_000
"""Bytes that all object streams of a file may unpack to; those of 5,000 tagged pages take 30 million."""
_TAIL: Final = re.compile(rb"\nstartxref\n(\d+)\n%%EOF\n\Z")
_BEGIN: Final = re.compile(rb"(\d+) 0 obj\n")
_LENGTH: Final = re.compile(rb"/Length (\d+)(?=[ />])")
_PACKED: Final = re.compile(rb"<< (?:/Length \d+ /Filter /FlateDecode|/Filter /FlateDecode /Length \d+) >>")
_OBJECTS: Final = re.compile(rb"<< /Type /ObjStm /Length \d+ /Filter /FlateDecode /N (\d+) /First (\d+) >>")
_TABLE: Final = re.compile(
    rb"<< /Type /XRef /Length \d+ /Filter /FlateDecode /DecodeParms << /Columns (?P<across>\d) /Predictor 12 >> "
    rb"/W \[ 1 (?P<wide>\d) (?P<narrow>\d) \] (?:/Info \d+ 0 R )?/Root (?P<root>\d+) 0 R /Size (?P<count>\d+)"
    rb"(?: /ID \[<[0-9a-f]*><[0-9a-f]*>\])? >>"
)
"""Dictionaries to the last sign as qpdf writes them: of a sign too many, one reader makes this and another that."""


class Held(NamedTuple):
    """An object as it is written."""

    head: bytes
    """The object, or the dictionary of the stream."""
    stream: bytes | None
    """Still packed; None where it is no stream."""


class Plain:
    """The objects of one file."""

    def __init__(self, data: bytes) -> None:
        """Raises NotPlain."""
        self._data = data
        self._left = UNPACKED
        self._contents: dict[int, bytes] = {}
        self._unpacked: dict[int, Mapping[int, bytes]] = {}
        end = _TAIL.search(data, max(0, len(data) - 64))
        if end is None or not data.startswith(b"%PDF-"):
            raise NotPlain
        start = int(end[1])
        begun = _BEGIN.match(data, start)
        if begun is None:
            raise NotPlain
        table = _held(data[begun.end() : end.start() + 1])
        written = _TABLE.fullmatch(table.head)
        if written is None:
            raise NotPlain
        self.root = int(written["root"])
        self._rows = _rows(table, *map(int, written.group("across", "wide", "narrow", "count")))
        offsets = sorted(row[1] for row in self._rows if row[0] == 1)
        if not offsets or offsets[-1] != start or len(set(offsets)) != len(offsets):
            raise NotPlain
        self._ends = dict(zip(offsets, [*offsets[1:], len(data)], strict=True))

    def held(self, number: int) -> Held | None:
        """The object with a number; None for one that the file does not have. Raises NotPlain."""
        kind, place, third = self._rows[number] if 0 <= number < len(self._rows) else (0, 0, 0)
        if kind == 1 and third == 0:
            begun = _BEGIN.match(self._data, place)
            if begun is None or int(begun[1]) != number:
                raise NotPlain
            return _held(self._data[begun.end() : self._ends[place]])
        if kind == 2:
            found = self._stream_of(place).get(number)
            if found is None:
                raise NotPlain
            return Held(found, None)
        if kind == 0:
            return None
        raise NotPlain

    def content(self, number: int) -> bytes:
        """What a stream holds that is packed by zlib alone. Raises NotPlain."""
        if number not in self._contents:
            held = self.held(number)
            if held is None or not _PACKED.fullmatch(held.head):
                raise NotPlain
            self._contents[number] = self._unpack(held)
        return self._contents[number]

    def _stream_of(self, number: int) -> Mapping[int, bytes]:
        """The objects of an object stream."""
        if number not in self._unpacked:
            if not (0 <= number < len(self._rows) and self._rows[number][0] == 1):
                raise NotPlain
            holder = self.held(number)
            written = _OBJECTS.fullmatch(holder.head) if holder is not None else None
            if holder is None or written is None:
                raise NotPlain
            count, first = map(int, written.groups())
            data = self._unpack(holder)
            numbers = _whole_numbers(data[:first])
            starts = numbers[1::2]
            if len(numbers) != 2 * count or starts != sorted(set(starts)) or not 0 <= first <= len(data):
                raise NotPlain
            ends = [*starts[1:], len(data) - first]
            self._unpacked[number] = {
                each: data[first + start : first + end].strip(b"\n ")
                for each, start, end in zip(numbers[::2], starts, ends, strict=True)
            }
        return self._unpacked[number]

    def _unpack(self, holder: Held) -> bytes:
        data = unpack(holder, self._left)
        self._left -= len(data)
        return data


def unpack(held: Held, most: int) -> bytes:
    """What a stream holds that is packed by zlib alone. Raises NotPlain, also where it is more than `most` bytes."""
    if held.stream is None:
        raise NotPlain
    packed = zlib.decompressobj()
    try:
        data = packed.decompress(held.stream, max(1, most))
    except zlib.error as error:
        raise NotPlain from error
    if not packed.eof or packed.unused_data:
        raise NotPlain
    return data


def _held(written: bytes) -> Held:
    """An object from behind "obj" to the next one."""
    if not written.endswith(b"\nendobj\n"):
        raise NotPlain
    body = written[: -len(b"\nendobj\n")]
    head, begun, rest = body.partition(b" >>\nstream\n")
    if not begun:
        if b"endobj" in body or b"stream" in body:
            raise NotPlain
        return Held(body, None)
    lengths = _LENGTH.findall(head + b" ")
    length = int(lengths[0]) if len(lengths) == 1 else -1
    if not 0 <= length <= len(rest) or rest[length:] not in (b"\nendstream", b"endstream"):
        raise NotPlain
    return Held(head + b" >>", rest[:length])


def _rows(table: Held, across: int, wide: int, narrow: int, count: int) -> list[tuple[int, int, int]]:
    """Of each object its kind, its place, and its generation or its place in a stream."""
    rows = as_written(unpack(table, 20 * max(1, count)), across)
    if rows is None or across != 1 + wide + narrow or len(rows) != count * across or max(wide, narrow) > WIDEST:
        raise NotPlain
    places, thirds = numbers(rows, across, 1, wide), numbers(rows, across, 1 + wide, narrow)
    return list(zip(rows[::across], places, thirds, strict=True))


def _whole_numbers(written: bytes) -> list[int]:
    if written.strip(b"0123456789 \n"):
        raise NotPlain
    return [int(each) for each in written.split()]
