"""`annexa calendar`: the dates of an inspection."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click
import msgspec

from annexa.cli import options
from annexa.cli.files import OUTPUT
from annexa.cli.moments import DAY
from annexa.model.errors import ExitCode


@click.command("calendar")
@click.option(
    "--from",
    "notified",
    type=DAY,
    metavar="DATE",
    help="The day of the call, such as 2026-11-02; otherwise the one in library.yaml.",
)
@click.option("--ics", type=OUTPUT, metavar="FILE", help="Write a calendar file.")
@click.option("--deadlines", is_flag=True, help="Only the deadlines, inside and outside.")
@options.at
@options.as_json
@click.pass_context
def command(
    ctx: click.Context,
    notified: datetime | None,
    ics: Path | None,
    deadlines: bool,
    at: datetime | None,
    as_json: bool,
) -> int:
    """Tells what happens on which day, from the day of the call; bank holidays and closed days are not counted.

    Nothing is recorded: ‘annexa notify DATE’ does that.

    \b
    annexa calendar --from 2026-11-02
    annexa calendar --deadlines
    annexa calendar --ics inspection.ics
    """
    from annexa.cli.dated import coming, records, table, write_ics
    from annexa.inspection.timetable import DEADLINES
    from annexa.pipeline.days import doubts, timetable

    loaded, now = options.loaded_of(ctx), options.now(at)
    shown = timetable(loaded, notified.date() if notified else None)
    options.note(dict.fromkeys([*(doubts(loaded, now.date()) if notified is None else ()), *shown.unknown]))
    if deadlines:
        shown = replace(shown, events=tuple(event for event in shown.events if event.kind in DEADLINES))
    if ics is not None:
        click.echo(write_ics(shown, ics))
    elif as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(records(shown))).decode())
    else:
        width = options.width()
        click.echo("\n".join([*coming(shown, now, width), *table(shown, width)]))
    return ExitCode.OK
