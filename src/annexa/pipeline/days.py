"""The days of a library's inspection: which are closed, and what happens when."""

from datetime import date

from annexa.inspection.notification import doubt
from annexa.inspection.timetable import Timetable
from annexa.inspection.timetable import timetable as of_events
from annexa.load import Loaded
from annexa.model.errors import UsageError
from annexa.site.guidance import Local, read_guidance, read_local


def local_of(loaded: Loaded) -> Local | None:
    """The local facts, or None where the project keeps none. Raises UsageError where they are faulty."""
    path = loaded.root / "guidance" / "local.yaml"
    return read_local(path) if path.is_file() else None


def closed_days(loaded: Loaded) -> frozenset[date]:
    """Days on which nobody works, besides weekends and bank holidays: those of the library and of the local facts."""
    own = loaded.library.meta.bank_holidays if loaded.library else ()
    local = local_of(loaded)
    return frozenset(own) | frozenset(local.closed_days if local else ())


def doubts(loaded: Loaded, today: date) -> tuple[str, ...]:
    """Why the recorded day of the call may be wrong, to be said by every command that counts from it."""
    day = loaded.library.meta.notification if loaded.library else None
    said = doubt(day, today, closed_days(loaded)) if day else ""
    return (said,) if said else ()


def timetable(loaded: Loaded, notification: date | None = None) -> Timetable:
    """What happens on which date after a call, or after the recorded one; only deadlines where there is no guidance.

    Raises UsageError where the day is not known or no call can come on it, or where the guidance is faulty.
    """
    meta = loaded.library.meta if loaded.library else None
    day = notification or (meta.notification if meta else None)
    if day is None:
        raise UsageError(
            "The day of the call is not known",
            remedy="Record it with ‘annexa notify DATE’, such as ‘annexa notify 2026-11-30’.",
        )
    folder, local = loaded.root / "guidance", local_of(loaded)
    area = (local.area if local else "") or (meta.area if meta else "the local area")
    return of_events(
        loaded.framework,
        read_guidance(folder).events if folder.is_dir() else (),
        day,
        closed_days(loaded),
        name=f"SEND inspection, {area}",
    )
