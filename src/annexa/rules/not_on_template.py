"""A requirement is answered without the columns or headings of the form published for it.

Why it matters: Inspectors compare areas by such a form, and ask again for what it should have held, in the week in
which nobody has time for it.

Fails when: The list of requirements names a published form for a requirement (`templates`), and the one document of the
form's kind in the item holds no table with its columns, or lacks one of its headings; or the item has no document of
that kind. Where an item has several documents of the kind, one is enough, and which one is for people to see.

To put right:
- Word: Fill in the form that was sent, or give the table the columns that the finding names; put other documents
  beside it. `annexa requirements ID` tells where the form comes from.
- Excel: Fill in the form that was sent, or give the sheet the columns that the finding names.
- Everywhere: Fill in the form that was published, and hand it in as it is. `annexa requirements ID` tells where it
  comes from.

Passes: A table “Service, Commissioned by, Provided by” in the overview of health services.

Fails: The same overview in words alone.
"""

import re
from collections.abc import Iterable, Iterator

from annexa.documents.facts import BlockKind, Facts
from annexa.model.findings import Level
from annexa.model.framework import FormField, Template
from annexa.rules.base import DocumentSubject, Fault

ID = "not-on-template"
LEVEL = Level.WARNING
ABOUT = "document"


def check(subject: DocumentSubject) -> Iterator[Fault]:
    requirement = subject.around.framework.requirement(subject.item.meta.requirement)
    for template in requirement.templates if requirement is not None else ():
        alike = [document for document in subject.item.meta.documents if document.kind == template.kind]
        if subject.meta.kind == template.kind and len(alike) == 1:
            yield from _missing(template, subject.facts)


def _missing(template: Template, facts: Facts) -> Iterator[Fault]:
    rows = [[_folded(cell) for cell in table.header] for table in facts.tables]
    if not rows:  # formats whose tables are not told apart from text, such as PDF
        rows = [[_folded(block.text) for block in facts.blocks]]
    columns = min((_absent(template.columns, row) for row in rows), key=len)
    titles = [_folded(b.text) for b in facts.blocks if b.kind in (BlockKind.HEADING, BlockKind.TITLE)]
    for what, absent in (("columns", columns), ("headings", _absent(template.headings, titles))):
        if absent:
            names = ", ".join(f"“{field.title}”" for field in absent)
            yield Fault(message=f"The document has no {what} {names} of {template.title}")


def _absent(fields: Iterable[FormField], found: list[str]) -> list[FormField]:
    """The fields of which no name stands in any of the texts."""
    return [f for f in fields if not any(_folded(name) in text for name in (f.title, *f.also) for text in found)]


def _folded(text: str) -> str:
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.casefold()))} "
