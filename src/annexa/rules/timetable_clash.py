"""Meetings of the timetable clash, or nobody debriefs after one.

Why it matters: Inspectors notice when a leader comes late or not at all, and what nobody asks about after a meeting is
not known in the evening.

Fails when: One role attends two meetings at a time; the way between two places takes longer than there is time, where
the timetable says how long it takes; nobody is named to debrief after a meeting with inspectors; a meeting takes the
hour of the daily keep-in-touch meeting; or it is on a day on which inspectors have none: meetings are on days 6 to 15,
visits, opening and feedback on days 11 to 15. That is a warning and stops no submission.

To put right:
- Metadata: Correct `start`, `end`, `on`, `attend` or `debrief` of the meeting in evidence/timetable.yaml. Where a
  deputy goes, name the deputy's role.

Passes: The LANO is in one meeting until 10:00 and in another, at the same place, from 10:00.

Fails: The LANO is in one meeting until 10:30 and in another from 10:00.
"""

from collections.abc import Iterator
from contextlib import suppress

from annexa.model.errors import UsageError
from annexa.model.findings import Level, Place
from annexa.model.meetings import FILE
from annexa.model.working_days import working_days
from annexa.rules.base import Fault, LibrarySubject
from annexa.rules.support.clashes import clashes_of

ID = "timetable-clash"
LEVEL = Level.WARNING
ABOUT = "library"
WAIVABLE = False


def check(subject: LibrarySubject) -> Iterator[Fault]:
    library = subject.around.library
    if library.timetable is None:
        return
    days, notification = {}, library.meta.notification
    with suppress(UsageError):  # a call on a day that is no working day is said elsewhere
        closed = subject.around.closed | frozenset(library.meta.bank_holidays)
        days = working_days(notification, closed) if notification else {}
    names = {id: role.title for id, role in library.people.roles.items()}
    for clash in clashes_of(library.timetable.plan, days, names):
        line, column = _place(library.timetable.lines, clash.field)
        yield Fault(
            message=clash.message,
            remedy=clash.remedy,
            file=FILE,
            place=Place(line=line, column=column),
            field=clash.field,
        )


def _place(lines: dict[str, tuple[int, int]], field: str) -> tuple[int, int]:
    return lines.get(field) or lines.get(field.rpartition(".")[0]) or (1, 1)
