"""Ends this very process where its work takes too long or nobody waits for it any more; on every system."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

CODE: Final = 124
"""How a process ends itself where the system has no signal for it."""
_HAS_ALARM: Final = hasattr(signal, "setitimer")


@contextmanager
def ended_after(seconds: float, *, work: float = 0) -> Iterator[None]:
    """Within it the process may take so many seconds of the clock, and of the processor's time where `work` is given.

    On a POSIX system a signal ends it. Elsewhere a thread does, which knows the clock alone: `work` counts as clock
    then, since what is not limited at all would be worse than what ends early on a busy machine.
    """
    if _HAS_ALARM:
        signal.alarm(max(1, int(seconds)))
        signal.setitimer(signal.ITIMER_PROF, work)  # its signal ends the process, in the middle of a library too
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.alarm(0)
        return
    timer = threading.Timer(min(seconds, work) if work else seconds, os._exit, [CODE])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def ends_with_us(heard: Callable[[bytes], object] = lambda piece: None) -> None:
    """From now on the process ends when its standard input closes, which is when whoever started it is gone.

    `heard` is called, in a thread, with each piece of what is said there until then.
    """

    def watch() -> None:
        with suppress(OSError):
            while piece := os.read(0, 65_536):
                heard(piece)
        os._exit(CODE)

    threading.Thread(target=watch, daemon=True).start()


def was_overrun(code: int | None) -> bool:
    """Whether an exit code says that a process was ended by its limit of work."""
    return code is not None and code in (CODE, -int(getattr(signal, "SIGPROF", -CODE)))
