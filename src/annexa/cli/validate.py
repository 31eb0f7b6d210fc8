"""`annexa validate`: the metadata alone."""

from pathlib import Path

import click
import msgspec

from annexa.check import Checked, about_metadata
from annexa.cli import options
from annexa.model.errors import ExitCode
from annexa.model.findings import Level
from annexa.pipeline import closed_days
from annexa.report.record import report_of
from annexa.report.text import render


@click.command("validate")
@options.paths
@options.as_json
@options.quiet
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path | str, ...], as_json: bool, quiet: bool) -> int:
    """Checks the metadata against its models: every fault at once, with file, line, column and what would be right.

    PATH limits the answer to some items. Nothing is opened but YAML files, and
    lists of names in the secure folder, with which the pseudonyms of children are compared.

    \b
    annexa validate
    annexa validate evidence/3.4-destinations
    """
    loaded = options.loaded_of(ctx)
    only = options.items_in(loaded, paths)
    as_of = options.day_of(None, loaded)
    known = about_metadata(loaded, as_of, closed_days(loaded))
    findings = tuple(f for f in known if only is None or options.folder_of(f.file) in only)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode({"findings": [each.shown for each in findings]})).decode())
    elif not quiet:
        checked = Checked(findings=findings, sources=(), as_of=as_of, only=only)
        if findings:
            click.echo(render(report_of(loaded, checked), colour=options.use_colour()), nl=False)
        else:
            click.echo(f"{len(loaded.files)} metadata files: nothing found.")
    return ExitCode.FINDINGS if any(each.level is not Level.INFO for each in findings) else ExitCode.OK
