"""A cross-reference or a jump inside the document leads nowhere.

Why it matters: In the PDF it prints as "Error! Reference source not found" or does nothing when it is clicked, and
the reader loses the thread. The checklist asks that every hyperlink works, and these count.

Fails when: A link, cross-reference or entry of the contents points to a bookmark, heading, cell, sheet or slide that
does not exist in the document.

To put right:
- Word: Select all (Ctrl+A) and press F9; where "Error! Reference source not found" appears, delete it and insert the
  cross-reference again with References > Cross-reference. For a link choose Edit Hyperlink > Place in This Document.
- Excel: Right-click the cell, choose Edit Hyperlink > Place in This Document and pick a sheet that exists.
- PowerPoint: Right-click the link, choose Edit Link > Place in This Document and pick a slide that exists.
- LibreOffice: Choose Tools > Update > Update All, then edit the links that are still wrong.
- PDF: Correct the document that the PDF was made from, and make the PDF again.

Passes: "See section 4" that jumps to the heading of section 4.

Fails: A cross-reference to the bookmark of a table that was deleted.
"""

from collections.abc import Iterator

from annexa.documents.facts import LinkOrigin
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few, quoted, shorten

ID = "internal-link-broken"
LEVEL = Level.ERROR
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults = []
    for link in subject.facts.links:
        if link.origin is not LinkOrigin.INTERNAL or link.resolved:
            continue
        words = quoted(subject, link.text, otherwise="") if link.text.strip() else ""
        where = "" if subject.is_sensitive or not link.target else f" (“{shorten(link.target, 60)}”)"
        faults.append(
            Fault(
                message=f"The jump {words} leads to a place that does not exist{where}".replace("  ", " "),
                place=link.place,
            )
        )
    yield from first_few(faults, "jumps that lead nowhere")
