"""Shapes that somebody drew over words of a Word document: filled, in front of the text, at a paragraph's height.

Where words stand is known only after layout, so their places are estimated from their number and size, and only shapes
that hang on a paragraph count: a rectangle drawn with the mouse does, an ornament of a page's design does not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from annexa.documents.drawing_fill import is_opaque
from annexa.documents.markup import Element
from annexa.documents.word_names import WP, WPS, V, W
from annexa.model.findings import Place

_POINT: Final = 12_700
"""English Metric Units."""
_COLUMN: Final = 450.0
"""Points; the width of the text on an A4 page with Word's usual margins."""
_LETTER, _LINE, _AFTER = 0.5, 1.25, 8.0
"""Width of a letter and height of a line in sizes of the type; points after a paragraph."""
_LABEL: Final = 12
"""Letters on a shape that are a label, such as "[removed]", and no text box of its own."""
_LOWEST, _HIGHEST, _NARROWEST = 6.0, 200.0, 12.0
"""Points; lower shapes are rules, higher ones boxes of a page's design."""
_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px)?$")
_UNITS: Final = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, None: 1.0}


@dataclass(frozen=True, slots=True)
class Cover:
    """A filled shape in front of the text; points from the start of the paragraph that it hangs on."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Lines:
    """A paragraph as far as its extent goes."""

    place: Place
    text: str
    size: float

    @property
    def height(self) -> float:
        return self.line * max(1, -(-len(self.text) * self.size * _LETTER // _COLUMN))

    @property
    def room(self) -> float:
        """Its height with the space after it."""
        return self.height + _AFTER if self.size else 0.0

    @property
    def width(self) -> float:
        return min(len(self.text) * self.size * _LETTER, _COLUMN)

    @property
    def line(self) -> float:
        return self.size * _LINE


def covers_in(drawing: Element) -> Iterator[Cover]:
    """The shapes of `w:drawing` or `w:pict` that hide what stands behind them."""
    for anchor in drawing.iter(f"{WP}anchor"):
        if cover := _modern(anchor):
            yield cover
    for shape in drawing.iter(f"{V}rect", f"{V}roundrect", f"{V}shape", f"{V}oval"):
        if cover := _old(shape):
            yield cover


def covered_by(
    cover: Cover, at: int, paragraphs: Sequence[tuple[Place, str, float | None]], usual: float
) -> Iterator[Lines]:
    """The paragraphs of which a shape that hangs on the paragraph `at` hides words; looks three up and three down.

    A paragraph is its place, its words and the size of its type, None for the `usual` one. One of size 0 stands in a
    text box, elsewhere, and takes no room between its neighbours.
    """
    first = max(0, at - 3)
    near = [Lines(p, words, usual if size is None else size) for p, words, size in paragraphs[first : at + 4]]
    top = -sum(one.room for one in near[: at - first])
    for one in near:
        hidden = min(cover.top + cover.height, top + one.height) - max(cover.top, top)
        across = min(cover.left + cover.width, one.width) - max(cover.left, 0.0)
        if one.size and one.text.strip() and hidden >= one.line * 0.6 and across >= _NARROWEST:
            yield one
        top += one.room


def _modern(anchor: Element) -> Cover | None:
    extent = anchor.find(f"{WP}extent")
    shape = next(anchor.iter(f"{WPS}spPr"), None)
    if extent is None or shape is None or anchor.get("behindDoc") in ("1", "true"):
        return None
    if anchor.find(f"{WP}wrapNone") is None or not is_opaque(shape) or _words_on(anchor) > _LABEL:
        return None
    top = _offset(anchor.find(f"{WP}positionV"), ("paragraph", "line"))
    left = _offset(anchor.find(f"{WP}positionH"), ("column", "margin", "character"))
    if top is None or left is None:
        return None
    return _sized(left, top, _points(extent.get("cx")), _points(extent.get("cy")))


def _sized(left: float, top: float, width: float, height: float) -> Cover | None:
    fits = _LOWEST <= height <= _HIGHEST and width >= _NARROWEST
    return Cover(left, top, width, height) if fits else None


def _words_on(node: Element) -> int:
    return sum(len(text.text or "") for text in node.iter(f"{W}t"))


def _offset(position: Element | None, known: tuple[str, ...]) -> float | None:
    """Points; None where the place does not hang on the paragraph."""
    offset = position.find(f"{WP}posOffset") if position is not None else None
    if position is None or offset is None or position.get("relativeFrom") not in known:
        return None
    return _points(offset.text)


def _points(value: str | None) -> float:
    try:
        return int(value or "0") / _POINT
    except ValueError:
        return 0.0


def _old(shape: Element) -> Cover | None:
    pairs = (piece.partition(":") for piece in (shape.get("style") or "").split(";"))
    style = {name.strip().lower(): value.strip() for name, _, value in pairs}
    is_behind = style.get("z-index", "0").startswith("-") or shape.get("filled") in ("f", "false")
    if style.get("position") != "absolute" or is_behind or _words_on(shape) > _LABEL:
        return None
    if shape.get("fillcolor") is None or shape.find(f"{V}imagedata") is not None:
        return None
    if "mso-position-vertical-relative" in style and style["mso-position-vertical-relative"] not in ("text", "line"):
        return None
    sides = [_length(style.get(name)) for name in ("margin-left", "margin-top", "width", "height")]
    return _sized(*sides)


def _length(value: str | None) -> float:
    match = _LENGTH.match(value or "")
    return float(match.group(1)) * _UNITS[match.group(2)] if match else 0.0
