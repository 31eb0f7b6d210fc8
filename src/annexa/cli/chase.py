"""`annexa chase`: who has to be reminded of what."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from annexa.cli import names, options
from annexa.cli.progress import progress
from annexa.model.errors import ExitCode

if TYPE_CHECKING:
    from annexa.pipeline.mail import Chased


@click.command("chase")
@click.option("--role", "roles", multiple=True, metavar="ROLE", type=names.Role(), help="Only this one.")
@click.option(
    "--submission",
    "submissions",
    multiple=True,
    metavar="ID",
    type=names.Submission(),
    help="Only what it holds.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Write the drafts here."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["eml", "text", "json"]),
    help="Only e-mail files, only text, or JSON as the answer and no files; otherwise e-mail files and text.",
)
@options.at
@options.as_json
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    roles: tuple[str, ...],
    submissions: tuple[str, ...],
    output: Path | None,
    form: str | None,
    at: datetime | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Drafts a reminder for each role that has something to do: what is outstanding, by when, and what grows too old.

    It says the same as ‘annexa status’, and sends nothing: open a draft in your e-mail program, read it, send it.
    Findings are given by their titles and how often, never what a document says. A template of your own in
    guidance/mail/, such as chase.txt.jinja, wins over annexa's. --role and --submission may be repeated.

    \b
    annexa chase
    annexa chase --role education-evidence-lead --format text
    annexa chase --submission day-2 --output drafts
    """
    from annexa.mail.chase import record
    from annexa.pipeline.mail import CHASE, FORMS, chase, write_drafts

    loaded = options.loaded_of(ctx)
    library, now = options.library_of(loaded), options.now(at)
    chosen_roles = [names.role_of(role, library, "--role") for role in roles]
    chosen_submissions = [names.submission_of(each, loaded.framework) for each in submissions]
    with progress("Checking", quiet=quiet or as_json or form == "json") as advance:
        found = chase(loaded, library, at=now, roles=chosen_roles, submissions=chosen_submissions, advance=advance)
    if as_json or form == "json":
        answer = {"at": found.status.at, "reminders": [record(each, now) for each in found.reminders]}
        click.echo(msgspec.json.format(msgspec.json.encode(answer)).decode())
        return ExitCode.OK
    folder = output or loaded.root / CHASE
    files = write_drafts(found.letters, folder, (form,) if form else FORMS, ours=output is None)
    options.note(found.status.says)
    if not quiet:
        click.echo("\n".join(_told(found, [options.shown(file, loaded.root) for file in files], now)))
    return ExitCode.OK


def _told(found: "Chased", files: list[str], now: datetime) -> list[str]:
    from annexa.mail.chase import summary

    if not files:
        return ["Nobody has anything to do. No draft was written."]
    lines = []
    for reminder, file in zip(found.reminders, files, strict=True):
        lines.append(click.style(reminder.role.title, bold=True) + f": {summary(reminder, now)}")
        lines.append(f"  {file}" + ("" if reminder.mailbox else ", without an address: people.yaml has none"))
    return [*lines, "", options.drafted(len(files))]
