"""`annexa sign-off --list`: who has signed what, what no longer holds, and whose turn it is."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from annexa.cli.signing import heading
from annexa.inspection.committed import Committed
from annexa.model.errors import ExitCode
from annexa.model.signoff import Act, Entry
from annexa.model.text import one_line
from annexa.model.words import moment_in_words
from annexa.pipeline.signing import committed, stages_of

if TYPE_CHECKING:
    from annexa.load import Loaded
    from annexa.model.library import Item, Library
    from annexa.model.standing import StageStanding

_COLOURS = {"signed": "green", "stale": "red", "waiting": "yellow", "does not fit": "red", "cannot tell": "yellow"}


def say(loaded: "Loaded", library: "Library", items: "Sequence[Item]", *, verify_git: bool, as_json: bool) -> int:
    """Says it of some items; 1 where git shows that an entry was committed by somebody else than its role."""
    stages = stages_of(loaded, library)
    verdicts = committed(loaded, library, items) if verify_git else {}
    if as_json:
        answer = [_answer(item, stages[item.yaml], verdicts) for item in items]
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for item in items:
            click.echo(click.style(heading(item, loaded), bold=True))
            click.echo("\n".join(_lines(item, stages[item.yaml], verdicts)))
    wrong = any(verdict.verdict == "does not fit" for verdict in verdicts.values())
    return ExitCode.FINDINGS if wrong else ExitCode.OK


def _lines(item: "Item", stages: "Sequence[StageStanding]", verdicts: dict[str, Committed]) -> Iterator[str]:
    width = max((len(stage.stage) for stage in stages), default=0)
    for stage in stages:
        state = click.style(f"{stage.state.replace('-', ' '):<8}", fg=_COLOURS.get(stage.state))
        yield f"  {stage.stage:<{width}}  {state} {stage.whose if stage.missing else ''}".rstrip()
        for change in stage.changes:
            yield f"      {one_line(change)}"
        for entry in _of(item, stage.stage):
            did = "signed" if entry.act is Act.SIGNED else "took it back"
            note = f": {one_line(entry.note)}" if entry.note else ""
            yield f"      {entry.role} {did}, {moment_in_words(entry.at)}{note}"
            if (verdict := verdicts.get(entry.seal)) is not None:
                word = click.style(verdict.verdict, fg=_COLOURS.get(verdict.verdict))
                yield f"        git: {word}: {one_line(verdict.words)}"


def _of(item: "Item", stage: str) -> list[Entry]:
    return [entry for entry in item.sign_offs if entry.stage == stage]


def _answer(item: "Item", stages: "Sequence[StageStanding]", verdicts: dict[str, Committed]) -> dict[str, Any]:
    return {
        "item": item.meta.requirement,
        "stages": [
            {
                "stage": stage.stage,
                "state": stage.state,
                "wanted": list(stage.wanted),
                "missing": list(stage.missing),
                "enough": stage.enough,
                "changes": list(stage.changes),
                "entries": [_entry(entry, verdicts) for entry in _of(item, stage.stage)],
            }
            for stage in stages
        ],
    }


def _entry(entry: Entry, verdicts: dict[str, Committed]) -> dict[str, Any]:
    verdict = verdicts.get(entry.seal)
    said = {"act": entry.act, "role": entry.role, "at": entry.at.isoformat(), "note": entry.note or None}
    return said | ({"git": verdict.verdict, "git_says": verdict.words} if verdict else {})
