"""The lists of names that must not appear, which lie in the secure folder."""

from functools import lru_cache
from pathlib import Path

from annexa.documents.faults import Unreadable
from annexa.documents.text import decode
from annexa.load.places import Unsafe, in_secure_folder
from annexa.model.library import Library
from annexa.rules.support.person_names import NameList


def listed_names(library: Library) -> tuple[NameList | None, list[str]]:
    """All names that must not appear, and the lists that cannot be read on this machine."""
    if not library.meta.name_lists:
        return None, []
    names: set[str] = set()
    missing: list[str] = []
    for file in library.meta.name_lists:
        listed = _listed(in_secure_folder(library, file))
        names |= listed or frozenset()
        if listed is None:
            missing.append(file)
    return (NameList.of(frozenset(names)) if names else None), missing


def _listed(place: Path | Unsafe) -> frozenset[str] | None:
    """The names in a list; None where it cannot be read on this machine."""
    try:
        return None if isinstance(place, Unsafe) else _read(place, place.stat().st_mtime_ns)
    except (OSError, Unreadable):
        return None


@lru_cache(maxsize=8)
def _read(path: Path, stamp: int) -> frozenset[str]:
    lines = decode(path.read_bytes()).splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
