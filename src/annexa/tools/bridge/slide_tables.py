"""Tables that run off the lower or the right edge of their slide: a table grows with its words, and tells nobody.

Columns become narrower until they are on the slide, then words and rows are made smaller. A table that does not fit
even then is left as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import boxes

TABLE = "com.sun.star.drawing.TableShape"
MOST = 1_500
"""Cells of a table that is fitted: each is asked for its sizes, which takes a millisecond or more."""
NARROWEST = 0.4
"""Of its width, that of a table made narrower at least."""
TOLERANCE = 100
"""1/100 mm: the line around a table counts as part of it."""


def fit(page: Any) -> int:
    """Brings tables back onto a slide. Answers how many were."""
    return sum(_fitted(shape, page) for shape in _tables(page))


def _tables(page: Any) -> Iterator[Any]:
    for number in range(page.getCount()):
        shape = page.getByIndex(number)
        if shape.ShapeType == TABLE:  # it says of itself that it supports no such service
            yield shape


def _fitted(shape: Any, page: Any) -> bool:
    """Whether a table that begins on its slide ran off it, and is on it now."""
    place, model = shape.Position, shape.Model
    if place.X < 0 or place.Y < 0 or model.RowCount * model.ColumnCount > MOST:
        return False
    across, down = page.Width + TOLERANCE - place.X, page.Height + TOLERANCE - place.Y
    if shape.BoundRect.Width <= across and shape.BoundRect.Height <= down:
        return False
    share = min(1.0, across / shape.BoundRect.Width)
    if share < NARROWEST:
        return False
    rows, columns = _each(model.Rows), _each(model.Columns)
    heights, widths = [row.Height for row in rows], [column.Width for column in columns]

    def is_on_it(scale: float) -> bool:
        _lay_out(shape, rows, [int(height * scale) for height in heights], columns, [int(w * share) for w in widths])
        return bool(shape.BoundRect.Height <= down)

    if boxes.scaled(_sizes(model), is_on_it):
        return True
    _lay_out(shape, rows, heights, columns, widths)
    return False


def _lay_out(shape: Any, rows: list[Any], heights: list[int], columns: list[Any], widths: list[int]) -> None:
    """Sets a table anew: rows are as high as they are told, or as their words are.

    A table keeps the height that it once had, unless it is asked for less, and is laid out at a change of its columns.
    """
    least = shape.Size
    least.Height = 1
    shape.setSize(least)
    for row, height in zip(rows, heights, strict=True):
        row.Height = height
    for less in (1, 0):
        for column, width in zip(columns, widths, strict=True):
            column.Width = width - less


def _sizes(model: Any) -> list[tuple[Any, str, float]]:
    """As `boxes.sizes` has it; of a cell nothing is told that was not asked for its words before."""
    cells = (model.getCellByPosition(c, r) for r in range(model.RowCount) for c in range(model.ColumnCount))
    return [part for cell in cells if cell.String for part in boxes.sizes(cell)]


def _each(things: Any) -> list[Any]:
    return [things.getByIndex(number) for number in range(things.getCount())]
