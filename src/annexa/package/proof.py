"""Proves months later that no byte of a package has changed: folder, zip, or encrypted zip."""

import contextlib
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec

from annexa.model.errors import UsageError
from annexa.package import archive, bag, render
from annexa.package.listed import listed_faults
from annexa.package.trees import FolderTree, ZipTree
from annexa.tools.zips import DAMAGED

OWN = "its own fingerprints"
BESIDE = "the receipt beside it"
SEALED = "the seal that was given"
_ARCHIVE = re.compile(rb"([0-9a-f]{64})\s*\Z")
_SEAL = re.compile(r"[0-9a-f]{1,64}")


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What was found."""

    package: str
    """The name of the folder or zip."""
    files: int
    bytes: int
    seal: str
    """SHA-256 of the tag manifest as it stands; empty where there is none."""
    faults: tuple[str, ...]
    """Everything that is not as it was packed, one plain sentence each."""
    info: dict[str, str]
    """bag-info.txt."""
    notes: tuple[str, ...] = ()
    """What could not be looked at, or was looked at besides."""
    agrees_with: tuple[str, ...] = (OWN,)
    """What the package was compared with and agrees with, in words; only where nothing has changed."""
    kind: Literal["package"] = "package"

    @property
    def unchanged(self) -> bool:
        """Whether nothing that was looked at has changed."""
        return not self.faults

    @property
    def is_sealed(self) -> bool:
        """Whether a seal from outside the package shows that it is the one that was made, and no other."""
        return self.unchanged and self.agrees_with[-1] not in (OWN, BESIDE)


def looks_like_package(path: Path) -> bool:
    """Whether a path is a bag or a zip, or a folder that holds one, and so for `prove` rather than `verify`."""
    if path.is_dir():
        return True
    with contextlib.suppress(OSError), path.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04" or path.suffix.lower() == ".zip"
    return False


def prove(path: Path, *, passphrase: str | None = None, seal: str | None = None) -> Proof:
    """Compares a package with its own manifests, byte for byte. Raises UsageError where there is no package.

    `path` is the bag, the zip, or the folder that holds both and the receipt. `seal` is the one that was written down
    when the package was sent: without it, a package that somebody changed and packed anew cannot be told from the
    first. `passphrase` looks into an encrypted package too.
    """
    if not path.exists():
        raise UsageError(f"{path} does not exist", remedy="Give the path of a package: a folder or a zip.")
    wanted = None if seal is None else written_seal(seal)
    try:
        proof = _prove_any(path, passphrase)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}", remedy="Copy it again.") from error
    return proof if wanted is None else with_seal(proof, wanted, SEALED)


def written_seal(given: str, *, least: int = 64) -> str:
    """A seal as somebody wrote it down, or its first digits, `least` at least. Raises UsageError where it is none."""
    text = "".join(given.split()).lower()
    if not _SEAL.fullmatch(text) or len(text) < least:
        what = f"“{given}” is no seal" if text else "The seal that was given is empty"
        raise UsageError(
            f"{what}: a seal is 64 letters and digits, from 0 to 9 and a to f",
            remedy="Copy it from the receipt or from the record in evidence/submissions, or leave --seal out.",
        )
    return text


def with_seal(proof: Proof, seal: str, words: str) -> Proof:
    """The proof compared with a seal besides; `words` say where the seal is from."""
    if seal == proof.seal:
        return msgspec.structs.replace(proof, agrees_with=(*proof.agrees_with, words))
    fault = f"The package is not the one that was sealed: its seal is not {words}."
    return msgspec.structs.replace(proof, faults=(*proof.faults, fault))


def _prove_any(path: Path, passphrase: str | None) -> Proof:
    if path.is_file():
        return _with_receipt(path, _prove_zip(path, passphrase))
    if (path / bag.DECLARED).exists() or (path / "data").exists():
        return _with_receipt(path, _prove_folder(path, passphrase))
    return _prove_set(path, passphrase)


def _prove_set(path: Path, passphrase: str | None) -> Proof:
    """A folder with the bag, the zip and the receipt."""
    bags = sorted(p for p in path.iterdir() if p.is_dir() and (p / "data").exists())
    if len(bags) != 1:
        raise UsageError(f"{path} holds no package", remedy="Give the path of the package's folder or zip.")
    folder = bags[0]
    proof = _with_receipt(folder, _prove_folder(folder, passphrase))
    faults, notes = list(proof.faults), list(proof.notes)
    zipped = folder.with_name(folder.name + ".zip")
    if zipped.is_file():
        other = _with_receipt(zipped, _prove_zip(zipped, passphrase))
        faults.extend(f"{zipped.name}: {fault}" for fault in other.faults)
        if not other.faults and other.seal != proof.seal:
            faults.append(f"{zipped.name} is not the same package as the folder.")
        notes.append(f"{zipped.name} was compared too.")
    else:
        faults.append(f"{zipped.name} is missing.")
    receipt = _receipt_of(folder)
    if not receipt.is_file():
        faults.append(f"{receipt.name} is missing.")
    known = {folder.name, zipped.name, receipt.name}
    faults.extend(f"{p.name} was added." for p in sorted(path.iterdir()) if p.name not in known)
    return msgspec.structs.replace(proof, faults=tuple(dict.fromkeys(faults)), notes=tuple(notes))


# -- a folder ---------------------------------------------------------------------------------------------


def _prove_folder(path: Path, passphrase: str | None) -> Proof:
    tree = FolderTree(path)
    sealed = [path / name for name in tree.files() if name.startswith(bag.PAYLOAD) and name.endswith(".zip")]
    inner = _sealed_faults(sealed, path.name, passphrase)
    return _proof(path.name, tree, [*tree.odd, *inner.faults], inner.notes)


# -- a zip ------------------------------------------------------------------------------------------------


def _prove_zip(path: Path, passphrase: str | None) -> Proof:
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as opened:
            tree = ZipTree(opened, room=path.stat().st_size)
            info = bag.info_of(tree.read(bag.INFO))
            inner = _Inner((), ())
            for name in tree.files():
                if name.startswith(bag.PAYLOAD) and name.count("/") == 1 and name.endswith(".zip"):
                    with opened.open(f"{tree.root}/{name}") as sealed:
                        inner = _look_inside(sealed, passphrase)
            proof = _proof(path.name, tree, [*tree.odd, *inner.faults], inner.notes)
        structure = tuple(archive.faults(path, _date_of(info)))
    except DAMAGED as error:
        return Proof(
            package=path.name,
            files=0,
            bytes=path.stat().st_size,
            seal="",
            info={},
            faults=(f"The zip is broken: {error}.",),
        )
    return msgspec.structs.replace(proof, faults=(*proof.faults, *structure))


def _date_of(info: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(info.get("Bagging-Date", ""))
    except ValueError:
        return date(1980, 1, 1)


# -- inside an encrypted zip ------------------------------------------------------------------------------


class _Inner(msgspec.Struct, frozen=True):
    faults: tuple[str, ...]
    notes: tuple[str, ...]


def _sealed_faults(paths: list[Path], name: str, passphrase: str | None) -> _Inner:
    sealed = [path for path in paths if path.name == f"{name}.zip" and path.parent.name == "data"]
    if not sealed:
        return _Inner((), ())
    with sealed[0].open("rb") as stream:
        return _look_inside(stream, passphrase)


def _look_inside(stream: Any, passphrase: str | None) -> _Inner:
    if passphrase is None:
        return _Inner((), ("What is encrypted was compared as a whole; the passphrase would show each file.",))
    try:
        opened = archive.open_encrypted(stream, passphrase)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        return _Inner((f"The encrypted zip is broken: {error}.",), ())
    with opened:
        tree = ZipTree(opened)
        inside = (*tree.odd, *bag.faults(tree), *listed_faults(tree))
    return _Inner(
        tuple(f"In the encrypted zip: {fault}" for fault in inside), ("The encrypted files were compared too.",)
    )


# -- what all have ----------------------------------------------------------------------------------------


def _proof(name: str, tree: Any, odd: list[str], notes: tuple[str, ...]) -> Proof:
    files = tree.files()
    has_seal = bag.TAG_MANIFEST in files
    return Proof(
        package=name,
        files=len(files),
        bytes=sum(max(digest.size, 0) for digest in files.values()),
        seal=files[bag.TAG_MANIFEST].sha256 if has_seal else "",
        faults=tuple(dict.fromkeys([*odd, *bag.faults(tree), *listed_faults(tree)])),
        info=bag.info_of(tree.read(bag.INFO)) if bag.INFO in files else {},
        notes=notes,
    )


def _receipt_of(path: Path) -> Path:
    name = path.name[:-4] if path.suffix.lower() == ".zip" else path.name
    return path.with_name(f"{name} receipt.txt")


def _with_receipt(path: Path, proof: Proof) -> Proof:
    """Compares with the receipt where it lies beside the package: it holds the seal and the zip's SHA-256.

    Where only the folder is left, the receipt's word for the zip is taken, and its seal still compared.
    """
    receipt = _receipt_of(path)
    inner = _inner_receipt(path)
    if not receipt.is_file() or inner is None:
        return proof
    text = receipt.read_bytes()
    zipped = path if path.is_file() else path.with_name(path.name + ".zip")
    stated = _ARCHIVE.search(text)
    archived = bag.digest_of_file(zipped).sha256 if zipped.is_file() else stated[1].decode() if stated else ""
    expected = render.seals(seal=proof.seal, zip_name=zipped.name, zip_sha256=archived).encode()
    if text == inner + expected:
        return msgspec.structs.replace(proof, agrees_with=(*proof.agrees_with, BESIDE))
    fault = f"{receipt.name} does not fit the package: one of them has changed."
    return msgspec.structs.replace(proof, faults=(*proof.faults, fault))


def _inner_receipt(path: Path) -> bytes | None:
    """The receipt inside a package; None where it cannot be read, which its manifest then says."""
    try:
        if path.is_dir():
            return (path / "data" / "receipt.txt").read_bytes()
        with zipfile.ZipFile(path) as opened:
            return next((opened.read(n) for n in opened.namelist() if n.endswith("/data/receipt.txt")), None)
    except Exception:
        return None
