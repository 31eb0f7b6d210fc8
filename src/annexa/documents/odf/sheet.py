"""Sheets of an OpenDocument spreadsheet."""

import re
from typing import TYPE_CHECKING, Final

from annexa.documents.cells import looks_like_header
from annexa.documents.cells import number as as_number
from annexa.documents.columns import column_name
from annexa.documents.facts import HiddenKind, LinkOrigin
from annexa.documents.formulas import changes_daily, hyperlinks_in
from annexa.documents.markup import Element, local
from annexa.documents.odf.names import OFFICE, TABLE
from annexa.model.findings import Place

if TYPE_CHECKING:
    from annexa.documents.odf.story import Story

_MOST_REPEATS = 50
"""Times that a repeated cell is written out in a table."""

_AREA: Final = re.compile(r"\.(\$?[A-Z]+\$?\d+)(?::[^\s:]*?\.(\$?[A-Z]+\$?\d+))?(?=\s|$)")
"""One of the ranges in `table:print-ranges`, such as `$Sheet.$A$1:$Sheet.$D$20`."""


class Sheets:
    """Reads sheets cell by cell; the story reads what stands in a cell."""

    def __init__(self, story: "Story") -> None:
        self._story = story

    def read(self, table: Element) -> None:
        """Reads one sheet."""
        story = self._story
        name = table.get(f"{TABLE}name") or ""
        story.sheet, story.cell = name, None
        if story.styles.get("table", table.get(f"{TABLE}style-name")).hidden:
            story.found.hide(HiddenKind.SHEET, Place(sheet=name), name=name)
        for area in _AREA.findall(table.get(f"{TABLE}print-ranges") or ""):
            story.found.print_area(name, ":".join(each for each in area if each))
        rows: list[list[str]] = []
        hidden_columns = _hidden_columns(table)
        filled: dict[int, str] = {}
        state = _SheetState(rows, filled)
        self._sheet_rows(table, state)
        for first, last in hidden_columns:
            texts = [text for column, text in sorted(filled.items()) if first <= column <= last]
            if texts:
                label = f"{column_name(first)}:{column_name(last)}"
                story.found.hide(HiddenKind.COLUMN, Place(sheet=name), name=label, text="; ".join(texts))
        header = table.find(f"{TABLE}table-header-rows") is not None or looks_like_header(rows)
        story.found.table(Place(sheet=name), rows, header_row=header, total_rows=state.filled_rows)
        for shapes in table.iterchildren(f"{TABLE}shapes"):
            story.cell = None
            story.read(shapes)
        story.sheet = story.cell = None

    def _sheet_rows(self, node: Element, state: "_SheetState", depth: int = 0) -> None:
        for child in node:
            name = local(child)
            if name == "table-row":
                self._sheet_row(child, state)
            elif name in ("table-header-rows", "table-rows", "table-row-group") and depth < 20:
                self._sheet_rows(child, state, depth + 1)

    def _sheet_row(self, row: Element, state: "_SheetState") -> None:
        story = self._story
        repeats = as_number(row.get(f"{TABLE}number-rows-repeated")) or 1
        state.row += 1
        texts: list[str] = []
        column = 0
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            again = as_number(cell.get(f"{TABLE}number-columns-repeated")) or 1
            text = self._sheet_cell(cell, column + 1, state.row)
            if text:
                state.filled.setdefault(column + 1, text)
                texts.extend([""] * max(0, min(column, story.found.limits.table_columns) - len(texts)))
                texts.extend([text] * min(again, _MOST_REPEATS))
            column += again
        if any(texts):
            state.filled_rows += repeats
            if len(state.rows) < story.found.limits.table_rows:
                state.rows.append(texts)
            if row.get(f"{TABLE}visibility") in ("collapse", "filter"):
                name = f"{state.row}:{state.row + repeats - 1}"
                story.found.hide(HiddenKind.ROW, Place(sheet=story.sheet), name=name, text=" ".join(texts))
        state.row += repeats - 1

    def _sheet_cell(self, cell: Element, column: int, row: int) -> str:
        story = self._story
        story.cell = f"{column_name(column)}{row}"
        story.row_texts = []
        formula = cell.get(f"{TABLE}formula") or ""
        if len(cell):
            story.read(cell)
        text = "\n".join(story.row_texts)
        if formula and "HYPERLINK" in formula.upper():
            for target, words in hyperlinks_in(formula):
                story.found.link(target, story.place(), LinkOrigin.FORMULA, words or text)
        if changes_daily(formula):
            story.found.changing_date(story.place(), text)
        date = cell.get(f"{OFFICE}date-value")
        return date if date and text else text


class _SheetState:
    """Where the reading of a sheet stands."""

    def __init__(self, rows: list[list[str]], filled: dict[int, str]) -> None:
        self.rows = rows
        self.filled = filled
        self.row = 0
        self.filled_rows = 0


def _hidden_columns(table: Element) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    column = 1
    for node in table.iter(f"{TABLE}table-column"):
        again = as_number(node.get(f"{TABLE}number-columns-repeated")) or 1
        if node.get(f"{TABLE}visibility") in ("collapse", "filter"):
            ranges.append((column, column + again - 1))
        column += again
    return ranges
