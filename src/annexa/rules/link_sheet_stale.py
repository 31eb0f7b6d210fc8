"""A hyperlink sheet shows another address than its metadata.

Why it matters: Leads approve what the metadata says and inspectors open what the sheet says; the two must not differ.

Fails when: The document is a hyperlink sheet, item.yaml has a `link` block for it, and the block's address is not
among the addresses in the sheet.

To put right:
- Everywhere: Run `annexa link-sheet` for the item, which writes the sheet again from item.yaml.
- Metadata: Correct `url` below `link`, then run `annexa link-sheet`.

Passes: A sheet written after the last change of item.yaml.

Fails: A sheet that shows last year's page while item.yaml names this year's.
"""

from collections.abc import Iterator

from annexa.links.address import same_page
from annexa.links.sheet import is_sheet
from annexa.model.findings import Level
from annexa.rules.base import DocumentSubject, Fault

ID = "link-sheet-stale"
LEVEL = Level.ERROR
ABOUT = "document"
NEEDS_METADATA = True


def check(subject: DocumentSubject) -> Iterator[Fault]:
    link = subject.meta.link
    if link is None or not is_sheet(subject.facts):
        return
    shown = {found.target for found in subject.facts.links}
    if not any(same_page(link.url, target) for target in shown) and link.url not in subject.facts.text:
        yield Fault(message="The hyperlink sheet shows another address than item.yaml")
