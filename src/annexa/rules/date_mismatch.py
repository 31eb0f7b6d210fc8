"""The date in the metadata is not the date on the document.

Why it matters: The index tells inspectors the date of item.yaml. If the title page says another one, they will ask
which is right, and whether this is the right version of the file.

Fails when: The first page says its date with words such as "version", "issued", "last reviewed" or "date of meeting",
and the latest of those dates is not the one in item.yaml; another one of the same edition counts as well, such as
"approved" some weeks before. So it does where the date in item.yaml is that of a next review, an earlier version or an
event. It is a warning where the words are missing, where the date stands in a header or footer or further on, where the
document says only a term, a season or a year, and where the date in item.yaml lies more than a month ahead. A month
without a day agrees with every day of it.

To put right:
- Metadata: Write the document's own date after `dated:`, as it stands on it, not the day of saving or of the next
  review. If the document's is wrong, ask its owner for a corrected version; do not alter what has been approved.
- Everywhere: Write the document's own date after `dated:` in item.yaml, as it stands on the document. If that one is
  wrong, ask the document's owner for a corrected version; do not alter what has been approved.

Passes: item.yaml says `dated: 2026-09-14`; the title page says "Version 2, 14 September 2026", the footer
"September 2026".

Fails: item.yaml says `dated: 2026-09-14`; the title page says "Last reviewed 3 June 2025".
"""

from collections.abc import Iterator
from datetime import date, timedelta

from annexa.model.findings import Level
from annexa.model.words import day_in_words
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.dated import EDGE, FRONT, FURTHER, Dated, Dates, of_this_edition, read_dates
from annexa.rules.support.dates import Precision, Role, add_months

ID = "date-mismatch"
LEVEL = Level.ERROR
ABOUT = "document"

_AHEAD = timedelta(days=31)
"""Evidence asked for later may be a few weeks younger than the notification."""
_AFTER_MONTHS = 12
"""A report on a term or a year is written after it."""

_NAMED = {Role.VERSION: "the latest version", Role.SUPERSEDED: "an earlier version", Role.PERIOD: "a period"}


def check(subject: DocumentSubject) -> Iterator[Fault]:
    dated, until = subject.meta.dated, subject.around.as_of + _AHEAD
    if dated > until:
        message = f"The metadata dates it {day_in_words(dated)}, which is still to come"
        yield Fault(message=message, field=_field(subject), level=Level.WARNING)
    dates = read_dates(subject.facts)
    main = of_this_edition(dates.main(), until)
    edges = of_this_edition(dates.in_edges(), until)
    if main and not any(_agrees(one, dated) for one in _also(main, dates, until)):
        is_sure = main[0].is_said and main[0].is_exact and main[0].where == FRONT
        yield _differs(main[0], dates, subject, None if is_sure else Level.WARNING)
    elif edges and not any(_agrees(one, dated) for one in edges):
        yield _differs(edges[0], dates, subject, Level.WARNING)
    elif not main and not edges:
        yield from _of_something_else(dates, subject)


def _field(subject: DocumentSubject) -> str:
    return f"documents.{subject.index}.dated"


def _also(main: tuple[Dated, ...], dates: Dates, until: date) -> tuple[Dated, ...]:
    """The dates of this edition, and those beside them on the first page that only lack the word."""
    if not main[0].is_said:
        return main
    beside = [one for one in dates.own if one.where == FRONT and one.is_exact and not one.is_said]
    return (*main, *(one for one in of_this_edition((main[0], *beside), until) if not one.is_said))


def _agrees(one: Dated, dated: date) -> bool:
    if one.is_exact or one.is_said:
        return one.date.holds(dated)
    return one.date.first <= dated <= add_months(one.date.last, _AFTER_MONTHS)


def _differs(one: Dated, dates: Dates, subject: DocumentSubject, level: Level | None) -> Fault:
    known = next((each for each in dates.others if _is(each, subject.meta.dated)), None)
    which = f", which is that of {_what(known, subject)}" if known is not None else ""
    said = f" ({_what(one, subject)})" if one.is_said and not subject.is_sensitive else ""
    message = f"{_where(one)} says {one.date}{said}, the metadata says {day_in_words(subject.meta.dated)}{which}"
    return Fault(message=message, place=one.place, field=_field(subject), level=level)


def _what(one: Dated, subject: DocumentSubject) -> str:
    """What a date is, by the words beside it."""
    if one.date.role in _NAMED:
        return _NAMED[one.date.role]
    return f"“{one.date.cue}”" if one.date.cue and not subject.is_sensitive else "something else"


def _where(one: Dated) -> str:
    if one.where == FURTHER:
        return "Further on, the document"
    return f"The {one.place.part or EDGE}" if one.where == EDGE else "The first page"


def _is(one: Dated, day: date) -> bool:
    return one.date.precision is Precision.DAY and one.date.holds(day)


def _of_something_else(dates: Dates, subject: DocumentSubject) -> Iterator[Fault]:
    """Where the document says no date of its own, and the metadata has taken another one for it."""
    for one in dates.others:
        if _is(one, subject.meta.dated):
            message = (
                f"The metadata says {one.date}, which is not the document's date but that of {_what(one, subject)}"
            )
            yield Fault(message=message, place=one.place, field=_field(subject))
            return
