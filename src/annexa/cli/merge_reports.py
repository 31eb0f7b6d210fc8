"""`annexa merge-reports`: the reports of several machines as one."""

from pathlib import Path

import click

from annexa.cli import options, reporting
from annexa.model.errors import ExitCode
from annexa.model.findings import Level
from annexa.report.merge import merged


@click.command("merge-reports")
@click.argument("files", metavar="FILE.json...", nargs=-1, required=True, type=click.Path(path_type=Path))
@reporting.forms
@options.as_json
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    reports: tuple[str, ...],
    as_json: bool,
    quiet: bool,
) -> int:
    """Joins what several machines found, each in a part of the library, into one report.

    Each FILE is the JSON report of one part; all parts must be there, once, of the state of the library that this
    folder has. Exit code 1 means findings at error level.

    \b
    annexa check --shard 1/2 --report json=part-1.json
    annexa check --shard 2/2 --report json=part-2.json
    annexa merge-reports part-1.json part-2.json --output report.html
    """
    form = "json" if as_json else form or reporting.form_of(output)
    loaded, beside = options.loaded_of(ctx), reporting.beside_of(reports)
    full = merged(loaded, files)
    report = merged(loaded, files, minimum=Level.WARNING) if form == "text" else full
    reporting.put(report, full, form=form, output=output, beside=beside, quiet=quiet)
    return ExitCode.FINDINGS if full.count(Level.ERROR) else ExitCode.OK
