"""A submitted document still holds tracked changes.

Why it matters: Inspectors can read what was deleted and who deleted it, and cannot tell which version the
partnership stands behind. The checklist asks that changes are reviewed, actioned and removed.

Fails when: The file records an insertion, deletion, move or formatting change that nobody has accepted or
rejected, anywhere in it: body, tables, headers, footers, notes or text boxes. Change recording that is
switched on in a clean document is a warning.

To put right:
- Word: On the Review tab choose Accept > Accept All Changes and Stop Tracking (or Reject), then save. Headers,
  footers and text boxes count too; File > Info > Check for Issues > Inspect Document shows what is left.
- Excel: On the Review tab choose Track Changes > Accept/Reject Changes, then switch off "Track changes while
  editing" and save. In newer versions unshare the workbook first: Review > Unshare Workbook.
- PowerPoint: On the Review tab choose Accept > Accept All Changes to the Presentation, then End Review, and save.
- LibreOffice: Choose Edit > Track Changes > Accept All (or Reject All), switch off Edit > Track Changes > Record,
  then save.
- PDF: Accept the changes in the file that the PDF was made from, and make the PDF again.

Passes: A Word document whose changes were all accepted, with recording switched off.

Fails: A Word document with a sentence that was deleted while changes were tracked.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few, shorten

ID = "tracked-changes"
LEVEL = Level.ERROR
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    facts = subject.facts
    faults = [
        Fault(
            message=f"Tracked change not accepted or rejected: {change.kind}",
            place=change.place,
            excerpt=shorten(change.excerpt, 160),
        )
        for change in facts.revisions
    ]
    yield from first_few(faults, "tracked changes")
    if facts.tracking_on and not faults:
        yield Fault(message="Change recording is switched on, so the next edit will be tracked", level=Level.WARNING)
