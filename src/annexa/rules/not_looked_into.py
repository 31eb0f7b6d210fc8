"""A file is handed in as it is, and no program could look into it.

Why it matters: Tracked changes, names of children and all else that the checks look for may be in it, and inspectors
may not have the program that opens it.

Fails when: The metadata says `present: native` of a file of a format that annexa cannot read, such as a database.

To put right:
- Word: Save it as .docx, which is checked.
- Excel: Export what inspectors need from it as an Excel workbook (.xlsx), and hand that in as well or instead.
- PowerPoint: Save it as .pptx, which is checked.
- LibreOffice: Save it as .odt, .ods or .odp, which is checked.
- PDF: Print it to PDF, and hand the PDF in instead of it.
- Metadata: Where nothing else will do, have a person look through the whole file, and let a role accept this below
  `waive:` with what was looked at as the reason.
- Everywhere: Print it to PDF, or export it to Excel; where nothing else will do, have a person look through the whole
  file and let a role accept it with ‘annexa waive’.

Passes: A large workbook with `present: native`: it is checked like any other.

Fails: A database, pupils.accdb, with `present: native`.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.native import is_handed_in_unread

ID = "not-looked-into"
LEVEL = Level.ERROR
ABOUT = "file"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.fault is not None and is_handed_in_unread(subject):
        yield Fault(
            message="The file is handed in as it is, and annexa cannot look into it",
            remedy=f"{subject.fault.remedy} Where nothing else will do, have a person look through the whole file and "
            "let a role accept it with ‘annexa waive’.",
        )
