"""The page number on every page: upright, inside what is visible, in the margin at the bottom right.

It stands 5 to 8 mm from the edges, below where office programs put their footers. On a page that draws pictures or
fills areas, which may reach the edge as scans and slides do, every glyph carries a thin white edge, so that the number
can be read while it hides no more than its own outline. The edge is drawn as lines, not as text: text drawn twice
would be found twice.
"""

import base64
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from annexa.pdf.source import as_list

SIZE = 8.5
"""Points, on paper."""
RIGHT, BOTTOM = 24.0, 15.0
"""Points from the visible edges to the end of the text and to its baseline."""
HALO = 2.2
"""Width of the white edge in points."""
DRAFT = "DRAFT – not for submission"
CHARACTERS = " 0123456789Page ofDRAFT–not for submission" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""The last ones for pages that were inserted, 57A, and for the cover that says so."""
EMPTY = b"/P <</MCID 0>> BDC EMC\n"
CUT_FILE = Path(__file__).parent / "fonts" / "stamp.toml"
"""The font's subset and its measures; made by scripts/stamp_font.py, which must run when CHARACTERS change."""
FONT_NAME = "AnxStamp"
_NUMBER = re.compile(r"\d\S*")
"""The page's own number in its stamp."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a font program holds for a simple PDF font."""

    program: bytes
    widths: dict[str, int]
    """Thousandths of the size, by character."""
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]
    outlines: dict[str, bytes]
    """Path operators of each glyph, in thousandths of the size, by character."""

    def thousandths(self, text: str) -> int:
        """Width of a text in thousandths of its size."""
        return sum(map(self.widths.__getitem__, text))

    def width(self, text: str, size: float) -> float:
        """Width of a text in points."""
        return self.thousandths(text) * size / 1000


@cache
def metrics() -> Metrics:
    """The stamp's font, cut down beforehand by scripts/stamp_font.py to the characters that stamps use."""
    cut = tomllib.loads(CUT_FILE.read_text(encoding="utf-8"))
    glyphs = cut["glyphs"]
    left, bottom, right, top = cut["box"]
    return Metrics(
        program=base64.b64decode(cut["program"]),
        widths={mark: glyph["width"] for mark, glyph in glyphs.items()},
        ascent=cut["ascent"],
        descent=cut["descent"],
        cap_height=cut["cap_height"],
        outlines={mark: glyph["outline"].encode() for mark, glyph in glyphs.items()},
        box=(left, bottom, right, top),
    )


def label(number: int | str, total: int) -> str:
    """The words of the stamp."""
    return f"Page {number} of {total}"


@dataclass(frozen=True, slots=True)
class View:
    """A page as a reader sees it."""

    width: float
    """Points on paper, after rotation and UserUnit."""
    height: float
    matrix: tuple[float, float, float, float, float, float]
    """From points on paper, counted from the visible bottom left corner, to the page's own units."""


def view(page: Dictionary) -> View:
    """The visible box of a page: CropBox inside MediaBox, turned by /Rotate, scaled by /UserUnit.

    A CropBox outside the MediaBox is taken away.
    """
    media = _box(page, "/MediaBox") or (0.0, 0.0, 595.0, 842.0)
    crop = _box(page, "/CropBox") or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
        if "/CropBox" in page:
            del page["/CropBox"]  # it leaves nothing to see: readers disagree about what to show then
    unit = _number(page.get("/UserUnit"), 1.0) if "/UserUnit" in page else 1.0
    unit = unit if unit > 0 else 1.0
    s = 1 / unit
    width, height = (right - left) * unit, (top - bottom) * unit
    turn = int(_number(page.get("/Rotate"), 0.0)) % 360 if "/Rotate" in page else 0
    if turn == 90:
        return View(height, width, (0, s, -s, 0, right, bottom))
    if turn == 180:
        return View(width, height, (-s, 0, 0, -s, right, top))
    if turn == 270:
        return View(height, width, (0, -s, s, 0, left, top))
    return View(width, height, (s, 0, 0, s, left, bottom))


def top_of(page: Dictionary) -> Array:
    """A destination at the top of a page that leaves the reader's zoom alone, which courts ask to be 100 %."""
    seen = view(page)
    _, _, c, d, e, f = seen.matrix
    left, top = c * seen.height + e, d * seen.height + f
    return Array([page, Name.XYZ, round(left, 2), round(top, 2), None])


def _box(page: Dictionary, key: str) -> tuple[float, float, float, float] | None:
    found = page.get(key)
    if not isinstance(found, Array):
        return None
    written = found.unparse(True)
    return _rectangle(found) if b"R" in written else _written_rectangle(written)


@lru_cache(maxsize=256)
def _written_rectangle(written: bytes) -> tuple[float, float, float, float] | None:
    """The pages of a document share few shapes, and taking one apart takes longer than looking it up."""
    return _rectangle(Object.parse(written))


def _rectangle(array: Object) -> tuple[float, float, float, float] | None:
    values = [_number(each, float("nan")) for each in as_list(array)]
    if len(values) != 4 or any(value != value for value in values):
        return None
    a, b, c, d = values
    box = (min(a, c), min(b, d), max(a, c), max(b, d))
    return box if box[2] > box[0] and box[3] > box[1] else None


def _number(value: object, otherwise: float) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return otherwise


@dataclass(frozen=True, slots=True)
class _Form:
    """The stamp of pages of one shape, but for the number: its outlines go before `before`, its words after that."""

    common: bytes
    """Beginning, white edge of the words around the number."""
    at: int
    """Where that left the origin, in thousandths of the size."""
    before: bytes
    after: bytes


class Stamper:
    """Stamps the pages of one bundle."""

    def __init__(self, pdf: Pdf, *, draft: bool) -> None:
        self._pdf = pdf
        self._draft = draft
        self._metrics = metrics()
        self._font = _font(pdf, self._metrics)
        self._shared: dict[bytes, Stream] = {}
        """Parts of content by their bytes: most pages of a bundle open alike, and many are stamped at one place."""
        self._named: dict[tuple[int, int], str] = {}
        self._forms: dict[tuple[View, str, str, int, str, bool], _Form] = {}

    def stamp(
        self,
        page: Dictionary,
        text: str,
        *,
        open_states: int = 0,
        mark: bytes = b"",
        halo: bool = True,
        empty: bool = False,
    ) -> None:
        """Draws the text on a page of the bundle, its own content enclosed.

        `open_states`: graphics states that the content leaves open. `halo`: whether anything may lie under the text.
        `mark`: the tag, "P" or "Figure", that encloses the whole content as marked content 0 where the page has no tags
        of its own. `empty`: whether a paragraph with nothing in it is put there instead.
        """
        name = self._font_name(page)
        before = b"/%s <</MCID 0>> BDC q\n" % mark if mark else b"q\n"
        after = b"\n" + b"Q " * (open_states + 1) + (b"EMC\n" if mark else EMPTY if empty else b"\n")
        common, own = self._drawing(page, text, name, halo)
        old = [each for each in as_list(page.get("/Contents")) if isinstance(each, Stream)]
        if halo:
            new = [self._share(after + common), self._pdf.make_stream(own)]
        else:
            new = [self._pdf.make_stream(after + common + own)]
        page["/Contents"] = Array([self._share(before), *old, *new])

    def _share(self, data: bytes) -> Stream:
        if data not in self._shared:
            self._shared[data] = self._pdf.make_stream(data)
        return self._shared[data]

    def _drawing(self, page: Dictionary, text: str, name: str, halo: bool) -> tuple[bytes, bytes]:
        """What pages of one shape have in common, and what this page has for itself; cut between two operators."""
        words = f"DRAFT – {text}" if self._draft else text
        found = _NUMBER.search(words)
        first, last = found.span() if found else (0, 0)
        shape = (view(page), words[:first], words[last:], self._metrics.thousandths(words), name, halo)
        form = self._forms.get(shape)
        if form is None:
            form = self._forms[shape] = self._form(shape[0], words, (first, last), name, halo)
        number = self._outlines(words, range(first, last), form.at)[0] + b"Q\n" if halo else b""
        return form.common, number + form.before + words.encode("cp1252") + form.after

    def _form(self, seen: View, words: str, number: tuple[int, int], name: str, halo: bool) -> _Form:
        size = min(SIZE, SIZE * 0.9 * seen.width / (self._metrics.width(words, SIZE) + RIGHT), 0.3 * seen.height)
        scale = size / SIZE
        x, y = seen.width - RIGHT * scale - self._metrics.width(words, size), BOTTOM * scale
        matrix = b" ".join(_short(value) for value in seen.matrix)
        common, at = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q\n" + matrix + b" cm\n", 0
        if halo:
            first, last = number
            around, at = self._outlines(words, [*range(first), *range(last, len(words))], 0)
            common += _edge(x, y, size) + around
        before, after = self._text(x, y, size, name, b"0.1 0.1 0.1")
        if self._draft:
            after += self._heading(seen, DRAFT, scale, name, halo)
        return _Form(common, at, before, after + b"Q EMC\n")

    def head(self, page: Dictionary, words: str) -> None:
        """Draws words of CHARACTERS in the top margin of a page that was stamped before, which closed its content."""
        seen, name = view(page), self._font_name(page)
        matrix = b" ".join(_short(value) for value in seen.matrix)
        begin = b"/Artifact <</Type /Pagination /Subtype /Header>> BDC q\n" + matrix + b" cm\n"
        drawing = begin + self._heading(seen, words, 1.0, name, halo=True) + b"Q EMC\n"
        old = [each for each in as_list(page.get("/Contents")) if isinstance(each, Stream)]
        page["/Contents"] = Array([*old, self._pdf.make_stream(drawing)])

    def _heading(self, seen: View, words: str, scale: float, name: str, halo: bool) -> bytes:
        """Words in the middle of the top margin, in red."""
        large = 12 * scale
        middle, top = (seen.width - self._metrics.width(words, large)) / 2, seen.height - 22 * scale
        edge = _edge(middle, top, large) + self._outlines(words, range(len(words)), 0)[0] + b"Q\n" if halo else b""
        begin, end = self._text(middle, top, large, name, b"0.69 0.06 0.13")
        return edge + begin + words.encode("cp1252") + end

    def _text(self, x: float, y: float, size: float, name: str, colour: bytes) -> tuple[bytes, bytes]:
        """What stands before and after the letters of a text."""
        place = b"/%s %s Tf 1 0 0 1 %s %s Tm" % (name.encode(), _short(size), _short(x), _short(y))
        return b"BT %s rg %s (" % (colour, place), b") Tj ET\n"

    def _outlines(self, text: str, indices: Iterable[int], at: int) -> tuple[bytes, int]:
        """Draws some glyphs of a text, and says where the last of them left the origin, which was `at`."""
        places = [0, *accumulate(self._metrics.widths[mark] for mark in text)]
        parts = []
        for index in indices:
            if outline := self._metrics.outlines[text[index]]:
                move = places[index] - at
                parts.append((b"1 0 0 1 %d 0 cm " % move if move else b"") + outline + b" S\n")
                at = places[index]
        return b"".join(parts), at

    def _font_name(self, page: Dictionary) -> str:
        """The stamp's font among the page's resources, under a name that nothing else there has.

        Resources that pages share get it once; a name more changes nothing for the others.
        """
        resources = page.get("/Resources") if "/Resources" in page else None
        if not isinstance(resources, Dictionary) or isinstance(resources, Stream):
            page["/Resources"] = Dictionary(Font=Dictionary({"/" + FONT_NAME: self._font}))
            return FONT_NAME
        fonts = resources.get("/Font") if "/Font" in resources else None
        if not isinstance(fonts, Dictionary):
            resources["/Font"] = Dictionary({"/" + FONT_NAME: self._font})
            return FONT_NAME
        key = fonts.objgen if fonts.is_indirect else resources.objgen if resources.is_indirect else (0, 0)
        if key != (0, 0) and key in self._named:
            return self._named[key]
        name = FONT_NAME
        while "/" + name in fonts:
            name += "x"
        fonts["/" + name] = self._font
        if key != (0, 0):
            self._named[key] = name
        return name


def _edge(x: float, y: float, size: float) -> bytes:
    """What the outlines of a text's white edge are drawn with, from its beginning at a place."""
    scale = _short(size / 1000, 5)
    place = b"%s 0 0 %s %s %s cm" % (scale, scale, _short(x), _short(y))
    return b"q %s 1 1 1 RG 1 j %s w\n" % (place, _short(HALO * 1000 / SIZE))


def _short(value: float, places: int = 3) -> bytes:
    """A number for a content stream: no exponent, no needless digits."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return (text if text not in ("", "-0") else "0").encode()


def _font(pdf: Pdf, metrics: Metrics) -> Object:
    base = Name("/ANNEXA+SourceSans3-Semibold")
    program = pdf.make_stream(metrics.program)
    program["/Length1"] = len(metrics.program)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=base,
        Flags=32,
        FontBBox=Array(metrics.box),
        ItalicAngle=0,
        Ascent=metrics.ascent,
        Descent=metrics.descent,
        CapHeight=metrics.cap_height,
        StemV=100,
        FontFile2=program,
    )
    codes = {mark.encode("cp1252")[0]: width for mark, width in metrics.widths.items()}
    first, last = min(codes), max(codes)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=base,
            FirstChar=first,
            LastChar=last,
            Encoding=Name.WinAnsiEncoding,
            Widths=Array([codes.get(code, 0) for code in range(first, last + 1)]),
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )
