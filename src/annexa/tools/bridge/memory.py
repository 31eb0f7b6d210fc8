"""Whether LibreOffice came to the bound of its memory: it says of such a document that it cannot be opened, or ends."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path

from . import confine, office

NEARLY = 0.7
"""The part of its bound that it has had in memory when more is refused; what it asks for at once may be large. Honest
documents take less than half."""
REFUSED = b"bad_alloc"
"""What stands in its log where it ends because of it."""
KILLED = (-9, 128 + 9)
"""How it ends where somebody else ended it, such as a system that is short of memory itself; the second is what its
start script makes of that."""
GOING = 5.0
"""Seconds until one that ends has ended."""
PROC = Path("/proc")


def was_refused(running: office.Office, *, has_ended: bool) -> bool:
    """Whether a document that could not be printed is one that wants more memory than LibreOffice may have."""
    with suppress(OSError):
        if REFUSED in running.log.read_bytes():
            return True
    most = _most(running, has_ended=has_ended)
    return most > NEARLY * confine.MEMORY and running.process.returncode not in KILLED


def _most(running: office.Office, *, has_ended: bool) -> int:
    """Bytes that LibreOffice, with what it started, had in memory at most; 0 where no system tells."""
    if has_ended:
        with suppress(subprocess.TimeoutExpired, ImportError):
            import resource

            running.process.wait(GOING)
            return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return max(map(_had, PROC.glob("[0-9]*/status")), default=0)


def _had(status: Path) -> int:
    """The same of one process; 0 where it is not of our group."""
    with suppress(OSError, ValueError, IndexError):  # it has ended meanwhile
        if os.getpgid(int(status.parent.name)) == os.getpgrp():
            return int(status.read_text().partition("\nVmHWM:")[2].split()[0]) * 1024
    return 0
