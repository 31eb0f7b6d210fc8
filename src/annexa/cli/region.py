"""`annexa status --libraries`: several libraries, a line each."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
import msgspec

from annexa.cli.progress import progress
from annexa.model.errors import ExitCode
from annexa.model.text import one_line
from annexa.model.words import count, moment_in_words
from annexa.pipeline.region import Standing, standings


def show(folders: Sequence[Path], *, at: datetime, as_json: bool, quiet: bool) -> int:
    """Shows where each library stands; what cannot be read is said on standard error."""
    with progress("Checking", quiet=quiet or as_json) as advance:
        found = list(standings(folders, at=at, advance=advance))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode([_record(each) for each in found])).decode())
    elif not quiet:
        click.echo("\n".join(_table([each for each in found if not each.fault])))
        for each in found:
            if each.fault:
                click.echo(f"{one_line(str(each.folder))}: {each.fault}", err=True)
    return ExitCode.OK


def _record(one: Standing) -> dict[str, object]:
    return {
        "folder": str(one.folder), "area": one.name, "done": one.done, "requirements": one.of, "late": one.late,
        "errors": one.errors, "notification": one.notification or None, "due": one.due, "fault": one.fault or None,
    }  # fmt: skip


def _table(found: Sequence[Standing]) -> list[str]:
    rows = [("Area", "Done", "Late", "Errors", "Next deadline")]
    for each in found:
        due = moment_in_words(each.due) if each.due else "–"
        rows.append((one_line(each.name), f"{each.done} of {each.of}", str(each.late), str(each.errors), due))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    done, of = sum(each.done for each in found), sum(each.of for each in found)
    libraries = count(len(found), "library", "libraries")
    return [*lines, f"{libraries}, {done} of {of} requirements done."]
