"""Several libraries at one moment, for a team that looks after more than one partnership."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from time import monotonic

from annexa.load import Loaded, project
from annexa.model.errors import AnnexaError, ExitCode, UsageError
from annexa.model.library import Library
from annexa.model.words import Advance, silent
from annexa.pipeline import Everything, build
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build made of one library."""

    folder: Path
    name: str
    """Its area, or the folder's name where the library cannot be read."""
    errors: int = 0
    """Findings at error level."""
    built: tuple[str, ...] = ()
    """Submissions that have their bundles."""
    refused: tuple[str, ...] = ()
    """Why others have none, each with its remedy."""
    pages: int | None = None
    """Of the guidance site; None where it was not built."""
    seconds: float = 0
    exit_code: ExitCode = ExitCode.OK


def builds(
    folders: Iterable[Path],
    *,
    day_of: Callable[[Loaded], date],
    draft: bool,
    around: Callable[[Library | None], AbstractContextManager[None]],
    watch: Callable[[str], AbstractContextManager[Advance]],
    report: Callable[[Loaded, Everything], object],
) -> Iterator[Outcome]:
    """Builds each library in the order given, as `build` does; what stops one stops no other.

    `day_of` says from which day the ages of a library count; `around` holds while one is built, and `report` is told
    what was made.
    """
    for folder in folders:
        began = monotonic()
        try:
            loaded = _loaded(folder.resolve())
            with around(loaded.library):
                made = build(loaded, as_of=day_of(loaded), draft=draft, watch=watch)
                report(loaded, made)
            done = _outcome(loaded, made)
        except AnnexaError as error:
            done = _stopped(folder, f"{error.message}. {error.remedy}", error.exit_code)
        except OSError as error:
            done = _stopped(folder, f"{error.filename or folder}: {error.strerror or error}.", ExitCode.USAGE)
        except Exception as error:
            logging.getLogger(__name__).debug("%s", folder, exc_info=True)
            why = f"A fault of annexa ({type(error).__name__}): ‘annexa --debug --library {folder} build’ shows it."
            done = _stopped(folder, why, ExitCode.BUG)
        yield replace(done, folder=folder, seconds=monotonic() - began)


def _outcome(loaded: Loaded, made: Everything) -> Outcome:
    return Outcome(
        folder=loaded.root,
        name=loaded.library.meta.area if loaded.library is not None else loaded.root.name,
        errors=len(made.checked.errors),
        built=tuple(dict.fromkeys(each.plan.submission for each in made.bundles.built)),
        refused=tuple(f"{each.error.message.rstrip('.')}. {each.error.remedy}" for each in made.bundles.refused),
        pages=made.site.pages,
        exit_code=made.bundles.exit_code,
    )


def _stopped(folder: Path, why: str, code: ExitCode) -> Outcome:
    return Outcome(folder=folder, name=folder.name, refused=(why.strip(),), exit_code=code)
