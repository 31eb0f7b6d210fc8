"""Words of a slide that nobody can see: below a shape or picture, beside the slide, tiny, in the colour of their shape.

Shapes are drawn in the order of the file. Where a placeholder stands is told by its layout or master when the slide
does not say so. What an animation moves away is shown at some time, and covers nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from annexa.documents import markup
from annexa.documents.colours import UNKNOWN, is_dark, vanishes
from annexa.documents.drawing_fill import is_opaque
from annexa.documents.facts import HiddenKind
from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element, local
from annexa.documents.ooxml import MC, A, Package, chosen_of
from annexa.documents.slides.colours import colours_of
from annexa.model.findings import Place

_DEEPEST: Final = 20
_TINY: Final = 200
"""Hundredths of a point up to which type cannot be read."""
_WHOLE: Final = 0.75
"""Part of a text box that must be covered for its words to be; it is often larger than its words."""
_BAR: Final = 0.9
"""Part of a dark bar that lies on a text box, which then hides a line of it."""
_BARS: Final = 0.04
"""Part of a text box that such a bar covers at least."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in English Metric Units of the slide."""
_Scale = tuple[float, float, float, float]
"""Of a group: factors and shifts across and down."""
_AS_IS: Final[_Scale] = (1.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Shape:
    order: int
    id: str
    node: Element
    kind: str
    box: Box | None
    words: str
    colour: str
    """Of its fill, where it is plain."""
    is_opaque: bool


class Parts:
    """Masters, layouts and themes of a presentation, each parsed once."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._roots: dict[str, Element | None] = {}

    def root(self, part: str) -> Element | None:
        """The root of a part; None where it is missing or broken."""
        if part not in self._roots:
            data = self.package.read(part)
            self._roots[part] = markup.salvage(data) if data else None
        return self._roots[part]

    def first(self, part: str, kind: str) -> str:
        """The first part of a kind that a part leads to; empty where there is none."""
        return next(iter(self.package.related(part, kind)), "") if part else ""


def add_unseen(parts: Parts, part: str, root: Element, size: tuple[int, int], place: Place, found: Gatherer) -> None:
    """Adds the words of a slide that cannot be seen; `size` is that of a slide, 0 where it is not told."""
    slide = _Slide(parts, part, root)
    moved = {node.get("spid") for node in root.iter() if local(node) == "spTgt"}
    for shape in slide.shapes:
        if not shape.words.strip():
            continue
        if shape.box is not None and all(size) and _is_beside(shape.box, size):
            found.hide(HiddenKind.TEXT, place, text=shape.words, how="beside the slide")
        elif (how := _cover(shape, slide.shapes, moved)) is not None:
            found.hide(HiddenKind.COVERED_TEXT, place, text=shape.words, how=how)
        else:
            for kind, how, words in _runs(shape, slide):
                found.hide(kind, place, text=words, how=how)


class _Slide:
    """A slide with what it takes from its layout and master."""

    def __init__(self, parts: Parts, part: str, root: Element) -> None:
        layout = parts.first(part, "slidelayout")
        master = parts.first(layout, "slidemaster")
        theme = parts.root(parts.first(master, "theme"))
        sources = [parts.root(source) if source else None for source in (master, layout)]
        self.colours = colours_of([root, sources[1], sources[0]], theme)
        self.frames: dict[tuple[str, str], Box] = {}
        self.below: list[_Shape] = []
        """What layout and master draw themselves, before the slide."""
        for source in sources:
            for shape in self._read_shapes(source) if source is not None else ():
                key = _placeholder(shape.node)
                if key is None:
                    self.below.append(shape)
                elif shape.box is not None:
                    self.frames[key] = shape.box
                    self.frames.setdefault((key[0], "0"), shape.box)
        self.shapes = list(self._read_shapes(root))

    def _read_shapes(self, root: Element) -> Iterator[_Shape]:
        """Every shape in the order of drawing, groups taken apart."""
        for order, (node, scale) in enumerate(_nodes(root, _AS_IS, 0)):
            properties = next((child for child in node if local(child) == "spPr"), None)
            identity = next((child for child in node.iter() if local(child) == "cNvPr"), None)
            if identity is not None and identity.get("hidden") in ("1", "true"):
                continue
            own = _own_box(properties if properties is not None else node)
            yield _Shape(
                order=order,
                id=(identity.get("id") or "") if identity is not None else "",
                node=node,
                kind=local(node),
                box=_scaled(own, scale) if own is not None else self.frames.get(_placeholder(node) or ("", "")),
                words="\n".join("".join(t.text or "" for t in p.iter(f"{A}t")) for p in node.iter(f"{A}p")).strip(),
                colour=self.colours.of(properties) if properties is not None else UNKNOWN,
                is_opaque=local(node) == "pic" or (properties is not None and is_opaque(properties)),
            )

    def ground_of(self, shape: _Shape) -> str:
        """The colour behind the words of a shape; UNKNOWN where more than one thing may be there."""
        if shape.is_opaque or shape.box is None or shape.kind != "sp":
            return shape.colour
        under = [*self.below, *(one for one in self.shapes if one.order < shape.order)]
        if any(_is_ground(one, shape.box) for one in under):
            return UNKNOWN
        return self.colours.background


def _is_ground(one: _Shape, box: Box) -> bool:
    if one.kind == "graphicFrame" or one.is_opaque:
        return one.box is None or _area(_common(one.box, box)) > 0
    return False


def _is_beside(box: Box, size: tuple[int, int]) -> bool:
    return box[2] <= 0 or box[3] <= 0 or box[0] >= size[0] or box[1] >= size[1]


def _cover(text: _Shape, shapes: list[_Shape], moved: set[str | None]) -> str | None:
    if text.box is None or text.id in moved:
        return None
    for other in shapes:
        if other.order <= text.order or not other.is_opaque or other.box is None or other.id in moved:
            continue
        shared = _area(_common(text.box, other.box))
        whole = shared >= _WHOLE * _area(text.box)
        bar = is_dark(other.colour) and not other.words and shared >= _BAR * _area(other.box)
        if shared > 0 and (whole or (bar and shared >= _BARS * _area(text.box))):
            return "under a picture" if other.kind == "pic" else "under a drawn shape"
    return None


def _runs(shape: _Shape, slide: _Slide) -> Iterator[tuple[HiddenKind, str, str]]:
    """Words that are tiny or have the colour of what lies behind them."""
    behind = slide.ground_of(shape)
    for run in shape.node.iter(f"{A}r"):
        words = "".join(text.text or "" for text in run.iter(f"{A}t"))
        properties = run.find(f"{A}rPr")
        if properties is None or not words.strip():
            continue
        size = properties.get("sz") or ""
        if size.isdigit() and int(size) <= _TINY:
            yield HiddenKind.TEXT, "in type too small to read", words
            continue
        marker = properties.find(f"{A}highlight/{A}srgbClr")
        ground = (marker.get("val") or "") if marker is not None else behind
        colour = slide.colours.of(properties) or ("000000" if marker is not None else UNKNOWN)
        if vanishes(colour, ground):
            kind = HiddenKind.COVERED_TEXT if is_dark(ground) else HiddenKind.TEXT
            yield kind, "in the colour of the place where it stands", words


def _nodes(parent: Element, scale: _Scale, depth: int) -> Iterator[tuple[Element, _Scale]]:
    for node in parent:
        name = local(node)
        if node.tag == f"{MC}AlternateContent":
            chosen = chosen_of(node)
            yield from _nodes(chosen if chosen is not None else node, scale, depth + 1)
        elif name in ("sp", "pic", "graphicFrame"):
            yield node, scale
        elif name == "grpSp" and depth < _DEEPEST:
            yield from _nodes(node, _of_group(node, scale), depth + 1)
        elif name in ("cSld", "spTree"):
            yield from _nodes(node, scale, depth + 1)


def _of_group(node: Element, outer: _Scale) -> _Scale:
    """How the insides of a group are scaled and moved to the slide."""
    frame = next((child for child in node.iter(f"{A}xfrm")), None)
    if frame is None:
        return outer
    places = {local(child): child for child in frame}
    if not {"off", "ext", "chOff", "chExt"} <= set(places):
        return outer
    across = _number(places["ext"], "cx") / (_number(places["chExt"], "cx") or 1)
    down = _number(places["ext"], "cy") / (_number(places["chExt"], "cy") or 1)
    right = _number(places["off"], "x") - _number(places["chOff"], "x") * across
    below = _number(places["off"], "y") - _number(places["chOff"], "y") * down
    a, d, e, f = outer
    return a * across, d * down, a * right + e, d * below + f


def _own_box(node: Element) -> Box | None:
    frame = next((child for child in node if local(child) == "xfrm"), None)
    offset = frame.find(f"{A}off") if frame is not None else None
    extent = frame.find(f"{A}ext") if frame is not None else None
    if offset is None or extent is None:
        return None
    left, top = _number(offset, "x"), _number(offset, "y")
    return left, top, left + _number(extent, "cx"), top + _number(extent, "cy")


def _scaled(box: Box, scale: _Scale) -> Box:
    across, down, right, below = scale
    return box[0] * across + right, box[1] * down + below, box[2] * across + right, box[3] * down + below


def _placeholder(node: Element) -> tuple[str, str] | None:
    """Kind and number of a placeholder, by which its layout knows it."""
    mark = next((child for child in node.iter() if local(child) == "ph"), None)
    return None if mark is None else (mark.get("type", "body"), mark.get("idx", "0"))


def _number(node: Element, name: str) -> float:
    try:
        return float(node.get(name) or "0")
    except ValueError:
        return 0.0


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
