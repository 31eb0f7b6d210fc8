"""A folder of the library has no item.yaml.

Why it matters: What lies in it belongs to no requirement, is not checked, and reaches no bundle.

Fails when: A folder directly below evidence/ holds no file of the name item.yaml. Folders of records may be there
without one: evidence/submissions/ (what was sent), and evidence/requests/ (what inspectors asked for besides) and
evidence/purged/ (what was deleted), which must hold nothing but their .yaml files;
and evidence/tracked-children/ while it holds nothing but register.yaml.

To put right:
- Metadata: Run `annexa new ID FILE`, with the id of the requirement and the documents in the folder, which writes its
  item.yaml; or move its documents into the item that they belong to and delete it.

Passes: evidence/3.4-destinations/ holds item.yaml and its documents.

Fails: evidence/3.4-destinations/ holds a Word file and nothing else.
"""

from collections.abc import Iterator
from pathlib import Path

from annexa.load.project import ITEM_FILE
from annexa.model.children import FOLDER, NAME
from annexa.model.findings import Level
from annexa.rules.base import Fault, LibrarySubject

ID = "folder-without-item"
LEVEL = Level.ERROR
ABOUT = "library"
WAIVABLE = False
RECORDS = frozenset({"submissions", "requests", "purged"})
ONLY_RECORDS = frozenset({"requests", "purged"})
"""Where `annexa bundle --freeze` writes what was sent."""


def check(subject: LibrarySubject) -> Iterator[Fault]:
    evidence = subject.around.library.root / "evidence"
    for folder in sorted(path for path in evidence.iterdir() if path.is_dir() and not path.name.startswith(".")):
        name = f"evidence/{folder.name}"
        if folder.name not in RECORDS and not (folder / ITEM_FILE).exists() and not _is_register_alone(folder):
            yield Fault(message=f"The folder has no {ITEM_FILE}", file=name, item=folder.name)
        elif folder.name in ONLY_RECORDS and any(_is_no_record(path) for path in folder.iterdir()):
            message = "The folder holds more than its records, and none of that is checked or reaches a bundle"
            yield Fault(message=message, file=name, item=folder.name)


def _is_register_alone(folder: Path) -> bool:
    """Whether it is the folder of children selected for tracking, of whom nothing was collected yet."""
    return folder.name == FOLDER and [path.name for path in folder.iterdir() if path.name[0] != "."] == [NAME]


def _is_no_record(path: Path) -> bool:
    return not path.name.startswith(".") and (path.suffix != ".yaml" or path.is_dir())
