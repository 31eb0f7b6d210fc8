"""Whether LibreOffice is kept from the files and the network of this machine: found out by trying."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from annexa.tools.bridge import confine
from annexa.tools.leftovers import temporary_folder
from annexa.tools.libreoffice import without_network
from annexa.tools.part import Part, State

NAME: Final = "LibreOffice confined"
_SECONDS: Final = 20.0
_PORTS: Final = 4
"""The first version of Landlock that keeps a program from ports."""
_OPEN: Final = "a hostile document could show other files of this machine on its pages"
_REMEDY: Final = (
    "Convert documents of strangers on Linux 5.13 or later with Landlock, as Debian 12 and 13 have it; in a container, "
    "have its seccomp profile allow the calls named landlock_*, as Docker does from version 23 on."
)
_REMEDY_NETWORK: Final = (
    "Allow unprivileged user namespaces (unshare), or use Linux 6.7 or later; or run annexa where there is no network."
)


def confined_part(soffice: Path) -> Part:
    """What a document can make LibreOffice reach here."""
    if soffice.resolve().name == "snap":
        return Part(name=NAME, state=State.OK, version="by snap", purpose="kept to what snap lets it open")
    has_files, has_network = not keeps_from_files(), not keeps_from_network()
    if has_files:
        also = ", and reach the network" if has_network else ""
        return Part(name=NAME, state=State.LESS, version="no", purpose=f"{_OPEN}{also}", remedy=_REMEDY)
    if has_network:
        purpose = "opens its own files alone; a hostile document could make it reach the network"
        return Part(name=NAME, state=State.LESS, version="files only", purpose=purpose, remedy=_REMEDY_NETWORK)
    return Part(name=NAME, state=State.OK, version="yes", purpose="opens its own files alone, and reaches no network")


def keeps_from_files() -> bool:
    """Whether a program that runs as LibreOffice does reads its own folder and nothing beside it."""
    with temporary_folder("confined") as place:
        own = Path(place, "own")
        own.mkdir()
        for note in (own / "note", Path(place, "note")):
            note.write_text("words", encoding="utf-8")
        return _reads(own / "note", own) and not _reads(Path(place, "note"), own)


def keeps_from_network() -> bool:
    """Whether it reaches no port: it has a network of its own, or may use none."""
    if without_network():
        return True
    with suppress(OSError, AttributeError):
        return confine.version_here() >= _PORTS
    return False


def _reads(path: Path, own: Path) -> bool:
    """Whether a small program of the system, confined to a folder, can read a file."""
    command = [sys.executable, "-I", confine.__file__, str(own), "/bin/cat", str(path)]
    with suppress(OSError, subprocess.TimeoutExpired):
        return subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False).stdout == b"words"
    return False
