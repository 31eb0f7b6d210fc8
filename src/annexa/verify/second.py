"""A second reader of the pages: poppler, as a program of its own, where it is installed.

It is as strict as office printers and Linux desktops are: where a page's content is out of order it stops, and shows
nothing of what stands behind, while pdfium goes on. What both show, every reader shows.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Final

from annexa.tools import poppler
from annexa.tools.pdf_work import CRASHED, limit_program, why_ended
from annexa.tools.process import end_group, ended_with_us
from annexa.verify.facts import Fact
from annexa.verify.turns import TRIES, Readers

GAP: Final = 12
"""So many pages between two that are asked for take no longer than one more start of the program."""
_KEPT_AT_HAND: Final = "glibc.malloc.tcache_count=1000"
"""So many freed blocks of each size may be taken again at once, in place of seven: 6 % of its time, for 3 MB. A page's
content is millions of small objects."""
_LINE: Final = 100_000
_MOST: Final = 64_000_000
"""Bytes of text that are kept of one file; five thousand pages of prose have 15 million."""


class Second(Fact, frozen=True):
    """What poppler shows."""

    at: Mapping[int, str] = {}
    """The lines of each page by its position, without spaces in them, and a space between two."""
    trouble: str = ""
    """Why it could not read to the end."""


def look(
    path: Path, *, seconds: float, readers: Readers | None = None, wanted: Sequence[int] | None = None
) -> Second | None:
    """The words on every page, or on those at some positions; None where the program is not installed."""
    program = poppler.find()
    if program is None:
        return None
    ours = readers or Readers()
    with ours.turn() as is_wanted:
        if not is_wanted:
            return Second(trouble="it was not asked")
        if wanted is None:
            return _look(program, path, seconds, ours)
        return _runs(program, path, seconds, ours, wanted)


def _runs(program: Path, path: Path, seconds: float, readers: Readers, wanted: Sequence[int]) -> Second:
    """One run after the other, of pages that stand together."""
    end = time.monotonic() + seconds
    at: dict[int, str] = {}
    for first, last in _together(wanted):
        found = _look(program, path, max(0.0, end - time.monotonic()), readers, first, last)
        at |= found.at
        if found.trouble or len(found.at) != last - first + 1:
            return Second(at=at, trouble=found.trouble or "it shows other pages than it was asked for")
    return Second(at=at)


def _together(wanted: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of pages that are asked for at once."""
    first = before = 0
    for position in sorted(wanted):
        if first and position - before > GAP:
            yield first, before
            first = position
        first, before = first or position, position
    if first:
        yield first, before


def _look(
    program: Path, path: Path, seconds: float, readers: Readers, first: int = 1, last: int = 0, tries: int = TRIES
) -> Second:
    """`last`: 0 for the last there is. `tries`: how often it is started where somebody else ends it."""
    only = ("-f", str(first), "-l", str(last)) if last else ()
    try:
        process = subprocess.Popen(
            [program, "-raw", "-enc", "UTF-8", *only, "--", str(path.resolve()), "-"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"GLIBC_TUNABLES": _KEPT_AT_HAND, **os.environ, "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
    except OSError as error:
        return Second(trouble=f"it cannot be started ({error.strerror})")
    limit_program(process.pid)
    late = threading.Event()

    def stop() -> None:
        late.set()
        end_group(process.pid)  # a child of it would keep the pipe open

    timer = threading.Timer(seconds, stop)
    timer.start()
    with process, ended_with_us(process.pid), readers.at_work(lambda: end_group(process.pid)):
        try:
            pages, full = _pages(process.stdout) if process.stdout else ([], False)
            if full:
                end_group(process.pid)
            process.wait()
        finally:
            timer.cancel()
            process.kill()
    at = dict(enumerate(pages, first))
    if late.is_set():
        return Second(at=at, trouble=f"it did not finish within {seconds:g} seconds")
    if process.returncode == -signal.SIGKILL and not full and not readers.is_over and tries > 1:
        return _look(program, path, seconds, readers, first, last, tries - 1)
    if process.returncode in CRASHED:
        return Second(at=at, trouble=f"it {why_ended(process.returncode, path)}")
    if full or process.returncode != 0:
        return Second(at=at, trouble="it stopped before the end")
    return Second(at=at)


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
