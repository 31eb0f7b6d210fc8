"""A second reader of the pages: poppler, as a program of its own, where it is installed.

It is as strict as office printers and Linux desktops are: where a page's content is out of order it stops, and shows
nothing of what stands behind, while pdfium goes on. What both show, every reader shows.
"""

import os
import subprocess
import threading
from pathlib import Path
from typing import IO, Final

from annexa.tools import poppler
from annexa.tools.process import end_group
from annexa.verify.facts import Fact
from annexa.verify.turns import Readers

_LINE: Final = 100_000
_MOST: Final = 64_000_000
"""Bytes of text that are kept of one file; five thousand pages of prose have 15 million."""


class Second(Fact, frozen=True):
    """What poppler shows."""

    pages: tuple[str, ...] = ()
    """The lines of each page, without spaces in them, and a space between two."""
    trouble: str = ""
    """Why it could not read to the end."""


def look(path: Path, *, seconds: float, readers: Readers | None = None) -> Second | None:
    """The words on every page; None where the program is not installed."""
    program = poppler.find()
    if program is None:
        return None
    ours = readers or Readers()
    with ours.turn() as is_wanted:
        return _look(program, path, seconds, ours) if is_wanted else Second(trouble="it was not asked")


def _look(program: Path, path: Path, seconds: float, readers: Readers) -> Second:
    try:
        process = subprocess.Popen(
            [program, "-raw", "-enc", "UTF-8", "--", str(path.resolve()), "-"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
    except OSError as error:
        return Second(trouble=f"it cannot be started ({error.strerror})")
    late = threading.Event()

    def stop() -> None:
        late.set()
        end_group(process.pid)  # a child of it would keep the pipe open

    timer = threading.Timer(seconds, stop)
    timer.start()
    with process, readers.at_work(lambda: end_group(process.pid)):
        try:
            pages, full = _pages(process.stdout) if process.stdout else ([], False)
            if full:
                end_group(process.pid)
            process.wait()
        finally:
            timer.cancel()
            process.kill()
    if late.is_set():
        return Second(pages=tuple(pages), trouble=f"it did not finish within {seconds:g} seconds")
    if full or process.returncode != 0:
        return Second(pages=tuple(pages), trouble="it stopped before the end")
    return Second(pages=tuple(pages))


def _pages(stream: IO[bytes]) -> tuple[list[str], bool]:
    """The words of each page, and whether there were too many of them."""
    pages: list[str] = []
    here: list[str] = []
    total = 0
    while line := stream.readline(_LINE):
        total += len(line)
        if total > _MOST:
            return pages, True
        first, *others = line.decode(errors="replace").split("\f")
        here.append("".join(first.split()))
        for other in others:
            pages.append(" ".join(filter(None, here)))
            here = ["".join(other.split())]
    return pages, False
