"""Whether what was made before may be left alone: from what it was made, and whether its files are as they were left.

An output is left alone only when the key of all that it depends on is the same and each of its files holds what it
held. A file that was not touched since is known by its size, its times and its place on the disk, which no program
changes without the system setting a new time; any other is read and compared by its SHA-256.
"""

import hashlib
import importlib.metadata
import json
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

import annexa
from annexa.tools.files import sha256_of

_PROGRAMS: Final = ("ocrmypdf", "tesseract", "pdftotext", "fc-list", "soffice", "verapdf")
"""Other programs that outputs depend on, or on their being there."""


class State(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was left."""

    size: int
    modified: int
    """Nanoseconds."""
    changed: int
    """Nanoseconds; the system sets it at each change, and no program can set it back."""
    place: int
    """Its number on the disk."""
    sha256: str


Left = Mapping[str, State]
"""The files of a folder, by POSIX path below it."""
Foreign = Callable[[Path], bool]
"""Whether a path below a folder is no part of the output, such as a note that was put beside it."""


def as_left(folder: Path, foreign: Foreign = lambda path: False) -> dict[str, State]:
    """Every file of a folder, or the one file. Raises OSError."""
    return {name: _state(path, sha256_of(path)) for name, path in _files(folder, foreign)}


def is_as_left(folder: Path, left: Left, foreign: Foreign = lambda path: False) -> bool:
    """Whether a folder holds these files, with these bytes, and no others."""
    try:
        found = dict(_files(folder, foreign))
        return found.keys() == left.keys() and all(_is_same(path, left[name]) for name, path in found.items())
    except OSError:
        return False


def _files(folder: Path, foreign: Foreign) -> Iterable[tuple[str, Path]]:
    if folder.is_symlink() or folder.is_file():
        yield "", folder
        return
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            below = path.relative_to(folder)
            if not foreign(below):
                yield below.as_posix(), path


def _state(path: Path, sha256: str) -> State:
    found = path.lstat()
    return State(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, sha256)


def _is_same(path: Path, left: State) -> bool:
    if path.is_symlink():
        return False
    if _state(path, left.sha256) == left:
        return True
    return path.stat().st_size == left.size and sha256_of(path) == left.sha256


def key(**parts: object) -> str:
    """A digest of everything that an output depends on, its code and this machine included; `parts` are as in JSON."""
    whole = {"code": code(), "machine": machine(), **parts}
    return hashlib.sha256(json.dumps(whole, sort_keys=True, default=str).encode()).hexdigest()


@cache
def code() -> str:
    """A digest of every file of annexa itself: programs, templates, fonts, profiles."""
    home = Path(annexa.__file__).parent
    return files_digest(path for path in home.rglob("*") if path.suffix != ".pyc")


def files_digest(paths: Iterable[Path]) -> str:
    """A digest of files by their paths and bytes; what is not there is left out. Raises OSError."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        if path.is_file():
            digest.update(f"{path}\0{sha256_of(path)}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


@cache
def machine() -> str:
    """What of this machine outputs depend on: Python, its packages, and the programs that are asked."""
    packages = sorted(set(map(_package, importlib.metadata.distributions())))
    programs = [_stamp(found) for name in _PROGRAMS if (found := shutil.which(name))]
    whole = [sys.version, platform.machine(), *packages, *programs]
    return hashlib.sha256("\n".join(whole).encode()).hexdigest()


def _package(found: importlib.metadata.Distribution) -> str:
    """Name and version, read from the first lines: the library takes each file apart as an e-mail, which costs a build
    with nothing to do 70 ms."""
    head = (found.read_text("METADATA") or found.read_text("PKG-INFO") or "")[:2000]
    return " ".join(line for line in head.splitlines() if line.startswith(("Name: ", "Version: ")))


def _stamp(program: str) -> str:
    path = Path(program).resolve()
    found = path.stat()
    return f"{path} {found.st_size} {found.st_mtime_ns}"
