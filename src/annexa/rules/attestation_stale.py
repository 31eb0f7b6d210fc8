"""A document has changed since someone answered for it.

Why it matters: The answer was about another text. Whoever gave it has to look again.

Fails when: The SHA-256 recorded with the answer is not that of the file. It is a warning where none is recorded,
because then nobody can tell.

To put right:
- Metadata: Look at what changed, then run `annexa attest` again for this point.

Passes: The answer carries the SHA-256 of the file as it is now.

Fails: The report was saved again after the evidence lead had answered.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault

ID = "attestation-stale"
LEVEL = Level.ERROR
ABOUT = "file"
NEEDS_METADATA = True


def check(subject: DocumentSubject) -> Iterator[Fault]:
    for point, answer in subject.meta.attest.items():
        field = f"documents.{subject.index}.attest.{point}"
        if answer.sha256 is None:
            message = (
                f"The answer to “{point}” records no SHA-256, so nobody can tell whether the document changed since"
            )
            yield Fault(message=message, field=field, level=Level.WARNING, point=point)
        elif subject.sha256 and answer.sha256 != subject.sha256:
            yield Fault(message=f"The document has changed since “{point}” was answered", field=field, point=point)
