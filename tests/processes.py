"""What a test asks about a process of another: whether it has gone, or got far enough before its time was up."""

import time
from collections.abc import Callable
from pathlib import Path


def runs(process: int) -> bool:
    """Whether it still runs; one that only waits for its parent to hear of its end (a zombie) does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def comes(wanted: Callable[[], bool], *, seconds: float = 120) -> bool:
    """Whether something that another process does is so within a while."""
    until = time.monotonic() + seconds
    while not wanted():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def patiently(seconds: float, so: Callable[[float], bool]) -> bool:
    """Whether it is so with a limit of so many seconds, or with a longer one.

    For limits that are to be reached: what has to be done before that takes a busy machine longer.
    """
    return any(so(seconds * 6**turn) for turn in range(4))


def goes(process: int, *, seconds: float = 120) -> bool:
    """Whether it ends within a while: a process that was killed takes a moment to go, longer on a busy machine."""
    return comes(lambda: not runs(process), seconds=seconds)
