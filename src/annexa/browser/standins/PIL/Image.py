"""The little of PIL.Image that `annexa.documents` uses: the header of a picture, and places of a rendered page.

A rendered page is looked at in small places, so nothing is worked out before a place is asked for.
"""

import struct
from collections.abc import Callable, Sequence
from typing import BinaryIO, Final

from .others import told

Box = tuple[int, int, int, int]
Sample = Callable[[Box], bytes]
"""Gives the bytes of a place that lies inside the picture, row by row."""

MAX_IMAGE_PIXELS: int | None = None
_RED, _GREEN, _BLUE = 19595, 38470, 7471
"""Pillow's weights of ITU-R 601-2 luma, in parts of 65,536."""
_SIZES: Final = {2: 1, 3: 2, 4: 4}
"""Bytes of the values of TIFF's ASCII, SHORT and LONG."""


class UnidentifiedImageError(OSError):
    """Not a picture of a kind that is known."""


class Image:
    """A picture of `mode` "L" or "RGB"."""

    def __init__(self, mode: str, size: tuple[int, int], inside: Sample) -> None:
        self.mode, self.size, self._inside = mode, size, inside
        self.width, self.height = size
        self._last: tuple[Box | None, bytes] = None, b""

    def sample(self, box: Box) -> bytes:
        """The bytes of a place, row by row; black where it lies outside, as Pillow has it."""
        if self._last[0] != box:
            self._last = box, self._sampled(box)
        return self._last[1]

    def _sampled(self, box: Box) -> bytes:
        left, top, right, bottom = box
        a, b, c, d = max(left, 0), max(top, 0), min(right, self.width), min(bottom, self.height)
        if (a, b, c, d) == box:
            return self._inside(box)
        bands = len(self.mode)
        if a >= c or b >= d:
            return bytes(bands * (right - left) * (bottom - top))
        data, wide = self._inside((a, b, c, d)), bands * (c - a)
        rows = (data[at : at + wide] for at in range(0, len(data), wide))
        before, after, empty = (bytes(bands * pixels) for pixels in (a - left, right - c, right - left))
        return empty * (b - top) + b"".join(before + row + after for row in rows) + empty * (bottom - d)

    def crop(self, box: Box) -> "Image":
        """A place as a picture of its own."""
        left, top, right, bottom = box
        return _whole(self.mode, (right - left, bottom - top), self.sample(box))

    def convert(self, mode: str) -> "Image":
        """The same in grey ("L"), or as it is."""
        if mode == self.mode:
            return self
        return Image("L", self.size, lambda box: _grey(self.sample(box)))

    def split(self) -> "tuple[Image, ...]":
        """Red, green and blue, each as grey."""
        return tuple(Image("L", self.size, lambda box, at=at: self.sample(box)[at::3]) for at in range(3))  # type: ignore[misc]

    def point(self, table: Sequence[int]) -> "Image":
        """Each level replaced by what the table has for it."""
        levels = bytes(table)
        return Image(self.mode, self.size, lambda box: self.sample(box).translate(levels))

    def histogram(self) -> list[int]:
        """How often each level occurs; of a picture in grey."""
        data = self.sample((0, 0, self.width, self.height))
        return [data.count(level) for level in range(256)]

    def getextrema(self) -> tuple[int, int]:
        """The darkest and the lightest level of a picture in grey."""
        data = self.sample((0, 0, self.width, self.height))
        return min(data, default=0), max(data, default=0)


def frombuffer(mode: str, size: tuple[int, int], data: bytes, codec: str, raw: str, stride: int, turned: int) -> Image:
    """A copy of pypdfium2's bitmap, which is freed soon; `raw` is "L", or says in which order its colours lie."""
    width, height = size
    lying = memoryview(data).cast("B")
    plain = b"".join(lying[row * stride : row * stride + len(raw) * width] for row in range(height))
    if raw == "L":
        return _whole("L", size, plain)
    coloured = bytearray(3 * width * height)
    for at, band in enumerate("RGB"):
        coloured[at::3] = plain[raw.index(band) :: len(raw)]
    return _whole("RGB", size, bytes(coloured))


def _whole(mode: str, size: tuple[int, int], data: bytes) -> Image:
    bands, wide = len(mode), len(mode) * size[0]

    def inside(box: Box) -> bytes:
        left, top, right, bottom = box
        starts = range(top * wide, bottom * wide, wide) if wide else ()
        return b"".join(data[at + bands * left : at + bands * right] for at in starts)

    return Image(mode, size, inside)


def _grey(colours: bytes) -> bytes:
    levels = zip(colours[0::3], colours[1::3], colours[2::3], strict=True)
    return bytes((r * _RED + g * _GREEN + b * _BLUE + 0x8000) >> 16 for r, g, b in levels)


class Header:
    """Size, frames and the text of Exif of a picture, from its header."""

    format = ""

    def __init__(self, size: tuple[int, int] | None, frames: int = 1, exif: dict[int, str] | None = None) -> None:
        if size is None or not all(size):
            raise UnidentifiedImageError("no size")
        self.width, self.height = size
        self.n_frames, self._exif = frames, exif or {}
        self.is_cut_off = False

    def __enter__(self) -> "Header":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held open."""

    def getexif(self) -> dict[int, str]:
        """Texts of TIFF 6.0's tags."""
        return self._exif

    def load(self) -> None:
        """Pixels are not read here. Raises OSError where a photograph has no end."""
        if self.is_cut_off:
            raise OSError("it breaks off")


def open(source: BinaryIO, formats: tuple[str, ...] = ()) -> Header:
    """The header of a picture. Raises UnidentifiedImageError, or ValueError where it is damaged."""
    data = source.read()
    try:
        if data[:8] == b"\x89PNG\r\n\x1a\n":
            return _png(data)
        if data[:3] == b"\xff\xd8\xff":
            found = _jpeg(data)
            found.is_cut_off = b"\xff\xd9" not in data[-4096:]
            return found
        if data[:4] in (b"II*\0", b"MM\0*"):
            return Header(*_tiff(data))
        if not formats and data[:4] in (b"\0\0\0\x0c", b"\xff\x4f\xff\x51"):
            return Header((1, 1))  # JPEG 2000, whose damage is not looked for here
        if formats and (other := told(data)) is not None:
            found = Header(other.size, other.frames)
            found.is_cut_off = other.is_cut_off
            return found
    except (struct.error, IndexError) as error:
        raise UnidentifiedImageError("damaged") from error
    raise UnidentifiedImageError("not a picture")


def _png(data: bytes) -> Header:
    at, size, exif = 8, None, {}
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8])
        elif kind == b"eXIf":
            exif = _tiff(body)[2]
        at += 12 + length
    return Header(size, exif=exif)


def _jpeg(data: bytes) -> Header:
    at, exif = 2, {}
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xFF:  # a filler
            at += 1
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        if kind == 0xE1 and body[:6] == b"Exif\0\0":
            exif = _tiff(body[6:])[2]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", body[1:5])
            return Header((width, height), exif=exif)
        at += 2 + length
    raise UnidentifiedImageError("no frame")


def _tiff(data: bytes) -> tuple[tuple[int, int] | None, int, dict[int, str]]:
    """Size of the first image, number of images, and texts of the first one's tags."""
    order = "<" if data[:2] == b"II" else ">"
    at, seen, first = struct.unpack(f"{order}I", data[4:8])[0], set[int](), dict[int, int | str]()
    while at and at not in seen and at + 2 <= len(data):
        tags, following = _directory(data, at, order)
        first = first or tags
        seen.add(at)
        at = following
    width, height = first.get(256), first.get(257)
    size = (width, height) if isinstance(width, int) and isinstance(height, int) else None
    return size, len(seen), {tag: value for tag, value in first.items() if isinstance(value, str)}


def _directory(data: bytes, at: int, order: str) -> tuple[dict[int, int | str], int]:
    tags: dict[int, int | str] = {}
    count = struct.unpack(f"{order}H", data[at : at + 2])[0]
    for entry in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind, number = struct.unpack(f"{order}HHI", data[entry : entry + 8])
        if kind not in _SIZES:
            continue
        start = entry + 8 if number * _SIZES[kind] <= 4 else struct.unpack(f"{order}I", data[entry + 8 : entry + 12])[0]
        if kind == 2:
            tags[tag] = data[start : start + number].decode("latin-1")
        else:
            tags[tag] = struct.unpack(order + ("H" if kind == 3 else "I"), data[start : start + _SIZES[kind]])[0]
    end = at + 2 + 12 * count
    return tags, struct.unpack(f"{order}I", data[end : end + 4])[0] if end + 4 <= len(data) else 0
