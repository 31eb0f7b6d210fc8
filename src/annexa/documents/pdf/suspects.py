"""Which text of a PDF page may not be seen, told from the objects alone: quick, and sure about what can be seen.

Something is drawn over it, it has the colour of what lies behind it, it draws nothing, it is tiny, or it stands outside
the page or its clip. Whether it can be seen in fact is for a picture of the page to show.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from annexa.documents.gather import Area
from annexa.documents.pdf.drawn import Drawn, Shape, Stretch, overlap

TINY: Final = 1.5
"""Points; lower letters cannot be read at any usual size of the page."""
_PALE: Final = 200
"""A colour whose parts are all above this can vanish on white paper."""
_NEAR: Final = 48
"""Colours that differ by no more than this in each part can vanish on each other."""
_SCAN: Final = 0.5
"""Part of the page that the pictures of a scan cover at least; text below or on them is what was recognised."""
_SAME: Final = 1.5
"""Points by which two writings of the same words may differ."""
_MOST: Final = 300_000
"""Comparisons of words with shapes on one page."""
_MARGIN: Final = 72.0
"""Points; a cropped page with a rim this wide on each side was made for a printer, who puts marks there."""
_OVERLAYS: Final = frozenset({"text", "link", "popup", "widget"})
"""Annotations that cover nothing."""
_ANNOTATIONS: Final = {1: "text", 2: "link", 16: "popup", 20: "widget", 28: "redact"}
"""Kinds of annotations (FPDF_ANNOT_…) that are told apart here."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation that may cover text."""

    box: Area
    is_redaction: bool


def annotations_of(page: Any) -> list[Annotation]:
    """The annotations of a page that are drawn over it; those for programs, links and form fields left out."""
    import pypdfium2.raw as raw

    found: list[Annotation] = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 500)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        kind = _ANNOTATIONS.get(raw.FPDFAnnot_GetSubtype(annotation), "other")
        box = raw.FS_RECTF()
        if kind not in _OVERLAYS and raw.FPDFAnnot_GetRect(annotation, box):
            left, right = sorted((box.left, box.right))
            bottom, top = sorted((box.bottom, box.top))
            found.append(Annotation((left, bottom, right, top), kind == "redact"))
        raw.FPDFPage_CloseAnnot(annotation)
    return found


class Suspects:
    """The stretches of text that may not be seen, and why; by the addresses of their objects."""

    def __init__(self, page: Any, drawn: Drawn, annotations: list[Annotation]) -> None:
        self.drawn = drawn
        self.annotations = annotations
        self.page_box = _box_of(page.get_bbox())
        whole = page.get_mediabox(fallback_ok=False)  # None where it is inherited
        self.is_for_a_printer = whole is not None and _is_for_a_printer(self.page_box, _box_of(whole))
        self.grid = Grid(drawn.shapes)
        self.over: set[int] = set()
        """Something is drawn over them."""
        self.others: set[int] = set()
        self._near: dict[int, list[Shape]] = {}
        for address, text in drawn.texts.items():
            # A page of thousands of shapes over thousands of words is not worked out; the picture of it decides.
            is_costly = self.grid.asked > _MOST
            if is_costly or any(covers(one.box, text.box) for one in annotations) or self.covering(text):
                self.over.add(address)
            elif self._may_vanish(text):
                self.others.add(address)

    def covering(self, text: Stretch) -> list[Shape]:
        """What is drawn over it, or over a part of it."""
        return [one for one in self._around(text) if one.order > text.order]

    def behind(self, text: Stretch) -> list[Shape]:
        """What is drawn before it, at the same place."""
        return [one for one in self._around(text) if one.order < text.order]

    def _around(self, text: Stretch) -> list[Shape]:
        """What could hide it, or stand behind it, at its place; looked for once."""
        known = self._near.get(text.order)
        if known is None:
            known = [one for one in self.grid.near(text.box) if covers(one.box, text.box)]
            self._near[text.order] = known
        return known

    def _may_vanish(self, text: Stretch) -> bool:
        if not text.is_inked or text.box[3] - text.box[1] < TINY or is_outside(text.box, self.page_box):
            return True
        if text.clip is not None and is_outside(text.box, text.clip):
            return True
        if text.colour is None:
            return False
        if min(text.colour) > _PALE:
            return True
        return any(shape.colour is None or _is_near(shape.colour, text.colour) for shape in self.behind(text))

    def is_written_again(self, address: int) -> bool:
        """Whether it is drawn once more over what covers it; PDFium then gives the letters of one of them only."""
        text = self.drawn.texts.get(address)
        return text is not None and any(
            other.order > text.order
            and key not in self.over
            and all(abs(a - b) < _SAME for a, b in zip(other.box, text.box, strict=True))
            for key, other in self.drawn.texts.items()
        )

    def is_scan(self) -> bool:
        """Whether pictures cover most of the page: what stands there as text was recognised, and is in the picture."""
        left, bottom, right, top = self.page_box
        covered = 0.0
        for shape in self.drawn.shapes:
            if shape.is_picture:
                width, height = overlap(shape.box, self.page_box)
                covered += max(0.0, width) * max(0.0, height)
        return covered >= _SCAN * (right - left) * (top - bottom)


def _box_of(box: Iterable[float]) -> Area:
    left, bottom, right, top = (float(side) for side in box)
    return left, bottom, right, top


def _is_for_a_printer(shown: Area, whole: Area) -> bool:
    rims = (shown[0] - whole[0], shown[1] - whole[1], whole[2] - shown[2], whole[3] - shown[3])
    return all(0 < rim <= _MARGIN for rim in rims)


def is_outside(box: Area, frame: Area) -> bool:
    """Whether most of a box lies outside a frame."""
    width, height = overlap(box, frame)
    if width <= 0 or height <= 0:
        return True
    return width * height < 0.2 * max((box[2] - box[0]) * (box[3] - box[1]), 0.01)


def covers(box: Area, text: Area) -> bool:
    """Whether a box can hide a letter of a text: wide as a letter, and half as high as the line."""
    width, height = overlap(box, text)
    line = max(min(text[3] - text[1], text[2] - text[0]), 0.1)
    return width >= min(line, 3.0) * 0.5 and height >= line * 0.4


def _is_near(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


class Grid:
    """Finds the shapes near a place without asking each."""

    _SIDE: Final = 48.0
    _WIDEST: Final = 200

    def __init__(self, shapes: list[Shape]) -> None:
        self.asked = 0
        """Shapes that were looked at so far."""
        self.large: list[Shape] = []
        self.fields: dict[tuple[int, int], list[Shape]] = {}
        for shape in shapes:
            fields = self._fields(shape.box)
            if len(fields) > self._WIDEST:
                self.large.append(shape)
                continue
            for field in fields:
                self.fields.setdefault(field, []).append(shape)

    def near(self, box: Area) -> list[Shape]:
        """Each shape that may have something in common with the box, once or more."""
        found = self.large.copy()
        if self.fields:  # most pages draw nothing but text
            for field in self._fields(box):
                found += self.fields.get(field, ())
        self.asked += len(found)
        return found

    def _fields(self, box: Area) -> list[tuple[int, int]]:
        """The fields that a box touches; of a very large one no more than tell that it is."""
        left, bottom, right, top = [int(max(min(side, 20_000), -20_000) // self._SIDE) for side in box]
        rows = range(bottom, top + 1)
        if (right + 1 - left) * len(rows) > self._WIDEST:
            columns = range(left, min(right, left + self._WIDEST) + 1)
            return [(across, up) for across in columns for up in rows[: self._WIDEST + 1]][: self._WIDEST + 1]
        return [(across, up) for across in range(left, right + 1) for up in rows]
