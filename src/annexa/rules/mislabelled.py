"""A file is not what its name says.

Why it matters: A program that goes by the name refuses to open it, and a reader sees an error instead of the
evidence. It can also be a sign that the wrong file was copied.

Fails when: The content of the file is of another format than its extension, such as a PDF named report.docx.

To put right:
- Word: Open the file in the program that made it and use File > Save As to write a real .docx; renaming is not enough.
- Excel: Open the file and use File > Save As to write a real .xlsx; a web page or text file renamed to .xls is not one.
- PowerPoint: Open the file and use File > Save As to write a real .pptx.
- LibreOffice: Open the file and use File > Save As to write the format that the extension names.
- PDF: Export or print to PDF from the program that made the file; renaming does not make a PDF.
- Everywhere: Give the file the extension of what it holds, and correct `file:` in item.yaml.

Passes: report.pdf that holds a PDF.

Fails: report.docx that holds plain text.
"""

from collections.abc import Iterator

from annexa.documents.facts import ReadFaultKind
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault

ID = "mislabelled"
LEVEL = Level.ERROR
ABOUT = "file"
WAIVABLE = False


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.fault and subject.fault.kind is ReadFaultKind.MISLABELLED:
        yield Fault(message=subject.fault.message.rstrip("."), remedy=subject.fault.remedy)
