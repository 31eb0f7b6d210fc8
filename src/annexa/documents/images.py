"""Pictures: png, jpg, tif, gif, bmp, webp, jp2. They hold no text; their size and number of pages are their facts."""

import io
import struct
import warnings
import zlib

from annexa.documents import faults
from annexa.documents.facts import Facts, Properties
from annexa.documents.gather import Gatherer
from annexa.documents.limits import Limits
from annexa.model.findings import Place

_PILLOW = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    LookupError,
    ArithmeticError,
    struct.error,
    zlib.error,
)
"""What Pillow answers to pictures that are damaged, besides its own words."""
_ARTIST, _DESCRIPTION, _DATE = 315, 270, 306
_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "JPEG2000")
"""Names that Pillow has for what is read here."""
_MOVING = ("gif", "webp", "png")
"""Formats that may hold an animation."""
_CHECKED_BY_END = ("jpg", "png")
"""Formats whose last bytes tell whether they are whole; the others are unpacked."""
"""Tags of TIFF 6.0, which Exif uses too."""


def read(data: bytes, format_name: str, limits: Limits) -> Facts:
    """Facts of a picture; raises Unreadable where it is damaged or larger than `limits.pixels`."""
    from PIL import Image, UnidentifiedImageError  # heavy, and not every library holds pictures

    found = Gatherer(limits)
    Image.MAX_IMAGE_PIXELS = None  # the size is judged here, with our own words
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > limits.pixels:
                    raise faults.too_large(f"it has {image.width:,} by {image.height:,} pixels")
                frames = int(getattr(image, "n_frames", 1))
                if format_name == "tif" and image.width * image.height * frames > limits.all_pixels:
                    raise faults.too_many_pixels(frames)
                found.pages = frames if format_name == "tif" else 1
                if frames > 1 and format_name in _MOVING:
                    found.partial(f"it moves: only the first of its {frames:,} pictures can be shown on a page")
                exif = image.getexif()
                found.properties = Properties(
                    title=str(exif.get(_DESCRIPTION, "")).strip("\x00 "),
                    author=str(exif.get(_ARTIST, "")).strip("\x00 "),
                    created=str(exif.get(_DATE, "")).strip("\x00 "),
                )
                _whole(image, data, format_name)
    except (UnidentifiedImageError, *_PILLOW) as error:
        raise faults.corrupt() from error
    found.picture(Place(page=1), alt=None, name=f"{format_name} file")
    return found.finish(format_name)


def _whole(image: object, data: bytes, format_name: str) -> None:
    """A picture that breaks off is damaged, though its header can be read."""
    if format_name == "jpg" and b"\xff\xd9" not in data[-4096:]:
        raise faults.corrupt("the picture breaks off before its end")
    if format_name == "png" and b"IEND" not in data[-4096:]:
        raise faults.corrupt("the picture breaks off before its end")
    if format_name not in _CHECKED_BY_END:
        image.load()  # type: ignore[attr-defined]
