"""The pages of a PDF do not hold what it is about.

Why it matters: A form of the kind XFA shows "Please wait" to everybody without Adobe's own programs, and a portfolio
shows a cover sheet: the evidence itself would be on no page of the bundle.

Fails when: The PDF is an XFA form of which nothing is drawn for other programs, or a portfolio of other files.

To put right:
- PDF: A form: open it in Adobe Acrobat or Reader, choose File > Print and the printer Microsoft Print to PDF or Adobe
  PDF, and submit that file. A portfolio: save the files that it holds (select them, right-click, Extract from
  Portfolio) and list each one as a document of its own.
- Everywhere: Submit a PDF whose pages show the evidence.

Passes: A form that was filled in and printed to a PDF.

Fails: A PDF whose one page says "Please wait... If this message is not eventually replaced".
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault

ID = "pdf-without-content"
LEVEL = Level.ERROR
ABOUT = "document"
WAIVABLE = False

_SAID = {
    "form": (
        "The PDF is an XFA form: other programs than Adobe's show “Please wait” and nothing that is filled in",
        "Open it in Adobe Acrobat or Reader, print it to a new PDF, and put that in its place.",
    ),
    "portfolio": (
        "The PDF is a portfolio: its pages are a cover sheet, and the evidence is in the files that it holds",
        "Save the files out of it (Extract from Portfolio in Acrobat) and list each as a document of its own.",
    ),
}


def check(subject: DocumentSubject) -> Iterator[Fault]:
    if subject.facts.elsewhere:
        message, remedy = _SAID[subject.facts.elsewhere]
        yield Fault(message=message, remedy=remedy)
