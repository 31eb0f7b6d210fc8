"""`annexa new`: files handed in for a requirement, with an entry in its item.yaml."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from annexa.cli import names, options
from annexa.cli.adopted import guesses_in_words, reader
from annexa.cli.free_text import TEXT
from annexa.cli.kinds import KINDS
from annexa.cli.moments import DAY
from annexa.model.errors import ExitCode, UsageError


@click.command("new")
@click.argument("requirement", type=names.ItemId())
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--title", metavar="TEXT", type=TEXT, help="The document's title, where one file is named.")
@click.option("--dated", type=DAY, metavar="DATE", help="The date on the document, such as 2026-09-14.")
@click.option("--kind", type=click.Choice(KINDS), help="What the document is.")
@click.option("-n", "--dry-run", is_flag=True, help="Write nothing; print the lines to paste into item.yaml.")
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    requirement: str,
    files: tuple[Path, ...],
    title: str | None,
    dated: Any,
    kind: str | None,
    dry_run: bool,
    quiet: bool,
) -> int:
    """Hands in FILES for a REQUIREMENT, such as 3.4: copies them into its folder and lists them in its item.yaml.

    A file that lies in the item's folder already is only listed. What is not said with --title, --dated and --kind is
    guessed from the document and marked until ‘annexa confirm’. Where the requirement has no item yet, it gets one.

    \b
    annexa new 3.4 ~/Downloads/destinations.docx
    annexa new 3.4 evidence/3.4-destinations/notes.docx --title "Notes on destinations" --kind other
    """
    from annexa.adopt.entries import document_meta, pasted
    from annexa.adopt.listing import guessed_for, list_files

    loaded = options.loaded_of(ctx)
    library = options.library_of(loaded)
    wanted = names.requirement_of(requirement, loaded.framework)
    told = _told(title, dated, kind, files)
    placings = guessed_for(files, wanted, loaded, library, today=date.today(), read=reader(loaded.root), told=told)
    if dry_run:
        metas = (document_meta(str(each.found.name), each.guesses, by_words=False) for each in placings)
        click.echo(pasted(metas))
        return ExitCode.OK
    puts = list_files(placings, wanted, loaded, library)
    if not quiet:
        click.echo(click.style(wanted.heading, bold=True))
        for put in puts:
            click.echo(f"  {put.target.relative_to(loaded.root).as_posix()}")
            click.echo(f"    {guesses_in_words(put.placing.guesses)}")
        click.echo(
            f"Next: annexa confirm {wanted.id} says that this is right; annexa check {wanted.id} says what is not."
        )
    return ExitCode.OK


def _told(title: str | None, dated: Any, kind: str | None, files: tuple[Path, ...]) -> dict[str, str]:
    """What the person says, by field. Raises UsageError."""
    day = dated.date().isoformat() if dated is not None else None
    told = {name: value for name, value in (("title", title), ("dated", day), ("kind", kind)) if value is not None}
    if "title" in told and len(files) > 1:
        raise UsageError("One title cannot be that of several files", remedy="Name one file, or leave --title out.")
    if title is not None and not 3 <= len(title.strip()) <= 200:
        raise UsageError("A title has 3 to 200 characters", remedy="Write another one after --title.")
    return told
