"""So many readers at once as there are processors, whichever files they read: more would only take memory."""

import os
from threading import BoundedSemaphore
from typing import Final


def processors() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on Windows and macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


turn: Final = BoundedSemaphore(processors())
"""Held by whoever waits for a reader's process to end."""
