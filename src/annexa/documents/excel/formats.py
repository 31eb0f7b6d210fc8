"""What a cell's style shows of a number: a date and how much of it, digits of its own, or the number."""

import re
from datetime import datetime, timedelta
from enum import Enum

from annexa.documents.excel.digits import Digits, digits
from annexa.documents.excel.names import S
from annexa.documents.markup import Element
from annexa.model.words import MONTHS

_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Number formats that every Excel knows as dates or times (ISO/IEC 29500-1, 18.8.30)."""
_BUILT_IN_MONTH = 17
"""`mmm-yy`."""
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_CODE = re.compile(r"[dyh]|m(?!\w*0)", re.IGNORECASE)


class Shown(Enum):
    """What a style shows of a number."""

    NUMBER = 0
    DATE = 1
    """A day, or a time."""
    MONTH = 2
    YEAR = 3


Style = Shown | Digits
"""What a cell's style makes of a number."""


def cell_styles(root: Element) -> list[Style]:
    """What each cell style (`s` of a cell) shows of a number."""
    codes = {node.get("numFmtId"): node.get("formatCode") or "" for node in root.iter(f"{S}numFmt")}
    styles = root.find(f"{S}cellXfs")
    found: list[Style] = []
    for node in styles if styles is not None else ():
        id_ = node.get("numFmtId") or "0"
        if id_ in codes:
            shown = _shown(codes[id_])
            found.append(digits(codes[id_]) or shown if shown is Shown.NUMBER else shown)
        elif id_.isdigit() and int(id_) in _BUILT_IN_DATES:
            found.append(Shown.MONTH if int(id_) == _BUILT_IN_MONTH else Shown.DATE)
        else:
            found.append(Shown.NUMBER)
    return found


def _shown(code: str) -> Shown:
    bare = _NOT_CODE.sub("", code.split(";")[0]).lower()
    if "general" in bare or not _DATE_CODE.search(bare):
        return Shown.NUMBER
    if "y" not in bare or "d" in bare or "h" in bare:
        return Shown.DATE
    return Shown.MONTH if "m" in bare else Shown.YEAR


def as_shown(value: str, style: Style, epoch_1904: bool) -> str:
    """A stored number as a cell of that style shows it."""
    if isinstance(style, Digits):
        text = style.of(value)
        return text if text != value else as_number(value)
    return as_number(value) if style is Shown.NUMBER else as_date(value, epoch_1904, style)


def as_date(value: str, epoch_1904: bool, shown: Shown = Shown.DATE) -> str:
    """A serial number as an ISO date (with a time where it has one), "Sep 2025" or "2025"; other values as they are."""
    try:
        days = float(value)
    except ValueError:
        return value
    if not 1 <= days < 2_958_466:
        return value
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)
    moment = start + timedelta(days=days)
    if shown is Shown.MONTH:
        return f"{MONTHS[moment.month - 1][:3]} {moment.year}"
    if shown is Shown.YEAR:
        return str(moment.year)
    if days == int(days):
        return moment.date().isoformat()
    return moment.replace(microsecond=0).isoformat(" ", "minutes")


def as_number(value: str) -> str:
    """A stored number as Excel shows it at most: 15 digits, so that 0.0617 is not 6.1699999999999998E-2."""
    if len(value) < 16 and "E" not in value:
        return value
    try:
        return f"{float(value):.15g}"
    except ValueError:
        return value
