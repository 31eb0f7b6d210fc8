"""Words are covered or blacked out and can still be copied.

Why it matters: A box drawn over a name hides it from the eye and from nobody else: select, copy, paste.

Fails when: Something is drawn over words, they have the colour of the dark place where they stand, or they are only
marked for redaction: shapes, pictures, thick lines and hatching in PDFs, shapes and pictures in Word, PowerPoint and
Excel, black highlighting and black shading. Light words on a dark band can be read, and pass.

To put right:
- PDF: Redact for good: in Acrobat, Redact > Mark, then Apply; or delete the words in the file that the PDF was made
  from and make the PDF again. Then try to copy the place.
- Word: Delete the words instead of covering or highlighting them, and write "[removed]".
- Excel: Delete the words in the cells instead of covering or filling them, and write "[removed]".
- PowerPoint: Delete the words below the shape, and the shape; write "[removed]".
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
        Fault(message=f"Words that nobody can see can be copied: {one.how or one.kind}", place=one.place)
        for one in subject.facts.hidden
        if one.kind is HiddenKind.COVERED_TEXT
    ]
    yield from first_few(faults, "covered passages")
