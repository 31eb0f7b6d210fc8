"""`annexa calendar`: the dates of an inspection."""

from datetime import date, datetime
from pathlib import Path

import click
import msgspec

from annexa.cli import options
from annexa.inspection.calendar import CalendarEvent, clock, long_date, to_ics, working_days
from annexa.model.errors import ExitCode, UsageError
from annexa.site.build import book_of
from annexa.tools.files import write_whole


@click.command("calendar")
@click.option(
    "--from",
    "notified",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of the call, such as 2026-11-02; otherwise the one in library.yaml.",
)
@click.option("--ics", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write a calendar file.")
@click.option("--deadlines", is_flag=True, help="Only the deadlines, inside and outside.")
@options.as_json
@click.pass_context
def command(ctx: click.Context, notified: datetime | None, ics: Path | None, deadlines: bool, as_json: bool) -> int:
    """Tells what happens on which day, from the day of the call; bank holidays and closed days are not counted.

    \b
    annexa calendar --from 2026-11-02
    annexa calendar --deadlines
    annexa calendar --ics inspection.ics
    """
    book = book_of(options.loaded_of(ctx))
    day = notified.date() if notified else (book.library.meta.notification if book.library else None)
    if day is None:
        raise UsageError(
            "The day of the call is not known", remedy="Give --from DATE, or set ‘notification’ in library.yaml."
        )
    events = [event for event in book.guidance.events if not deadlines or event.kind in {"deadline", "internal"}]
    dates = working_days(day, book.closed, max(event.last_day for event in events))
    if ics is not None:
        write_whole(ics, to_ics(events, day, name=f"SEND inspection, {book.area}", closed=book.closed))
        click.echo(f"{len(events)} events from {long_date(day)} in {ics}.")
    elif as_json:
        click.echo(msgspec.json.format(msgspec.json.encode([_record(event, dates) for event in events])).decode())
    else:
        for number, date_of in dates.items():
            own = [event for event in events if event.day == number]
            if own:
                click.echo(click.style(f"Day {number}, {long_date(date_of)}", bold=True))
            for event in own:
                until = f" (until day {event.until})" if event.until else ""
                click.echo(f"  {clock(event.at) if event.at else event.part:<17} {event.title}{until}")
    return ExitCode.OK


def _record(event: CalendarEvent, dates: dict[int, date]) -> dict[str, object]:
    return {
        "id": event.id,
        "title": event.title,
        "kind": event.kind,
        "day": event.day,
        "until": event.last_day,
        "date": str(dates[event.day]),
        "time": event.at.isoformat("minutes") if event.at else None,
        "part": event.part,
    }
