"""Several libraries at one moment, for a team that looks after more than one partnership."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from annexa.load import Loaded, project
from annexa.model.errors import AnnexaError, UsageError
from annexa.pipeline import Advance, silent
from annexa.pipeline.status import status


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far one library is."""

    folder: Path
    name: str
    """Its area, or the folder's name where the library cannot be read."""
    done: int = 0
    """Requirements that need no more work."""
    of: int = 0
    late: int = 0
    errors: int = 0
    """That stand against items or against a submission as a whole."""
    notification: str = ""
    """The day of the call, as 2026-11-02; empty where it is not recorded."""
    due: datetime | None = None
    """The next deadline that is not past."""
    fault: str = ""
    """Why nothing can be said of it, with the remedy."""


def standings(folders: Iterable[Path], *, at: datetime, advance: Advance = silent) -> Iterator[Standing]:
    """Each library in the order given; one that cannot be read says why and stops no other."""
    for folder in folders:
        try:
            yield _standing(folder.resolve(), _loaded(folder.resolve()), at, advance)
        except AnnexaError as error:
            yield Standing(folder=folder, name=folder.name, fault=f"{error.message}. {error.remedy}".strip())


def _loaded(root: Path) -> Loaded:
    """The library of a folder, never that of one above it. Raises UsageError."""
    if not (root / "evidence").is_dir():
        raise UsageError("There is no evidence/ in this folder", remedy="Name the folders that hold evidence/.")
    loaded = project(root)
    if loaded.library is None:
        raise UsageError("evidence/library.yaml cannot be used", remedy="‘annexa validate’ says why.")
    return loaded


def _standing(root: Path, loaded: Loaded, at: datetime, advance: Advance) -> Standing:
    found = status(loaded, at=at, advance=advance)
    whole = found.whole
    return Standing(
        folder=root,
        name=found.area,
        done=whole.done,
        of=whole.rows,
        late=sum(bool(row.late) for row in found.rows),
        errors=whole.errors + sum(each.errors for each in found.blocked),
        notification=found.notification.isoformat() if found.notification else "",
        due=whole.due,
    )
