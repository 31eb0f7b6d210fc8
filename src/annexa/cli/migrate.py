"""`annexa migrate`: the library answers another list of requirements."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from annexa.cli import options
from annexa.model.errors import ExitCode
from annexa.model.words import count

if TYPE_CHECKING:
    from annexa.inspection.migration import Plan


@click.command("migrate")
@click.argument("framework", metavar="NAME|FILE")
@click.option("--apply", is_flag=True, help="Do it; without this, it is only shown.")
@click.option("--no-undo", is_flag=True, help="Do it also where git could not take it back.")
@options.as_json
@options.quiet
@click.pass_context
def command(ctx: click.Context, framework: str, apply: bool, no_undo: bool, as_json: bool, quiet: bool) -> int:
    """Shows what another list of requirements changes, and with --apply takes the library over to it.

    Numbers change in item.yaml, people.yaml and names of folders, and library.yaml names the new list; no document is
    touched. Items whose number changes have to be signed again. With the library committed to git beforehand,
    ‘git restore .’ and ‘git clean -fd evidence schema’ take it back.

    \b
    annexa migrate newer.yaml
    annexa migrate newer.yaml --apply
    """
    from annexa.adopt.state import renumber
    from annexa.cli.differences import as_records, told
    from annexa.inspection import migration
    from annexa.inspection.comparison import renumbered
    from annexa.inspection.frameworks import read_framework

    loaded = options.loaded_of(ctx)
    library = options.library_of(loaded)
    new = read_framework(framework, loaded.root)
    source = Path(framework) if Path(framework).is_file() else None
    plan = migration.plan(loaded, library, new, source)
    if apply:
        migration.apply(plan, undoable=not no_undo)
        folders = {before.name: after.name for before, after in plan.folders}
        renumber(loaded.root / "evidence", renumbered(plan.differences), folders)
    if as_json:
        click.echo(msgspec.json.format(as_records(plan.differences)))
    elif not quiet:
        click.echo("\n".join(told(plan.differences, loaded.framework, new)))
        click.echo("\n".join(_words(plan, done=apply)))
    return ExitCode.OK


def _words(plan: "Plan", *, done: bool) -> Iterator[str]:
    """What was done, or would be."""
    yield ""
    if plan.is_empty:
        yield "The library answers that list already: nothing is to be changed."
        return
    yield "Done:" if done else "With --apply:"
    if plan.copied is not None:
        yield f"  schema/{plan.copied[1].name} holds the new list"
    yield from (f"  {file.path.relative_to(plan.root).as_posix()} rewritten" for file in plan.files)
    yield from (f"  evidence/{before.name} → evidence/{after.name}" for before, after in plan.folders)
    if plan.stale:
        yield f"To be signed again, because the number is part of what was signed: {', '.join(plan.stale)}."
    yield from (f"No longer asked for: {folder}. Move its documents, or delete it." for folder in plan.left)
    if plan.mentions:
        yield f"Old numbers also stand in {', '.join(plan.mentions)}: look at them."
    new = [each.new.id for each in plan.differences if each.old is None and each.new is not None]
    if new:
        yield f"{count(len(new), 'requirement')} without an item yet: {', '.join(new)}."
    if plan.sent:
        kept = ", ".join(plan.sent)
        yield f"On record with the old numbers, which stay: {kept}. Finish that inspection with the old list."
    yield (
        "To take it back: git restore . && git clean -fd evidence schema"
        if done
        else "Nothing has been changed. Commit everything first, so that git can take it back."
    )
