"""BagIt 1.0 (RFC 8493), written in one canonical form, so that reading it back can account for every byte.

The bagit library writes version 0.97, today's date and moves files; here it is used only to validate, in the tests.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
INFO: Final = "bag-info.txt"
DECLARED: Final = "bagit.txt"
PAYLOAD: Final = "data/"


@dataclass(frozen=True, slots=True)
class Digest:
    """A file as a bag knows it."""

    sha256: str
    size: int


class Tree(Protocol):
    """The files of a bag, wherever they lie: a folder, a zip, an encrypted zip."""

    def files(self) -> Mapping[str, Digest]:
        """Every file by its path relative to the bag, in POSIX form."""

    def read(self, path: str) -> bytes:
        """A tag file's bytes; such files are small."""


def digest_of(data: bytes) -> Digest:
    """The digest of bytes in memory."""
    return Digest(hashlib.sha256(data).hexdigest(), len(data))


def digest_of_file(path: Path) -> Digest:
    """The digest of a file. Raises OSError."""
    with path.open("rb") as stream:
        return Digest(hashlib.file_digest(stream, "sha256").hexdigest(), path.stat().st_size)


def tag_files(payload: Mapping[str, Digest], info: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """The four tag files of a bag with this payload; paths start with `data/`. `info` keeps its order."""
    size = sum(digest.size for digest in payload.values())
    tags = {
        DECLARED: DECLARATION,
        INFO: info_file([*info, ("Payload-Oxum", f"{size}.{len(payload)}")]),
        MANIFEST: manifest({path: digest.sha256 for path, digest in payload.items()}),
    }
    tags[TAG_MANIFEST] = manifest({path: hashlib.sha256(data).hexdigest() for path, data in tags.items()})
    return tags


def manifest(digests: Mapping[str, str]) -> bytes:
    """A manifest, sorted by path; CR, LF and % in a path are encoded as the RFC says."""
    lines = [f"{digests[path]}  {_encoded(path)}\n" for path in sorted(digests)]
    return "".join(lines).encode()


def info_file(pairs: Iterable[tuple[str, str]]) -> bytes:
    """bag-info.txt; line ends in values become spaces, so that no value can add a line."""
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in pairs).encode()


def info_of(data: bytes) -> dict[str, str]:
    """bag-info.txt as read; lines that are no pair are left out."""
    pairs = (line.partition(": ") for line in data.decode(errors="replace").splitlines())
    return {label: value for label, colon, value in pairs if colon}


def _encoded(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _decoded(path: str) -> str:
    return path.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def seal_of(tag_manifest: bytes) -> str:
    """The SHA-256 of the tag manifest, which stands for every byte of the bag."""
    return hashlib.sha256(tag_manifest).hexdigest()


def faults(tree: Tree) -> Iterator[str]:
    """Everything that is not as the bag says, one plain sentence each; nothing where no byte has changed."""
    files = tree.files()
    missing = [name for name in (DECLARED, INFO, MANIFEST, TAG_MANIFEST) if name not in files]
    if missing:
        yield f"This is not a whole package: {', '.join(missing)} is missing."
        return
    if tree.read(DECLARED) != DECLARATION:
        yield f"{DECLARED} has changed."
    payload = {path: digest for path, digest in files.items() if path.startswith(PAYLOAD)}
    listed = stated(tree.read(MANIFEST))
    yield from _compared(payload, listed)
    tags = {path: files[path].sha256 for path in (DECLARED, INFO, MANIFEST)}
    stated_tags = stated(tree.read(TAG_MANIFEST))
    for path in tags:
        if stated_tags.get(path) != tags[path]:
            yield f"{path} has changed, or {TAG_MANIFEST} has."
    for path in sorted(set(files) - set(payload) - set(tags) - {TAG_MANIFEST}):
        yield f"{path} was added."
    if tree.read(MANIFEST) != manifest(listed) or tree.read(TAG_MANIFEST) != manifest(tags):
        yield "The manifests are not written as they were made: something in them has changed."
    size = sum(digest.size for digest in payload.values())
    if info_of(tree.read(INFO)).get("Payload-Oxum") != f"{size}.{len(payload)}":
        yield f"{INFO} states another size or number of files."


def _compared(payload: Mapping[str, Digest], stated: Mapping[str, str]) -> Iterator[str]:
    for path in sorted(set(payload) | set(stated)):
        if path not in payload:
            yield f"{path} is missing."
        elif path not in stated:
            yield f"{path} was added."
        elif payload[path].sha256 != stated[path]:
            yield f"{path} has changed."


def stated(data: bytes) -> dict[str, str]:
    """The SHA-256 of each file by its path, as a manifest says; lines that are no pair are left out."""
    lines = (line.partition("  ") for line in data.decode(errors="replace").splitlines())
    return {_decoded(path): digest for digest, gap, path in lines if gap}
