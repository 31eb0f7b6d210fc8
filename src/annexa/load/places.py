"""The one place that says where a document lies: joined, `~` expanded, links resolved, inside the folder it belongs to.

Everything that opens a document asks here. A name or a link that leads elsewhere gives `Unsafe`, in drafts too.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from annexa.model.library import DocumentMeta, Item, Library

PRIVATE_CACHE = "annexa-cache"
"""The folder in the secure folder, or else in build/, that keeps what can be worked out again from documents about
children."""
SECURE = "secure:"
"""What the recorded place of a file kept outside git begins with."""

_TAKEN = {
    "build": "which can be deleted at any time",
    "evidence": "where everything is checked as evidence",
    ".git": "which belongs to git",
}
"""Folders of the project in which nothing can be kept, and why."""
_DISK = re.compile(r"[/\\~]|[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Unsafe:
    """Nothing is to be opened there."""

    reason: str
    """Why, in words that follow the document's name."""


def locate(library: Library, item: Item, document: DocumentMeta) -> Path | Unsafe | None:
    """Where a document lies, absolute, whether or not it is there; None for one that has no file, such as a link."""
    if document.secure is not None:
        return in_secure_folder(library, document.secure.path)
    if document.file is None:
        return None
    reason = unsafe(document.file, item.folder)
    return Unsafe(reason) if reason else item.folder / document.file


def in_secure_folder(library: Library, name: str) -> Path | Unsafe:
    """Where a file below the secure folder lies, absolute, whether or not it is there."""
    if library.meta.secure_root is None:
        return Unsafe("is kept in a secure folder, and library.yaml does not say where that is")
    reason = _leads_out(name, library.meta.secure_root, "the secure folder")
    return Unsafe(reason) if reason else library.meta.secure_root / name


def private_cache(library: Library) -> Path:
    """Where what is made of documents about children is kept: in the secure folder, where there is one at hand.

    Otherwise it lies in build/, and not in the cache, which CI services carry from one run to the next.
    """
    root = library.meta.secure_root
    return root / PRIVATE_CACHE if root is not None and root.is_dir() else library.root / "build" / PRIVATE_CACHE


def recorded(item: Item, document: DocumentMeta) -> str:
    """A document's place as manifests and records of what was sent write it, the same on every machine; "" for none."""
    if document.secure is not None:
        return f"{SECURE}{document.secure.path}"
    return f"{item.yaml.rpartition('/')[0]}/{document.file}" if document.file else ""


def from_record(library: Library, place: str) -> Path | Unsafe:
    """Where a document lies whose place was recorded, absolute, whether or not it is there."""
    if place.startswith(SECURE):
        return in_secure_folder(library, place.removeprefix(SECURE))
    evidence = library.root / "evidence"
    name = place.removeprefix("evidence/")
    reason = _leads_out(name, evidence, "the library") if name != place else "lies outside the library"
    return Unsafe(reason) if reason else evidence / name


def unsafe(name: str, folder: Path) -> str | None:
    """Why a document of an item must not be opened, in words that follow its name; None where it is safe.

    `folder` is the item's, directly below evidence/.
    """
    if not _is_within(folder.parent, folder.name):
        return "lies in a folder that is a link out of the library"
    return _leads_out(name, folder, "this item's folder")


def own_folder(root: Path, setting: str) -> tuple[Path, str]:
    """A folder of its own that library.yaml names, relative to the project, to the home folder or absolute.

    Beside it why it will not do, in words that follow “it”; empty where it will.
    """
    try:
        folder = root / Path(setting).expanduser()
    except RuntimeError:  # ~name of somebody who is not known here
        return root, "names the home folder of a user who is not known here"
    real, home = Path(os.path.realpath(folder)), Path(os.path.realpath(root))
    for name, why in _TAKEN.items():
        if real.is_relative_to(home / name):
            return folder, f"lies inside {name}/, {why}"
    if home.is_relative_to(real):
        return folder, "holds the whole project, and needs a folder of its own"
    return folder, ""


def _leads_out(name: str, folder: Path, called: str) -> str | None:
    if _DISK.match(name):
        return "is a path from the top of a disk"
    if _CONTROL.search(name):
        return "holds a control character"
    if "\\" in name:
        return "is written with \\, which is no folder on every machine: write / instead"
    plain = PurePosixPath(name)
    if not plain.parts or ".." in plain.parts:
        return f"leads out of {called}"
    if plain.as_posix() != name:
        return "holds ./ or //, or ends with /, which must be left out"
    return None if _is_within(folder, *plain.parts) else f"is a link that leads out of {called}"


def _is_within(folder: Path, *parts: str) -> bool:
    """Whether what lies below a folder, whether or not it is there, lies there also once links are followed.

    Without a link on the way there is none to follow: of a few thousand documents each is asked about several times,
    and to follow the whole way from the top of the disk takes ten times as long.
    """
    way = folder
    for part in parts:
        way /= part
        if os.name == "nt" or way.is_symlink():  # Windows has other kinds of links
            return Path(os.path.realpath(folder.joinpath(*parts))).is_relative_to(os.path.realpath(folder))
    return True
