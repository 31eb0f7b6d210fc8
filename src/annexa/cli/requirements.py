"""`annexa requirements`: what the framework asks for, and when it is due."""

from dataclasses import replace
from datetime import date

import click
import msgspec

from annexa.cli import names, options
from annexa.cli.differences import as_records, told
from annexa.inspection.calendar import clock, internal_deadlines, long_date
from annexa.inspection.comparison import compare
from annexa.inspection.deadlines import Deadlines
from annexa.inspection.frameworks import read_framework
from annexa.load import Loaded
from annexa.model.errors import ExitCode, UsageError
from annexa.model.framework import Moment, Requirement, Template
from annexa.model.words import count
from annexa.pipeline.days import deadlines_of


@click.command("requirements")
@click.argument("ids", nargs=-1, metavar="[ID]...", type=names.ItemId())
@click.option(
    "--submission", metavar="ID", type=names.Submission(), help="Only those of one submission, such as day-2."
)
@click.option("--edition", metavar="NAME|FILE", help="Another list of requirements than the library's.")
@click.option(
    "--diff", "compared", nargs=2, metavar="OLD NEW", help="Say what differs between two lists, by name or file."
)
@options.as_json
@click.pass_context
def command(
    ctx: click.Context,
    ids: tuple[str, ...],
    submission: str | None,
    edition: str | None,
    compared: tuple[str, str] | None,
    as_json: bool,
) -> int:
    """Lists the requirements with their deadlines; with an ID, tells all about it.

    A newer list is a file of the same shape as the one that annexa brings; ‘annexa migrate’ takes a library over to it.

    \b
    annexa requirements
    annexa requirements 3.4
    annexa requirements --submission day-2
    annexa requirements --edition newer.yaml
    annexa requirements --diff annex-a newer.yaml
    """
    loaded = options.loaded_of(ctx)
    if compared is not None:
        if ids or submission or edition:
            raise UsageError("--diff compares whole lists", remedy="Leave out ID, --submission and --edition.")
        old, new = (read_framework(each, loaded.root) for each in compared)
        differences = compare(old, new)
        click.echo(as_records(differences) if as_json else "\n".join(told(differences, old, new)))
        return ExitCode.OK
    if edition is not None:
        loaded = replace(loaded, framework=read_framework(edition, loaded.root))
    chosen, known = _chosen(loaded, ids, submission), deadlines_of(loaded)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode([_record(known, r) for r in chosen])).decode())
    elif ids:
        click.echo("\n\n".join(_told(loaded, known, requirement) for requirement in chosen))
    else:
        _list(loaded, known, chosen)
    return ExitCode.OK


def _chosen(loaded: Loaded, ids: tuple[str, ...], submission: str | None) -> list[Requirement]:
    framework = loaded.framework
    if submission is not None:
        names.submission_of(submission, framework)
    for id in ids:
        names.requirement_of(id, framework)
    return [
        requirement
        for requirement in framework.requirements
        if (not ids or requirement.id in ids) and submission in (None, requirement.submission)
    ]


def _list(loaded: Loaded, known: Deadlines, chosen: list[Requirement]) -> None:
    framework = loaded.framework
    for part in framework.submissions:
        own = [requirement for requirement in chosen if requirement.submission == part.id]
        if own:
            click.echo(click.style(f"{part.title} ({_when(known, part.due)})", bold=True))
            for requirement in own:
                name = "" if requirement.number else f"  [{requirement.id}]"
                click.echo(f"  {requirement.number or '–':<4} {requirement.title}{name}")
            click.echo("")
    click.echo(f"{count(len(chosen), 'requirement')}. ‘annexa requirements ID’ tells more about one.")


def _told(loaded: Loaded, known: Deadlines, requirement: Requirement) -> str:
    name = f"{requirement.number} {requirement.title}" if requirement.number else requirement.title
    lines = [click.style(name, bold=True), requirement.asks, *_parts(requirement), ""]
    for deadline in internal_deadlines(loaded.framework, requirement):
        lines.append(f"{deadline.step.replace('-', ' ').capitalize():<18} {_when(known, deadline.due)}")
    lines.append(f"{'With inspectors':<18} {_when(known, requirement.due)}")
    for template in requirement.templates:
        who = f" {' '.join(template.filled_in_by.split())}" if template.filled_in_by else ""
        file = f" ({template.file})" if template.file else ""
        lines += ["", f"Published form: {template.title}{file}. {' '.join(template.source.split())}{who}"]
        lines += _fields(template)
    if requirement.prepare:
        lines += ["", f"How to prepare it: {requirement.prepare}"]
    if requirement.note:
        lines += ["", f"What the source says: {requirement.note}"]
    return "\n".join(lines)


def _parts(requirement: Requirement) -> list[str]:
    """The parts with the numbers that `parts` of a document in item.yaml names them by."""
    return [f"  {number} {' '.join(part.split())}" for number, part in enumerate(requirement.parts, start=1)]


def _fields(template: Template) -> list[str]:
    """The columns and headings that the form has."""
    named = (("Columns", template.columns), ("Headings", template.headings))
    return [f"  {what}: {', '.join(field.title for field in fields)}" for what, fields in named if fields]


def _when(known: Deadlines, moment: Moment) -> str:
    words = f"day {moment.day}, {clock(moment.time)}"
    day = _date(known, moment)
    return f"{words}: {long_date(day)}" if day else words


def _date(known: Deadlines, moment: Moment) -> date | None:
    found = known.at(moment)
    return found.date() if found else None


def _record(known: Deadlines, requirement: Requirement) -> dict[str, object]:
    day = _date(known, requirement.due)
    return requirement.model_dump(mode="json") | {"date": day.isoformat() if day else None}
