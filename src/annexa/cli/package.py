"""`annexa package`: a built bundle made ready to send, with proof of its bytes."""

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annexa.cli import options
from annexa.cli.verify import passphrase_of
from annexa.model.errors import FindingsRefused, UsageError

if TYPE_CHECKING:
    from annexa.bundle.package import Packed
    from annexa.load import Loaded
    from annexa.tools.git import Commit


@click.command("package")
@click.argument("submission", metavar="SUBMISSION")
@click.option("--from", "sender", default="lano", show_default=True, metavar="ROLE", help="The role that sends it.")
@click.option(
    "--dated",
    type=click.DateTime(["%Y-%m-%d"]),
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
    random. Its passphrase is asked for, or read from a file or from ANNEXA_PASSPHRASE; it is never an argument, since
    other users of a machine can see those.

    \b
    annexa package day-2
    annexa package day-5 --from director --dated 2026-11-06
    annexa package day-2-supplement-1
    """
    loaded = options.loaded_of(ctx)
    folders = _folders(loaded, submission)
    passphrase = None
    if any(_is_child_level(folder) for folder in folders) and not no_encryption:
        passphrase = passphrase_of(passphrase_file) or _ask()
    made = [_pack(loaded, folder, sender, dated, passphrase if _is_child_level(folder) else None) for folder in folders]
    if as_json:
        import json

        click.echo(json.dumps([_summary(each) for each in made], ensure_ascii=False, indent=2))
    elif not quiet:
        for each in made:
            click.echo(_in_words(each))
        for command in dict.fromkeys(_next(folder) for folder in folders):
            click.echo(f"  Once it is sent, record that: {command}")


def _folders(loaded: "Loaded", submission: str) -> list[Path]:
    """The bundles that were built for a submission, or one supplement by its folder's name. Raises UsageError."""
    known = [each.id for each in loaded.framework.submissions]
    bundles = loaded.root / "build" / "bundles"
    if submission not in known and not re.fullmatch(rf"({'|'.join(map(re.escape, known))})(-[a-z0-9-]+)?", submission):
        raise UsageError(f"There is no submission “{submission}”", remedy=f"Name one of: {', '.join(known)}.")
    if submission.endswith("-sent"):
        raise UsageError(
            f"{submission} holds what was sent, and stays as it is",
            remedy=f"Its package, where one was made before it was frozen, lies in build/bundles/{submission}/package.",
        )
    names = (submission, f"{submission}-child-level") if submission in known else (submission,)
    found = [bundles / name for name in names]
    found = [folder for folder in found if (folder / "manifest.json").is_file()]
    if not found:
        base = next(id for id in known if submission == id or submission.startswith(f"{id}-"))
        option = " --supplement" if "-supplement-" in submission else ""
        raise UsageError(
            f"No bundle of {submission} was built yet", remedy=f"Build it first: annexa bundle {base}{option}"
        )
    return found


def _next(folder: Path) -> str:
    """The command that records that a bundle was sent."""
    from annexa.bundle.package.gather import read_manifest
    from annexa.load.sent import PENDING

    option = " --supplement" if (folder / PENDING).is_file() else ""
    return f"annexa bundle {read_manifest(folder)['submission']}{option} --freeze"


def _is_child_level(folder: Path) -> bool:
    return "-child-level" in folder.name


def _ask() -> str:
    """The passphrase, typed twice and not shown. Raises UsageError where nobody can type."""
    from annexa.bundle.package import check_passphrase

    if not sys.stdin.isatty():
        raise UsageError(
            "Child-level material needs a passphrase, and there is nobody to ask",
            remedy="Set ANNEXA_PASSPHRASE or use --passphrase-file; --no-encryption is for channels that encrypt.",
        )
    typed: str = click.prompt("Passphrase for the child-level package", hide_input=True, confirmation_prompt=True)
    check_passphrase(typed)
    return typed


def _pack(loaded: "Loaded", folder: Path, sender: str, dated: Any, passphrase: str | None) -> "Packed":
    from annexa import pipeline
    from annexa.bundle.finish import VERIFICATION, package_bundle, passes
    from annexa.bundle.package.gather import read_manifest

    library = options.library_of(loaded)
    refuse_another(folder, loaded.root)
    if not read_manifest(folder)["draft"] and (folder / VERIFICATION).is_file() and not passes(folder):
        raise FindingsRefused(
            f"The bundle in {folder.name} did not pass its own verification",
            remedy=f"annexa verify {os.path.relpath(folder)} says why; build it again.",
        )
    checked = pipeline.check(loaded, as_of=options.day_of(None, loaded))
    return package_bundle(
        folder,
        library,
        loaded.framework,
        commit=commit_in_words(loaded.root / "evidence"),
        sender=sender,
        dated=dated.date() if dated is not None else None,
        findings=checked.findings,
        passphrase=passphrase,
    )


def refuse_another(folder: Path, root: Path) -> None:
    """Raises UsageError where a submission was sent and the bundle in a folder was built anew since.

    Its page numbers may be others than those that were quoted.
    """
    from annexa.bundle import freeze
    from annexa.bundle.package.gather import read_manifest
    from annexa.load.sent import path_of, read
    from annexa.model.words import day_in_words

    manifest = read_manifest(folder)
    submission = manifest["submission"]
    if manifest["draft"] or folder.name not in (submission, f"{submission}-child-level"):
        return
    record = read(path_of(root, submission, manifest["package"]))
    if record is not None and record.files != tuple(freeze.sent_files(manifest)):
        raise UsageError(
            f"{submission} was sent on {day_in_words(record.sent)}, and the bundle in {folder.name} was built anew"
            " since: its page numbers may be others than those that were quoted",
            remedy=f"Build and pack what has changed: annexa bundle {submission} --supplement. What was sent lies in"
            f" build/bundles/{folder.name}-sent.",
        )


def commit_in_words(folder: Path) -> str:
    """The commit that the evidence stands at, and whether something in it is not committed yet; empty without git."""
    from annexa.model.errors import AnnexaError
    from annexa.tools import git

    try:
        commit: Commit | None = git.commit_of(folder)
    except AnnexaError:
        return ""
    if commit is None:
        return ""
    return commit.sha if commit.clean else f"{commit.sha} with changes that are not committed"


def _summary(packed: "Packed") -> dict[str, Any]:
    return {
        "folder": str(packed.folder),
        "zip": str(packed.zip),
        "receipt": str(packed.receipt),
        "seal": packed.seal,
        "zip_sha256": packed.zip_sha256,
        "files": packed.files,
        "encrypted": packed.encrypted,
    }


def _in_words(packed: "Packed") -> str:
    lines = [
        f"{click.style(packed.zip.name, bold=True)}{' (encrypted)' if packed.encrypted else ''}",
        f"  in {os.path.relpath(packed.zip.parent)}",
        f"  seal {packed.seal}",
        "  Paste the receipt into the email, and write the seal down: it proves later that this is what was sent.",
    ]
    return "\n".join(lines)
