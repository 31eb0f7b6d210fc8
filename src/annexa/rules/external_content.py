"""A document shows or loads content that lies elsewhere.

Why it matters: A linked picture is missing on an inspector's computer, opening the file tells another server so,
and the path of a template shows the inside of the network.

Fails when: A picture or object is linked instead of embedded. A template on another computer and a connection to
outside data are a warning.

To put right:
- Word: File > Info > Edit Links to Files > Break Link, or insert the picture again with Insert > Pictures > This
  Device. A template: Developer > Document Template > Attach > Normal.
- Excel: Data > Edit Links > Break Link, and Data > Queries & Connections > delete; the last figures stay.
- PowerPoint: File > Info > Edit Links to Files > Break Link, or insert the picture again from this computer.
- LibreOffice: Edit > Links to External Files > Break Link.
- PDF: Make the PDF again from a file whose pictures are embedded.

Passes: A report whose pictures are all inside the file.

Fails: A report with a picture that is loaded from a web page each time the file is opened.
"""

from collections.abc import Iterator

from annexa.documents.facts import ActiveKind
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few

ID = "external-content"
LEVEL = Level.ERROR
ABOUT = "document"

_WORDS = {
    ActiveKind.LINKED_IMAGE: ("A picture is linked and not in the file", None),
    ActiveKind.LINKED_OBJECT: ("An object is linked and not in the file", None),
    ActiveKind.EXTERNAL_TEMPLATE: ("The document names a template outside itself", Level.WARNING),
    ActiveKind.EXTERNAL_DATA: ("The file connects to data outside itself", Level.WARNING),
}


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults = [
        Fault(message=_WORDS[one.kind][0], place=one.place, excerpt=one.target, level=_WORDS[one.kind][1])
        for one in subject.facts.active
        if one.kind in _WORDS
    ]
    yield from first_few(faults, "parts outside the file")
