"""What a page of a PDF draws, in the order of drawing: stretches of text, and what can cover or stand behind them.

All boxes are left, bottom, right, top in points of the page; what stands in forms is moved to where the page shows it.
"""

import ctypes
from dataclasses import dataclass, field
from typing import Any, Final

from annexa.documents.gather import Area

OBJECTS: Final = 8_000
"""Objects of a page that are looked at."""
_DEEPEST: Final = 6
_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5  # FPDF_PAGEOBJ_…
_POINTS: Final = 60
"""Points of a clipping path that are looked at; text in a more complicated one counts as shown."""
_THICK: Final = 1.2
"""Points; thinner lines are rules and frames, and hide nothing."""
_SMALLEST: Final = 3.0
"""Points; shapes that are lower or narrower cover no letter."""

Colour = tuple[int, int, int]
Matrix = tuple[float, float, float, float, float, float]
_AS_IS: Final[Matrix] = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled or thickly drawn path, a picture or a shading."""

    order: int
    box: Area
    colour: Colour | None
    """None where it is not one colour: a picture, a pattern, a shading."""
    is_picture: bool = False


@dataclass(slots=True)
class Stretch:
    """What one operator of the page writes."""

    handle: Any
    order: int
    box: Area
    colour: Colour | None
    is_inked: bool
    """False for text that draws nothing, as recognised text behind a scan, or is fully transparent."""
    clip: Area | None
    """The box outside which nothing of it is shown."""


@dataclass(slots=True)
class Drawn:
    """All that a page draws."""

    texts: dict[int, Stretch] = field(default_factory=dict)
    """By the address of the object, by which its characters name it."""
    shapes: list[Shape] = field(default_factory=list)
    count: int = 0


def drawn_on(page: Any) -> Drawn:
    """What the page draws itself; annotations are left out."""
    import pypdfium2.raw as raw

    drawn = Drawn()
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), OBJECTS)):
        _add(drawn, raw.FPDFPage_GetObject(page.raw, index), _AS_IS, 0)
    return drawn


def address_of(handle: Any) -> int:
    """What tells one object from another."""
    return int(ctypes.cast(handle, ctypes.c_void_p).value or 0)


def _add(drawn: Drawn, item: Any, matrix: Matrix, depth: int) -> None:
    import pypdfium2.raw as raw

    drawn.count += 1
    if drawn.count > OBJECTS:
        return
    kind = raw.FPDFPageObj_GetType(item)
    if kind == _TEXT:
        _add_text(drawn, item, matrix)
    elif kind == _FORM and depth < _DEEPEST:
        inner = _combined(_matrix_of(item), matrix)
        for index in range(min(raw.FPDFFormObj_CountObjects(item), OBJECTS)):
            _add(drawn, raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)
    elif kind in (_PATH, _IMAGE, _SHADING):
        _add_shape(drawn, item, kind, matrix)


def _add_text(drawn: Drawn, item: Any, matrix: Matrix) -> None:
    import pypdfium2.raw as raw

    box = _bounds(item, matrix)
    if box is None:
        return
    mode = raw.FPDFTextObj_GetTextRenderMode(item)
    colour, alpha = _fill(item) if mode not in (1, 5) else _stroke(item)
    drawn.texts[address_of(item)] = Stretch(
        handle=item,
        order=drawn.count,
        box=box,
        colour=colour,
        is_inked=mode not in (3, 7) and alpha > 8,
        clip=_clip(item, matrix),
    )


def _add_shape(drawn: Drawn, item: Any, kind: int, matrix: Matrix) -> None:
    colour: Colour | None = None
    if kind == _PATH:
        filled, width = _path(item)
        if not filled and width * _scale(matrix) < _THICK:
            return
        colour, alpha = _fill(item) if filled else _stroke(item)
        if alpha < 20:
            return
    box = _bounds(item, matrix)
    if box is None or box[2] - box[0] < _SMALLEST or box[3] - box[1] < _SMALLEST:
        return
    drawn.shapes.append(Shape(order=drawn.count, box=box, colour=colour, is_picture=kind == _IMAGE))


def _path(item: Any) -> tuple[bool, float]:
    """Whether it is filled, and how wide its line is, in its own units; 0 where none is drawn."""
    import pypdfium2.raw as raw

    mode, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    if not raw.FPDFPath_GetDrawMode(item, mode, stroke):
        return True, 0.0
    if stroke.value and raw.FPDFPageObj_GetStrokeWidth(item, width):
        return bool(mode.value), float(width.value) * _scale(_matrix_of(item))
    return bool(mode.value), 0.0


def _fill(item: Any) -> tuple[Colour | None, int]:
    import pypdfium2.raw as raw

    return _colour(raw.FPDFPageObj_GetFillColor, item)


def _stroke(item: Any) -> tuple[Colour | None, int]:
    import pypdfium2.raw as raw

    return _colour(raw.FPDFPageObj_GetStrokeColor, item)


def _colour(ask: Any, item: Any) -> tuple[Colour | None, int]:
    """The colour, None where it is a pattern; and how opaque it is, 0 to 255."""
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    if not ask(item, red, green, blue, alpha):
        return None, 255
    return (red.value, green.value, blue.value), alpha.value


def _bounds(item: Any, matrix: Matrix) -> Area | None:
    import pypdfium2.raw as raw

    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    return _moved((left.value, bottom.value, right.value, top.value), matrix)


def _clip(item: Any, matrix: Matrix) -> Area | None:
    """What is left by all clipping paths of an object, roughly: the common part of their boxes."""
    import pypdfium2.raw as raw

    clip = raw.FPDFPageObj_GetClipPath(item)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    left: Area | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(max(count, 0), 12)):
        points: list[tuple[float, float]] = []
        length = raw.FPDFClipPath_CountPathSegments(clip, index)
        if not 0 < length <= _POINTS:
            continue
        for place in range(length):
            segment = raw.FPDFClipPath_GetPathSegment(clip, index, place)
            if raw.FPDFPathSegment_GetPoint(segment, x, y):
                points.append((float(x.value), float(y.value)))
        if points:
            box = _around(points)
            left = box if left is None else _common(left, box)
    return None if left is None else _moved(left, matrix)


def _matrix_of(item: Any) -> Matrix:
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return _AS_IS
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _combined(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _scale(matrix: Matrix) -> float:
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)


def _moved(box: Area, matrix: Matrix) -> Area:
    if matrix == _AS_IS:
        return box
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    corners = ((left, bottom), (left, top), (right, bottom), (right, top))
    return _around([(a * x + c * y + e, b * x + d * y + f) for x, y in corners])


def _around(points: list[tuple[float, float]]) -> Area:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _common(one: Area, other: Area) -> Area:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def overlap(one: Area, other: Area) -> tuple[float, float]:
    """Width and height of what two boxes have in common; not above 0 where that is nothing."""
    left, bottom, right, top = _common(one, other)
    return right - left, top - bottom
