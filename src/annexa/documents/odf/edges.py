"""Where a shape lies on its slide, and whether it lies beside it, where nobody sees it in a show or on paper."""

import re
from typing import Final

from annexa.documents.markup import Element
from annexa.documents.odf.names import DRAW, FO, STYLE, SVG

_LENGTH: Final = re.compile(r"(-?[\d.]+)(cm|mm|in|pt|px)$")
_CENTIMETRES: Final = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "px": 2.54 / 96}


def slide_size(*roots: Element | None) -> tuple[float, float]:
    """Width and height of the largest page that the styles know, in centimetres; 0 where they know none."""
    pages = [
        (centimetres(look.get(f"{FO}page-width")) or 0.0, centimetres(look.get(f"{FO}page-height")) or 0.0)
        for root in roots
        if root is not None
        for look in root.iter(f"{STYLE}page-layout-properties")
    ]
    return max((width for width, _ in pages), default=0.0), max((height for _, height in pages), default=0.0)


def is_beside(shape: Element, slide: tuple[float, float]) -> bool:
    """Whether all of a shape lies beyond the edges of its slide; one that is turned may lie anywhere."""
    if not all(slide) or shape.get(f"{DRAW}transform"):
        return False
    x, y, width, height = (centimetres(shape.get(f"{SVG}{name}")) for name in ("x", "y", "width", "height"))
    if x is None or y is None:
        return False
    return x >= slide[0] or y >= slide[1] or x + (width or slide[0]) <= 0 or y + (height or slide[1]) <= 0


def centimetres(length: str | None) -> float | None:
    """A length such as "2.5cm" or "1in"; None where it is none."""
    match = _LENGTH.match(length or "")
    try:
        return float(match[1]) * _CENTIMETRES[match[2]] if match else None
    except ValueError:
        return None
