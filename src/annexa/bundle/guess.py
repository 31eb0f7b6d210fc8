"""Whether a build will print, guessed from times alone while the program itself is still loaded.

`annexa.bundle.foreseen` knows it half a second later, once the library was read; by then LibreOffice can be half
started. A document that was only touched starts one for nothing, and what the guess misses is found there.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from annexa.convert.job import OFFICE_FORMATS
from annexa.model.bundle_files import OLD


def seems_to_print(root: Path) -> bool:
    """Whether an Office document below evidence/ is newer than what was built last, of which nothing is old.

    `root` is the project folder. Where no build has left its record, or one was refused, nothing is guessed.
    """
    build = root / "build"
    if any((build / "bundles").glob(f"*/{OLD}")):
        return False
    try:
        last = max((each.stat().st_mtime_ns for each in (build / "unchanged").glob("*.json")), default=None)
        return last is not None and any(changed > last for changed in _changes(root / "evidence"))
    except OSError:  # it is being moved about: whoever reads it says what is wrong
        return False


def _changes(evidence: Path) -> Iterator[int]:
    """When each Office document was changed last, in nanoseconds of the file system's clock."""
    for folder, _, names in os.walk(evidence):
        for name in names:
            if name.rpartition(".")[2].lower() in OFFICE_FORMATS:
                yield (Path(folder) / name).lstat().st_mtime_ns
