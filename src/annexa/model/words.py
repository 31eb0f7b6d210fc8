"""Dates, sizes and counts in words, the same in every locale."""

from datetime import date
from typing import Final

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_in_words(day: date) -> str:
    """A date as people write it: "14 September 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def size_in_words(size: int) -> str:
    """Bytes as people say them, in units of a thousand: "3.4 MB"."""
    for unit, worth in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if size >= worth:
            return f"{size / worth:.1f} {unit}"
    return f"{size} bytes"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 page", "2 pages"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def pages_in_words(first: str, last: str) -> str:
    """ "12" or "12 to 15"."""
    return first if first == last else f"{first} to {last}"
