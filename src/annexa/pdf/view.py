"""A page as a reader sees it: what is visible of it, which way up, and how large on paper."""

from dataclasses import dataclass
from functools import lru_cache

from pikepdf import Array, Dictionary, Name, Object

from annexa.pdf.source import as_list


@dataclass(frozen=True, slots=True)
class View:
    """A page as a reader sees it."""

    width: float
    """Points on paper, after rotation and UserUnit."""
    height: float
    matrix: tuple[float, float, float, float, float, float]
    """From points on paper, counted from the visible bottom left corner, to the page's own units."""


def view(page: Dictionary) -> View:
    """The visible box of a page: CropBox inside MediaBox, turned by /Rotate, scaled by /UserUnit.

    A CropBox outside the MediaBox is taken away.
    """
    media = _box(page, "/MediaBox") or (0.0, 0.0, 595.0, 842.0)
    crop = _box(page, "/CropBox") or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
        if "/CropBox" in page:
            del page["/CropBox"]  # it leaves nothing to see: readers disagree about what to show then
    unit = _number(page.get("/UserUnit"), 1.0) if "/UserUnit" in page else 1.0
    unit = unit if unit > 0 else 1.0
    s = 1 / unit
    width, height = (right - left) * unit, (top - bottom) * unit
    turn = int(_number(page.get("/Rotate"), 0.0)) % 360 if "/Rotate" in page else 0
    if turn == 90:
        return View(height, width, (0, s, -s, 0, right, bottom))
    if turn == 180:
        return View(width, height, (-s, 0, 0, -s, right, top))
    if turn == 270:
        return View(height, width, (0, -s, s, 0, left, top))
    return View(width, height, (s, 0, 0, s, left, bottom))


def top_of(page: Dictionary) -> Array:
    """A destination at the top of a page that leaves the reader's zoom alone, which courts ask to be 100 %."""
    seen = view(page)
    _, _, c, d, e, f = seen.matrix
    left, top = c * seen.height + e, d * seen.height + f
    return Array([page, Name.XYZ, round(left, 2), round(top, 2), None])


def _box(page: Dictionary, key: str) -> tuple[float, float, float, float] | None:
    found = page.get(key)
    if not isinstance(found, Array):
        return None
    written = found.unparse(True)
    return _rectangle(found) if b"R" in written else _written_rectangle(written)


@lru_cache(maxsize=256)
def _written_rectangle(written: bytes) -> tuple[float, float, float, float] | None:
    """The pages of a document share few shapes, and taking one apart takes longer than looking it up."""
    return _rectangle(Object.parse(written))


def _rectangle(array: Object) -> tuple[float, float, float, float] | None:
    values = [_number(each, float("nan")) for each in as_list(array)]
    if len(values) != 4 or any(value != value for value in values):
        return None
    a, b, c, d = values
    box = (min(a, c), min(b, d), max(a, c), max(b, d))
    return box if box[2] > box[0] and box[3] > box[1] else None


def _number(value: object, otherwise: float) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return otherwise
