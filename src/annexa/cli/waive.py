"""`annexa waive`: a finding accepted by a named role, with a reason, until a date."""

from datetime import date, datetime
from pathlib import Path

import click

from annexa.cli import names, options
from annexa.cli.attest import note_of
from annexa.cli.free_text import TEXT
from annexa.cli.moments import DAY
from annexa.inspection.attestation import (
    digest,
    find_document,
    last_day,
    refuse_unwaivable,
    waive,
    withdraw_waiver,
)
from annexa.model.errors import ExitCode, UsageError
from annexa.model.library import Waiver


@click.command("waive")
@click.argument("document", type=click.Path(path_type=Path))
@click.argument("rule", type=names.Rule())
@click.option("--by", metavar="ROLE", type=names.Role(), help="Who accepts it: a role in people.yaml.")
@click.option("--reason", metavar="TEXT", type=TEXT, help="Why it is accepted; asked for on a terminal.")
@click.option("--until", type=DAY, metavar="DATE", help="The last day on which it is accepted.")
@click.option("--undo", is_flag=True, help="Take the waiver out again.")
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    document: Path,
    rule: str,
    by: str | None,
    reason: str | None,
    until: datetime | None,
    undo: bool,
    quiet: bool,
) -> int:
    """Accepts what a rule finds in a document, with a reason, until a date; it counts again if the file changes.

    \b
    annexa waive evidence/3.4-destinations/destinations.docx out-of-date \\
        --by lano --until 2027-01-31 --reason "The next census is in January."
    annexa waive evidence/3.4-destinations/destinations.docx out-of-date --undo
    """
    loaded = options.loaded_of(ctx)
    library = options.library_of(loaded)
    chosen = find_document(library, document)
    if undo:
        withdraw_waiver(chosen, rule)
        words = f"{chosen.item.yaml}: the waiver for {rule} on {chosen.called(loaded.framework)} is gone."
    else:
        name = _rule(rule)
        waiver = Waiver(
            rule=name,
            reason=note_of(reason, f"Say why what {name} finds may stay for a while.", "--reason"),
            approved_by=names.role_of(by, library, "--by"),
            until=_end(until, options.day_of(None, loaded)),
            sha256=digest(chosen),
        )
        waive(chosen, waiver)
        on = chosen.called(loaded.framework)
        words = f"{chosen.item.yaml}: {waiver.approved_by} accepts {name} on {on} until {waiver.until}."
    if not quiet:
        click.echo(words)
    return ExitCode.OK


def _rule(given: str) -> str:
    """A rule that exists and may be waived. Raises UsageError."""
    name = names.rule_of(given)
    refuse_unwaivable(name)
    return name


def _end(until: datetime | None, today: date) -> date:
    """The last day of the waiver. Raises UsageError."""
    if until is None:
        raise UsageError("Say until when: --until DATE", remedy="Such as --until 2027-01-31; a waiver always ends.")
    return last_day(until.date(), today)
