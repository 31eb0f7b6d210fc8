"""Text lies under a black box and can still be copied.

Why it matters: A box drawn over a name hides it from the eye and from nobody else: select, copy, paste.

Fails when: A PDF holds text below a filled dark shape.

To put right:
- PDF: Redact for good: in Acrobat, Redact > Mark, then Apply; or delete the words in the file that the PDF was made
  from and make the PDF again. Then try to copy the place.
- Word: Delete the words instead of covering or highlighting them, and write "[removed]".
- Everywhere: Delete the words themselves and write "[removed]" instead.

Passes: A PDF whose redactions were applied, so that nothing can be copied from them.

Fails: A PDF with black rectangles drawn over children's names.
"""

from collections.abc import Iterator

from annexa.documents.facts import HiddenKind
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few

ID = "covered-text"
LEVEL = Level.ERROR
ABOUT = "document"
WAIVABLE = False


def check(subject: DocumentSubject) -> Iterator[Fault]:
    # No excerpt: what someone tried to hide does not belong into a report.
    faults = [
        Fault(message="Text lies under a dark box and can still be copied", place=one.place)
        for one in subject.facts.hidden
        if one.kind is HiddenKind.COVERED_TEXT
    ]
    yield from first_few(faults, "covered texts")
