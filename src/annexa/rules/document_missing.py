"""The metadata names a file that is not in the item's folder.

Why it matters: The index of the bundle would promise inspectors a document that they cannot find.

Fails when: A `file:` in item.yaml has no file of exactly that name beside it. Capitals and spaces count, because
the same library is built on machines that tell them apart. A link that leads nowhere, a folder, a pipe or a device of
that name is no file.

To put right:
- Metadata: Copy the file into the item's folder, or correct the name under `file:` in item.yaml to match it exactly.

Passes: item.yaml says `file: destinations.docx` and destinations.docx lies beside it.

Fails: item.yaml says `file: destinations.docx` and the folder holds Destinations.docx.
"""

import os
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from annexa.load.places import Unsafe, locate
from annexa.model.findings import Level
from annexa.model.near import guess
from annexa.rules.base import Fault, ItemSubject
from annexa.rules.support.left_behind import is_left_behind

ID = "document-missing"
LEVEL = Level.ERROR
ABOUT = "item"
WAIVABLE = False


def check(subject: ItemSubject) -> Iterator[Fault]:
    present = {path.relative_to(subject.item.folder).as_posix() for path in subject.files}
    listed = {document.file for document in subject.item.meta.documents}
    spare = {name for name in present - listed if not is_left_behind(Path(name).name)}
    for index, document in enumerate(subject.item.meta.documents):
        place = locate(subject.around.library, subject.item, document)
        if document.file is None or place is None or isinstance(place, Unsafe):
            continue  # kept outside git, or a fault of the metadata
        if document.file not in present:
            yield Fault(
                message=f"The file “{document.file}” is not in the folder{_hint(document.file, spare)}",
                field=f"documents.{index}.file",
            )
        elif os.path.lexists(place) and not place.is_file():
            yield Fault(
                message=f"“{document.file}” is no file that can be opened, but {_kind(place)}",
                field=f"documents.{index}.file",
            )


def _kind(place: Path) -> str:
    if place.is_symlink() and not place.exists():
        return "a link that leads nowhere"
    return "a folder" if place.is_dir() else "a pipe, a socket or a device"


def _hint(name: str, spare: set[str]) -> str:
    """The nearest of the documents in the folder that no entry names."""
    folded = {other.casefold(): other for other in sorted(spare)}
    near = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return guess(folded[near[0]] if near else None, "“”")
