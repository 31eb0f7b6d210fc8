"""Terms, seasons, quarters, financial and academic years: dates of a precision of their own."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from annexa.model.folded import fold
from annexa.rules.support.date_cues import Role, role_before
from annexa.rules.support.dates import FoundDate, Precision, add_months

_LONG: Final = r"(?P<from>20\d\d)(?:\s?[-–/]\s?(?P<to>(?:20)?\d\d)|\s+to\s+(?P<until>20\d\d))?"
_SHORT: Final = r"(?P<from>(?:20|')?\d\d)\s?[-–/]\s?(?P<to>(?:20)?\d\d)"
_END: Final = r"(?![^\W_])(?![-–/.]\d)"
_START: Final = r"(?<![^\W_])(?<![/.£-])"
_SEASON: Final = r"(?P<season>autumn|winter|spring|summer|easter|christmas|michaelmas|lent|trinity)"
_QUARTER: Final = r"(?:Q|qtr\.?\s*|quarter\s*)(?P<quarter>[1-4])"
_HALF: Final = r"(?:H|half\s*)(?P<half>[12])"
_TERM_WORDS: Final = r"(?:\s+(?:half[- ]?)?term)?(?:\s+(?:half[- ]?term\s*)?[12])?"

_MONTHS_OF: Final = {
    "autumn": (9, 12), "michaelmas": (9, 12), "winter": (11, 15), "christmas": (12, 13), "spring": (1, 5),
    "lent": (1, 4), "easter": (3, 5), "summer": (4, 8), "trinity": (4, 8),
}  # fmt: skip
"""First and last month, the term and the season of that name together; 13 is the January after."""
_NEXT_YEAR: Final = frozenset({"spring", "lent", "easter", "summer", "trinity"})
"""Seasons that fall in the second calendar year of an academic year."""


def _named(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"{_START}{pattern}{_END}", re.IGNORECASE) for pattern in patterns)


_SEASONS: Final = _named(
    rf"{_SEASON}{_TERM_WORDS}[\s,:–-]+{_LONG}",
    rf"{_LONG}[\s,:–-]+{_SEASON}(?:{_TERM_WORDS})",
    rf"{_SEASON}\s+term(?:\s+[12])?[\s,:–-]+(?P<from>'?[23]\d)",
    rf"{_SEASON}\s*(?P<from>'[23]\d)",
)
_TERMS: Final = _named(rf"term\s+(?P<term>[1-6])[\s,:–-]+{_LONG}", rf"{_LONG}[\s,:–-]+term\s+(?P<term>[1-6])")
_FINANCIAL: Final = _named(
    rf"(?:{_QUARTER}|{_HALF})[\s,:–-]+(?:of\s+)?(?:FY\s*|(?:financial|fiscal)\s+year\s+)?{_SHORT}",
    rf"(?:FY\s*:?\s*|(?:financial|fiscal)\s+year\s*:?\s*)?{_SHORT}[\s,:–-]*(?:{_QUARTER}|{_HALF})",
    rf"(?:FY\s*:?\s*|(?:financial|fiscal)\s+year\s*:?\s*)(?:{_SHORT}|(?P<single>20\d\d))",
    rf"{_SHORT}\s+(?:financial|fiscal)\s+year",
    rf"{_QUARTER}[\s,:–-]+(?P<calendar>20\d\d)",
    rf"(?P<calendar>20\d\d)[\s,:–-]*{_QUARTER}",
)
_ACADEMIC: Final = _named(
    rf"(?:AY\s*|(?:academic|school)\s+year\s*:?\s*){_LONG}",
    rf"(?:AY\s*|(?:academic|school)\s+year\s*:?\s*){_SHORT}",
    rf"{_LONG}\s+(?:academic|school)\s+year",
)
_PLAIN: Final = _named(r"(?P<from>20\d\d)(?:\s?[-–/]\s?(?P<to>(?:20)?\d\d)|\s+to\s+(?P<until>20\d\d))")


_MAYBE: Final = re.compile(r"20\d\d|\d\d\s?[-–/]\s?(?:20)?\d\d|'[23]\d|term", re.IGNORECASE)
"""Text without this holds no period; most text does not."""


def find_periods(text: str) -> list[FoundDate]:
    """Every term, season, quarter and year of its own in the text, in order; "2025/26" is one, "2024 to 2027" not."""
    folded = fold(text, case=False, dashes=False)
    if not _MAYBE.search(folded.text):
        return []
    found: list[FoundDate] = []
    for patterns, days_of in _READERS:
        for match in (each for pattern in patterns for each in pattern.finditer(folded.text)):
            days, (start, end) = days_of(match), folded.span(*match.span())
            if days is None or any(one.start < end and start < one.end for one in found):
                continue
            role, cue = role_before(folded.text, match.start())
            role = Role.BARE if role is Role.PERIOD else role
            found.append(_period(text, (start, end), days, role, cue))
    return sorted(found, key=lambda one: one.start)


def _period(
    text: str, span: tuple[int, int], days: tuple[date, date], role: Role = Role.BARE, cue: str = ""
) -> FoundDate:
    start, end = span
    name = " ".join(text[start:end].split())
    return FoundDate(
        first=days[0],
        last=days[1],
        precision=Precision.NAMED,
        role=role,
        start=start,
        end=end,
        cue=cue,
        name=name,
    )


def joined(dates: list[FoundDate], text: str) -> Iterator[FoundDate]:
    """Of dates in one text, each two that are the ends of a period, as the period: "1 April 2025 to 31 March 2026"."""
    ends = [one for one in dates if one.role is Role.PERIOD]
    for one, two in zip(ends[::2], ends[1::2], strict=False):
        yield _period(text, (one.start, two.end), (one.first, two.last))


def _year(written: str) -> int:
    digits = written.lstrip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _years(match: re.Match[str]) -> tuple[int, int | None] | None:
    """The year, and the second one of "2025/26"; None where the two do not follow each other."""
    groups = match.groupdict()
    first = _year(groups["from"] or "")
    second = groups.get("to") or groups.get("until")
    if second is None:
        return first, None
    return (first, first + 1) if _year(second) == first + 1 else None


def _span(year: int, first_month: int, last_month: int) -> tuple[date, date]:
    first = add_months(date(year, 1, 1), first_month - 1)
    return first, add_months(date(year, 1, 1), last_month) - timedelta(days=1)


def _season(match: re.Match[str]) -> tuple[date, date] | None:
    years, season = _years(match), match["season"].lower()
    if years is None:
        return None
    year = years[0] + (1 if years[1] and season in _NEXT_YEAR else 0)
    return _span(year, *_MONTHS_OF[season])


def _term(match: re.Match[str]) -> tuple[date, date] | None:
    """A numbered term; both a year of three terms and one of six are meant, so it is the year."""
    years = _years(match)
    if years is None:
        return None
    return _span(years[0], 9, 20) if years[1] else _span(years[0], 1, 12)


def _financial(match: re.Match[str]) -> tuple[date, date] | None:
    groups = match.groupdict()
    quarter, half = groups.get("quarter"), groups.get("half")
    if groups.get("calendar"):  # of the calendar or of the financial year: nobody can tell
        first = 3 * int(quarter or 1) - 2
        return _span(int(match["calendar"]), first, first + 5)
    if groups.get("single"):
        return _span(int(match["single"]) - 1, 4, 27)
    years = _years(match)
    if years is None or years[1] is None:
        return None
    if quarter:
        return _span(years[0], 3 * int(quarter) + 1, 3 * int(quarter) + 3)
    if half:
        return _span(years[0], 6 * int(half) - 2, 6 * int(half) + 3)
    return _span(years[0], 4, 15)


def _academic(match: re.Match[str]) -> tuple[date, date] | None:
    years = _years(match)
    return None if years is None else _span(years[0], 9, 20)


def _plain(match: re.Match[str]) -> tuple[date, date] | None:
    """Two years that follow each other: a financial or an academic year."""
    years = _years(match)
    return None if years is None else _span(years[0], 4, 20)


_READERS: Final = (
    (_SEASONS, _season),
    (_TERMS, _term),
    (_FINANCIAL, _financial),
    (_ACADEMIC, _academic),
    (_PLAIN, _plain),
)
