"""`annexa check`: the metadata, then every rule over every document."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from annexa import pipeline
from annexa.cli import names, options
from annexa.cli.files import OUTPUT
from annexa.cli.progress import progress
from annexa.model.errors import ExitCode, UsageError
from annexa.model.findings import Level
from annexa.pipeline.changes import check_since
from annexa.pipeline.days import doubts, editions
from annexa.report import FORMATS, write
from annexa.report.record import report_of
from annexa.report.text import summary
from annexa.tools.files import write_whole


@click.command("check")
@options.paths
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMATS)), help="Otherwise by the name of --output, or text."
)
@click.option("-o", "--output", type=OUTPUT, metavar="FILE", help="Write the report to this file.")
@click.option(
    "--report", "reports", multiple=True, metavar="FORMAT=FILE", help="Also write this form to a file; may be repeated."
)
@click.option("--changed-since", metavar="REV", help="Only what is wrong now and was not at this git revision.")
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="RULE",
    type=names.Rule(),
    help="Only findings of this rule; may be repeated.",
)
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    help="Nothing below this level; the text form starts at warning.",
)
@click.option("--online", is_flag=True, help="Also open the links, as ‘annexa links’ does.")
@options.as_of
@options.as_json
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path | str, ...],
    form: str | None,
    output: Path | None,
    reports: tuple[str, ...],
    changed_since: str | None,
    rules: tuple[str, ...],
    level: str | None,
    online: bool,
    as_of: Any,
    as_json: bool,
    quiet: bool,
) -> int:
    """Runs the quality checklist over metadata and documents, and says what to put right and how.

    ITEM, such as 3.4, or PATH limits the answer to some items. Exit code 1 means findings at error level. With
    --changed-since only what the change would break counts, wherever in the library it breaks.

    \b
    annexa check
    annexa check 3.4
    annexa check evidence/3.4-destinations
    annexa check --changed-since origin/main --format github
    annexa check --output report.html
    annexa check --report sarif=check.sarif --report junit=check.xml
    """
    chosen, form = _known(rules), "json" if as_json else form or _form_of(output)
    beside = [_form_and_file(report) for report in reports]
    loaded = options.loaded_of(ctx)
    only = options.items_in(loaded, paths)
    with progress("Checking", quiet=quiet or form != "text") as advance:
        if changed_since is None:
            day = options.day_of(as_of, loaded)
            checked = pipeline.check(loaded, as_of=day, only=only, online=online, advance=advance)
        else:
            asked = as_of.date() if as_of is not None else None
            checked = check_since(loaded, changed_since, as_of=asked, only=only, online=online, advance=advance)
    shown = Level(level) if level else Level.WARNING if form == "text" else Level.INFO
    notices = (*(doubts(loaded, date.today()) if as_of is None else ()), *editions(loaded))
    report = report_of(loaded, checked, minimum=shown, rules=chosen, notices=notices)
    full = report_of(loaded, checked, minimum=Level(level) if level else Level.INFO, rules=chosen, notices=notices)
    for name, file in beside:
        write_whole(file, write(full, name))
    if output is not None:
        write_whole(output, write(report, form))
        options.note(() if quiet else (f"{summary(report)} The report is in {output}.",))
    elif not quiet or form != "text":
        click.echo(write(report, form, colour=options.use_colour(), width=options.width()), nl=False)
    if checked.unreachable:
        click.echo(
            "annexa: no web server could be reached, so the links were judged by their addresses alone.", err=True
        )
    return ExitCode.FINDINGS if report.count(Level.ERROR) else ExitCode.OK


def _form_of(output: Path | None) -> str:
    """The form that a file's name asks for; text where it asks for none."""
    endings = {".html": "html", ".htm": "html", ".json": "json", ".sarif": "sarif", ".xml": "junit", ".md": "markdown"}
    return endings.get(output.suffix.lower(), "text") if output is not None else "text"


def _form_and_file(report: str) -> tuple[str, Path]:
    """The two parts of FORMAT=FILE. Raises UsageError."""
    form, equals, file = report.partition("=")
    if form not in FORMATS or not equals or not file:
        raise UsageError(
            f"‘{report}’ does not say which form goes to which file",
            remedy=f"Write for example --report sarif=build/reports/check.sarif; forms: {', '.join(sorted(FORMATS))}.",
        )
    return form, Path(file)


def _known(rules: tuple[str, ...]) -> frozenset[str] | None:
    """The rules asked for. Raises UsageError for one that does not exist."""
    return frozenset(names.rule_of(rule) for rule in rules) or None
