"""A link could not be judged by a program, and a person has to look.

Why it matters: Many servers turn checking programs away and serve people well. Calling such a link dead would be
wrong, and calling it good would be a guess.

Fails when: The server answered a program with a refusal or a test for robots, the page was too large to read, the
place on the page that the link names was not found, or there was no time to ask; this is a warning.

To put right:
- Everywhere: Open the link in a browser where you are not signed in. If it shows what it should, waive this finding
  with the date you looked; otherwise correct the link.
- Metadata: Open the address in a browser where you are not signed in, and correct `url` or waive this finding.

Passes: A link whose page opened.

Fails: A link whose server answers "403 Forbidden" to the checker.
"""

from collections.abc import Iterator

from annexa.links.verdict import Verdict
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few
from annexa.rules.support.links import about, rows

ID = "link-unsure"
LEVEL = Level.WARNING
ABOUT = "document"

_UNSURE = frozenset({Verdict.REFUSED_ROBOT, Verdict.TOO_LARGE, Verdict.ANCHOR_MISSING, Verdict.NOT_ASKED})


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults = []
    for row in rows(subject):
        answer = subject.around.answers.get(row.judged.address)
        if answer is not None and answer.verdict in _UNSURE:
            faults.append(
                Fault(message=about(subject, row, answer), place=row.place, field=row.field, remedy=answer.remedy)
            )
    yield from first_few(faults, "links that a person has to look at")
