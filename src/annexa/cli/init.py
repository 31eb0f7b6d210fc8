"""`annexa init`: a library of one's own."""

import os
from datetime import date
from pathlib import Path

import click
import msgspec

from annexa.cli import options
from annexa.cli.free_text import TEXT
from annexa.model.errors import ExitCode


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option("--area", required=True, metavar="NAME", type=TEXT, help="The local area's name, such as “Ashby”.")
@click.option(
    "--partnership", default="", metavar="NAME", type=TEXT, help="The partnership's full name, as covers show it."
)
@click.option(
    "--framework",
    default="annex-a",
    show_default=True,
    metavar="ID|FILE",
    help="The list of requirements: one that annexa brings, or a file. monitoring-visit is to be completed.",
)
@options.as_json
@options.quiet
def command(folder: Path, area: str, partnership: str, framework: str, as_json: bool, quiet: bool) -> int:
    """Makes a library for your area in FOLDER, which may be new.

    It gets settings, roles, a glossary, local facts and workflows, and no document; no file that is there already is
    changed. The list of requirements, the checklist and the guidance stay with annexa. What is still to be filled in
    is named by ‘annexa check’.

    \b
    annexa init ashby --area Ashby
    annexa init visit --area Ashby --framework monitoring-visit
    """
    from annexa.inspection.starting import start

    started = start(folder, area=area, partnership=partnership, framework=framework, today=date.today())
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(started)).decode())
    elif not quiet:
        click.echo(f"A library for {area} is in {folder}:")
        for name in started.written:
            click.echo(f"  {name}")
        for name in started.kept:
            click.echo(f"  {name} was there already and is as it was")
        go = "" if folder.absolute() == Path.cwd() else f"  cd {_shell(folder)}\n"
        click.echo(f"\nNext:\n{go}{_NEXT}")
    return ExitCode.OK


_NEXT = """\
  annexa adopt FOLDER    puts the documents of a folder that you have into the library
  annexa check           names what is still to be filled in, then what each document needs
  annexa requirements    lists what is asked for, and by when

Keep the folder under version control, so that every change can be taken back:
  git init && git add -A && git commit -m "A new library\""""


def _shell(folder: Path) -> str:
    import shlex

    return shlex.quote(os.fspath(folder))
