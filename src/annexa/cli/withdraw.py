"""`annexa withdraw`: a role takes back what it signed."""

import json
from datetime import datetime
from pathlib import Path

import click

from annexa.cli import names, options, signing
from annexa.cli.attest import note_of
from annexa.cli.free_text import TEXT
from annexa.inspection import signoff
from annexa.model.errors import ExitCode, UsageError
from annexa.model.library import Item
from annexa.model.signoff import Entry


@click.command("withdraw")
@signing.choosing
@click.option("--reason", metavar="TEXT", type=TEXT, help="Why it is taken back; asked for on a terminal.")
@options.as_json
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    items: tuple[Path | str, ...],
    group: str | None,
    submission: str | None,
    every: bool,
    stage: str | None,
    role: str | None,
    dry_run: bool,
    yes: bool,
    reason: str | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Takes back what a role has signed: the stage is open again, and later stages that rest on it are stale.

    Nothing is deleted: the withdrawal is an entry of its own, with its reason, in the item's folder sign-off/.

    \b
    annexa withdraw 3.4 --role education-evidence-lead --reason "The figure for 2025 on page 3 is wrong."
    """
    from annexa.pipeline.signing import commits_of

    loaded = options.loaded_of(ctx)
    library = options.library_of(loaded)
    wanted = signing.chosen(loaded, library, items, group=group, submission=submission, every=every)
    who = names.role_of(role, library, "--role")
    which = signing.stage_of(stage, who, loaded, library)
    why = note_of(reason, "Say why the signature no longer stands, for whoever signs next.", "--reason")
    at, commits = datetime.now().astimezone(), commits_of(loaded, wanted)
    entries: list[tuple[Item, Entry]] = []
    refused: list[UsageError] = []
    for item in wanted:
        try:
            entry = signoff.withdrawal(item, stage=which, role=who, at=at, reason=why, commit=commits.get(item.yaml))
            entries.append((item, entry))
        except UsageError as error:
            refused.append(error)
    if refused and (items or not entries):
        raise refused[0]
    ids = ", ".join(item.meta.requirement for item, _ in entries)
    doing = not dry_run
    if doing and not signing.agreed(f"Take back {which} of {ids} as {who}?", yes=yes or as_json):
        click.echo("Nothing is taken back.", err=True)
        return ExitCode.FINDINGS
    files = [signoff.write(item, entry) for item, entry in entries if doing]
    if as_json:
        written = [file.relative_to(loaded.root).as_posix() for file in files]
        click.echo(json.dumps({"withdrawn": ids.split(", ") if doing else [], "files": written}, indent=2))
    elif not quiet:
        click.echo(f"{'Taken back' if doing else 'Would be taken back'} by {who}, {which}: {ids}")
        if doing:
            click.echo(f"Commit the new files in sign-off/; ‘annexa sign-off --stage {which}’ signs again.")
    return ExitCode.OK
