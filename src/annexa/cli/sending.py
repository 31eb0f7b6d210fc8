"""What `annexa bundle` does after a submission was sent: --freeze and --supplement."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annexa.model.errors import UsageError

if TYPE_CHECKING:
    from annexa.bundle.insert import Inserted
    from annexa.bundle.sending import Supplemented
    from annexa.load import Loaded


def freeze(loaded: "Loaded", submission: str, *, sent: date) -> list[Path]:
    """Records that the bundles of a submission that lie in build/bundles were sent; returns the records to commit."""
    from annexa.bundle.sending import freeze_built

    folders = [folder for folder in _folders(loaded, submission) if (folder / "manifest.json").is_file()]
    if not folders:
        raise UsageError(
            f"No bundle of {submission} was built yet", remedy=f"Build it first: annexa bundle {submission}"
        )
    commit = _commit(loaded.root)
    return [freeze_built(folder, loaded.root, sent=sent, commit=commit, seal=seal_of(folder)) for folder in folders]


def freeze_supplements(loaded: "Loaded", submission: str) -> list[Path]:
    """Records that the newest supplements of a submission were sent; returns the records to commit."""
    from annexa.bundle.sending import PENDING, freeze_supplement

    out = []
    for folder in _folders(loaded, submission):
        built = sorted(folder.parent.glob(f"{folder.name}-supplement-*/{PENDING}"), key=_number_of)
        if built:
            out.append(freeze_supplement(built[-1].parent, loaded.root))
    if not out:
        raise UsageError(
            f"No supplement of {submission} was built yet", remedy=f"annexa bundle {submission} --supplement"
        )
    return out


def _number_of(path: Path) -> int:
    digits = path.parent.name.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0


def supplement(
    loaded: "Loaded", submission: str, *, sent: date, as_of: date, insert: bool = False
) -> "list[Supplemented | Inserted]":
    """Checks, converts and builds what changed since a submission was sent; nothing where nothing changed.

    `insert` puts it into the bundle that was sent, under numbers with letters, in place of a supplement of its own.
    Raises FindingsRefused while errors stand against the submission, and what the build raises.
    """
    from annexa import bundle as bundles
    from annexa import pipeline
    from annexa.bundle import freeze as frozen
    from annexa.bundle.finish import verifies
    from annexa.bundle.insert import build_insertions
    from annexa.bundle.plan import Package
    from annexa.bundle.rendering import render
    from annexa.bundle.sending import build_supplement
    from annexa.cli.options import library_of

    library = library_of(loaded)
    checked = pipeline.check(loaded, as_of=as_of)
    bundles.refuse(checked.findings, loaded.framework, submission)
    rendered = render(library, loaded.framework, [submission], cache=pipeline.cache_of(loaded.root))
    packages: tuple[Package, ...] = ("shared", "child-level")
    made: list[Supplemented | Inserted | None] = []
    for package in packages:
        if package == "child-level" and not frozen.path_of(loaded.root, submission, package).is_file():
            continue
        common: dict[str, Any] = {
            "renderings": rendered.renderings,
            "digests": rendered.digests,
            "out": loaded.root / "build" / "bundles",
            "sent": sent,
            "package": package,
            "commit": _commit(loaded.root),
        }
        if insert:
            made.append(build_insertions(library, loaded.framework, submission, **common))
        else:
            finishers = (verifies(library.meta.limits),)
            done = build_supplement(
                library, loaded.framework, submission, engines=rendered.engines, finishers=finishers, **common
            )
            made.append(done)
    return [each for each in made if each is not None]


def summary(made: "Supplemented | Inserted", root: Path) -> dict[str, Any]:
    """What was built, for other programs."""
    return {
        "folder": _folder_of(made).relative_to(root).as_posix(),
        "files": [path.name for path in sorted(_folder_of(made).glob("*.pdf"))],
        "changes": [
            {"kind": change.kind, "item": change.item, "title": change.title, "replaces": change.replaces}
            for change in made.changes.changes
        ],
    }


def in_words(made: "Supplemented | Inserted", root: Path) -> str:
    """What was built, for people."""
    said = summary(made, root)
    lines = [f"{said['folder']}/{name}" for name in said["files"]]
    lines += [f"  {each['kind']}: {each['item']} {each['title']}" for each in said["changes"]]
    lines.append("  Once it is sent: annexa bundle SUBMISSION --supplement --freeze")
    return "\n".join(lines)


def _folder_of(made: "Supplemented | Inserted") -> Path:
    from annexa.bundle.insert import Inserted

    return made.folder if isinstance(made, Inserted) else made.built.folder


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
