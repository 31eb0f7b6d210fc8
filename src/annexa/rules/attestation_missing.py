"""A checklist point that only a person can judge has not been answered.

Why it matters: Some points of the checklist no program can judge. Nothing passes because it was not looked at, so a
named role has to say that it was.

Fails when: The checklist requires an answer for documents of this kind, and item.yaml holds none below `attest:`.
It is a warning where the note says too little to be of use.

To put right:
- Metadata: Read the document, then run `annexa attest`; it asks for the answer and the note and records the
  document's SHA-256.

Passes: Minutes with answers to `issues-highlighted`, `week-3-concerns` and `case-file-current`.

Fails: Minutes without an answer to `case-file-current`.
"""

from collections.abc import Iterator

import msgspec

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.attested import required_answer

ID = "attestation-missing"
LEVEL = Level.ERROR
ABOUT = "file"
NEEDS_METADATA = True


def check(subject: DocumentSubject) -> Iterator[Fault]:
    for point in subject.around.checklist.points:
        if point.attest != "required" or point.id in point.rules:
            continue  # a rule of the point's own name asks for the answer
        for fault in required_answer(point.id, subject):
            thin = point.id in subject.meta.attest
            yield msgspec.structs.replace(fault, level=Level.WARNING) if thin else fault
