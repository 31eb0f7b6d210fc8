"""`annexa adopt`: a folder of documents becomes items of the library."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annexa.cli import options
from annexa.cli.adopted import guesses_in_words, reader
from annexa.cli.progress import progress
from annexa.model.errors import ExitCode, UsageError
from annexa.model.words import count

if TYPE_CHECKING:
    from annexa.adopt.plan import Decision, Placing
    from annexa.adopt.run import Adopted
    from annexa.load import Loaded


@click.command("adopt")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The library, or its evidence folder; otherwise the library that this folder is in.",
)
@click.option("-n", "--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--apply", "again", is_flag=True, help="Take over what has changed since the folder was adopted.")
@click.option("--move", is_flag=True, help="Move what is placed into the library instead of copying it.")
@click.option(
    "--tracker",
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx",
    help="A workbook with leads, accountable leads and notes by requirement, for the items that are made.",
)
@options.as_json
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    into: Path | None,
    dry_run: bool,
    again: bool,
    move: bool,
    tracker: Path | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Puts the documents of FOLDER, of whatever shape, into the items that they answer.

    Numbers in the names of folders and files place a document, such as “1.1 Structure” or “Annex A 3.4”; else its words
    do, where they are sure enough. Copies and older versions stay behind, and what holds data of children is kept back.
    Title, date and kind come from the document and are marked as guessed until ‘annexa confirm’. The folder is left as
    it is.

    Run again after the folder has changed, it shows what is new, changed, moved or gone; --apply takes that over and
    never changes what a person wrote.

    \b
    annexa adopt "~/SharePoint/SEND evidence" --dry-run
    annexa adopt "~/SharePoint/SEND evidence"
    annexa adopt "~/SharePoint/SEND evidence" --apply
    """
    from annexa.adopt.given import read_given
    from annexa.adopt.run import adopt

    loaded = _loaded(ctx, into)
    library = options.library_of(loaded)
    if dry_run and again:
        raise UsageError("--dry-run writes nothing, and --apply does", remedy="Use one of the two.")
    given = read_given(tracker, library, loaded.framework) if tracker is not None else None
    with progress("Reading", quiet=quiet or as_json) as advance:
        done = adopt(
            folder.expanduser(),
            loaded,
            library,
            read=reader(loaded.root, advance),
            today=date.today(),
            write=not dry_run,
            again=again,
            move=move,
            given=given.by_requirement if given is not None else None,
        )
    if as_json:
        import json

        click.echo(json.dumps(_record(done), indent=2, ensure_ascii=False))
    elif not quiet:
        click.echo("\n".join(_told(done, loaded, folder, again=again)))
    options.note(given.notes if given is not None else ())
    return ExitCode.OK


def _loaded(ctx: click.Context, into: Path | None) -> "Loaded":
    """The library that is asked for. Raises UsageError."""
    from annexa.load import project
    from annexa.tools.root import find_root

    return options.loaded_of(ctx) if into is None else project(find_root(into.expanduser()))


def _told(done: "Adopted", loaded: "Loaded", folder: Path, *, again: bool) -> list[str]:
    from annexa.adopt.changes import Change

    if not done.is_first and not done.compared.changed:
        return [f"Nothing in {folder} has changed since it was adopted."]
    lines = [] if done.is_first else _changes(done)
    if done.is_first or done.written:
        fresh = (
            {one.name for one in done.compared.changed if one.change is not Change.GONE} if not done.is_first else None
        )
        shown = [each for each in done.decisions if fresh is None or str(each.name) in fresh]
        lines += _placed(done, [each.placing for each in shown if each.placing is not None])
        lines += _others(shown, done)
    return [*lines, "", *_next(done, folder, again=again)]


def _placed(done: "Adopted", placings: "list[Placing]") -> list[str]:
    """What is placed, item by item, with what was guessed."""
    from annexa.adopt.items import by_requirement

    lines: list[str] = []
    for requirement, group in by_requirement(placings):
        lines.append(click.style(requirement.heading, bold=True))
        for each in group:
            name = str(each.found.name)
            how = f", placed by its words ({each.certainty:.0%} sure)" if each.is_by_words else ""
            target = done.targets.get(name, "")
            lines.append(f"  {name}{' → ' + target.rpartition('/')[2] if target else ''}{how}")
            lines.append(f"    {done.notes.get(name) or guesses_in_words(each.guesses)}")
    return lines


def _others(shown: "list[Decision]", done: "Adopted") -> list[str]:
    from annexa.adopt.state import Outcome

    headings = {
        Outcome.NOT_PLACED: "Not placed",
        Outcome.KEPT_BACK: "Kept back, because it may hold data of children",
        Outcome.OLDER: "Older versions, left behind",
        Outcome.DUPLICATE: "Copies, left behind",
        Outcome.SKIPPED: "Skipped",
    }
    lines: list[str] = []
    for outcome, heading in headings.items():
        found = [each for each in shown if each.outcome is outcome]
        lines += [click.style(heading, bold=True)] if found else []
        lines += [f"  {_called(each, done)} {each.reason}" for each in found]
    return lines


def _called(decision: "Decision", done: "Adopted") -> str:
    """What a file is called; one that may be about children, whose path may name one, by its place among all."""
    from annexa.adopt.state import Outcome

    if decision.outcome is not Outcome.KEPT_BACK:
        return str(decision.name)
    paths = sorted(str(each.name) for each in done.decisions)
    number = paths.index(str(decision.name)) + 1
    return (
        f"File {number} of {len(paths)}, in the order of their paths ({decision.name.suffix.lower() or 'no ending'}),"
    )


def _changes(done: "Adopted") -> list[str]:
    """What is not as it was adopted, a line each."""
    from annexa.adopt.changes import Change, shown_name

    lines = [click.style("Since the folder was adopted", bold=True)]
    for one in done.compared.changed:
        was = f" (was {shown_name(one.was)})" if one.was else ""
        why = one.decision.reason if one.decision and one.change is Change.OTHERWISE else ""
        note = done.notes.get(one.name, "") or why.removeprefix("is ")
        lines.append(f"  {one.change}: {shown_name(one.name)}{was}{f'; {note}' if note else ''}")
    return lines


def _next(done: "Adopted", folder: Path, *, again: bool) -> list[str]:
    said = f"{count(len(done.decisions), 'file')}: " + ", ".join(_totals(done))
    if done.written:
        return [f"{said}.", "Next: annexa confirm lists what was guessed, annexa check says what each document needs."]
    if done.is_first:
        return [f"{said}.", "Nothing was written. Without --dry-run this is done."]
    return ["Nothing was written. To take it over: --apply"]


def _totals(done: "Adopted") -> list[str]:
    """How many files became what: "31 placed", "1 copy"."""
    from annexa.adopt.state import Outcome

    plural = {Outcome.DUPLICATE: ("copy", "copies"), Outcome.OLDER: ("older version", "older versions")}
    numbers = {outcome: sum(each.outcome is outcome for each in done.decisions) for outcome in Outcome}
    return [
        f"{number} {plural.get(outcome, (str(outcome),) * 2)[number > 1]}"
        for outcome, number in numbers.items()
        if number
    ]


def _record(done: "Adopted") -> dict[str, Any]:
    """The answer for programs."""
    return {
        "first": done.is_first,
        "written": done.written,
        "files": [
            {"name": _called(each, done), "outcome": str(each.outcome), "reason": each.reason, **_guessed(each, done)}
            for each in done.decisions
        ],
        "changed": [
            {"name": one.name, "change": str(one.change), "was": one.was or None, "note": done.notes.get(one.name)}
            for one in done.compared.changed
        ],
    }


def _guessed(decision: "Decision", done: "Adopted") -> dict[str, Any]:
    placing = decision.placing
    if placing is None:
        return {}
    return {
        "requirement": placing.requirement.id,
        "certainty": round(placing.certainty, 2),
        "title": placing.guesses.title,
        "dated": str(placing.guesses.dated),
        "kind": str(placing.guesses.kind),
        "target": done.targets.get(str(decision.name)),
    }
