"""Whether anything of a page may begin outside its visible part, told by the bytes of its content.

Nearly no page holds any such thing, and a parser would take longer over it than everything else together. What is said
to begin outside is looked at by the parser (`annexa.pdf.cropped`); what begins inside cannot lie wholly outside.
"""

import re
from collections.abc import Mapping
from typing import Final

from annexa.pdf.content import SPACES, STRINGS

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

_SAME: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MOVES: Final = frozenset(
    (b"Tj", b"TJ", b"'", b'"', b"Td", b"TD", b"Tm", b"T*", b"TL", b"BT", b"cm", b"q", b"Q", b"Do")
)
_ARRAYS: Final = re.compile(rb"\[[^\[\]]*\]")
_SHOWS: Final = frozenset((b"Tj", b"TJ", b"'", b'"'))
_LINES: Final = frozenset((b"T*", b"'", b'"'))


def reaches_out(data: bytes, visible: Box, corners: Mapping[bytes, Point]) -> bool:
    """Whether words or pictures may begin outside; True too where the bytes do not tell.

    `corners`: of each picture and form, by the name it has on the page with its slash, the corner that it begins with,
    in its own space.
    """
    operators = _ARRAYS.sub(b" ", STRINGS.sub(b" ", data)).translate(SPACES)
    if b"%" in operators or b" BI " in operators:  # these may hold what looks like an operator
        return True
    try:
        return _walk(operators.replace(b"/", b" /").split(), visible, corners)
    except (ValueError, IndexError):
        return True


def _walk(tokens: list[bytes], visible: Box, corners: Mapping[bytes, Point]) -> bool:
    left, bottom, right, top = visible
    now = line = _SAME
    leading = 0.0
    kept: list[tuple[Matrix, float]] = []
    for at, name in enumerate(tokens):
        if name not in _MOVES:
            continue
        point = corners.get(tokens[at - 1]) if name == b"Do" else None
        if name == b"Td" or name == b"TD":
            across, up = map(float, tokens[at - 2 : at])
            leading = -up if name == b"TD" else leading
            line = _moved(line, across, up)
        elif name == b"Tm":
            line = _matrix(tokens[at - 6 : at])
        elif name == b"cm":
            now = _times(_matrix(tokens[at - 6 : at]), now)
        elif name == b"TL":
            leading = float(tokens[at - 1])
        elif name == b"q":
            kept.append((now, leading))
        elif name == b"Q" and kept:
            now, leading = kept.pop()
        elif name == b"BT":
            line = _SAME
        elif name in _LINES:
            line = _moved(line, 0.0, -leading)
        if name in _SHOWS:
            point = line[4:]
        if point is not None:
            x, y = point
            across, up = now[0] * x + now[2] * y + now[4], now[1] * x + now[3] * y + now[5]
            if across < left or across > right or up < bottom or up > top:
                return True
    return False


def _matrix(numbers: list[bytes]) -> Matrix:
    a, b, c, d, e, f = map(float, numbers)
    return a, b, c, d, e, f


def _moved(line: Matrix, across: float, up: float) -> Matrix:
    a, b, c, d, e, f = line
    return a, b, c, d, a * across + c * up + e, b * across + d * up + f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
