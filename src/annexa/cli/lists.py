"""`annexa lists`: lists of children and young people, checked as files."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from annexa.cli import names, options
from annexa.cli.progress import progress
from annexa.model.errors import ExitCode

if TYPE_CHECKING:
    from annexa.pipeline.lists import CheckedList, CheckedLists, CheckedSettings
    from annexa.rules.support.person_checks import ListFault

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_COLOUR = {"error": "red", "warning": "yellow", "info": "cyan"}


@click.group("lists")
def command() -> None:
    """Checks lists of children and young people before they are sent. Nothing that stands in a cell is ever shown.

    \b
    annexa lists check list-1.xlsx list-2.csv
    annexa lists check lists.ods --settings providers-and-settings.xlsx
    annexa lists log list-1 --minutes 40 --by performance-analyst
    """


@command.command("check")
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@click.option(
    "--settings", type=_FILE, metavar="FILE", help="The list of providers and settings; otherwise that of the library."
)
@click.option(
    "--numbers", type=_FILE, metavar="FILE", help="A workbook with the figures of requirement 2.5; otherwise its own."
)
@options.as_of
@options.as_json
@options.quiet
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[Path, ...],
    settings: Path | None,
    numbers: Path | None,
    as_of: Any,
    as_json: bool,
    quiet: bool,
) -> int:
    """Checks columns and rows of lists (.xlsx, .ods, .csv) by the newest template, and what they say of each other.

    A child may stand in one list only; establishments are looked up in the list of providers and settings, which is
    checked by its own template, with the ages that each serves; and counts are compared with requirement 2.5. What was
    not looked at is said. It names columns and rows, and never a value. Ages count from the call, or from --as-of. The
    exit code is 1 where there is an error, or a file that holds no list.

    \b
    annexa lists check list-1.xlsx list-2.xlsx
    annexa lists check ~/annexa-secure/lists.ods --settings providers-and-settings.xlsx --as-of 2026-11-30
    """
    from annexa.model.findings import Level
    from annexa.pipeline.lists import check_lists

    loaded = options.loaded_of(ctx)
    day = options.day_of(as_of, loaded)
    with progress("Checking lists", quiet=quiet or as_json) as advance:
        checked = check_lists(loaded, files, as_of=day, settings=settings, numbers=numbers, advance=advance)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(_answer(checked))).decode())
    elif not quiet:
        click.echo("\n".join(_words(checked)))
    errors = any(fault.level is Level.ERROR for fault in checked.faults)
    return ExitCode.FINDINGS if errors or checked.without else ExitCode.OK


@command.command("log")
@click.argument("name", metavar="LIST")
@click.option(
    "--minutes", type=click.IntRange(1, 10_000), required=True, help="How long it took, until it was checked."
)
@click.option("--by", metavar="ROLE", type=names.Role(), help="Who ran it: a role in people.yaml.")
@options.at
@options.quiet
@click.pass_context
def log(ctx: click.Context, name: str, minutes: int, by: str | None, at: datetime | None, quiet: bool) -> int:
    """Notes that a list was run to rehearse, in evidence/list-runs.yaml; ‘annexa status’ warns after three months.

    \b
    annexa lists log list-1 --minutes 40 --by performance-analyst
    """
    from annexa.inspection.list_runs import FILE
    from annexa.model.list_run import ListRun
    from annexa.pipeline import lists

    loaded = options.loaded_of(ctx)
    role, day = names.role_of(by, options.library_of(loaded), "--by"), options.now(at).date()
    lists.log(loaded.root, ListRun.model_construct(list=name, on=day, minutes=minutes, by=role))
    if not quiet:
        click.echo(f"{FILE}: {name} was run on {day}, {minutes} min, by {role}. Commit it.")
    return ExitCode.OK


def _words(checked: "CheckedLists") -> list[str]:
    from annexa.model.words import count

    template = checked.template
    newer = f"; {template.newer}" if template.newer else ""
    lines = [f"Checked by {template.said}{newer}."]
    for one in checked.lists:
        sheet = f", sheet {one.sheet}" if one.found.sheet is not None else ""
        rows = count(len(one.found.rows), "row")
        lines += ["", click.style(f"{one.file.name}{sheet}: {one.found.template.title}, {rows}", bold=True)]
        lines += [f"  {_line(fault, one)}" for fault in one.faults] or ["  nothing found"]
    for place in checked.settings:
        title = f"{place.file.name}, sheet {place.sheet}: providers and settings, {count(len(place.found.rows), 'row')}"
        lines += ["", click.style(title, bold=True)]
        lines += [f"  {_line(fault, place)}" for fault in place.faults] or ["  nothing found"]
    if checked.figures:
        level = click.style("warning", fg=_COLOUR["warning"])
        lines += ["", click.style("Counts", bold=True), *(f"  {level} {words}" for words in checked.figures)]
        lines.append("  Figures of another day may rightly differ: say so in the note on data quality.")
    lines += ["", *checked.notes] if checked.notes else []
    for file in checked.without:
        words = f"{file.name}: no sheet holds the columns of a list, so nothing of it was checked"
        lines += ["", click.style(words, fg="red"), "  Keep the headings of the template in one row near the top."]
    return lines


def _line(fault: "ListFault", one: "CheckedList | CheckedSettings") -> str:
    from annexa.rules.support.person_checks import rows_in_words

    letters = fault.letters(one.found)
    columns = f"column{'s' if ',' in letters else ''} {letters}, " if letters else ""
    rows = f": {columns}{'row' if len(fault.rows) == 1 else 'rows'} {rows_in_words(fault.rows)}" if fault.rows else ""
    level = click.style(f"{fault.level.value:<7}", fg=_COLOUR.get(fault.level.value))
    return f"{level} {fault.message}{rows}"


def _answer(checked: "CheckedLists") -> dict[str, Any]:
    template = checked.template
    return {
        "template": {"edition": template.edition, "as_of": template.as_of, "newer": template.newer},
        "lists": [
            {
                "file": one.file.name,
                "sheet": one.sheet,
                "list": one.found.template.id,
                "rows": len(one.found.rows),
                "faults": _faults(one),
            }
            for one in checked.lists
        ],
        "settings": [
            {"file": one.file.name, "sheet": one.sheet, "rows": len(one.found.rows), "faults": _faults(one)}
            for one in checked.settings
        ],
        "figures": list(checked.figures),
        "notes": list(checked.notes),
        "without": [file.name for file in checked.without],
    }


def _faults(one: "CheckedList | CheckedSettings") -> list[dict[str, Any]]:
    return [
        {
            "level": fault.level.value,
            "message": fault.message,
            "columns": fault.letters(one.found).split(", ") if fault.letters(one.found) else [],
            "rows": fault.rows,
        }
        for fault in one.faults
    ]
