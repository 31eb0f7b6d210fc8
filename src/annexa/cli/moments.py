"""Dates and times as arguments: 2026-11-30, 09:40, 2026-12-01T10:00; what was meant otherwise is said."""

import re
from datetime import date, datetime, time
from typing import Any, Final

import click

_PARTS: Final = re.compile(r"(.+?)(?:[T ]+(\d{1,2}[:.]\d.*))?")


class Day(click.ParamType[datetime]):
    """A date, as the midnight on which it begins."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The date; a text that is none is refused with what to write."""
        if isinstance(value, datetime):
            return value
        try:
            return datetime.strptime(value.strip(), "%Y-%m-%d")
        except ValueError:
            from annexa.load.dates import misread_date  # the models behind it take a while to import

            message, remedy = misread_date(value.strip())
            return self.fail(f"{message}. {remedy}", param, ctx)


class Clock(click.ParamType[time]):
    """A time of day."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        """The time; a text that is none is refused with an example."""
        from annexa.load.dates import clock_time

        found = value if isinstance(value, time) else clock_time(value)
        if found is None:
            return self.fail(f"‘{value}’ is not a time of day. Write hours and minutes, such as 09:40.", param, ctx)
        return found


class DayAndTime(click.ParamType[tuple[date, time | None]]):
    """A date, and the time where one is given."""

    name = "date and time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, time | None]:
        """Both; a text that is neither is refused with what to write."""
        if isinstance(value, tuple):
            return value
        parts = _PARTS.fullmatch(value.strip())
        day, at = parts.groups() if parts else (value, None)
        return Day().convert(day, param, ctx).date(), Clock().convert(at, param, ctx) if at else None


class Moment(click.ParamType[datetime]):
    """A date with or without a time, local to England; a day alone means 9am, when work begins."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment, without a zone."""
        if isinstance(value, datetime):
            return value
        day, at = DayAndTime().convert(value, param, ctx)
        return datetime.combine(day, at or time(9))


DAY = Day()
DAY_AND_TIME = DayAndTime()
CLOCK = Clock()
MOMENT = Moment()
