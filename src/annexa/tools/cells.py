"""Cells of a workbook: what is written is never taken for a formula, by any program, even after an edit."""

import re
from datetime import date, datetime
from typing import Any, Final

LONGEST: Final = 32_000
"""Characters that a cell is cut to; Excel refuses more than 32,767."""
_REFUSED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_cell(cell: Any, value: Any) -> None:
    """Writes a value into a cell of openpyxl: a number, a date or a time without zone as such, all else as text."""
    if isinstance(value, datetime):
        cell.value = value
        cell.number_format = "ddd d mmm yyyy, hh:mm"
    elif isinstance(value, date):
        cell.value = datetime(value.year, value.month, value.day)
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = _REFUSED.sub("", str(value))[:LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = True
