"""`annexa attest`: a named role's answer to a point of the checklist."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from annexa.cli import names, options
from annexa.cli.free_text import TEXT
from annexa.cli.moments import DAY
from annexa.inspection.attestation import (
    Chosen,
    attest,
    digest,
    find_document,
    refuse_unasked,
    sufficient,
    withdraw_answer,
)
from annexa.load import Loaded
from annexa.model.errors import ExitCode, UsageError
from annexa.model.framework import ChecklistPoint
from annexa.model.library import Answer, Attestation, is_sensitive


@click.command("attest")
@click.argument("document", type=click.Path(path_type=Path))
@click.argument("point", required=False)
@click.option("--answer", type=click.Choice([str(answer) for answer in Answer]), default="yes", show_default=True)
@click.option("--by", metavar="ROLE", type=names.Role(), help="Who answers: a role in people.yaml.")
@click.option("--note", metavar="TEXT", type=TEXT, help="What the checklist asks to be said; asked for on a terminal.")
@click.option("--on", type=DAY, metavar="DATE", help="The day of the answer; otherwise today.")
@click.option("--undo", is_flag=True, help="Take the answer out again.")
@options.quiet
@click.pass_context
def command(
    ctx: click.Context,
    document: Path,
    point: str | None,
    answer: str,
    by: str | None,
    note: str | None,
    on: Any,
    undo: bool,
    quiet: bool,
) -> int:
    """Answers a checklist point that no program can judge, and records which bytes the answer is about.

    Without a POINT it lists the points of the document and how they are answered.

    \b
    annexa attest evidence/3.4-destinations/destinations.docx
    annexa attest evidence/3.4-destinations/destinations.docx outcome-focused \\
        --by education-evidence-lead --note "Section 4 says what changed and for whom."
    annexa attest evidence/3.4-destinations/destinations.docx outcome-focused --undo
    annexa attest tracked-children:7 issues-highlighted --by send-qa-manager --note "…"
    """
    loaded = options.loaded_of(ctx)
    library = options.library_of(loaded)
    chosen = find_document(library, document)
    if point is None:
        _list(chosen, loaded)
        return ExitCode.OK
    known = _point(point, loaded)
    if undo:
        withdraw_answer(chosen, known.id)
        _say(quiet, f"{chosen.item.yaml}: the answer to ‘{known.id}’ on {chosen.called(loaded.framework)} is gone.")
        return ExitCode.OK
    refuse_unasked(known, chosen.meta)
    record = Attestation(
        answer=Answer(answer),
        by=names.role_of(by, library, "--by"),
        on=on.date() if on is not None else date.today(),
        note=note_of(note, known.ask.strip() or known.question.strip(), "--note"),
        sha256=digest(chosen),
    )
    attest(chosen, known.id, record)
    on = chosen.called(loaded.framework)
    _say(quiet, f"{chosen.item.yaml}: {record.by} answers {record.answer} to ‘{known.id}’ on {on}.")
    return ExitCode.OK


def _point(given: str, loaded: Loaded) -> ChecklistPoint:
    point = next((point for point in loaded.checklist.points if point.id == given), None)
    if point is not None:
        return point
    raise names.unknown("point of the checklist called", given, [point.id for point in loaded.checklist.points])


def note_of(given: str | None, ask: str, option: str) -> str:
    """A note that says something, asked for on a terminal where none was given. Raises UsageError."""
    note = given
    if note is None and sys.stdin.isatty():
        click.echo(ask, err=True)
        note = click.prompt("Note", type=TEXT, err=True)
    if not (note or "").strip():
        raise UsageError(f"Say why: {option} TEXT", remedy=ask)
    return sufficient(note or "", ask)


def _list(chosen: Chosen, loaded: Loaded) -> None:
    """Each point that applies to the document's kind, and its answer."""
    meta = chosen.meta
    requirement = loaded.framework.requirement(chosen.item.meta.requirement)
    title = chosen.called(loaded.framework) if is_sensitive(requirement, meta) else meta.title
    click.echo(click.style(f"{title} ({meta.kind})", bold=True))
    now = digest(chosen)
    for point in loaded.checklist.points:
        if point.kinds and str(meta.kind) not in point.kinds:
            continue
        answer = meta.attest.get(point.id)
        if answer is not None:
            stale = ", about an older version of the file" if answer.sha256 not in (None, now) else ""
            state = f"{answer.answer}, {answer.by} on {answer.on}{stale}"
        elif point.attest == "required":
            state = click.style("to be answered", fg="yellow")
        else:
            state = f"judged by {', '.join(point.rules)}" if point.rules else "may be answered"
        click.echo(f"  {point.id:<21} {state}")


def _say(quiet: bool, words: str) -> None:
    if not quiet:
        click.echo(words)
