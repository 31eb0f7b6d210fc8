"""Answers to requests built as a supplement."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from annexa.cli import names, options
from annexa.cli.progress import progress
from annexa.cli.request import common
from annexa.model.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annexa.pipeline.answers import Answers


@click.command("bundle")
@click.argument("numbers", nargs=-1, type=click.IntRange(1, 9999), metavar="[N]...")
@click.option("--of", "submission", metavar="ID", type=names.Submission(), help="Otherwise what was sent last.")
@click.option("--insert", is_flag=True, help="Put the pages into the bundle that was sent, as 57A behind 57.")
@click.option("--append", is_flag=True, help="Number the pages on from the last page that was sent.")
@click.option("--child-level", is_flag=True, help="Those about a child, for the child-level package.")
@click.option("--draft", is_flag=True, help="Take answers that are not signed off, and mark every page.")
@click.option("--reproducible", is_flag=True, help="Convert so that every machine makes the same bytes; slower.")
@options.as_of
@options.as_json
@options.quiet
@click.pass_context
def bundle(
    ctx: click.Context,
    numbers: tuple[int, ...],
    submission: str | None,
    insert: bool,
    append: bool,
    child_level: bool,
    draft: bool,
    reproducible: bool,
    as_of: Any,
    as_json: bool,
    quiet: bool,
) -> int:
    """Builds a supplement of requests: of those named, or of all that are signed off and not sent.

    It has a cover and an index, and for each request the question, the explanation and its documents. Its pages are
    numbered from 1, as the Privy Council asks for late material (jcpc); with --append on from the last page that was
    sent, as the judiciary asks (judiciary-2021); with --insert they stand in the bundle, each behind what it is about
    (annexa). annexa's own standard must hold for each, and whether the court's is met is said. No number is given
    twice, and what was sent stays. A request about a child goes into the child-level package alone.

    \b
    annexa request bundle
    annexa request bundle 1 3 --append
    annexa request bundle 4 --child-level
    annexa request bundle --draft
    """
    from annexa.pipeline import answers

    if sum((insert, append)) > 1 or (insert and draft):
        raise UsageError(
            "--insert goes neither with --append nor with --draft", remedy="Use one of them, or none to number from 1."
        )
    loaded, _ = common.project(ctx)
    with progress("Building", quiet=quiet or as_json) as advance:
        made = answers.build(
            loaded,
            numbers,
            as_of=options.day_of(as_of, loaded),
            submission=names.submission_of(submission, loaded.framework) if submission else None,
            package="child-level" if child_level else "shared",
            numbering="inserted" if insert else "appended" if append else "apart",
            draft=draft,
            reproducible=reproducible,
            advance=advance,
        )
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(_answer(made, loaded.root))).decode())
    elif not quiet:
        click.echo("\n".join(_words(made, loaded.root)))
    return ExitCode.OK


def _answer(made: "Answers", root: Path) -> dict[str, Any]:
    built = made.built
    return {
        "folder": options.shown(built.folder, root),
        "files": [file.path for file in built.bundles()],
        "requests": list(made.requests),
        "left": list(made.left),
        "numbering": made.numbering,
        "draft": built.plan.draft,
        "standard": {"title": made.standard, "met": made.is_met},
    }


def _words(made: "Answers", root: Path) -> list[str]:
    """What was built, and what comes next."""
    from annexa.model.request import item_of
    from annexa.model.words import pages_in_words

    built, folder = made.built, options.shown(made.built.folder, root)
    draft = "DRAFT, not to be sent: " if built.plan.draft else ""
    lines = [f"{draft}{folder}/{file.path}" for file in built.bundles()]
    for request in made.requests:
        mine = [each for each in built.documents if each.planned.item == item_of(request)]
        first, last = str(mine[0].divider or mine[0].first), str(mine[-1].last)
        where = f"page{'' if first == last else 's'} {pages_in_words(first, last)}"
        lines.append(f"  request {request}: {where}")
    lines += [f"  {click.style('not in it', fg='yellow')}: {words}" for words in made.left]
    lines.append(f"  {made.standard}: {'met' if made.is_met else 'not met in all, see annexa verify'}")
    if not built.plan.draft:
        numbers = " ".join(map(str, made.requests))
        lines.append(f"  To send it: annexa package {built.folder.name}")
        lines.append(f"  Once it is sent: annexa bundle {built.plan.submission} --supplement --freeze")
        lines.append(f"  Then: annexa request send {numbers} --by lano")
    return lines
