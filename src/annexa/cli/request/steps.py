"""The steps of a request, from the note of it to the answer that is sent."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annexa.cli import names, options
from annexa.cli.free_text import TEXT
from annexa.cli.moments import MOMENT
from annexa.cli.request import common
from annexa.model.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annexa.load import Loaded
    from annexa.model.library import Library
    from annexa.model.request import Request

_LONGEST = 4000
"""Characters that one field of a record may hold."""

_by = click.option("--by", metavar="ROLE", type=names.Role(), help="Who takes the step: a role in people.yaml.")
_again = click.option("--again", is_flag=True, help="Take the step once more; what came after it falls away.")


def _shared(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that takes a step."""
    return options.at(options.quiet(click.pass_context(function)))


@click.command("open")
@click.option("--asked", required=True, metavar="TEXT", type=TEXT, help="What was asked for, in the inspector's words.")
@click.option("--inspector", required=True, metavar="TEXT", type=TEXT, help="Which inspector asked, by role.")
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

    loaded, library = common.project(ctx)
    asked, inspector = _words(asked, "--asked"), _words(inspector, "--inspector")
    if item is not None:
        names.requirement_of(item, loaded.framework)
    number, received = next_number(library), options.now(at)
    if wanted is not None and options.now(wanted) < received:
        raise UsageError(
            "It cannot be wanted before it came in", remedy="Correct --wanted, or say with --at when it came in."
        )
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


@click.command("assign")
@common.number
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

    loaded, library = common.project(ctx)
    now, holder = options.now(at), names.role_of(to, library, "--to")
    act = Assigned(by=names.role_of(by, library, "--by"), at=now, to=holder)
    return _saved(loaded, library, take(find(library, number), "assigned", act, again=again), now, quiet)


@click.command("assess")
@common.number
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

    loaded, library = common.project(ctx)
    now, request, role = options.now(at), find(library, number), names.role_of(by, library, "--by")
    refuse_other(request, role)
    act = Assessed(by=role, at=now, available=available, ready=options.now(ready) if ready else None)
    return _saved(loaded, library, take(request, "assessed", act, again=again), now, quiet)


@click.command("answer")
@common.number
@click.option(
    "--document",
    "documents",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A document of an item; may be repeated. A new one goes into an item first, so that it is checked.",
)
@click.option(
    "--explanation", default="", metavar="TEXT", type=TEXT, help="Why there is none, or not all, for the inspector."
)
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

    loaded, library = common.project(ctx)
    now, request, role = options.now(at), find(library, number), names.role_of(by, library, "--by")
    take(request, "answered", Answered(by=role, at=now), again=again)  # refused before anything is written
    words = _words(explanation, "--explanation") if explanation else ""
    act = answer_of(loaded, library, request, by=role, at=now, files=documents, explanation=words)
    return _saved(loaded, library, take(request, "answered", act, again=again), now, quiet)


@click.command("sign-off")
@common.number
@_by
@_again
@_shared
def sign_off(ctx: click.Context, number: int, by: str | None, again: bool, at: datetime | None, quiet: bool) -> int:
    """Signs an answer off as accountable lead, once its documents are checked (step 8).

    \b
    annexa request sign-off 1 --by health-accountable-lead
    """
    from annexa.pipeline.requests import find, sign

    loaded, library = common.project(ctx)
    now, role = options.now(at), names.role_of(by, library, "--by")
    return _saved(
        loaded, library, sign(loaded, library, find(library, number), by=role, at=now, again=again), now, quiet
    )


@click.command("send")
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(1, 9999), metavar="N...")
@click.option("--to", metavar="TEXT", type=TEXT, help="To which inspector, by role; otherwise the one who asked.")
@_by
@_shared
def send(
    ctx: click.Context, numbers: tuple[int, ...], to: str | None, by: str | None, at: datetime | None, quiet: bool
) -> int:
    """Records that the LANO sent answers to the inspector (step 9). It sends nothing itself.

    Where a supplement that is recorded as sent held the answer, the request says which.

    \b
    annexa request send 1 --by lano
    annexa request send 1 2 3 --by lano
    """
    from annexa.pipeline import requests

    loaded, library = common.project(ctx)
    now, role = options.now(at), names.role_of(by, library, "--by")
    wanted = [requests.find(library, number) for number in dict.fromkeys(numbers)]
    words = _words(to, "--to") if to else ""
    done = [requests.send(loaded, library, each, by=role, at=now, to=words or each.inspector) for each in wanted]
    waiting = requests.waiting(loaded)
    for request in done:
        _saved(loaded, library, request, now, quiet)
        if (name := waiting.get(requests.key_of(request))) is not None:
            options.note([f"{name} holds the answer to request {request.number}, and is not recorded as sent."])
    return ExitCode.OK


def _words(given: str, option: str) -> str:
    """Words that a record can hold. Raises UsageError."""
    words = given.strip()
    if not words or len(words) > _LONGEST:
        what = "is empty" if not words else f"has {len(words):,} characters"
        raise UsageError(f"{option} {what}", remedy=f"Write between 1 and {_LONGEST:,} characters.")
    return words


def _saved(loaded: "Loaded", library: "Library", request: "Request", now: datetime, quiet: bool) -> int:
    """Writes the request, and says where it stands and what comes next."""
    from annexa.inspection.requests import COMMANDS
    from annexa.pipeline.requests import save

    path = save(library, request)
    if not quiet:
        row = common.row_of_request(loaded, library, request, now)
        lines = [*common.lines(row, now), f"  Written to {options.shown(path, loaded.root)}; commit it."]
        if row.step:
            lines.append(f"  Next: annexa request {COMMANDS[row.step]} {request.number}")
        click.echo("\n".join(lines))
    return ExitCode.OK
