"""A requirement for which a form was published has no document that could be that form.

Why it matters: The form is what inspectors ask for; other documents, however good, are read as something else.

Fails when: The list of requirements names a published form for a requirement (`templates`), and no document of the item
is of the form's kind, not even one that is to follow.

To put right:
- Metadata: Put the completed form into the item's folder and list it with the kind that the finding names; or give the
  document that is the form that kind.

Passes: An item 5.1 with a document of kind `structure`.

Fails: An item 5.1 with an agreement alone.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import Fault, ItemSubject

ID = "template-missing"
LEVEL = Level.WARNING
ABOUT = "item"
WAIVABLE = False


def check(subject: ItemSubject) -> Iterator[Fault]:
    meta = subject.item.meta
    requirement = subject.around.framework.requirement(meta.requirement)
    if requirement is None or meta.nothing_to_submit is not None:
        return
    for template in requirement.templates:
        if not any(document.kind == template.kind for document in meta.documents):
            message = f"No document is of kind ‘{template.kind}’, as {template.title} is"
            yield Fault(message=message, field="documents")
