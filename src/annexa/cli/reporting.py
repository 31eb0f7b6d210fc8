"""Where a report goes and in which form: what `annexa check` and `annexa merge-reports` share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from annexa.cli import options
from annexa.cli.files import OUTPUT
from annexa.model.errors import UsageError
from annexa.report import FORMATS, write
from annexa.report.record import Report
from annexa.report.text import summary
from annexa.tools.files import write_whole


def forms(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options --format, --output and --report."""
    for option in (
        click.option(
            "--report",
            "reports",
            multiple=True,
            metavar="FORMAT=FILE",
            help="Also write this form to a file; may be repeated.",
        ),
        click.option("-o", "--output", type=OUTPUT, metavar="FILE", help="Write the report to this file."),
        click.option(
            "--format", "form", type=click.Choice(sorted(FORMATS)), help="Otherwise by the name of --output, or text."
        ),
    ):
        command = option(command)
    return command


def put(
    report: Report, full: Report, *, form: str, output: Path | None, beside: list[tuple[str, Path]], quiet: bool
) -> None:
    """Writes `report` to a file or shows it, and `full` to the files beside it."""
    for name, file in beside:
        write_whole(file, write(full, name))
    if output is not None:
        write_whole(output, write(report, form))
        options.note(() if quiet else (f"{summary(report)} The report is in {output}.",))
    elif not quiet or form != "text":
        click.echo(write(report, form, colour=options.use_colour(), width=options.width()), nl=False)


def form_of(output: Path | None) -> str:
    """The form that a file's name asks for; text where it asks for none."""
    endings = {".html": "html", ".htm": "html", ".json": "json", ".sarif": "sarif", ".xml": "junit", ".md": "markdown"}
    return endings.get(output.suffix.lower(), "text") if output is not None else "text"


def beside_of(reports: tuple[str, ...]) -> list[tuple[str, Path]]:
    """The forms and files of --report. Raises UsageError."""
    return [_form_and_file(report) for report in reports]


def _form_and_file(report: str) -> tuple[str, Path]:
    """The two parts of FORMAT=FILE. Raises UsageError."""
    form, equals, file = report.partition("=")
    if form not in FORMATS or not equals or not file:
        raise UsageError(
            f"‘{report}’ does not say which form goes to which file",
            remedy=f"Write for example --report sarif=build/reports/check.sarif; forms: {', '.join(sorted(FORMATS))}.",
        )
    return form, Path(file)
