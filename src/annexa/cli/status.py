"""`annexa status`: who must do what by when."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annexa.cli import names, options
from annexa.cli.files import OUTPUT
from annexa.cli.progress import progress
from annexa.inspection.rows import State
from annexa.model.errors import ExitCode, UsageError
from annexa.model.words import count
from annexa.pipeline.status import status as status_now
from annexa.report.status import FORMATS, write
from annexa.tools.files import write_whole

if TYPE_CHECKING:
    from annexa.load import Loaded


@click.command("status")
@click.argument("folders", metavar="[FOLDER]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--libraries", is_flag=True, help="A line for each FOLDER, a library each, for a regional team.")
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMATS)), help="Otherwise by the name of --output, or text."
)
@click.option("-o", "--output", type=OUTPUT, metavar="FILE", help="Write it to this file.")
@click.option(
    "--submission", "submissions", multiple=True, metavar="ID", type=names.Submission(), help="Only this one."
)
@click.option("--group", "groups", multiple=True, metavar="ID", type=names.Group(), help="Only this group.")
@click.option("--role", "roles", multiple=True, metavar="ROLE", type=names.Role(), help="Only what it must act on.")
@click.option("--state", "states", multiple=True, metavar="STATE", help="Only what is in this state, such as late.")
@options.at
@click.option(
    "--import",
    "tracker",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Show what a tracker (.xlsx) that came back says otherwise than the library.",
)
@click.option("--apply", is_flag=True, help="With --import: write its leads and notes into the items.")
@options.as_json
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    folders: tuple[Path, ...],
    libraries: bool,
    form: str | None,
    output: Path | None,
    submissions: tuple[str, ...],
    groups: tuple[str, ...],
    roles: tuple[str, ...],
    states: tuple[str, ...],
    at: datetime | None,
    tracker: Path | None,
    apply: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Shows where every requirement stands: its documents, faults and sign-offs, whose turn it is, and the time left.

    Each filter may be repeated. The tracker (.xlsx) can be changed and sent back: ‘--import’ shows what was changed,
    ‘--apply’ takes evidence lead, accountable lead and note over into the items, and leaves everything else.

    \b
    annexa status
    annexa status --submission day-2 --state late
    annexa status --role education-evidence-lead
    annexa status --output build/reports/status.html
    annexa status --output tracker.xlsx
    annexa status --import tracker.xlsx --apply
    annexa status --libraries ashby westmere northmoor
    """
    if libraries or folders:
        from annexa.cli.region import show

        others = (form, output, tracker, *submissions, *groups, *roles, *states)
        if not (libraries and folders) or any(others):
            raise UsageError(
                "--libraries and the folders of libraries go together, and with no other option but --at and --json",
                remedy="Write for example: annexa status --libraries ashby westmere",
            )
        return show(folders, at=options.now(at), as_json=as_json, quiet=quiet)
    loaded = options.loaded_of(ctx)
    if tracker is not None:
        from annexa.cli.tracking import import_tracker

        return import_tracker(loaded, tracker, apply=apply, as_json=as_json, quiet=quiet)
    options.library_of(loaded)
    chosen = "json" if as_json else form or _form_of(output)
    _refuse(chosen, output, apply=apply)
    filters = {
        "submission": _known(submissions, [each.id for each in loaded.framework.submissions], "submission"),
        "group": _known(groups, [each.id for each in loaded.framework.groups], "group"),
        "role": _known(roles, _roles_of(loaded), "role"),
        "state": [state.replace("-", " ") for state in _known(map(_hyphens, states), map(_hyphens, State), "state")],
    }
    with progress("Checking", quiet=quiet or chosen != "text") as advance:
        found = status_now(loaded, at=options.now(at), advance=advance)
    shown = found.only(**filters)
    answer = write(
        shown, chosen, colour=output is None and options.use_colour(), width=options.width() if output is None else 100
    )
    if output is not None:
        write_whole(output, answer)
        if not quiet:
            click.echo(f"{count(len(shown.rows), 'requirement')} in {output}.")
    elif not quiet:
        click.echo(answer, nl=False)
    return ExitCode.OK


def _refuse(form: str, output: Path | None, *, apply: bool) -> None:
    """Raises UsageError for options that do not fit together."""
    if apply:
        raise UsageError("--apply needs a tracker", remedy="Write: annexa status --import tracker.xlsx --apply")
    if form == "xlsx" and output is None:
        raise UsageError(
            "A workbook is not shown on a terminal", remedy="Name its file: annexa status --output tracker.xlsx"
        )


def _form_of(output: Path | None) -> str:
    """The form that a file's name asks for; text where it asks for none."""
    endings = {".json": "json", ".html": "html", ".htm": "html", ".xlsx": "xlsx", ".md": "markdown"}
    return endings.get(output.suffix.lower(), "text") if output is not None else "text"


def _roles_of(loaded: "Loaded") -> list[str]:
    """Every role that people.yaml holds or an item names."""
    library = loaded.library
    if library is None:
        return []
    named = (role for item in library.items for role in (item.meta.lead, item.meta.accountable))
    return list(dict.fromkeys((*library.people.roles, *named)))


def _hyphens(name: str) -> str:
    return "-".join(name.lower().split())


def _known(given: Iterable[str], known: Iterable[str], what: str) -> list[str]:
    """The values of a filter. Raises UsageError for one that does not exist, with the nearest that does."""
    there, chosen = list(known), list(given)
    for value in chosen:
        if value not in there:
            raise names.unknown(what, value, there)
    return chosen
