"""What other processes have taken of the processor's time, where the system tells it (Linux's /proc)."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
_GROUP, _TIMES = 2, slice(11, 15)
"""Fields of /proc/PID/stat behind the name: the process group, and the ticks of it and of its children that ended."""


def spent(group: int) -> float | None:
    """Seconds of work of all processes of a group, those included that have ended; None where nobody knows."""
    if not hasattr(os, "sysconf") or not (PROC / f"{group}/stat").exists():
        return None
    ticks = 0
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            with suppress(OSError, ValueError, IndexError):  # it has ended meanwhile
                fields = (folder / "stat").read_bytes().rpartition(b")")[2].split()
                ticks += sum(map(int, fields[_TIMES])) if int(fields[_GROUP]) == group else 0
    return ticks / os.sysconf("SC_CLK_TCK")
