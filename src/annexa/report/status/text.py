"""The status for a terminal: by what is due next, the most pressing first, with totals at the end."""

import textwrap
from collections.abc import Iterator

from annexa.inspection.calendar import clock, long_date
from annexa.inspection.rows import Named, Row, State
from annexa.inspection.status import Due, Status, Totals
from annexa.model.text import one_line
from annexa.model.words import count
from annexa.report.status.phrases import (
    deadline,
    extent,
    followed_in_words,
    left_in_words,
    moment,
    people,
    remarks,
    request_in_words,
    state_in_words,
    states_in_words,
    timetable_in_words,
    turns_in_words,
)
from annexa.report.text import styled

_COLOUR = {
    State.NOT_STARTED: "31",
    State.IN_PREPARATION: "33",
    State.FAILS: "31",
    State.AWAITING: "33",
    State.READY: "32",
    State.EXPLAINED: "32",
    State.SENT: "36",
    State.LATE: "1;31",
}
_WIDE, _EXTENT = 90, 28
"""Columns from which documents and signatures stand in a column of their own, and its width."""
_NARROW = 60
"""Columns below which a requirement's state gets a line of its own."""


def render(status: Status, *, colour: bool = False, width: int = 100) -> str:
    """The whole status, ending with a line break; no line is longer than `width`, from 40 columns on."""
    return "\n".join(_Page(status, colour, max(width, 40)).lines()) + "\n"


class _Page:
    def __init__(self, status: Status, colour: bool, width: int) -> None:
        self.status, self.colour, self.width = status, colour, width
        self.state_width = max((len(state_in_words(row)) for row in status.rows), default=0)

    def lines(self) -> Iterator[str]:
        status = self.status
        yield from self._wrapped(status.partnership or "The library", style="1")
        yield from self._wrapped(f"As at {clock(status.at.time())}, {long_date(status.at.date())}.")
        for sentence in status.says:
            yield from self._wrapped(f"! {sentence}", hang=2, style="33")
        for blocked in status.blocked:
            errors = count(blocked.errors, "error stands", "errors stand")
            words = f"! {errors} against {blocked.submission.id} as a whole: ‘annexa check’ names them."
            yield from self._wrapped(words, hang=2, style="31")
        yield from self._requests()
        yield from self._timetable()
        yield from self._followed()
        for due in status.next:
            yield from self._due(due)
        sent = [row for row in status.rows if row.state is State.SENT]
        if sent:
            yield ""
            yield self._styled("Sent", "1")
            for row in sent:
                yield from self._row(row, who="")
        yield from self._totals()

    def _timetable(self) -> Iterator[str]:
        """What is next on the timetable, who has not been debriefed, what is late."""
        lines = list(timetable_in_words(self.status.ahead)) if self.status.ahead else []
        if lines:
            yield ""
            yield from self._wrapped("Timetable of the fieldwork", style="1")
        for words, presses in lines:
            yield from self._wrapped(words, indent=2, hang=4, style=_COLOUR[State.LATE] if presses else "")

    def _requests(self) -> Iterator[str]:
        """What inspectors asked for besides, overdue ones first; of those that were answered only how many."""
        waiting = [row for row in self.status.requests if row.step]
        if self.status.requests:
            yield ""
            sent = len(self.status.requests) - len(waiting)
            yield from self._wrapped(f"Requests of inspectors: {len(waiting)} open, {sent} answered", style="1")
        for row in waiting:
            yield from self._wrapped(row.title, indent=2, hang=4)
            words = request_in_words(row, self.status.at)
            yield from self._wrapped(words, indent=4, hang=4, style=_COLOUR[State.LATE] if row.late else "")

    def _followed(self) -> Iterator[str]:
        """Children selected for tracking: how many and how far, and who has what to do, late ones first."""
        counts = self.status.followed
        if counts is None:
            return
        first, *rest = followed_in_words(counts, self.status.at)
        yield ""
        yield from self._wrapped(first, style="1")
        for sentence in rest:
            yield from self._wrapped(sentence, indent=2, hang=4, style=_COLOUR[State.LATE] if counts.late else "")
        for sentence in turns_in_words(counts):
            yield from self._wrapped(sentence, indent=4, hang=6)

    def _due(self, due: Due) -> Iterator[str]:
        yield ""
        yield from self._wrapped(f"{deadline(due, self.status.at)}: {due.what}", hang=2, style="1")
        same = len({_who(row, due.step) for row in due.rows}) == 1
        if same and due.who:
            yield from self._wrapped(people(due.who), indent=2, hang=2)
        for row in due.rows:
            yield from self._row(row, who="" if same else people(_who(row, due.step)))

    def _row(self, row: Row, *, who: str) -> Iterator[str]:
        state = state_in_words(row)
        label = f"  {row.number or '–':<4} {one_line(row.title)}"
        if self.width < _NARROW:
            yield from self._wrapped(label, hang=7)
            yield from self._wrapped(state, indent=7, hang=7, style=_COLOUR[row.state])
        else:
            facts = f"{extent(row):<{_EXTENT}}" if self.width >= _WIDE else ""
            room = self.width - self.state_width - len(facts) - 1
            short = label if len(label) < room else label[: room - 2] + "…"
            yield f"{short:<{room}}{facts} {self._styled(state, _COLOUR[row.state])}"
        said = "; ".join(part for part in (who, extent(row) if self.width < _WIDE else "", *remarks(row)) if part)
        if said:
            yield from self._wrapped(said, indent=7, hang=7)

    def _totals(self) -> Iterator[str]:
        status = self.status
        if not status.rows:
            yield ""
            yield "No requirement fits what was asked for."
            return
        for heading, totals in (
            ("By submission", status.by_submission),
            ("By group", status.by_group),
            ("By evidence lead", status.by_lead),
        ):
            yield ""
            yield self._styled(heading, "1")
            for each in totals:
                yield from self._wrapped(f"{each.of.title}: {states_in_words(each)}", indent=2, hang=4)
        yield ""
        yield from self._wrapped(_summary(status.whole, status))

    def _wrapped(self, text: str, *, indent: int = 0, hang: int = 0, style: str = "") -> list[str]:
        lead = len(text) - len(text.lstrip())
        lines = textwrap.wrap(
            one_line(text),
            self.width,
            initial_indent=" " * (indent + lead),
            subsequent_indent=" " * hang,
        )
        return [self._styled(line, style) if style else line for line in lines]

    def _styled(self, text: str, code: str) -> str:
        return styled(text, code, self.colour)


def _who(row: Row, step: str) -> tuple[Named, ...]:
    turns = (row.turn, *row.besides) if row.turn else row.besides
    return next((turn.who for turn in turns if turn.step == step), ())


def _summary(totals: Totals, status: Status) -> str:
    """One line: how many, how far, and the next deadline."""
    due = f" Next: {moment(totals.due)}, {left_in_words(totals.due, status.at)}." if totals.due else ""
    return f"{count(totals.rows, 'requirement')}: {states_in_words(totals)}.{due}"
