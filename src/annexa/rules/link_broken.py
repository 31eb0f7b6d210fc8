"""A link has an address that nobody can open.

Why it matters: An inspector who follows it gets an error, and a wrong address is often the trace of a slip when
copying: half an address, a mail filter's wrapping, a missing https://. The checklist asks that every hyperlink works.

Fails when: The address is empty, not well formed, absurdly long, a program or content instead of an address, written
in deceptive letters, wrapped so that its target cannot be read, or (as a warning) lacks https:// at its start.
Whether a well-formed address also answers is asked by `annexa links`.

To put right:
- Word: Right-click the link, choose Edit Hyperlink (or Edit Link), put in the address copied from the browser, and
  save.
- Excel: Right-click the cell, choose Edit Hyperlink, put in the address copied from the browser, and save; for a
  HYPERLINK formula correct the address inside it.
- PowerPoint: Right-click the link, choose Edit Link, put in the address copied from the browser, and save.
- LibreOffice: Right-click the link, choose Edit Hyperlink, put in the address copied from the browser, and save.
- PDF: Correct the link in the document that the PDF was made from and make the PDF again.
- Metadata: Correct `url` below `link` in item.yaml.

Passes: A link to https://www.gov.uk/children-with-special-educational-needs.

Fails: A link to htp://www.gov.uk, or one with nothing behind it.
"""

from collections.abc import Iterator

from annexa.documents.facts import LinkOrigin
from annexa.links.verdict import CANNOT_WORK, WORDS, Verdict
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few
from annexa.rules.support.links import about, rows

ID = "link-broken"
LEVEL = Level.ERROR
ABOUT = "document"

_ONLY_WRITTEN = frozenset({LinkOrigin.TEXT})


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults = [
        Fault(
            message=about(subject, row, row.judged),
            place=row.place,
            field=row.field,
            level=row.judged.level,
            remedy=WORDS[row.judged.verdict].remedy,
        )
        for row in rows(subject)
        # "www.gov.uk" in running text is how people write; behind a link it is a fault.
        if row.judged.verdict in CANNOT_WORK
        and not (row.judged.verdict is Verdict.NO_SCHEME and row.origins <= _ONLY_WRITTEN and not row.field)
    ]
    yield from first_few(faults, "links with a wrong address")
