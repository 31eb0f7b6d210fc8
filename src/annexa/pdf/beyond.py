"""Whether anything of a page may begin outside its visible part, told by the bytes of its content.

Nearly no page holds any such thing, and a parser would take longer over it than everything else together. What is said
to begin outside is looked at by the parser (`annexa.pdf.cropped`); what begins inside cannot lie wholly outside.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from annexa.pdf.content import SPACES, STRINGS

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

_SAME: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MOVES: Final = re.compile(rb" (T[jJdDmL*]|cm|[qQ'\"]|BT|Do)(?= )")
_SHOWS: Final = frozenset((b"Tj", b"TJ", b"'", b'"'))
_LINES: Final = frozenset((b"T*", b"'", b'"'))


def reaches_out(data: bytes, visible: Box, corners: Mapping[bytes, Sequence[Point]]) -> bool:
    """Whether words or pictures may begin outside; True too where the bytes do not tell.

    `corners`: of each picture and form, by the name it has on the page with its slash, the corners that must be inside,
    in its own space.
    """
    operators = STRINGS.sub(b" ", data)
    if any(sign in operators for sign in (b"(", b")", b"%")):  # part of a string, or a comment: it may hold anything
        return True
    operators = b" " + operators.translate(SPACES).replace(b"/", b" /") + b" "
    if b" BI " in operators:
        return True
    try:
        return _walk(_MOVES.split(operators), visible, corners)
    except (ValueError, IndexError):
        return True


def _walk(parts: list[bytes], visible: Box, corners: Mapping[bytes, Sequence[Point]]) -> bool:
    """`parts`: what stands before an operator that matters here, and that operator, in turn."""
    left, bottom, right, top = visible
    now = line = _SAME
    leading = 0.0
    kept: list[tuple[Matrix, float]] = []
    for before, name in zip(parts[::2], parts[1::2], strict=False):
        if name == b"q":
            kept.append((now, leading))
        elif name == b"Q":
            if kept:
                now, leading = kept.pop()
        elif name == b"cm":
            now = _matrix(before) if now is _SAME else _times(_matrix(before), now)
        elif name == b"BT":
            line = _SAME
        elif name == b"Tm":
            line = _matrix(before)
        elif name == b"Td" or name == b"TD":
            across, up = map(float, before.split()[-2:])
            leading = -up if name == b"TD" else leading
            line = _moved(line, across, up)
        elif name == b"TL":
            leading = float(before.split()[-1])
        else:
            if name in _LINES:
                line = _moved(line, 0.0, -leading)
            for x, y in (line[4:],) if name in _SHOWS else corners.get(before.split()[-1], ()) if name == b"Do" else ():
                across, up = now[0] * x + now[2] * y + now[4], now[1] * x + now[3] * y + now[5]
                if across < left or across > right or up < bottom or up > top:
                    return True
    return False


def _matrix(before: bytes) -> Matrix:
    a, b, c, d, e, f = map(float, before.split()[-6:])
    return a, b, c, d, e, f


def _moved(line: Matrix, across: float, up: float) -> Matrix:
    a, b, c, d, e, f = line
    return a, b, c, d, a * across + c * up + e, b * across + d * up + f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
