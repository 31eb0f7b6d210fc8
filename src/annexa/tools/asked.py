"""A helper process that is asked about one file after the other: a hostile file ends it, and nothing else.

Both ends of the talk: `Helper` asks, and the module that it starts answers with `serve`. A question is a path as a
line of JSON, an answer one line of bytes.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, Self

from annexa.model.errors import ToolFailed
from annexa.tools.overrun import ended_after

READY: Final = b"ready\n"
"""The first line of a helper, once it has all that it needs."""


class Helper:
    """A process that answers; started when it is first asked, and again after a file that ended it."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._command = [sys.executable, "-P", "-m", module, *arguments]
        self._process: subprocess.Popen[bytes] | None = None
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
        """The answer without its line end; None where the helper ended over this file. Raises ToolFailed."""
        is_fresh = self._process is None
        process = self._process = self._process or self._start()
        if process.stdin is None or process.stdout is None:
            return None
        try:
            process.stdin.write(json.dumps(str(path.absolute())).encode() + b"\n")
            process.stdin.flush()
            if is_fresh and process.stdout.readline() != READY:
                raise self._not_started()
            answer = process.stdout.readline()
        except OSError:
            if is_fresh and process.poll() is not None:
                raise self._not_started() from None
            answer = b""
        if answer.endswith(b"\n"):
            return answer[:-1]
        self.end()
        return None

    def _not_started(self) -> ToolFailed:
        """It ended before it was ready for any file, so that no file is at fault."""
        self.end()
        ended = f"signal {-self.ended}" if self.ended is not None and self.ended < 0 else f"exit code {self.ended}"
        return ToolFailed(
            f"The helper process {self._command[3]} ended as it started ({ended})",
            remedy="Close other programs, since it may want memory; if it happens again, install annexa anew.",
        )

    def _start(self) -> "subprocess.Popen[bytes]":
        try:
            return subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=dict(os.environ) | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            )
        except OSError as error:
            raise ToolFailed(
                f"A helper process cannot be started: {error.strerror}", remedy="Close other programs and try again."
            ) from error

    def end(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()
            self.ended = process.returncode


def serve(answer: Callable[[Path], bytes], *, seconds: int, processor: Callable[[Path], float] = lambda path: 0) -> int:
    """Says that it is ready, and answers until the input ends.

    A file that takes longer than `seconds` of the clock, or as many seconds of work as `processor` says of it (0 for
    any number), ends this process, whatever library it is in.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides when to stop
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not garble the answers
    answers.write(READY)
    answers.flush()
    for line in sys.stdin.buffer:
        path = Path(json.loads(line))
        with ended_after(seconds, work=processor(path)):
            answers.write(answer(path) + b"\n")
            answers.flush()
    return 0
