"""The forms in which dates are written in the United Kingdom: day before month, months without a day.

Own regular expressions, because general date parsers take version numbers, telephone numbers and years of Acts for
dates (measured: research on document checks). They are for text folded by `folded.fold(case=False, dashes=False)`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final

from annexa.model.words import MONTHS


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    NAMED = "named"
    """A term, a season, a quarter, a financial or academic year."""
    YEAR = "year"


@dataclass(frozen=True, kw_only=True)
class Form:
    """One way to write a date."""

    source: str
    """Its regular expression."""
    precision: Precision
    weak: bool = False
    """As likely a section, a sort code, a minute's number or a count: a date only after a cue, or on its own."""
    only_after_cue: bool = False
    """Not even on its own: "09/25" is also a page, a score, a fraction."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first looked for: a check of which all is known looks for no date."""
        return re.compile(self.source, re.IGNORECASE)


_NUMBERS: Final = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_NAME = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTH = rf"(?P<month>{_NAME})(?![a-z])\.?"
_LATER = rf"(?P<later>{_NAME})(?![a-z])\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+(?:the\s+)?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NTH = r"(?:\s?(?:st|nd|rd|th|ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ))?"
_DAY = rf"(?P<day>0?[1-9]|[12]\d|3[01]){_NTH}"
_TO_DAY = rf"(?P<to>0?[1-9]|[12]\d|3[01]){_NTH}"
_NUMBER = r"(?P<number>0?[1-9]|1[0-2])"
_TWO_DIGITS = r"(?P<short>'?[1-3]\d)(?!\d)"
_SHORT_YEAR = rf"{_TWO_DIGITS}(?=\s*(?:[,.;)\]|\n]|\s[-–—]\s|$))"
"""Two digits count as a year only before the end or a mark: "on 12 March 24 pupils came" names no year."""
_AFTER = r"(?![^\W_]|/)(?!-\d)(?!\.\d)"
_BEFORE = r"(?<![^\W_])(?<![/.£$€%+-])"
_START = r"(?<![^\W_])"
_NOT_A_RANGE = r"(?!\s?[/–-]\s?\d{1,2}(?!\d|\s*(?:st|nd|rd|th)?\s*[a-z]|[/.–-]))"
"""Not "September 2025/26"; "September 2025 - 31 August 2026" is two dates."""
_ORDINAL_WORDS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth
twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first
"""
_ORDINALS: Final = {word: number for number, word in enumerate(_ORDINAL_WORDS.split(), 1)}
_SPELT_DAY = rf"(?P<ordinal>{'|'.join(sorted(_ORDINALS, key=len, reverse=True)).replace('-', '[- ]')})"
_OF = r"(?:\s+day)?(?:\s+of)?"
_IN_YEAR = r"(?:,?\s+(?:in\s+the\s+year\s+)?|\s*[-–./]\s*|)"


def _form(
    pattern: str, precision: Precision = Precision.DAY, *, weak: bool = False, only_after_cue: bool = False
) -> Form:
    return Form(
        source=pattern,
        precision=precision,
        weak=weak or only_after_cue,
        only_after_cue=only_after_cue,
    )


WORDED: Final = _form(
    rf"{_BEFORE}{_WEEKDAY}?{_DAY}{_OF}(?:\s*[-–./]\s*|\s+|){_MONTH}{_IN_YEAR}(?:{_YEAR}|{_SHORT_YEAR}){_AFTER}"
)
ISO: Final = _form(
    rf"{_START}(?<![/.+-]){_YEAR}\s?(?P<mark>[-–/.])\s?(?P<number>0[1-9]|1[0-2])\s?(?P=mark)\s?"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?![\d/])(?!-\d)"
)
FORMS: Final = (
    # 12 to 13 March 2024; 28 September – 2 October 2025
    _form(rf"{_BEFORE}{_DAY}\s*(?:[-–—/&]|to|and)\s*{_TO_DAY}{_OF}\s*{_MONTH}{_IN_YEAR}{_YEAR}{_AFTER}"),
    _form(rf"{_BEFORE}{_DAY}{_OF}\s*{_MONTH}\s*(?:[-–—]|to)\s*{_TO_DAY}{_OF}\s*{_LATER}{_IN_YEAR}{_YEAR}{_AFTER}"),
    WORDED,
    _form(rf"{_START}{_SPELT_DAY}{_OF}\s+{_MONTH}{_IN_YEAR}{_YEAR}{_AFTER}"),
    _form(rf"{_START}{_WEEKDAY}?{_MONTH}\s*{_DAY},?\s+{_YEAR}{_AFTER}"),
    ISO,
    _form(rf"{_BEFORE}{_DAY}\s?(?P<mark>[/.–-])\s?{_NUMBER}\s?(?P=mark)\s?{_YEAR}{_AFTER}"),
    _form(rf"{_BEFORE}{_DAY}/{_NUMBER}/(?P<short>[1-3]\d)(?!\d){_AFTER}"),
    _form(rf"{_BEFORE}{_DAY}(?P<mark>[.–-]){_NUMBER}(?P=mark)(?P<short>[1-3]\d)(?!\d){_AFTER}", weak=True),
    # 30 / 09 / 25, 30/ 9/ 25
    _form(
        rf"{_BEFORE}{_DAY}\s?(?P<mark>[/.–-])\s?{_NUMBER}\s?(?P=mark)\s?(?P<short>[1-3]\d)(?!\d){_AFTER}",
        only_after_cue=True,
    ),
    # September/October 2025; September to November 2025
    _form(rf"{_START}{_MONTH}\s*(?:[-–—/&]|to|and)\s*{_LATER},?\s+{_YEAR}(?![^\W_]){_NOT_A_RANGE}", Precision.MONTH),
    _form(
        rf"{_START}{_MONTH}(?:,?\s+|\s*[-–/.,]\s*|)(?:of\s+)?(?:{_YEAR}|(?P<short>'[1-3]\d)(?!\d))(?![^\W_]){_NOT_A_RANGE}",
        Precision.MONTH,
    ),
    # Oct-25, Sept/25, Sep25; then Sept 25, which is also a day
    _form(rf"{_START}{_MONTH}(?:[-–/]|)(?P<short>1[3-9]|[23]\d)(?![^\W_])(?![-–/.]\d)", Precision.MONTH),
    _form(
        rf"(?<!day )(?<!day, ){_START}{_MONTH}\s+(?P<short>1[3-9]|[23]\d)(?![^\W_])(?![-–/.:]\d)"
        r"(?!\s+(?!by\b)[a-z0-9])",
        Precision.MONTH,
        weak=True,
    ),
    _form(rf"{_BEFORE}{_NUMBER}/{_YEAR}{_AFTER}", Precision.MONTH, weak=True),
    _form(rf"{_BEFORE}{_NUMBER}[.–-]{_YEAR}{_AFTER}", Precision.MONTH, only_after_cue=True),
    _form(
        rf"{_BEFORE}(?P<number>0[1-9]|1[0-2])/(?P<short>1[3-9]|[23]\d)(?!\d){_AFTER}",
        Precision.MONTH,
        only_after_cue=True,
    ),
    _form(rf"{_BEFORE}(?<!\d\s){_YEAR}(?![^\W_])(?!\s?[-–—/]\s?\d)(?!\.\d)(?!\s\d)", Precision.YEAR, weak=True),
)
"""In this order: what an earlier one takes is not looked at again."""

MAYBE: Final = re.compile(
    r"(?:19|20)\d\d|\d\s?[/–-]\s?\d\d?\s?[/–-]|\d\d/\d\d|\d\.\d\d?\.\d\d|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*[-–/'\s]?\d\d(?!\d)",
    re.IGNORECASE,
)
"""Text without this holds no date; most text does not."""

IN_NAMES: Final = (
    _form(r"(?<!\d)(?P<year>20\d\d)(?P<number>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    ISO,
    _form(rf"(?<!\d){_DAY}[-. ]?{_MONTH}[-. ]?{_YEAR}(?!\d)"),
    _form(r"(?<!\d)(?P<day>0[1-9]|[12]\d|3[01])[-. ](?P<number>0[1-9]|1[0-2])[-. ](?P<year>20\d\d)(?!\d)"),
    _form(
        r"(?<!\d)(?P<day>0[1-9]|[12]\d|3[01])(?P<mark>[-. ])(?P<number>0[1-9]|1[0-2])(?P=mark)(?P<short>[23]\d)(?!\d)"
    ),
    _form(rf"(?<![a-z]){_MONTH}[-. ]?{_YEAR}(?!\d)", Precision.MONTH),
    _form(rf"(?<![a-z]){_MONTH}[-. ]?(?P<short>[23]\d)(?![^\W_])", Precision.MONTH),
    _form(r"(?<!\d)(?P<year>20\d\d)[-. ]?(?P<number>0[1-9]|1[0-2])(?!\d)(?![-. ]\d)", Precision.MONTH),
)
"""Forms in the names of files, whose underscores are spaces and whose dashes are hyphens by then."""


def days_of(match: re.Match[str], precision: Precision) -> tuple[date, date] | None:
    """The first and the last day that a match of a form means; None for a day that is not there, such as 31 April."""
    groups = match.groupdict()
    year = int(groups.get("year") or 2000 + int((groups.get("short") or "0").lstrip("'")))
    name, later = groups.get("month"), groups.get("later")
    month = _NUMBERS[name[:3].lower()] if name else int(groups.get("number") or 1)
    last_month = _NUMBERS[later[:3].lower()] if later else month
    try:
        if precision is Precision.DAY:
            day, last_day = _day(groups), int(groups.get("to") or 0) or _day(groups)
            first, last = date(year, month, day), date(year, last_month, last_day)
        elif precision is Precision.MONTH:
            first, last = date(year, month, 1), date(year, last_month, monthrange(year, last_month)[1])
        else:
            first, last = date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _day(groups: dict[str, str | None]) -> int:
    spelt = groups.get("ordinal")
    return _ORDINALS["-".join(spelt.lower().split())] if spelt else int(groups.get("day") or 1)
