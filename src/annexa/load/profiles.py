"""The profiles that a bundle can be judged by: those that annexa brings and those that a library holds."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from annexa.load import shipped
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.errors import UsageError
from annexa.model.near import guess, nearest
from annexa.model.profile import Profile, ProfileFile

FOLDER: Final = "schema/profiles"
OWN: Final = "annexa"
"""The profile that every build must meet: always as annexa brings it, whatever file of that name a library has."""


def names(root: Path | None = None) -> tuple[str, ...]:
    """What `--profile` takes: annexa's own first, then the others by name. `root` is the library's folder, if any."""
    found = _files(root)
    return tuple(sorted(found, key=lambda name: (name != OWN, name)))


def profile(id: str, root: Path | None = None) -> Profile:
    """The profile with that id, or with that id of old. Raises UsageError where there is none or its file is faulty."""
    files = _files(root)
    if id in files:
        return _read(files[id], shipped.name_of(files[id], root or shipped.brought()))
    renamed = next((each for each in profiles().values() if id in each.formerly), None)
    if renamed is not None:
        return renamed
    known, near = ", ".join(names(root)), nearest(id, files)
    remedy = f"Choose one of {known}; ‘annexa verify --list-profiles’ says what they are."
    raise UsageError(f"There is no profile called {id}{guess(near)}", remedy=remedy)


def profiles(root: Path | None = None) -> Mapping[str, Profile]:
    """All of them, by id. Raises UsageError where a file is faulty."""
    return {id: profile(id, root) for id in names(root)}


def _files(root: Path | None) -> dict[str, Path]:
    listed = shipped.listed(root or shipped.brought(), FOLDER, "*.yaml")
    own = shipped.brought() / FOLDER / f"{OWN}.yaml"
    files = {name.removesuffix(".yaml"): path for name, path in listed.items()}
    return files | {OWN: own} if own.is_file() else files


def _read(path: Path, name: str) -> Profile:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{name} cannot be opened: {error.strerror}", remedy="Let it be read.") from None
    return _parsed(data, path.stem, name)


@cache
def _parsed(data: bytes, id: str, name: str) -> Profile:
    """The profile in a file. Raises UsageError with the place of its first fault."""
    tree, faults = parse(data)
    record, more = build(ProfileFile, tree) if not faults else (None, ())
    for fault in (*faults, *more):
        raise UsageError(f"{name}:{fault.line}: {fault.message}", remedy=fault.remedy)
    try:
        return Profile(id=id, **dict(record or {}))
    except ValueError:
        raise UsageError(
            f"{name} has a name that no profile can have",
            remedy="Use lower-case letters, digits and hyphens, such as local-court-2026.yaml.",
        ) from None
