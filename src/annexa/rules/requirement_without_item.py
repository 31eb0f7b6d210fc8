"""A requirement has no evidence.

Why it matters: Inspectors asked for it; an answer that is missing on the day has to be explained.

Fails when: No folder in evidence/ holds an item.yaml that names the requirement, and no document of another item says
below `also:` that it answers it.

To put right:
- Metadata: Run `annexa new ID FILE`, with the requirement's id and its documents, or `annexa adopt FOLDER` for a whole
  folder; both make the item. Or make a folder in evidence/ whose name starts with the id, such as
  `3.4-destinations`, put the documents into it, and write an item.yaml with the requirement, the two leads, a summary
  and the documents.

Passes: evidence/3.4-destinations/item.yaml says `requirement: "3.4"`.

Fails: No item.yaml names requirement 3.4.
"""

from collections.abc import Iterator

from annexa.model.also import pointed_at
from annexa.model.findings import Level
from annexa.rules.base import Fault, LibrarySubject

ID = "requirement-without-item"
LEVEL = Level.ERROR
ABOUT = "library"
WAIVABLE = False


def check(subject: LibrarySubject) -> Iterator[Fault]:
    library = subject.around.library
    answered = {item.meta.requirement for item in library.items} | set(library.unread) | pointed_at(library).keys()
    for requirement in subject.around.framework.requirements:
        if requirement.id not in answered:
            message = f"Requirement {requirement.id}, “{requirement.title}” ({requirement.submission}), has no item"
            yield Fault(message=message, item=requirement.id)
