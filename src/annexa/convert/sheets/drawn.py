"""What a page of a printed sheet draws: texts, pictures and rules, each with its place in the content stream."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""
_BOLD = re.compile(r"bold|black|heavy|semibold", re.IGNORECASE)
UNKNOWN_WIDTH: Final = 0.5
"""Of a character, in units of its font's size."""
THIN: Final = 2.0
"""Points; a filled rectangle that is thinner is a rule."""


@dataclass(frozen=True, slots=True)
class Font:
    """What is needed of a font: how wide its characters are, in units of its size."""

    widths: tuple[float, ...] | None
    """By code, 256 of them; None where a character has two bytes."""
    bold: bool

    @classmethod
    def named(cls, name: str, widths: Sequence[float] = (), first: int = 0, *, wide: bool = False) -> "Font":
        """`widths` are thousandths of the size, from the code `first` on."""
        bold = _BOLD.search(name) is not None
        if wide:
            return cls(None, bold)
        table = [UNKNOWN_WIDTH] * 256
        for code, width in enumerate(widths, first):
            if 0 <= code < 256:
                table[code] = width / 1000
        return cls(tuple(table), bold)

    def length(self, codes: bytes) -> float:
        """Of shown codes, in units of the font's size."""
        if self.widths is None:
            return len(codes) // 2 * UNKNOWN_WIDTH
        return sum(map(self.widths.__getitem__, codes))


@dataclass(slots=True, eq=False)
class Text:
    """A text object that shows something."""

    start: int
    end: int
    box: Box
    size: float
    bold: bool
    group: int | None
    """Calc's own marked content around it: one paragraph of one cell."""
    clip: Box | None
    artifact: bool
    """Marked before as not to be read, as newer versions of LibreOffice do with page headers."""
    content: bytes
    """The codes shown; equal texts in equal fonts have equal codes."""


@dataclass(slots=True, eq=False)
class Picture:
    """A picture, or a drawing from its first stroke to its last."""

    start: int
    end: int
    name: bytes
    """Of the XObject; empty for a drawing that Calc tagged."""
    figure: int | None = None
    """Which of Calc's own figures it is."""


@dataclass(slots=True)
class Drawn:
    """What a page draws."""

    texts: list[Text] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    paths: list[tuple[int, int]] = field(default_factory=list)
    """Places in the stream of everything painted that is neither text nor picture."""
    upright: list[tuple[float, float, float]] = field(default_factory=list)
    """Vertical rules and edges of fills: x, bottom, top."""
    level: list[tuple[float, float, float]] = field(default_factory=list)
    """Horizontal ones: y, left, right."""
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Places of the operators of marked content that were there before."""
    bands: list[tuple[Box, set[int]]] = field(default_factory=list)
    """Clips at the start of the page, before anything else is drawn, with the paragraphs in them: header and footer."""
    starts: list[int] = field(default_factory=list)
    """Where in the stream anything drawn begins, in order; worked out when first needed."""
    whole: frozenset[int] = frozenset()
    """Marked contents that are all that their cell holds, as newer versions of LibreOffice tag each cell."""

    def add_rules(self, points: list[tuple[float, float]], *, filled: bool) -> None:
        """Adds what of a painted path is a rule, or the edges of a frame that is filled as one."""
        if filled:
            if len(points) < 4:
                return
            xs, ys = zip(*points, strict=True)
            left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
            edges_only = all(min(x - left, right - x) < THIN and min(y - bottom, top - y) < THIN for x, y in points)
            if not edges_only:
                return
            if right - left < THIN:
                self.upright.append(((left + right) / 2, bottom, top))
            elif top - bottom < THIN:
                self.level.append(((bottom + top) / 2, left, right))
            else:
                self.upright += [(left, bottom, top), (right, bottom, top)]
                self.level += [(bottom, left, right), (top, left, right)]
            return
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(x0 - x1) < 0.1:
                self.upright.append((x0, min(y0, y1), max(y0, y1)))
            elif abs(y0 - y1) < 0.1:
                self.level.append((y0, min(x0, x1), max(x0, x1)))
