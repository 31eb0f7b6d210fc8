"""A metadata file rewritten by text surgery: written only where reading it again gives exactly the record wanted."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import yaml

from annexa.inspection.edit import CannotEdit
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.errors import UsageError
from annexa.model.framework import Record
from annexa.tools.files import write_whole

R = TypeVar("R", bound=Record)


def rewrite(path: Path, name: str, old: R, wanted: R, change: Callable[[str], str], *, by_hand: str) -> None:
    """Changes the text of a file that holds `old` so that it holds `wanted`; comments and layout stay.

    `name` is the file in words, `by_hand` what to do instead. Raises UsageError where the file holds something else by
    now, or is laid out in a way that cannot be changed safely; then nothing is written.
    """
    before = path.read_bytes()
    if _record(type(old), before) != old:
        raise UsageError(
            f"{name} has faults, or was changed while this command ran",
            remedy="Run ‘annexa validate’, put its faults right, and try again.",
        )
    text = before.decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    try:
        after = (mark + change(text.removeprefix(mark))).encode()
    except (CannotEdit, yaml.YAMLError):
        after = b""
    if _record(type(old), after) != wanted:
        raise UsageError(f"{name} is laid out in a way that cannot be changed safely", remedy=by_hand)
    write_whole(path, after)


def _record(model: type[R], data: bytes) -> R | None:
    """What the file says; None where it has a fault."""
    tree, faults = parse(data)
    record, more = build(model, tree) if tree is not None else (None, ())
    return None if faults or more else record
