"""`annexa secure`: files kept outside the library, such as lists of children."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from annexa.cli import names, options
from annexa.cli.free_text import TEXT
from annexa.cli.moments import DAY
from annexa.model.errors import AnnexaError, ExitCode, UsageError

if TYPE_CHECKING:
    from annexa.inspection.secure import Kept
    from annexa.model.library import DocumentMeta, Item, Library


@click.group("secure")
def command() -> None:
    """Keeps files about children outside the library: moved there, looked after, and deleted when they must be.

    library.yaml names the folder (‘secure_folder’). Neither a title nor the name of a file in it is ever shown.

    \b
    annexa secure add list-1.xlsx --item child-level-data --custodian performance-analyst \\
        --title "List 1" --dated 2026-11-30
    annexa secure status
    annexa secure purge --after 2027-05-31
    """


@command.command("add")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--item", required=True, metavar="ID", type=names.ItemId(), help="The requirement that it answers.")
@click.option("--custodian", metavar="ROLE", type=names.Role(), help="Who keeps it: a role in people.yaml.")
@click.option("--title", metavar="TEXT", type=TEXT, help="For a file that item.yaml does not name yet: its title.")
@click.option("--dated", type=DAY, metavar="DATE", help="For such a file: the date on it.")
@click.option("--kind", default="data", metavar="KIND", help="For such a file: what it is; otherwise data.")
@click.option("--as", "name", default="", metavar="NAME", help="Its name there; otherwise one that tells nothing.")
@options.quiet
@click.pass_context
def add(
    ctx: click.Context,
    file: Path,
    item: str,
    custodian: str | None,
    title: str | None,
    dated: datetime | None,
    kind: str,
    name: str,
    quiet: bool,
) -> int:
    """Moves a file into the secure folder, and writes path, SHA-256, rows and custodian into item.yaml.

    The original is deleted once the copy was read back. What git or a mailbox still holds of it is yours to remove.

    \b
    annexa secure add ~/Downloads/list-1.xlsx --item child-level-data --custodian performance-analyst \\
        --title "List 1" --dated 2026-11-30
    annexa secure add evidence/child-level-data/list.xlsx --item child-level-data --custodian performance-analyst
    """
    from annexa.inspection import secure

    loaded = options.loaded_of(ctx)
    library = options.library_of(loaded)
    chosen = _item(item, library, [each.id for each in loaded.framework.requirements])
    role = names.role_of(custodian, library, "--custodian")
    held = _held_by_git(library, file)
    done = secure.add(library, chosen, file, custodian=role, name=name, new=_new(title, dated, kind))
    if not quiet:
        lines = [f"Moved to the secure folder; {chosen.yaml} names it: {done.rows:,} rows, kept by {role}. Commit it."]
        if held:
            lines.append(
                "git still holds the file in its history: have it taken out there before anybody else gets it."
            )
        click.echo("\n".join(lines))
    return ExitCode.OK


@command.command("status")
@options.as_json
@options.quiet
@click.pass_context
def status(ctx: click.Context, as_json: bool, quiet: bool) -> int:
    """Says of every file that the library keeps there whether it is as recorded.

    One that a receipt says was purged is ‘deleted’. The exit code is 1 where one is changed or missing, or could not be
    looked at because the folder is not at hand.

    \b
    annexa secure status
    """
    from annexa.inspection.secure import kept

    library = options.library_of(options.loaded_of(ctx))
    found = kept(library)
    if as_json:
        rows = [{"what": each.what, "state": each.state, "rows": each.rows, "by": each.custodian} for each in found]
        click.echo(msgspec.json.format(msgspec.json.encode(rows)).decode())
    elif not quiet:
        click.echo("\n".join(map(_line, found)) or "The library keeps nothing in the secure folder.")
        if any(each.state == "unchecked" for each in found):
            click.echo(
                "Unchecked: the secure folder is not at hand here. Run this where it is, before anything is sent."
            )
    is_well = all(each.state in ("as recorded", "deleted") for each in found)
    return ExitCode.OK if is_well else ExitCode.FINDINGS


@command.command("purge")
@click.option("--after", type=DAY, required=True, metavar="DATE", help="The last day on which files must be kept.")
@click.option("--delete", is_flag=True, help="Delete them; otherwise they are listed.")
@click.option("--by", metavar="ROLE", type=names.Role(), help="With --delete: who deletes them.")
@options.at
@options.quiet
@click.pass_context
def purge(ctx: click.Context, after: datetime, delete: bool, by: str | None, at: datetime | None, quiet: bool) -> int:
    """Lists what is to be deleted once it need not be kept any longer and, with --delete, deletes it.

    The receipt in evidence/purged/ says what was deleted, its SHA-256, when and by which role, and holds no personal
    data. Files that the library does not name are counted and never touched. There is no way back.

    \b
    annexa secure purge --after 2027-05-31
    annexa secure purge --after 2027-05-31 --delete --by performance-analyst
    """
    from annexa.inspection import secure
    from annexa.model.words import count

    library = options.library_of(options.loaded_of(ctx))
    now, last = options.now(at), after.date()
    found = secure.to_purge(library)
    lines = [*map(_line, found)] or ["There is nothing to delete."]
    code = ExitCode.OK
    if delete and found:
        secure.refuse_early(last, now.date(), call=library.meta.notification)
        role = names.role_of(by, library, "--by")
        receipt, failed = secure.purge(library, found, by=role, at=now, after=last)
        lines.append(f"Deleted: {count(len(found) - failed, 'file')}. Receipt: {options.shown(receipt, library.root)}")
        if failed:
            lines.append(f"{count(failed, 'file')} could not be deleted: see who may write there.")
            code = ExitCode.FINDINGS
    elif found:
        lines.append(
            f"Nothing was deleted. To delete after {last}: annexa secure purge --after {last} --delete --by ROLE"
        )
    left = secure.others(library)
    if left:
        lines.append(f"{count(left, 'other file')} in the secure folder that the library does not name: not touched.")
    if not quiet:
        click.echo("\n".join(lines))
    return code


def _line(each: "Kept") -> str:
    colour = {"as recorded": "green", "deleted": "green", "unchecked": "yellow"}.get(each.state, "red")
    rows = f", {each.rows:,} rows" if each.rows is not None else ""
    return f"{click.style(each.state, fg=colour)}: {each.what}{rows}, kept by {each.custodian}"


def _item(given: str, library: "Library", known: list[str]) -> "Item":
    found = next((item for item in library.items if item.meta.requirement == given), None)
    if found is not None:
        return found
    if given not in known:
        raise names.unknown("requirement", given, known, remedy="‘annexa requirements’ lists them all.")
    raise UsageError(f"The library has no item for {given} that can be read", remedy="‘annexa validate’ says why.")


def _new(title: str | None, dated: datetime | None, kind: str) -> "DocumentMeta | None":
    """What is to be written of a file that item.yaml does not name. Raises UsageError."""
    from pydantic import ValidationError

    from annexa.model.library import DocumentMeta, Kind, Sensitivity

    if title is None or dated is None:
        return None
    if kind not in {each.value for each in Kind}:
        raise names.unknown("kind", kind, [each.value for each in Kind])
    try:
        return DocumentMeta(title=title, kind=Kind(kind), dated=dated.date(), sensitivity=Sensitivity.CHILD_LEVEL)
    except ValidationError:
        raise UsageError("--title has no fitting length", remedy="Write between 3 and 200 characters.") from None


def _held_by_git(library: "Library", file: Path) -> bool:
    """Whether a commit holds the file; False where there is no git to ask."""
    from annexa.tools import git

    real = file.resolve()
    if not real.is_relative_to(library.root.resolve()):
        return False
    name = real.relative_to(library.root.resolve()).as_posix()
    try:
        return bool(git.touches(library.root, [name]).get(name))
    except AnnexaError:
        return False
