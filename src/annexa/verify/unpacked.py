"""pypdf's reader, which reads of an object stream what is asked for and not the hundred objects beside it.

Most objects of a tagged file are elements of its structure tree, of which one a page is looked at.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import (
    DecodedStreamObject,
    EncodedStreamObject,
    IndirectObject,
    PdfObject,
    StreamObject,
    read_object,
)

from annexa.verify.tokens import Tokens

_LARGEST: Final = 75_000_000
"""Bytes of a table of objects: pypdf itself unpacks no more of a stream; 5,000 tagged pages have 4 million."""
_SPACE = re.compile(rb"[\0\t\n\f\r ]*")


class Unpacked:
    """An object stream, unpacked, and where in it each object begins."""

    def __init__(self, stream: StreamObject, tokens: Tokens) -> None:
        """Raises ValueError for a stream whose list of objects is out of order; whatever pypdf raises."""
        self._tokens = tokens
        self.data = stream.get_data()
        count, first = int(dict.__getitem__(stream, "/N")), int(dict.__getitem__(stream, "/First"))
        if not 0 <= first <= len(self.data):
            raise ValueError("out of order")
        numbers = [int(each) for each in self.data[:first].split()]
        starts = numbers[1::2]
        if len(numbers) != 2 * count or starts != sorted(set(starts)) or not 0 <= starts[0] <= starts[-1]:
            raise ValueError("out of order")
        if first + starts[-1] > len(self.data):
            raise ValueError("out of order")
        ends = pairwise([*(first + start for start in starts), len(self.data)])
        self.places = dict(zip(numbers[::2], ends, strict=True))
        """Where each object begins, and where the next one does."""
        self.stream = BytesIO(self.data)

    def read(self, number: int, reader: PdfReader) -> PdfObject:
        """The object. Raises KeyError where it is not here; whatever pypdf raises."""
        begin, end = self.places[number]
        # pypdf looks whether behind a dictionary there is a stream, also beyond the object's end.
        plain = None if self.data[end : end + 6].lstrip() == b"stream" else self._tokens.object(self.data[begin:end])
        if plain is not None:
            return plain
        found = _SPACE.match(self.data, begin)
        self.stream.seek(found.end() if found else begin)
        made: PdfObject = read_object(self.stream, reader)
        return made


class Reader(PdfReader):
    """Opens as pypdf's does; where a file is out of order, pypdf's own way is gone."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._unpacked: dict[int, Unpacked | None] = {}
        self._tokens = Tokens(self)
        super().__init__(*arguments, **named)

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        """The object with that number, read when it is asked for the first time."""
        if isinstance(indirect_reference, int):
            indirect_reference = IndirectObject(indirect_reference, 0, self)
        number = indirect_reference.idnum
        if indirect_reference.generation == 0 and (0, number) not in self.resolved_objects:
            holder = self.xref_objStm.get(number, (None, 0))[0]
            unpacked = self._holder(holder) if holder is not None else None
            if unpacked is not None and number in unpacked.places:
                try:
                    return self.cache_indirect_object(0, number, unpacked.read(number, self))
                except Exception:
                    self._unpacked[holder] = None
        return super().get_object(indirect_reference)

    def _sanitize_pdf15_xref_stream_index_pairs(
        self, index_pairs: list[int], entry_sizes: list[int], xref_stream: StreamObject
    ) -> list[int]:
        """Before pypdf takes the table apart row by row: the same bytes, made in whole columns."""
        with suppress(Exception):
            if isinstance(xref_stream, EncodedStreamObject) and (rows := _rows_of(xref_stream)):
                made = DecodedStreamObject()
                made.set_data(rows)
                xref_stream.decoded_self = made
        return super()._sanitize_pdf15_xref_stream_index_pairs(index_pairs, entry_sizes, xref_stream)

    def _read_xref_subsections(
        self, idx_pairs: list[int], get_entry: Callable[[int], Any], used_before: Callable[[int, Any], bool]
    ) -> None:
        """Where each object is: the same as pypdf finds, which reads the three numbers of each one by one."""
        rows = list(_rows(idx_pairs, get_entry))
        if not rows:
            super()._read_xref_subsections(idx_pairs, get_entry, used_before)
        for number, kind, second, third in rows:
            if kind == 1:
                places = self.xref.setdefault(third, {})
                if number not in places and number not in self.xref_objStm:
                    places[number] = second
            elif kind == 2 and not used_before(number, 0):
                self.xref_objStm[number] = (second, third)

    def _holder(self, number: int) -> Unpacked | None:
        """An object stream; None for one that pypdf has to make sense of."""
        if number not in self._unpacked:
            self._unpacked[number] = None
            if number not in self.xref_objStm:
                try:
                    stream = super().get_object(IndirectObject(number, 0, self))
                    if isinstance(stream, StreamObject) and stream.get("/Type") == "/ObjStm":
                        self._unpacked[number] = Unpacked(stream, self._tokens)
                except Exception:
                    self._unpacked[number] = None
        return self._unpacked[number]


def _rows_of(table: EncodedStreamObject) -> bytes:
    """A cross-reference stream whose rows are all told by how they differ from the one above; empty for any other."""
    how = dict.get(table, "/DecodeParms")
    if dict.get(table, "/Filter") != "/FlateDecode" or not isinstance(how, dict) or dict.get(how, "/Predictor") != 12:
        return b""
    if dict.keys(how) != {"/Predictor", "/Columns"}:
        return b""
    across = int(dict.__getitem__(how, "/Columns")) + 1
    packed = zlib.decompressobj()
    data = packed.decompress(table._data, _LARGEST)
    if not packed.eof or not 2 <= across <= 32 or len(data) % across or data[::across].strip(b"\2"):
        return b""
    made = bytearray(len(data) // across * (across - 1))
    for column in range(1, across):
        made[column - 1 :: across - 1] = bytes(each & 255 for each in accumulate(data[column::across]))
    return bytes(made)


def _rows(pairs: list[int], get_entry: Callable[[int], Any]) -> Iterator[tuple[int, int, int, int]]:
    """Of each object its number, kind, place, and generation or place in a stream; none where that is not plain."""
    around = dict(zip(get_entry.__code__.co_freevars, get_entry.__closure__ or (), strict=False))
    if not {"entry_sizes", "stream_data"} <= around.keys():
        return
    sizes, data = around["entry_sizes"].cell_contents, around["stream_data"].cell_contents.getvalue()
    if len(sizes) != 3 or not 1 <= min(sizes) <= max(sizes) <= 8 or sizes[0] != 1 or len(pairs) != 2:
        return
    first, count = pairs
    across, middle = sum(sizes), 1 + sizes[1]
    if len(data) != count * across:
        return
    for number, at in zip(range(first, first + count), range(0, len(data), across), strict=True):
        second = int.from_bytes(data[at + 1 : at + middle], "big")
        yield number, data[at], second, int.from_bytes(data[at + middle : at + across], "big")
