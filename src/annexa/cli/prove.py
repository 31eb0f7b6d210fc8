"""`annexa prove`: a document beside the pages that are made of it, or beside a PDF that somebody else made."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annexa.cli import options
from annexa.cli.progress import progress
from annexa.model.errors import ExitCode

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
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@click.option(
    "--pdf",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="PDF",
    help="Compare FILE with this PDF, such as one that Word made of it, in place of converting it.",
)
@options.as_json
@options.quiet
def command(files: tuple[Path, ...], pdf: Path | None, as_json: bool, quiet: bool) -> int:
    """Proves that the pages of a document show all that it says, and nothing that it hides.

    Each FILE is converted as for a bundle. Its visible words are looked for on its pages, and on the same pages what it
    hides: hidden text, sheets, rows, columns and slides, tracked deletions, comments, notes. Letters that no font has
    are named too; pictures, charts, formulas and values of form fields are counted in the document and on its pages.
    Exit code 1 means that something is missing or should not be there, or that nothing could be proved. The answer
    quotes the document: mind who reads it.

    \b
    annexa prove evidence/3.4-destinations/destinations.docx
    annexa prove minutes.docx --pdf minutes.pdf
    annexa prove *.xlsx --json
    """
    from annexa.pipeline.proving import prove_files

    with progress("Proving", quiet=quiet or as_json, total=len(files)) as advance:
        found = prove_files(files, pdf=pdf, advance=advance)
    if as_json:
        click.echo(json.dumps([_record(each) for each in found], ensure_ascii=False, indent=2))
    elif not quiet:
        click.echo("\n".join(line for each in found for line in _lines(each)))
    return ExitCode.OK if all(each.proof.is_sound for each in found) else ExitCode.FINDINGS


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
        return [*lines, f"  {click.style('ERROR', fg='red')}  {proof.unproved}."]
    beside = f" of {proved.pdf}" if proved.pdf else ""
    counted = "".join(f", {each}" for each in proof.counted)
    lines.append(f"  {proof.found:,} of {proof.words:,} words{counted} are on its {_pages(proof.pages)}{beside}.")
    lines += [f"  {click.style('ERROR', fg='red')}  {error}." for error in proof.errors]
    lines += _passages("Not on the pages:", proof.missing)
    lines += _passages("Hidden, and on the pages:", proof.let_out)
    if proof.shapeless:
        lines.append(f"  Without a shape: {' '.join(proof.shapeless[:40])}")
    if proof.partial:
        lines.append(f"  The document was not compared whole: {proof.partial}.")
    if proof.is_sound:
        few = " but for the few above" if proof.missing else ""
        lines.append(click.style(f"  All that it says is there{few}, and nothing that it hides.", fg="green"))
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
