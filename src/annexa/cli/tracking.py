"""`annexa status --import`: a tracker that came back, shown against the library, and taken over where asked."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from annexa.cli import options
from annexa.inspection.takeover import Change, Difference, difference, take_over
from annexa.inspection.tracked import read_tracker
from annexa.inspection.tracker import HEADINGS
from annexa.model.errors import ExitCode
from annexa.model.text import one_line
from annexa.model.words import count

if TYPE_CHECKING:
    from annexa.load import Loaded

_SHOWN = 60
"""Characters of a note that a line shows."""


def import_tracker(loaded: "Loaded", path: Path, *, apply: bool, as_json: bool, quiet: bool) -> int:
    """Shows what a tracker says otherwise than the library, and takes it over where `apply` is set.

    Exit code 1 means that rows cannot be taken over; then nothing is changed.
    """
    library = options.library_of(loaded)
    found = difference(read_tracker(path), library, loaded.framework)
    applied = apply and bool(found.changes) and not found.refused
    written = take_over(found, library) if applied else ()
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(_record(found, written))).decode())
    elif not quiet:
        click.echo("\n".join(_told(found, loaded, path, written, apply=apply)))
    return ExitCode.FINDINGS if found.refused else ExitCode.OK


def _record(found: Difference, written: tuple[str, ...]) -> dict[str, Any]:
    return {
        "changes": found.changes,
        "refused": found.refused,
        "absent": found.absent,
        "unsigned": found.unsigned,
        "written": written,
    }


def _told(found: Difference, loaded: "Loaded", path: Path, written: tuple[str, ...], *, apply: bool) -> list[str]:
    lines = []
    for id in dict.fromkeys(change.requirement for change in found.changes):
        requirement = loaded.framework.requirement(id)
        title = f"{requirement.number or ''} {requirement.title}".strip() if requirement else id
        lines.append(click.style(title, bold=True))
        lines += [_changed(change) for change in found.changes if change.requirement == id]
    if found.refused:
        lines.append(click.style("Cannot be taken over", bold=True))
    for refused in found.refused:
        about = f" ({refused.requirement})" if refused.requirement else ""
        lines += [f"  row {refused.row}{about}: {one_line(refused.message)}.", f"    {one_line(refused.remedy)}"]
    if found.absent:
        lines.append(f"Not in this tracker, and left as it is: {', '.join(found.absent)}.")
    lines.append(_outcome(found, path, written, apply=apply))
    return lines


def _changed(change: Change) -> str:
    return f"  {HEADINGS[change.field]}: {_short(change.before)} → {_short(change.after)}"


def _short(text: str) -> str:
    line = one_line(text)
    return (f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line) or "(nothing)"


def _outcome(found: Difference, path: Path, written: tuple[str, ...], *, apply: bool) -> str:
    """The last line: what was done, or what would be."""
    changes = count(len(found.changes), "change")
    unsigned = f" The sign-off of {', '.join(found.unsigned)} has to be given again." if found.unsigned else ""
    if found.refused:
        return f"{changes}; {count(len(found.refused), 'row')} cannot be taken over, so nothing is changed."
    if not found.changes:
        return "The tracker says what the library says: there is nothing to take over."
    if apply:
        return (
            f"{changes} taken over into {count(len(written), 'item')}.{unsigned} From now on use a new tracker:"
            f" annexa status --output {path}"
        )
    return f"{changes}; nothing is changed yet.{unsigned} To take them over: annexa status --import {path} --apply"
