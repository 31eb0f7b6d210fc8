"""A file lies in an item's folder and no metadata names it.

Why it matters: It is not checked and not submitted; someone thinks that it is.

Fails when: The folder holds a file that no `file:` of item.yaml names. What programs leave behind (.DS_Store,
Thumbs.db, Word's ~$ lock files) is a warning, because it does not belong into the library either.

To put right:
- Metadata: Add an entry for the file below `documents:` in item.yaml, or move the file out of the folder.
- Everywhere: Close the document in Word, Excel or PowerPoint; the ~$ file goes away with it. Delete the others.

Passes: Every file beside item.yaml is named in it.

Fails: The folder holds notes.docx, and item.yaml does not name it.
"""

from collections.abc import Iterator

from annexa.model.findings import Level
from annexa.rules.base import Fault, ItemSubject
from annexa.rules.support.left_behind import is_left_behind

ID = "file-not-in-metadata"
LEVEL = Level.ERROR
ABOUT = "item"
WAIVABLE = False


def check(subject: ItemSubject) -> Iterator[Fault]:
    item = subject.item
    named = {document.file for document in item.meta.documents} | set(item.named)
    folder = item.yaml.rsplit("/", 1)[0]
    for path in subject.files:
        name = path.relative_to(item.folder).as_posix()
        if name in named:
            continue
        if is_left_behind(path.name):
            yield Fault(
                message=f"“{name}” was left behind by a program and does not belong here",
                remedy="Close the document that it belongs to, and delete the file if it is still there.",
                level=Level.WARNING,
                file=f"{folder}/{name}",
            )
        else:
            yield Fault(message=f"“{name}” is not named in item.yaml", file=f"{folder}/{name}")
