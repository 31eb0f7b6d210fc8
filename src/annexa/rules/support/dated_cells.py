"""Dates in cells: which role their column or row gives them, and which of them a reader takes for the document's."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from annexa.rules.support.dated_lines import labelled
from annexa.rules.support.dates import FoundDate, Precision, Role
from annexa.rules.support.grids import Grid, Spot

_TOP_ROWS: Final = 4
"""Rows of a sheet in which a date alone stands below the title."""
_FIGURE: Final = 30
"""Characters of a cell that may be one of a column of dates or figures."""
_APPROVALS: Final = re.compile(r"\b(?:approv|ratif|sign|agreed|adopt)", re.IGNORECASE)


def in_cell(one: FoundDate, spot: Spot, grid: Grid, *, is_sheet: bool) -> FoundDate:
    """The date of a cell with the role that its row or its column gives it."""
    if one.role not in (Role.BARE, Role.ISSUED):
        return one
    headed = _headed(one, grid.headings(spot))
    row = grid.version_head()
    if row is not None and spot[0] > row and (headed.role.is_own or headed.role is Role.BARE):
        return replace(headed, role=Role.VERSION)
    beside = labelled(one, grid.left(spot))
    if beside.role is not Role.BARE or is_sheet:
        return beside
    is_list = len(grid.column(spot)) > 1 and not any(map(_APPROVALS.search, grid.other_heads(spot)))
    return one if headed.role.is_own and is_list else headed


def _headed(one: FoundDate, headings: Iterable[str]) -> FoundDate:
    """With the role that the topmost heading gives it that gives any."""
    each = (labelled(one, heading) for heading in headings)
    return next((found for found in each if found.role is not Role.BARE), one)


def is_in_view(one: FoundDate, spot: Spot, grid: Grid, *, is_sheet: bool) -> bool:
    """Whether a date without a cue stands where a reader takes it for the document's, and not among others."""
    if not is_sheet:
        return one.precision is not Precision.YEAR and (grid.width <= 2 or len(grid.column(spot)) <= 1)
    if spot[0] > _TOP_ROWS or len(grid.rows[spot[0]]) > 1:
        return False
    column = [row.get(spot[1], "") for row in grid.rows.values()]
    figures = [text for text in column if text[:1].isdigit() and len(text) < _FIGURE]
    return len(figures) < 2 and any(map(_is_title, column[: spot[0]]))


def _is_title(text: str) -> bool:
    return len(re.findall(r"[^\W\d_]{2,}", text)) >= 2
