"""A document holds a program.

Why it matters: Inspectors' computers block files with macros, and a security product may delete the whole
submission.

Fails when: The file holds macros, or a PDF holds JavaScript, starts another program, or sends a form.

To put right:
- Word: File > Save As > Word Document (.docx), which leaves macros behind.
- Excel: File > Save As > Excel Workbook (.xlsx), which leaves macros behind; check that the figures stay.
- PowerPoint: File > Save As > PowerPoint Presentation (.pptx), which leaves macros behind.
- LibreOffice: Tools > Macros > Organise Macros: delete those of the document, then save.
- PDF: Print it to a new PDF; in Acrobat, Tools > JavaScript > All JavaScripts, delete them and save.

Passes: A workbook saved as .xlsx.

Fails: A workbook saved as .xlsm, with a macro that refreshes its figures.
"""

from collections.abc import Iterator

from annexa.documents.facts import ActiveKind
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few

ID = "macros"
LEVEL = Level.ERROR
ABOUT = "document"

_WORDS = {
    ActiveKind.MACRO: "a macro",
    ActiveKind.JAVASCRIPT: "JavaScript",
    ActiveKind.LAUNCH: "an action that starts a program",
    ActiveKind.FORM_SUBMIT: "a form that sends what is filled in",
}


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults = [
        Fault(message=f"The file holds {_WORDS[one.kind]}", place=one.place)
        for one in subject.facts.active
        if one.kind in _WORDS
    ]
    yield from first_few(faults, "programs in the file")
