"""What a build will need, told from what the library holds, before the library is checked."""

from collections.abc import Iterable, Sequence
from functools import cache as remembered
from pathlib import Path
from typing import Final

from annexa.bundle import native
from annexa.bundle.unchanged import folder_of
from annexa.check.subjects import Source
from annexa.convert.job import OFFICE_FORMATS
from annexa.documents.sniff import ending
from annexa.model.bundle_files import OLD
from annexa.model.framework import Framework
from annexa.model.library import Library
from annexa.plan.arrange import sources

FEW: Final = 8
"""Documents that are printed while the library is checked; of more, the build itself tells how far it is."""


def to_print(
    library: Library, framework: Framework, submissions: Sequence[str], found: Iterable[Source], cache: Path
) -> list[Path]:
    """The Office documents that have changed of bundles that stand and are not old, for which LibreOffice is needed.

    A bundle that was refused last time is old: it will often be refused again, and then nothing is printed. `cache` is
    the project's build/cache.
    """
    standing = [each for each in submissions if _stands(library.root, each)]
    wanted = {path for each in standing for path in sources(library, framework, each)}
    wanted -= native.chosen(library, framework, standing)
    known = remembered(_known)
    return [
        each.path
        for each in found
        if each.path in wanted
        and ending(each.path) in OFFICE_FORMATS
        and each.sha256
        and each.sha256 not in known((each.kept_in or cache) / "pdf")
    ]


def _stands(root: Path, submission: str) -> bool:
    folder = folder_of(root, submission, "shared", None)
    return folder.is_dir() and not (folder / OLD).exists()


def _known(folder: Path) -> frozenset[str]:
    """SHA-256 of the documents of which a PDF lies there, or why there is none."""
    try:
        return frozenset(path.name.partition("-")[0] for path in folder.iterdir())
    except OSError:
        return frozenset()
