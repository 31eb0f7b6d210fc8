"""Words that run off the edge of a slide: nobody sees them there, in a slide show or on paper, and nobody is told.

A box that began beside the slide was put aside by its author and stays there. One that begins on the slide and runs off
it is wrapped at the edge, and where it is too high its words are made smaller, as those of a placeholder are. What does
not fit even then is left as it was, and the proof of the pages names what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from . import boxes

NOTE = "words that ran off a slide wrapped or set smaller, so that they are on it"
TEXT = "com.sun.star.drawing.Text"
NARROWEST = 1_500
"""1/100 mm: a box that has less room on its slide is not wrapped."""
TOLERANCE = 20


def fit(document: Any) -> list[str]:
    """Brings words back onto their slides. Answers notes."""
    pages = document.DrawPages
    found = 0
    for number in range(pages.getCount()):
        page = pages.getByIndex(number)
        if getattr(page, "Visible", True):
            found += sum(_fitted(shape, page) for shape in islice(_shapes(page), boxes.MOST))
    return [f"{NOTE} ({found} text box{'es' if found > 1 else ''})"] if found else []


def _shapes(page: Any) -> Iterator[Any]:
    """Shapes with words; those of a group keep to each other, and are left alone."""
    for number in range(page.getCount()):
        shape = page.getByIndex(number)
        if shape.supportsService(TEXT) and hasattr(shape, "TextAutoGrowHeight") and shape.String.strip():
            yield shape


def _over(shape: Any, page: Any) -> tuple[bool, bool]:
    """Whether the words of a shape reach beyond the right and the lower edge of its slide."""
    place, size = shape.Position, shape.Size
    right = place.X + size.Width if shape.TextAutoGrowWidth or not _is_fixed(shape) else 0
    return right > page.Width + TOLERANCE, _bottom(shape) > page.Height + TOLERANCE


def _is_fixed(shape: Any) -> bool:
    return not shape.TextAutoGrowHeight


def _bottom(shape: Any) -> int:
    """Where the words of a shape end; in a shape that keeps its height they may end below it."""
    place, size = shape.Position, shape.Size
    if not _is_fixed(shape):
        return int(place.Y + size.Height)
    shape.TextAutoGrowHeight = True
    needed = shape.Size.Height
    shape.TextAutoGrowHeight = False
    shape.setSize(size)
    shape.setPosition(place)
    over = max(0, needed - size.Height)
    share = {"CENTER": 0.5, "BOTTOM": 0.0}.get(shape.TextVerticalAdjust.value, 1.0)
    return int(place.Y + size.Height + over * share) if over else 0


def _is_plain(shape: Any) -> bool:
    """Whether nothing of it is seen but its words."""
    styles = (getattr(shape, "FillStyle", None), getattr(shape, "LineStyle", None))
    return all(getattr(style, "value", "") == "NONE" for style in styles)


def _fitted(shape: Any, page: Any) -> bool:
    """Whether its words ran off the slide, and are on it now."""
    place = shape.Position
    if getattr(shape, "RotateAngle", 0) or not (0 <= place.X < page.Width and 0 <= place.Y < page.Height):
        return False
    if not any(_over(shape, page)):
        return False
    before = boxes.sizes(shape)
    wrapped, grows, size = shape.TextWordWrap, shape.TextAutoGrowWidth, shape.Size
    if _over(shape, page)[0] and (not wrapped or _is_plain(shape)) and page.Width - place.X >= NARROWEST:
        shape.TextAutoGrowWidth, shape.TextWordWrap = False, True
        narrower = shape.Size
        narrower.Width = page.Width - place.X
        shape.setSize(narrower)
        shape.setPosition(place)
    if boxes.scaled(before, lambda: not any(_over(shape, page))):
        return True
    shape.TextWordWrap, shape.TextAutoGrowWidth = wrapped, grows
    shape.setSize(size)
    shape.setPosition(place)
    return False
