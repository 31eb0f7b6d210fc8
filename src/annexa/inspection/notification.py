"""The call that begins an inspection, recorded in library.yaml: its day, and the time where it is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from annexa.inspection import edit
from annexa.inspection.calendar import clock, long_date
from annexa.inspection.rewrite import rewrite
from annexa.model.errors import UsageError
from annexa.model.library import Library
from annexa.model.working_days import LAST_DAY, is_working_day, working_day

FILE = "evidence/library.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """When the call came."""

    day: date
    at: time | None = None

    def __str__(self) -> str:
        """Such as "Monday 30 November 2026, 9.40am"."""
        return long_date(self.day) + (f", {clock(self.at)}" if self.at else "")


def recorded(library: Library) -> Call | None:
    """The call that library.yaml names, or None."""
    day = library.meta.notification
    return Call(day=day, at=library.meta.notified_at) if day else None


def new_call(day: date | None, at: time | None, before: Call | None) -> Call:
    """The call that somebody tells, where day or time may be those already recorded. Raises UsageError."""
    if before is not None and day in (None, before.day):
        return Call(day=before.day, at=at or before.at)
    if day is None:
        raise UsageError("No call is recorded yet", remedy="Give its day, such as ‘annexa notify 2026-11-30’.")
    return Call(day=day, at=at)


def refuse_while_running(before: Call | None, call: Call, today: date, closed: Iterable[date] = ()) -> None:
    """Refuses another day or time in place of those of an inspection that is under way. Raises UsageError."""
    if before is None or call == before or call == Call(day=before.day, at=call.at if before.at is None else before.at):
        return
    if is_working_day(before.day, closed) and before.day <= today <= working_day(before.day, LAST_DAY, closed):
        raise UsageError(
            f"The call of {before} is recorded, and its inspection is under way",
            remedy=f"If {call} is right, run the command once more with --again.",
        )


def doubt(day: date, today: date, closed: Iterable[date] = ()) -> str:
    """Why the recorded day of the call may be wrong, in a sentence with its remedy; empty where it looks right.

    Right is a working day from which no more than the 15 working days of the inspection have passed.
    """
    if not is_working_day(day, closed):
        return (
            f"The call is recorded for {long_date(day)}, which is not a working day, so no deadline can be counted:"
            " ‘annexa notify DATE’ corrects it."
        )
    if day > today:
        return f"The call is recorded for {long_date(day)}, which is still to come."
    end = working_day(day, LAST_DAY, closed)
    if today > end:
        return (
            f"The inspection called on {long_date(day)} ended on {long_date(end)}, and ages of documents still count"
            " from the call: ‘annexa notify DATE’ records a new one, ‘annexa notify --clear’ takes it out."
        )
    return ""


def change(library: Library, call: Call | None, *, closed: Iterable[date] = (), dry_run: bool = False) -> None:
    """Puts a call in the place of the recorded one; None takes it out.

    Raises UsageError where no call can come on that day, or where the file cannot be changed safely.
    """
    if call is not None and not is_working_day(call.day, closed):
        raise UsageError(
            f"{long_date(call.day)} is not a working day, so no inspection can be notified on it",
            remedy="Give the day of the notification call, usually a Monday.",
        )
    if dry_run or call == recorded(library):
        return
    fields = {"notification": call and call.day, "notified_at": call and call.at}
    wanted = library.meta.model_copy(update=fields)
    rewrite(
        Path(library.root / FILE), FILE, library.meta, wanted, lambda text: _edited(text, call), by_hand=_hand(call)
    )


def _edited(text: str, call: Call | None) -> str:
    if call is not None:
        text = edit.set_field(text, "notification", call.day.isoformat(), after="framework")
    elif edit.has_field(text, "notification"):
        text = edit.remove_field(text, "notification")
    if call is not None and call.at is not None:
        return edit.set_field(text, "notified_at", call.at.isoformat("minutes"), after="notification")
    return edit.remove_field(text, "notified_at") if edit.has_field(text, "notified_at") else text


def _hand(call: Call | None) -> str:
    if call is None:
        return f"Delete the lines ‘notification’ and ‘notified_at’ of {FILE} by hand."
    at = f' and ‘notified_at: "{call.at:%H:%M}"’' if call.at else ""
    return f"Write ‘notification: {call.day}’{at} into {FILE} by hand, each on a line of its own."
