"""Figures of a workbook: a file keeps a bare number or date, and a page shows it as its format says."""

import re
from collections import Counter
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

_NUMBER: Final = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")
_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d)?(?:\.\d+)?)?")
_FIGURE: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
_FRACTION: Final = re.compile(r"(?<![\d/])(\d{1,5})\s?/\s?(\d{1,3})(?![\d/])")
_LARGEST: Final = (9, 99, 999)
"""The largest denominators of formats such as "# ?/?", "# ??/??"."""
_FIXED: Final = (2, 4, 8, 10, 16, 100)
"""Denominators that a format may ask for."""
_SCALED: Final = re.compile(r"(\d+(?:\.\d+)?)([kKmM])\b")
_MONTHS: Final = tuple(
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_PLACES: Final = range(11)
"""Decimal places that a format may show."""
_MOST: Final = 20
"""The largest figure that is likely to be a share, shown as 2,000 %."""
_HIGHEST: Final = 99_999
_UNITS: Final = {"K": 1_000, "M": 1_000_000}
_POWER: Final = re.compile(r"E([-+])(\d)$")
"""An exponent of one digit, which formats write with two."""
_TELLING: Final = 8
"""Digits that are hardly there by chance."""
_LEFT_OVER: Final = re.compile(r"[eE]-(0[6-9]|[1-9]\d+)$|^[-+]?0\.000000")
_EXACT: Final = 12
"""Digits of a figure that every program shows alike; of those behind, some show fewer, and others a nought."""
_LONGEST: Final = 16
"""Digits before the point beyond which no program shows any after it."""


def is_figure(text: str) -> bool:
    """Whether a cell holds a number or a day, which may be shown in other words than it is kept in."""
    return _NUMBER.fullmatch(text) is not None or _DATE.fullmatch(text) is not None


def figures_in(text: str) -> list[str]:
    """The numbers in a text as one word each, without the commas between thousands: "15,000.50" is "15000.50".

    "1.3m" is both "1.3" and "1.3M", and "50 1/4" is "50", "1", "4" and "1/4".
    """
    figures = [found.replace(",", "").upper() for found in _FIGURE.findall(text)]
    figures += [_coarse(found) for found in figures if len(found) > _EXACT]
    figures += [f"{above}/{below}" for above, below in _FRACTION.findall(text)]
    return figures + [f"{figure}{unit.upper()}" for figure, unit in _SCALED.findall(text)]


def take_figure(text: str, left: "Counter[str]", figures: "Counter[str]") -> bool:
    """Takes what shows this figure from the words and numbers left on the pages; False where it is not there."""
    if match := _DATE.fullmatch(text):
        return _take_day(match, left)
    if _is_nought(text):  # many formats show a dash in its place, or nothing
        return True
    return any(_take_all([form], figures) for form in _shown(text)) or any(
        _take_all(parts, figures) for parts in _fractions(text)
    )


def _shown(text: str) -> list[str]:
    """The figure as it is kept, and as formats write it, in full first.

    Formats round, write percents and powers of ten, and thousands or millions as "£1.2m".
    """
    try:
        value = abs(Decimal(text))
    except InvalidOperation:
        return []
    powers = [_POWER.sub(r"E\g<1>0\g<2>", f"{value:.{places}E}") for places in _PLACES]
    if value.adjusted() > _LONGEST:
        return [text.lstrip("+-").upper(), *powers]
    percent = _rounded(value * 100) if value <= _MOST else []
    bare = _rounded(value)
    scaled = [f"{form}{unit}" for unit, size in _UNITS.items() for form in _rounded(value / size, range(3))]
    forms = percent + bare if value < 1 else bare + percent
    whole = text.lstrip("+-").upper()
    return [whole, *forms, *powers, *scaled, _coarse(whole)]


def _coarse(figure: str) -> str:
    """A figure in so many digits as all programs agree upon; "162.500000000000" is "162.5"."""
    return f"{Decimal(f'{Decimal(figure):.{_EXACT}g}').normalize():f}"


def _fractions(text: str) -> list[list[str]]:
    """The figure as formats write it in whole numbers and a fraction: "50" and "1/4", or "201/4"."""
    try:
        value = abs(Fraction(text))
    except ValueError:
        return []
    if value.denominator == 1 or value > _HIGHEST:
        return []
    near = [value.limit_denominator(largest) for largest in _LARGEST]
    near += [Fraction(round(value * below), below) for below in _FIXED]
    found = [(part.numerator, part.denominator) for part in near]
    found += [(round(value * below), below) for below in _FIXED]
    forms: list[list[str]] = []
    for above, below in dict.fromkeys(found):
        whole, rest = divmod(above, below)
        forms += [[f"{above}/{below}"], [f"{rest}/{below}", *([str(whole)] if whole else [])]]
    return forms


def _rounded(value: Decimal, decimals: range = _PLACES) -> list[str]:
    """What is just between two is rounded up here and down there, since programs hold it as a binary fraction."""
    steps = [Decimal(1).scaleb(-places) for places in decimals]
    ways = (ROUND_HALF_UP, ROUND_HALF_DOWN)
    forms = {f"{value.quantize(step, way):f}" for step in steps for way in ways}
    return sorted(forms, key=lambda form: (-len(form), form))


def _is_nought(text: str) -> bool:
    """Nothing, or what calculating with binary fractions leaves of it."""
    return not text.strip("+-0.") or _LEFT_OVER.search(text) is not None


def may_round_either_way(text: str) -> bool:
    """Whether a figure ends in a five behind the point, and so may be rounded up by one program and down by another."""
    return "." in text and text.rstrip("0").endswith("5")


def run_together(text: str) -> str:
    """The digits by which a figure or day is known where the pages part it, or write letters between; empty if few."""
    match = _DATE.fullmatch(text)
    digits = "".join(match.groups()[:3]) if match else text.strip("+-").replace(".", "")
    return digits if len(digits) >= _TELLING else ""


def _take_day(match: "re.Match[str]", left: "Counter[str]") -> bool:
    """Two of day, month and year, or hour and minute, however written."""
    year, month, day, hour, minute = match.groups()
    name = _MONTHS[int(month) - 1] if 1 <= int(month) <= 12 else month
    parts = [[year, year[2:]], [name, name[:3], month, str(int(month))], [day, str(int(day))]]
    found: list[str] = []
    for part in parts:
        found += [word for word in part if left[word] > found.count(word)][:1]
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
