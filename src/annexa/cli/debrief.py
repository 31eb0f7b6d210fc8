"""`annexa debrief`: talks with those who met an inspector, and the day's headlines."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from annexa.cli import options
from annexa.cli.files import OUTPUT
from annexa.cli.free_text import TEXT
from annexa.cli.moments import DAY
from annexa.model.errors import ExitCode, UsageError


class Initials(click.ParamType[str]):
    """Initials of whoever holds the talk."""

    name = "initials"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """In capitals; what is none is refused with an example."""
        letters = str(value).replace(".", "").replace(" ", "").upper()
        if not (2 <= len(letters) <= 4 and letters.isalpha() and letters.isascii()):
            return self.fail(f"‘{value}’ are no initials. Write two to four letters, such as LP.", param, ctx)
        return letters


@click.group("debrief")
def command() -> None:
    """Makes forms for talks with those who met an inspector, and drafts the day's headlines from them.

    The forms name persons. They lie in debriefs/ (or where ‘debriefs_folder’ in library.yaml says), which git leaves
    out and no bundle, site or search looks into. No name of an interviewee stands in the headlines.

    \b
    annexa debrief new --initials LP
    annexa debrief collate 2026-12-15
    """


@command.command("new")
@click.option("--initials", required=True, type=Initials(), help="Of whoever holds the talk, such as LP.")
@click.option(
    "--date", "day", type=DAY, metavar="DATE", help="When the meeting was; otherwise by the timetable, or today."
)
@click.option(
    "--meeting",
    default="",
    metavar="MEETING",
    type=TEXT,
    help="Which meeting it was: its id in timetable.yaml, or words.",
)
@click.option(
    "--service", default="", metavar="TEXT", type=TEXT, help="The service area, such as ‘Educational psychology’."
)
@options.quiet
@click.pass_context
def new(ctx: click.Context, initials: str, day: datetime | None, meeting: str, service: str, quiet: bool) -> int:
    """Makes a form to fill in, named as everybody names them: date, initials, Summary.

    \b
    annexa debrief new --initials LP
    annexa debrief new --initials LP --date 2026-12-15 --meeting leaders-education
    """
    from annexa.pipeline.debriefs import new_form

    loaded = options.loaded_of(ctx)
    made = new_form(
        loaded,
        day.date() if day else None,
        today=options.now(None).date(),
        initials=initials,
        meeting=meeting.strip(),
        service=service.strip(),
    )
    options.note([made.doubt] if made.doubt else [])
    if not quiet:
        click.echo(options.shown(made.path, loaded.root))
        click.echo(f"Fill it in during the talk; ‘annexa debrief collate {made.day}’ reads it.")
    return ExitCode.OK


@command.command("collate")
@click.argument("day", type=DAY, metavar="[DATE]", required=False)
@click.option("-o", "--output", type=OUTPUT, metavar="FILE", help="Write them to this file: .docx, .md or .txt.")
@options.quiet
@click.pass_context
def collate(ctx: click.Context, day: datetime | None, output: Path | None, quiet: bool) -> int:
    """Drafts the headlines for the keep-in-touch meeting from the forms of a day, or of today.

    Risks come first, red ones before amber ones; then documents that were asked for, each with the command that notes
    the request; themes, unexpected questions, and who has not been debriefed. Forms are read however they were filled
    in and saved (Word, OpenDocument, PDF, text). A file that cannot be used is named, with what to do.

    \b
    annexa debrief collate
    annexa debrief collate 2026-12-15 --output headlines.docx
    """
    from annexa.pipeline.debriefs import FORMS, written
    from annexa.pipeline.debriefs import collate as collated
    from annexa.report import headlines
    from annexa.tools.files import write_whole

    if output is not None and output.suffix.lower() not in FORMS:
        raise UsageError(
            f"Headlines are not written as ‘{output.suffix or output.name}’",
            remedy=f"Name a file that ends in {', '.join(FORMS)}.",
        )
    loaded, when = options.loaded_of(ctx), _day(day)
    found = collated(loaded, when)
    options.note(found.unread)
    if output is not None:
        write_whole(output, written(loaded, found.headlines, when, FORMS[output.suffix.lower()]))
        if not quiet:
            click.echo(f"{output}: {found.headlines.opening[0]}")
    elif not quiet:
        click.echo(headlines.text(found.headlines, options.width()), nl=False)
    return ExitCode.OK


def _day(given: datetime | None) -> date:
    return given.date() if given else options.now(None).date()
