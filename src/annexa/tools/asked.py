"""A helper process that is asked about one file after the other: a hostile file ends it, and nothing else.

Both ends of the talk: `Helper` asks, and the module that it starts answers with `serve`. A question is a path as a
line of JSON, an answer one line of bytes.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final, Self

from annexa.model.errors import ToolFailed
from annexa.tools.overrun import ended_after
from annexa.tools.supervised import KILLED, START, Supervised, ending, module

READY: Final = b"ready"
"""The first line of a helper, once it has all that it needs."""
TRIES: Final = 2
"""How often one that was killed is asked."""


class Helper:
    """A process that answers; started when it is first asked, and again after a file that ended it."""

    def __init__(self, name: str, *arguments: str) -> None:
        """`name` is the module that it runs."""
        self._name = name
        self._command = module(name, *arguments)
        self._process: Supervised | None = None
        self.ended: int | None = None
        """How the process ended over a file: its exit code, or the signal with a minus before it."""

    @property
    def is_running(self) -> bool:
        """Whether the process was started, and may have answered before."""
        return self._process is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def ask(self, path: Path) -> bytes | None:
        """The answer without its line end; None where the helper ended over this file, twice where it was killed.
        Raises ToolFailed."""
        for _ in range(TRIES):
            process = self._process or self._start()
            answer = None
            if process.say(json.dumps(str(path.absolute())).encode() + b"\n"):
                answer = process.line(None)  # it ends itself where a file takes too long
            if answer is not None:
                return answer
            was_given_up = self._process is not process  # by `end`, in another thread
            self.end()
            if was_given_up or self.ended != KILLED:
                break
        return None

    def _start(self) -> Supervised:
        """Raises ToolFailed where it ends before it is ready for any file, so that no file is at fault."""
        for _ in range(TRIES):
            self._process = process = _early.pop(tuple(self._command), None) or Supervised(self._command)
            if process.line(time.monotonic() + START) == READY:
                return process
            was_given_up = self._process is not process or process.is_late
            self.end()
            if was_given_up or self.ended != KILLED:
                break
        raise ToolFailed(
            f"The helper process {self._name} ended as it started ({ending(self.ended)})",
            remedy="Close other programs, since it may want memory; if it happens again, install annexa anew.",
        )

    def end(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is not None:
            self.ended = process.end()


_early: Final[dict[tuple[str, ...], Supervised]] = {}
"""Processes that were begun before anybody asked, by their command."""


@contextmanager
def early_helpers() -> Iterator[Callable[..., None]]:
    """Gives the function that begins a process for each of some modules with its arguments, beside other work.

    Whoever starts such a helper first takes it. Those that nobody took end with the block.
    """
    lock, begun = threading.Lock(), set[tuple[str, ...]]()

    def begin(*modules: tuple[str, ...]) -> None:
        with lock:
            for command in (tuple(module(*each)) for each in modules):
                if command not in begun and command not in _early:
                    begun.add(command)
                    with suppress(ToolFailed):  # whoever asks it says so
                        _early[command] = Supervised(command)

    try:
        yield begin
    finally:
        for command in begun:
            if (process := _early.pop(command, None)) is not None:
                process.end()


def only_answers() -> BinaryIO:
    """In a helper: the stream for its answers, which nothing else that it does can garble or stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides when to stop
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not garble the answers
    return answers


def serve(answer: Callable[[Path], bytes], *, seconds: int, processor: Callable[[Path], float] = lambda path: 0) -> int:
    """Says that it is ready, and answers until the input ends.

    A file that takes longer than `seconds` of the clock, or as many seconds of work as `processor` says of it (0 for
    any number), ends this process, whatever library it is in.
    """
    answers = only_answers()
    answers.write(READY + b"\n")
    answers.flush()
    for line in sys.stdin.buffer:
        path = Path(json.loads(line))
        with ended_after(seconds, work=processor(path)):
            answers.write(answer(path) + b"\n")
            answers.flush()
    return 0
