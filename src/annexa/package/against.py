"""What lies in somebody's folder, such as an inspectorate's, compared with the package that was sent.

The folder may hold the zip, what was in it, or what was in its `data/`; servers rename files, add their own and write
properties into Office files. Names of files are matched first, then bytes, then names as servers change them.
"""

import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

import msgspec

from annexa.model.errors import UsageError
from annexa.model.words import count
from annexa.package import bag
from annexa.package.trees import FolderTree, ZipTree
from annexa.plan.safe_names import made_by_system
from annexa.tools.zips import DAMAGED

OFFICE = (".docx", ".xlsx", ".pptx")
SMALL = 1_000_000
"""Bytes of a part that lists relationships; a larger one is not looked into."""
_PROPERTIES = re.compile(r"docProps/|customXml/|\[Content_Types\]\.xml$|_rels/\.rels$")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_ESCAPED = re.compile(r"_x([0-9a-fA-F]{4})_")
_COPY = re.compile(r"( ?\([0-9]{1,3}\)| - copy|-(desktop|laptop|pc)-[a-z0-9]+)+$", re.IGNORECASE)


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One file that is not as it was sent."""

    kind: Literal["missing", "changed", "renamed", "extra"]
    file: str
    """Its path in the package; for one that is extra, in the folder."""
    found: str = ""
    """Its path in the folder, where that is another."""
    note: str = ""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in the folder."""

    package: str
    folder: str
    seal: str
    same: int
    """Files that are there under their own names with the bytes that were sent."""
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()
    kind: Literal["comparison"] = "comparison"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent."""

    name: str
    files: Mapping[str, bag.Digest]
    """In the bag, by their path in it."""
    archive: bag.Digest | None
    """The zip of the bag."""
    receipt: bag.Digest | None
    """The receipt beside them, which may lie in the folder and need not."""
    home: Path
    """The bag as a folder, or its zip."""


def compare(package: Path, folder: Path, *, seal: str = "", elsewhere: Mapping[str, str] | None = None) -> Comparison:
    """What is missing, extra, renamed or changed in a folder. Raises UsageError where there is nothing to compare.

    `elsewhere`: the name of what else was sent, by the SHA-256 of its files: where such a file lies in the folder too,
    it is no difference.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", remedy="Name the folder that holds what was handed in.")
    sent = _sent(package)
    places, left = _places(folder)
    found = {path: _digest(place) for path, place in places.items()}
    wanted = dict(_wanted(sent, found))
    pairs = _paired(wanted, found)
    said = [each for path in wanted if (each := _difference(path, pairs.get(path), wanted, found)) is not None]
    by_digest = {digest: path for path, digest in wanted.items()}
    others: Counter[str] = Counter()
    for path in sorted(set(found) - set(pairs.values())):
        if (other := (elsewhere or {}).get(found[path].sha256)) is not None:
            others[other] += 1
            continue
        copy = by_digest.get(found[path])
        said.append(Difference(kind="extra", file=path, note=f"The same bytes as {copy}." if copy else ""))
    notes = [f"{count(number, 'file')} of {name}, which was sent too." for name, number in sorted(others.items())]
    if left:
        notes.append(f"Left out, since systems make them: {', '.join(left)}.")
    explained = [_explained(sent, places, each) for each in said]
    order = ("missing", "changed", "renamed", "extra")
    return Comparison(
        package=sent.name,
        folder=folder.name,
        seal=seal,
        same=len(wanted) - sum(each.kind != "extra" for each in said),
        differences=tuple(sorted(explained, key=lambda each: (order.index(each.kind), each.file))),
        notes=tuple(notes),
    )


# -- both sides -------------------------------------------------------------------------------------------


def _sent(package: Path) -> Sent:
    """The package at a path: the bag, its zip, or the folder that holds both. Raises UsageError."""
    if package.is_file():
        with zipfile.ZipFile(package) as opened:
            tree = ZipTree(opened, room=package.stat().st_size)
        archive: Path | None = package
        name, home = tree.root or package.stem, package
        files: Mapping[str, bag.Digest] = tree.files()
    else:
        bags = (
            [package]
            if (package / bag.DECLARED).is_file()
            else [each.parent for each in package.glob(f"*/{bag.DECLARED}")]
        )
        if len(bags) != 1:
            raise UsageError(f"{package} holds no package", remedy="Give the path of the package's folder or zip.")
        home, name, files = bags[0], bags[0].name, FolderTree(bags[0]).files()
        beside = home.with_name(f"{name}.zip")
        archive = beside if beside.is_file() else None
    receipt = home.with_name(f"{name} receipt.txt")
    return Sent(
        name=name,
        files=files,
        archive=bag.digest_of_file(archive) if archive else None,
        receipt=bag.digest_of_file(receipt) if receipt.is_file() else None,
        home=home,
    )


def _places(folder: Path) -> tuple[dict[str, Path], list[str]]:
    """Every file of a folder by its POSIX path in composed Unicode, and what was left out. No link is followed."""
    places: dict[str, Path] = {}
    left: list[str] = []
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_symlink() or (path.is_file() and any(map(made_by_system, parts))):
            left.append("/".join(parts))
        elif path.is_file():
            places[unicodedata.normalize("NFC", "/".join(parts))] = path
    return places, left


def _digest(path: Path) -> bag.Digest:
    try:
        return bag.digest_of_file(path)
    except OSError:
        return bag.Digest("", -1)


def _wanted(sent: Sent, found: Mapping[str, bag.Digest]) -> Iterator[tuple[str, bag.Digest]]:
    """What should lie in the folder, by its path there: the zip, the files of the bag, or those of its data/."""
    inside = set(found.values()) & set(sent.files.values()) - {sent.files.get(bag.DECLARED)}
    prefix, cut = _base(sent, found)
    targets = {prefix + name.removeprefix(cut): each for name, each in sent.files.items() if name.startswith(cut)}
    unpacked = bool(inside) or any(target in found for target in targets)
    for name, digest in ((f"{sent.name}.zip", sent.archive), (f"{sent.name} receipt.txt", sent.receipt)):
        there = next((p for p, d in found.items() if d == digest or _kin(_last(p)) == _kin(name)), None)
        if digest is not None and (there is not None or (digest == sent.archive and not unpacked)):
            yield (there or "").removesuffix(_last(there or "")) + name, digest
    if unpacked or sent.archive is None:
        yield from targets.items()


def _base(sent: Sent, found: Mapping[str, bag.Digest]) -> tuple[str, str]:
    """The folder in which the files of the bag lie, and what its paths there have lost: "" or "data/"."""
    votes: Counter[tuple[str, str]] = Counter()
    by_digest: dict[bag.Digest, list[str]] = {}
    for path, digest in found.items():
        by_digest.setdefault(digest, []).append(path)
    for name, digest in sent.files.items():
        for cut in ("", bag.PAYLOAD):
            short = name.removeprefix(cut)
            if name.startswith(cut):
                votes.update(
                    (path.removesuffix(short), cut)
                    for path in by_digest.get(digest, ())
                    if path == short or path.endswith(f"/{short}")
                )
    return max(votes, key=lambda base: (votes[base], -len(base[0]), not base[1]), default=("", ""))


# -- matching ---------------------------------------------------------------------------------------------


def _paired(wanted: Mapping[str, bag.Digest], found: Mapping[str, bag.Digest]) -> dict[str, str]:
    """The file of the folder for each that should be there: by its path, its bytes, or its name as servers write it."""
    pairs = {path: path for path in wanted if path in found}
    keys: tuple[Callable[[str, bag.Digest], object], ...] = (
        lambda path, digest: digest,
        lambda path, digest: _kin(path),
        lambda path, digest: _kin(_last(path)),
    )
    for key in keys:
        free: dict[object, list[str]] = {}
        for other in sorted(set(found) - set(pairs.values())):
            free.setdefault(key(other, found[other]), []).append(other)
        for path in wanted:
            if path not in pairs and (near := free.get(key(path, wanted[path]))):
                pairs[path] = min(near, key=lambda other: (_last(other) != _last(path), other))
                near.remove(pairs[path])
    return pairs


def _difference(
    path: str, there: str | None, wanted: Mapping[str, bag.Digest], found: Mapping[str, bag.Digest]
) -> Difference | None:
    """What is to be said of a file that should be there; None where it is right."""
    if there is None:
        return Difference(kind="missing", file=path)
    same = found[there] == wanted[path]
    if there == path:
        return None if same else Difference(kind="changed", file=path)
    return Difference(kind="renamed", file=path, found=there, note="" if same else "It has changed, too.")


def _kin(path: str) -> tuple[str, ...]:
    """A path without what servers and copies change in it: letters and digits of each part, in small."""
    return tuple(_plain(part) for part in path.split("/"))


def _plain(part: str) -> str:
    text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), unquote(part))
    stem, dot, ending = unicodedata.normalize("NFKC", text).rpartition(".")
    stem, ending = (stem, ending) if dot else (ending, "")
    return "".join(mark for mark in _COPY.sub("", stem.strip()) + ending if mark.isalnum()).casefold()


def _last(path: str) -> str:
    return path.rpartition("/")[2]


# -- why it has changed -----------------------------------------------------------------------------------


def _explained(sent: Sent, places: Mapping[str, Path], difference: Difference) -> Difference:
    """A file that has changed, with a likely reason."""
    if difference.kind != "changed":
        return difference
    there, note = places[difference.file], ""
    try:
        if there.stat().st_size == 0:
            note = "It is empty: its download or synchronisation may not have ended."
        elif there.suffix.lower() in OFFICE and sent.home.is_dir() and _only_properties(sent, there, difference.file):
            note = "Only its properties differ, as SharePoint writes them into Office files: its content is the same."
    except OSError as error:
        note = f"It cannot be read: {error.strerror}."
    return msgspec.structs.replace(difference, note=note)


def _only_properties(sent: Sent, there: Path, path: str) -> bool:
    """Whether two Office files have the same parts but for properties and what refers to them."""
    name = next((name for name in sent.files if path.endswith(name.removeprefix(bag.PAYLOAD))), None)
    try:
        return name is not None and _parts(sent.home / name) == _parts(there)
    except DAMAGED:
        return False


def _parts(path: Path) -> dict[str, object]:
    """The parts of an Office file: size and CRC, and of a list of relationships, those that are no property."""
    with zipfile.ZipFile(path) as opened:
        return {
            info.filename: _relations(opened.read(info))
            if info.filename.endswith(".rels") and info.file_size < SMALL
            else (info.file_size, info.CRC)
            for info in opened.infolist()
            if not _PROPERTIES.match(info.filename)
        }


def _relations(data: bytes) -> frozenset[bytes]:
    return frozenset(each for each in _RELATION.findall(data) if b"/customXml" not in each)
