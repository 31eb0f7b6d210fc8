"""A document is too old.

Why it matters: Inspectors judge how things are now. The checklist asks for documents of the last 12 months, or a
reason why an older one still holds.

Fails when: The date in item.yaml is more than 12 months before the notification, or before today while there is
none. It is a warning from 11 months on. library.yaml can set other ages under `ages:`, also for one kind of
document. Where `valid_until:` is set, that day counts instead; an attestation on `within-12-months` turns the error
into a note.

To put right:
- Metadata: Ask the document's owner for the version that is in force now. Where this one says how long it holds, write
  that day after `valid_until:`. Where it still holds without saying so, answer the point `within-12-months` with
  `annexa attest`, and say why and until when.

Passes: A report of 14 September 2026 for a notification on 2 November 2026.

Fails: A policy of 1 May 2025, without `valid_until`, for a notification on 2 November 2026.
"""

from collections.abc import Iterator
from datetime import timedelta

from annexa.model.findings import Level
from annexa.model.words import day_in_words
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.ages import ASKED, last_day, months_of, still_holds
from annexa.rules.support.dates import add_months

ID = "out-of-date"
LEVEL = Level.ERROR
ABOUT = "file"

_RUNS_OUT = timedelta(days=30)
"""How long before `valid_until` the warning starts."""


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.meta.valid_until is not None:
        yield from _valid_until(subject)
    else:
        yield from _age(subject)


def _valid_until(subject: DocumentSubject) -> Iterator[Fault]:
    until, as_of = last_day(subject.meta, subject.around.library.meta.ages), subject.around.as_of
    field = f"documents.{subject.index}.valid_until"
    if until < as_of:
        yield Fault(message=f"The document was valid until {day_in_words(until)}", field=field)
    elif until < as_of + _RUNS_OUT:
        yield Fault(message=f"The document is valid only until {day_in_words(until)}", field=field, level=Level.WARNING)


def _age(subject: DocumentSubject) -> Iterator[Fault]:
    ages, meta, as_of = subject.around.library.meta.ages, subject.meta, subject.around.as_of
    months = months_of(meta, ages)
    warn = max(0, months - max(0, ages.months - ages.warn_months))
    field = f"documents.{subject.index}.dated"
    old = f"{day_in_words(meta.dated)} is more than {{}} months before {day_in_words(as_of)}"
    if last_day(meta, ages) < as_of:
        if still_holds(meta):
            note = f"Older than {months} months; {meta.attest[ASKED].by} says why it still holds"
            yield Fault(message=note, field=field, point=ASKED, level=Level.INFO)
        else:
            yield Fault(message=old.format(months), field=field, point=ASKED)
    elif add_months(meta.dated, warn) < as_of:
        yield Fault(
            message=f"{old.format(warn)}, and will be out of date soon", field=field, point=ASKED, level=Level.WARNING
        )
