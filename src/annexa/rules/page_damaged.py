"""A page of a PDF cannot be shown whole.

Why it matters: A damaged page opens blank, or with half a picture or without its letters, and no reader says why.
The bundle would show it like that, and inspectors would take it for all that there is.

Fails when: The content of a page, a picture on it or the letters of a font cannot be unpacked to the end, as happens
when a transfer broke off, changed line ends, or a disk failed.

To put right:
- PDF: Make the PDF again from its source, or copy it afresh from where it came from, and look at the page. Printing
  the damaged file to a new PDF keeps the damage and hides it.
- Everywhere: Copy the file afresh from its source.

Passes: A PDF as the program wrote it.

Fails: A PDF of which a mail program changed some bytes, so that page 2 is blank.
"""

from collections.abc import Iterator

from annexa.documents.facts import Damaged
from annexa.model.findings import Level, Place
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few

ID = "page-damaged"
LEVEL = Level.ERROR
ABOUT = "document"

_SAID = {
    "content": "The page is damaged: what is drawn on it cannot be unpacked to its end",
    "picture": "A picture on the page is damaged and cannot be shown whole",
    "letters": "The letters of a font on the page are damaged and cannot be shown",
}


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults = [_fault(each) for each in subject.facts.damaged]
    yield from first_few(faults, "damaged places")


def _fault(each: Damaged) -> Fault:
    return Fault(message=_SAID[each.what], place=Place(page=each.page))
