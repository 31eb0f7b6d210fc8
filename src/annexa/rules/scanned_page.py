"""A page is a picture without text.

Why it matters: Nobody can search it, a screen reader cannot read it, and no rule could look at it: what stands on
it was not checked.

Fails when: A page of a PDF shows a picture and holds no text.

To put right:
- PDF: Submit the file that was printed instead of its scan. Where only paper exists, recognise the text: in
  Acrobat, Scan & OCR > Recognize Text; or scan again as a searchable PDF. Then read it through.
- Word: Insert the text instead of a picture of it.
- Everywhere: Submit the original instead of its scan, or recognise the text (OCR) and read it through.

Passes: A scan whose text was recognised, so that words can be found and copied.

Fails: A PDF from a scanner whose pages are pictures.
"""

from collections.abc import Iterator

from annexa.model.findings import Level, Place
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import count

ID = "scanned-page"
LEVEL = Level.WARNING
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    pages = subject.facts.scanned_pages
    if pages:
        which = f"page {pages[0]}" if len(pages) == 1 else f"{count(len(pages), 'page')}, from page {pages[0]} on,"
        are = "is a picture" if len(pages) == 1 else "are pictures"
        yield Fault(
            message=f"Scanned: {which} {are} without text that can be read or searched", place=Place(page=pages[0])
        )
