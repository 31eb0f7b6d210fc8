"""A document could only be checked in part.

Why it matters: Nothing passes because it was not looked at. What the check could not see may hold a tracked change or a
child's name.

Fails when: The file is of an old format that is read through LibreOffice (.doc, .xls, .ppt), a part of it is damaged,
or it is longer than what is read.

To put right:
- Word: Open the file, choose File > Save As > Word Document (.docx), and submit that file.
- Excel: Open the file, choose File > Save As > Excel Workbook (.xlsx), and submit that file; split a very large one.
- PowerPoint: Open the file, choose File > Save As > PowerPoint Presentation (.pptx), and submit that file.
- LibreOffice: Open the file and write it again with File > Save As; if a part is damaged, copy it afresh.
- PDF: Make the PDF again from its source; split a very long one.
- Everywhere: Save the file in its current format (.docx, .xlsx, .pptx), or copy it afresh from its source.

Passes: A report saved as .docx.

Fails: A report of 2003 saved as .doc, whose tracked changes no program here can be sure to see.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault

ID = "checked-in-part"
LEVEL = Level.WARNING
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.facts.partial:
        yield Fault(message=f"The file was checked only in part: {subject.facts.partial.rstrip('.')}")
