"""Records of PowerPoint files of before 2007 ([MS-PPT] 2.3.1): each has a kind, an instance, and bytes or records."""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

STREAM: Final = "PowerPoint Document"
DEEPEST: Final = 40
_CONTAINER: Final = 0xF


class Record(NamedTuple):
    """A record in the bytes of a stream."""

    start: int
    kind: int
    size: int
    """Of what it holds, behind eight bytes of its own; no more than there is."""
    instance: int
    is_container: bool

    @property
    def body(self) -> int:
        """Where what it holds begins."""
        return self.start + 8

    @property
    def end(self) -> int:
        return self.body + self.size


def records(data: bytes, start: int, end: int) -> Iterator[Record]:
    """Those that follow each other between two places; one of bytes that are cut off is left out."""
    while start + 8 <= end:
        version, kind, size = struct.unpack_from("<HHI", data, start)
        is_container = version & 0xF == _CONTAINER
        if is_container or start + 8 + size <= end:
            yield Record(start, kind, min(size, end - start - 8), version >> 4, is_container)
        start += 8 + size


def atoms(data: bytes, start: int, end: int, depth: int = 0) -> Iterator[Record]:
    """All records that hold no others, in their order."""
    for record in records(data, start, end):
        if record.is_container and depth < DEEPEST:
            yield from atoms(data, record.body, record.end, depth + 1)
        elif not record.is_container:
            yield record
