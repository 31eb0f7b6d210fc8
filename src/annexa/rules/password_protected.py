"""A file is protected with a password.

Why it matters: Inspectors will not have the password, and a password in an e-mail is not protection. A protected
file cannot be checked, converted or put into the bundle.

Fails when: The file asks for a password before it opens, or a PDF is encrypted.

To put right:
- Word: File > Info > Protect Document > Encrypt with Password, clear the password, choose OK and save.
- Excel: File > Info > Protect Workbook > Encrypt with Password, clear the password, choose OK and save.
- PowerPoint: File > Info > Protect Presentation > Encrypt with Password, clear the password, choose OK and save.
- LibreOffice: File > Save As, untick "Save with password", and save under the same name.
- PDF: Open it with the password and save or print it to a new PDF without one; in Acrobat, File > Properties >
  Security > No Security.

Passes: A Word document that opens without a question.

Fails: A workbook that asks for a password.
"""

from collections.abc import Iterator

from annexa.documents.facts import ReadFaultKind
from annexa.documents.sniff import MESSAGES, ending
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault

ID = "password-protected"
LEVEL = Level.ERROR
ABOUT = "file"
WAIVABLE = False


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.fault and subject.fault.kind is ReadFaultKind.PASSWORD:
        in_mail = ending(subject.path) in MESSAGES
        yield Fault(message=subject.fault.message.rstrip("."), remedy=subject.fault.remedy if in_mail else "")
