"""What `annexa bundle` says after a submission was sent: --freeze and --supplement."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from annexa.load import Loaded
    from annexa.pipeline.freezing import Freezing
    from annexa.sent.recording import Recorded
    from annexa.sent.sending import Supplemented


def frozen(done: "Freezing", root: Path) -> tuple[Any, list[str]]:
    """What was recorded: the answer for programs, and for people."""
    from annexa.pipeline.sent import shown

    answer = {
        "records": [shown(each.path, root) for each in done.recorded],
        "sent": [_entry(each, root) for each in done.recorded],
        "notes": list(done.notes),
    }
    lines = [line for each in done.recorded for line in _recorded_lines(each, root)]
    if any(each.state in ("recorded", "kept") for each in done.recorded):
        folder = shown(done.recorded[0].kept.parent, root)
        lines.append(
            f"Copy {folder}/ to where your records are kept: its README.md says why. build/ is not needed for it."
        )
    return answer, [*lines, *map(_note, done.notes)]


def _entry(each: "Recorded", root: Path) -> dict[str, Any]:
    from annexa.pipeline.sent import shown

    return {
        "name": each.name,
        "state": each.state,
        "kept": shown(each.kept, root),
        **each.sending.model_dump(mode="json", include={"sent", "sent_at", "by", "to", "commit", "seal", "archive"}),
        "notes": list(each.notes),
    }


def _recorded_lines(each: "Recorded", root: Path) -> list[str]:
    from annexa.pipeline.sent import shown

    record, words = shown(each.path, root), each.sending.in_words
    first = {
        "recorded": f"{record} says what was sent. Commit it.",
        "corrected": f"{record} is put right, and says what it said before. Commit it.",
        "kept": f"{record} said what was sent before; its files are kept from now on.",
        "unchanged": f"{record} says that already: nothing has changed.",
    }[each.state]
    lines = [first, f"  {each.name}: sent on {words}", f"  kept in {shown(each.kept, root)}"]
    return [*lines, *map(_note, each.notes)]


def _note(words: str) -> str:
    return f"  {click.style('note', fg='yellow')}: {words}"


def supplemented(made: "list[Supplemented]", loaded: "Loaded", submission: str) -> tuple[Any, list[str]]:
    """What changed since it was sent: the answer for programs, and for people."""
    from annexa.pipeline.sent import left_in_build

    words = [_in_words(each, loaded.root) for each in made] or ["Nothing has changed since it was sent."]
    if left := left_in_build(loaded, submission):
        words.append(
            _note(
                f"What was sent as {' and '.join(left)} lies in build/ alone, which can be deleted:"
                f" keep it with annexa bundle {submission} --freeze"
            )
        )
    return [_summary(each, loaded.root) for each in made], words


def _summary(made: "Supplemented", root: Path) -> dict[str, Any]:
    return {
        "folder": made.built.folder.relative_to(root).as_posix(),
        "files": [path.name for path in made.files],
        "changes": [
            {
                "kind": change.kind,
                "item": change.item,
                "title": _title(change.title, change.now.key if change.now else change.where, made),
                "replaces": change.replaces,
            }
            for change in made.changes.changes
        ],
        "answered": [
            {"item": each.item, "title": _title(each.title, each.key, made), "where": where}
            for each, where in made.changes.answered
        ],
    }


def _title(title: str, key: str, made: "Supplemented") -> str:
    """A document's title; of a child-level one its place."""
    from annexa.plan.planned import in_messages

    return in_messages(title, key, made.built.plan.package).strip("“”")


def _in_words(made: "Supplemented", root: Path) -> str:
    """What was built, and what comes next."""
    said = _summary(made, root)
    lines = [f"{said['folder']}/{name}" for name in said["files"]]
    lines += [f"  {each['kind']}: {each['item']} {each['title']}" for each in said["changes"]]
    lines += [
        f"  not sent again: {each['item']} {each['title']} answered a request, {each['where']}"
        for each in said["answered"]
    ]
    lines.append(f"  To send it: annexa package {made.built.folder.name}")
    lines.append(f"  Once it is sent: annexa bundle {made.built.plan.submission} --supplement --freeze")
    return "\n".join(lines)
