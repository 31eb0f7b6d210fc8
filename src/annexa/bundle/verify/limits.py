"""How large a file may be: what was in force when it was built, or what its library says, or our own figures."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from annexa.model.errors import UsageError
from annexa.model.library import BundleLimits, LibraryMeta
from annexa.tools.root import find_root

MANIFEST = "manifest.json"


class Limits(NamedTuple):
    """What one file may hold, and where that is said."""

    megabytes: int
    pages: int
    source: str
    """In words, to end a sentence."""

    @property
    def figures(self) -> Mapping[str, float]:
        """By the requirement that they belong to, as `verify` takes them."""
        return {"file-size": float(self.megabytes), "page-count": float(self.pages)}

    @property
    def sentence(self) -> str:
        """For the reader of a judgement."""
        return f"Largest file: {self.megabytes:,} MB and {self.pages:,} pages, {self.source}."


def limits_of(path: Path) -> Limits:
    """The limits of a bundle's folder, or of a PDF. Never raises: what cannot be read is passed over.

    The manifest of the bundle comes first, since the file was built by it; then the library that the file lies in,
    as it is now; then the defaults.
    """
    folder = path if path.is_dir() else path.parent
    found = _recorded(folder / MANIFEST) or _of_library(folder)
    if found is not None:
        return found
    default = BundleLimits()
    source = "annexa's defaults, since no manifest and no library says otherwise"
    return Limits(default.megabytes, default.pages, source)


def first_of(path: Path) -> int | None:
    """The number of a PDF's first page as the manifest beside it says; None where none knows the file."""
    for file in _files(path.parent / MANIFEST):
        if isinstance(file, dict) and file.get("path") == path.name and isinstance(file.get("first_page"), int):
            return int(file["first_page"])
    return None


def _manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _files(path: Path) -> list[Any]:
    files = _manifest(path).get("files")
    return files if isinstance(files, list) else []


def _recorded(path: Path) -> Limits | None:
    said = _manifest(path).get("limits")
    try:
        limits = BundleLimits.model_validate(said)
    except ValueError:
        return None
    return Limits(limits.megabytes, limits.pages, f"as {MANIFEST} records it")


def _of_library(folder: Path) -> Limits | None:
    from annexa.load.record import build
    from annexa.load.tree import parse

    try:
        file = find_root(folder) / "evidence" / "library.yaml"
        tree, faults = parse(file.read_bytes())
        meta, more = build(LibraryMeta, tree)
    except (OSError, UsageError):
        return None
    if meta is None or faults or more:
        return None
    return Limits(meta.limits.megabytes, meta.limits.pages, f"as {file.name} says")
