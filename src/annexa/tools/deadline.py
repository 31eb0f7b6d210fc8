"""A limit of time for work in this process that cannot be trusted to end."""

import ctypes
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from types import FrameType
from typing import Final

AGAIN: Final = 1.0
"""Seconds after which an alarm rings again: what rises where Python listens to nobody, as in `__del__`, is lost."""
_LOOK: Final = 0.02
"""Seconds of the processor's time between two looks at work that goes in turns."""


class TimeUp(BaseException):
    """The time is up. Not an Exception, so that nothing on the way takes it for a fault of its own and goes on."""


if hasattr(signal, "setitimer"):
    _CLOCK = (signal.ITIMER_REAL, signal.SIGALRM)
    _WORK = (signal.ITIMER_PROF, signal.SIGPROF)


@contextmanager
def within(seconds: float, *, of_work: bool = False) -> Iterator[None]:
    """Raises TimeUp inside the block when it has run for so many seconds of the clock.

    In the main thread of a POSIX system an alarm also ends a regular expression that wanders about, and with `of_work`
    the processor's seconds count, so that a busy machine changes no answer. Elsewhere (Windows, other threads) the
    block is ended between two steps of Python; where no thread can be started, as in a browser, nothing ends it.
    """
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        with _alarm(seconds, *(_WORK if of_work else _CLOCK)):
            yield
    else:
        with _watcher(seconds):
            yield


@contextmanager
def turns() -> Iterator[Callable[[float], AbstractContextManager[None]]]:
    """Gives what `within` is with `of_work`, for many pieces of work that follow each other.

    They share one alarm, which looks now and then at what the present one has taken: to set one for each would take
    longer than most of the pieces do. A limit is kept to about a fiftieth of a second.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield partial(within, of_work=True)
        return
    timer, number = _WORK
    turn = _Turn()
    before = signal.signal(number, turn.look)
    signal.setitimer(timer, _LOOK, _LOOK)
    try:
        yield turn.within
    finally:
        signal.setitimer(timer, 0)
        signal.signal(number, before)


class _Turn:
    """The piece of work whose turn it is."""

    def __init__(self) -> None:
        self._end = math.inf

    def look(self, number: int, frame: FrameType | None) -> None:
        if time.process_time() >= self._end:
            raise TimeUp

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        self._end = time.process_time() + seconds
        try:
            yield
        finally:
            self._end = math.inf


@contextmanager
def _alarm(seconds: float, timer: int, number: int) -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeUp

    before = signal.signal(number, ring)
    signal.setitimer(timer, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(number, before)


@contextmanager
def _watcher(seconds: float) -> Iterator[None]:
    thread = threading.get_ident()
    lock = threading.Lock()
    done = False

    def ring() -> None:
        with lock:
            if not done:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TimeUp))

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    try:
        timer.start()
    except RuntimeError:  # no threads here
        yield
        return
    try:
        yield
    finally:
        with lock:
            done = True
        timer.cancel()
