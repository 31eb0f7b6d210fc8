"""A file lies in an item's folder and no metadata names it.

Why it matters: It is not checked and not submitted; someone thinks that it is.

Fails when: The folder holds a file that no `file:` of item.yaml names. What programs leave behind (.DS_Store,
Thumbs.db, Word's ~$ lock files) is a warning, because it does not belong into the library either.

To put right:
- Metadata: Run `annexa new 3.4 FILE`, which adds an entry for the file below `documents:` in item.yaml; or move the
  file out of the folder.
- Everywhere: Close the document in Word, Excel or PowerPoint; the ~$ file goes away with it. Delete the others.

Passes: Every file beside item.yaml is named in it.

Fails: The folder holds notes.docx, and item.yaml does not name it.
"""

import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from annexa.model.findings import Level
from annexa.model.quoted import quoted
from annexa.rules.base import Fault, ItemSubject
from annexa.rules.support.dates import find_in_file_name
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
            yield Fault(
                message=f"“{name}” is not named in item.yaml",
                file=f"{folder}/{name}",
                remedy=f"Run `annexa new {item.meta.requirement} {shlex.quote(f'{folder}/{name}')}`, which writes its"
                f" entry; or paste this below `documents:` and correct it: {_entry(name, subject.around.as_of)};"
                " or move the file out of the folder.",
            )


def _entry(name: str, today: date) -> str:
    """An entry for item.yaml on one line, with what the file's name tells; the marks say that the rest is a guess."""
    stem = PurePosixPath(name).stem
    dated = next((str(one.first) for one in find_in_file_name(name) if one.first <= today), today)
    title = " ".join(re.findall(r"[^\s_-]+", stem)).ljust(3, ".")
    fields = f"file: {quoted(name)}, title: {quoted(title[:1].upper() + title[1:200])}, kind: other, dated: {dated}"
    return f"- {{{fields}, guessed: [title, dated, kind]}}"
