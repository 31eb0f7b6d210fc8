"""The page number on every page: upright, inside what is visible, in the margin at the bottom right.

It stands 5 to 8 mm from the edges, below where office programs put their footers. On a page that draws pictures or
fills areas, which may reach the edge as scans and slides do, every glyph carries a thin white edge, so that the number
can be read while it hides no more than its own outline. The edge is drawn as lines, not as text: text drawn twice
would be found twice.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from pikepdf import Array, Dictionary, Pdf, PdfError, Stream

from annexa.pdf.source import as_list
from annexa.pdf.stamp_font import FONT_NAME, embed, metrics
from annexa.pdf.view import View, view

SIZE = 8.5
"""Points, on paper."""
RIGHT, BOTTOM = 24.0, 15.0
"""Points from the visible edges to the end of the text and to its baseline."""
HALO = 2.2
"""Width of the white edge in points."""
HEADING = 12.0
"""Points of the words in the top margin, on paper."""
DRAFT = "DRAFT – not for submission"
EMPTY = b"/P <</MCID 0>> BDC EMC\n"
_NUMBER = re.compile(r"\d\S*")
"""The page's own number in its stamp."""


def label(number: int | str, total: int) -> str:
    """The words of the stamp."""
    return f"Page {number} of {total}"


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
        self._font = embed(pdf, self._metrics)
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
        old = _content(page)
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
        old = _content(page)
        page["/Contents"] = Array([*old, self._pdf.make_stream(drawing)])

    def _heading(self, seen: View, words: str, scale: float, name: str, halo: bool) -> bytes:
        """Words in the middle of the top margin, in red."""
        large = min(HEADING * scale, HEADING * 0.9 * seen.width / self._metrics.width(words, HEADING))
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


def _content(page: Dictionary) -> list[Stream]:
    """The streams that draw a page. One without bytes, as the flattening of forms leaves it, is saved as no packed data
    at all, and poppler 25 shows nothing of what follows it."""
    return [each for each in as_list(page.get("/Contents")) if isinstance(each, Stream) and not _is_empty(each)]


def _is_empty(stream: Stream) -> bool:
    if int(stream.get("/Length", 0)) > 16:  # no bytes, however they are packed, take fewer
        return False
    try:
        return not stream.read_bytes()
    except PdfError:
        return False
