"""Working days: neither of the weekend, nor a bank holiday of England, nor one of the days named as closed."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from annexa.model.bank_holidays import DAYS, VERSION
from annexa.model.errors import UsageError
from annexa.model.words import day_in_words

LAST_DAY: Final = 15
"""The feedback meeting: three weeks of five working days."""


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England, with the days that stand in for those on a weekend, and one-off days.

    From the `holidays` library, which learns of new one-off days, such as for a coronation, with its releases; until
    it does, a library names them itself. It is not loaded for what `annexa.model.bank_holidays` has of this release.
    """
    if year in DAYS and _is_of_the_table():
        return frozenset(date.fromisoformat(f"{year}-{day}") for day in DAYS[year].split())
    return computed(year)


def _is_of_the_table() -> bool:
    """Whether the installed `holidays` is the one of the table, as far as can be seen without loading anything."""
    found = find_spec("holidays")
    places = found.submodule_search_locations if found is not None else None
    return any(Path(place).with_name(f"holidays-{VERSION}.dist-info").is_dir() for place in places or ())


def computed(year: int) -> frozenset[date]:
    """As `bank_holidays`, by the library itself."""
    from holidays.countries.united_kingdom import UnitedKingdom  # imports 250 countries

    found: Iterable[date] = UnitedKingdom(subdiv="ENG", years=year, expand=False)  # type: ignore[no-untyped-call]
    return frozenset(found)


def is_working_day(day: date, closed: Iterable[date] = ()) -> bool:
    """Whether a day is neither of the weekend nor a bank holiday nor one of the days named as closed."""
    return day.weekday() < 5 and day not in bank_holidays(day.year) and day not in set(closed)


def working_day(notification: date, number: int, closed: Iterable[date] = ()) -> date:
    """The date of a working day of the inspection; number 1 is the day of the call.

    Raises UsageError where the call falls on a day that is not a working day, or the number is below 1.
    """
    shut = frozenset(closed)
    if number < 1:
        raise UsageError(
            f"Day {number} is not a working day of an inspection", remedy="Count from 1, the day of the call."
        )
    if not is_working_day(notification, shut):
        day_named = f"{notification:%A} {day_in_words(notification)}"
        raise UsageError(
            f"{day_named} is not a working day, so no inspection can be notified on it",
            remedy="Give the day of the notification call, usually a Monday.",
        )
    day = notification
    for _ in range(number - 1):
        day += timedelta(days=1)
        while not is_working_day(day, shut):
            day += timedelta(days=1)
    return day


def working_days(notification: date, closed: Iterable[date] = (), last: int = LAST_DAY) -> dict[int, date]:
    """The date of every working day from 1 to `last`. Raises UsageError as `working_day` does."""
    shut = frozenset(closed)
    return {number: working_day(notification, number, shut) for number in range(1, last + 1)}
