"""`annexa prove`: a document beside the pages that are made of it, or beside a PDF that somebody else made."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annexa.cli import options
from annexa.cli.progress import progress
from annexa.model.errors import ExitCode, UsageError
from annexa.model.library import is_sensitive
from annexa.model.words import count, listed

if TYPE_CHECKING:
    from annexa.pipeline.proving import Proved
    from annexa.proof import Passage

SHOWN = 8
"""Passages shown of each kind; --json has them all."""


@click.command("prove")
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
@click.option(
    "--pdf",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="PDF",
    help="Compare FILE with this PDF, such as one that Word made of it, in place of converting it.",
)
@options.as_json
@options.quiet
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], pdf: Path | None, as_json: bool, quiet: bool) -> int:
    """Proves that the pages of a document show all that it says, and nothing that it hides.

    Each FILE is converted as for a bundle. Its visible words are looked for on its pages, and on the same pages what it
    hides: hidden text, sheets, rows, columns and slides, tracked deletions, comments, notes. Letters that no font has
    are named too, and letters that are read as one and drawn as another; pictures, charts, formulas and values of form
    fields are counted in the document and on its pages. Exit code 1 means that something is missing or should not be
    there, or that nothing could be proved. The answer quotes the document: mind who reads it. Of a sensitive document
    of the library, which may be named by item and number, it says numbers alone.

    \b
    annexa prove evidence/3.4-destinations/destinations.docx
    annexa prove minutes.docx --pdf minutes.pdf
    annexa prove *.xlsx --json
    annexa prove tracked-children:3
    """
    from annexa.pipeline.proving import prove_files

    named = [_named(ctx, file) for file in files]
    hidden = {path: called for path, called in named if called}
    with progress("Proving", quiet=quiet or as_json, total=len(files)) as advance:
        found = prove_files([path for path, _ in named], pdf=pdf, advance=lambda name: advance("" if hidden else name))
    if as_json:
        records = [_counts(each, hidden[each.source]) if each.source in hidden else _record(each) for each in found]
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
    elif not quiet:
        told = (_told(each, hidden[each.source]) if each.source in hidden else _lines(each) for each in found)
        click.echo("\n".join(line for lines in told for line in lines))
    return ExitCode.OK if all(each.proof.is_sound for each in found) else ExitCode.FINDINGS


def _named(ctx: click.Context, file: Path) -> tuple[Path, str]:
    """The file that is meant, and what it is called where nothing of it may be said; "" for any other."""
    from annexa.inspection.attestation import find_document
    from annexa.load.places import locate

    try:
        loaded = options.loaded_of(ctx)
        library = options.library_of(loaded)
        secure = library.meta.secure_root
        if secure is not None and file.resolve().is_relative_to(secure.resolve()):
            return file, "A file of the secure folder"
        chosen = find_document(library, file)
    except UsageError:  # a document of no library, or a library that cannot be read
        chosen = None
    place = locate(library, chosen.item, chosen.meta) if chosen else file
    if not isinstance(place, Path) or not place.is_file():
        raise click.BadParameter(f"There is no file {file}.", ctx, param_hint="FILE")
    requirement = loaded.framework.requirement(chosen.item.meta.requirement) if chosen else None
    if chosen is None or not is_sensitive(requirement, chosen.meta):
        return file, ""
    return place, f"{chosen.item.meta.requirement}:{chosen.index + 1}"


def _counts(proved: "Proved", called: str) -> dict[str, Any]:
    """What is said of a sensitive document, for programs."""
    proof = proved.proof
    return {
        "file": called,
        "sound": proof.is_sound,
        "share": round(proof.share, 4),
        "pages": proof.pages,
        "words": proof.words,
        "found": proof.found,
        "missing": len(proof.missing),
        "let_out": len(proof.let_out),
    }


def _told(proved: "Proved", called: str) -> list[str]:
    """What is said of a sensitive document: numbers, and none of its words."""
    proof = proved.proof
    lines = [click.style(called, bold=True)]
    if proof.unproved:
        return [*lines, f"  {click.style('ERROR', fg='red')}  Nothing could be proved."]
    lines.append(f"  {proof.found:,} of {proof.words:,} words are on its {_pages(proof.pages)}.")
    for number, what in ((len(proof.missing), "Not on the pages"), (len(proof.let_out), "Hidden, and on the pages")):
        lines += [f"  {what}: {count(number, 'passage')}, not quoted here."] if number else []
    sound = "All that it says is there, and nothing that it hides."
    return [*lines, click.style(f"  {sound}", fg="green") if proof.is_sound else "  It is not sound."]


def _record(proved: "Proved") -> dict[str, Any]:
    import msgspec

    record: dict[str, Any] = msgspec.to_builtins(proved.proof)
    return {
        "file": str(proved.source),
        "pdf": str(proved.pdf) if proved.pdf else None,
        "sound": proved.proof.is_sound,
        "share": round(proved.proof.share, 4),
        "errors": list(proved.proof.errors),
        **record,
    }


def _lines(proved: "Proved") -> list[str]:
    proof = proved.proof
    lines = [click.style(str(proved.source), bold=True)]
    if proof.unproved:
        why = f"  {click.style('ERROR', fg='red')}  {proof.unproved}."
        return [*lines, why, *([f"         {proof.remedy}"] if proof.remedy else [])]
    beside = f" of {proved.pdf}" if proved.pdf else ""
    told = [f"{proof.found:,} of {proof.words:,} words", *map(str, proof.counted)]
    lines.append(f"  {listed(told)} are on its {_pages(proof.pages)}{beside}.")
    lines += [f"  {click.style('ERROR', fg='red')}  {error}." for error in proof.errors]
    lines += _passages("Not on the pages:", proof.missing)
    lines += _passages("Hidden, and on the pages:", proof.let_out)
    if proof.shapeless:
        lines.append(f"  Without a shape: {' '.join(proof.shapeless[:40])}")
    if proof.misnamed:
        pairs = ", ".join(f"“{said}” drawn as “{drawn}”" for said, drawn in proof.misnamed[:10])
        lines.append(f"  Read as one letter and drawn as another: {pairs}")
    if proof.partial:
        lines.append(f"  The document was not compared whole: {proof.partial}.")
    if proof.is_sound:
        few = " but for the few above" if proof.missing else ""
        what = "was compared" if proof.partial else "it says"
        lines.append(click.style(f"  All that {what} is there{few}, and nothing that it hides.", fg="green"))
    return lines


def _pages(count: int) -> str:
    return "page" if count == 1 else f"{count:,} pages"


def _passages(title: str, passages: "tuple[Passage, ...]") -> list[str]:
    if not passages:
        return []
    lines = [f"  {title}"]
    for passage in passages[:SHOWN]:
        where = ", ".join(part for part in (passage.what, str(passage.place)) if part)
        lines.append(f"    “{passage.words}”{f' ({where})' if where else ''}")
    if len(passages) > SHOWN:
        lines.append(f"    and {len(passages) - SHOWN} more; --json has them all")
    return lines
