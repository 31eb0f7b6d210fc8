"""How a sheet is laid on paper so that it can be read: pure arithmetic, lengths in 1/100 mm, scales in percent.

The order: as the author set it if that is legible, else A4 landscape fitted to the width, else A3, else
slices of columns with the titles repeated. Where a row is higher than a page that way, the scale goes down as far as
the floor, then the paper up: what is beyond the page is not shown. The floor of about 60 % was measured: at 36 %, which
plain fit-to-width gave a sheet of 19 columns, nobody can read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Paper = tuple[int, int]
"""Width and height as it lies on the desk in landscape."""
A4: Paper = (29700, 21000)
A3: Paper = (42000, 29700)
SCALE_STEP = 5
BEYOND = "a row is higher than a page: its text may be cut off, so divide it between several cells"
NEARLY = 85
"""From this scale on, in percent, a sheet stays on its author's own paper, fitted to the width."""
EASY = 70
"""Down to this scale on A4 landscape columns may grow, so that texts take few lines: 11 points become nearly 8."""


class Sheet(NamedTuple):
    """What is printed of one sheet."""

    columns: Sequence[int]
    """Widths of the visible columns from left to right."""
    height: int
    title_columns: int
    """Width of the columns repeated on each slice, 0 without."""
    rest: int
    """Widths that are never printed on: left and right margin."""
    author_width: int
    """Width of the author's own page."""
    author_height: int
    """Printable height of the author's own page."""
    author_scale: int
    author_pages: tuple[int, int]
    """Pages across and down that the author asked to fit it on; 0 where not asked."""
    highest: int = 0
    """Height of the highest row with the rows repeated above it; 0 where no row is nearly as high as a page."""
    rest_down: int = 0
    """Heights that no row is printed on: margins, header and footer."""


class Plan(NamedTuple):
    """How to print it. Everything None or False: as the author set it."""

    paper: Paper | None = None
    """None: the author's own."""
    fit_width: bool = False
    """One page across; LibreOffice works out the scale."""
    scale: int | None = None
    """Of each slice; None where the width is fitted."""
    slices: int = 1
    beyond: bool = False
    """A row is higher than its page all the same."""


def plan(sheet: Sheet, floor: int) -> Plan:
    """Chooses the first way of printing that stays at or above the floor and has a page for the highest row."""
    chosen = _by_width(sheet, floor)
    width, height = _room(sheet, chosen.paper)
    fitted = min(100.0, width * 100 / max(1, sum(sheet.columns)))
    scale = chosen.scale or (fitted if chosen.fit_width else _author_scale(sheet))
    if not sheet.highest or sheet.highest * scale <= height * 100:
        return chosen
    if chosen.slices > 1:
        scale = height * 100 // sheet.highest
        if scale < floor:
            return chosen._replace(beyond=True)
        count = count_slices(sheet.columns, sheet.title_columns, width * 100 // scale)
        return chosen._replace(scale=scale, slices=count)
    for paper in (chosen.paper, A4, A3):
        width, height = _room(sheet, paper)
        scale = min(100, width * 100 // max(1, sum(sheet.columns)), height * 100 // sheet.highest)
        if scale >= floor:
            return Plan(paper=paper, scale=scale)
    return chosen._replace(beyond=True)


def _room(sheet: Sheet, paper: Paper | None) -> tuple[int, int]:
    """Width and height that are printed on."""
    if paper is None:
        return sheet.author_width - sheet.rest, sheet.author_height
    return paper[0] - sheet.rest, paper[1] - sheet.rest_down


def _by_width(sheet: Sheet, floor: int) -> Plan:
    """The first way of printing whose columns stay at or above the floor."""
    if not sheet.columns or _author_scale(sheet) >= floor:
        return Plan()
    width = sum(sheet.columns)
    if (sheet.author_width - sheet.rest) * 100 >= width * NEARLY:
        return Plan(fit_width=True)
    for paper in (A4, A3):
        if (paper[0] - sheet.rest) * 100 >= width * floor:
            return Plan(paper=paper, fit_width=True)
    count, scale = _slices(sheet, A3[0] - sheet.rest, floor)
    return Plan(paper=A3, scale=scale, slices=count)


def _author_scale(sheet: Sheet) -> float:
    """The scale at which the author's own settings print all columns side by side; 0 if they cut them apart."""
    width = max(1, sum(sheet.columns))
    room = sheet.author_width - sheet.rest
    across, down = sheet.author_pages
    if not across and not down:
        return sheet.author_scale if width * sheet.author_scale <= room * 100 else 0
    scales = [100.0]
    if across:
        scales.append(room * across * 100 / width)
    if down:
        scales.append(sheet.author_height * down * 100 / max(1, sheet.height))
    scale = min(scales)
    return scale if across == 1 or width * scale <= room * 100 else 0


def _slices(sheet: Sheet, room: int, floor: int) -> tuple[int, int]:
    """The fewest slices that the floor allows, at the largest scale that still gives that few."""
    fewest = count_slices(sheet.columns, sheet.title_columns, room * 100 // floor)
    for scale in range(100, floor, -SCALE_STEP):
        wide = room * 100 // scale
        uncut = max(sheet.columns) <= wide - sheet.title_columns
        if uncut and count_slices(sheet.columns, sheet.title_columns, wide) <= fewest:
            return fewest, scale
    return fewest, floor


def count_slices(columns: Sequence[int], title: int, room: int) -> int:
    """How many pages across are needed if no column is cut and the titles stand on each."""
    count, used = 1, 0
    for column in columns:
        if used and used + column > room:
            count, used = count + 1, title
        used += column
    return count


def fitting_titles(widths: Sequence[int], room: int) -> int:
    """How many leading columns or rows can be repeated without taking more than a third of the page."""
    taken: list[int] = []
    for width in widths:
        if sum(taken) + width > room // 3:
            break
        taken.append(width)
    return len(taken)
