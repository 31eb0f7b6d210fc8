"""A link leads to something that a reader from outside cannot open.

Why it matters: Inspectors have no account in the partnership's systems and no way into its network. The checklist
asks that the content of such a link is lifted into the hyperlink template, or into the document itself, and the link
given beside it.

Fails when: The address is a file, drive or network folder, opens in a program instead of a browser, names a computer
of the office network or a private number, belongs to a domain that library.yaml lists as internal, or leads to
SharePoint, OneDrive, Teams, a shared Google document or another workspace that asks for a sign-in. A sharing service
whose links expire is a warning. When `annexa links` or `annexa check --online` found a sign-in page or a private
network behind the address, that fails too.

To put right:
- Word: Copy what the inspector needs into this document, or run `annexa link-sheet` and hand in the hyperlink
  template with the content lifted; where a public page says the same, link to that instead.
- Excel: Copy what the inspector needs into a sheet of this workbook, or run `annexa link-sheet` and hand in the
  hyperlink template with the content lifted.
- PowerPoint: Put what the inspector needs on a slide, or run `annexa link-sheet` and hand in the hyperlink template.
- LibreOffice: Copy what the inspector needs into this document, or run `annexa link-sheet` and hand in the template.
- PDF: Correct the document that the PDF was made from, and make the PDF again.
- Metadata: Write the lifted text as `content` below `link`, then run `annexa link-sheet`; a domain that anybody can
  open belongs into `trusted_domains` in library.yaml.

Passes: A link to the published local offer, or to a SharePoint page whose content stands in a hyperlink sheet of this
item.

Fails: A link to https://council.sharepoint.com/sites/send/plan.docx, or to S:\\SEND\\plan.docx.
"""

from collections.abc import Iterator

from annexa.links.address import Judged
from annexa.links.verdict import NOT_EXTERNAL, Answer, Verdict
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault
from annexa.rules.support.faults import first_few
from annexa.rules.support.links import Row, about, is_lifted, leads_to_document, rows

ID = "link-not-external"
LEVEL = Level.ERROR
ABOUT = "document"

_CLOSED = frozenset({Verdict.NEEDS_LOGIN, Verdict.NOT_PUBLIC})


def check(subject: DocumentSubject) -> Iterator[Fault]:
    faults = [fault for row in rows(subject) if (fault := _fault(subject, row)) is not None]
    yield from first_few(faults, "links that a reader from outside cannot open")


def _fault(subject: DocumentSubject, row: Row) -> Fault | None:
    answer = subject.around.answers.get(row.judged.address)
    said: Judged | Answer
    if row.judged.verdict in NOT_EXTERNAL or row.judged.verdict is Verdict.RELATIVE_FILE:
        said = row.judged
    elif answer is not None and answer.verdict in _CLOSED:
        said = answer
    else:
        return None
    if leads_to_document(subject, row) or is_lifted(subject, row):
        return None
    return Fault(message=about(subject, row, said), place=row.place, field=row.field, level=said.level)
