"""A performance report does not show what difference was made.

Why it matters: Numbers alone tell inspectors what was counted. The checklist asks that reports show how the data
was analysed, how it changed services, and what difference that made to children and their families.

Fails when: Nobody has answered the point `outcome-focused` for a document of the kinds that the checklist names
(performance reports and data), or the answer's note says too little. A document may be outside the point: the
answer `not-applicable` with the reason.

To put right:
- Metadata: Run `annexa attest` for the point `outcome-focused`, and say where in the document the analysis, the
  change and the difference stand.
- Word: If the report holds only figures, add a section: what the figures show, what was changed because of them,
  what came of it.
- Excel: Add a sheet of notes: what the figures show, what was changed because of them, what came of it.
- Everywhere: Add what the figures show, what was changed because of them, and what came of it for children and
  families.

Passes: The evidence lead attests: "Section 4 says what changed and for whom."

Fails: A performance report without an answer to `outcome-focused`.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.attested import required_answer

ID = "outcome-focused"
LEVEL = Level.ERROR
ABOUT = "file"
NEEDS_METADATA = True


def check(subject: DocumentSubject) -> Iterator[Fault]:
    yield from required_answer("outcome-focused", subject)
