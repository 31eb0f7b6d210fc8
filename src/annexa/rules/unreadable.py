"""A file cannot be read.

Why it matters: Nobody can check what cannot be opened, and inspectors could not open it either. Nothing passes
because it was not looked at.

Fails when: The file is empty, damaged, cut off in transfer, larger than the limit, takes too long, has no pages,
or is of a format that no program here can read.

To put right:
- Word: Open it in Word; if Word offers to repair it, accept, read it through, and save it again as .docx.
- Excel: Choose File > Open > Browse, select it, and take Open and Repair from the arrow beside Open; save as .xlsx.
- PowerPoint: Open it in PowerPoint, accept the repair, look through every slide and save it again as .pptx.
- LibreOffice: Open it in LibreOffice; if it opens, write it again with File > Save As. If not, copy it afresh from
  its source.
- PDF: Make the PDF again from its source, or open it and print it to a new PDF.
- Everywhere: Copy the file afresh from where it came from, or save it as .docx, .xlsx, .pptx or .pdf.

Passes: A Word file that opens and holds text.

Fails: A file of 0 bytes called report.docx, left by a copy that broke off.
"""

from collections.abc import Iterator

from annexa.documents.facts import ReadFaultKind
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.native import is_handed_in_unread

ID = "unreadable"
LEVEL = Level.ERROR
ABOUT = "file"
WAIVABLE = False

_ELSEWHERE = (ReadFaultKind.MISLABELLED, ReadFaultKind.PASSWORD)
"""Faults with a rule of their own."""


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.fault and subject.fault.kind not in _ELSEWHERE and not is_handed_in_unread(subject):
        yield Fault(message=subject.fault.message.rstrip("."), remedy=subject.fault.remedy)
