"""What a reader sees on each page of a PDF: text, its direction, pictures. Uses pdfium, never the writer's library."""

import ctypes
import hashlib
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final

from annexa.verify.asked import indices
from annexa.verify.boxes import SPACE, joined, rounded, words_of
from annexa.verify.facts import Box, Picture, Seen, Word, as_seen
from annexa.verify.labels import numbered

NUMBER_IN_MARGIN: Final = re.compile(r"\d")
SAMPLE: Final = 160
"""Characters looked at on a page for their direction and their mapping to Unicode."""
FRONT_PAGES: Final = 80
"""How far an index may reach."""
_SPACES: Final = frozenset((0x20, 0xA0, 0x0A, 0x0D))
"""Letters that are not looked at; those that pdfium itself puts in are three of them."""
MAX_OBJECTS: Final = 100_000
MAX_LETTERS: Final = 400_000
"""What is looked at on one page; a page of prose has 3,000 letters and a few hundred objects."""
_Draws = list[tuple[int, Picture | None]]
"""What a page draws that is no text: its handle, and of a picture that picture."""


def look(path: Path, asked: str = "", opened: dict[Path, Any] | None = None) -> Iterator[Seen]:
    """Every page in order; those of one of several parts of the file, as "2/4"; or some, as "1,17-20 of 376".

    `opened`: where the file stays open for the next question. While it is open pdfium reads each font once, and looks
    once through the tree of pages. Raises whatever pdfium's binding raises where the file cannot be opened; ValueError
    where it finds another number of pages than the one that is given.
    """
    import pypdfium2

    kept = {} if opened is None else opened
    if path not in kept:
        kept[path] = pypdfium2.PdfDocument(path)
    document = kept[path]
    try:
        for index in indices(asked, len(document)):
            yield _page(document, index)
    finally:
        if opened is None:
            document.close()


def _page(document: Any, index: int) -> Seen:
    try:
        page = document[index]
    except Exception as error:
        return Seen(position=index + 1, width=0, height=0, letters=0, fault=_words_of(error))
    try:
        return _Page(page, index + 1).seen()
    except Exception as error:
        return Seen(position=index + 1, width=0, height=0, letters=0, fault=_words_of(error))
    finally:
        page.close()


def _words_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


class _Page:
    """One open page."""

    def __init__(self, page: Any, position: int) -> None:
        import pypdfium2.raw as raw

        from annexa.verify import calls

        self.raw = raw
        self.calls = calls
        self.page = page
        self.handle = calls.handle(page)
        self.position = position
        self.box = Box(*page.get_bbox()).normal()
        self.rotate = int(page.get_rotation()) % 360
        width, height = self.box.width, self.box.height
        self.width, self.height = (height, width) if self.rotate % 180 else (width, height)

    def seen(self) -> Seen:
        text_page = self.page.get_textpage()
        try:
            count = min(self.raw.FPDFText_CountChars(text_page), MAX_LETTERS)
            letters = self.calls.handle(text_page)
            written = (text_page.get_text_range(0, count) if count > 0 else "").split()
            margin = tuple(self._margin(text_page, count))
            unmapped, directions = self._sample(letters, count)
            words: tuple[Word, ...] = ()
            if self.position <= FRONT_PAGES and self.raw.FPDFPage_GetAnnotCount(self.page) > 0:
                words = tuple(self._words(letters, count))
        finally:
            text_page.close()
        pictures, draws = self._objects()
        return Seen(
            position=self.position,
            width=round(self.width, 2),
            height=round(self.height, 2),
            letters=sum(map(len, written)),
            margin=margin,
            words=words,
            unmapped=round(unmapped, 3),
            directions=directions,
            pictures=pictures,
            digest=self._digest(written, margin, draws),
        )

    # -- text ---------------------------------------------------------------------------------------------

    def _margin(self, text_page: Any, count: int) -> Iterator[Word]:
        """Pieces of text that hold a figure and stand wholly in the margin."""
        if count <= 0:
            return
        across, up = max(54.0, self.width / 10), max(54.0, self.height / 10)
        if self.rotate % 180:
            across, up = up, across
        bounds = (self.box.left + across, self.box.bottom + up, self.box.right - across, self.box.top - up)
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        sides = [ctypes.byref(side) for side in (left, top, right, bottom)]
        line_box, letters = self.calls.line_box, self.calls.handle(text_page)
        pieces: list[Word] = []
        for index in range(self.raw.FPDFText_CountRects(text_page, 0, count)):
            if not line_box(letters, index, *sides):
                continue
            # The page's own units do as well here: which margin it is makes no difference.
            inside_up = top.value >= bounds[1] and bottom.value <= bounds[3]
            if inside_up and right.value >= bounds[0] and left.value <= bounds[2]:
                continue
            box = Box(left.value, bottom.value, right.value, top.value)
            seen = as_seen(box, self.box, self.rotate)
            text = self.calls.text_in(letters, box) or text_page.get_text_bounded(*box).strip()
            if text:
                pieces.append(Word(text=text[:120], box=rounded(seen)))
        yield from islice((word for word in joined(pieces) if NUMBER_IN_MARGIN.search(word.text)), 60)

    def _words(self, text: int, count: int) -> Iterator[Word]:
        """All words, each with its box, by way of the boxes of their letters; `text` is the handle of the page's."""
        code_of, letter_box = self.calls.code_of, self.calls.letter_box
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        sides = [ctypes.byref(side) for side in (left, right, bottom, top)]
        page, rotate = self.box, self.rotate
        across, up, _, _ = page

        def letters() -> Iterator[tuple[str, float, float, float, float]]:
            for index in range(min(count, 20_000)):
                code = code_of(text, index)
                letter = chr(code) if 0 < code < 0x110000 else " "
                if letter.isspace() or not letter_box(text, index, *sides):
                    yield SPACE
                elif rotate:
                    box = Box(left.value, bottom.value, right.value, top.value)
                    yield letter, *as_seen(box, page, rotate)
                else:
                    yield letter, left.value - across, bottom.value - up, right.value - across, top.value - up

        return words_of(letters())

    def _sample(self, text: int, count: int) -> tuple[float, tuple[int, int, int, int]]:
        """The share of unmapped letters, and how many read in each direction; `text` is the handle of the page's."""
        calls = self.calls
        code_of, is_unmapped, angle_of = calls.code_of, calls.is_unmapped, calls.angle_of
        directions = [0, 0, 0, 0]
        step = max(1, count // SAMPLE)
        looked = [index for index in range(0, count, step) if code_of(text, index) not in _SPACES]
        unmapped = sum(is_unmapped(text, index) == 1 for index in looked)
        for angle, times in Counter(angle_of(text, index) for index in looked).items():
            if angle >= 0:
                # pdfium measures the angle clockwise, as /Rotate does
                directions[round((-math.degrees(angle) - self.rotate) / 90) % 4] += times
        share = unmapped / len(looked) if looked else 0.0
        return share, (directions[0], directions[1], directions[2], directions[3])

    # -- objects ------------------------------------------------------------------------------------------

    def _objects(self) -> tuple[tuple[Picture, ...], _Draws]:
        """The pictures, and what is drawn that is no text."""
        pictures: list[Picture] = []
        draws: _Draws = []
        image, path = self.raw.FPDF_PAGEOBJ_IMAGE, self.raw.FPDF_PAGEOBJ_PATH
        for number, (handle, kind, parents) in enumerate(islice(self._walk(), MAX_OBJECTS), 1):
            if kind == image:
                picture = self._picture(handle, parents)
                if picture is not None:
                    pictures.append(picture)
                    draws.append((handle, picture))
            elif kind == path and number < 2000:
                draws.append((handle, None))
        return tuple(pictures[:2000]), draws

    def _walk(self) -> Iterator[tuple[int, int, tuple[Any, ...]]]:
        """Every object that is not a form: its handle, its kind and the matrices of the forms around it."""
        calls, form = self.calls, self.raw.FPDF_PAGEOBJ_FORM
        kind_of = calls.kind_of
        stack: list[tuple[Callable[[int, int], int], int, int, int, tuple[Any, ...]]] = [
            (calls.object_of, self.handle, 0, self.raw.FPDFPage_CountObjects(self.page), ())
        ]
        while stack:
            get, holder, first, count, parents = stack.pop()
            for index in range(first, count):
                handle = get(holder, index)
                if not handle:
                    continue
                kind = kind_of(handle)
                if kind == form and len(parents) < 12:
                    stack.append((get, holder, index + 1, count, parents))
                    inner = (*parents, _matrix(self.raw, handle))
                    stack.append((calls.object_in, handle, 0, calls.objects_in(handle), inner))
                    break
                yield handle, kind, parents

    def _picture(self, handle: int, parents: tuple[Any, ...]) -> Picture | None:
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        if not self.calls.pixels_of(handle, ctypes.byref(wide), ctypes.byref(high)):
            return None
        matrix = _matrix(self.raw, handle)
        for parent in reversed(parents):
            matrix = _times(matrix, parent)
        a, b, c, d = matrix[:4]
        across, up = math.hypot(a, b), math.hypot(c, d)
        if across < 0.01 or up < 0.01:
            return None
        area = max(self.width * self.height, 1.0)
        return Picture(
            pixels=wide.value * high.value,
            dpi=round(max(wide.value / across, high.value / up) * 72, 1),
            share=round(min(1.0, across * up / area), 3),
        )

    def _bounds(self, handle: int) -> str:
        numbers = [ctypes.c_float() for _ in range(4)]
        if not self.calls.bounds_of(handle, *map(ctypes.byref, numbers)):
            return ""
        return " ".join(str(round(number.value)) for number in numbers)

    def _digest(self, words: list[str], margin: tuple[Word, ...], draws: _Draws) -> str:
        """Equal for two pages that show the same, whatever number is stamped on them; empty for a blank page.

        Words tell pages apart by themselves: where there is none, it is the shapes, by kind and place.
        """
        kept = sorted(words)
        for word in margin:
            if numbered(word.text) is not None:
                for stamped in word.text.split():
                    with suppress(ValueError):
                        kept.remove(stamped)
        drawn: list[str] = []
        if not kept:
            shapes = Counter(
                f"path {self._bounds(handle)}" if picture is None else f"picture {picture.pixels}"
                for handle, picture in draws
            )
            drawn = sorted(f"{shape} {times}" for shape, times in shapes.items())
        if not kept and not drawn:
            return ""
        whole = f"{round(self.width)}x{round(self.height)}\n{' '.join(kept)}\n{drawn or ''}"
        return hashlib.sha256(whole.encode(errors="replace")).hexdigest()[:32]


def _matrix(raw: Any, handle: int) -> tuple[float, float, float, float, float, float]:
    from annexa.verify.calls import matrix_of

    matrix = raw.FS_MATRIX()
    if not matrix_of(handle, ctypes.byref(matrix)):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(
    inner: tuple[float, float, float, float, float, float], outer: tuple[float, float, float, float, float, float]
) -> tuple[float, float, float, float, float, float]:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
