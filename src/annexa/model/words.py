"""Dates, sizes and counts in words, the same in every locale."""

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_in_words(day: date) -> str:
    """A date as people write it: "14 September 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_in_words(moment: datetime) -> str:
    """A time as people in England write it, in their local time: "3 November 2026, 09:40"."""
    local = moment.astimezone(ZoneInfo("Europe/London"))
    return f"{day_in_words(local.date())}, {local:%H:%M}"


def size_in_words(size: int) -> str:
    """Bytes as people say them, in units of a thousand: "3.4 MB"."""
    for unit, worth in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if size >= worth:
            return f"{size / worth:.1f} {unit}"
    return f"{size} bytes"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 page", "2 pages"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def within(sentence: str) -> str:
    """A sentence as it goes on behind a colon: "the file is damaged". PDF and LibreOffice stay as they are."""
    first = sentence.split(" ", 1)[0]
    return sentence if any(mark.isupper() for mark in first[1:]) else sentence[:1].lower() + sentence[1:]


def listed(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


Advance = Callable[[str], None]
"""Is told what is worked on now: the name of a thing, or a `step` of some; the one way in which progress is told."""


def silent(name: str) -> None:
    """Progress that nobody watches."""


class Step(str):
    """What is being worked on, in words, and what it consists of: whoever shows it can say how long the rest takes."""

    stage: str
    number: int
    """Of the thing that is worked on, from 1."""
    total: int

    @property
    def nameless(self) -> str:
        """The same without the name of the thing."""
        return f"{self.stage} {self.number:,} of {self.total:,}"


def step(stage: str, number: int, total: int, name: str = "") -> Step:
    """What is being worked on: "Converting 3 of 24: plan.docx"; of a long name the end is shown."""
    made = Step(f"{stage} {number:,} of {total:,}{f': {name[-60:]}' if name else ''}")
    made.stage, made.number, made.total = stage, number, total
    return made


def time_left(seconds: float) -> str:
    """What is left of some work, as roughly as it is known: "a few seconds left", "about 40 s left"."""
    if seconds < 8:
        return "a few seconds left"
    if seconds < 90:
        return f"about {math.ceil(seconds / 10) * 10} s left"
    return f"about {math.ceil(seconds / 60)} min left"


def pages_in_words(first: str, last: str) -> str:
    """ "12" or "12 to 15"."""
    return first if first == last else f"{first} to {last}"


def running_time(seconds: float) -> str:
    """How long a recording runs, to the second: "1 h 2 min 5 s", "45 s"."""
    whole = max(1, round(seconds))
    parts = ((whole // 3600, "h"), (whole // 60 % 60, "min"), (whole % 60, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def duration_in_words(seconds: float) -> str:
    """A stretch of time as people say it, in its two largest units: "1 day 4 h", "3 h 20 min", "45 min"."""
    minutes = int(seconds // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return count(days, "day") + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h" + (f" {minutes} min" if minutes else "")
    return f"{minutes} min"
