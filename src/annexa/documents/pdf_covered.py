"""Text that a PDF still holds under a black box.

Whether a box hides its text depends on the order of drawing, on clipping, on what an annotation adds: too much to
work out from the objects. So a page that draws anything dark is rendered, and each character is looked up
in the picture: where its whole line box is dark, nobody can read it on the page, and everybody can copy it.
White words on a dark table header are not uniform, and stay out; so do characters that are black boxes themselves.
"""

import ctypes
from typing import Any, Final

from annexa.documents.facts import HiddenKind
from annexa.documents.gather import Gatherer
from annexa.model.findings import Place

_SCALE: Final = 1.5
"""Pixels a point."""
_DARK: Final = 90
"""Grey level (0 to 255) below which a pixel is dark."""
_MOST: Final = 0.86
"""Part of a character's box that is dark; hatched boxes have light lines."""
_SMALLEST: Final = 5.0
"""Points; narrower dark shapes are rules and frames."""
_OBJECTS: Final = 5_000
"""Objects of a page that are looked at."""
_PAGES: Final = 300
"""Pages that are rendered at most."""
_SHORTEST: Final = 2
"""Different characters in a row that make a finding: one glyph again and again is an ornament."""
_LABELS: Final = frozenset({"privilege", "privileged", "redacted", "redaction", "sealed", "confidential", "pii"})
"""What redaction programs write on their own boxes, in the colour of the box."""
_PATH, _FORM = 2, 5  # FPDF_PAGEOBJ_PATH, FPDF_PAGEOBJ_FORM
_BOXING_ANNOTATIONS = frozenset({5, 6, 7, 15, 28})  # square, circle, polygon, ink, redaction


def add_covered(page: Any, text_page: Any, number: int, found: Gatherer, rendered: list[int]) -> None:
    """Adds each run of covered characters of a page; `rendered` counts the pages rendered so far."""
    if not _draws_dark(page):
        return
    if len(rendered) >= _PAGES:
        found.partial(f"only the first {_PAGES} pages with dark shapes were searched for text under them")
        return
    rendered.append(number)
    for words in _runs(page, text_page):
        found.hide(HiddenKind.COVERED_TEXT, Place(page=number), text=words)


def _draws_dark(page: Any) -> bool:
    import pypdfium2.raw as raw

    count = raw.FPDFPage_CountObjects(page.raw)
    for index in range(min(count, _OBJECTS)):
        if _is_dark(raw.FPDFPage_GetObject(page.raw, index), 0):
            return True
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 500)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in _BOXING_ANNOTATIONS:
            return True
    return False


def _is_dark(item: Any, depth: int) -> bool:
    import pypdfium2.raw as raw

    kind = raw.FPDFPageObj_GetType(item)
    if kind == _FORM and depth < 3:
        inner = min(raw.FPDFFormObj_CountObjects(item), _OBJECTS)
        return any(_is_dark(raw.FPDFFormObj_GetObject(item, index), depth + 1) for index in range(inner))
    if kind != _PATH:
        return False
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    colours = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPath_GetDrawMode(item, mode, stroke) or not mode.value:
        return False
    if not raw.FPDFPageObj_GetFillColor(item, *colours):
        return False
    red, green, blue, alpha = (colour.value for colour in colours)
    if alpha < 200 or max(red, green, blue) > _DARK:
        return False
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *sides):
        return True
    left, bottom, right, top = (side.value for side in sides)
    return depth > 0 or (right - left > _SMALLEST and top - bottom > _SMALLEST)


def _runs(page: Any, text_page: Any) -> list[str]:
    """Covered characters that follow each other, as words."""
    import pypdfium2.raw as raw

    bitmap = page.render(scale=_SCALE, grayscale=True)
    picture = bitmap.to_pil()
    look = _Look(page, picture)
    runs: list[str] = []
    run: list[str] = []
    for index in range(raw.FPDFText_CountChars(text_page.raw)):
        code = raw.FPDFText_GetUnicode(text_page.raw, index)
        if code <= 0x20 or code == 0xA0:
            if run:
                run.append(" ")
            continue
        if 0x2500 <= code < 0x2600 or not look.is_dark(text_page, index):
            _end(run, runs)
            continue
        run.append(chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "?")
    _end(run, runs)
    bitmap.close()
    return runs


def _end(run: list[str], runs: list[str]) -> None:
    words = "".join(run).strip()
    if len(set(words) - {" "}) >= _SHORTEST and words.lower() not in _LABELS:
        runs.append(words)
    run.clear()


class _Look:
    """Looks characters up in the picture of their page."""

    def __init__(self, page: Any, picture: Any) -> None:
        self.page = page
        self.width, self.height = picture.size
        self.pixels = picture.load()

    def is_dark(self, text_page: Any, index: int) -> bool:
        """Whether the whole line box of a character is dark."""
        import pypdfium2.raw as raw

        box = raw.FS_RECTF()
        if not raw.FPDFText_GetLooseCharBox(text_page.raw, index, box):
            return False
        left, top = self._pixel(box.left, box.top)
        right, bottom = self._pixel(box.right, box.bottom)
        left, right = sorted((left, right))
        top, bottom = sorted((top, bottom))
        inset_x, inset_y = (right - left) // 8, (bottom - top) // 5
        columns = range(max(left + inset_x, 0), min(right - inset_x + 1, self.width))
        rows = range(max(top + inset_y, 0), min(bottom - inset_y + 1, self.height))
        if not columns or not rows or len(columns) * len(rows) < 6:
            return False
        if self.pixels[columns[0], rows[0]] > _DARK and self.pixels[columns[-1], rows[-1]] > _DARK:
            return False
        dark = sum(self.pixels[x, y] <= _DARK for x in columns for y in rows)
        return bool(dark >= len(columns) * len(rows) * _MOST)

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        import pypdfium2.raw as raw

        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self.page.raw, 0, 0, self.width, self.height, 0, x, y, across, down)
        return across.value, down.value
