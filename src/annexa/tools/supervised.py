"""A process that works for us: started, asked, listened to until a deadline, and ended with all that belongs to it.

What works on hostile files does so in processes of their own, and this is the one way in which they are looked after.
Its users differ in what is said: `tools.asked` and `documents.guarded` ask about one file after the other,
`verify.reader` listens to all that is found in one, and `tools.office_worker` speaks to LibreOffice.

The process limits itself: its memory with `tools.memory.limit_memory`, its time with `tools.overrun.ended_after`. Its
standard input stays open as long as whoever started it lives, also where nothing is asked: `tools.overrun.ends_with_us`
ends it when that closes, so that no process is left over even where annexa was killed.
"""

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, Self

from annexa.model.errors import ToolFailed
from annexa.tools.process import end_group

START: Final = 60.0
"""Seconds that a process of ours may take to start on a busy machine."""
KILLED: Final = -9
"""The `code` of a process that somebody else has ended: a system that is short of memory, or a person. What it worked
on need not be why, so that it may be asked once more."""
_PATIENCE: Final = 10.0
"""Seconds until what was ended is gone; only one that hangs in the system itself takes longer."""
_PIECE: Final = 1 << 20


def module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module of ours."""
    return [sys.executable, "-P", "-m", name, *arguments]


def our_environment() -> dict[str, str]:
    """An environment in which a Python finds the modules that this process finds."""
    return dict(os.environ) | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def ending(code: int | None) -> str:
    """How a process ended, in words."""
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"


class Supervised:
    """One process, and the talk with it. A deadline is a time of `time.monotonic`, or None for none."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        log: IO[bytes] | None = None,
        group: bool = False,
    ) -> None:
        """Starts it, in a process group of its own with `group`. Raises ToolFailed."""
        self._group = group
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL if log is None else log,
                cwd=folder,
                env=our_environment() if environment is None else environment,
                start_new_session=group,
            )
        except OSError as error:
            raise ToolFailed(
                f"A helper process cannot be started: {error.strerror}", remedy="Close other programs and try again."
            ) from error
        self.is_late = False
        """Whether a deadline passed before all had come."""
        self._pieces: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._have = bytearray()
        self._at = 0
        self._is_over = False
        self._pump = threading.Thread(target=self._listen, daemon=True)
        self._pump.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    @property
    def code(self) -> int | None:
        """Its exit code, or the signal that ended it with a minus before it; None while it runs."""
        return self._process.poll()

    def say(self, words: bytes) -> bool:
        """Writes to its standard input; False where it is gone."""
        stream = self._process.stdin
        try:
            if stream is not None:
                stream.write(words)
                stream.flush()
        except (OSError, ValueError):  # ended, or closed by another thread
            return False
        return stream is not None

    def line(self, until: float | None) -> bytes | None:
        """Its next line without the end; None where it ends before that, or, if `is_late`, the time is up."""
        self.is_late = False
        looked_at = 0
        while (end := self._have.find(b"\n", self._at + looked_at)) < 0:
            looked_at = len(self._have) - self._at
            if not self._more(until):
                return None
        return self._take(end + 1 - self._at)[:-1]

    def lines(self, until: float | None) -> Iterator[bytes]:
        """Its lines as they come, until it ends or the time is up."""
        while (line := self.line(until)) is not None:
            yield line
            if until is not None and time.monotonic() >= until:
                self.is_late = True
                return

    def exactly(self, size: int, until: float | None) -> bytes | None:
        """So many bytes; None where it ends before they came, or the time is up."""
        while len(self._have) - self._at < size:
            if not self._more(until):
                return None
        return self._take(size)

    def _take(self, size: int) -> bytes:
        taken = bytes(self._have[self._at : self._at + size])
        self._at += size
        return taken

    def _more(self, until: float | None) -> bool:
        if self._is_over:
            return False
        try:
            piece = self._pieces.get(timeout=None if until is None else max(0.0, until - time.monotonic()))
        except queue.Empty:
            self.is_late = True
            return False
        del self._have[: self._at]
        self._at = 0
        self._have += piece
        self._is_over = not piece
        return bool(piece)

    def _listen(self) -> None:
        """What it says, as it comes: a thread, since Windows cannot wait for a pipe for a while only."""
        stream, piece = self._process.stdout, b"-"
        while piece and stream is not None:
            try:
                piece = os.read(stream.fileno(), _PIECE)
            except (OSError, ValueError):
                piece = b""
            self._pieces.put(piece)

    def wait(self, until: float) -> None:
        """Waits for its own end; `is_late` where it does not come."""
        try:
            self._process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.is_late = True

    def kill(self) -> None:
        """Ends it and does not wait; from any thread."""
        if self._group:
            end_group(self._process.pid)
        else:
            self._process.kill()

    def end(self) -> int | None:
        """Ends it, at work or not, and waits for it; its `code`. May be called twice, and from any thread."""
        if self._group or self.is_alive:
            self.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        self._pump.join(_PATIENCE)  # before its stream is closed; the end of the process ends it
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):  # what was not yet sent to a process that is gone
                if stream is not None:
                    stream.close()
        return self.code
