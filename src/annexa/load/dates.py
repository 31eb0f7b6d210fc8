"""A date or a time that was written in another way than asked for: what was meant, in words."""

import calendar
import re
from datetime import date, time
from typing import Final

from annexa.model.words import MONTHS

_ISO: Final = re.compile(r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})")
_DIGITS: Final = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_BRITISH: Final = re.compile(r"(?P<day>\d{1,2})[/. -](?P<month>\d{1,2})[/. -](?P<year>\d{4}|\d{2})")
_WORDS: Final = re.compile(
    r"(?:[A-Za-z]+,?\s+)?(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?"
    r"(?P<name>[A-Za-z]{3,9})\.?,?[\s-]+(?P<year>\d{4}|\d{2})"
)
_CLOCK: Final = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?", re.IGNORECASE)


def misread_date(given: str, about: str = "") -> tuple[str, str]:
    """What is wrong with a text that is not a date such as 2026-11-30, and what to write; `about` says for what."""
    forms = (_ISO, _DIGITS, _BRITISH, _WORDS)
    found = next((match for form in forms if (match := form.fullmatch(given))), None)
    parts = _parts(found) if found else None
    if parts is None:
        return f"‘{given}’ is not a date{about}", "Write year, month and day, such as 2026-09-14."
    year, month, day = parts
    if not 1 <= month <= 12 or not 1900 <= year <= 2200:
        return (
            f"‘{given}’ is not a date: there is no such month or year",
            "Write year, month and day, such as 2026-09-14.",
        )
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        return f"‘{given}’ is not a date: {MONTHS[month - 1]} {year} has {last} days", "Correct the day."
    return f"‘{given}’ is a date, but not written as year, month and day", f"Write {date(year, month, day)}."


def _parts(found: re.Match[str]) -> tuple[int, int, int] | None:
    """Year, month and day, which need not exist; None where the month is no word for one."""
    fields = found.groupdict()
    year = int(fields["year"]) + (2000 if len(fields["year"]) == 2 else 0)
    if "month" in fields:
        return year, int(fields["month"]), int(fields["day"])
    name = fields["name"].lower()
    month = next(
        (n for n, full in enumerate(MONTHS, 1) if full.lower().startswith(name) or (name == "sept" and n == 9)), 0
    )
    return (year, month, int(fields["day"])) if month else None


def clock_time(given: str) -> time | None:
    """A time of day as people write it: "09:40", "9.40", "9.40am", "2pm"; None for anything else."""
    found = _CLOCK.fullmatch(given.strip())
    if found is None or (found["minute"] is None and found["half"] is None):
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
