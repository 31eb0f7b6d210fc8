"""`annexa schema`: JSON Schemas for editors and other validators."""

import click

from annexa.cli import options
from annexa.load.schemas import schemas
from annexa.model.errors import ExitCode
from annexa.tools.files import write_whole


@click.command("schema")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 where a file is not what would be written.")
@click.pass_context
def command(ctx: click.Context, check: bool) -> int:
    """Writes schema/*.schema.json from the models, so that an editor completes and checks item.yaml as you type.

    \b
    annexa schema
    """
    root = options.root_of(ctx)
    stale = False
    for name, text in schemas(root).items():
        path = root / "schema" / name
        same = path.is_file() and path.read_text(encoding="utf-8") == text
        stale |= not same
        if not same and not check:
            write_whole(path, text)
        click.echo(f"schema/{name}: {'as it should be' if same else 'out of date' if check else 'written'}")
    return ExitCode.FINDINGS if check and stale else ExitCode.OK
