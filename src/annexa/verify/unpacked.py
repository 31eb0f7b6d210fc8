"""pypdf's reader, which reads of an object stream what is asked for and not the hundred objects beside it.

Most objects of a tagged file are elements of its structure tree, of which one a page is looked at.
"""

import re
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO
from operator import lt
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

from annexa.verify.columns import WIDEST, as_written, numbers
from annexa.verify.tokens import Tokens

_LARGEST: Final = 75_000_000
"""Bytes of a table of objects: pypdf itself unpacks no more of a stream; 5,000 tagged pages have 4 million."""
_OBJECTS: Final = re.compile(
    rb"(?P<number>\d{1,8}) 0 obj\n<< /Type /ObjStm /Length (?P<length>\d{1,8}) /Filter /FlateDecode "
    rb"/N (?P<count>\d{1,8}) /First (?P<first>\d{1,8}) >>\nstream\n"
)
_HEAD: Final = 200
"""Bytes in which that stands."""
_END: Final = b"\nendstream"
_SPACE = re.compile(rb"[\0\t\n\f\r ]*")


class Unpacked:
    """An object stream, unpacked, and where in it each object begins."""

    def __init__(self, data: bytes, count: int, first: int, tokens: Tokens) -> None:
        """Of so many objects, of which the first begins there. Raises ValueError where their list is out of order."""
        self._tokens = tokens
        self.data = data
        if not 0 <= first <= len(self.data):
            raise ValueError("out of order")
        listed = list(map(int, self.data[:first].split()))
        starts = listed[1::2]
        if len(listed) != 2 * count or not all(map(lt, starts, starts[1:])) or starts[0] < 0:
            raise ValueError("out of order")
        if first + starts[-1] > len(self.data):
            raise ValueError("out of order")
        self._starts = [first + start for start in starts] + [len(self.data)]
        self.places = dict(zip(listed[::2], range(count), strict=True))
        """Which of the objects each is."""
        self.stream = BytesIO(self.data)

    def read(self, number: int, reader: PdfReader) -> PdfObject:
        """The object. Raises KeyError where it is not here; whatever pypdf raises."""
        place = self.places[number]
        begin, end = self._starts[place : place + 2]
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
        rows = _rows(idx_pairs, get_entry)
        if rows is None:
            super()._read_xref_subsections(idx_pairs, get_entry, used_before)
            return
        packed, first = self.xref_objStm, self.xref.get(0, {})
        for number, kind, second, third in rows:
            if kind == 2:
                if number not in packed and number not in first:
                    packed[number] = (second, third)
            elif kind == 1:
                places = self.xref.setdefault(third, {})
                first = first if third else places
                if number not in places and number not in packed:
                    places[number] = second

    def _holder(self, number: int) -> Unpacked | None:
        """An object stream; None for one that pypdf has to make sense of."""
        if number not in self._unpacked:
            self._unpacked[number] = None
            if number not in self.xref_objStm:
                try:
                    found = self._as_qpdf_writes(number) or self._stream_of_objects(number)
                    self._unpacked[number] = Unpacked(*found, self._tokens) if found else None
                except Exception:
                    self._unpacked[number] = None
        return self._unpacked[number]

    def _stream_of_objects(self, number: int) -> tuple[bytes, int, int] | None:
        """What an object stream holds, how many objects, and where the first begins. Raises whatever pypdf raises."""
        stream = super().get_object(IndirectObject(number, 0, self))
        if not isinstance(stream, StreamObject) or stream.get("/Type") != "/ObjStm":
            return None
        return stream.get_data(), int(dict.__getitem__(stream, "/N")), int(dict.__getitem__(stream, "/First"))

    def _as_qpdf_writes(self, number: int) -> tuple[bytes, int, int] | None:
        """The same without pypdf; None where it is not written so to the last sign, or has to be decrypted."""
        place = self.xref.get(0, {}).get(number)
        if place is None or self.xref_free_entry.get(0, {}).get(number) or dict.__contains__(self.trailer, "/Encrypt"):
            return None
        self.stream.seek(place)
        begun = _OBJECTS.match(self.stream.read(_HEAD))
        if begun is None or int(begun["number"]) != number:
            return None
        length = int(begun["length"])
        self.stream.seek(place + begun.end())
        written = self.stream.read(length + len(_END))
        if written[length:] != _END:
            return None
        packed = zlib.decompressobj()
        data = packed.decompress(written[:length], _LARGEST)
        return (data, int(begun["count"]), int(begun["first"])) if packed.eof and not packed.unused_data else None


def _rows_of(table: EncodedStreamObject) -> bytes:
    """A cross-reference stream whose rows are all told by how they differ from the one above; empty for any other."""
    how = dict.get(table, "/DecodeParms")
    if dict.get(table, "/Filter") != "/FlateDecode" or not isinstance(how, dict) or dict.get(how, "/Predictor") != 12:
        return b""
    if dict.keys(how) != {"/Predictor", "/Columns"}:
        return b""
    across = int(dict.__getitem__(how, "/Columns"))
    packed = zlib.decompressobj()
    data = packed.decompress(table._data, _LARGEST)
    return as_written(data, across) or b"" if packed.eof and 1 <= across <= 31 else b""


def _rows(pairs: list[int], get_entry: Callable[[int], Any]) -> Iterable[tuple[int, int, int, int]] | None:
    """Of each object its number, kind, place, and generation or place in a stream; None where that is not plain."""
    around = dict(zip(get_entry.__code__.co_freevars, get_entry.__closure__ or (), strict=False))
    if not {"entry_sizes", "stream_data"} <= around.keys():
        return None
    sizes, data = around["entry_sizes"].cell_contents, around["stream_data"].cell_contents.getvalue()
    if len(sizes) != 3 or not 1 <= min(sizes) <= max(sizes) <= WIDEST or sizes[0] != 1 or len(pairs) != 2:
        return None
    first, count = pairs
    across, middle = sum(sizes), 1 + sizes[1]
    if not count or len(data) != count * across:
        return None
    seconds, thirds = numbers(data, across, 1, sizes[1]), numbers(data, across, middle, sizes[2])
    return zip(range(first, first + count), data[::across], seconds, thirds, strict=True)
