"""Runs an external program: an argument list, never a shell; a time limit; and nothing of it left running.

A program is not ours and does not look whether we are still there. Where annexa is killed, nobody is left to end what
it has started: `ended_with_us` sets a watch beside it.
"""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annexa.model.errors import ToolFailed

AtWork = Callable[[Callable[[], None]], AbstractContextManager[None]]
"""Knows of something that runs while it is entered, and how it is ended, such as `verify.turns.Readers.at_work`."""
_WATCH: Final = 'read -r done || kill -s KILL -- "-$0"'
"""What a shell does with the number of a process group: a line says that it has ended; no line, that we have."""


class TookTooLong(ToolFailed):
    """A program did not finish within its time, and was ended."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a program ended."""

    code: int
    """Its exit code; negative for the signal that ended it."""
    out: bytes
    err: bytes

    @property
    def complaint(self) -> str:
        """The last line that it wrote to its standard error, shortened; for a message."""
        lines = self.err.decode(errors="replace").strip().splitlines()
        return lines[-1].strip()[:300] if lines else ""


def run(
    arguments: Sequence[str | Path],
    *,
    seconds: float,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    limit: Callable[[int], None] = lambda process: None,
    at_work: AtWork = lambda end: nullcontext(),
) -> Done:
    """Runs a program to its end in a process group of its own.

    `limit` is given the number of its process as soon as there is one, to set it bounds. `at_work`: what is entered
    while it runs, with the function that ends it: in a thread that does not hear of Ctrl-C somebody else has to.
    Raises ToolFailed if it cannot start, TookTooLong; then, on Ctrl-C, and where this very process is killed, the whole
    group is ended.
    """
    name = Path(arguments[0]).name
    try:
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise ToolFailed(f"{name} cannot be started: {error.strerror}", remedy=f"Install {name} again.") from error
    limit(process.pid)
    with process, ended_with_us(process.pid), at_work(lambda: end_group(process.pid)):
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise TookTooLong(
                f"{name} did not finish within {seconds:.0f} seconds",
                remedy="Run the command again when less else is running.",
            ) from None
        finally:
            if process.poll() is None:
                end_group(process.pid)
    return Done(process.returncode, out, err)


@contextmanager
def ended_with_us(group: int) -> Iterator[None]:
    """Within it a process group ends with this process, also where that is killed; on a POSIX system.

    A shell waits for a pipe of ours to close. Linux's own way, PR_SET_PDEATHSIG, holds for the program alone and not
    for what it starts, as veraPDF's script starts Java.
    """
    try:
        watch = subprocess.Popen(
            ["/bin/sh", "-c", _WATCH, str(group)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:  # Windows
        yield
        return
    try:
        yield
    finally:
        with suppress(OSError):  # somebody has ended it
            watch.communicate(b"\n")


def end_group(group: int) -> None:
    """Ends a process group (its number is that of the process it began with) and all that it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
    else:
        with suppress(OSError, subprocess.TimeoutExpired):
            ended = ["taskkill", "/T", "/F", "/PID", str(group)]
            subprocess.run(ended, capture_output=True, timeout=10, check=False)
