"""What a run that was killed left behind: its folders with copies of evidence, and a LibreOffice that nobody ends.

A folder's name says which process made it: the machine, the number of the process and when it began. So the next run
knows its own kind, and that nobody works in it any more, without a file that could be missing.
"""

import functools
import hashlib
import os
import platform
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_OWNER = re.compile(r"([0-9a-f]{8})\.(\d+)\.(\d+)")
_FOLDER = re.compile(rf"annexa-[a-z]+-{_OWNER.pattern}-.+")
_PROC = Path("/proc")


def owner() -> str:
    """Who makes a folder now, for its name: "0a1b2c3d.4711.99887"."""
    return f"{_machine()}.{os.getpid()}.{_begun(os.getpid()) or 0}"


def is_ownerless(name: str) -> bool:
    """Whether the process that a name was made by, on this machine, has ended; False where no owner stands in it."""
    found = _OWNER.search(name)
    if found is None or found[1] != _machine():
        return False
    begun = _begun(int(found[2]))
    return begun is None or (int(found[3]) != 0 and begun != int(found[3]))


@contextmanager
def temporary_folder(purpose: str) -> Iterator[str]:
    """A folder of our own below the system's temporary one, removed at the end; `purpose` is one word in its name."""
    sweep()
    with tempfile.TemporaryDirectory(prefix=_prefix(purpose), ignore_cleanup_errors=True) as folder:
        yield folder


def lasting_folder(purpose: str) -> Path:
    """The same, for whoever removes it himself."""
    sweep()
    return Path(tempfile.mkdtemp(prefix=_prefix(purpose)))


@functools.cache
def sweep() -> None:
    """Ends what still runs in the temporary folders of our runs that are gone, and removes these; once a run."""
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).iterdir():
            if _FOLDER.fullmatch(folder.name) and is_ownerless(folder.name) and _is_ours(folder):
                _end_all_in(folder)
                shutil.rmtree(folder, ignore_errors=True)


def _prefix(purpose: str) -> str:
    return f"annexa-{purpose}-{owner()}-"


def _is_ours(folder: Path) -> bool:
    with suppress(OSError):
        mine = not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()  # on Windows each user has an own one
        return mine and folder.is_dir() and not folder.is_symlink()
    return False


def _end_all_in(folder: Path) -> None:
    """Ends each process of this user that works in the folder, or was started with a path in it."""
    inside = os.fsencode(folder) + b"/"
    for process in _PROC.glob("[0-9]*"):
        with suppress(OSError):  # gone meanwhile, or another user's
            works_in = os.fsencode((process / "cwd").readlink()) + b"/"
            if works_in.startswith(inside) or inside in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)


def _begun(process: int) -> int | None:
    """When a process began, in a number that no later one with its number has; 0 where that cannot be known, None
    where there is no such process."""
    try:
        return int((_PROC / str(process) / "stat").read_text().rpartition(")")[2].split()[19])
    except (OSError, ValueError, IndexError):
        if not hasattr(os, "getuid"):
            return 0  # on Windows `kill` would end it
    try:
        os.kill(process, 0)
    except PermissionError:
        return 0
    except OSError:
        return None
    return 0


@functools.cache
def _machine() -> str:
    """This machine, and on it the container: only here do numbers of processes mean the same ones."""
    name, inside = platform.node(), ""
    with suppress(OSError):
        inside = str((_PROC / "self/ns/pid").readlink())
    return hashlib.sha256(f"{name} {inside}".encode()).hexdigest()[:8]
