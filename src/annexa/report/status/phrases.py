"""Words that every form of the status uses."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from annexa.inspection.calendar import clock
from annexa.inspection.matrix import Followed
from annexa.inspection.meetings import Ahead, in_words
from annexa.inspection.requests import RequestRow
from annexa.inspection.rows import Named, Row, StageRow, State
from annexa.inspection.status import Due, Totals, left
from annexa.model.words import MONTHS, count, day_in_words, listed

_NAMED = 3
"""Meetings without a debriefing, and late points of check-lists, that are named; ‘annexa timetable show’ has all."""
_CHANGES = 2
"""Changes since sign-off that a line names; the page has them all."""


def moment(at: datetime | None) -> str:
    """A time as people write it: "Tue 3 Nov, noon"; "no date yet" where it is not known."""
    return f"{_day(at)}, {clock(at.time())}" if at else "no date yet"


def state_in_words(row: Row) -> str:
    """The state, and what it would be if it were not late: "late (fails checks)"."""
    return f"{row.state} ({row.progress})" if row.state is State.LATE else str(row.state)


def deadline(due: Due, at: datetime) -> str:
    """Whose deadline it is, when, and how long that is: "Inspectors’ deadline Tue 3 Nov, noon, in 21 h"."""
    if due.at is None:
        return "No date yet"
    return f"{whose(due)} {moment(due.at)}, {left_in_words(due.at, at)}"


def people(roles: Iterable[Named]) -> str:
    """Roles one after the other; their titles hold commas."""
    return "; ".join(role.title for role in roles)


def whose(due: Due) -> str:
    """ "Inspectors’ deadline", or "Internal deadline" the partnership."""
    return "Inspectors’ deadline" if all(row.due == due.at for row in due.rows) else "Internal deadline"


def left_in_words(due: datetime, at: datetime) -> str:
    """Such as "in 21 h" or "overdue by 2 h"."""
    words = left(due, at)
    return words if words.startswith(("overdue", "due")) else f"in {words}"


def request_in_words(row: RequestRow, at: datetime) -> str:
    """Where a request stands, whose turn it is, since when and by when."""
    if not row.step:
        return f"answered, sent on {moment(row.since)}"
    due = f", due {moment(row.due)}, {left_in_words(row.due, at)}" if row.due else ""
    who = people(row.who) or "nobody is named"
    return f"step {row.steps_done + 1} of 9, {row.what}: {who}, since {moment(row.since)}{due}"


def followed_in_words(counts: Followed, at: datetime) -> list[str]:
    """How many children are followed, and how far the work on them is: counts, and nothing of any child."""
    few = f"; {counts.missing} too few, inspectors choose at least {counts.at_least}" if counts.missing else ""
    declined = f"; {counts.declined} declined" if counts.declined else ""
    is_done = (counts.information_done, counts.steps_done) == (counts.information_all, counts.steps_all)
    due = f"; due {moment(counts.due)}, {left_in_words(counts.due, at)}" if counts.due and not is_done else ""
    late = f"; {counts.late} late" if counts.late else ""
    return [
        f"Children selected for tracking: {counts.children}{few}{declined}",
        f"Information {counts.information_done} of {counts.information_all} reviewed, steps {counts.steps_done} of"
        f" {counts.steps_all} done{due}{late}",
    ]


def turns_in_words(counts: Followed) -> list[str]:
    """Who has how much to do for these children."""
    return [
        f"{turn.who.title}: {turn.open} to do{f', {turn.late} of them late' if turn.late else ''}"
        for turn in counts.turns
    ]


def timetable_in_words(ahead: Ahead) -> Iterator[tuple[str, bool]]:
    """What the timetable says, a line each, and whether it presses: what is next, who waits, what is to be arranged."""
    for row in ahead.next:
        yield f"{_day(row.start)}, {in_words(row)}", False
    if ahead.clashes:
        yield f"{count(len(ahead.clashes), 'clash', 'clashes')}: ‘annexa timetable show’ names them", True
    for row in ahead.undebriefed[:_NAMED]:
        yield f"not debriefed: {row.title}, {_day(row.start)}: {row.debrief or 'nobody is named'}", True
    if more := len(ahead.undebriefed) - len(ahead.undebriefed[:_NAMED]):
        yield f"and {more} more not debriefed: ‘annexa timetable show’ names them", True
    if ahead.unread and ahead.undebriefed:
        yield f"{count(ahead.unread, 'form')} could not be read: ‘annexa debrief collate’ says more", False
    late = [f"{point.list_title}: {point.what}" for point in ahead.points if point.is_late]
    if late:
        more_late = f"; and {len(late) - _NAMED} more: ‘annexa timetable show’" if len(late) > _NAMED else ""
        yield f"late: {'; '.join(late[:_NAMED])}{more_late}", True
    if rest := sum(not point.is_late for point in ahead.points):
        yield f"{count(rest, 'point')} of the check-lists {'is' if rest == 1 else 'are'} still to be arranged", False


def _day(at: datetime) -> str:
    """Such as "Tue 3 Nov"."""
    return f"{at:%a} {at.day} {MONTHS[at.month - 1][:3]}"


def remarks(row: Row, *, note: bool = True) -> list[str]:
    """All that is to be known about a requirement besides its state, each in a few words; its note last."""
    holes = ", ".join(f"{part.number} {part.words}" for part in row.holes)
    warnings = count(row.warnings, "warning") if row.warnings else ""
    said = [*row.why, warnings, f"not answered: {holes}" if holes else ""]
    said += row.changes[:_CHANGES]
    said.append(f"and {len(row.changes) - _CHANGES} more" if len(row.changes) > _CHANGES else "")
    said.append(f"explained: {row.gap}" if row.gap else "")
    said.append(f"answered also by {listed(row.also)}" if row.also else "")
    said.append(f"to follow by {day_in_words(row.follows)}" if row.follows else "")
    said.append(f"note: {row.note}" if row.note and note else "")
    return [part for part in said if part]


def extent(row: Row) -> str:
    """How much there is of it, and how far it is signed: "5 documents, signed 2 of 3"."""
    signed = sum(stage.state == "signed" for stage in row.stages)
    said = (
        count(len(row.documents), "document") if row.documents else "",
        f"signed {signed} of {len(row.stages)}" if row.stages else "",
    )
    return ", ".join(part for part in said if part)


def sign_off_in_words(row: Row) -> str:
    """Every stage with its state: "Evidence lead: signed; Director: waiting (Director of Children's Services)"."""
    return "; ".join(
        f"{stage.title}: {stage.state.replace('-', ' ')}" + (f" ({roles(stage)})" if stage.state != "signed" else "")
        for stage in row.stages
    )


def roles(stage: StageRow) -> str:
    """Whose signature a stage waits for."""
    return (" or " if stage.enough == "one" else " and ").join(role.title for role in stage.who) or "nobody is named"


def states_in_words(totals: Totals) -> str:
    """How many are in which state: "20 ready, 2 late"."""
    return ", ".join(f"{number} {state}" for state, number in totals.states.items())
