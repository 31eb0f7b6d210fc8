"""A document holds another file.

Why it matters: A workbook behind a chart or an attachment goes along with all its sheets, and in the PDF of the
bundle nobody can open it. A film or a sound is silent there: the page has a picture of it at most.

Fails when: The file holds an embedded object or workbook, a film or a sound, or a PDF has files attached to it. It is a
warning.

To put right:
- Word: Copy the table or chart and paste it as a picture (Paste Special > Picture), delete the object, and describe
  the picture. Submit the embedded file as a document of its own if it is evidence.
- Excel: Delete the object, or submit the embedded file as a document of its own.
- PowerPoint: Paste the chart as a picture (Paste Special > Picture) and describe it, so that its workbook stays at
  home. Submit a film as a document of its own, with a transcript: right-click it > Save Media as.
- LibreOffice: Delete the object (OLE), or paste it as a picture and describe it.
- PDF: Take the attachments out: in Acrobat, View > Attachments, delete them; submit them as documents of their own.
- Metadata: `present: native` at the document sends the file as it is, with its films, beside the bundle.
- Everywhere: Save what is attached to a message as a file of its own, and hand that in as a document if it is evidence:
  the pages of a message only name it.

Passes: A report with a chart pasted as a picture with a description.

Fails: A report with a chart whose whole workbook is embedded.
"""

from collections.abc import Iterator

from annexa.documents.facts import ActiveKind
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few

ID = "embedded-object"
LEVEL = Level.WARNING
ABOUT = "document"

_WORDS = {
    ActiveKind.EMBEDDED_OBJECT: "An object with its own content is embedded",
    ActiveKind.EMBEDDED_FILE: "A file is attached or embedded",
    ActiveKind.RECORDING: "A film or sound recording is in it, which no page can play",
}
_REMEDIES = {
    ActiveKind.RECORDING: "Save the film or sound as a file of its own, and submit that with a transcript; or write "
    "`present: native` at this document, so that inspectors get the file as it is."
}


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults = [
        Fault(message=_WORDS[one.kind], place=one.place, remedy=_REMEDIES.get(one.kind, ""))
        for one in subject.facts.active
        if one.kind in _WORDS
    ]
    yield from first_few(faults, "embedded objects")
