"""Where the records of what was sent lie and how they are read, and where what was sent is kept."""

import os
from collections.abc import Iterator
from pathlib import Path

from annexa.load.record import build
from annexa.load.tree import Fault, Node, parse, place_of
from annexa.model.errors import UsageError
from annexa.model.library import LibraryMeta
from annexa.model.sent import Frozen

FOLDER = "evidence/submissions"
PENDING = "sent.yaml"
"""In a supplement's folder: what the record of the submission will say once the supplement is sent."""
CLEARED = {
    "build": "which can be deleted at any time",
    "evidence": "where everything is checked as evidence",
    ".git": "which belongs to git",
}
"""Folders of the project in which nothing can be kept, and why."""
REMEDY = "Leave ‘sent_folder’ out for sent/ beside evidence/, or name a folder of its own, such as ~/annexa-sent."


def path_of(root: Path, submission: str, package: str) -> Path:
    """Where the record of a submission lies; `package` is "shared" or "child-level"."""
    suffix = "-child-level" if package == "child-level" else ""
    return root / FOLDER / f"{submission}{suffix}.yaml"


def read(path: Path) -> Frozen | None:
    """The record, or None where nothing was frozen yet. Raises UsageError where it cannot be understood."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path.name} cannot be read: {error.strerror}", remedy="See who may read it.") from error
    return read_text(data, name=path.name)


def read_text(data: bytes | str, *, name: str = "the record") -> Frozen:
    """A record from its YAML. Raises UsageError where it cannot be understood."""
    tree, faults = parse(data.encode() if isinstance(data, str) else data)
    record, more = build(Frozen, tree) if tree is not None else (None, ())
    wrong = [*faults, *more]
    if record is None or wrong:
        where = f": line {wrong[0].line}: {wrong[0].message}" if wrong else ""
        raise UsageError(
            f"The record of what was sent, {name}, cannot be used{where}",
            remedy=f"It is not written by hand: restore it with git checkout -- {FOLDER}/{name}",
        )
    return record


def kept_folder(root: Path, setting: str) -> Path:
    """The folder in which what was sent is kept, absolute; `setting` is `sent_folder` of library.yaml.

    Raises UsageError where nothing can be kept safely there.
    """
    folder, reason = _judged(root, setting)
    if reason:
        raise UsageError(
            f"What was sent cannot be kept in “{setting}”: it {reason}", remedy=f"In library.yaml: {REMEDY}"
        )
    return folder


def settings_faults(tree: Node, meta: LibraryMeta, root: Path) -> Iterator[Fault]:
    """What is wrong with the places that library.yaml names."""
    _, reason = _judged(root, meta.sent_folder)
    if reason:
        line, column = place_of(tree, ("sent_folder",))
        yield Fault(
            rule="metadata-value",
            message=f"‘{meta.sent_folder}’ cannot keep what was sent: it {reason}",
            remedy=REMEDY,
            line=line,
            column=column,
            field="sent_folder",
        )


def _judged(root: Path, setting: str) -> tuple[Path, str]:
    """The folder, and why it will not do, in words that follow “it”; empty where it will."""
    try:
        folder = root / Path(setting).expanduser()
    except RuntimeError:  # ~name of somebody who is not known here
        return root, "names the home folder of a user who is not known here"
    real, home = Path(os.path.realpath(folder)), Path(os.path.realpath(root))
    for name, why in CLEARED.items():
        if real.is_relative_to(home / name):
            return folder, f"lies inside {name}/, {why}"
    if home.is_relative_to(real):
        return folder, "holds the whole project, and needs a folder of its own"
    return folder, ""
