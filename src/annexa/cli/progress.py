"""Progress of long work: stage, which of how many, name, time left on a terminal; in a log a line now and then."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from time import monotonic

from annexa.model.words import Advance, Step, running_time, time_left

LONG = 5
"""Seconds after which it is said how long one thing takes."""
KNOWN = 2
"""Seconds of a stage after which it is said how long the rest of it takes."""
NOW_AND_THEN = 30
"""Seconds between two lines of a log."""
LOOK = 1.0
"""Seconds between two looks whether a log needs a line."""


@contextmanager
def progress(title: str, *, quiet: bool = False, total: int | None = None) -> Iterator[Advance]:
    """Gives a function that is called with each thing that is taken up, or done where `total` says how many there are.

    All of it is shown on standard error: by a bar on a terminal; elsewhere as a line now and then, which names no
    document, since logs are kept and shared.
    """
    if quiet:
        yield lambda name: None
    elif sys.stderr.isatty():
        with _on_terminal(title, total) as advance:
            yield advance
    else:
        log, over = Log(title, total), Event()
        beat = Thread(target=log.beat, args=(over,), daemon=True)
        beat.start()
        try:
            yield log.advance
        finally:
            over.set()
            beat.join()


class Pace:
    """How quickly the things of a stage are done, and so how long the rest takes."""

    def __init__(self, total: int | None) -> None:
        """`total`: how many things there are, where they are called by their names alone."""
        self._total = total
        self._done = 0
        self._stage = ""
        self._from, self._first = monotonic(), 0
        self.end: float | None = None
        """When the stage will be over; None where nobody knows yet."""

    def take(self, name: str) -> str:
        """Notes a thing, and gives what may stand in a log about it."""
        self._done += 1
        if isinstance(name, Step):
            stage, done, total, words = name.stage, name.number - 1, name.total, name.nameless
        elif self._total is not None:
            stage, done, total, words = "", self._done, self._total, f"{self._done:,} of {self._total:,}"
        else:
            stage, done, total, words = "", self._done, self._done, f"{self._done:,} so far"
        now = monotonic()
        if stage != self._stage or done == 0:
            self._stage, self._from, self._first = stage, now, done
        each = (now - self._from) / max(done - self._first, 1)
        is_known = now - self._from >= KNOWN and self._first < done < total
        self.end = now + each * (total - done) if is_known else None
        return words

    @property
    def left(self) -> str:
        """The time left in words; empty where nobody knows it."""
        if self.end is None or self.end < monotonic():
            return ""
        return time_left(self.end - monotonic())


class Log:
    """Where there is no terminal."""

    def __init__(self, title: str, total: int | None) -> None:
        self._title = title
        self._pace = Pace(total)
        self._said = self._taken = monotonic()
        self._words = ""
        self._lock = Lock()

    def advance(self, name: str) -> None:
        """Notes what is taken up, and says so where nothing was said for a while."""
        with self._lock:
            self._words, self._taken = self._pace.take(name), monotonic()
            if self._taken - self._said >= NOW_AND_THEN:
                self._say(", ".join(filter(None, (self._at(self._words), self._pace.left))))

    def still(self) -> None:
        """Says what lasts, where nothing was said for a while."""
        with self._lock:
            now = monotonic()
            if now - max(self._said, self._taken) >= NOW_AND_THEN:
                words = f"{self._at(self._words)}," if self._words else f"{self._title}:"
                self._say(f"{words} still at it ({running_time(now - self._taken)})")

    def beat(self, over: Event) -> None:
        """Looks now and then whether something lasts, until it is over."""
        while not over.wait(LOOK):
            self.still()

    def _at(self, words: str) -> str:
        return words if words.startswith(self._title) else f"{self._title}: {words}"

    def _say(self, words: str) -> None:
        self._said = monotonic()
        sys.stderr.write(f"{words}\n")
        sys.stderr.flush()


@contextmanager
def _on_terminal(title: str, total: int | None) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.text import Text

    pace = Pace(total)

    class ForHowLong(ProgressColumn):
        """The time left, or else the time since the name last changed, where it is long enough to be asked about."""

        def render(self, task: Task) -> Text:
            seconds = int(monotonic() - task.fields["since"])
            return Text(pace.left or (f"for {seconds} s" if seconds >= LONG else ""))

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        *((BarColumn(bar_width=30), MofNCompleteColumn()) if total else ()),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}", style="dim", markup=False),
        ForHowLong(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total, name="", since=monotonic())

        def advance(name: str) -> None:
            pace.take(name)
            bar.update(task, advance=1, name=name[:100], since=monotonic())

        yield advance
