"""Figures of a workbook: a file keeps a bare number or date, and a page shows it as its format says."""

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from annexa.proof.words import words

_NUMBER: Final = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")
_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d)?(?:\.\d+)?)?")
_MONTHS: Final = tuple(
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_PLACES: Final = range(7)
"""Decimal places that a format may show."""
_MOST: Final = 20
"""The largest figure that is likely to be a share, shown as 2,000 %."""
_LONGEST: Final = 20
"""Digits before the point beyond which a figure is shown in powers of ten."""


def is_figure(text: str) -> bool:
    """Whether a cell holds a number or a day, which may be shown in other words than it is kept in."""
    return _NUMBER.fullmatch(text) is not None or _DATE.fullmatch(text) is not None


def take_figure(text: str, left: "Counter[str]") -> bool:
    """Takes the words that show this figure from those that are left on the pages; False where they are not there."""
    if match := _DATE.fullmatch(text):
        return _take_day(match, left)
    if _is_nought(text):  # many formats show a dash in its place, or nothing
        return True
    return any(_take_all(shown, left) for shown in _shown(text))


def _shown(text: str) -> list[list[str]]:
    """The figure as formats write it: rounded, in percent, with commas between thousands or without; in full first."""
    try:
        value = abs(Decimal(text))
    except InvalidOperation:
        return []
    if value.adjusted() > _LONGEST:
        return []
    percent = _rounded(value * 100) if value <= _MOST else []
    powers = [f"{value:.{places}E}".replace("E+", "E+0") for places in _PLACES]
    bare = _rounded(value)
    forms = percent + bare if value < 1 else bare + percent
    return [words(form) for form in forms + powers]


def _rounded(value: Decimal) -> list[str]:
    forms = {
        form
        for places in _PLACES
        for shown in [value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)]
        for form in (f"{shown:f}", f"{shown:,f}")
    }
    return sorted(forms, key=lambda form: (-len(form), form))


def _is_nought(text: str) -> bool:
    return not text.strip("+-0.")


def _take_day(match: "re.Match[str]", left: "Counter[str]") -> bool:
    """Two of day, month and year, or hour and minute, however written."""
    year, month, day, hour, minute = match.groups()
    name = _MONTHS[int(month) - 1] if 1 <= int(month) <= 12 else month
    parts = [[year, year[2:]], [month, str(int(month)), name, name[:3]], [day, str(int(day))]]
    taken = [next((word for word in part if left[word] > 0), "") for part in parts]
    found = [word for word in taken if word]
    if len(found) < 2 and hour is not None:
        twelve = str((int(hour) - 1) % 12 + 1)
        found = [word for word in ((hour if left[hour] else twelve), minute) if left[word] > 0]
    return len(found) >= 2 and _take_all(found, left)


def _take_all(these: list[str], left: "Counter[str]") -> bool:
    wanted = Counter(these)
    if not these or any(left[word] < count for word, count in wanted.items()):
        return False
    left.subtract(wanted)
    return True
