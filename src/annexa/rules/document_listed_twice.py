"""A file is listed twice in one item.

Why it matters: It would stand twice in the bundle, with two titles and two dates.

Fails when: Two entries of `documents:` name the same file; capitals do not make a difference.

To put right:
- Metadata: Delete one of the two entries, or correct its `file:`.

Passes: Each entry of `documents:` names another file.

Fails: Two entries say `file: destinations.docx`.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import Fault, ItemSubject

ID = "document-listed-twice"
LEVEL = Level.ERROR
ABOUT = "item"
WAIVABLE = False


def check(subject: ItemSubject) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, document in enumerate(subject.item.meta.documents):
        if document.file is None:
            continue
        if document.file.casefold() in seen:
            yield Fault(message=f"“{document.file}” is listed a second time", field=f"documents.{index}.file")
        seen.add(document.file.casefold())
