"""Files written whole or not at all, and read by their digest."""

import errno
import functools
import glob
import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from annexa.tools.leftovers import is_ownerless, owner, sweep


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in lower-case hexadecimal. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_whole(path: Path, content: bytes | str, *, lasts: bool = True) -> None:
    """Writes a file so that a reader sees the old content or the new, never a part. Raises OSError.

    Folders above it are made; text is written as UTF-8 with the line ends it has. `lasts`: once it is written, the
    machine may lose its power; not to wait for the disk is for what is looked at closely whenever it is read, and can
    be made again. What is no file of a disk, such as /dev/stdout or a pipe, is written into and never replaced.
    """
    data = content.encode() if isinstance(content, str) else content
    if _is_stream(path):
        with path.open("ab") as stream:
            stream.write(data)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = _part_of(path)
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            if lasts:
                stream.flush()
                os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    if lasts:
        sync_folder(path.parent)


_STREAMS: Final = (Path("/dev"), Path("/dev/fd"), Path("/proc/self/fd"))
"""Folders of names that lead to what a program was started with: to a pipe, a terminal, or a file that is open."""


def _is_stream(path: Path) -> bool:
    """Whether a device, a pipe or an open file stands there. As root, and so in many a container, a file could take the
    place of /dev/null itself."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or path.absolute().parent in _STREAMS


def copy_whole(source: Path, path: Path) -> str:
    """Copies a file as `write_whole` writes one, whatever its size, and answers with the SHA-256 of the copy.

    Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = _part_of(path)
    digest = hashlib.sha256()
    try:
        with source.open("rb") as old, beside.open("xb") as new:
            while piece := old.read(1 << 20):
                digest.update(piece)
                new.write(piece)
            new.flush()
            os.fsync(new.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)
    return digest.hexdigest()


def _part_of(path: Path) -> Path:
    """Where a file is written before it takes its name; what killed runs left in that folder is removed first."""
    _sweep_parts(path.parent.absolute())
    return path.with_name(f".{path.name[:50]}.{owner()}.{secrets.token_hex(4)}.part")


@functools.cache
def _sweep_parts(folder: Path) -> None:
    for left in folder.glob(".*.part"):
        if is_ownerless(left.name):
            left.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Makes names just written in a folder survive a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_folder(new: Path, final: Path) -> None:
    """Puts a finished folder in the place of an older one; both lie on one disk. Raises OSError, also where something
    else than a folder stands there.

    Two renames: between them `final` is missing for a moment and the old one stands beside it as
    `.<name>.old`, which the next call puts back after a power cut.
    """
    old = final.with_name(f".{final.name}.old")
    final.parent.mkdir(parents=True, exist_ok=True)
    for file in (path for path in new.rglob("*") if path.is_file() and not path.is_symlink()):
        handle = os.open(file, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    if final.exists() and not final.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(final))
    with _alone_in(final.parent):
        _recover(final, old)
        if final.exists():
            final.rename(old)
        new.rename(final)
        sync_folder(final.parent)
        shutil.rmtree(old, ignore_errors=True)


def _recover(final: Path, old: Path) -> None:
    """After a power cut in the middle: puts the old folder back, or removes what is left of it."""
    if not old.exists():
        return
    if final.exists():
        shutil.rmtree(old)
    else:
        old.rename(final)


def remove_folder(folder: Path) -> None:
    """Takes a folder away at once by its name, and then its files; one that is not there is no matter."""
    if not folder.exists():
        return
    away = _work_name(folder)
    folder.rename(away)
    shutil.rmtree(away, ignore_errors=True)


def _work_name(beside: Path) -> Path:
    return beside.with_name(f".{beside.name}.{owner()}.{secrets.token_hex(4)}.work")


def _sweep(beside: Path) -> None:
    """Removes the work folders for one final folder that a killed run left."""
    for left in beside.parent.glob(f".{glob.escape(beside.name)}.*.work"):
        if is_ownerless(left.name):
            sweep()  # what that run left in the temporary folder is as old
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _alone_in(parent: Path) -> Iterator[None]:
    """Waits until no other run swaps folders here; where the system has no such lock, nothing is waited for."""
    try:
        import fcntl

        handle = os.open(parent, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):  # a network disk without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def work_folder(beside: Path) -> Iterator[Path]:
    """An empty folder next to `beside`, for building what will replace it; removed if it is still there at the end."""
    beside.parent.mkdir(parents=True, exist_ok=True)
    _sweep(beside)
    folder = _work_name(beside)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
