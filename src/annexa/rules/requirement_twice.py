"""Two items answer the same requirement.

Why it matters: The bundle has one place for each requirement; documents would be split or left out.

Fails when: The item.yaml files of two folders name the same requirement.

To put right:
- Metadata: Move the documents into one folder, list them in its item.yaml, and delete the other folder; or correct
  the requirement of the one that is wrong.

Passes: Each requirement is named by one item.yaml.

Fails: evidence/3.4-destinations and evidence/3.4-leavers both say `requirement: "3.4"`.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import Fault, LibrarySubject

ID = "requirement-twice"
LEVEL = Level.ERROR
ABOUT = "library"
WAIVABLE = False


def check(subject: LibrarySubject) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for item in subject.around.library.items:
        requirement = item.meta.requirement
        if requirement in first:
            message = f"Requirement {requirement} is already answered by {first[requirement]}"
            yield Fault(message=message, file=item.yaml, item=requirement)
        else:
            first[requirement] = item.yaml
