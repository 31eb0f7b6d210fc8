"""Whether the files of a built bundle are still those that its manifest lists: asked before it is packed or kept."""

from collections.abc import Iterator
from pathlib import Path

from annexa.load.sent import PENDING
from annexa.model.bundle_files import OLD, PACKAGE, VERIFICATION
from annexa.model.errors import UsageError
from annexa.model.manifest import MANIFEST, Manifest
from annexa.plan.safe_names import made_by_system
from annexa.tools.files import sha256_of

BESIDE = (MANIFEST, "index.csv", VERIFICATION, PENDING)
"""What a build writes beside the files that its manifest lists."""


def refuse_altered(folder: Path, manifest: Manifest, *, rebuild: str) -> None:
    """Raises UsageError, which names the file, where one is missing, is another, or was put there by somebody.

    `rebuild` is the command that builds the bundle again.
    """
    for fault in faults(folder, manifest):
        raise UsageError(fault, remedy=f"Build it again: {rebuild}")


def faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What is not as the build left it, one sentence each."""
    stated = {file.path: file.sha256 for file in manifest.files}
    for name, sha256 in stated.items():
        path = folder / name
        if path.is_symlink() or not path.is_file():
            yield f"“{name}” is missing from {folder.name}"
        elif sha256_of(path) != sha256:
            yield f"“{name}” in {folder.name} has changed since it was built"
    for name in listed(folder):
        if name not in stated and name not in BESIDE:
            yield f"“{name}” in {folder.name} is no part of the bundle: annexa did not put it there"


def listed(folder: Path) -> list[str]:
    """The files of a bundle's folder as POSIX paths, without its package, our note and what systems leave behind."""
    paths = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_symlink() or path.is_file())
    named = [path.as_posix() for path in paths if path.parts[0] != PACKAGE and not any(map(made_by_system, path.parts))]
    return [name for name in named if name != OLD]
