"""Runs LibreOffice where it reads its own parts and its own folder and nothing else, reaches no port, and has bounds.

Linux's Landlock does it, from 5.13 on, without rights of any kind; ports from 6.7 on. Where it is not to be had
LibreOffice runs as it is: what its profile and the private copies keep from it is then all there is. Measured with
LibreOffice 7.4, whatever its profile says: it opens the files that a picture in SVG, a linked object of a
presentation, a field of an RTF file and a web page that is called .doc name.

It is run as a program: `python -I confine.py FOLDER PROGRAM ARGUMENT...`.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path

CREATE, ADD_RULE, RESTRICT = 444, 445, 446
"""Numbers of the system calls, the same on every processor."""
BENEATH = 1
NO_NEW_PRIVILEGES = 38
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_SOCKET = 1 << 9
READ = EXECUTE | READ_FILE | READ_DIR
FILES = EXECUTE | WRITE_FILE | READ_FILE
OF_FILES = FILES | 1 << 14 | 1 << 15
"""What can be allowed of a file that is no folder; the last two are to cut it and to talk to a device."""
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""Rights that a version of Landlock knows of; later ones have no more."""
BIND, CONNECT = 1, 2
MEMORY = 1_100_000_000
"""Bytes of its own that it may have; code that it shares with others comes to a tenth of that. Measured with
LibreOffice 7.4: 150 million when it has started, and more than three thousand million for one formula over all cells
of a sheet."""
PARTS_OF_ETC = (
    "fonts", "libreoffice", "passwd", "group", "locale.alias", "ld.so.cache", "ld.so.conf", "ld.so.conf.d",
    "ld.so.preload", "alternatives", "localtime", "nsswitch.conf", "papersize", "mime.types", "ssl",
)  # fmt: skip
SYSTEM = (
    "/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/opt", "/nix", "/gnu", "/sys",
    "/var/lib/libreoffice", "/var/spool/libreoffice", "/var/cache/fontconfig",
    *(f"/etc/{name}" for name in PARTS_OF_ETC),
    *(f"/proc/{name}" for name in ("cpuinfo", "filesystems", "meminfo", "stat", "sys", "version")),
)  # fmt: skip
"""What programs and fonts are made of; nothing that a person has written, nor what other processes were given."""


def main() -> None:
    """Confines and bounds this process, and becomes the program."""
    folder, program = sys.argv[1], sys.argv[2:]
    _bound()
    if Path(program[0]).resolve().name != "snap":  # which starts what is confined already, with rights that this takes
        with suppress(OSError, AttributeError):  # another system, or a kernel without it
            confine(Path(folder), Path(program[0]))
    os.execvp(program[0], program)  # noqa: S606 - it is to take the place of this process


def _bound() -> None:
    """Limits memory; a crash leaves no words of a document on the disk."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, bound in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        most = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def confine(folder: Path, program: Path) -> None:
    """Takes from this process, for ever, all but the system and the folder. Raises OSError where that cannot be."""
    version = version_here()
    rights = (1 << RIGHTS.get(version, 16)) - 1
    ruleset = _call(CREATE, *_attributes(version, rights), 0)
    own_parts = program.resolve().parent.parent
    fonts = os.environ.get("FONTCONFIG_FILE", "")
    theirs = Path(os.environ.get("XDG_DATA_HOME", "/usr/share"), "fonts")
    for path in (*map(Path, SYSTEM), own_parts, theirs, *([Path(fonts)] if fonts else [])):
        _allow(ruleset, path, READ)
    _allow(ruleset, Path("/dev"), READ | WRITE_FILE | 1 << 15)
    _allow(ruleset, folder, rights)
    for place in ("/tmp", "/var/tmp"):  # noqa: S108 - where it makes its pipes, whatever TMPDIR says
        _allow(ruleset, Path(place), MAKE_SOCKET | REMOVE_FILE)
    ctypes.CDLL(None, use_errno=True).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _call(RESTRICT, ruleset, 0)
    os.close(ruleset)


def version_here() -> int:
    """The version of Landlock that the kernel has. Raises OSError where it has none."""
    return _call(CREATE, None, 0, 1)


def _attributes(version: int, rights: int) -> tuple[ctypes.Array[ctypes.c_uint64], int]:
    """What is kept from the process unless it is allowed: files, and from version 4 on ports."""
    words = [rights] if version < 4 else [rights, BIND | CONNECT]
    return (ctypes.c_uint64 * len(words))(*words), 8 * len(words)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    """What does not exist need not be allowed."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            rights &= OF_FILES
        rule = rights.to_bytes(8, sys.byteorder) + place.to_bytes(4, sys.byteorder)  # it is packed
        _call(ADD_RULE, ruleset, BENEATH, rule, 0)
    finally:
        os.close(place)


def _call(number: int, *arguments: object) -> int:
    """A system call that the C library has no name for. Raises OSError."""
    library = ctypes.CDLL(None, use_errno=True)
    given = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    answer: int = library.syscall(ctypes.c_long(number), *given)
    if answer < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer


if __name__ == "__main__":
    main()
