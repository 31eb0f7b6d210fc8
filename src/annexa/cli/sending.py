"""What `annexa bundle` does after a submission was sent: --freeze and --supplement."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annexa.model.errors import UsageError

if TYPE_CHECKING:
    from annexa.bundle.sending import Supplemented
    from annexa.load import Loaded
    from annexa.model.sent import Frozen

UNFIT = "Build a supplement instead, which leaves the bundle as it is: leave --insert out."


def freeze(loaded: "Loaded", submission: str, *, sent: date) -> list[Path]:
    """Records that the bundles of a submission that lie in build/bundles were sent; returns the records to commit.

    Raises UsageError where they were recorded before and a supplement, which is recorded otherwise, was not.
    """
    from annexa.bundle.sending import freeze_built
    from annexa.load import sent as records

    folders = [folder for folder in _folders(loaded, submission) if (folder / "manifest.json").is_file()]
    if not folders:
        raise UsageError(
            f"No bundle of {submission} was built yet", remedy=f"Build it first: annexa bundle {submission}"
        )
    paths = {folder: records.path_of(loaded.root, submission, _package(folder)) for folder in folders}
    waiting = [name for folder in folders for name in _unrecorded(folder, records.read(paths[folder]))]
    if waiting and all(path.is_file() for path in paths.values()):
        raise UsageError(
            f"{submission} was recorded before, and {' and '.join(waiting)} was not",
            remedy=f"If that was sent too, record it: annexa bundle {submission} --supplement --freeze",
        )
    commit = _commit(loaded.root)
    return [freeze_built(folder, loaded.root, sent=sent, commit=commit, seal=seal_of(folder)) for folder in folders]


def _unrecorded(folder: Path, record: "Frozen | None") -> list[str]:
    """The supplements of a bundle that were built upon what was recorded, and not recorded themselves."""
    from annexa.load import sent as records

    pending = {path.parent.name: records.read(path) for path in _pending(folder)}
    return [
        name
        for name, each in pending.items()
        if each is not None and record is not None and len(each.supplements) == len(record.supplements) + 1
    ]


def freeze_supplements(loaded: "Loaded", submission: str, *, sent: date) -> list[Path]:
    """Records that the newest supplements of a submission were sent; returns the records to commit."""
    from annexa.bundle.sending import freeze_supplement

    newest = [pending[-1].parent for folder in _folders(loaded, submission) if (pending := _pending(folder))]
    if not newest:
        raise UsageError(
            f"No supplement of {submission} was built yet", remedy=f"annexa bundle {submission} --supplement"
        )
    return [freeze_supplement(folder, loaded.root, sent=sent, seal=seal_of(folder)) for folder in newest]


def _pending(folder: Path) -> list[Path]:
    """What the record will say once each supplement of a bundle's folder is sent, oldest first."""
    from annexa.load.sent import PENDING

    return sorted(folder.parent.glob(f"{folder.name}-supplement-*/{PENDING}"), key=_number_of)


def _number_of(path: Path) -> int:
    digits = path.parent.name.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0


def _package(folder: Path) -> str:
    return "child-level" if folder.name.endswith("-child-level") else "shared"


def supplement(
    loaded: "Loaded", submission: str, *, as_of: date, insert: bool = False, reproducible: bool = False
) -> "list[Supplemented]":
    """Checks, converts and builds what changed since a submission was sent; nothing where nothing changed.

    `insert` puts it into the bundle that was sent, under numbers with letters, in place of a supplement of its own.
    Raises FindingsRefused while errors stand against the submission, and what the build raises.
    """
    from annexa import pipeline
    from annexa.bundle.finish import verifies
    from annexa.bundle.insert import build_insertions
    from annexa.bundle.plan import Package
    from annexa.bundle.refusal import refuse
    from annexa.bundle.rendering import render
    from annexa.bundle.sending import SupplementInput, build_supplement, frozen_record
    from annexa.cli.options import library_of
    from annexa.load import sent as frozen

    library = library_of(loaded)
    packages: tuple[Package, ...] = ("shared", "child-level")
    wanted = [each for each in packages if frozen.path_of(loaded.root, submission, each).is_file()]
    if not wanted:
        frozen_record(loaded.root, loaded.framework, submission, "shared")  # raises: before anything is converted
    checked = pipeline.check(loaded, as_of=as_of)
    refuse(checked.findings, loaded.framework, submission)
    rendered = render(
        library,
        loaded.framework,
        [submission],
        cache=pipeline.cache_of(loaded.root),
        reproducible=reproducible,
    )
    verify = verifies(library.meta.limits, remedy=UNFIT) if insert else verifies(library.meta.limits)
    build = build_insertions if insert else build_supplement
    made = [
        build(
            SupplementInput(
                library=library,
                framework=loaded.framework,
                submission=submission,
                package=package,
                renderings=rendered.renderings,
                digests=rendered.digests,
                out=loaded.root / "build" / "bundles",
                sent=date.today(),
                commit=_commit(loaded.root),
                engines=rendered.engines,
                finishers=(verify,),
            )
        )
        for package in wanted
    ]
    return [each for each in made if each is not None]


def summary(made: "Supplemented", root: Path) -> dict[str, Any]:
    """What was built, for other programs."""
    return {
        "folder": made.built.folder.relative_to(root).as_posix(),
        "files": [path.name for path in made.files],
        "changes": [
            {"kind": change.kind, "item": change.item, "title": change.title, "replaces": change.replaces}
            for change in made.changes.changes
        ],
    }


def in_words(made: "Supplemented", root: Path) -> str:
    """What was built, for people, and what comes next."""
    said = summary(made, root)
    lines = [f"{said['folder']}/{name}" for name in said["files"]]
    lines += [f"  {each['kind']}: {each['item']} {each['title']}" for each in said["changes"]]
    lines.append(f"  To send it: annexa package {made.built.folder.name}")
    lines.append(f"  Once it is sent: annexa bundle {made.built.plan.submission} --supplement --freeze")
    return "\n".join(lines)


def _folders(loaded: "Loaded", submission: str) -> list[Path]:
    known = [each.id for each in loaded.framework.submissions]
    if submission not in known:
        raise UsageError(f"There is no submission “{submission}”", remedy=f"Name one of: {', '.join(known)}.")
    bundles = loaded.root / "build" / "bundles"
    return [bundles / submission, bundles / f"{submission}-child-level"]


def seal_of(folder: Path) -> str:
    """The seal of the package in a bundle's folder; empty where none was packed."""
    from annexa.bundle.package import bag

    found = sorted((folder / "package").glob(f"*/{bag.TAG_MANIFEST}"))
    return bag.seal_of(found[0].read_bytes()) if found else ""


def _commit(root: Path) -> str:
    from annexa.cli.package import commit_in_words

    return commit_in_words(root / "evidence")
