"""The secure folder: a file moved into it, what lies there and what does not, and what is deleted when it must be."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from annexa.documents import tables
from annexa.documents.faults import Unreadable
from annexa.inspection import edit
from annexa.inspection.rewrite import rewrite
from annexa.load.places import PRIVATE_CACHE, in_secure_folder
from annexa.load.receipts import RECEIPTS, deleted
from annexa.model.errors import UsageError
from annexa.model.library import DocumentMeta, Item, Library, SecureFile, Sensitivity
from annexa.rules.support.person_level import lists_of, newest_template
from annexa.tools.files import sha256_of, sync_folder, write_whole

State = Literal["as recorded", "changed", "missing", "deleted", "unchecked"]
"""deleted: a receipt says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file of the secure folder that the library names. Neither its title nor its name is part of it."""

    what: str
    """Such as "child-level-data, document 1" or "request 4, question"."""
    place: Path
    sha256: str
    rows: int | None
    custodian: str
    state: State


def root_of(library: Library) -> Path:
    """The secure folder, which must be there. Raises UsageError."""
    root = library.meta.secure_root
    if root is None:
        raise UsageError(
            "library.yaml names no secure folder", remedy="Set ‘secure_folder’ there, such as ~/annexa-secure."
        )
    if not root.is_dir():
        raise UsageError(
            "The secure folder is not at hand on this machine",
            remedy="Connect it, or make it where it is to be, open to as few people as can be.",
        )
    return root


def kept(library: Library) -> tuple[Kept, ...]:
    """Every file of the secure folder that the library names, each looked at where the folder is at hand."""
    return tuple(_kept(library))


def _kept(library: Library) -> Iterator[Kept]:
    for item in library.items:
        for number, meta in enumerate(item.meta.documents, start=1):
            if meta.secure is not None:
                what = f"{item.meta.requirement}, document {number}"
                secure = meta.secure
                yield _looked_at(library, what, secure.path, secure.sha256, secure.rows, secure.custodian)
    for request in library.requests:
        asked, answered = request.asked_in, request.answered
        if asked is not None:
            what = f"request {request.number}, question"
            yield _looked_at(library, what, asked.path, asked.sha256, None, request.through)
        if answered is not None and answered.explanation_in is not None:
            text = answered.explanation_in
            what = f"request {request.number}, answer"
            yield _looked_at(library, what, text.path, text.sha256, None, answered.by)


def _looked_at(library: Library, what: str, path: str, sha256: str, rows: int | None, custodian: str) -> Kept:
    place = in_secure_folder(library, path)
    root = library.meta.secure_root
    if not isinstance(place, Path) or root is None or not root.is_dir():
        state: State = "unchecked"
        place = Path(path)
    elif not place.is_file():
        state = "deleted" if sha256 in deleted(library.root) else "missing"
    else:
        try:
            state = "as recorded" if sha256_of(place) == sha256 else "changed"
        except OSError:
            state = "unchecked"
    return Kept(what=what, place=place, sha256=sha256, rows=rows, custodian=custodian, state=state)


# -- adding -----------------------------------------------------------------------------------------------


def add(library: Library, item: Item, file: Path, *, custodian: str, name: str, new: DocumentMeta | None) -> SecureFile:
    """Moves a file into the secure folder, and writes into item.yaml where it is kept.

    A file that item.yaml names is taken out of the item's folder; for any other, `new` says what is to be written of
    it besides. `name` is its new name; without one it gets one that tells nothing. The original is deleted last, once
    the copy was read back and item.yaml is written. Raises UsageError, OSError.
    """
    root = root_of(library)
    if not file.is_file() or file.is_symlink():
        raise UsageError(f"{file} is no file that could be moved", remedy="Name the file itself.")
    index = _index_of(item, file)
    if index is None and new is None:
        raise UsageError(
            f"{item.yaml} does not name {file.name} yet",
            remedy="Say what to write of it: --title TEXT --dated DATE.",
        )
    number = (len(item.meta.documents) if index is None else index) + 1
    wanted = f"{item.meta.requirement}/{name or f'document-{number}{file.suffix.lower()}'}"
    place = in_secure_folder(library, wanted)
    if not isinstance(place, Path):
        raise UsageError(f"The name ‘{wanted}’ {place.reason}", remedy="Give another name with --as.")
    if place.exists():
        raise UsageError(
            f"The secure folder holds {wanted} already", remedy="Give another name with --as, such as --as list-2.xlsx."
        )
    secure = SecureFile(path=wanted, sha256=sha256_of(file), rows=rows_of(library.root, file), custodian=custodian)
    _copy(file, place, secure.sha256, root)
    try:
        _write(item, index, secure, new)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    file.unlink()
    return secure


def _index_of(item: Item, file: Path) -> int | None:
    real = file.resolve()
    places = (item.folder / meta.file if meta.file else None for meta in item.meta.documents)
    return next((at for at, place in enumerate(places) if place is not None and place.resolve() == real), None)


def _copy(file: Path, place: Path, sha256: str, root: Path) -> None:
    """A copy that only its owner can read, read back from the disk. Raises UsageError, OSError."""
    folder = place.parent
    folder.mkdir(parents=True, exist_ok=True)
    if folder != root:
        folder.chmod(0o700)
    try:
        with file.open("rb") as source, place.open("xb") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        place.chmod(0o600)
        sync_folder(folder)
        right = sha256_of(place) == sha256
    except OSError:
        place.unlink(missing_ok=True)
        raise
    if not right:
        place.unlink(missing_ok=True)
        raise UsageError("The file changed while it was copied", remedy="Close it in other programs, and try again.")


def _write(item: Item, index: int | None, secure: SecureFile, new: DocumentMeta | None) -> None:
    fields = {name: str(value) for name, value in secure.model_dump(mode="json").items()}
    documents = list(item.meta.documents)
    if index is not None:
        at = index
        documents[at] = documents[at].model_copy(update={"file": None, "secure": secure})
        by_hand = f"Write ‘secure:’ in place of ‘file:’ of document {at + 1} in {item.yaml} by hand."

        def change(text: str) -> str:
            return edit.set_secure(text, at, fields)

    else:
        if new is None:
            raise UsageError(f"{item.yaml} does not name the file", remedy="Say what to write of it.")
        meta = new.model_copy(update={"secure": secure})
        documents.append(meta)
        said = {
            "title": meta.title,
            "kind": str(meta.kind),
            "dated": meta.dated.isoformat(),
            "sensitivity": str(Sensitivity.CHILD_LEVEL),
        }
        by_hand = f"Add a document with ‘secure:’ to {item.yaml} by hand."

        def change(text: str) -> str:
            return edit.add_document(text, said, fields)

    wanted = item.meta.model_copy(update={"documents": tuple(documents)})
    rewrite(item.folder / "item.yaml", item.yaml, item.meta, wanted, change, by_hand=by_hand)


def rows_of(root: Path, file: Path) -> int:
    """How many children or entries a list holds: rows below its headings; 0 where it is no list."""
    if file.suffix.lower() not in tables.ENDINGS:
        return 0
    try:
        sheets = tables.read(file)
    except Unreadable as error:
        raise UsageError(f"{file.name}: {error.fault.message}", remedy=error.fault.remedy) from None
    template = newest_template(root)
    lists = list(lists_of(sheets, template)) if template else []
    if lists:
        return sum(len(each.rows) for each in lists)
    return max([len(rows) - 1 for rows in sheets.values() if rows], default=0)


# -- purging ----------------------------------------------------------------------------------------------


def to_purge(library: Library) -> tuple[Kept, ...]:
    """What is there to be deleted. Raises UsageError where the folder is not at hand."""
    root_of(library)
    return tuple(each for each in kept(library) if each.state in ("as recorded", "changed"))


def others(library: Library) -> int:
    """How many files the secure folder holds that the library does not name: they are never touched."""
    root = root_of(library)
    named = {each.place.resolve() for each in kept(library)}
    made = root / PRIVATE_CACHE
    files = (path for path in root.rglob("*") if path.is_file() and not path.is_relative_to(made))
    return sum(path.resolve() not in named for path in files)


def refuse_early(after: date, today: date, *, call: date | None) -> None:
    """Raises UsageError while files must still be kept, or where they were to be kept no longer than to the `call`."""
    if call is not None and after <= call:
        raise UsageError(
            f"{after} is not after the call of {call}, so no file can have been kept long enough",
            remedy="Look at the year: --after is the last day on which files must be kept.",
        )
    if today <= after:
        raise UsageError(
            f"Files are to be kept until {after}, and that day is not over", remedy="Delete them from the next day on."
        )


def purge(library: Library, files: Sequence[Kept], *, by: str, at: datetime, after: date) -> tuple[Path, int]:
    """Deletes files, and writes a receipt without personal data; its path, and how many files could not be deleted.

    The receipt is written after each file, so that it is true also where the work is cut off. Raises OSError where it
    cannot be written.
    """
    for made in (root_of(library), library.root / "build"):  # what was made of them goes first
        shutil.rmtree(made / PRIVATE_CACHE, ignore_errors=True)
    folder = library.root / RECEIPTS
    receipt = _free(folder, f"{at:%Y-%m-%d}")
    lines = [
        "# What was deleted from the secure folder, written by ‘annexa secure purge’. It holds no personal data.\n",
        f"at: {at.isoformat(timespec='seconds')}\nby: {by}\nkept_until: {after}\ndeleted:\n",
    ]
    failed = 0
    for each in files:
        try:
            gone = sha256_of(each.place)  # of one that was changed, what is deleted and not what was recorded
            each.place.unlink()
        except OSError:
            failed += 1
            continue
        rows = "" if each.rows is None else f", rows: {each.rows}"
        lines.append(f'  - {{what: "{each.what}", sha256: {gone}, as_recorded: {_as_recorded(each)}{rows}}}\n')
        write_whole(receipt, "".join(lines))
        with suppress(OSError):
            sync_folder(each.place.parent)
            if each.place.parent != library.meta.secure_root:
                each.place.parent.rmdir()  # only where nothing else is in it
    return receipt, failed


def _as_recorded(each: Kept) -> str:
    return '"yes"' if each.state == "as recorded" else '"no"'


def _free(folder: Path, stem: str) -> Path:
    names = (folder / f"{stem}{'' if number == 1 else f'-{number}'}.yaml" for number in range(1, 1000))
    return next(path for path in names if not path.exists())
