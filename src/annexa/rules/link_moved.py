"""A page has moved for good, and the link still names its old address.

Why it matters: The redirect works today and may be gone on the day of the inspection.

Fails when: The server was asked and answered that the page has a new address for good; this is information.

To put right:
- Everywhere: Edit the link and put the new address in place of the old one.
- Metadata: Put the new address into `url`, then run `annexa link-sheet`.

Passes: A link to the page's present address.

Fails: A link to an address that the server redirects for good to another one.
"""

from collections.abc import Iterator

from annexa.links.verdict import Verdict
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few
from annexa.rules.support.links import about, rows

ID = "link-moved"
LEVEL = Level.INFO
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults = []
    for row in rows(subject):
        answer = subject.around.answers.get(row.judged.address)
        if answer is not None and answer.verdict is Verdict.MOVED:
            remedy = "" if subject.is_sensitive else answer.remedy
            faults.append(Fault(message=about(subject, row, answer), place=row.place, field=row.field, remedy=remedy))
    yield from first_few(faults, "links to pages that have moved")
