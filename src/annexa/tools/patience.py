"""How long a process is waited for: by what it works, where the system tells that, and else by the clock."""

import time
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from annexa.tools.spent import spent

LOOK: Final = 0.5
"""Seconds between two looks."""
IDLE: Final = 45.0
"""Seconds of the clock in which a process that is not stuck has worked a little, on the busiest machine too."""
_A_LITTLE: Final = 0.2
"""Seconds of the processor; a LibreOffice that waits for nothing takes a tenth of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """What a piece of work may take, in seconds."""

    work: float
    """Of the processor."""
    clock: float
    """Of the clock, while it works."""
    unwatched: float
    """Of the clock, where nobody tells whether it works."""


class Ending(Enum):
    """Why a process is not waited for any longer."""

    WORK = auto()
    """It has had the work that it may have: another try would end alike."""
    STUCK = auto()
    """It does nothing, or not in time."""


class Watch:
    """Looks at the work of one process group from now on."""

    def __init__(self, group: int, patience: Patience, *, slowness: float = 1.0) -> None:
        """`slowness`: how many seconds of work this machine takes for one of the machine that limits are made for."""
        self._group = group
        self._patience = patience
        self._slowness = slowness
        self._before = self._last = spent(group)
        self._start = self._moved = time.monotonic()

    def look(self) -> Ending | None:
        """Why to wait no longer, if so."""
        now, total = time.monotonic(), spent(self._group)
        if self._before is None or self._last is None or total is None:
            return Ending.STUCK if now - self._start > self._patience.unwatched else None
        if total - self._before > self._patience.work * self._slowness:
            return Ending.WORK
        if total - self._last > _A_LITTLE:
            self._last, self._moved = total, now
        is_idle = now - self._moved > min(IDLE, self._patience.unwatched)
        return Ending.STUCK if is_idle or now - self._start > self._patience.clock * self._slowness else None
