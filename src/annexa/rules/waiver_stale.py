"""A document has changed since a fault in it was accepted.

Why it matters: What was accepted was another text; the fault may be worse now. The finding counts again.

Fails when: The SHA-256 recorded with the waiver is not that of the file, or none is recorded, so that nobody can
tell.

To put right:
- Metadata: Look at what changed. Delete the waiver if the fault is gone, or have it accepted again with `annexa
  waive`.

Passes: The waiver carries the SHA-256 of the file as it is now.

Fails: The report was saved again after its age had been accepted.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault

ID = "waiver-stale"
LEVEL = Level.WARNING
ABOUT = "file"
NEEDS_METADATA = True
WAIVABLE = False


def check(subject: DocumentSubject) -> Iterator[Fault]:
    for index, waiver in enumerate(subject.meta.waive):
        field = f"documents.{subject.index}.waive.{index}"
        if waiver.sha256 is None:
            message = f"The waiver for {waiver.rule} records no SHA-256: nobody can tell whether the document changed"
            yield Fault(message=message, field=field)
        elif subject.sha256 and waiver.sha256 != subject.sha256:
            yield Fault(message=f"The document has changed since {waiver.rule} was accepted", field=field)
