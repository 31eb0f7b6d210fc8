"""Matrices of a page's content: where a thing lies once it was moved, turned and stretched."""

from typing import Final

from annexa.convert.sheets.drawn import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    if n == IDENTITY:
        return m
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point where the matrix puts it."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def box_of(m: Matrix, low: tuple[float, float], high: tuple[float, float]) -> Box:
    """The upright box around a box that a matrix turned."""
    if m[1] == m[2] == 0 and m[0] > 0 and m[3] > 0:
        return m[0] * low[0] + m[4], m[3] * low[1] + m[5], m[0] * high[0] + m[4], m[3] * high[1] + m[5]
    corners = [apply(m, x, y) for x in (low[0], high[0]) for y in (low[1], high[1])]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def around(boxes: list[Box]) -> Box:
    """The box around all of them."""
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
