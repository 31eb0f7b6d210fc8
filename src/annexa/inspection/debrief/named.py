"""Names of debriefing sheets: date, initials, "Summary", as the source asks, and what people make of that."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from annexa.model.words import MONTHS
from annexa.rules.support.dates import Precision, find_dates, find_in_file_name

SUMMARY: Final = "Summary"
_DIGITS: Final = re.compile(r"(?<!\d)(\d{2})(\d{2})((?:20)?\d{2})(?!\d)")
_PARTED: Final = re.compile(r"(?<!\d)(\d{1,2})[./_ -](\d{1,2})(?:[./_ -]((?:20)?\d{2}))?(?!\d)")
_WORDED: Final = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ .-]*({'|'.join(month[:3] for month in MONTHS)})[a-z]*", re.IGNORECASE
)
_MONTHS: Final = {month[:3].lower(): number for number, month in enumerate(MONTHS, start=1)}
_WORD: Final = re.compile(r"[A-Za-z]+")
_NOT_INITIALS: Final = frozenset(
    {"SEND", "KIT", "CQC", "NHS", "ICB", "EHC", "EHCP", "DCS", "HMI", "DOC", "PDF", "COPY", "OF", "THE", "AND", "NEW"}
    | {"ST", "ND", "RD", "TH", "FORM"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """What the name of a sheet says."""

    day: date | None
    initials: str
    """In capitals; empty where none can be told."""
    is_tidy: bool
    """Whether it is date, initials and "Summary", as asked, and no other word."""


def name_of(day: date, initials: str, number: int = 1) -> str:
    """The name of a sheet without its ending: "15.09.26 AB Summary", and a number where it is not the first."""
    return f"{day:%d.%m.%y} {initials} {SUMMARY}{f' {number}' if number > 1 else ''}"


def read_name(stem: str, near: date) -> Named:
    """What a name says; a date without a year, or in the wrong order, is taken for the one nearest to `near`."""
    day = day_in(stem, near, is_file_name=True)
    initials = _initials(stem)
    plain = re.sub(r"\s*\(?\d{0,2}\)?$", "", stem)
    tidy = day is not None and bool(initials) and plain == name_of(day, initials)
    return Named(day, initials, tidy)


def _initials(stem: str) -> str:
    """The word of two to four letters that stands beside the date or "Summary", or is in capitals."""
    words = [match[0] for match in _WORD.finditer(stem.replace("_", " "))]
    words = [word for word in words if word.lower()[:3] not in _MONTHS and word.lower() not in _DAYS]
    short = [word for word in words if 2 <= len(word) <= 4 and word.upper() not in _NOT_INITIALS]
    capitals = [word for word in short if word.isupper()]
    beside = [one for one, after in pairwise(words) if after.lower() == SUMMARY.lower()]
    for found in (capitals, [word for word in short if word in beside], short if len(words) == 1 else []):
        if found:
            return found[0].upper()
    return ""


_DAYS: Final = frozenset(["mon", "tue", "tues", "wed", "thu", "thur", "fri", "sat", "sun"])


def day_in(text: str, near: date, *, is_file_name: bool = False) -> date | None:
    """The first day that a text names, however it is written; None where it names none."""
    for find in (find_in_file_name, find_dates) if is_file_name else (find_dates, find_in_file_name):
        found = find(f"{text}.x" if find is find_in_file_name else text)
        if day := next((one.first for one in found if one.precision is Precision.DAY), None):
            return day
    if found_digits := _DIGITS.search(text):
        first, second, year = map(int, found_digits.groups())
        return _fitting(first, second, year, near)
    if worded := _WORDED.search(text):
        return _nearest(int(worded[1]), _MONTHS[worded[2].lower()], near)
    for match in _PARTED.finditer(text):
        first, second = int(match[1]), int(match[2])
        if day := _fitting(first, second, int(match[3]), near) if match[3] else _nearest(first, second, near):
            return day
    return None


def _fitting(first: int, second: int, year: int, near: date) -> date | None:
    """Day, month and year; where there is no such day, month and day are taken to stand the other way round."""
    year = year if year >= 2000 else 2000 + year
    return _day(year, second, first) or _day(year, first, second)


def _nearest(day: int, month: int, near: date) -> date | None:
    years = (near.year - 1, near.year, near.year + 1)
    days = [found for year in years if (found := _day(year, month, day))]
    return min(days, key=lambda found: abs((found - near).days), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
