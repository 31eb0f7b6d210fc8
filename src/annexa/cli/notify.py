"""`annexa notify`: the call that begins an inspection."""

import textwrap
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from annexa.cli import options
from annexa.cli.files import OUTPUT
from annexa.cli.moments import CLOCK, DAY
from annexa.model.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annexa.inspection.notification import Call


@click.command("notify")
@click.argument("day", type=DAY, metavar="[DATE]", required=False)
@click.option("--time", "called_at", type=CLOCK, metavar="TIME", help="When the call came, such as 09:40.")
@click.option("--again", is_flag=True, help="Replace the recorded call of an inspection that is under way.")
@click.option("--clear", is_flag=True, help="Take the recorded call out again.")
@click.option("--dry-run", is_flag=True, help="Show what would be recorded and what follows; write nothing.")
@click.option("--ics", type=OUTPUT, metavar="FILE", help="Also write a calendar file.")
@click.option("--mail", is_flag=True, help="Also draft the e-mails to the groups that are told; sends nothing.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="With --mail: write the drafts here; otherwise to build/mail/notify.",
)
@options.at
@options.as_json
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    day: datetime | None,
    called_at: time | None,
    again: bool,
    clear: bool,
    dry_run: bool,
    ics: Path | None,
    mail: bool,
    output: Path | None,
    at: datetime | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Records the day of the notification call in evidence/library.yaml, and tells every deadline that follows.

    Ages of documents, deadlines, the calendar and the status count from this day. Without a DATE it tells what is
    recorded. A mistake is undone with --clear, or by recording the right day.

    \b
    annexa notify 2026-11-30 --time 09:40
    annexa notify 2026-11-30 --dry-run
    annexa notify --mail
    annexa notify --clear
    """
    from annexa.cli.dated import coming, records, table, write_ics
    from annexa.inspection.notification import change, doubt, new_call, recorded, refuse_while_running
    from annexa.pipeline.days import timetable

    loaded = options.loaded_of(ctx)
    library, now = options.library_of(loaded), options.now(at)
    before = recorded(library)
    if clear:
        _refuse_arguments(day, called_at)
        change(library, None, dry_run=dry_run)
        if not quiet:
            click.echo(_cleared(before, dry_run))
        return ExitCode.OK
    call = new_call(day.date() if day else None, called_at, before)
    shown = timetable(loaded, call.day)
    if not again:
        refuse_while_running(before, call, now.date(), shown.closed)
    change(library, call, closed=shown.closed, dry_run=dry_run)
    options.note(shown.unknown)
    lines = [_recorded(before, call, dry_run), *filter(None, [doubt(call.day, now.date(), shown.closed)])]
    if ics is not None and not dry_run:
        lines.append(write_ics(shown, ics))
    drafts = _drafts(ctx, now, output) if mail and not dry_run else []
    lines += [*drafts, options.drafted(len(drafts))] if drafts else []
    if as_json:
        answer = {
            "was": _record(before),
            "call": _record(call),
            "recorded": not dry_run,
            "events": records(shown),
            "drafts": drafts,
        }
        click.echo(msgspec.json.format(msgspec.json.encode(answer)).decode())
    elif not quiet:
        width = options.width()
        words = [
            textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
            for line in "\n".join(lines).split("\n")
        ]
        click.echo("\n".join([*words, "", *coming(shown, now, width), *table(shown, width)]))
    return ExitCode.OK


def _drafts(ctx: click.Context, now: datetime, output: Path | None) -> list[str]:
    """Writes the e-mails to those who are told, and says where each lies."""
    from annexa.pipeline.mail import NOTIFY, notification_letters, write_drafts

    loaded = options.loaded_of(ctx)  # the call has just been recorded
    letters = notification_letters(loaded, options.library_of(loaded), at=now)
    files = write_drafts(letters, output or loaded.root / NOTIFY, ours=output is None)
    return [options.shown(file, loaded.root) for file in files]


def _refuse_arguments(day: datetime | None, called_at: time | None) -> None:
    if day is not None or called_at is not None:
        raise UsageError(
            "--clear takes the recorded call out, so it goes with no date and no time",
            remedy="Write ‘annexa notify --clear’ alone, or give the right day without --clear.",
        )


def _cleared(before: "Call | None", dry_run: bool) -> str:
    if before is None:
        return "No call is recorded, so there is nothing to take out."
    if dry_run:
        return f"The call of {before} would be taken out of evidence/library.yaml. Nothing was written."
    return f"The call of {before} is taken out of evidence/library.yaml. To put it back: {_command(before)}"


def _recorded(before: "Call | None", call: "Call", dry_run: bool) -> str:
    if before == call:
        return f"The call of {call} is recorded in evidence/library.yaml."
    was = f" It was {before}." if before else ""
    if dry_run:
        return f"The call of {call} would be recorded in evidence/library.yaml.{was} Nothing was written."
    back = f"{_command(before)} --again" if before else "annexa notify --clear"
    return f"The call of {call} is recorded in evidence/library.yaml; commit it.{was}\nTo undo: {back}"


def _command(call: "Call") -> str:
    return f"annexa notify {call.day}" + (f" --time {call.at:%H:%M}" if call.at else "")


def _record(call: "Call | None") -> dict[str, str | None] | None:
    return {"day": str(call.day), "at": call.at.isoformat("minutes") if call.at else None} if call else None
