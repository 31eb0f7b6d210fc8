"""`annexa codeowners`: the accountable lead of each item becomes its reviewer."""

from pathlib import Path

import click

from annexa.cli import options
from annexa.cli.files import OUTPUT
from annexa.inspection.codeowners import codeowners
from annexa.model.errors import ExitCode
from annexa.tools.files import write_whole


@click.command("codeowners")
@click.option("-o", "--output", type=OUTPUT, metavar="FILE", help="Write the file here.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 where --output is not what would be written.")
@click.pass_context
def command(ctx: click.Context, output: Path | None, check: bool) -> int:
    """Writes a CODEOWNERS file, for GitHub and GitLab, from the roles that items name.

    A role's `reviewers` in people.yaml say who reviews for it: a user (@name), a team (@org/team) or an e-mail address.

    \b
    annexa codeowners --output .github/CODEOWNERS
    """
    loaded = options.loaded_of(ctx)
    text = codeowners(options.library_of(loaded), loaded.framework)
    if output is None:
        click.echo(text, nl=False)
        return ExitCode.OK
    same = output.is_file() and output.read_text(encoding="utf-8") == text
    if not same and not check:
        write_whole(output, text)
    click.echo(f"{output}: {'as it should be' if same else 'out of date' if check else 'written'}")
    return ExitCode.FINDINGS if check and not same else ExitCode.OK
