"""Words that run off the edge of a slide: nobody sees them there, in a slide show or on paper, and nobody is told.

What its author put beside the slide stays there. What stands on the slide and runs off it is wrapped at the edge, and
where it is too high its words are made smaller, as those of a placeholder are; tables so, too (slide_tables.py). What
does not fit even then is left as it was, and the proof of the pages names what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from . import boxes, slide_tables

USUAL = 25_400, 19_050
"""1/100 mm across and down, as PowerPoint has it: 10 by 7.5 inches."""
NOTE = "words that ran off a slide wrapped, set smaller or moved, so that they are on it"
TEXT = "com.sun.star.drawing.Text"
NARROWEST = 1_500
"""1/100 mm: a box that has less room on its slide is not wrapped."""
TOLERANCE = 20
RIGHT, CENTRE = 1, 3  # com.sun.star.style.ParagraphAdjust


def fit(document: Any) -> list[str]:
    """Gives slides a size, where the file has none, and brings words back onto them. Answers notes."""
    pages = document.DrawPages
    _size(pages)
    found = tables = 0
    for number in range(pages.getCount()):
        page = pages.getByIndex(number)
        if getattr(page, "Visible", True):
            found += sum(_fitted(shape, page) for shape in islice(_shapes(page), boxes.MOST))
            tables += slide_tables.fit(page)
    kinds = ((found, "text box", "es"), (tables, "table", "s"))
    said = [f"{count} {kind}{several if count > 1 else ''}" for count, kind, several in kinds if count]
    return [f"{NOTE} ({' and '.join(said)})"] if said else []


def _size(pages: Any) -> None:
    """LibreOffice prints no slide of no size, and answers that the PDF cannot be written."""
    for page in map(pages.getByIndex, range(pages.getCount())):
        if page.Width <= 0 or page.Height <= 0:
            page.Width, page.Height = USUAL


def _shapes(page: Any) -> Iterator[Any]:
    """Shapes with words; those of a group keep to each other, and are left alone."""
    for number in range(page.getCount()):
        shape = page.getByIndex(number)
        if shape.supportsService(TEXT) and hasattr(shape, "TextAutoGrowHeight") and shape.String.strip():
            if shape.TextAutoGrowHeight:  # LibreOffice 25.2 tells the size in the file until it is asked to grow it
                shape.TextAutoGrowHeight = False
                shape.TextAutoGrowHeight = True
            yield shape


def _over(shape: Any, page: Any) -> tuple[bool, bool]:
    """Whether the words of a shape reach beyond an edge of its slide, across and down."""
    left, top, right, bottom = _reach(shape)
    return (
        left < -TOLERANCE or right > page.Width + TOLERANCE,
        top < -TOLERANCE or bottom > page.Height + TOLERANCE,
    )


def _reach(shape: Any) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a shape that grows with its words; of one that does not, of what lies beyond it.

    Where no words lie beyond a shape that keeps its size, it is where it was put, and the answer is no place at all.
    """
    place, size = shape.Position, shape.Size
    if shape.TextAutoGrowHeight or shape.TextAutoGrowWidth:
        return place.X, place.Y, place.X + size.Width, place.Y + size.Height
    shape.TextAutoGrowHeight = True
    needed = shape.Size
    shape.TextAutoGrowHeight = False
    shape.setSize(size)
    shape.setPosition(place)
    left = top = right = bottom = 0
    if (over := needed.Height - size.Height) > 0:
        above = int(over * {"CENTER": 0.5, "BOTTOM": 1.0}.get(shape.TextVerticalAdjust.value, 0.0))
        bottom = place.Y + size.Height + over - above
        top = 0 if shape.TextFitToSize.value == "AUTOFIT" else place.Y - above  # where LibreOffice makes them smaller
    if not shape.TextWordWrap and (over := needed.Width - size.Width) > 0:
        before = int(over * {CENTRE: 0.5, RIGHT: 1.0}.get(shape.ParaAdjust, 0.0))
        left, right = place.X - before, place.X + size.Width + over - before
    return left, top, right, bottom


def _is_put_aside(shape: Any, page: Any) -> bool:
    """Whether the point from which a shape grows, or where it begins, lies beside the slide."""
    place, size = shape.Position, shape.Size
    x, y = place.X, place.Y
    if shape.TextAutoGrowHeight:
        y += int(size.Height * {"CENTER": 0.5, "BOTTOM": 1.0}.get(shape.TextVerticalAdjust.value, 0.0))
    if _grows_across(shape):
        x += int(size.Width * {"LEFT": 0.0, "RIGHT": 1.0}.get(shape.TextHorizontalAdjust.value, 0.5))
    return not (0 <= x <= page.Width and 0 <= y <= page.Height)


def _grows_across(shape: Any) -> bool:
    return bool(shape.TextAutoGrowWidth or (shape.TextAutoGrowHeight and not shape.TextWordWrap))


def _room(shape: Any, page: Any) -> tuple[int, int]:
    """From where to where across its slide the words of a shape may stand: as far as they can from where they go."""
    place, size = shape.Position, shape.Size
    if not _grows_across(shape):
        if not shape.TextWordWrap and shape.ParaAdjust == RIGHT:
            return 0, min(place.X + size.Width, page.Width)
        if not shape.TextWordWrap and shape.ParaAdjust == CENTRE:
            middle = place.X + size.Width // 2
            half = min(middle, page.Width - middle)
            return middle - half, middle + half
    elif shape.TextHorizontalAdjust.value != "LEFT" or place.X < 0:
        left = max(0, min(place.X, page.Width - size.Width))  # moved as far as it must be
        return left, min(left + size.Width, page.Width)
    return place.X, page.Width


def _moves(shape: Any, page: Any) -> bool:
    """Moves a shape up or down as far as it must be; whether it is on its slide then."""
    place = shape.Position
    place.Y = max(0, min(place.Y, page.Height - shape.Size.Height))
    shape.setPosition(place)
    return not any(_over(shape, page))


def _is_plain(shape: Any) -> bool:
    """Whether nothing of it is seen but its words."""
    styles = (getattr(shape, "FillStyle", None), getattr(shape, "LineStyle", None))
    return all(getattr(style, "value", "") == "NONE" for style in styles)


def _fitted(shape: Any, page: Any) -> bool:
    """Whether its words ran off the slide, and are on it now."""
    if getattr(shape, "RotateAngle", 0) or _is_put_aside(shape, page) or not any(_over(shape, page)):
        return False
    before = boxes.sizes(shape)
    wrapped, grows, place, size = shape.TextWordWrap, shape.TextAutoGrowWidth, shape.Position, shape.Size
    left, right = _room(shape, page)
    if _over(shape, page)[0] and (not wrapped or _is_plain(shape)) and right - left >= NARROWEST:
        shape.TextAutoGrowWidth, shape.TextWordWrap = False, True
        narrower, moved = shape.Size, shape.Position
        narrower.Width, moved.X = right - left, left
        shape.setSize(narrower)
        shape.setPosition(moved)
    if boxes.scaled(before, lambda _: not any(_over(shape, page))):
        return True
    if shape.TextAutoGrowHeight and boxes.scaled(before, lambda _: _moves(shape, page)):
        return True
    shape.TextWordWrap, shape.TextAutoGrowWidth = wrapped, grows
    shape.setSize(size)
    shape.setPosition(place)
    return False
