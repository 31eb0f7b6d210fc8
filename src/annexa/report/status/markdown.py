"""The status as Markdown, for a comment on a merge request or a page of a wiki."""

from collections.abc import Iterable, Iterator

from annexa.inspection.calendar import clock, long_date
from annexa.inspection.rows import Row
from annexa.inspection.status import Status, Totals, left
from annexa.model.text import markdown_text
from annexa.model.words import count
from annexa.report.status.phrases import (
    deadline,
    extent,
    followed_in_words,
    moment,
    people,
    remarks,
    request_in_words,
    state_in_words,
    states_in_words,
    timetable_in_words,
    turns_in_words,
)

_SHOUT = {"late", "fails checks", "not started"}
"""States in bold."""


def render(status: Status) -> str:
    """Headings, what is due next, a table a submission, and totals."""
    return "\n".join(_lines(status)) + "\n"


def _lines(status: Status) -> Iterator[str]:
    yield f"## Status of the evidence: {_safe(status.partnership or 'the library')}"
    yield ""
    yield f"As at {clock(status.at.time())}, {long_date(status.at.date())}."
    for sentence in status.says:
        yield f"\n> {_safe(sentence)}"
    for blocked in status.blocked:
        errors = count(blocked.errors, "error")
        yield f"\n> **{errors} against {_safe(blocked.submission.id)} as a whole**: `annexa check`"
    if status.requests:
        yield "\n### Requests of inspectors\n"
        for request in status.requests:
            words = _safe(request_in_words(request, status.at))
            yield f"- {_safe(request.title)}: {f'**{words}**' if request.late else words}"
    if lines := list(timetable_in_words(status.ahead)) if status.ahead else []:
        yield "\n### Timetable of the fieldwork\n"
        yield from (f"- **{_safe(words)}**" if presses else f"- {_safe(words)}" for words, presses in lines)
    if status.followed:
        yield "\n### Children selected for tracking\n"
        for sentence in (*followed_in_words(status.followed, status.at), *turns_in_words(status.followed)):
            yield f"- {_safe(sentence)}"
    if status.next:
        yield "\n### What is due next\n"
        for due in status.next:
            ids = ", ".join(_safe(row.number or row.title) for row in due.rows)
            yield f"- **{_safe(deadline(due, status.at))}**: {_safe(due.what)} ({ids})"
    for totals in status.by_submission:
        yield f"\n### {_safe(totals.of.title)}\n"
        yield "| Requirement | State | Whose turn | By | Left | Documents, sign-off | To know |"
        yield "|---|---|---|---|---|---|---|"
        yield from (_row(row, status) for row in status.rows if row.submission == totals.of)
    yield "\n### How far\n"
    yield from _totals((*status.by_submission, *status.by_group, *status.by_lead, status.whole))


def _row(row: Row, status: Status) -> str:
    state = _safe(state_in_words(row))
    turn = row.turn
    cells = (
        _safe(row.heading),
        f"**{state}**" if str(row.state) in _SHOUT else state,
        _safe(people(turn.who)) if turn else "",
        _safe(moment(turn.due)) if turn else "",
        _safe(left(turn.due, status.at)) if turn else "",
        _safe(extent(row)),
        _safe("; ".join(remarks(row))),
    )
    return f"| {' | '.join(cells)} |"


def _totals(totals: Iterable[Totals]) -> Iterator[str]:
    for each in totals:
        yield f"- {_safe(each.of.title)}: {_safe(states_in_words(each) or 'nothing')}"


def _safe(text: str) -> str:
    """The text as it is, and nobody is called by an @ in it."""
    return markdown_text(text).replace("@", "@<!-- -->")
