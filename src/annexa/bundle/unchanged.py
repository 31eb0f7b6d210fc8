"""Bundles that are left alone: nothing that they depend on has changed, and their files are as they were left.

What was built is written into build/unchanged: not into the bundle's folder, which people may hand on as it stands,
and not into the cache, which other machines may be given, since it tells what documents of children are called.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, get_args

import msgspec
from pydantic import BaseModel

from annexa.bundle.changed import SourceChanged
from annexa.convert import engine_versions
from annexa.load.places import PRIVATE_CACHE
from annexa.load.sent import path_of
from annexa.model.bundle_files import OLD, PACKAGE
from annexa.model.framework import Framework
from annexa.model.library import Library
from annexa.plan.arrange import sources
from annexa.plan.folders import FolderName, bundles_of
from annexa.plan.planned import UNREAD, Package
from annexa.plan.records import Built
from annexa.plan.safe_names import made_by_system
from annexa.plan.signing import SignOffs
from annexa.tools import ocrmypdf, outputs
from annexa.tools.files import write_whole


def record_of(folder: Path) -> Path:
    """Where it is written what a bundle was built from: of a child-level one beside what else must stay apart."""
    build = folder.parents[1]
    base = build / PRIVATE_CACHE if "-child-level" in folder.name else build
    return base / "unchanged" / f"{folder.name}.json"


class _Record(msgspec.Struct, frozen=True, kw_only=True):
    """What is written beside a bundle."""

    key: str
    packages: tuple[str, ...]
    """Of the same submission, built from the same: where one of them is gone, none is left alone."""
    built: Built
    files: dict[str, outputs.State]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a bundle was asked for."""

    draft: bool
    item: str | None
    reproducible: bool


def key_of(
    library: Library,
    framework: Framework,
    submission: str,
    digests: Mapping[Path, str],
    cache: Path,
    settings: Settings,
    signed: SignOffs,
) -> str:
    """The key of all that the bundles of a submission depend on.

    `digests`: the SHA-256 of each document that is there, by absolute path. `cache` knows which LibreOffice converts.
    """
    wanted = {each.id for each in framework.requirements if each.submission == submission}
    items = [each for each in library.items if each.meta.requirement in wanted]
    return outputs.key(
        root=str(library.root),
        submission=submission,
        settings=asdict(settings),
        engines=engine_versions(cache),
        framework=framework.model_dump(mode="json"),
        meta=library.meta.model_dump(mode="json"),
        people=library.people.model_dump(mode="json"),
        items=[[each.yaml, list(each.named), each.meta.model_dump(mode="json")] for each in items],
        unread=list(library.unread),
        documents=[[str(path), digests.get(path, "")] for path in sources(library, framework, submission)],
        signed=msgspec.to_builtins(signed, enc_hook=_plain),
        standing=[path_of(library.root, submission, package).is_file() for package in get_args(Package)],
    )


def refuse_swapped(checked: Mapping[Path, str], converted: Mapping[Path, str], root: Path) -> None:
    """Raises SourceChanged, which names the file, where what was converted is not what was checked."""
    for path, sha256 in converted.items():
        if checked.get(path) != sha256:
            name = path.relative_to(root).as_posix() if path.is_relative_to(root) else "A document in the secure folder"
            raise SourceChanged(
                f"{name} was changed after it was checked",
                remedy="Close it in other programs, let it be copied to the end, and build the bundle again.",
            )


def left_alone(root: Path, submission: str, item: str | None, key: str) -> tuple[Built, ...]:
    """The bundles that were built with this key, where every one of them is as it was left; otherwise none."""
    found = {package: _read(folder_of(root, submission, package, item)) for package in get_args(Package)}
    records = {package: record for package, record in found.items() if record is not None and record.key == key}
    expected = {package for record in records.values() for package in record.packages}
    if not records or records.keys() != expected:
        return ()
    if not all(outputs.is_as_left(each.built.folder, each.files, _is_foreign) for each in records.values()):
        return ()
    for each in records.values():
        (each.built.folder / OLD).unlink(missing_ok=True)  # it is what the library says, once more
    return tuple(replace(each.built, is_left=True) for each in records.values())


def remember(built: Sequence[Built], key: str) -> None:
    """Writes beside the bundles of a submission what they were built from. Raises OSError.

    Where something went wrong that may go well the next time, nothing is written, so that the next build tries again.
    """
    if not all(_is_lasting(each) for each in built):
        return
    packages = tuple(each.plan.package for each in built)
    for each in built:
        files = outputs.as_left(each.folder, _is_foreign)
        record = _Record(key=key, packages=packages, built=each, files=files)
        write_whole(record_of(each.folder), msgspec.json.encode(record, enc_hook=_plain), lasts=False)


def _is_lasting(built: Built) -> bool:
    """Whether another build of the same would come out alike: a draft goes on where a converter or a reader fails."""
    from annexa.bundle.finish import passes  # with all that judges, of which a build with nothing to do needs nothing

    renderings = [document.rendering for document in built.plan.documents]
    return passes(built.folder) and not any(
        each.fault == "failed"
        or (each.proof is not None and each.proof.unproved)
        or (any(note.endswith(UNREAD) for note in each.notes) and ocrmypdf.find() is not None)
        for each in renderings
    )


def folder_of(root: Path, submission: str, package: Package, item: str | None) -> Path:
    """Where a bundle is built: one whose submission was sent stands beside what was sent, and does not replace it."""
    rebuilt = item is None and path_of(root, submission, package).is_file()
    name = FolderName(submission=submission, package=package, item=item or "", rebuilt=rebuilt)
    return bundles_of(root) / str(name)


def _read(folder: Path) -> _Record | None:
    with suppress(OSError, msgspec.DecodeError, msgspec.ValidationError, ValueError, TypeError):
        record = msgspec.json.decode(record_of(folder).read_bytes(), type=_Record, dec_hook=_from_plain)
        return record if record.built.folder == folder else None
    return None


def _is_foreign(path: Path) -> bool:
    """What is no part of the bundle: its package, our note, and what systems leave behind."""
    return path.parts[0] == PACKAGE or path.as_posix() == OLD or any(map(made_by_system, path.parts))


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    raise NotImplementedError


def _from_plain(kind: type[Any], value: Any) -> Any:
    if issubclass(kind, Path):
        return Path(value)
    if issubclass(kind, BaseModel):
        return kind.model_validate(value)
    raise NotImplementedError
