"""`annexa package`: a built bundle made ready to send, with proof of its bytes."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annexa.cli import names, options
from annexa.cli.moments import DAY
from annexa.cli.progress import progress
from annexa.cli.verify import passphrase_of
from annexa.model.errors import UsageError
from annexa.model.words import count

if TYPE_CHECKING:
    from annexa.package import Packed


@click.command("package")
@click.argument("submission", metavar="SUBMISSION", type=names.Submission())
@click.option("--from", "sender", default="lano", show_default=True, metavar="ROLE", help="The role that sends it.")
@click.option(
    "--dated",
    type=DAY,
    metavar="DATE",
    help="The package's date, such as 2026-11-03; otherwise the newest date in its evidence.",
)
@click.option(
    "--passphrase-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Holds the passphrase."
)
@click.option(
    "--no-encryption", is_flag=True, help="Leave child-level material readable, for a channel that encrypts itself."
)
@options.as_json
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    submission: str,
    sender: str,
    dated: Any,
    passphrase_file: Path | None,
    no_encryption: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Packs what annexa bundle built: a folder and a zip, both BagIt 1.0 bags, and a receipt for the email.

    SUBMISSION is day-2 or day-5, or the folder of a supplement such as day-2-supplement-1, whether it stands alone or
    was inserted. The package is put into build/bundles/SUBMISSION/package. Child-level material has a bundle of its
    own, and so a package of its own, encrypted with AES-256; that one is never the same twice, since its salt is
    random. A bundle against whose documents errors stand by now is not packed; a draft is, and its receipt tells of
    them. The passphrase is asked for, or read from a file or from ANNEXA_PASSPHRASE; it is never an argument, since
    other users of a machine can see those.

    \b
    annexa package day-2
    annexa package day-5 --from director --dated 2026-11-06
    annexa package day-2-supplement-1
    """
    from annexa.cli.made import earlier
    from annexa.pipeline import packing
    from annexa.plan.folders import FolderName

    loaded = options.loaded_of(ctx)
    known = [each.id for each in loaded.framework.submissions]
    asked = FolderName.parse(submission, known)
    if asked is None:
        raise names.unknown("submission", submission, known)
    folders = packing.to_pack(loaded, asked)
    passphrase = None
    if any(_is_child_level(folder) for folder in folders) and not no_encryption:
        passphrase = passphrase_of(passphrase_file) or _ask()
    made = []
    with progress("Packing", quiet=quiet or as_json) as advance:
        for folder in folders:
            packed = packing.pack(
                loaded,
                folder,
                sender=sender,
                dated=dated.date() if dated is not None else None,
                passphrase=passphrase if _is_child_level(folder) else None,
                advance=advance,
            )
            made.append(packed)
    if as_json:
        import json

        click.echo(json.dumps([_summary(each) for each in made], ensure_ascii=False, indent=2))
    elif not quiet:
        for folder, each in zip(folders, made, strict=True):
            click.echo(_in_words(each))
            for line in earlier(folder, asked.submission, " --supplement" if asked.supplement else ""):
                click.echo(line)
        for command in dict.fromkeys(_next(folder) for folder in folders):
            click.echo(f"  Once it is sent, record that: {command}")


def _next(folder: Path) -> str:
    """The command that records that a bundle was sent."""
    from annexa.load.manifest import read_manifest
    from annexa.load.sent import PENDING

    option = " --supplement" if (folder / PENDING).is_file() else ""
    return f"annexa bundle {read_manifest(folder).submission}{option} --freeze"


def _is_child_level(folder: Path) -> bool:
    from annexa.load.manifest import read_manifest

    return read_manifest(folder).is_child_level


def _ask() -> str:
    """The passphrase, typed twice and not shown. Raises UsageError where nobody can type."""
    from annexa.package import check_passphrase

    if not sys.stdin.isatty():
        raise UsageError(
            "Child-level material needs a passphrase, and there is nobody to ask",
            remedy="Set ANNEXA_PASSPHRASE or use --passphrase-file; --no-encryption is for channels that encrypt.",
        )
    typed: str = click.prompt("Passphrase for the child-level package", hide_input=True, confirmation_prompt=True)
    check_passphrase(typed)
    return typed


def _summary(packed: "Packed") -> dict[str, Any]:
    return {
        "folder": str(packed.folder),
        "zip": str(packed.zip),
        "receipt": str(packed.receipt),
        "seal": packed.seal,
        "zip_sha256": packed.zip_sha256,
        "files": packed.files,
        "encrypted": packed.encrypted,
        "errors": packed.errors,
    }


def _of_errors(packed: "Packed") -> list[str]:
    """Of a draft: a bundle against which errors stand is not packed."""
    if not packed.errors:
        return []
    said = count(packed.errors, "error stands", "errors stand")
    return [f"  {said} against what this draft holds, and its receipt says so: annexa check names them."]


def _in_words(packed: "Packed") -> str:
    lines = [
        f"{click.style(packed.zip.name, bold=True)}{' (encrypted)' if packed.encrypted else ''}",
        f"  in {os.path.relpath(packed.zip.parent)}",
        f"  seal {packed.seal}",
        *_of_errors(packed),
        "  Paste the receipt into the email, and write the seal down: it proves later that this is what was sent.",
    ]
    return "\n".join(lines)
