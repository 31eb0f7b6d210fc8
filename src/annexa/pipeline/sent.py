"""What was sent, where it is kept, and the commit that the evidence stands at."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from annexa import pipeline
from annexa.load import Loaded
from annexa.load.sent import FOLDER, kept_folder, path_of, read
from annexa.model.errors import AnnexaError, UsageError
from annexa.model.sent import Frozen, Sending
from annexa.plan.folders import FolderName
from annexa.plan.planned import Package
from annexa.tools.files import sha256_of

if TYPE_CHECKING:  # heavy to import
    from annexa.package import Proof
    from annexa.plan.records import Built

PACKAGES: tuple[Package, ...] = get_args(Package)


def sent_as(loaded: Loaded, name: FolderName) -> Sending | None:
    """What the record says of the sending that a folder's name stands for; None where it was not sent."""
    record = read(path_of(loaded.root, name.submission, name.package))
    if record is None or name.item:
        return None
    if name.supplement:
        return next((each for each in record.supplements if each.number == name.supplement), None)
    return record


def kept_of(loaded: Loaded) -> Path:
    """The folder in which this library keeps what was sent. Raises UsageError where it cannot be kept there."""
    return kept_folder(loaded.root, pipeline.library_of(loaded).meta.sent_folder)


def left_in_build(loaded: Loaded, submission: str) -> list[str]:
    """Names of what was sent and lies in build/ alone, where an earlier version of annexa left it."""
    from annexa.sent.recording import unkept

    records = (read(path_of(loaded.root, submission, package)) for package in PACKAGES)
    library = pipeline.library_of(loaded)
    return [name for record in records if record for name in unkept(library, record)]


def recorded_seals(root: Path) -> dict[str, str]:
    """The record that holds each seal of a package that was sent, as a POSIX path relative to the project, by the seal.

    Records that cannot be read are left out.
    """
    found: dict[str, str] = {}
    for path in sorted((root / FOLDER).glob("*.yaml")):
        with suppress(UsageError):
            record = read(path)
            for entry in (record, *record.supplements) if record else ():
                if entry.seal:
                    found[entry.seal] = path.relative_to(root).as_posix()
    return found


def against_record(proof: "Proof", path: Path, start: Path) -> "Proof":
    """A package's proof compared with what was recorded when it was sent; as it is where no record knows of it.

    The project is the one around the package, or else around `start`. A package that lies where one that was sent is
    kept must be that one.
    """
    from annexa.load import project
    from annexa.package.proof import with_seal
    from annexa.tools.root import find_root

    for place in (path, start):
        with suppress(AnnexaError, ValueError, IndexError):  # no project, or the package lies elsewhere
            root = find_root(place)
            if (known := recorded_seals(root).get(proof.seal)) is not None:
                return with_seal(proof, proof.seal, f"the seal in {known}")
            loaded = project(root)
            inside = path.resolve().relative_to(kept_of(loaded).resolve())
            name = FolderName.parse(inside.parts[0], [each.id for each in loaded.framework.submissions])
            entry = sent_as(loaded, name) if name else None
            if name and entry and entry.seal:
                record = path_of(root, name.submission, name.package).relative_to(root).as_posix()
                return with_seal(proof, entry.seal, f"the seal in {record}")
    return proof


def is_again(built: "Built", record: Frozen) -> Literal["the same bytes", "the same documents", "other documents"]:
    """How a bundle that was built after its submission was sent compares with what was sent first."""
    if {file.sha256 for file in built.bundles()} == {file.sha256 for file in record.files}:
        return "the same bytes"
    from annexa.sent.supplement import current_of

    now = [each.planned for each in built.documents]
    versions = {(each.item, each.version) for each in current_of(now, secret=record.package == "child-level")}
    same = versions == {(each.item, each.version) for each in record.documents}
    return "the same documents" if same else "other documents"


def sent_elsewhere(package: Path, start: Path) -> dict[str, str]:
    """What else was sent, by the SHA-256 of each file: names such as "day-5". Nothing where no project is at hand."""
    from annexa.load import project
    from annexa.package.bag import MANIFEST, TAG_MANIFEST, stated
    from annexa.tools.root import find_root

    found: dict[str, str] = {}
    with suppress(AnnexaError):
        root = find_root(start)
        for bag in sorted(kept_of(project(root)).glob(f"*/package/*/{MANIFEST}")):
            folder = bag.parents[2]
            if package.resolve().is_relative_to(folder.resolve()):
                continue
            for path in (bag, bag.with_name(TAG_MANIFEST)):
                found |= dict.fromkeys(stated(path.read_bytes()).values(), folder.name)
            found |= {
                sha256_of(path): folder.name for path in (*bag.parents[1].glob("*.*"), bag.with_name(TAG_MANIFEST))
            }
    return found


def shown(path: Path, root: Path) -> str:
    """A path as people are told it: relative to the project where it lies in it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The commit that the evidence stands at."""

    commit: str
    """Empty without git."""
    uncommitted: tuple[str, ...] = ()
    """Files that differ from it."""

    @property
    def in_words(self) -> str:
        """For receipts and records."""
        return f"{self.commit} with changes that are not committed" if self.uncommitted else self.commit


def standing(root: Path) -> Standing:
    """Where the evidence stands; without git, or outside of a repository, it stands nowhere."""
    from annexa.tools import git

    try:
        commit = git.commit_of(root / "evidence")
    except AnnexaError:
        return Standing(commit="")
    if commit is None:
        return Standing(commit="")
    evidence = [name for name in commit.differing if f"/{FOLDER}/" not in f"/{name}"]  # the record is no evidence
    return Standing(commit=commit.sha, uncommitted=tuple(evidence))
