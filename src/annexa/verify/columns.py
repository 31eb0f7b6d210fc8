"""Tables of objects, of which a tagged file has a hundred thousand rows, read in whole columns."""

import struct
from itertools import accumulate
from typing import Final

WIDEST: Final = 8
"""Bytes of a number."""


def as_written(told: bytes, across: int) -> bytes | None:
    """Rows of so many bytes, each of which is told by how it differs from the one above, behind PNG's sign for that.

    None where one of them is told otherwise.
    """
    if len(told) % (across + 1) or told[:: across + 1].strip(b"\2"):
        return None
    rows = bytearray(len(told) // (across + 1) * across)
    for column in range(across):
        rows[column::across] = bytes(each & 255 for each in accumulate(told[column + 1 :: across + 1]))
    return bytes(rows)


def numbers(rows: bytes, across: int, first: int, size: int) -> tuple[int, ...]:
    """The number that each row holds in `size` bytes, from byte `first` on, of `across`; no more than `WIDEST`."""
    count = len(rows) // across
    wide = bytearray(WIDEST * count)
    for place in range(size):
        wide[WIDEST - size + place :: WIDEST] = rows[first + place :: across]
    return struct.unpack(f">{count}Q", wide)
