"""Dates in a text: where they stand, which days they mean, and what the words before them say that they are.

Everything here is pure.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from annexa.model.folded import Folded, fold
from annexa.model.words import MONTHS
from annexa.rules.support.date_cues import Role, role_before
from annexa.rules.support.date_forms import FORMS, IN_NAMES, MAYBE, WORDED, Form, Precision, days_of

__all__ = ["FoundDate", "Precision", "Role", "add_months", "find_dates", "find_in_file_name", "stored_day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a text; `start` and `end` are offsets of characters."""

    first: date
    """The day itself, or the first day of the month, year, term or range."""
    last: date
    """The day itself, or the last one."""
    precision: Precision
    role: Role
    start: int
    end: int
    cue: str = ""
    """The words that give it its role, as written."""
    name: str = ""
    """As written, where it has a name of its own, such as "Autumn term 2025"."""

    def holds(self, day: date) -> bool:
        """Whether the day is this day, or in this month, year, term or range."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        if self.name:
            return self.name
        if self.precision is Precision.YEAR:
            return str(self.first.year)
        one, two = self._words(self.first), self._words(self.last)
        return one if one == two else f"{one} to {two}"

    def _words(self, day: date) -> str:
        month = f"{MONTHS[day.month - 1]} {day.year}"
        return month if self.precision is Precision.MONTH else f"{day.day} {month}"


_YEAR_RANGE: Final = re.compile(
    r"(?<![\w./£-])(?P<from>(?:19|20)\d\d)(?:(?:\s?[-–—/]\s?|\s+to\s+)(?P<to>(?:19|20)\d\d)|[-–—/](?P<short>\d\d))"
    r"(?!\w)(?![-/.]\d)"
)
_ACT: Final = re.compile(
    r"\b(?:Acts?|Regulations?|Order|Rules|Bill|Directive)(?:\s+\([^)]{1,30}\))?,?\s+(?:19|20)\d\d\b"
)
_NUMBERED: Final = re.compile(
    r"\b(?:(?:version|ver\.?|v|issue|edition|revision|rev\.?|part|section|page|appendix|annex|week|item|phase)\s+|"
    r"(?:no\.?|number|ref\.?|reference|minute|case|invoice|telephone|tel\.?|code)[:\s]+)$",
    re.IGNORECASE,
)
"""What stands before a number that is not a day: "Version 8 April 2023" is April 2023, "Ref: 12/03/2024" no date."""
_LINE: Final = 200
"""A date is not all of a text that is longer."""
_TO: Final = re.compile(r"\s*(?:to|[-–—]|until|and|through|up\s+to)\s*(?:the\s+)?(?:end\s+of\s+)?", re.IGNORECASE)
_TO_NOW: Final = re.compile(r"\s*(?:to\s+(?:date|now|present|the\s+present)|onwards?)\b", re.IGNORECASE)
_WEEK: Final = re.compile(
    r"\b(?:week\s+(?P<from>commencing|beginning|starting)|w/?c|week\s+end(?:ing|ed)|w/e)[:\s]+$", re.I
)


_FIGURE: Final = re.compile(r"\d")


def find_dates(text: str) -> list[FoundDate]:
    """Every date in the text, in order; neither years of Acts nor ranges of years are dates.

    A year alone, and figures that could be something else ("04/2023", "12.03.24"), count only after a cue
    or where they are the whole text.
    """
    if not _FIGURE.search(text):
        return []
    folded = fold(text, case=False, dashes=False)
    if not MAYBE.search(folded.text):
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
    found = [one for form in FORMS for one in _of_form(form, text, taken)]
    return _with_periods(sorted(found, key=lambda one: one.start), text)


def _of_form(form: Form, text: str, taken: "_Taken") -> Iterator[FoundDate]:
    for match in form.pattern.finditer(text):
        if taken.holds(match) or _is_number(form, match, text):
            continue
        if one := _found(match, form, text):
            yield one
        if not form.only_after_cue or one:
            taken.take(match)


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


def _is_number(form: Form, match: re.Match[str], text: str) -> bool:
    """Whether a number of something else stands where the day would: "item 4 May be deferred"."""
    figures = form is WORDED or (form.precision is not Precision.YEAR and match.groupdict().get("number") is not None)
    return figures and bool(_NUMBERED.search(text[max(0, match.start() - 12) : match.start()]))


def _found(match: re.Match[str], form: Form, text: str) -> FoundDate | None:
    days = days_of(match, form.precision)
    if days is None:
        return None
    role, cue = role_before(text, match.start())
    if role is Role.BARE and form.weak and (form.only_after_cue or not _is_whole(match, text)):
        return None
    first, last = _week(days, text[max(0, match.start() - 24) : match.start()])
    return FoundDate(
        first=first, last=last, precision=form.precision, role=role, start=match.start(), end=match.end(), cue=cue
    )


def _week(days: tuple[date, date], before: str) -> tuple[date, date]:
    """The seven days of "week commencing 29 September 2025"; else the days as they are."""
    match, (first, last) = _WEEK.search(before), days
    if match is None or first != last:
        return days
    ends = "end" in match.group().lower() or "w/e" in match.group().lower()
    return (first - timedelta(days=6), last) if ends else (first, last + timedelta(days=6))


def _is_whole(match: re.Match[str], text: str) -> bool:
    """Whether nothing else stands there; "1.2.10" alone is still a section, "01.02.10" is not."""
    groups = match.groupdict()
    padded = len(match.group()) == 8 or groups.get("short") is None or groups.get("number") is None
    return padded and len(text) < _LINE and match.group() == text.strip(" .,;:()[]|\t\n")


def _with_periods(found: list[FoundDate], text: str) -> list[FoundDate]:
    """Marks both ends of "September 2025 to August 2026" as a period, whatever stands before it."""
    for index, (one, two) in enumerate(pairwise(tuple(found))):
        if _TO.fullmatch(text, one.end, two.start) and one.first < two.last:
            found[index] = replace(one, role=Role.PERIOD)
            found[index + 1] = replace(two, role=Role.PERIOD)
    return [
        replace(one, role=Role.PERIOD) if one.role is Role.BARE and _TO_NOW.match(text, one.end) else one
        for one in found
    ]


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
    for form in IN_NAMES:
        for match in form.pattern.finditer(text):
            days = days_of(match, form.precision)
            if days is None or taken.holds(match):
                continue
            taken.take(match)
            start, end = match.span()
            found.append(
                FoundDate(first=days[0], last=days[1], precision=form.precision, role=Role.BARE, start=start, end=end)
            )
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
