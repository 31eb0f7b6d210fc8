"""Size, frames and wholeness of GIF, BMP, WebP and JPEG 2000 pictures, from their headers."""

import struct
from typing import NamedTuple


class Told(NamedTuple):
    """What the header of a picture tells."""

    size: tuple[int, int]
    frames: int
    is_cut_off: bool


def told(data: bytes) -> Told | None:
    """What is told of a picture of these kinds; None for any other. Raises struct.error and IndexError for damage."""
    if data[:4] == b"GIF8":
        return _gif(data)
    if data[:2] == b"BM":
        width, height = struct.unpack("<ii", data[18:26])
        return Told((abs(width), abs(height)), 1, int.from_bytes(data[2:6], "little") > len(data))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    if data[4:8] == b"jP  ":
        at = data.index(b"ihdr") if b"ihdr" in data[:4096] else len(data)
        height, width = struct.unpack(">II", data[at + 4 : at + 12])
        return Told((width, height), 1, b"\xff\xd9" not in data[-64:])
    return None


def _gif(data: bytes) -> Told:
    """Each image of a GIF is a frame; its blocks are walked to the mark of its end (GIF89a)."""
    width, height, flags = struct.unpack("<HHB", data[6:11])
    at = 13 + (3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0)
    frames = 0
    while at < len(data) and data[at] != 0x3B:
        if data[at] == 0x2C:
            frames += 1
            local = data[at + 9]
            at += 11 + (3 * 2 ** ((local & 7) + 1) if local & 0x80 else 0)
        else:
            at += 2
        while data[at]:
            at += data[at] + 1
        at += 1
    return Told((width, height), max(frames, 1), at >= len(data))


def _webp(data: bytes) -> Told:
    """The three kinds of first chunk (RFC 9649); each ANMF chunk is a frame."""
    kind = data[12:16]
    if kind == b"VP8X":
        size = (1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little"))
    elif kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        size = (1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    else:
        width, height = struct.unpack("<HH", data[26:30])
        size = (width & 0x3FFF, height & 0x3FFF)
    return Told(size, max(data.count(b"ANMF"), 1), int.from_bytes(data[4:8], "little") + 8 > len(data))
