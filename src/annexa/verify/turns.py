"""So many readers at once as there are processors, whichever files they read, and all of them ended at a word."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # not in the page, where no process is started
    from annexa.tools.supervised import Supervised


def processors() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on Windows and macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


TRIES: Final = 2
"""How often a reader is started that somebody else ended, as a system does that is short of memory."""
_turn: Final = threading.BoundedSemaphore(processors())
"""More readers at once would take memory and no less time."""


class Readers:
    """The readers of one judgement, or of several side by side."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kills: set[Callable[[], None]] = set()
        self._early: dict[str, Supervised] = {}
        self._idle: dict[tuple[str, Path], list[Supervised]] = {}
        self._is_over = False

    @property
    def is_over(self) -> bool:
        """Whether what they read for was given up, and they were ended."""
        return self._is_over

    def begin(self, *halves: str) -> None:
        """Starts readers before there is anything to read, so that they have loaded what they need when there is."""
        from annexa.model.errors import ToolFailed

        with suppress(ToolFailed):  # whoever needs one says so
            for half in halves:
                self._early[half] = _started(half)

    def reader(self, half: str, path: Path) -> "Supervised":
        """A reader's process (`annexa.verify.program`), which waits to be asked of a file. Raises ToolFailed."""
        with self._lock:
            idle = self._idle.get((half, path))
            process = idle.pop() if idle else self._early.pop(half, None)
        return process or _started(half)

    def keep(self, half: str, path: Path, process: "Supervised") -> None:
        """Keeps a reader that has answered for the next question about the same file."""
        with self._lock:
            if not self._is_over:
                self._idle.setdefault((half, path), []).append(process)
                return
        process.end()

    @contextmanager
    def kept_for(self, path: Path) -> Iterator[None]:
        """Within it readers of a file may be kept; behind it they are ended."""
        try:
            yield
        finally:
            with self._lock:
                idle = [process for key in self._idle if key[1] == path for process in self._idle[key]]
                self._idle = {key: kept for key, kept in self._idle.items() if key[1] != path}
            for process in idle:
                process.end()

    def close(self) -> None:
        """Ends those that were begun and that nobody needed."""
        with self._lock:
            early, self._early = self._early, {}
        for process in early.values():
            process.end()

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Waits until a processor is free; whether the reader is still wanted."""
        with _turn:
            yield not self._is_over

    @contextmanager
    def at_work(self, kill: Callable[[], None]) -> Iterator[None]:
        """While a reader's process runs; `kill` ends it."""
        with self._lock:
            self._kills.add(kill)
            is_over = self._is_over
        if is_over:
            kill()
        try:
            yield
        finally:
            with self._lock:
                self._kills.discard(kill)

    @contextmanager
    def ended_with_us(self) -> Iterator[None]:
        """Where what is inside is given up, as with Ctrl-C, no reader goes on and none begins."""
        try:
            yield
        except BaseException:
            with self._lock:
                self._is_over = True
                kills = tuple(self._kills)
            for kill in kills:
                kill()
            raise


def _started(half: str) -> "Supervised":
    from annexa.tools.supervised import Supervised, module

    return Supervised(module("annexa.verify", half))
