"""Attributes of a table's cells: which are headings, and how far merged ones go."""

from typing import Any

from pikepdf import Dictionary, Name


def make_heading(cell: Any) -> None:
    """Makes a heading of its column of a cell."""
    cell.S = Name.TH
    cell.A = Dictionary({**(cell.A if "/A" in cell else {}), "/O": Name.Table, "/Scope": Name.Column})


def span(cell: Any, columns: int, rows: int) -> None:
    """Says how far a merged cell goes, without which the cells after it would count for other headings."""
    if (columns, rows) == (1, 1):
        return
    attributes = cell.A if "/A" in cell else Dictionary(O=Name.Table)
    if columns > 1:
        attributes.ColSpan = columns
    if rows > 1:
        attributes.RowSpan = rows
    cell.A = attributes
