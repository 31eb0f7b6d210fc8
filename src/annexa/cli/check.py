"""`annexa check`: the metadata, then every rule over every document."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from annexa import pipeline
from annexa.check.shard import MOST_PARTS, Shard, shard_of
from annexa.cli import names, options, reporting
from annexa.cli.machines import machines
from annexa.cli.progress import progress
from annexa.load import Loaded
from annexa.model.errors import ExitCode, UsageError
from annexa.model.findings import Level
from annexa.pipeline.changes import check_since
from annexa.pipeline.days import doubts, editions
from annexa.report.record import report_of


def _shard(ctx: click.Context, option: click.Parameter, given: str | None) -> tuple[int, int] | None:
    """The two numbers of "2/4". Raises UsageError."""
    number, _, of = (given or "").partition("/")
    if given is None:
        return None
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) <= MOST_PARTS):
        raise UsageError(f"‘{given}’ names no part", remedy="Write for example --shard 2/4, the second of four parts.")
    return int(number), int(of)


@click.command("check")
@options.paths
@reporting.forms
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
@click.option("--shard", callback=_shard, metavar="N/M", help="Only the Nth of M parts, for several machines.")
@click.option("--online", is_flag=True, help="Also open the links, as ‘annexa links’ does.")
@machines
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
    shard: tuple[int, int] | None,
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
    annexa check --shard 2/4 --report json=part-2.json
    """
    chosen, form = _known(rules), "json" if as_json else form or reporting.form_of(output)
    beside = reporting.beside_of(reports)
    loaded = options.loaded_of(ctx)
    only = _part(loaded, shard, paths, changed_since) if shard else options.items_in(loaded, paths)
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
    reporting.put(report, full, form=form, output=output, beside=beside, quiet=quiet)
    if checked.unreachable:
        click.echo(
            "annexa: no web server could be reached, so the links were judged by their addresses alone.", err=True
        )
    return ExitCode.FINDINGS if report.count(Level.ERROR) else ExitCode.OK


def _part(loaded: Loaded, shard: tuple[int, int], paths: tuple[Path | str, ...], since: str | None) -> Shard:
    """The part of the library that is looked at here. Raises UsageError where items are named as well."""
    if paths or since is not None:
        raise UsageError(
            "--shard parts the check of a whole library", remedy="Leave out --shard, or the items and --changed-since."
        )
    return shard_of(loaded, *shard)


def _known(rules: tuple[str, ...]) -> frozenset[str] | None:
    """The rules asked for. Raises UsageError for one that does not exist."""
    return frozenset(names.rule_of(rule) for rule in rules) or None
