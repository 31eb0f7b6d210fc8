"""Looking at requests: the list of them, one with its history, and the messages about it."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from annexa.cli import options
from annexa.cli.request import common
from annexa.model.errors import ExitCode

if TYPE_CHECKING:
    from annexa.inspection.requests import RequestRow
    from annexa.model.library import Library
    from annexa.model.request import Request


@click.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only those that are not answered yet.")
@options.as_json
@options.at
@options.quiet
@click.pass_context
def list_(ctx: click.Context, only_open: bool, as_json: bool, at: datetime | None, quiet: bool) -> int:
    """Lists the requests: overdue ones first, whose turn it is and since when.

    \b
    annexa request list --open
    """
    from annexa.inspection.requests import most_pressing
    from annexa.pipeline.requests import unread

    loaded, library = common.project(ctx)
    now = options.now(at)
    found = most_pressing(common.row_of_request(loaded, library, each, now) for each in library.requests)
    rows = [row for row in found if row.step or not only_open]
    options.note(unread(library))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode([_record(row) for row in rows])).decode())
    elif not quiet:
        lines = [line for row in rows for line in common.lines(row, now)]
        click.echo("\n".join(lines) if lines else "There is no request. ‘annexa request open’ notes one.")
    return ExitCode.OK


@click.command("show")
@common.number
@options.as_json
@options.at
@options.quiet
@click.pass_context
def show(ctx: click.Context, number: int, as_json: bool, at: datetime | None, quiet: bool) -> int:
    """Shows a request with every step that was taken; of one about a child, where its words lie.

    \b
    annexa request show 1
    """
    from annexa.pipeline.requests import find

    loaded, library = common.project(ctx)
    request, now = find(library, number), options.now(at)
    if as_json:
        row = _record(common.row_of_request(loaded, library, request, now))
        answer = {"standing": row, "request": request.model_dump(mode="json", exclude_defaults=True)}
        click.echo(msgspec.json.format(msgspec.json.encode(answer)).decode())
    elif not quiet:
        click.echo(
            "\n".join(
                [*common.lines(common.row_of_request(loaded, library, request, now), now), *_history(request, library)]
            )
        )
    return ExitCode.OK


@click.command("mail")
@common.number
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Write the drafts here."
)
@options.at
@options.quiet
@click.pass_context
def mail(ctx: click.Context, number: int, output: Path | None, at: datetime | None, quiet: bool) -> int:
    """Drafts the messages of steps 3, 5 and 9, as far as the request has come. Sends nothing.

    \b
    annexa request mail 1
    """
    from annexa.pipeline.mail import REQUESTS, request_letters, write_drafts
    from annexa.pipeline.requests import find

    loaded, library = common.project(ctx)
    letters = request_letters(loaded, library, find(library, number), at=options.now(at))
    folder = output or loaded.root / REQUESTS / f"{number:03}"
    files = write_drafts(letters, folder, ours=output is None)
    if not quiet:
        click.echo("\n".join([*(options.shown(file, loaded.root) for file in files), options.drafted(len(files))]))
    return ExitCode.OK


def _history(request: "Request", library: "Library") -> list[str]:
    from annexa.model.request import STEPS
    from annexa.model.words import moment_in_words

    lines = [f"  asked by {request.inspector}, through {request.through}, {moment_in_words(request.received)}"]
    if request.wanted:
        lines.append(f"  wanted by {moment_in_words(request.wanted)}")
    if request.asked_in:
        lines.append(f"  its words: {request.asked_in.path}, in the secure folder")
    for step in STEPS:
        act = getattr(request, step)
        if act is not None:
            lines.append(f"  {step} by {library.people.in_words(act.by)}, {moment_in_words(act.at)}")
    if request.sent and request.sent.supplement:
        lines.append(f"  in {request.sent.supplement}")
    if request.answered:
        answered = request.answered
        lines += [f"  document: {each.item} {each.file or '(child-level)'}" for each in answered.documents]
        lines += [f"  explanation: {answered.explanation}"] if answered.explanation else []
    return lines


def _record(row: "RequestRow") -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(row)
    return fields | {"steps_done": row.steps_done}
