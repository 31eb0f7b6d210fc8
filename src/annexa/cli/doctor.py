"""`annexa doctor`: what is installed, and what to do about what is missing."""

import json
import textwrap
from dataclasses import asdict
from pathlib import Path

import click

from annexa.cli import options
from annexa.model.errors import AnnexaError, ExitCode
from annexa.tools import inventory
from annexa.tools.part import Part, State

SIGNS = {State.OK: "ok", State.MISSING: "MISSING", State.LESS: "absent"}
COLOURS = {State.OK: "green", State.MISSING: "bold red", State.LESS: "yellow"}
NARROW = 80
"""Columns below which what a part is for stands below its name."""


@click.command("doctor")
@click.option("--deep", is_flag=True, help="Start LibreOffice as well, and print a page for trial (a few seconds).")
@options.as_json
@options.quiet
@click.pass_context
def command(ctx: click.Context, deep: bool, as_json: bool, quiet: bool) -> int:
    """Says what is installed, which version, what it is needed for, and what to do about what is missing.

    Ends with 3 if something is missing that annexa cannot do without; OCRmyPDF, Chromium and git are not that.

    \b
    annexa doctor
    annexa doctor --deep
    """
    root = _root(ctx)
    parts = inventory.take(root, deep=deep, letters=_letters(root))
    complete = inventory.is_complete(parts)
    if as_json:
        answer = {
            "complete": complete,
            "parts": [asdict(part) for part in parts],
            "python_packages": inventory.python_packages(),
        }
        click.echo(json.dumps(answer, indent=2))
    elif not quiet:
        _show(parts)
        click.echo(f"\n{textwrap.fill(_summary(parts), options.width())}")
    return ExitCode.OK if complete else ExitCode.MISSING_TOOL


def _root(ctx: click.Context) -> Path | None:
    """The project folder; outside of one, the doctor still looks at everything else."""
    try:
        return options.root_of(ctx)
    except AnnexaError:
        return None


def _letters(root: Path | None) -> dict[str, tuple[str, ...]]:
    """The scripts without a font by document, where there is a library that can be read."""
    from annexa.pipeline.letters import lacking

    try:
        return lacking(root) if root is not None else {}
    except AnnexaError:
        return {}


def _show(parts: tuple[Part, ...]) -> None:
    if options.width() < NARROW:
        for part in parts:
            head = f"{SIGNS[part.state]}: {part.name} {part.version}".rstrip()
            click.echo(textwrap.fill(head, options.width(), subsequent_indent="  "))
            for line in filter(None, (part.purpose, part.remedy)):
                click.echo(textwrap.indent(textwrap.fill(line, options.width() - 2), "  "))
        return
    if not options.use_colour():
        for part in parts:
            click.echo(f"{SIGNS[part.state]:<8} {part.name:<20} {part.version or '-':<28} {part.purpose}")
            if part.remedy:
                click.echo(f"{'':<8} {part.remedy}")
        return
    from rich.table import Table
    from rich.text import Text

    from annexa.cli.console import Console

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for title in ("", "Part", "Version", "What it is for"):
        table.add_column(title, overflow="fold")
    for part in parts:
        what = Text(part.purpose)
        if part.remedy:
            what.append(f"\n{part.remedy}", style="bold")
        table.add_row(Text(SIGNS[part.state], style=COLOURS[part.state]), part.name, part.version, what)
    Console().print(table)


def _summary(parts: tuple[Part, ...]) -> str:
    missing = [part.name for part in parts if part.state is State.MISSING]
    absent = [part.name for part in parts if part.state is State.LESS]
    if missing:
        return f"annexa cannot work yet: {', '.join(missing)}."
    done_without = f" Done without: {', '.join(absent)}." if absent else ""
    return f"Everything that annexa needs is there.{done_without}"
