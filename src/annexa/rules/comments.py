"""A submitted document still holds comments.

Why it matters: Comments are a conversation inside the team. Inspectors would read them, with the names of the
people who wrote them. The checklist asks that comments are reviewed, actioned and removed.

Fails when: The file holds a comment, note, annotation or sticky note, resolved or not, even one that no longer
points at any text.

To put right:
- Word: On the Review tab choose Delete > Delete All Comments in Document, then save. Resolved comments count too.
- Excel: Select all cells (Ctrl+A) on each sheet, then Review > Delete; threaded comments and notes are both removed.
- PowerPoint: On the Review tab choose Delete > Delete All Comments and Ink in This Presentation, then save.
- LibreOffice: Choose View > Comments, open the menu of any comment and choose Delete All Comments, then save.
- PDF: Open the Comments list, select all and delete; or make the PDF again with comments left out.

Passes: A report whose comments were answered and deleted.

Fails: A report with one resolved comment beside the second paragraph.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few

ID = "comments"
LEVEL = Level.ERROR
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults = [
        Fault(
            message=f"{'Resolved comment' if comment.resolved else 'Comment'} left in the document",
            place=comment.place,
            excerpt=comment.text,
        )
        for comment in subject.facts.comments
    ]
    yield from first_few(faults, "comments")
