"""A metadata file rewritten by text surgery: written only where reading it again gives exactly the record wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml

from annexa.inspection.written import CannotEdit
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.errors import UsageError
from annexa.model.framework import Record
from annexa.tools.files import write_whole

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file as it is to be, while the old one still stands."""

    path: Path
    data: bytes

    def write(self) -> None:
        """Puts it in the old one's place. Raises OSError."""
        write_whole(self.path, self.data)


def rewrite(path: Path, name: str, old: R, wanted: R, change: Callable[[str], str], *, by_hand: str) -> None:
    """Writes what `rewritten` gives for the same arguments, and raises what it raises."""
    rewritten(path, name, old, wanted, change, by_hand=by_hand).write()


def rewritten(path: Path, name: str, old: R, wanted: R, change: Callable[[str], str], *, by_hand: str) -> Rewritten:
    """A file that holds `old`, as it is to be; see `changed`, which raises what this raises, besides OSError."""
    return Rewritten(path, changed(path.read_bytes(), name, old, wanted, change, by_hand=by_hand))


def changed(before: bytes, name: str, old: R, wanted: R, change: Callable[[str], str], *, by_hand: str) -> bytes:
    """The text of a file that holds `old`, changed so that it holds `wanted`; comments and layout stay.

    `name` is the file in words, `by_hand` what to do instead. Raises UsageError where the file holds something else by
    now, or is laid out in a way that cannot be changed safely.
    """
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
    return after


def _record(model: type[R], data: bytes) -> R | None:
    """What the file says; None where it has a fault."""
    tree, faults = parse(data)
    record, more = build(model, tree) if tree is not None else (None, ())
    return None if faults or more else record
