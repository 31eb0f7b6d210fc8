"""Packages that were made before, and perhaps sent: a new build or a new package does not delete them."""

import shutil
from dataclasses import replace
from pathlib import Path

from annexa.load.manifest import read_manifest
from annexa.model.bundle_files import OLD, PACKAGE
from annexa.model.errors import UsageError
from annexa.model.manifest import MANIFEST
from annexa.package import bag
from annexa.plan.folders import FolderName
from annexa.tools.files import replace_folder, work_folder


def seal_in(folder: Path) -> str:
    """The seal of the package in a bundle's folder; empty where none was packed."""
    found = next((folder / PACKAGE).glob(f"*/{bag.TAG_MANIFEST}"), None)
    return bag.seal_of(found.read_bytes()) if found else ""


def set_aside(folder: Path) -> None:
    """Moves a bundle that was packed, and is no draft, away from where another is about to stand."""
    if (final := _place(folder)) is not None and not final.exists():
        folder.rename(final)


def copy_aside(folder: Path) -> Path | None:
    """Copies a bundle that was packed before it is packed once more; returns the copy, if one was made now."""
    final = _place(folder)
    if final is None or final.exists():
        return None
    with work_folder(final) as work:
        shutil.copytree(folder, work, dirs_exist_ok=True, ignore=shutil.ignore_patterns(OLD, ".*"))
        replace_folder(work, final)
    return final


def asides(folder: Path) -> list[Path]:
    """Folders with packages that were made of a bundle before the one in its own folder, or none."""
    found = folder.parent.glob(f"{folder.name}-packed-*")
    return sorted(each for each in found if (each / MANIFEST).is_file() and seal_in(each))


def _place(folder: Path) -> Path | None:
    """Where a packed bundle is put aside, named by its seal; None where it was not packed, or is a draft."""
    seal = seal_in(folder)
    try:
        manifest = read_manifest(folder) if seal else None
    except UsageError:
        return None  # of an earlier version, or damaged: it cannot be recorded any more
    name = FolderName.parse(folder.name, [manifest.submission]) if manifest and not manifest.draft else None
    return folder.with_name(str(replace(name, packed=seal[:8]))) if name and not name.packed else None
