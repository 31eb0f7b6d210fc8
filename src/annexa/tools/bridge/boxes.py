"""Text boxes whose words do not fit: LibreOffice cuts off what no longer finds room, and says nothing.

A box that is made taller would lie over its neighbours, so its words are made smaller instead, as slides do it. Where
even the smallest that can be read does not fit, the box is left as it was, and the proof of the pages names what is
missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

NOTE = "words of a text box set smaller, so that they all fit into it"
NOTES = "words of {count} text boxes set smaller, so that they all fit into them"
SCALES = (0.92, 0.85, 0.78, 0.72, 0.66, 0.6, 0.55, 0.5)
SMALLEST = 6.0
"""Points: smaller letters cannot be read on paper."""
MOST = 500
"""Boxes that are measured."""
FIXED, AT_LEAST = 1, 2  # com.sun.star.text.SizeType
HEIGHTS = ("CharHeight", "CharHeightAsian", "CharHeightComplex")
DEEPEST = 10
"""Groups inside one another that are looked into."""
MARGINS = ("ParaTopMargin", "ParaBottomMargin")


def fit(document: Any) -> list[str]:
    """Sets the words of boxes that are too full smaller. Answers notes."""
    found = sum(_fitted(box) for box in islice(_boxes(document), MOST))
    if not found:
        return []
    return [NOTE if found == 1 else NOTES.format(count=found)]


def _boxes(document: Any) -> Iterator[Any]:
    """Frames of text that keep their height: those of older files, and those inside drawn shapes."""
    frames = document.TextFrames
    held = [frames.getByIndex(number) for number in range(frames.getCount())]
    shapes = (shape for shape in _shapes(document.DrawPage) if getattr(shape, "TextBox", False))
    for box in (*held, *(getattr(shape, "TextBoxContent", None) for shape in shapes)):
        if box is not None and box.SizeType == FIXED:
            yield box


def _shapes(page: Any, depth: int = 0) -> Iterator[Any]:
    for number in range(page.getCount()):
        shape = page.getByIndex(number)
        if shape.supportsService("com.sun.star.drawing.GroupShape"):
            if depth < DEEPEST:
                yield from _shapes(shape, depth + 1)
        else:
            yield shape


def _is_too_full(box: Any) -> bool:
    """Whether its words would need more height than it has."""
    box.SizeType = AT_LEAST
    needed = box.LayoutSize.Height
    box.SizeType = FIXED
    return bool(needed > box.Size.Height)


def _fitted(box: Any) -> bool:
    """Whether its words had to be made smaller, and then fit."""
    if not box.String.strip() or not _is_too_full(box):
        return False
    _without_blank_end(box)
    if not _is_too_full(box):
        return False
    return scaled(sizes(box), lambda _: not _is_too_full(box))


def scaled(before: list[tuple[Any, str, float]], fits: Callable[[float], bool]) -> bool:
    """Makes words smaller until they fit; else they are as they were.

    `before` is what `sizes` said; `fits` is told how small they are.
    """
    smallest = min((size for _, name, size in before if name in HEIGHTS and size), default=0)
    for scale in (1, *SCALES):
        if smallest * scale < SMALLEST and scale < 1:
            break
        _scale(before, scale)
        if fits(scale):
            return True
    _scale(before, 1)
    return False


def _without_blank_end(text: Any) -> None:
    """Takes out empty paragraphs at the end, which need no room."""
    paragraphs = list(_each(text))
    for paragraph in reversed(paragraphs[1:]):
        if not paragraph.supportsService("com.sun.star.text.Paragraph") or paragraph.String.strip():
            return
        if any(portion.TextPortionType != "Text" for portion in _each(paragraph)):
            return  # a picture or a field hangs on it
        paragraph.dispose()


def sizes(text: Any) -> list[tuple[Any, str, float]]:
    """Each part of a text with a size, the property's name, and the size."""
    found: list[tuple[Any, str, float]] = []
    for paragraph in _each(text):
        if not paragraph.supportsService("com.sun.star.text.Paragraph"):
            continue
        found += [(paragraph, name, getattr(paragraph, name)) for name in MARGINS]
        for portion in _each(paragraph):
            found += [(portion, name, getattr(portion, name)) for name in HEIGHTS]
    return found


def _scale(sizes: list[tuple[Any, str, float]], scale: float) -> None:
    for thing, name, size in sizes:
        setattr(thing, name, round(size * scale) if name in MARGINS else size * scale)


def _each(text: Any) -> Iterator[Any]:
    parts = text.createEnumeration()
    while parts.hasMoreElements():
        yield parts.nextElement()
