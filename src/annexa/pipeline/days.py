"""The days of a library's inspection: which are closed, and what happens when."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from annexa.inspection.deadlines import Deadlines
from annexa.inspection.editions import doubt as newer_edition
from annexa.inspection.notification import doubt
from annexa.inspection.timetable import Timetable
from annexa.inspection.timetable import timetable as of_events
from annexa.load import Loaded
from annexa.model.errors import UsageError
from annexa.site.guidance import LOCAL, read_guidance, read_local
from annexa.site.records import Local

SHORTEST: Final = timedelta(days=18)
"""From the call to the last of 15 working days, where it came on a Monday and no day is off."""


def local_of(loaded: Loaded) -> Local | None:
    """The local facts, or None where the project keeps none. Raises UsageError where they are faulty."""
    path = loaded.root / LOCAL
    return read_local(path) if path.is_file() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOff:
    """Days on which nobody works, besides weekends and bank holidays."""

    days: frozenset[date]
    unknown: tuple[str, ...] = ()
    """Why some of them may not be known: guidance that is faulty stops nobody who has evidence to hand in."""


def days_off(loaded: Loaded) -> DaysOff:
    """Those of the library and of the local facts."""
    own = frozenset(loaded.library.meta.bank_holidays if loaded.library else ())
    try:
        local = local_of(loaded)
    except UsageError as error:
        return DaysOff(days=own, unknown=(_left_out(error, "closed days"),))
    return DaysOff(days=own | frozenset(local.closed_days if local else ()))


def deadlines_of(loaded: Loaded) -> Deadlines:
    """When each deadline is, counted from the recorded call; nothing is known where none can be counted."""
    notification = loaded.library.meta.notification if loaded.library else None
    return Deadlines(framework=loaded.framework, notification=notification, closed=days_off(loaded).days)


def doubts(loaded: Loaded, today: date) -> tuple[str, ...]:
    """Why the recorded day of the call may be wrong, to be said by every command that counts from it."""
    day = loaded.library.meta.notification if loaded.library else None
    if day is None:
        return ()
    off = days_off(loaded)
    if day.weekday() < 5 and day not in off.days and timedelta() <= today - day <= SHORTEST:
        return off.unknown  # whether it is a bank holiday, which takes a while to load, whoever counts deadlines says
    return tuple(filter(None, (doubt(day, today, off.days), *off.unknown)))


def editions(loaded: Loaded) -> tuple[str, ...]:
    """That the list of requirements is not the newest one, while nobody has confirmed it."""
    found = newer_edition(loaded.framework, loaded.library.meta) if loaded.library else ""
    return (found,) if found else ()


def _left_out(error: UsageError, what: str) -> str:
    return f"{error.message}, so its {what} are left out. {error.remedy}"


def timetable(loaded: Loaded, notification: date | None = None) -> Timetable:
    """What happens on which date after a call, or after the recorded one; only deadlines where no guidance can be read.

    Raises UsageError where the day is not known or no call can come on it.
    """
    meta = loaded.library.meta if loaded.library else None
    day = notification or (meta.notification if meta else None)
    if day is None:
        raise UsageError(
            "The day of the call is not known",
            remedy="Record it with ‘annexa notify DATE’, such as ‘annexa notify 2026-11-30’.",
        )
    off = days_off(loaded)
    area, unknown = meta.area if meta else "the local area", off.unknown
    try:
        guided = loaded.framework.guidance == "yes"
        guidance = read_guidance(loaded.root, guided=guided) if (loaded.root / "guidance").is_dir() else None
    except UsageError as error:
        guidance, unknown = None, (*unknown, _left_out(error, "events"))
    return of_events(
        loaded.framework,
        guidance.events if guidance else (),
        day,
        off.days,
        name=f"SEND inspection, {(guidance.local.area if guidance else '') or area}",
        unknown=unknown,
    )
