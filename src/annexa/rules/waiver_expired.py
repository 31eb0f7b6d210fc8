"""A waiver has run out.

Why it matters: A fault was accepted for a while, and the while is over; the finding counts again.

Fails when: The day after `until:` of a waiver has come before the notification, or before today while there is none.

To put right:
- Metadata: Put the fault right and delete the waiver, or have it accepted again with `annexa waive` and a new end.

Passes: `until: 2027-01-31` for a notification on 2 November 2026.

Fails: `until: 2026-09-30` for a notification on 2 November 2026.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.model.words import day_in_words
from annexa.rules.base import DocumentSubject, Fault

ID = "waiver-expired"
LEVEL = Level.WARNING
ABOUT = "file"
NEEDS_METADATA = True
WAIVABLE = False


def check(subject: DocumentSubject) -> Iterator[Fault]:
    for index, waiver in enumerate(subject.meta.waive):
        if waiver.until < subject.around.as_of:
            yield Fault(
                message=f"The waiver for {waiver.rule} ended on {day_in_words(waiver.until)}",
                field=f"documents.{subject.index}.waive.{index}.until",
            )
