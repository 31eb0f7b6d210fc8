"""Pictures to PDF pages: upright, at their own size or smaller, on A4 as the picture lies.

A JPEG goes in byte for byte unless it is finer than the resolution asked for; everything else is kept without loss.
"""

import io
import math
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image, ImageOps, ImageSequence

from annexa.convert import faults, normalise
from annexa.documents.facts import ReadFault
from annexa.documents.faults import too_many_pixels
from annexa.documents.limits import Limits

POINTS = 72
A4 = (595.276, 841.89)
"""Points, upright."""
MARGIN = 28.35
"""Points: 10 mm around a picture that is not itself a scanned page."""
SCREEN_DPI = 96
"""Of a picture that does not say how large it is."""
FULL_PAGE = 0.94
"""A picture that covers this much of a page each way is a scanned page and fills it."""
PAGE_SHAPE = 0.03
"""How far a scanned page may be from the shape of A4; a photograph, 4:3, is twice as far."""
OVERSIZE = 1.05
"""How much finer than asked a picture may be before it is made again."""
MOST_FRAMES = 2000
JPEG_QUALITY = 90
UPRIGHT_TAG, UPRIGHT = 0x0112, 1
STRIP = 3.0
"""A picture so many times as long as it is wide may be cut over pages; a photograph of a landscape is less."""
SMALLEST = 0.6
"""It is cut where the whole of it on one page would be smaller than this part of its size at the page's width."""
OVERLAP = 0.04
"""The part of each page that stands on the one before as well, so that no line of text is only seen cut."""
MOST_PARTS = 60
CUT = "cut over {pages} pages, which overlap by a line or two, because it is too long to be read on one"
WARNINGS = threading.Lock()
"""Python's warning filters belong to the whole process, so only one picture at a time may change them."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture as it stands in the PDF."""

    data: bytes
    width: int
    height: int
    filter: pikepdf.Name
    colours: pikepdf.Name
    bits: int


def to_pdf(
    source: Path, *, resolution: int, most_pages: int = MOST_FRAMES
) -> tuple[bytes, int, tuple[str, ...]] | ReadFault:
    """The PDF's bytes, its number of pages and notes, or why there is none.

    Raises OSError if the picture cannot be read from disk.
    """
    with source.open("rb") as stream:
        if not stream.read(1):
            return faults.empty()
    try:
        with WARNINGS, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a reader's remarks on odd files are no use to anybody
            return _to_pdf(source, resolution, most_pages)
    except Image.DecompressionBombError:
        return faults.too_large_picture()
    except OSError as error:
        if error.errno is not None:
            raise  # of the disk; what Pillow says of a picture has no number
        return faults.damaged_as("picture")
    except (SyntaxError, ValueError, EOFError, zlib.error, struct.error, LookupError, TypeError, ArithmeticError):
        return faults.damaged_as("picture")


def _to_pdf(source: Path, resolution: int, most_pages: int) -> tuple[bytes, int, tuple[str, ...]] | ReadFault:
    with Image.open(source) as picture, pikepdf.new() as document:
        frames = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        if frames > most_pages:
            return faults.too_many_pages(str(frames), most_pages)
        original = source.read_bytes() if picture.format == "JPEG" else b""
        room = Limits().all_pixels
        for frame in _frames(picture, frames):
            room -= frame.width * frame.height
            if room < 0:
                return too_many_pixels(frames).fault
            for part in _parts(frame):
                _add_page(document, part, original if part is frame else b"", resolution, lossy=bool(original))
        pages = len(document.pages)
        notes = (CUT.format(pages=pages),) if pages > frames else ()
        return normalise.saved(document), pages, notes


def _frames(picture: Image.Image, count: int) -> Iterator[Image.Image]:
    """A TIFF's pages; of an animation only the first picture."""
    if count == 1:
        yield picture
    else:
        yield from ImageSequence.Iterator(picture)


def _parts(picture: Image.Image) -> Iterator[Image.Image]:
    """The picture itself; one that would be a strip on its page in parts, which overlap by a line or two."""
    orientation = picture.getexif().get(UPRIGHT_TAG, UPRIGHT)
    turned = orientation in (5, 6, 7, 8)
    size = (picture.height, picture.width) if turned else picture.size
    dpi = _dpi(picture, turned=turned)
    pieces = _slices(size, dpi)
    if not pieces:
        yield picture
        return
    upright = _upright(picture)
    for box in pieces:
        part = upright.crop(box)
        part.info["dpi"] = dpi
        yield part


def _slices(size: tuple[int, int], dpi: tuple[float, float]) -> list[tuple[int, int, int, int]]:
    """The boxes in pixels that a very tall or wide picture is cut into; nothing where it is to stay whole."""
    inches = (size[0] / dpi[0], size[1] / dpi[1])
    long = 0 if inches[0] > inches[1] else 1
    page = A4 if long else (A4[1], A4[0])
    room = [(side - 2 * MARGIN) / POINTS for side in page]
    scale = min(1.0, room[1 - long] / inches[1 - long])  # at which it is as wide as the page, or as high
    if inches[long] / inches[1 - long] <= STRIP or room[long] / inches[long] > SMALLEST * scale:
        return []
    step = room[long] / scale * dpi[long]
    count = min(MOST_PARTS, 1 + math.ceil((size[long] - step) / (step * (1 - OVERLAP))))
    step = size[long] / (1 + (count - 1) * (1 - OVERLAP))  # all of them are as long
    starts = [round(number * step * (1 - OVERLAP)) for number in range(count)]
    ends = [min(size[long], round(start + step)) for start in starts]
    if long:
        return [(0, start, size[0], end) for start, end in zip(starts, ends, strict=True)]
    return [(start, 0, end, size[1]) for start, end in zip(starts, ends, strict=True)]


def _add_page(document: pikepdf.Pdf, picture: Image.Image, original: bytes, resolution: int, *, lossy: bool) -> None:
    orientation = picture.getexif().get(UPRIGHT_TAG, UPRIGHT)
    upright = (picture.height, picture.width) if orientation in (5, 6, 7, 8) else picture.size
    page, (left, bottom, width, height) = _place(upright, _dpi(picture, turned=orientation in (5, 6, 7, 8)))
    finest = max(upright[0] * POINTS / width, upright[1] * POINTS / height)
    shrink = resolution / finest if finest > resolution * OVERSIZE else 1.0
    plain = shrink == 1.0 and orientation == UPRIGHT and original and picture.mode in ("RGB", "L")
    encoded = _as_it_is(picture, original) if plain else _encoded(picture, shrink, lossy=lossy)
    image = pikepdf.Stream(
        document,
        encoded.data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=encoded.width,
        Height=encoded.height,
        ColorSpace=encoded.colours,
        BitsPerComponent=encoded.bits,
        Filter=encoded.filter,
    )
    drawing = f"q {width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f} cm /Im0 Do Q".encode()
    document.add_blank_page(page_size=page)
    added = document.pages[-1]
    added.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    added.Contents = document.make_stream(drawing)


def _dpi(picture: Image.Image, *, turned: bool) -> tuple[float, float]:
    """Dots per inch across and down, as the picture says; a screen's where it says nothing or nonsense."""
    try:
        across, down = (float(value) for value in picture.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        across = down = 0
    if not (SCREEN_DPI / 2 <= across <= 4800 and SCREEN_DPI / 2 <= down <= 4800):
        across = down = SCREEN_DPI
    return (down, across) if turned else (across, down)


def _place(
    size: tuple[int, int], dpi: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float, float, float]]:
    """The page's size, and the picture's left, bottom, width and height on it, all in points."""
    width, height = size[0] * POINTS / dpi[0], size[1] * POINTS / dpi[1]
    page = A4 if height >= width else (A4[1], A4[0])
    scan = width >= page[0] * FULL_PAGE and height >= page[1] * FULL_PAGE and _same_shape(width / height, page)
    margin = 0.0 if scan else MARGIN
    room = (page[0] - 2 * margin, page[1] - 2 * margin)
    scale = min(1.0, room[0] / width, room[1] / height)
    width, height = width * scale, height * scale
    return page, ((page[0] - width) / 2, (page[1] - height) / 2, width, height)


def _same_shape(ratio: float, page: tuple[float, float]) -> bool:
    return abs(ratio / (page[0] / page[1]) - 1) < PAGE_SHAPE


def _as_it_is(picture: Image.Image, original: bytes) -> Encoded:
    colours = pikepdf.Name.DeviceGray if picture.mode == "L" else pikepdf.Name.DeviceRGB
    return Encoded(original, picture.width, picture.height, pikepdf.Name.DCTDecode, colours, 8)


def _encoded(picture: Image.Image, shrink: float, *, lossy: bool) -> Encoded:
    """The picture upright, on white, no finer than asked."""
    upright = _on_white(_upright(picture))
    if shrink < 1:
        wanted = (max(1, round(upright.width * shrink)), max(1, round(upright.height * shrink)))
        upright = (upright.convert("L") if upright.mode == "1" else upright).resize(wanted, Image.Resampling.LANCZOS)
    colours = pikepdf.Name.DeviceRGB if upright.mode == "RGB" else pikepdf.Name.DeviceGray
    if lossy:
        stream = io.BytesIO()
        upright.save(stream, "JPEG", quality=JPEG_QUALITY, optimize=True)
        return Encoded(stream.getvalue(), upright.width, upright.height, pikepdf.Name.DCTDecode, colours, 8)
    bits = 1 if upright.mode == "1" else 8
    data = zlib.compress(upright.tobytes(), 9)
    return Encoded(data, upright.width, upright.height, pikepdf.Name.FlateDecode, colours, bits)


def _upright(picture: Image.Image) -> Image.Image:
    """The picture as it is to be looked at; itself where it is that already, since another takes as much memory."""
    is_upright = picture.getexif().get(UPRIGHT_TAG, UPRIGHT) == UPRIGHT
    return picture if is_upright else ImageOps.exif_transpose(picture)


def _on_white(picture: Image.Image) -> Image.Image:
    """One of the modes 1, L and RGB; what is transparent becomes white paper."""
    if picture.mode in ("1", "L", "RGB"):
        return picture
    if picture.mode.startswith(("I", "F")):
        return _stretched(picture)
    if "A" in picture.mode or "transparency" in picture.info:
        coloured = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        paper = Image.new("RGB", coloured.size, "white")
        paper.paste(coloured, mask=coloured)
        return paper
    return picture.convert("RGB")


def _stretched(picture: Image.Image) -> Image.Image:
    """16 bit and floating point greys brought to 8 bit by the range they use."""
    grey = picture.convert("F")
    low, high = (float(value) for value in grey.getextrema())  # type: ignore[arg-type]
    span = (high - low) or 1.0
    return grey.point(lambda value: (value - low) * 255 / span).convert("L")
