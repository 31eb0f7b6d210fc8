"""A folder of the library has no item.yaml.

Why it matters: What lies in it belongs to no requirement, is not checked, and reaches no bundle.

Fails when: A folder directly below evidence/ holds no file of the name item.yaml. The folder evidence/submissions/,
which holds the records of what was sent, may be there without one.

To put right:
- Metadata: Write an item.yaml in the folder, or move its documents into the item that they belong to and delete it.

Passes: evidence/3.4-destinations/ holds item.yaml and its documents.

Fails: evidence/3.4-destinations/ holds a Word file and nothing else.
"""

from collections.abc import Iterator

from annexa.load.project import ITEM_FILE
from annexa.model.findings import Level
from annexa.rules.base import Fault, LibrarySubject

ID = "folder-without-item"
LEVEL = Level.ERROR
ABOUT = "library"
WAIVABLE = False
RECORDS = "submissions"
"""Where `annexa bundle --freeze` writes what was sent."""


def check(subject: LibrarySubject) -> Iterator[Fault]:
    evidence = subject.around.library.root / "evidence"
    for folder in sorted(path for path in evidence.iterdir() if path.is_dir() and not path.name.startswith(".")):
        if folder.name != RECORDS and not (folder / ITEM_FILE).exists():
            yield Fault(message=f"The folder has no {ITEM_FILE}", file=f"evidence/{folder.name}", item=folder.name)
