"""Where the records of what was sent lie, and how they are read."""

from pathlib import Path

from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.errors import UsageError
from annexa.model.sent import Frozen

FOLDER = "evidence/submissions"
PENDING = "sent.yaml"
"""In a supplement's folder: what the record of the submission will say once the supplement is sent."""


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
