"""What there is to check: items and documents as they lie on disk."""

import sys
from collections.abc import Container, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from annexa.documents.facts import Facts, ReadFault
from annexa.load.places import locate, private_cache
from annexa.load.project import ITEM_FILE
from annexa.model.children import FOLDER as FOLDER_OF_CHILDREN
from annexa.model.children import NAME as REGISTER
from annexa.model.framework import Framework
from annexa.model.library import DocumentMeta, Item, Library, Sensitivity
from annexa.model.signoff import FOLDER
from annexa.rules.base import DocumentSubject, ItemSubject, Surroundings
from annexa.tools.files import sha256_of

_FEW = 3
"""Up to this many files are read one after the other: starting threads would take longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document file that is there to be read."""

    item: Item
    meta: DocumentMeta
    index: int
    path: Path
    name: str
    """POSIX path relative to the project folder."""
    sha256: str
    """Empty where the file cannot be opened."""
    sensitive: bool
    """Its text must not be shown, nor kept in a cache that a CI service may carry elsewhere."""

    kept_in: Path | None = None
    """The cache that keeps what is made of it, where that is not the one of all others."""

    @property
    def called(self) -> str:
        """What it is called where progress is shown: a sensitive document by its number."""
        return f"{self.item.meta.requirement}, document {self.index + 1}" if self.sensitive else self.name


def item_subject(item: Item, around: Surroundings, digests: Mapping[str, str]) -> ItemSubject:
    """An item with the files in its folder; `digests` as `ItemSubject` has them."""
    return ItemSubject(item=item, around=around, files=tuple(_files(item.folder)), digests=digests)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        signed = path.parent == folder / FOLDER and path.suffix == ".yaml"
        register = path.parent == folder and folder.name == FOLDER_OF_CHILDREN and path.name == REGISTER
        if not path.is_dir() and path.name != ITEM_FILE and not signed and not register:
            yield path


def document_subject(source: Source, read: Facts | ReadFault, around: Surroundings) -> DocumentSubject:
    """A document with what its reader answered, for the rules."""
    return DocumentSubject(
        item=source.item,
        meta=source.meta,
        index=source.index,
        path=source.path,
        sha256=source.sha256,
        facts=read if isinstance(read, Facts) else Facts(format=source.path.suffix.lstrip(".").lower()),
        fault=read if isinstance(read, ReadFault) else None,
        around=around,
    )


def sources(library: Library, framework: Framework, only: Container[str] | None = None) -> tuple[Source, ...]:
    """Every document that is there and safe to open, each once, in the library's order.

    What is missing, unsafe or listed twice is for the rules about items to say. `only` holds item folders,
    relative to the project folder; None means all.
    """
    listed: list[tuple[Item, DocumentMeta, int, Path]] = []
    for item in library.items:
        if only is not None and item.folder.relative_to(library.root).as_posix() not in only:
            continue
        seen: set[str] = set()
        for index, meta in enumerate(item.meta.documents):
            place = locate(library, item, meta)
            if meta.secure is not None or not isinstance(place, Path) or meta.name in seen:
                continue
            seen.add(meta.name)
            if place.is_file():
                listed.append((item, meta, index, place))
    hidden = {requirement.id for requirement in framework.requirements if requirement.sensitive}
    digests = _digests([path for *_, path in listed])
    kept_in = private_cache(library)
    return tuple(
        Source(
            item=item,
            meta=meta,
            index=index,
            path=path,
            name=path.relative_to(library.root).as_posix(),
            sha256=digest,
            sensitive=(sensitive := meta.sensitivity is not Sensitivity.OFFICIAL or item.meta.requirement in hidden),
            kept_in=kept_in if sensitive else None,
        )
        for (item, meta, index, path), digest in zip(listed, digests, strict=True)
    )


def recorded(library: Library) -> dict[Path, str]:
    """The documents in the secure folder, which the check does not read, by the SHA-256 that item.yaml records."""
    found = {}
    for item in library.items:
        for meta in item.meta.documents:
            place = locate(library, item, meta) if meta.secure is not None else None
            if meta.secure is not None and isinstance(place, Path):
                found[place] = meta.secure.sha256
    return found


def _digests(paths: list[Path]) -> list[str]:
    if len(paths) <= _FEW or sys.platform == "emscripten":  # a browser starts no threads
        return list(map(_digest, paths))
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(_digest, paths))


def _digest(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""
