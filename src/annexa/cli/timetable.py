"""`annexa timetable`: the meetings of the fieldwork, and what is to be arranged for them."""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from annexa.cli import names, options
from annexa.cli.files import OUTPUT
from annexa.cli.moments import DAY
from annexa.model.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annexa.inspection.meetings import Ahead, MeetingRow


@click.group("timetable")
def command() -> None:
    """Keeps the timetable of the fieldwork: meetings and visits, who is there, who debriefs, what is to be arranged.

    It is evidence/timetable.yaml, changed in an editor. ‘annexa validate’ and ‘annexa check’ tell what clashes, the
    site has a page of it, and ‘annexa status’ says what is next.

    \b
    annexa timetable new
    annexa timetable show
    annexa timetable calendars
    annexa timetable done logistics parking --by lano
    """


@command.command("new")
@options.quiet
@click.pass_context
def new(ctx: click.Context, quiet: bool) -> int:
    """Begins a timetable with the meetings of week three that the guidance names, and its check-lists.

    \b
    annexa timetable new
    """
    from annexa.pipeline.timetable import begin

    loaded = options.loaded_of(ctx)
    path = begin(loaded)
    if not quiet:
        click.echo(
            f"{options.shown(path, loaded.root)}: put in the meetings that are agreed; ‘annexa validate’ checks it."
        )
    return ExitCode.OK


@command.command("show")
@click.argument("day", type=DAY, metavar="[DATE]", required=False)
@click.option("--role", "roles", multiple=True, metavar="ROLE", type=names.Role(), help="Only what concerns it.")
@click.option("--all", "whole", is_flag=True, help="Every day.")
@options.at
@options.as_json
@click.pass_context
def show(
    ctx: click.Context, day: datetime | None, roles: tuple[str, ...], whole: bool, at: datetime | None, as_json: bool
) -> int:
    """Shows the meetings of today, or of the next day that has some; what clashes; who is still to be debriefed.

    What is still to be arranged by the check-lists stands below.

    \b
    annexa timetable show
    annexa timetable show 2026-12-15 --role lano
    annexa timetable show --all
    """
    from annexa.check import about_metadata
    from annexa.inspection.meetings import rows_on
    from annexa.pipeline import closed_days
    from annexa.pipeline.timetable import ahead_of, plan_of, titles

    loaded, now = options.loaded_of(ctx), options.now(at)
    library, plan = options.library_of(loaded), plan_of(loaded)
    for role in roles:
        names.role_of(role, library, "--role")
    every = {each: _of(rows_on(plan, each, titles(library)), roles) for each in plan.days}
    there = tuple(each for each, rows in every.items() if rows)
    days = there if whole else _days(there, day.date() if day else None, now.date())
    found = ahead_of(loaded, at=now, findings=about_metadata(loaded, now.date(), closed_days(loaded)))
    ahead = found.only(roles) if found else None
    if as_json:
        answer = {"days": [{"date": str(each), "meetings": every.get(each, [])} for each in days], "ahead": ahead}
        click.echo(msgspec.json.format(msgspec.json.encode(answer)).decode())
        return ExitCode.OK
    lines = [line for each in days for line in _day(each, every.get(each, []), now, options.width())]
    click.echo("\n".join([*lines, *(_ahead(ahead, options.width()) if ahead else ())]))
    return ExitCode.OK


@command.command("calendars")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Write them here."
)
@click.option("--role", "roles", multiple=True, metavar="ROLE", type=names.Role(), help="Only the one of this role.")
@options.quiet
@click.pass_context
def calendars(ctx: click.Context, output: Path | None, roles: tuple[str, ...], quiet: bool) -> int:
    """Writes a calendar file (.ics) of all meetings and one for each role, to be opened in Outlook or on a phone.

    A role's file has the meetings that it attends, and a talk after each that it debriefs. Open a newer one,
    and changed meetings move.

    \b
    annexa timetable calendars
    annexa timetable calendars --role lano --output lano
    """
    from annexa.pipeline.timetable import CALENDARS, write_calendars

    loaded = options.loaded_of(ctx)
    for role in roles:
        names.role_of(role, options.library_of(loaded), "--role")
    files = write_calendars(loaded, output or loaded.root / CALENDARS, roles)
    if not files:
        raise UsageError(
            f"No meeting concerns {', '.join(roles)}", remedy="‘annexa timetable show --all’ shows them all."
        )
    if not quiet:
        click.echo("\n".join(options.shown(file, loaded.root) for file in files))
    return ExitCode.OK


@command.command("print")
@click.option(
    "-o", "--output", type=OUTPUT, metavar="FILE", help="A Word file; otherwise build/timetable/timetable.docx."
)
@options.quiet
@click.pass_context
def print_(ctx: click.Context, output: Path | None, quiet: bool) -> int:
    """Writes the timetable to print: a table a day, and the check-lists with boxes.

    \b
    annexa timetable print
    """
    from annexa.pipeline.timetable import CALENDARS, plan_of
    from annexa.site.build import book_of, edition_of
    from annexa.site.timetable import timetable_word
    from annexa.tools.files import write_whole

    loaded = options.loaded_of(ctx)
    plan_of(loaded)
    book = book_of(loaded)
    path = output or loaded.root / CALENDARS / "timetable.docx"
    write_whole(path, timetable_word(book, edition_of(book)))
    if not quiet:
        click.echo(options.shown(path, loaded.root))
    return ExitCode.OK


@command.command("done")
@click.argument("checklist", metavar="LIST")
@click.argument("point", metavar="POINT")
@click.option("--by", metavar="ROLE", type=names.Role(), help="Who saw to it: a role in people.yaml.")
@click.option("--undo", is_flag=True, help="It is open after all.")
@options.at
@options.quiet
@click.pass_context
def done(
    ctx: click.Context, checklist: str, point: str, by: str | None, undo: bool, at: datetime | None, quiet: bool
) -> int:
    """Ticks a point of a check-list: logistics, opening-presentation or welcome-pack.

    \b
    annexa timetable done logistics parking --by lano
    annexa timetable done logistics parking --undo
    """
    from annexa.pipeline.timetable import tick

    loaded = options.loaded_of(ctx)
    role = "" if undo else names.role_of(by, options.library_of(loaded), "--by")
    what = tick(loaded, checklist, point, by=role, on=options.now(at).date(), undo=undo)
    if not quiet:
        click.echo(f"{what}: {'open' if undo else 'done'}.")
    return ExitCode.OK


def _of(rows: "Iterable[MeetingRow]", roles: tuple[str, ...]) -> "list[MeetingRow]":
    """The meetings that concern these roles; all where none is given."""
    return [row for row in rows if not roles or set(roles) & set(row.roles)]


def _days(there: tuple[date, ...], asked: date | None, today: date) -> tuple[date, ...]:
    """The day asked for, or today where something is on, or the next day that has a meeting."""
    if asked is not None:
        return (asked,)
    return (next((day for day in there if day >= today), today),)


def _day(day: date, rows: "list[MeetingRow]", now: datetime, width: int) -> Iterator[str]:
    from annexa.inspection.calendar import long_date

    yield click.style(f"{long_date(day)}{' (today)' if day == now.date() else ''}", bold=True)
    if not rows:
        yield "  Nothing is on."
    for row in rows:
        title = f"  {row.hours:<20} {row.title}{f', {row.place}' if row.place else ''}"
        yield from textwrap.wrap(title, width, subsequent_indent=" " * 25)
        facts = (
            ("Inspectors", "; ".join(row.inspectors)),
            ("Attend", "; ".join(row.attend)),
            ("Debriefed by", row.debrief),
            ("", row.note),
        )
        for line in (f"{f'{name}: ' if name else ''}{words}" for name, words in facts if words):
            yield from textwrap.wrap(line, width, initial_indent=" " * 23, subsequent_indent=" " * 25)


def _ahead(ahead: "Ahead", width: int) -> Iterator[str]:
    from annexa.inspection.calendar import long_date
    from annexa.inspection.meetings import in_words, point_in_words

    waiting = [
        f"{long_date(row.start.date())}, {in_words(row)}: {row.debrief or 'nobody is named'}"
        for row in ahead.undebriefed
    ]
    if waiting and ahead.unread:
        waiting.append(f"{ahead.unread} of the forms could not be read here: ‘annexa debrief collate’ says more.")
    points = [f"{'late: ' if row.is_late else ''}{point_in_words(row)}" for row in ahead.points]
    for heading, lines in (
        ("To put right", [f"! {sentence}" for sentence in ahead.clashes]),
        ("Not debriefed yet", waiting),
        ("To be arranged", points),
    ):
        if lines:
            yield from ("", click.style(heading, bold=True))
        for line in lines:
            yield from textwrap.wrap(line, width, initial_indent="  ", subsequent_indent="    ")
