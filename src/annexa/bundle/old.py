"""What is left over from an earlier build: marked in its folder, so that nobody sends it for today's evidence."""

from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from annexa.load.sent import path_of
from annexa.model.bundle_files import OLD
from annexa.model.manifest import MANIFEST
from annexa.model.words import day_in_words
from annexa.plan.folders import FolderName, bundles_of
from annexa.tools.files import write_whole


def mark_old(root: Path, submission: str, item: str | None, *, built: Collection[Path], why: str) -> tuple[Path, ...]:
    """Puts a note into the folders of a submission that a build did not replace; `built` are those that it did.

    `item` limits it to the folders of that item. Supplements, packages that were set aside, and what
    was sent, are not old. Returns the folders, in
    order. Raises OSError.
    """
    found = [folder for folder in _folders(root, submission, item) if folder not in built]
    for folder in found:
        made = datetime.fromtimestamp((folder / MANIFEST).stat().st_mtime)
        write_whole(folder / OLD, _words(submission, made, why))
    return tuple(found)


def _folders(root: Path, submission: str, item: str | None) -> Iterator[Path]:
    for manifest in sorted(bundles_of(root).glob(f"{submission}*/{MANIFEST}")):
        name = FolderName.parse(manifest.parent.name, [submission])
        if name is None or name.supplement or name.packed or (item is not None and name.item != item):
            continue
        if not (name.is_whole and path_of(root, submission, name.package).is_file()):
            yield manifest.parent


def _words(submission: str, made: datetime, why: str) -> str:
    return (
        f"OLD: this folder was built on {day_in_words(made.date())} at {made:%H:%M}.\n\n"
        f"A later run of annexa built {submission} without it, so it may not hold what the library says now:\n\n"
        f"{why}\n\n"
        "Do not send it without knowing why it is old. The next build that succeeds replaces it and this note.\n"
    )
