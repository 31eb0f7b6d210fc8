"""Reads the content stream of a printed sheet: what it draws, and where in the stream it stands.

Positions in the stream are kept, so that marked content can be put around things without writing the page anew: what
is seen stays the same to the last dot. LibreOffice 7.4 draws each cell's text as one text object; the lines of a
wrapped cell stand in one marked content of their own, the texts of simple cells in none. LibreOffice 25.2 puts those of
every cell in one of its own, and header and footer in an artifact.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from annexa.convert.sheets.drawn import Box, Drawn, Font, Picture, Text
from annexa.convert.sheets.matrix import IDENTITY, Matrix, apply, around, box_of, times

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*+\)"
_WORD = rb"/[^\s()<>\[\]{}/%]*+|[-+.0-9]++|<[0-9A-Fa-f\s]*+>|<<|>>|[\[\]]|(?:true|false|null)\b"
_OPERAND = rb"(?:" + _WORD + rb"|" + _STRING + rb")"
_INSTRUCTION = re.compile(rb"\s*+((?:" + _OPERAND + rb"\s*+)*+)([A-Za-z'\"][A-Za-z0-9*]*+|\Z)", re.DOTALL)
_SHOWN = re.compile(rb"<([0-9A-Fa-f\s]*+)>|(" + _STRING + rb")", re.DOTALL)
_MCID = re.compile(rb"/MCID\s+(\d+)")


class NotUnderstood(Exception):
    """A content stream with something that LibreOffice does not write."""


def scan(data: bytes, fonts: Callable[[bytes], Font], figures: Mapping[int, int] | None = None) -> Drawn:
    """Reads a page's content. `figures` says which figure a marked content of Calc belongs to. Raises NotUnderstood."""
    reader = _Reader(fonts, figures or {})
    try:
        _read(data, reader)
    except (ValueError, IndexError) as error:
        raise NotUnderstood("operands that do not fit their operator") from error
    return reader.drawn


def _read(data: bytes, reader: "_Reader") -> None:
    position = 0
    while position < len(data):
        found = _INSTRUCTION.match(data, position)
        if found is None or found.end() == position:
            raise NotUnderstood(f"at byte {position}")
        if name := found[2]:
            handler = _HANDLERS.get(name)
            if handler is not None:
                handler(reader, found)
        elif found[1].strip():
            raise NotUnderstood("operands without an operator")
        position = found.end()


@dataclass(slots=True)
class _State:
    matrix: Matrix = IDENTITY
    clip: Box | None = None
    font: Font | None = None
    size: float = 1.0
    stretch: float = 1.0
    stroked: bool = False


class _Reader:
    """The graphics state while a page is read."""

    def __init__(self, fonts: Callable[[bytes], Font], figures: Mapping[int, int]) -> None:
        self.drawn = Drawn()
        self._fonts = fonts
        self._figures = figures
        self._state = _State()
        self._stack: list[_State] = []
        self._marks: list[tuple[bytes, int | None, bool]] = []
        """Tag, number, and whether it stays."""
        self._opening = True
        self._path_start: int | None = None
        self._points: list[list[tuple[float, float]]] = []
        self._clips = False
        self._text_start = 0
        self._line: Matrix = IDENTITY
        self._here: Matrix = IDENTITY
        self._shown: list[tuple[Box, bytes]] = []

    # graphics state

    def save(self, found: re.Match[bytes]) -> None:
        s = self._state
        self._stack.append(s)
        self._state = _State(s.matrix, s.clip, s.font, s.size, s.stretch, s.stroked)

    def restore(self, found: re.Match[bytes]) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def transform(self, found: re.Match[bytes]) -> None:
        self._state.matrix = times(_matrix(found), self._state.matrix)

    # marked content

    def mark(self, found: re.Match[bytes]) -> None:
        tag = found[1].split(b"<<")[0].split()[0]
        number = _MCID.search(found[1])
        mcid = int(number[1]) if number else None
        kept = tag == b"/OC" or (mcid is None and b"/ActualText" in found[1])
        self._marks.append((tag, mcid, kept))
        if kept:  # what letters a glyph stands for, which reading aloud and searching need
            return
        self.drawn.marks.append((found.start(1), found.end(2)))
        figure = self._figures.get(mcid) if mcid is not None else None
        if figure is None:
            return
        last = self.drawn.pictures[-1] if self.drawn.pictures else None
        if last is None or last.figure != figure:
            self.drawn.pictures.append(Picture(found.start(1), found.end(2), b"", figure))

    def unmark(self, found: re.Match[bytes]) -> None:
        _, mcid, kept = self._marks.pop() if self._marks else (b"", None, False)
        if not kept:
            self.drawn.marks.append((found.start(1), found.end(2)))
        if mcid is not None and mcid in self._figures:
            self.drawn.pictures[-1].end = found.end(2)

    def _group(self) -> int | None:
        return next((mcid for _, mcid, _ in reversed(self._marks) if mcid is not None), None)

    # text

    def begin(self, found: re.Match[bytes]) -> None:
        self._text_start = found.start(2)
        self._line = self._here = IDENTITY
        self._shown = []

    def place(self, found: re.Match[bytes]) -> None:
        self._line = self._here = _matrix(found)

    def move(self, found: re.Match[bytes]) -> None:
        across, up = _numbers(found, 2)
        self._line = self._here = times((1.0, 0.0, 0.0, 1.0, across, up), self._line)

    def use_font(self, found: re.Match[bytes]) -> None:
        name, size = found[1].split()[:2]
        self._state.font, self._state.size = self._fonts(name), float(size)

    def stretch(self, found: re.Match[bytes]) -> None:
        self._state.stretch = _numbers(found, 1)[0] / 100

    def mode(self, found: re.Match[bytes]) -> None:
        self._state.stroked = int(_numbers(found, 1)[0]) == 2

    def show(self, found: re.Match[bytes]) -> None:
        codes = b"".join(
            bytes.fromhex(part[1].decode()) if part[2] is None else part[2][1:-1] for part in _SHOWN.finditer(found[1])
        )
        state = self._state
        font = state.font or Font.named("")
        length = font.length(codes) * state.size * state.stretch
        corners = (0.0, -0.2 * state.size), (length, 0.8 * state.size)
        self._shown.append((box_of(times(self._here, state.matrix), *corners), codes))
        self._here = times((1.0, 0.0, 0.0, 1.0, length, 0.0), self._here)

    def end(self, found: re.Match[bytes]) -> None:
        group = self._group()
        state = self._state
        if self._opening:
            if group is None and self._shown:
                self._opening = False
            elif group is not None and state.clip is not None:
                self._count(state.clip, group)
        if not self._shown:
            return
        boxes = [box for box, _ in self._shown]
        bold = state.stroked or (state.font is not None and state.font.bold)
        self.drawn.texts.append(
            Text(
                start=self._text_start,
                end=found.end(2),
                box=around(boxes),
                size=boxes[0][3] - boxes[0][1],
                bold=bold,
                group=group,
                clip=state.clip,
                artifact=any(tag == b"/Artifact" for tag, _, _ in self._marks),
                content=b"".join(codes for _, codes in self._shown),
            )
        )

    def _count(self, clip: Box, group: int) -> None:
        bands = self.drawn.bands
        if not bands or bands[-1][0] != clip:
            bands.append((clip, set()))
        bands[-1][1].add(group)

    # paths and pictures

    def point(self, found: re.Match[bytes]) -> None:
        if self._path_start is None:
            self._path_start = found.start(1)
        where = apply(self._state.matrix, *_numbers(found, 2))
        if found[2] == b"m" or not self._points:
            self._points.append([where])
        else:
            self._points[-1].append(where)

    def curve(self, found: re.Match[bytes]) -> None:
        if self._path_start is None:
            self._path_start = found.start(1)
        self._points.append([])  # nothing with curves is a rule

    def rectangle(self, found: re.Match[bytes]) -> None:
        if self._path_start is None:
            self._path_start = found.start(1)
        x, y, width, height = _numbers(found, 4)
        left, bottom, right, top = box_of(self._state.matrix, (x, y), (x + width, y + height))
        self._points.append([(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)])

    def clip(self, found: re.Match[bytes]) -> None:
        self._clips = True

    def no_paint(self, found: re.Match[bytes]) -> None:
        if self._clips and len(self._points) == 1 and len(self._points[0]) > 3:
            xs, ys = zip(*self._points[0], strict=True)
            self._state.clip = (min(xs), min(ys), max(xs), max(ys))
        self._forget_path()

    def paint(self, found: re.Match[bytes]) -> None:
        self._opening = False
        start = self._path_start if self._path_start is not None else found.start(2)
        self.drawn.paths.append((start, found.end(2)))
        filled = found[2] not in (b"S", b"s")
        for points in self._points:
            self.drawn.add_rules(points, filled=filled)
        self._forget_path()

    def _forget_path(self) -> None:
        self._path_start, self._points, self._clips = None, [], False

    def shade(self, found: re.Match[bytes]) -> None:
        self._opening = False
        self.drawn.paths.append((found.start(1), found.end(2)))

    def picture(self, found: re.Match[bytes]) -> None:
        self._opening = False
        if self._group() in self._figures:
            return  # part of a drawing that Calc tagged
        self.drawn.pictures.append(Picture(found.start(1), found.end(2), found[1].strip()))

    def inline(self, found: re.Match[bytes]) -> None:
        raise NotUnderstood("a picture within the content")


_HANDLERS: Final[dict[bytes, Callable[[_Reader, re.Match[bytes]], None]]] = {
    b"q": _Reader.save,
    b"Q": _Reader.restore,
    b"cm": _Reader.transform,
    b"BMC": _Reader.mark,
    b"BDC": _Reader.mark,
    b"EMC": _Reader.unmark,
    b"BT": _Reader.begin,
    b"ET": _Reader.end,
    b"Tm": _Reader.place,
    b"Td": _Reader.move,
    b"TD": _Reader.move,
    b"Tf": _Reader.use_font,
    b"Tz": _Reader.stretch,
    b"Tr": _Reader.mode,
    b"Tj": _Reader.show,
    b"TJ": _Reader.show,
    b"m": _Reader.point,
    b"l": _Reader.point,
    b"c": _Reader.curve,
    b"v": _Reader.curve,
    b"y": _Reader.curve,
    b"re": _Reader.rectangle,
    b"W": _Reader.clip,
    b"W*": _Reader.clip,
    b"n": _Reader.no_paint,
    **dict.fromkeys((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"), _Reader.paint),
    b"sh": _Reader.shade,
    b"Do": _Reader.picture,
    **dict.fromkeys((b"BI", b"ID", b"EI", b"'", b'"', b"T*"), _Reader.inline),
}


def _numbers(found: re.Match[bytes], count: int) -> list[float]:
    numbers = [float(word) for word in found[1].split()]
    if len(numbers) != count:
        raise ValueError(f"{count} numbers expected")
    return numbers


def _matrix(found: re.Match[bytes]) -> Matrix:
    a, b, c, d, e, f = _numbers(found, 6)
    return a, b, c, d, e, f
