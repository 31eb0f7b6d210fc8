"""A link is dead: its server was asked, and the page is not there.

Why it matters: An inspector who clicks gets an error page, and doubts the rest. The checklist asks that every
hyperlink works.

Fails when: The server was asked (by `annexa links` or `annexa check --online`) and the page does not exist, or the
server failed, did not answer, sent the reader in circles or showed an invalid certificate, in two runs at least three
hours apart, or once with `--strict`. The first time it is a warning, because servers have bad hours. It stays one for
an address that only stands in the text of a PDF, where the end of a line may have cut it.

To put right:
- Everywhere: Open the link in a browser where you are not signed in; if it is dead, find the page's new address and
  put it in place of the old one, or take the link out. If it opens, run `annexa links` again.
- Metadata: Find the page's new address and correct `url` below `link`, then run `annexa link-sheet`.

Passes: A link to a page that opens.

Fails: A link to a page that was answered with "not found" yesterday and today.
"""

from collections.abc import Iterator

from annexa.links.verdict import CANNOT_WORK, DEAD
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few
from annexa.rules.support.links import about, rows

ID = "link-dead"
LEVEL = Level.ERROR
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults = []
    for row in rows(subject):
        answer = subject.around.answers.get(row.judged.address)
        if answer is not None and answer.verdict in DEAD | CANNOT_WORK:
            level = Level.WARNING if row.is_guess else answer.level
            faults.append(Fault(message=about(subject, row, answer), place=row.place, field=row.field, level=level))
    yield from first_few(faults, "dead links")
