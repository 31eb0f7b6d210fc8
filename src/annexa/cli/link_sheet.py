"""`annexa link-sheet`: writes the hyperlink document of an item from its metadata."""

from collections.abc import Iterator
from pathlib import Path

import click

from annexa.cli import names, options
from annexa.cli.files import OUTPUT
from annexa.load import Loaded
from annexa.model.errors import ExitCode, UsageError
from annexa.model.library import DocumentMeta, Item, Kind, Library, called, is_sensitive


@click.command("link-sheet")
@click.argument("item", required=False, metavar="[ITEM]")
@click.option(
    "--blank",
    type=OUTPUT,
    metavar="FILE",
    help="Write the empty template to this file instead.",
)
@click.option("--force", is_flag=True, help="Write over a document that is not a hyperlink sheet.")
@options.quiet
@click.pass_context
def command(ctx: click.Context, item: str | None, blank: Path | None, force: bool, quiet: bool) -> int:
    """Writes the hyperlink document of an item: address, what it shows, why it opens or the content lifted from it.

    ITEM is the requirement's id, such as 3.4, or the item's folder. Every document of kind `link` in it that is named
    as a .docx file is written; the same metadata gives the same bytes, so that a sign-off holds.

    \b
    annexa link-sheet 3.4
    annexa link-sheet evidence/3.4-destinations
    annexa link-sheet --blank hyperlink-template.docx
    """
    from annexa.links.sheet_docx import blank_sheet

    loaded = options.loaded_of(ctx)
    library = options.library_of(loaded)
    if blank is not None:
        from annexa.tools.files import write_whole

        write_whole(blank, blank_sheet(library.meta.partnership, language=library.meta.language))
        _say(f"{blank}: the empty template", quiet)
        return ExitCode.OK
    if item is None:
        raise UsageError("No item is named", remedy="Say which, such as ‘annexa link-sheet 3.4’; or use --blank.")
    for path, changed in _write(loaded, library, item, force):
        _say(f"{path}: {'written' if changed else 'already up to date'}", quiet)
    return ExitCode.OK


def _say(line: str, quiet: bool) -> None:
    if not quiet:
        click.echo(line)


def _write(loaded: Loaded, library: Library, named: str, force: bool) -> Iterator[tuple[str, bool]]:
    """What each sheet is called, and whether its bytes changed. Raises UsageError before anything is written."""
    from annexa.links.sheet import sheet_of
    from annexa.links.sheet_docx import sheet_docx
    from annexa.tools.files import write_whole

    item = _item(library, named)
    wanted = [document for document in item.meta.documents if document.kind is Kind.LINK]
    if not wanted:
        raise UsageError(
            f"{item.yaml} lists no document of kind link",
            remedy="Add one whose file ends in .docx, with a ‘link’ block: url, shows, why_open or content, looked_at.",
        )
    words = _requirement(loaded, item)
    told = [_told(loaded, item, document) for document in wanted]
    paths = [_path(library, item, document, force, told=each) for document, each in zip(wanted, told, strict=True)]
    for document, path, each in zip(wanted, paths, told, strict=True):
        made = sheet_docx(sheet_of(library, document, words), language=library.meta.language)
        changed = not path.exists() or path.read_bytes() != made
        if changed:
            write_whole(path, made)
        secret = each != f"“{document.title}”"
        yield f"{item.yaml}, {each}" if secret else path.relative_to(library.root).as_posix(), changed


def _told(loaded: Loaded, item: Item, document: DocumentMeta) -> str:
    """What a document is called in messages: its title, or the number of a sensitive one."""
    requirement = loaded.framework.requirement(item.meta.requirement)
    number = item.meta.documents.index(document) + 1
    return called(requirement, document, number) if is_sensitive(requirement, document) else f"“{document.title}”"


def _requirement(loaded: Loaded, item: Item) -> str:
    """Such as "Requirement 3.4: Destinations"."""
    found = loaded.framework.requirement(item.meta.requirement)
    if found is None:
        return f"Requirement {item.meta.requirement}"
    return f"Requirement {found.number}: {found.title}" if found.number else found.title


def _item(library: Library, named: str) -> Item:
    """The item with that requirement id or folder. Raises UsageError."""
    folder = Path(named.rstrip("/\\")).name
    for item in library.items:
        if named == item.meta.requirement or folder == item.folder.name:
            return item
    known = [name for item in library.items for name in (item.meta.requirement, item.folder.name)]
    raise names.unknown("item", named, known, remedy="Name a requirement such as 3.4, or a folder below evidence/.")


def _path(library: Library, item: Item, document: DocumentMeta, force: bool, *, told: str) -> Path:
    """Where the sheet goes. Raises UsageError where it cannot be written there, or would say too little."""
    from annexa.load.places import locate

    if document.link is None:
        raise UsageError(
            f"{item.yaml}: {told} is of kind link but has no ‘link’ block",
            remedy="Add url, shows, why_open or content, looked_at and looked_at_by below ‘link’.",
        )
    if not (document.link.why_open or document.link.content):
        raise UsageError(
            f"{item.yaml}: the link of {told} says neither why it opens for everybody nor what it holds",
            remedy="Write ‘why_open’, or copy what the inspector needs into ‘content’.",
        )
    path = locate(library, item, document)
    if document.secure is not None or not isinstance(path, Path) or path.suffix.lower() != ".docx":
        raise UsageError(
            f"{item.yaml}: the file of {told} is not the name of a .docx file in the item's folder",
            remedy="Write for example ‘file: local-offer-link.docx’.",
        )
    if path.exists() and not force and not _is_sheet(path):
        raise UsageError(
            f"The file of {told} is there already and is not a hyperlink sheet",
            remedy="Give the sheet another name in item.yaml, or write over the file with --force.",
        )
    return path


def _is_sheet(path: Path) -> bool:
    from annexa import documents
    from annexa.links.sheet import is_sheet

    facts = documents.read(path)
    return isinstance(facts, documents.Facts) and is_sheet(facts)
