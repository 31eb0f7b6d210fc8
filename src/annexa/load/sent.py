"""Where the records of what was sent lie and how they are read, and where what was sent is kept."""

from collections.abc import Iterator
from pathlib import Path

from annexa.load.nodes import Fault, Node, place_of
from annexa.load.places import own_folder
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.errors import UsageError
from annexa.model.library import LibraryMeta
from annexa.model.sent import Frozen

FOLDER = "evidence/submissions"
PENDING = "sent.yaml"
"""In a supplement's folder: what the record of the submission will say once the supplement is sent."""
DEBRIEFS_REMEDY = (
    "Leave ‘debriefs_folder’ out for debriefs/ beside evidence/, or name a folder of its own, such as one that is "
    "synced from the team's files."
)
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
    folder, reason = own_folder(root, setting)
    if reason:
        raise UsageError(
            f"What was sent cannot be kept in “{setting}”: it {reason}", remedy=f"In library.yaml: {REMEDY}"
        )
    return folder


def settings_faults(tree: Node, meta: LibraryMeta, root: Path) -> Iterator[Fault]:
    """What is wrong with the places that library.yaml names."""
    for field, setting, what, remedy in (
        ("sent_folder", meta.sent_folder, "what was sent", REMEDY),
        ("debriefs_folder", meta.debriefs_folder, "the debriefing forms", DEBRIEFS_REMEDY),
    ):
        _, reason = own_folder(root, setting)
        if reason:
            line, column = place_of(tree, (field,))
            yield Fault(
                rule="metadata-value",
                message=f"‘{setting}’ cannot keep {what}: it {reason}",
                remedy=remedy,
                line=line,
                column=column,
                field=field,
            )
