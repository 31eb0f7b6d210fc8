"""Research or feedback does not say what came of it.

Why it matters: Asking children and families is worth little if nothing changes. The checklist asks that research,
feedback and evaluations note their impact on, and outcomes for, children, young people, families and the service.

Fails when: Nobody has answered the point `feedback-impact` for a document of kind `research`, or the answer's note
says too little.

To put right:
- Metadata: Run `annexa attest` for the point `feedback-impact`, and say where the document notes what came of it.
- Word: If it does not say, add a section "What we did": what was changed, for whom, and what they say now.
- PowerPoint: If it does not say, add a slide "What we did": what was changed, for whom, and what they say now.
- Everywhere: Add what was changed because of it, for whom, and what they say now.

Passes: The evidence lead attests: "Page 6 lists the five changes and what families said of them in June."

Fails: A survey report without an answer to `feedback-impact`.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.attested import required_answer

ID = "feedback-impact"
LEVEL = Level.ERROR
ABOUT = "file"
NEEDS_METADATA = True


def check(subject: DocumentSubject) -> Iterator[Fault]:
    yield from required_answer("feedback-impact", subject)
