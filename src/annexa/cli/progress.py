"""Progress of long work: a bar on a terminal, nothing in a log unless asked for."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(title: str, *, quiet: bool = False, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Gives a function that is called with each thing done; it shows on a terminal only, on standard error."""
    if quiet or not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        *((BarColumn(bar_width=30),) if total else ()),
        MofNCompleteColumn() if total else TextColumn("{task.completed:.0f}"),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total, name="")
        yield lambda name: bar.update(task, advance=1, name=name[-60:])
