"""A file kept outside git is missing or has changed.

Why it matters: Lists of children are kept in a secure folder, and only their fingerprint stands in the library. If
the file is gone or another one, what was checked and signed off is not what would be sent.

Fails when: The secure folder is configured and the file is not in it, its SHA-256 is not the one in item.yaml, or
the path leads out of the secure folder. Where the folder is not on this machine, or none is configured, it is a
note; so it is where ‘annexa secure purge’ deleted the file.

To put right:
- Metadata: Put the file back, or, if it was changed on purpose, ask the custodian to check it again and write the
  new SHA-256 and row count into item.yaml.

Passes: The file lies in the secure folder and has the SHA-256 in item.yaml.

Fails: The custodian replaced the list on Tuesday, and item.yaml still holds Monday's SHA-256.
"""

from collections.abc import Iterator
from pathlib import Path

from annexa.load.places import Unsafe, in_secure_folder
from annexa.load.receipts import RECEIPTS, deleted
from annexa.model.findings import Level
from annexa.model.library import SecureFile
from annexa.rules.base import Fault, ItemSubject
from annexa.tools.files import sha256_of

ID = "secure-file"
LEVEL = Level.ERROR
ABOUT = "item"
WAIVABLE = False


def check(subject: ItemSubject) -> Iterator[Fault]:
    library = subject.around.library
    folder = library.meta.secure_root
    gone = deleted(library.root) if any(each.secure for each in subject.item.meta.documents) else frozenset()
    for index, document in enumerate(subject.item.meta.documents):
        if document.secure is None:
            continue
        field = f"documents.{index}.secure"
        if folder is None or not folder.is_dir():
            why = "is not on this machine" if folder else "is not configured in library.yaml"
            yield Fault(
                message=f"“{document.title}” was not looked at, because the secure folder {why}",
                remedy="Run annexa where the secure folder is, before the submission is built.",
                level=Level.INFO,
                field=field,
            )
        elif document.secure.sha256 in gone and not _is_there(in_secure_folder(library, document.secure.path)):
            yield Fault(
                message=f"“{document.title}” was deleted from the secure folder, as a receipt in {RECEIPTS}/ says",
                remedy="Nothing is to be done; it cannot be sent any more.",
                level=Level.INFO,
                field=field,
            )
        elif reason := _fault(in_secure_folder(library, document.secure.path), document.secure):
            yield Fault(message=f"“{document.title}” {reason}", field=field)


def _is_there(place: Path | Unsafe) -> bool:
    return isinstance(place, Path) and place.is_file()


def _fault(place: Path | Unsafe, secure: SecureFile) -> str:
    if isinstance(place, Unsafe):
        return place.reason
    if not place.is_file():
        return "is not in the secure folder"
    try:
        digest = sha256_of(place)
    except OSError:
        return "lies in the secure folder and cannot be opened"
    return "" if digest == secure.sha256 else "is not the file that item.yaml describes: its SHA-256 differs"
