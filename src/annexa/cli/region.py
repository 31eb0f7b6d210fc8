"""`annexa status --libraries` and `annexa build --libraries`: several libraries, a line each."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click
import msgspec

from annexa.cli import options
from annexa.cli.machines import sharing_of
from annexa.cli.progress import progress
from annexa.load import Loaded
from annexa.model.errors import ExitCode
from annexa.model.text import one_line
from annexa.model.words import count, moment_in_words
from annexa.pipeline import Everything
from annexa.pipeline.region import Outcome, Standing, builds, standings


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
    done, of = sum(each.done for each in found), sum(each.of for each in found)
    libraries = count(len(found), "library", "libraries")
    return [*_in_columns(rows), f"{libraries}, {done} of {count(of, 'requirement')} done."]


def _in_columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def build_all(
    ctx: click.Context,
    folders: Sequence[Path],
    *,
    draft: bool,
    as_of: Any,
    report: Callable[[Loaded, Everything], object],
    as_json: bool,
    quiet: bool,
) -> ExitCode:
    """Builds each library; ends with the gravest of their exit codes. `report` is told what was made of each."""
    watch = partial(progress, quiet=quiet or as_json)
    found: list[Outcome] = []
    for each in builds(
        folders,
        day_of=lambda loaded: options.day_of(as_of, loaded),
        draft=draft,
        around=lambda library: sharing_of(ctx, library),
        watch=watch,
        report=report,
    ):
        found.append(each)
        for why in each.refused:
            click.echo(f"annexa: {one_line(str(each.folder))}: {why}", err=True)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode([_outcome(each) for each in found])).decode())
    elif not quiet:
        click.echo("\n".join(_outcomes(found)))
    return max((each.exit_code for each in found), default=ExitCode.OK)


def _outcome(one: Outcome) -> dict[str, object]:
    return {
        "folder": str(one.folder), "area": one.name, "errors": one.errors, "built": one.built,
        "refused": one.refused, "site_pages": one.pages, "seconds": round(one.seconds, 1), "exit_code": one.exit_code,
    }  # fmt: skip


def _outcomes(found: Sequence[Outcome]) -> list[str]:
    rows = [("Area", "Errors", "Built", "Not built", "Site", "Seconds")]
    for each in found:
        site = f"{each.pages} pages" if each.pages is not None else "none"
        built = ", ".join(each.built) or "nothing"
        rows.append((one_line(each.name), str(each.errors), built, str(len(each.refused)), site, f"{each.seconds:.0f}"))
    well = sum(each.exit_code is ExitCode.OK for each in found)
    return [*_in_columns(rows), f"{count(len(found), 'library', 'libraries')}, {well} built whole."]
