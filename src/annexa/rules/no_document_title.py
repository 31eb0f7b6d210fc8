"""A file's properties hold no title.

Why it matters: A screen reader and a browser's tab announce the file's own title; without it they read out the file
name.

Fails when: The title property of a document is empty.

To put right:
- Word: File > Info > Properties > Title: write the title as on the first page, then save.
- Excel: File > Info > Properties > Title: write the title, then save.
- PowerPoint: File > Info > Properties > Title: write the title, then save.
- LibreOffice: File > Properties > Description > Title: write the title, then save.
- PDF: Set it in the file that the PDF was made from; in Acrobat, File > Properties > Description > Title.

Passes: The title property "Destinations after leaving school, 2025 to 2026".

Fails: A Word file whose title property was never filled in.
"""

from collections.abc import Iterator

from annexa.documents.sniff import RECORDINGS
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.front import IMAGES

ID = "no-document-title"
LEVEL = Level.WARNING
ABOUT = "document"

_WITHOUT = frozenset({"txt", "csv"}) | IMAGES | RECORDINGS
"""Formats that have no properties to fill in, or none that Office shows."""


def check(subject: DocumentSubject) -> Iterator[Fault]:
    facts = subject.facts
    if facts.format not in _WITHOUT and not facts.properties.title.strip():
        yield Fault(message="The file's properties hold no title")
