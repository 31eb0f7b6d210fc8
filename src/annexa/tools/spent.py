"""What other processes have taken of the processor's time, and have started, where Linux's /proc tells it."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
_PARENT, _GROUP, _TIMES = 1, 2, slice(11, 15)
"""Fields of /proc/PID/stat behind the name: the parent, the process group, and the ticks of it and of its children that
ended."""


def spent(group: int) -> float | None:
    """Seconds of work of all processes of a group, those included that have ended; None where nobody knows."""
    if not hasattr(os, "sysconf") or not (PROC / f"{group}/stat").exists():
        return None
    ticks = sum(sum(map(int, fields[_TIMES])) for _, fields in _processes() if int(fields[_GROUP]) == group)
    return ticks / os.sysconf("SC_CLK_TCK")


def groups_begun_by(process: int) -> tuple[int, ...]:
    """The process groups that a process has begun with programs of its own (`annexa.tools.process.run`)."""
    return tuple(
        each for each, fields in _processes() if int(fields[_PARENT]) == process and int(fields[_GROUP]) == each
    )


def _processes() -> Iterator[tuple[int, list[bytes]]]:
    """The number of each process that runs, and its fields."""
    for folder in PROC.iterdir() if PROC.exists() else ():
        if folder.name.isdecimal():
            with suppress(OSError):  # it has ended meanwhile
                fields = (folder / "stat").read_bytes().rpartition(b")")[2].split()
                if len(fields) >= _TIMES.stop:
                    yield int(folder.name), fields
