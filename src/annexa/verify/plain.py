"""A PDF that is written so plainly that all readers must find the same objects in it, taken apart by its bytes.

It has one cross-reference stream and nothing before it; every object lies where that says, ends where the next begins,
and every stream is as long as it says. So qpdf writes files. Of one that is written otherwise nothing is said here:
what one reader makes of it, another may not.
"""

import re
import zlib
from collections.abc import Mapping
from itertools import accumulate
from typing import Final, NamedTuple

from annexa.verify.written import NotPlain

UNPACKED: Final = 600_000_000
"""Bytes that all object streams of a file may unpack to; those of 5,000 tagged pages take 30 million."""
_TAIL: Final = re.compile(rb"\nstartxref\n(\d+)\n%%EOF\n\Z")
_BEGIN: Final = re.compile(rb"(\d+) 0 obj\n")
_LENGTH: Final = re.compile(rb"/Length (\d+)(?=[ />])")
_NUMBER: Final = r"/{} (\d+)(?=[ />])"


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
        if table.stream is None or b"/Type /XRef" not in table.head:
            raise NotPlain
        if any(key in table.head for key in (b"/Prev", b"/Encrypt", b"/Index", b"/XRefStm")):
            raise NotPlain
        self.trailer = table.head
        self._rows = _rows(table)
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
            if held is None or b"/DecodeParms" in held.head:
                raise NotPlain
            self._contents[number] = self._unpack(held)
        return self._contents[number]

    def _stream_of(self, number: int) -> Mapping[int, bytes]:
        """The objects of an object stream."""
        if number not in self._unpacked:
            if not (0 <= number < len(self._rows) and self._rows[number][0] == 1):
                raise NotPlain
            holder = self.held(number)
            if holder is None or holder.stream is None or b"/Type /ObjStm" not in holder.head:
                raise NotPlain
            if b"/DecodeParms" in holder.head or b"/Extends" in holder.head:
                raise NotPlain
            data = self._unpack(holder)
            first = _number(holder.head, "First")
            numbers = [int(each) for each in data[:first].split()]
            starts = numbers[1::2]
            if len(numbers) != 2 * _number(holder.head, "N") or starts != sorted(set(starts)):
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
    if held.stream is None or b"/Filter /FlateDecode" not in held.head:
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


def _rows(table: Held) -> list[tuple[int, int, int]]:
    """Of each object its kind, its place, and its generation or its place in a stream."""
    found = re.search(rb"/W \[ 1 (\d) (\d) \]", table.head)
    if found is None:
        raise NotPlain
    wide, narrow = int(found[1]), int(found[2])
    across, count = 1 + wide + narrow, _number(table.head, "Size")
    data = unpack(table, 20 * max(1, count))
    if b"/DecodeParms" in table.head:
        if b"/DecodeParms << /Columns %d /Predictor 12 >>" % across not in table.head:
            raise NotPlain
        if len(data) != count * (across + 1) or data[:: across + 1].strip(b"\2"):
            raise NotPlain
        columns = [_summed(data[column :: across + 1]) for column in range(1, across + 1)]
    else:
        if len(data) != count * across:
            raise NotPlain
        columns = [data[column::across] for column in range(across)]
    return [
        (row[0], int.from_bytes(row[1 : 1 + wide], "big"), int.from_bytes(row[1 + wide :], "big"))
        for row in map(bytes, zip(*columns, strict=True))
    ]


def _summed(column: bytes) -> bytes:
    """PNG's "up": each row is told by how much it differs from the one above."""
    return bytes(each & 255 for each in accumulate(column))


def _number(head: bytes, key: str) -> int:
    found = re.findall(_NUMBER.format(key).encode(), head)
    if len(found) != 1:
        raise NotPlain
    return int(found[0])
