"""What lies in a folder tree: documents with their SHA-256, and what is no document, with the reason."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from annexa.adopt.file_names import Said, said
from annexa.model.errors import UsageError
from annexa.rules.support.left_behind import is_left_behind
from annexa.tools.files import sha256_of

MOST: Final = 20_000
"""Files below one folder; more is most likely a whole disk, named by mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document in the folder."""

    path: Path
    """Absolute."""
    name: PurePosixPath
    """Relative to the folder that is read."""
    sha256: str
    changed: date
    """When its bytes were last written, as the disk says."""
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """What is in the folder and no document."""

    name: PurePosixPath
    reason: str
    """In words that follow the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Everything below a folder; each file is in one of the two."""

    folder: Path
    documents: tuple[Found, ...]
    skipped: tuple[Skipped, ...]


def read_tree(folder: Path) -> Tree:
    """Everything below a folder, in the order of its names. Raises UsageError where it is none, or holds too much."""
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "is not there"
        raise UsageError(f"{folder} {what}", remedy="Name the folder that holds the documents.")
    documents: list[Found] = []
    skipped: list[Skipped] = []
    for count, (path, reason) in enumerate(_walk(folder)):
        if count >= MOST:
            raise UsageError(
                f"{folder} holds more than {MOST:,} files",
                remedy="Name the folder of the evidence itself, not one above it.",
            )
        name = PurePosixPath(path.relative_to(folder).as_posix())
        one = Skipped(name=name, reason=reason) if reason else found_file(path, name)
        if isinstance(one, Found):
            documents.append(one)
        else:
            skipped.append(one)
    return Tree(folder=folder, documents=tuple(documents), skipped=tuple(skipped))


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each file, with the reason why it is none of interest; what cannot be entered stands for what is in it."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield folder, f"is a folder that cannot be opened ({error.strerror})"
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.is_symlink():
            yield path, "is a link to another place; copy what it leads to into the folder"
        elif entry.is_dir():
            if entry.name.startswith("."):
                yield path, "is a hidden folder of a program"
            else:
                yield from _walk(path)
        else:
            yield path, _reason(path, entry)


def _reason(path: Path, entry: "os.DirEntry[str]") -> str:
    if is_left_behind(path.name):
        return "was left behind by a program"
    if not entry.is_file():
        return "is no file"
    if path.name.startswith("."):
        return "is a hidden file of a program"
    if entry.stat().st_size == 0:
        return "is empty, or was not downloaded from the cloud yet"
    return ""


def found_file(path: Path, name: PurePosixPath) -> Found | Skipped:
    """A file as it is now, under the name that it is to be told by."""
    try:
        digest, changed = sha256_of(path), date.fromtimestamp(path.stat().st_mtime)
    except OSError as error:
        return Skipped(name=name, reason=f"cannot be opened ({error.strerror})")
    return Found(path=path, name=name, sha256=digest, changed=changed, said=said(name))
