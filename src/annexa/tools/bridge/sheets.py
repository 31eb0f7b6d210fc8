"""What a workbook needs before it is printed: pages that can be read, and not thousands of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from . import cells, fit, heading, rows
from .office import uno

Range = tuple[int, int, int, int]
"""First column, first row, last column, last row, counted from 0."""
SCALES = ("PageScale", "ScaleToPages", "ScaleToPagesX", "ScaleToPagesY")
ROWS_LOOKED_AT = 40
ROWS_TOGETHER = 15
"""Rows whose height is asked for at once; usual ones are 80 mm."""
NEARLY_A_PAGE = 10_000
"""1/100 mm: a row up to this height is on one page, for A5 on its side still prints 110 mm."""
TOP = 1  # CellVertJustify2.TOP
BOLD = 150.0  # FontWeight.BOLD
WIDEST = 8000
"""1/100 mm: a column of text that would be wider is wrapped."""


class Limits(NamedTuple):
    """Settings of the conversion."""

    floor: int
    """Smallest scale in percent at which a sheet may be printed."""
    pages: int
    """Most pages that a workbook may print on."""
    heading: str = ""
    """What each page says where its author had it say nothing; the name of its sheet follows."""


def make_legible(document: Any, limits: Limits) -> list[str]:
    """Sets each visible sheet's page so that it can be read; answers a note for each sheet that was changed."""
    _keep_hidden(document)
    own = {sheet.Name: _own_style(document, sheet) for sheet in document.Sheets if sheet.IsVisible}
    for style in own.values():
        style.PrintAnnotations = False  # comments are for the author, not for inspectors
    notes = []
    for sheet in document.Sheets:
        _hide_comments(sheet)
        if limits.heading and sheet.Name in own:
            heading.add(own[sheet.Name], f"{limits.heading} · {sheet.Name}")
    printed = _printed_ranges(document, list(own.values()))
    budget = [cells.MOST_ASKED]
    for number, sheet in enumerate(document.Sheets):
        if sheet.Name in own and (areas := printed.get(number)):
            corners = zip(*areas)  # noqa: B905 - Python 3.9
            area = tuple((min if place < 2 else max)(sides) for place, sides in enumerate(corners))
            done = cells.make_room(sheet, area, budget, _room_to_grow(own[sheet.Name]))
            notes += [f"sheet {sheet.Name}: {note}" for note in done]
    if notes:
        printed = _printed_ranges(document, list(own.values()))
    for number, sheet in enumerate(document.Sheets):
        ranges = printed.get(number)
        if not ranges or sheet.Name not in own:
            continue
        note = _lay_out(document, sheet, own[sheet.Name], ranges, limits)
        if note:
            notes.append(f"sheet {sheet.Name}: {note}")
    return notes


def _room_to_grow(style: Any) -> int:
    """How wide columns may become together: on their author's page, or on A4 landscape, they are still easy to read."""
    rest = style.LeftMargin + style.RightMargin
    return int(max((style.Width - rest) * 100 // fit.NEARLY, (fit.A4[0] - rest) * 100 // fit.EASY))


def _hide_comments(sheet: Any) -> None:
    """A comment that its author left open lies on the cells, and is printed there (measured with 7.4)."""
    comments = sheet.getAnnotations()
    for number in range(comments.getCount()):
        comments.getByIndex(number).setIsVisible(False)


def _keep_hidden(document: Any) -> None:
    """Takes the print areas off hidden sheets: LibreOffice prints a hidden sheet that has one (measured with 7.4)."""
    for sheet in document.Sheets:
        if not sheet.IsVisible:
            sheet.setPrintAreas(())


def widen(document: Any) -> None:
    """Gives the columns of a file that knows no layout, such as a CSV, the room that their text needs.

    The heading row is bold and repeated; LibreOffice's own "Page 1" below is left out: the bundle numbers its pages.
    """
    styles = document.StyleFamilies.getByName("PageStyles")
    for sheet in document.Sheets:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        if _heading_row(sheet, 0, cursor.RangeAddress.EndRow) == 0:
            sheet.Rows.getByIndex(0).CharWeight = BOLD
        for number in range(cursor.RangeAddress.EndColumn + 1):
            column = sheet.Columns.getByIndex(number)
            column.OptimalWidth = True
            column.VertJustify = TOP
            if column.Width > WIDEST:
                column.Width = WIDEST
                column.IsTextWrapped = True
        sheet.Rows.OptimalHeight = True
        styles.getByName(sheet.PageStyle).FooterIsOn = False
        _repeat_rows(sheet, 0, cursor.RangeAddress.EndRow, fit.A4[1])


def _own_style(document: Any, sheet: Any) -> Any:
    """The sheet's page style; a copy of it where other sheets share it, so that each can be laid out by itself."""
    styles = document.StyleFamilies.getByName("PageStyles")
    shared = sum(1 for other in document.Sheets if other.PageStyle == sheet.PageStyle) > 1
    style = styles.getByName(sheet.PageStyle)
    if not shared:
        return style
    name = f"annexa {sheet.Name}"
    copy = document.createInstance("com.sun.star.style.PageStyle")
    styles.insertByName(name, copy)
    for prop in style.PropertySetInfo.getProperties():
        with suppress(Exception):  # read-only or not applicable to this kind of sheet: the default serves
            copy.setPropertyValue(prop.Name, style.getPropertyValue(prop.Name))
    sheet.PageStyle = name
    return copy


def _printed_ranges(document: Any, styles: Sequence[Any]) -> dict[int, list[Range]]:
    """What LibreOffice prints of each sheet: cells, text that runs over their edge, and drawings.

    Only the renderer knows that, so every sheet is put on a single page for a moment and the renderer asked.
    """
    before = [[style.getPropertyValue(name) for name in SCALES] for style in styles]
    for style in styles:
        style.ScaleToPagesX = style.ScaleToPagesY = 1
    found: dict[int, list[Range]] = {}
    for page in range(min(document.getRendererCount(document, ()), len(document.Sheets) * 20)):
        values = {prop.Name: prop.Value for prop in document.getRenderer(page, document, ())}
        source = values.get("SourceRange")
        if source is not None:
            cells = (source.StartColumn, source.StartRow, source.EndColumn, source.EndRow)
            found.setdefault(source.Sheet, []).append(cells)
    for style, scaling in zip(styles, before, strict=False):
        _set_scale(style, *scaling)
    return found


def _set_scale(style: Any, scale: int, pages: int, across: int, down: int) -> None:
    """Only one way of scaling is kept by a style: the one set last wins, so what is asked for comes last."""
    style.PageScale = scale or 100
    if pages:
        style.ScaleToPages = pages
    elif across or down:
        style.ScaleToPagesX, style.ScaleToPagesY = across, down


def _lay_out(document: Any, sheet: Any, style: Any, ranges: list[Range], limits: Limits) -> str | None:
    widest = max(ranges, key=lambda cells: sheet.getCellRangeByPosition(*cells).Size.Width)
    first, top, last, bottom = widest
    size = sheet.getCellRangeByPosition(*widest).Size
    widths = _sizes(sheet.Columns, first, last, "Width")
    rest = style.LeftMargin + style.RightMargin
    rest_down = style.TopMargin + style.BottomMargin + _bands(style)
    titles = _title_columns(sheet, first, last, fit.A3[0] - rest, limits)
    measured = fit.Sheet(
        columns=widths,
        height=size.Height,
        title_columns=sum(_sizes(sheet.Columns, *titles, "Width")) if titles else 0,
        rest=rest,
        author_width=style.Width,
        author_height=style.Height - rest_down,
        author_scale=style.PageScale or 100,
        author_pages=(style.ScaleToPagesX, style.ScaleToPagesY),
        highest=_highest(sheet, min(cells[1] for cells in ranges), max(cells[3] for cells in ranges), style.Height),
        rest_down=rest_down,
    )
    plan = fit.plan(measured, limits.floor)
    if plan._replace(beyond=False) == fit.Plan():
        return fit.BEYOND if plan.beyond else None
    if plan.paper is not None:
        style.IsLandscape = True
        style.Width, style.Height = plan.paper
    _repeat_rows(sheet, top, bottom, style.Height)
    beyond = f"; {fit.BEYOND}" if plan.beyond else ""
    if plan.fit_width:
        _set_scale(style, 100, 0, 1, 0)
        return f"fitted to the width of {_name(plan.paper)}{beyond}"
    _set_scale(style, plan.scale or 100, 0, 0, 0)
    if plan.slices == 1:
        return f"fitted to {_name(plan.paper)}, so that its highest row is shown whole"
    _repeat_columns(sheet, titles)
    return f"cut into {plan.slices} slices of columns on A3{beyond}"


def _highest(sheet: Any, top: int, bottom: int, room: int) -> int:
    """Height of the highest row with the rows repeated above it, if it is nearly as high as a page; else 0."""
    if bottom - top >= cells.MOST_ROWS:
        return 0  # cells.TOO_LARGE has said so
    highest = NEARLY_A_PAGE
    for first, several in rows.each(sheet, top, bottom, ROWS_TOGETHER):
        if several.Size.Height > highest:  # a row.Height begins anew at 655 mm
            last = min(first + ROWS_TOGETHER - 1, bottom)
            highest = max(highest, *(row.Size.Height for _, row in rows.each(sheet, first, last, 1)))
    if highest == NEARLY_A_PAGE:
        return 0
    if sheet.PrintTitleRows:
        own = sheet.getTitleRows()
        return int(highest + sum(_sizes(sheet.Rows, own.StartRow, own.EndRow, "Height")))
    heading = _heading_row(sheet, top, bottom)
    sizes = [] if heading is None else _sizes(sheet.Rows, heading, heading, "Height")
    return int(highest + sum(sizes[: fit.fitting_titles(sizes, room)]))


def _name(paper: fit.Paper | None) -> str:
    return {None: "its page", fit.A4: "A4 landscape", fit.A3: "A3 landscape"}[paper]


def _bands(style: Any) -> int:
    """Height that page header and footer take."""
    header = style.HeaderHeight if style.HeaderIsOn else 0
    footer = style.FooterHeight if style.FooterIsOn else 0
    return int(header + footer)


def _sizes(lines: Any, first: int, last: int, side: str) -> list[int]:
    """Widths of columns or heights of rows that are shown, `last` included."""
    chosen = (lines.getByIndex(number) for number in range(first, last + 1))
    return [getattr(line, side) for line in chosen if line.IsVisible]


def _title_columns(sheet: Any, first: int, last: int, room: int, limits: Limits) -> tuple[int, int] | None:
    """The columns to repeat on each slice: the author's own, else the first that holds anything."""
    if sheet.PrintTitleColumns:
        own = sheet.getTitleColumns()
        return own.StartColumn, own.EndColumn
    narrow = fit.fitting_titles(_sizes(sheet.Columns, first, first, "Width"), room * 100 // limits.floor)
    return (first, first) if narrow and last > first else None


def _repeat_columns(sheet: Any, titles: tuple[int, int] | None) -> None:
    if titles is None or sheet.PrintTitleColumns:
        return
    area = uno.createUnoStruct("com.sun.star.table.CellRangeAddress")
    area.StartColumn, area.EndColumn = titles
    sheet.setTitleColumns(area)
    sheet.setPrintTitleColumns(True)


def _repeat_rows(sheet: Any, top: int, bottom: int, room: int) -> None:
    """Repeats the heading row of a table unless the author chose the rows to repeat."""
    if sheet.PrintTitleRows:
        return
    heading = _heading_row(sheet, top, bottom)
    if heading is None or not fit.fitting_titles(_sizes(sheet.Rows, heading, heading, "Height"), room):
        return
    area = uno.createUnoStruct("com.sun.star.table.CellRangeAddress")
    area.StartRow = area.EndRow = heading
    sheet.setTitleRows(area)
    sheet.setPrintTitleRows(True)


def _heading_row(sheet: Any, top: int, bottom: int) -> int | None:
    """The first row that is nearly as wide as the widest near it and holds words only: a table's heading."""
    looked_at = range(top, min(bottom, top + ROWS_LOOKED_AT) + 1)
    cells = sheet.Rows.getByIndex(top).RangeAddress
    cells.EndRow = looked_at[-1]
    held = sheet.queryIntersection(cells)
    counts = _counts(held.queryContentCells(_ALL))
    widest = max((counts.get(number, 0) for number in looked_at), default=0)
    for number in looked_at:
        count = counts.get(number, 0)
        if count > 1 and count * 10 >= widest * 8:
            return None if _counts(held.queryContentCells(_NUMBERS)).get(number) else number
    return None


def _counts(cells: Any) -> dict[int, int]:
    """How many cells there are in each row."""
    counts: dict[int, int] = {}
    for part in cells.getRangeAddresses():
        for row in range(part.StartRow, part.EndRow + 1):
            counts[row] = counts.get(row, 0) + 1 + part.EndColumn - part.StartColumn
    return counts


_NUMBERS = 1 | 2  # CellFlags.VALUE, DATETIME
_ALL = 1 | 2 | 4 | 16  # and STRING, FORMULA
