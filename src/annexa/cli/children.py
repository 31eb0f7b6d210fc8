"""`annexa children`: the register of children selected for tracking, by pseudonym.

Long because its seven commands share their options and say what they take.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
import msgspec

from annexa.cli import names, options
from annexa.cli.free_text import TEXT
from annexa.cli.moments import DAY
from annexa.model.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from annexa.inspection.children import Change
    from annexa.load import Loaded
    from annexa.model.framework import Tracking
    from annexa.model.library import Library

_STATES = ("asked", "received", "reviewed", "not-needed")

_by = click.option("--by", metavar="ROLE", type=names.Role(), help="Who did it: a role in people.yaml.")
_on = click.option("--on", type=DAY, metavar="DATE", help="When, such as 2026-11-05; otherwise today.")
_pseudonyms = click.argument("pseudonyms", nargs=-1, metavar="[CHILD]...")
_whole = click.option("--all", "whole", is_flag=True, help="For every child in the register.")


def _shared(function: Callable[..., Any]) -> Callable[..., Any]:
    return options.quiet(click.pass_context(function))


@click.group("children", invoke_without_command=True)
@options.as_json
@options.at
@options.quiet
@click.pass_context
def command(ctx: click.Context, as_json: bool, at: datetime | None, quiet: bool) -> int:
    """Shows how far the work on each child whom inspectors follow is; its commands keep the register.

    For each child seven kinds of information are collected and reviewed, and eight steps are taken; all is due on the
    Friday of week one. Children are called by the reference that inspectors use: a name is refused. No meeting is
    arranged before child and family agreed. The register is evidence/tracked-children/register.yaml.

    \b
    annexa children new "Child A" "Child B" --lead send-qa-manager
    annexa children done practitioners "Child A" --by send-qa-manager
    annexa children done agreement "Child A" --agreed --by send-qa-manager
    annexa children set audit "Child A" --state received --document 3
    annexa children set audit "Child A" --state reviewed --by lano
    annexa children done family-meeting "Child A" --by send-qa-manager
    annexa children show "Child A"
    annexa children
    """
    if ctx.invoked_subcommand is None:
        from annexa.pipeline.children import standing
        from annexa.report.children import render

        loaded, library = _project(ctx)
        now = options.now(at)
        found = standing(loaded, library, now)
        if as_json:
            click.echo(_json({"counts": found.counts, "children": found.rows}))
        elif not quiet:
            click.echo(render(found, now, width=options.width(), colour=options.use_colour()), nl=False)
    return ExitCode.OK


@command.command("show")
@click.argument("pseudonym", metavar="CHILD")
@options.as_json
@options.at
@_shared
def show(ctx: click.Context, pseudonym: str, as_json: bool, at: datetime | None, quiet: bool) -> int:
    """Shows one child: every kind of information and every step, whose turn it is, and by when.

    \b
    annexa children show "Child A"
    """
    from annexa.inspection.children import indexes
    from annexa.pipeline.children import register_of, standing
    from annexa.report.children import render_child

    loaded, library = _project(ctx)
    now = options.now(at)
    row = standing(loaded, library, now).rows[indexes(register_of(library), [pseudonym])[0]]
    if as_json:
        click.echo(_json(row))
    elif not quiet:
        click.echo(render_child(row, now, width=options.width(), colour=options.use_colour()), nl=False)
    return ExitCode.OK


@command.command("new")
@click.argument("pseudonyms", nargs=-1, required=True, metavar="CHILD...")
@click.option("--lead", metavar="ROLE", type=names.Role(), help="Who leads the work; otherwise the item's lead.")
@click.option("--reviewer", metavar="ROLE", type=names.Role(), help="Who reviews everything; otherwise the LANO.")
@_shared
def new(ctx: click.Context, pseudonyms: tuple[str, ...], lead: str | None, reviewer: str | None, quiet: bool) -> int:
    """Puts children into the register, by the references that inspectors use; begins it where there is none.

    A name is refused: one from the lists in the secure folder, or what looks like one.

    \b
    annexa children new "Child A" "Child B" "Young person C" --lead send-qa-manager
    """
    from annexa.pipeline.children import begin

    loaded, library = _project(ctx)
    roles = [names.role_of(role, library, f"--{option}") if role else None
             for role, option in ((lead, "lead"), (reviewer, "reviewer"))]  # fmt: skip
    options.note(begin(loaded, library, pseudonyms, lead=roles[0], reviewer=roles[1]))
    return _written([f"New: {', '.join(' '.join(each.split()) for each in pseudonyms)}."], quiet)


@command.command("set")
@click.argument("kind", metavar="INFORMATION")
@_pseudonyms
@_whole
@click.option("--state", type=click.Choice(_STATES), required=True, help="What became of it.")
@click.option(
    "--document", "documents", multiple=True, metavar="DOCUMENT",
    help="What holds it: its number or file in item.yaml; may be repeated.",
)  # fmt: skip
@click.option(
    "--reason", default="", metavar="TEXT", type=TEXT, help="Why it is not needed; nothing that tells who it is about."
)
@_by
@_on
@_shared
def set_(
    ctx: click.Context,
    kind: str,
    pseudonyms: tuple[str, ...],
    whole: bool,
    state: Any,
    documents: tuple[str, ...],
    reason: str,
    by: str | None,
    on: datetime | None,
    quiet: bool,
) -> int:
    """Notes what became of a kind of information: asked for, received, reviewed by the LANO, or not needed.

    INFORMATION is one of the seven kinds: audit, chronology, pen-portrait, assessments, plans, discussions,
    commissioning.

    \b
    annexa children set chronology --all --state asked
    annexa children set audit "Child A" --state received --document 3
    annexa children set audit "Child A" --state reviewed --by lano
    annexa children set commissioning "Child B" --state not-needed --reason "Attends no alternative provision"
    """
    from annexa.inspection.children import informed
    from annexa.pipeline.children import documents_of, register_of

    library, tracking, children = _chosen(ctx, pseudonyms, whole)
    id = _known(kind, [each.id for each in tracking.kinds], "kind of information")
    changes = informed(
        register_of(library),
        tracking,
        children,
        id,
        state=state,
        documents=documents_of(library, tracking, documents),
        reason=_short(reason),
        by=names.role_of(by, library, "--by") if by else None,
        on=options.now(on).date(),
    )
    return _saved(library, changes, id, quiet)


@command.command("done")
@click.argument("step")
@_pseudonyms
@_whole
@click.option("--agreed/--declined", "agreed", default=None, help="What child and family said, when they were asked.")
@_by
@_on
@click.option("--again", is_flag=True, help="Note it once more, with another day, role or answer.")
@_shared
def done(
    ctx: click.Context,
    step: str,
    pseudonyms: tuple[str, ...],
    whole: bool,
    agreed: bool | None,
    by: str | None,
    on: datetime | None,
    again: bool,
    quiet: bool,
) -> int:
    """Notes that a step was taken; none before it is skipped, and no meeting is arranged before they agreed.

    STEP is one of the eight: practitioners, settings-told, agreement, audit-reviewed, information-reviewed, briefing,
    family-meeting, practitioner-meeting.

    \b
    annexa children done practitioners --all --by send-qa-manager
    annexa children done agreement "Child A" --agreed --by send-qa-manager --on 2026-11-04
    annexa children done agreement "Child B" --declined --by send-qa-manager
    """
    from annexa.inspection.children import done as taken
    from annexa.pipeline.children import register_of

    library, tracking, children = _chosen(ctx, pseudonyms, whole)
    id = _known(step, [each.id for each in tracking.steps], "step")
    changes = taken(
        register_of(library),
        tracking,
        children,
        id,
        by=names.role_of(by, library, "--by"),
        on=options.now(on).date(),
        answer=None if agreed is None else "agreed" if agreed else "declined",
        again=again,
    )
    return _saved(library, changes, id, quiet)


@command.command("undo")
@click.argument("name", metavar="STEP|INFORMATION")
@_pseudonyms
@_whole
@_shared
def undo(ctx: click.Context, name: str, pseudonyms: tuple[str, ...], whole: bool, quiet: bool) -> int:
    """Takes back what was noted of a step or a kind of information; steps that rested on it are open again.

    \b
    annexa children undo agreement "Child A"
    """
    from annexa.inspection.children import undone
    from annexa.pipeline.children import register_of

    library, tracking, children = _chosen(ctx, pseudonyms, whole)
    id = _known(name, tracking.ids, "step or kind of information")
    return _saved(library, undone(register_of(library), tracking, children, id), id, quiet)


@command.command("assign")
@click.argument("name", metavar="STEP|INFORMATION")
@_pseudonyms
@_whole
@click.option("--to", metavar="ROLE", type=names.Role(), help="Who sees to it; left out, the register's lead again.")
@_shared
def assign(ctx: click.Context, name: str, pseudonyms: tuple[str, ...], whole: bool, to: str | None, quiet: bool) -> int:
    """Says who takes a step or gets a kind of information, where it is not the register's lead.

    \b
    annexa children assign pen-portrait --all --to education-evidence-lead
    """
    from annexa.inspection.children import assigned
    from annexa.pipeline.children import register_of

    library, tracking, children = _chosen(ctx, pseudonyms, whole)
    id = _known(name, tracking.ids, "step or kind of information")
    owner = names.role_of(to, library, "--to") if to else None
    return _saved(library, assigned(register_of(library), tracking, children, id, owner=owner), id, quiet)


@command.command("drop")
@click.argument("pseudonym", metavar="CHILD")
@_shared
def drop(ctx: click.Context, pseudonym: str, quiet: bool) -> int:
    """Takes a child out of the register, with all that is noted: for one put in by mistake.

    Whoever declined stays in it, and is not followed: annexa children done agreement CHILD --declined.

    \b
    annexa children drop "Child G"
    """
    from annexa.inspection.children import indexes
    from annexa.pipeline import children

    _, library = _project(ctx)
    children.drop(library, indexes(children.register_of(library), [pseudonym])[0])
    return _written(["Taken out, with all that was noted."], quiet)


# -- words ------------------------------------------------------------------------------------------------


def _project(ctx: click.Context) -> "tuple[Loaded, Library]":
    loaded = options.loaded_of(ctx)
    return loaded, options.library_of(loaded)


def _chosen(ctx: click.Context, pseudonyms: Sequence[str], whole: bool) -> "tuple[Library, Tracking, list[int]]":
    """The library, and which children are meant. Raises UsageError where nobody is named, or all and some are."""
    from annexa.inspection.children import indexes
    from annexa.pipeline.children import register_of, tracking_of

    loaded, library = _project(ctx)
    tracking = tracking_of(loaded)
    if whole == bool(pseudonyms):
        raise UsageError(
            "Some children are named, and all are meant" if whole else "No child is named",
            remedy="Name the children by their pseudonyms, or write --all.",
        )
    return library, tracking, indexes(register_of(library), pseudonyms)


def _known(given: str, known: Sequence[str], what: str) -> str:
    id = "-".join(given.lower().replace("_", "-").split())
    if id not in known:
        raise names.unknown(what, given, known)
    return id


def _short(reason: str) -> str:
    words = " ".join(reason.split())
    if len(words) > 400:
        raise UsageError("--reason is too long", remedy="Keep to at most 400 characters.")
    return words


def _saved(library: "Library", changes: "Sequence[Change]", name: str, quiet: bool) -> int:
    """Writes changes, and says what is noted now and what fell away with it."""
    from annexa.pipeline.children import register_of, save

    save(library, changes)
    children = register_of(library).children
    own = [change for change in changes if change.name == name]
    lines = []
    for said in dict.fromkeys(_state(change) for change in own):
        whom = ", ".join(children[change.index].pseudonym for change in own if _state(change) == said)
        lines.append(f"{name}: {said} ({whom}).")
    fallen = [f"{change.name} of {children[change.index].pseudonym}" for change in changes if change.name != name]
    if fallen:
        lines.append(f"Open again, since it rested on this: {', '.join(fallen)}.")
    return _written(lines, quiet)


def _state(change: "Change") -> str:
    fields = {name: value for name, value in change.fields.items() if name not in ("documents", "reason")}
    words = [str(fields[name]) for name in ("state", "answer", "on") if name in fields]
    words += [f"by {fields['by']}"] if "by" in fields else []
    words += [f"seen to by {fields['owner']}"] if "owner" in fields else []
    return ", ".join(words) or "open"


def _written(lines: list[str], quiet: bool) -> int:
    from annexa.model.children import FILE

    if not quiet:
        click.echo("\n".join([*lines, f"Written to {FILE}; commit it. ‘annexa children’ shows them all."]))
    return ExitCode.OK


def _json(answer: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(answer)).decode()
