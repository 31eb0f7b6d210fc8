"""How large a file may be: what was in force when it was built, or what its library says, or our own figures."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from annexa.load.manifest import read_manifest
from annexa.model.errors import UsageError
from annexa.model.library import BundleLimits, LibraryMeta
from annexa.model.manifest import MANIFEST, Manifest
from annexa.tools.root import find_root


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
    found = _recorded(folder) or _of_library(folder)
    if found is not None:
        return found
    default = BundleLimits()
    source = "annexa's defaults, since no manifest and no library says otherwise"
    return Limits(default.megabytes, default.pages, source)


def first_of(path: Path) -> int | None:
    """The number of a PDF's first page as the manifest beside it says; None where none knows the file."""
    manifest = _manifest(path.parent)
    return next((file.first_page for file in manifest.files if file.path == path.name), None) if manifest else None


def _manifest(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except UsageError:
        return None


def _recorded(folder: Path) -> Limits | None:
    manifest = _manifest(folder)
    return Limits(manifest.limits.megabytes, manifest.limits.pages, f"as {MANIFEST} records it") if manifest else None


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
