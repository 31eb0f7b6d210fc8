"""Progress of long work: a bar on a terminal, nothing in a log unless asked for."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

LONG = 5
"""Seconds after which it is said how long one thing takes."""


@contextmanager
def progress(title: str, *, quiet: bool = False, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Gives a function that is called with each thing done; it shows on a terminal only, on standard error."""
    if quiet or not sys.stderr.isatty():
        yield lambda name: None
        return
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

    class ForHowLong(ProgressColumn):
        """The time since the name last changed, where it is long enough to be asked about."""

        def render(self, task: Task) -> Text:
            seconds = int(monotonic() - task.fields["since"])
            return Text(f"for {seconds} s" if seconds >= LONG else "")

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
        yield lambda name: bar.update(task, advance=1, name=name[:100], since=monotonic())
