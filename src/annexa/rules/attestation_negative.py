"""Someone has answered no to a point of the checklist.

Why it matters: The person who knows the document says that it does not meet the checklist.

Fails when: An answer below `attest:` is `no`. For `issues-highlighted` and `week-3-concerns` the answer `yes` is a
note instead, so that those who sign off see what was raised.

To put right:
- Metadata: Put the document right, or choose another one, then answer the point again with `annexa attest`. If it
  must be submitted as it is, have the finding accepted with `annexa waive`.

Passes: `outcome-focused: {answer: yes, …}`

Fails: `outcome-focused: {answer: no, …}`
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.model.library import Answer
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.attested import CONCERNS, is_bad_news

ID = "attestation-negative"
LEVEL = Level.ERROR
ABOUT = "file"
NEEDS_METADATA = True


def check(subject: DocumentSubject) -> Iterator[Fault]:
    for point, answer in subject.meta.attest.items():
        field = f"documents.{subject.index}.attest.{point}.answer"
        if is_bad_news(point, answer):
            yield Fault(
                message=f"“{point}” is answered no by {answer.by}: {answer.note.rstrip('.')}", field=field, point=point
            )
        elif point in CONCERNS and answer.answer is Answer.YES:
            yield Fault(
                message=f"To be seen at sign-off: {answer.note.rstrip('.')}",
                field=field,
                level=Level.INFO,
                remedy="Nothing to put right: make sure that whoever signs off has read it.",
            )
