"""What was sent, kept whole in a folder that nothing but freezing writes into, so that build/ can be deleted."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from annexa.model.bundle_files import PACKAGE
from annexa.model.errors import UsageError
from annexa.model.sent import SentFile
from annexa.package.intact import listed
from annexa.plan.folders import before
from annexa.tools.files import replace_folder, sha256_of, work_folder, write_whole

IGNORED = """\
# What was sent may hold lists of children, and large files: none of it belongs in a repository.
*
!.gitignore
!README.md
"""
README = """\
# What was sent

When `annexa bundle SUBMISSION --freeze` records that something was sent, annexa puts a copy of all of it here: one
folder a submission (`day-2`, `day-2-child-level`) or supplement (`day-2-supplement-1`), with the numbered PDF, the
files beside it, and in `package/` the package and its receipt exactly as they were sent. No other command writes here.
The record that goes with it lies in `evidence/submissions/` and is committed. This folder is not, since it may hold
lists of children.

## How to keep it

- **Copy it today** to the place where your organisation keeps records of inspections, and again after each
  supplement. git does not keep it for you, and `git clean -x` would delete it.
- `*-child-level` holds children's data: in `package/` encrypted, and beside it readable. Who may read this folder may
  read those lists. To keep all of it elsewhere, move this folder there and write its path into
  `evidence/library.yaml`, such as `sent_folder: ~/annexa-sent`.
- Change nothing. Supplements and inserted pages are made from these files, and `annexa verify day-2/package` proves
  that no byte of a package has changed.
- Another computer needs a copy of this folder to insert pages into a bundle that was sent. For a supplement,
  `evidence/submissions/` is enough.
- Delete it when your retention schedule says so.

## If something was recorded by mistake

- Nothing was sent after all: delete its folder here and its record in `evidence/submissions/`, and build again.
- Only the day, the time, the role or the place is wrong: put that right with
  `annexa bundle day-2 --freeze --again --sent "2026-11-03 11:20"`.
"""


def keep(folder: Path, final: Path) -> None:
    """Copies a bundle's folder to `final` whole, package and all, and compares every byte before it stands there.

    Does nothing where the same lies there already, as after a power cut. Raises UsageError where something else does,
    OSError.
    """
    _prepare(final.parent)
    for left in final.parent.glob(f".{final.name}.*.work"):  # half a copy, after a power cut
        shutil.rmtree(left)
    wanted = _digests(folder)
    if final.exists():
        if _digests(final) != wanted:
            raise UsageError(
                f"{final} holds another bundle, of which there is no record",
                remedy="If that one was sent, bring its record back: git checkout -- evidence/submissions. If it was"
                " not, move it away and try again.",
            )
    else:
        with work_folder(final) as work:
            for name in wanted:
                (work / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / name, work / name)
            if _digests(work) != wanted:
                raise UsageError(f"{folder} changed while it was copied", remedy="Try again while nobody writes there.")
            replace_folder(work, final)
    for name in wanted:
        (final / name).chmod(0o444)


def _prepare(folder: Path) -> None:
    """Makes the folder with its two notes, before anything that git must not see lies in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ((".gitignore", IGNORED), ("README.md", README)):
        if not (folder / name).exists():
            write_whole(folder / name, text)


def _digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of a bundle's folder and of the package in it, by its POSIX path."""
    package = (p.relative_to(folder).as_posix() for p in sorted((folder / PACKAGE).rglob("*")) if p.is_file())
    return {name: sha256_of(folder / name) for name in (*listed(folder), *package)}


def is_kept(kept: Path, files: tuple[SentFile, ...]) -> bool:
    """Whether a folder holds the volumes that were sent, by their bytes."""
    return all((kept / file.name).is_file() and sha256_of(kept / file.name) == file.sha256 for file in files)


def copies(built: Path, files: tuple[SentFile, ...]) -> Iterator[Path]:
    """Folders in build/ that hold what was sent: the bundle's own, and where earlier versions kept it."""
    yield from (folder for folder in (before(built), built) if folder.is_dir() and is_kept(folder, files))


def find_sent(places: tuple[Path, ...], file: SentFile) -> Path:
    """The file that was sent, in a folder of one of these places, by its bytes. Raises UsageError.

    Under its own name first; under another one too, for a package calls the volumes by shorter names.
    """
    for place in places:
        for path in sorted(place.glob("*/*.pdf"), key=lambda path: (path.name != file.name, path)):
            if sha256_of(path) == file.sha256:
                return path
    raise UsageError(
        f"“{file.name}” does not lie in {places[0]} as it was sent, so nothing can be inserted into it",
        remedy="Copy that folder from the computer that recorded the sending, or from your records. Or leave --insert"
        " out: a supplement does not need it.",
    )
