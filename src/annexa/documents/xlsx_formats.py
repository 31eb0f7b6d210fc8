"""Which cell styles show a date, and what date a number then is."""

import re
from datetime import datetime, timedelta

from annexa.documents.markup import Element
from annexa.documents.xlsx_names import S

_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Number formats that every Excel knows as dates or times (ISO/IEC 29500-1, 18.8.30)."""
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_CODE = re.compile(r"[dyh]|m(?!\w*0)", re.IGNORECASE)


def date_styles(root: Element) -> list[bool]:
    """Of each cell style (`s` of a cell), whether it shows a date."""
    codes = {node.get("numFmtId"): node.get("formatCode") or "" for node in root.iter(f"{S}numFmt")}
    styles = root.find(f"{S}cellXfs")
    found: list[bool] = []
    for node in styles if styles is not None else ():
        id_ = node.get("numFmtId") or "0"
        if id_ in codes:
            found.append(_is_date(codes[id_]))
        else:
            found.append(id_.isdigit() and int(id_) in _BUILT_IN_DATES)
    return found


def _is_date(code: str) -> bool:
    bare = _NOT_CODE.sub("", code.split(";")[0])
    return "general" not in bare.lower() and bool(_DATE_CODE.search(bare))


def as_date(value: str, epoch_1904: bool) -> str:
    """A serial number as an ISO date (with a time where it has one); other values as they are."""
    try:
        days = float(value)
    except ValueError:
        return value
    if not 1 <= days < 2_958_466:
        return value
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)
    moment = start + timedelta(days=days)
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
