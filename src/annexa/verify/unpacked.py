"""pypdf's reader, which reads of an object stream what is asked for and not the hundred objects beside it.

Most objects of a tagged file are elements of its structure tree, of which one a page is looked at.
"""

import re
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject, PdfObject, StreamObject, read_object

_SPACE = re.compile(rb"[\0\t\n\f\r ]*")


class Unpacked:
    """An object stream, unpacked, and where in it each object begins."""

    def __init__(self, stream: StreamObject) -> None:
        """Raises ValueError for a stream whose list of objects is out of order; whatever pypdf raises."""
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
        self.places = {number: first + start for number, start in zip(numbers[::2], starts, strict=True)}
        self.stream = BytesIO(self.data)

    def read(self, number: int, reader: PdfReader) -> PdfObject:
        """The object. Raises KeyError where it is not here; whatever pypdf raises."""
        found = _SPACE.match(self.data, self.places[number])
        self.stream.seek(found.end() if found else self.places[number])
        made: PdfObject = read_object(self.stream, reader)
        return made


class Reader(PdfReader):
    """Opens as pypdf's does; where a file is out of order, pypdf's own way is gone."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._unpacked: dict[int, Unpacked | None] = {}
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

    def _holder(self, number: int) -> Unpacked | None:
        """An object stream; None for one that pypdf has to make sense of."""
        if number not in self._unpacked:
            self._unpacked[number] = None
            if number not in self.xref_objStm:
                try:
                    stream = super().get_object(IndirectObject(number, 0, self))
                    if isinstance(stream, StreamObject) and stream.get("/Type") == "/ObjStm":
                        self._unpacked[number] = Unpacked(stream)
                except Exception:
                    self._unpacked[number] = None
        return self._unpacked[number]
