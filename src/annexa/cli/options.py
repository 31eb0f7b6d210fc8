"""What several commands share: the project, the paths asked about, and how much is said."""

import os
import shutil
import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annexa.cli import names
from annexa.cli.moments import DAY, MOMENT
from annexa.model.errors import UsageError

if TYPE_CHECKING:  # the models take a while to import, and not every command needs them
    from annexa.load import Loaded
    from annexa.model.library import Library

ITEM_OR_PATH = "Name an item, such as 3.4, or a path that is there."

paths = click.argument("paths", nargs=-1, metavar="[ITEM|PATH]...", type=names.ItemOrPath())
quiet = click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors; the exit code tells.")
as_json = click.option("--json", "as_json", is_flag=True, help="Answer with JSON for other programs.")
as_of = click.option(
    "--as-of",
    type=DAY,
    metavar="DATE",
    help="Count ages from this day, such as 2026-11-02; otherwise the notification date, or today.",
)

at = click.option(
    "--at",
    "--as-of",
    "at",
    type=MOMENT,
    metavar="TIME",
    help="As if it were this time, such as ‘2026-11-03 11:20’, for rehearsals; a day alone means 9am.",
)


def now(given: datetime | None) -> datetime:
    """The moment that a command takes for the present, in local time of England with its zone."""
    from annexa.inspection.calendar import ZONE

    return given.replace(tzinfo=ZONE) if given is not None else datetime.now(ZONE)


def width() -> int:
    """Columns that lines may take: those of the terminal (or of COLUMNS) within what reads well, 100 in a log."""
    if not sys.stdout.isatty() and not os.environ.get("COLUMNS"):
        return 100
    return max(40, min(shutil.get_terminal_size((100, 24)).columns, 120))


def note(words: Iterable[str]) -> None:
    """Says what is worth knowing beside the answer, where it disturbs no program that reads the answer."""
    for sentence in words:
        click.echo(f"annexa: {sentence}", err=True)


def shown(path: Path, root: Path) -> str:
    """A path as people are told it: from the project folder where it lies in it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def drafted(number: int) -> str:
    """What became of drafts of e-mails."""
    from annexa.model.words import count

    return f"{count(number, 'draft')}. Nothing was sent: open them in your e-mail program, read them, and send them."


def root_of(ctx: click.Context) -> Path:
    """The project folder that the command works on."""
    from annexa.tools.root import find_root

    return find_root(start_of(ctx))


def start_of(ctx: click.Context) -> Path:
    """The folder that --library names, or this one: the project lies there or above."""
    start = ctx.find_root().obj
    return start if isinstance(start, Path) else Path()


def loaded_of(ctx: click.Context) -> "Loaded":
    """The project's metadata, read now."""
    from annexa.cli.machines import share
    from annexa.load import project

    loaded = project(root_of(ctx))
    share(ctx, loaded.library)
    return loaded


def library_of(loaded: "Loaded") -> "Library":
    """The library, for commands that cannot work without one. Raises UsageError."""
    if loaded.library is None:
        raise UsageError("evidence/library.yaml cannot be used", remedy="Run ‘annexa validate’ and put it right first.")
    return loaded.library


def day_of(value: Any, loaded: "Loaded") -> date:
    """The day from which ages count: the one asked for, the notification date, or today."""
    if value is not None:
        day: date = value.date()
        return day
    if loaded.library is not None and loaded.library.meta.notification is not None:
        return loaded.library.meta.notification
    return date.today()


def items_in(loaded: "Loaded", paths: tuple[Path | str, ...]) -> frozenset[str] | None:
    """The item folders (POSIX paths relative to the root) that paths or item numbers name; None where none was given.

    Raises UsageError for what is neither.
    """
    if not paths:
        return None
    evidence = (loaded.root / "evidence").resolve()
    folders = {folder for given in paths if isinstance(given, str) for folder in _folders_of(given, loaded)}
    for path in (given.resolve() for given in paths if isinstance(given, Path)):
        if evidence.is_relative_to(path):
            return None
        if not path.is_relative_to(evidence):
            raise UsageError(
                f"{path} is not part of the library", remedy=f"Name an item's folder or file below {evidence}."
            )
        folders.add(f"evidence/{path.relative_to(evidence).parts[0]}")
    return frozenset(folders)


def _folders_of(given: str, loaded: "Loaded") -> list[str]:
    """The folder of the item with that number. Raises UsageError."""
    items = loaded.library.items if loaded.library is not None else ()
    found = [folder_of(item.yaml) for item in items if item.meta.requirement == given]
    if found:
        return found
    if loaded.framework.requirement(given) is not None:
        raise UsageError(
            f"The library has no item for {given} that can be read",
            remedy="‘annexa validate’ says what is wrong with the items that cannot be read.",
        )
    if "/" in given or os.sep in given or Path(given).suffix[1:].isalpha():
        raise UsageError(
            f"There is no file or folder {given}", remedy="Name an item, such as 3.4, or a path that is there."
        )
    known = [each.id for each in loaded.framework.requirements]
    raise names.unknown("item or file", given, known, remedy=ITEM_OR_PATH)


def folder_of(file: str) -> str:
    """The item folder that a file lies in, as `items_in` names it."""
    return "/".join(file.split("/")[:2])


def use_colour() -> bool:
    """Whether the output goes to a terminal that shows colour; https://no-color.org is respected."""
    return sys.stdout.isatty() and not plain_terminal()


def plain_terminal() -> bool:
    """Whether the reader asked for no colour, or has a terminal that knows none."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
