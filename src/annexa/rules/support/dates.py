"""Dates as they stand in documents of the United Kingdom: day before month, and months without a day.

Own regular expressions with cue words, because general date parsers take version numbers, telephone numbers
and years of Acts for dates (measured: research on document checks). Everything here is pure.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from annexa.model.words import MONTHS
from annexa.rules.support.folded import Folded, fold


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Role(StrEnum):
    """What the words around a date say that it is."""

    DOCUMENT = "document"
    """The date of the document itself: version, dated, issued, approved, date of meeting …"""
    FUTURE = "future"
    """A date that the document looks forward to: next review, valid until, deadline …"""
    PERIOD = "period"
    """Where a period starts or ends: "September 2025 to August 2026"."""
    BIRTH = "birth"
    BARE = "bare"
    """No cue."""


_MONTHS: Final = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text; `start` and `end` are offsets of characters."""

    first: date
    """The day itself, or the first day of the month or year."""
    precision: Precision
    role: Role
    start: int
    end: int
    cue: str = ""
    """The words that give it its role, as written."""

    @property
    def last(self) -> date:
        """The day itself, or the last day of the month or year."""
        if self.precision is Precision.DAY:
            return self.first
        if self.precision is Precision.MONTH:
            return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])
        return self.first.replace(month=12, day=31)

    def holds(self, day: date) -> bool:
        """Whether the day is this day, or in this month or year."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        if self.precision is Precision.YEAR:
            return str(self.first.year)
        month = f"{MONTHS[self.first.month - 1]} {self.first.year}"
        return month if self.precision is Precision.MONTH else f"{self.first.day} {month}"


_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+(?:the\s+)?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_SHORT_YEAR = r"(?P<short>['’]?[1-3]\d)(?!\d)(?=\s*(?:[,.;)\]|]|$))"
"""Two digits count as a year only before the end or a mark: "on 12 March 24 pupils came" names no year."""
_AFTER = r"(?![\w/])(?!-\d)(?!\.\d)"
_BEFORE = r"(?<![\w/.£$€%+-])"

_WORDED: Final = re.compile(
    rf"{_BEFORE}{_WEEKDAY}?{_DAY}(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?(?:\s+|[-./]){_MONTH}"
    rf"(?:,?\s+|[-./])?(?:{_YEAR}|{_SHORT_YEAR}){_AFTER}",
    re.IGNORECASE,
)
_MONTH_FIRST: Final = re.compile(
    rf"(?<!\w){_WEEKDAY}?{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}{_AFTER}", re.IGNORECASE
)
_ISO: Final = re.compile(
    rf"(?<![\w/.+-]){_YEAR}(?P<mark>[-/.])(?P<number>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?![\d/])(?!-\d)"
)
_NUMERIC: Final = re.compile(
    rf"{_BEFORE}{_DAY}(?P<mark>[/.-])(?P<number>0?[1-9]|1[0-2])(?P=mark)(?:{_YEAR}|(?P<short>[1-3]\d)(?!\d)){_AFTER}"
)
_MONTH_YEAR: Final = re.compile(
    rf"(?<!\w){_MONTH}(?:,?\s+|[-/])(?:of\s+)?(?:{_YEAR}|(?P<short>['’][1-3]\d)(?!\d))(?!\w)(?!\s?[/-]\s?\d)",
    re.IGNORECASE,
)
_NUMERIC_MONTH: Final = re.compile(rf"{_BEFORE}(?P<number>0[1-9]|1[0-2])/{_YEAR}{_AFTER}")
_LONE_YEAR: Final = re.compile(rf"{_BEFORE}(?<!\d\s){_YEAR}(?!\w)(?!\s?[-–—/]\s?\d)(?!\.\d)(?!\s\d)")

_MAYBE: Final = re.compile(r"(?:19|20)\d\d|\d[/.-]\d|[^\W\d]\.?\s*[-./'’\s]\d\d(?!\d)")
"""Text without this holds no date; most text does not."""

_PATTERNS: Final = (
    (_WORDED, Precision.DAY),
    (_MONTH_FIRST, Precision.DAY),
    (_ISO, Precision.DAY),
    (_NUMERIC, Precision.DAY),
    (_MONTH_YEAR, Precision.MONTH),
    (_NUMERIC_MONTH, Precision.MONTH),
    (_LONE_YEAR, Precision.YEAR),
)

_YEAR_RANGE: Final = re.compile(
    r"(?<![\w./£-])(?P<from>(?:19|20)\d\d)(?:(?:\s?[-–—/]\s?|\s+to\s+)(?P<to>(?:19|20)\d\d)|[-–—/](?P<short>\d\d))"
    r"(?!\w)(?![-/.]\d)"
)
_ACT: Final = re.compile(
    r"\b(?:Acts?|Regulations?|Order|Rules|Bill|Directive)(?:\s+\([^)]{1,30}\))?,?\s+(?:19|20)\d\d\b"
)
_NUMBERED: Final = re.compile(
    r"\b(?:version|ver\.?|v|issue|edition|revision|rev\.?|no\.?|number|part|section|page|appendix|annex|week|item|phase)\s+$",
    re.IGNORECASE,
)
"""What stands before a number that is not a day: "Version 8 April 2023" is April 2023."""

_WHO = r"(?:\s+[\w’'&,()/–-]+){1,10}?"
_DOCUMENT = (
    r"date\s+of\s+(?:the\s+|this\s+)?(?:meeting|report|issue|publication|document|version|approval|minutes|policy|"
    r"(?:last\s+)?(?:review|update|revision))|(?:meeting|report|issue|publication|approval|version|revision)\s+date|"
    r"meeting\s+(?:held\s+)?on|held\s+on|(?:minutes|notes|record|meeting)\s+of" + _WHO + r"|minutes(?:" + _WHO + r")?|"
    r"last\s+(?:reviewed|updated|revised|amended|modified|review(?!\s+due)|update|edited)|date\s+(?:issued|approved|"
    r"published|agreed|adopted|updated|reviewed|created|prepared|signed)|"
    r"(?:version|ver\.?|v|issue|edition|revision|rev\.?)\s*(?:no\.?\s*)?\d+(?:\.\d+)*|version|edition|dated?|"
    r"(?:issued?|approved|agreed|adopted|ratified|published|publication|reviewed|updated|revised|amended|produced|"
    r"prepared|completed|created|written|signed(?:\s+off)?|finalised)(?:\s+by" + _WHO + r")?|"
    r"(?:data\s+)?as\s+(?:at|of)|(?:data\s+)?(?:correct|extracted)(?:\s+(?:at|as\s+at|on))?|effective(?:\s+from)?|"
    r"(?:in\s+force|valid)\s+from|final"
)
_FUTURE = (
    r"next\s+(?:\w+\s+)?(?:review|meeting|update|revision)(?:\s+(?:date|due))?|to\s+be\s+reviewed|"
    r"review\s+(?:date|due)|last\s+review\s+due|due(?:\s+for\s+(?:review|renewal)|\s+date)?|date\s+due|"
    r"date\s+(?:for|of)\s+(?:the\s+)?next\s+(?:review|meeting|update)|valid\s+(?:until|to|till)|"
    r"expir(?:es|y|ing)(?:\s+(?:date|on))?|until|deadline|(?:by\s+(?:the\s+)?)?end\s+of|target(?:\s+date)?|"
    r"ends?(?:\s+on)?|runs\s+(?:until|to)|complet(?:ed|e|ion)\s+by|by|renewal(?:\s+date)?|review(?=\s*:)"
)
_BIRTH = r"date\s+of\s+birth|d\.?\s?o\.?\s?b\.?|born|birth\s*date|birthday"
_LINK = r"(?:\s+(?:on|in|at|by|from|dated?|due|is|was|the)(?!\w)|\s*[:,;|(–—-])*\s*"
_CUE: Final = re.compile(
    rf"(?<!\w)(?:(?P<birth>{_BIRTH})|(?P<future>{_FUTURE})|(?P<document>{_DOCUMENT})){_LINK}$", re.IGNORECASE
)
_CUE_REACH: Final = 110
"""How many characters before a date its cue may start: room for "Minutes of the … Partnership Board"."""
_LINE: Final = 200
"""A date is not all of a text that is longer."""
_TO: Final = re.compile(r"\s*(?:to|[-–—]|until|and|through|up\s+to)\s*(?:the\s+)?(?:end\s+of\s+)?", re.IGNORECASE)


def find_dates(text: str) -> list[FoundDate]:
    """Every date in the text, in order; neither years of Acts nor ranges of years are dates.

    A year alone, and figures that could be something else ("04/2023", "12.03.24"), count only after a cue
    or where they are the whole text.
    """
    folded = fold(text, case=False, dashes=False)
    if not _MAYBE.search(folded.text):
        return []
    return [_as_written(one, folded) for one in _dates_in(folded.text)]


def _as_written(one: FoundDate, folded: Folded) -> FoundDate:
    start, end = folded.span(one.start, one.end)
    return replace(one, start=start, end=end)


def _dates_in(text: str) -> list[FoundDate]:
    taken = _Taken(text)
    for pattern in (_YEAR_RANGE, _ACT):
        for match in pattern.finditer(text):
            if pattern is _ACT or _is_year_range(match):
                taken.take(match)
    found: list[FoundDate] = []
    for pattern, precision in _PATTERNS:
        for match in pattern.finditer(text):
            if taken.holds(match) or (
                pattern is _WORDED and _NUMBERED.search(text[max(0, match.start() - 12) : match.start()])
            ):
                continue
            if one := _found(match, precision, text):
                found.append(one)
            taken.take(match)
    return _with_periods(sorted(found, key=lambda one: one.start), text)


class _Taken:
    """Which characters of a text are already part of a date, or of what is none."""

    def __init__(self, text: str) -> None:
        self._marks = bytearray(len(text))

    def take(self, match: re.Match[str]) -> None:
        """Marks what the pattern matched."""
        self._marks[match.start() : match.end()] = b"\x01" * (match.end() - match.start())

    def holds(self, match: re.Match[str]) -> bool:
        """Whether a character of the match is marked."""
        return self._marks.find(1, match.start(), match.end()) >= 0


def _is_year_range(match: re.Match[str]) -> bool:
    first = int(match["from"])
    second = int(match["to"] or first - first % 100 + int(match["short"]))
    return 0 < second - first <= 30


def _found(match: re.Match[str], precision: Precision, text: str) -> FoundDate | None:
    first = _day_of(match.groupdict(), precision)
    if first is None:
        return None
    role, cue = _cue_before(text, match.start())
    if role is Role.BARE and _is_weak(match, precision) and not _is_whole(match, text):
        return None
    return FoundDate(first=first, precision=precision, role=role, start=match.start(), end=match.end(), cue=cue)


def _is_weak(match: re.Match[str], precision: Precision) -> bool:
    """Figures that are as likely a section, a sort code, a minute's number or a count."""
    groups = match.groupdict()
    return precision is Precision.YEAR or match.re is _NUMERIC_MONTH or _is_short(groups)


def _is_whole(match: re.Match[str], text: str) -> bool:
    """Whether nothing else stands there; "1.2.10" alone is still a section, "01.02.10" is not."""
    padded = len(match.group()) == 8 or not _is_short(match.groupdict())
    return padded and len(text) < _LINE and match.group() == text.strip(" .,;:()[]|\t\n")


def _is_short(groups: dict[str, str | None]) -> bool:
    return groups.get("number") is not None and groups.get("short") is not None and groups.get("mark") != "/"


def _day_of(groups: dict[str, str | None], precision: Precision) -> date | None:
    year = int(groups.get("year") or 2000 + int((groups.get("short") or "0").lstrip("'’")))
    name, number = groups.get("month"), groups.get("number")
    month = _MONTHS[name[:3].lower()] if name else int(number or 1)
    day = int(groups.get("day") or 1) if precision is Precision.DAY else 1
    try:
        return date(year, month, day)
    except ValueError:  # 31 April
        return None


def _cue_before(text: str, start: int) -> tuple[Role, str]:
    before = text[max(0, start - _CUE_REACH) : start]
    match = _CUE.search(before.rsplit(". ", 1)[-1])
    if match is None or match.lastgroup is None:
        return Role.BARE, ""
    return Role(match.lastgroup), " ".join(match[match.lastgroup].split())


def _with_periods(found: list[FoundDate], text: str) -> list[FoundDate]:
    """Marks both ends of "September 2025 to August 2026" as a period, whatever stands before it."""
    for index, (one, two) in enumerate(pairwise(tuple(found))):
        if _TO.fullmatch(text, one.end, two.start) and one.first < two.last:
            found[index] = replace(one, role=Role.PERIOD)
            found[index + 1] = replace(two, role=Role.PERIOD)
    return found


_COMPACT: Final = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<number>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_COMPACT_MONTH: Final = re.compile(r"(?<!\d)(?P<year>20\d\d)[-. ]?(?P<number>0[1-9]|1[0-2])(?!\d)(?![-. ]\d)")
_SPACED: Final = re.compile(
    r"(?<!\d)(?P<day>0[1-9]|[12]\d|3[01])[-. ](?P<number>0[1-9]|1[0-2])[-. ](?P<year>20\d\d)(?!\d)"
)
_NAME_DAY: Final = re.compile(rf"(?<!\d){_DAY}(?:st|nd|rd|th)?[-. ]?{_MONTH}[-. ]?{_YEAR}(?!\d)", re.IGNORECASE)
_NAME_MONTH: Final = re.compile(rf"(?<![a-z]){_MONTH}[-. ]?{_YEAR}(?!\d)", re.IGNORECASE)
_IN_NAMES: Final = (
    (_COMPACT, Precision.DAY),
    (_ISO, Precision.DAY),
    (_NAME_DAY, Precision.DAY),
    (_SPACED, Precision.DAY),
    (_NAME_MONTH, Precision.MONTH),
    (_COMPACT_MONTH, Precision.MONTH),
)


def find_in_file_name(name: str) -> list[FoundDate]:
    """Dates in a file's name: "minutes_20240315.docx", "board 15.03.2024.pdf", "strategy-sept-2026.docx"."""
    folded = fold(name.rsplit(".", 1)[0] if "." in name else name, case=False)
    return [_as_written(one, folded) for one in _dates_in_name(folded.text.replace("_", " "))]


def _dates_in_name(text: str) -> list[FoundDate]:
    taken = _Taken(text)
    for match in _YEAR_RANGE.finditer(text):
        if _is_year_range(match):
            taken.take(match)
    found: list[FoundDate] = []
    for pattern, precision in _IN_NAMES:
        for match in pattern.finditer(text):
            first = _day_of(match.groupdict(), precision)
            if first is None or taken.holds(match):
                continue
            taken.take(match)
            start, end = match.span()
            found.append(FoundDate(first=first, precision=precision, role=Role.BARE, start=start, end=end))
    return sorted(found, key=lambda one: one.start)


_STORED: Final = re.compile(r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d)")


def stored_day(value: str) -> date | None:
    """The day of a date as files store it: "2024-03-15T09:30:00Z" or "D:20240315093000Z"; None if it is not one."""
    match = _STORED.match(value.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
