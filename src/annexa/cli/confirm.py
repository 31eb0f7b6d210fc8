"""`annexa confirm`: what annexa guessed was looked at by a person."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annexa.cli import names, options
from annexa.cli.free_text import TEXT
from annexa.cli.kinds import KINDS
from annexa.cli.moments import DAY
from annexa.model.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annexa.inspection.attestation import Chosen
    from annexa.inspection.confirming import Waiting
    from annexa.load import Loaded
    from annexa.model.library import Library


@click.command("confirm")
@options.paths
@click.option("--title", metavar="TEXT", type=TEXT, help="The right title of the one document that is named.")
@click.option("--dated", type=DAY, metavar="DATE", help="The right date of the one document, such as 2026-09-14.")
@click.option("--kind", type=click.Choice(KINDS), help="The right kind of the one document.")
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path | str, ...],
    title: str | None,
    dated: Any,
    kind: str | None,
    quiet: bool,
) -> int:
    """Says that you have looked at what annexa guessed for an item or a document, and that it is right.

    Without a name it lists every guess that waits. A wrong one is corrected in item.yaml, or here with --title, --dated
    and --kind.

    \b
    annexa confirm
    annexa confirm 3.4
    annexa confirm evidence/3.4-destinations/destinations.docx --dated 2026-09-14
    """
    from annexa.inspection.confirming import confirm, corrected, waiting

    loaded = options.loaded_of(ctx)
    library = options.library_of(loaded)
    day = dated.date().isoformat() if dated is not None else None
    given = {name: value for name, value in (("title", title), ("dated", day), ("kind", kind)) if value is not None}
    if not paths:
        if given:
            raise UsageError("Say which document is to be corrected", remedy="Name its file before --title or --dated.")
        _list(waiting(library.items), loaded)
        return ExitCode.OK
    if given:
        if title is not None and not 3 <= len(title.strip()) <= 200:
            raise UsageError("A title has 3 to 200 characters", remedy="Write another one after --title.")
        one = _document(library, paths)
        corrected(one.item, one.index, given).write()
        _say(quiet, f"{one.item.yaml}: {one.called(loaded.framework)} is corrected and confirmed.")
        return ExitCode.OK
    chosen = _chosen(library, paths)
    files = confirm(chosen)
    if not quiet:
        _list(chosen, loaded, done=True)
    _say(quiet or not files, f"Confirmed, and written to {', '.join(files)}.")
    return ExitCode.OK


def _document(library: "Library", paths: tuple[Path | str, ...]) -> "Chosen":
    """The one document that is to be corrected, whether or not it was guessed. Raises UsageError."""
    from annexa.inspection.attestation import find_document

    if len(paths) != 1 or not isinstance(paths[0], Path) or not paths[0].is_file():
        raise UsageError(
            "--title, --dated and --kind correct one document",
            remedy="Name one file, such as evidence/3.4-destinations/destinations.docx.",
        )
    return find_document(library, paths[0])


def _chosen(library: "Library", paths: tuple[Path | str, ...]) -> "tuple[Waiting, ...]":
    """What waits about the items and documents that are named. Raises UsageError for what is neither."""
    from annexa.inspection.attestation import find_document
    from annexa.inspection.confirming import Waiting, waiting

    found: list[Waiting] = []
    for path in paths:
        if isinstance(path, Path) and path.is_file():
            document = find_document(library, path)
            one = Waiting(item=document.item, index=document.index)
            found += [one] if document.meta.guessed else []
            continue
        wanted = path.resolve() if isinstance(path, Path) else None
        items = [each for each in library.items if path == each.meta.requirement or wanted == each.folder.resolve()]
        if not items:
            known = [each.meta.requirement for each in library.items]
            raise names.unknown("item or document", str(path), known, remedy=options.ITEM_OR_PATH)
        found += waiting(items)
    return tuple({(one.item.yaml, one.index): one for one in found}.values())


def _list(found: "tuple[Waiting, ...]", loaded: "Loaded", *, done: bool = False) -> None:
    """What was guessed, item by item; of a sensitive document only which fields."""
    from annexa.model.library import is_sensitive

    if not found:
        click.echo("There is nothing to confirm.")
        return
    folder = ""
    for one in found:
        if one.item.yaml != folder:
            folder = one.item.yaml
            click.echo(click.style(folder.removesuffix("/item.yaml"), bold=True))
        requirement = loaded.framework.requirement(one.item.meta.requirement)
        if one.index is not None and one.document and is_sensitive(requirement, one.document):
            click.echo(f"  document {one.index + 1}: {', '.join(one.values)}")
            continue
        values = ", ".join(f"{name} “{value}”" for name, value in one.values.items())
        click.echo(f"  {one.about}: {values}")
    if not done:
        first = found[0].item.meta.requirement
        click.echo(f"\nCompare them with the documents, then say so item by item: annexa confirm {first}")


def _say(quiet: bool, words: str) -> None:
    if not quiet:
        click.echo(words)
