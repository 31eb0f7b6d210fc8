"""`annexa request`: what inspectors ask for besides, from the note of it to the answer that is sent."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from annexa.cli import names, options
from annexa.cli.moments import MOMENT
from annexa.model.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annexa.inspection.requests import RequestRow
    from annexa.load import Loaded
    from annexa.model.library import Library
    from annexa.model.request import Request

_LONGEST = 4000
"""Characters that one field of a record may hold."""

_by = click.option("--by", metavar="ROLE", type=names.Role(), help="Who takes the step: a role in people.yaml.")
_again = click.option("--again", is_flag=True, help="Take the step once more; what came after it falls away.")
_number = click.argument("number", type=click.IntRange(1, 9999))


def _shared(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that takes a step."""
    return options.at(options.quiet(click.pass_context(function)))


@click.group("request", invoke_without_command=False)
def command() -> None:
    """Takes each request for additional evidence through its nine steps; none can be skipped.

    ‘open’ notes it (steps 1 to 4), then come ‘assign’, ‘assess’, ‘answer’, ‘sign-off’ and ‘send’. Each request is a
    file in evidence/requests/. ‘list’ and ‘annexa status’ say whose turn it is and since when, overdue ones first. A
    step is corrected by taking it once more with --again.

    \b
    annexa request open --asked "Minutes of the panel, autumn 2026" --inspector "Ofsted inspector, education" \\
        --through lano
    annexa request assign 1 --to education-accountable-lead --by lano
    annexa request assess 1 --available yes --by education-accountable-lead
    annexa request answer 1 --document evidence/3.4-destinations/destinations.docx --by education-accountable-lead
    annexa request sign-off 1 --by education-accountable-lead
    annexa request send 1 --by lano
    annexa request list
    """


@command.command("open")
@click.option("--asked", required=True, metavar="TEXT", help="What was asked for, in the inspector's words.")
@click.option("--inspector", required=True, metavar="TEXT", help="Which inspector asked, by role.")
@click.option("--through", metavar="ROLE", type=names.Role(), help="Through whom it came in: a role in people.yaml.")
@click.option("--item", metavar="ID", type=names.ItemId(), help="The requirement that it comes nearest to.")
@click.option("--wanted", type=MOMENT, metavar="TIME", help="By when the inspector wants it, if that was said.")
@click.option("--about-child", is_flag=True, help="Keep its words in the secure folder, and show them nowhere.")
@_shared
def open_(
    ctx: click.Context,
    asked: str,
    inspector: str,
    through: str | None,
    item: str | None,
    wanted: datetime | None,
    about_child: bool,
    at: datetime | None,
    quiet: bool,
) -> int:
    """Notes a request: nothing was handed over, the inspector knows that the LANO deals with it, the mailbox is told.

    \b
    annexa request open --asked "Minutes of the panel" --inspector "CQC inspector" --through lano
    annexa request open --asked "…" --inspector "CQC inspector" --through lano --about-child
    """
    from annexa.model.request import Request
    from annexa.pipeline.requests import keep_secret, next_number

    loaded, library = _project(ctx)
    asked, inspector = _words(asked, "--asked"), _words(inspector, "--inspector")
    if item is not None:
        names.requirement_of(item, loaded.framework)
    number, received = next_number(library), options.now(at)
    role = names.role_of(through, library, "--through")
    request = Request(
        number=number,
        asked="" if about_child else asked,
        asked_in=keep_secret(library, number, "question", asked) if about_child else None,
        inspector=inspector,
        through=role,
        received=received,
        wanted=options.now(wanted) if wanted else None,
        item=item,
    )
    return _saved(loaded, library, request, received, quiet)


@command.command("assign")
@_number
@click.option("--to", metavar="ROLE", type=names.Role(), help="The head of service, or the partner's lead.")
@_by
@_again
@_shared
def assign(
    ctx: click.Context, number: int, to: str | None, by: str | None, again: bool, at: datetime | None, quiet: bool
) -> int:
    """Passes a request on to the head of service, or to the lead that a partner names (step 5).

    \b
    annexa request assign 1 --to health-accountable-lead --by lano
    """
    from annexa.inspection.requests import take
    from annexa.model.request import Assigned
    from annexa.pipeline.requests import find

    loaded, library = _project(ctx)
    now, holder = options.now(at), names.role_of(to, library, "--to")
    act = Assigned(by=names.role_of(by, library, "--by"), at=now, to=holder)
    return _saved(loaded, library, take(find(library, number), "assigned", act, again=again), now, quiet)


@command.command("assess")
@_number
@click.option("--available", type=click.Choice(["yes", "partly", "no"]), required=True, help="Whether it exists.")
@click.option("--ready", type=MOMENT, metavar="TIME", help="By when it can be handed over.")
@_by
@_again
@_shared
def assess(
    ctx: click.Context,
    number: int,
    available: Any,
    ready: datetime | None,
    by: str | None,
    again: bool,
    at: datetime | None,
    quiet: bool,
) -> int:
    """Says whether the evidence exists, and by when it is ready (step 6).

    \b
    annexa request assess 1 --available partly --ready "2026-12-09 12:00" --by health-accountable-lead
    """
    from annexa.inspection.requests import take
    from annexa.model.request import Assessed
    from annexa.pipeline.requests import find, refuse_other

    loaded, library = _project(ctx)
    now, request, role = options.now(at), find(library, number), names.role_of(by, library, "--by")
    refuse_other(request, role)
    act = Assessed(by=role, at=now, available=available, ready=options.now(ready) if ready else None)
    return _saved(loaded, library, take(request, "assessed", act, again=again), now, quiet)


@command.command("answer")
@_number
@click.option(
    "--document",
    "documents",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A document of an item; may be repeated. A new one goes into an item first, so that it is checked.",
)
@click.option("--explanation", default="", metavar="TEXT", help="Why there is none, or not all, for the inspector.")
@_by
@_again
@_shared
def answer(
    ctx: click.Context,
    number: int,
    documents: tuple[Path, ...],
    explanation: str,
    by: str | None,
    again: bool,
    at: datetime | None,
    quiet: bool,
) -> int:
    """Hands over the evidence, or the explanation why there is none (step 7).

    \b
    annexa request answer 1 --document evidence/3.4-destinations/destinations.docx --by education-evidence-lead
    annexa request answer 2 --explanation "The panel first met in May 2026." --by health-accountable-lead
    """
    from annexa.inspection.requests import take
    from annexa.model.request import Answered
    from annexa.pipeline.requests import answer_of, find

    loaded, library = _project(ctx)
    now, request, role = options.now(at), find(library, number), names.role_of(by, library, "--by")
    take(request, "answered", Answered(by=role, at=now), again=again)  # refused before anything is written
    words = _words(explanation, "--explanation") if explanation else ""
    act = answer_of(loaded, library, request, by=role, at=now, files=documents, explanation=words)
    return _saved(loaded, library, take(request, "answered", act, again=again), now, quiet)


@command.command("sign-off")
@_number
@_by
@_again
@_shared
def sign_off(ctx: click.Context, number: int, by: str | None, again: bool, at: datetime | None, quiet: bool) -> int:
    """Signs an answer off as accountable lead, once its documents are checked (step 8).

    \b
    annexa request sign-off 1 --by health-accountable-lead
    """
    from annexa.pipeline.requests import find, sign

    loaded, library = _project(ctx)
    now, role = options.now(at), names.role_of(by, library, "--by")
    return _saved(
        loaded, library, sign(loaded, library, find(library, number), by=role, at=now, again=again), now, quiet
    )


@command.command("send")
@_number
@click.option("--to", metavar="TEXT", help="To which inspector, by role; otherwise the one who asked.")
@_by
@_shared
def send(ctx: click.Context, number: int, to: str | None, by: str | None, at: datetime | None, quiet: bool) -> int:
    """Records that the LANO sent the answer to the inspector (step 9). It sends nothing itself.

    \b
    annexa request send 1 --by lano
    """
    from annexa.pipeline import requests

    loaded, library = _project(ctx)
    now, request = options.now(at), requests.find(library, number)
    role = names.role_of(by, library, "--by")
    done = requests.send(library, request, by=role, at=now, to=_words(to, "--to") if to else request.inspector)
    return _saved(loaded, library, done, now, quiet)


@command.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only those that are not answered yet.")
@options.as_json
@_shared
def list_(ctx: click.Context, only_open: bool, as_json: bool, at: datetime | None, quiet: bool) -> int:
    """Lists the requests: overdue ones first, whose turn it is and since when.

    \b
    annexa request list --open
    """
    from annexa.inspection.requests import most_pressing

    loaded, library = _project(ctx)
    now = options.now(at)
    found = most_pressing(_row(loaded, library, each, now) for each in library.requests)
    rows = [row for row in found if row.step or not only_open]
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode([_record(row) for row in rows])).decode())
    elif not quiet:
        lines = [line for row in rows for line in _lines(row, now)]
        click.echo("\n".join(lines) if lines else "There is no request. ‘annexa request open’ notes one.")
    return ExitCode.OK


@command.command("show")
@_number
@options.as_json
@_shared
def show(ctx: click.Context, number: int, as_json: bool, at: datetime | None, quiet: bool) -> int:
    """Shows a request with every step that was taken; of one about a child, where its words lie.

    \b
    annexa request show 1
    """
    from annexa.pipeline.requests import find

    loaded, library = _project(ctx)
    request, now = find(library, number), options.now(at)
    if as_json:
        row = _record(_row(loaded, library, request, now))
        answer = {"standing": row, "request": request.model_dump(mode="json", exclude_defaults=True)}
        click.echo(msgspec.json.format(msgspec.json.encode(answer)).decode())
    elif not quiet:
        click.echo("\n".join([*_lines(_row(loaded, library, request, now), now), *_history(request, library)]))
    return ExitCode.OK


@command.command("mail")
@_number
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Write the drafts here."
)
@_shared
def mail(ctx: click.Context, number: int, output: Path | None, at: datetime | None, quiet: bool) -> int:
    """Drafts the messages of steps 3, 5 and 9, as far as the request has come. Sends nothing.

    \b
    annexa request mail 1
    """
    from annexa.pipeline.mail import REQUESTS, request_letters, write_drafts
    from annexa.pipeline.requests import find

    loaded, library = _project(ctx)
    letters = request_letters(loaded, library, find(library, number), at=options.now(at))
    folder = output or loaded.root / REQUESTS / f"{number:03}"
    files = write_drafts(letters, folder, ours=output is None)
    if not quiet:
        click.echo("\n".join([*(options.shown(file, loaded.root) for file in files), options.drafted(len(files))]))
    return ExitCode.OK


def _words(given: str, option: str) -> str:
    """Words that a record can hold. Raises UsageError."""
    words = given.strip()
    if not words or len(words) > _LONGEST:
        what = "is empty" if not words else f"has {len(words):,} characters"
        raise UsageError(f"{option} {what}", remedy=f"Write between 1 and {_LONGEST:,} characters.")
    return words


# -- words ------------------------------------------------------------------------------------------------


def _project(ctx: click.Context) -> "tuple[Loaded, Library]":
    loaded = options.loaded_of(ctx)
    return loaded, options.library_of(loaded)


def _row(loaded: "Loaded", library: "Library", request: "Request", now: datetime) -> "RequestRow":
    from annexa.inspection.requests import row_of
    from annexa.pipeline.days import days_off

    return row_of(request, loaded.framework, library, at=now, closed=days_off(loaded).days)


def _saved(loaded: "Loaded", library: "Library", request: "Request", now: datetime, quiet: bool) -> int:
    """Writes the request, and says where it stands and what comes next."""
    from annexa.inspection.requests import COMMANDS
    from annexa.pipeline.requests import save

    path = save(library, request)
    if not quiet:
        row = _row(loaded, library, request, now)
        lines = [*_lines(row, now), f"  Written to {options.shown(path, loaded.root)}; commit it."]
        if row.step:
            lines.append(f"  Next: annexa request {COMMANDS[row.step]} {request.number}")
        click.echo("\n".join(lines))
    return ExitCode.OK


def _lines(row: "RequestRow", now: datetime) -> list[str]:
    from annexa.report.status.words import request_in_words, request_title

    words = request_in_words(row, now)
    return [click.style(request_title(row), bold=True), f"  {click.style(words, fg='red') if row.late else words}"]


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
    if request.answered:
        answered = request.answered
        lines += [f"  document: {each.item} {each.file or '(child-level)'}" for each in answered.documents]
        lines += [f"  explanation: {answered.explanation}"] if answered.explanation else []
    return lines


def _record(row: "RequestRow") -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(row)
    return fields | {"steps_done": row.steps_done}
