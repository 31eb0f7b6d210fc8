"""A package on disk: the bag as a folder, the same as a zip, and the receipt beside them; whole or not at all."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from annexa import __version__
from annexa.model.errors import UsageError
from annexa.package import archive, bag, render
from annexa.package.contents import PackageInput
from annexa.package.layout import LONGEST_PATH, place
from annexa.package.trees import FolderTree, ZipTree
from annexa.package.workbook import index_xlsx
from annexa.plan.safe_names import safe_name
from annexa.tools.files import replace_folder, work_folder, write_whole

SHORTEST_PASSPHRASE = 14
"""Characters: the format stretches a passphrase only 1,000 times, so that a short one can be guessed."""

Step = Callable[[str], None]
"""Told of every stage, so that a test can cut the power there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A finished package."""

    folder: Path
    """The bag."""
    zip: Path
    receipt: Path
    seal: str
    """SHA-256 of the bag's tag manifest: stands for every byte in it."""
    zip_sha256: str
    files: int
    """Files in the bag, tag files included."""
    encrypted: bool
    errors: int = 0
    """So many errors stand against what it holds; its receipt tells of them."""


def pack(
    final: Path, package: PackageInput, *, passphrase: str | None = None, step: Step = lambda stage: None
) -> Packed:
    """Writes the package into the folder `final`, which it replaces whole. Raises OSError, UsageError.

    A power cut at any moment leaves the old package or the new one. `passphrase` encrypts: nothing is then left
    outside the encrypted zip that says what is in it.
    """
    with work_folder(final) as work:
        step("started")
        packed = write_package(work, package, passphrase=passphrase, step=step)
        step("written")
        replace_folder(work, final)
        step("replaced")
    places = (packed.folder, packed.zip, packed.receipt)
    folder, zipped, receipt = (final / place.name for place in places)
    return replace(packed, folder=folder, zip=zipped, receipt=receipt)


def write_package(
    folder: Path, package: PackageInput, *, passphrase: str | None = None, step: Step = lambda stage: None
) -> Packed:
    """Writes the package into a folder that somebody else swaps into its place. Raises OSError, UsageError."""
    if passphrase is not None:
        check_passphrase(passphrase)
    name = safe_name(package.name)
    with tempfile.TemporaryDirectory(prefix=".annexa-", dir=folder) as inside:
        files = _bagged(*_payload(package), package)
        step("gathered")
        if passphrase is not None:
            sealed = Path(inside) / "sealed.zip"
            archive.write_encrypted(
                sealed, {f"{name}/{path}": source for path, source in files.items()}, package.dated, passphrase
            )
            _refuse_changed(_of_encrypted(sealed, passphrase))
            step("encrypted")
            receipt = render.sealed_receipt(package, package.pages, len(package.documents)).encode()
            files = _bagged({f"{name}.zip": sealed, "receipt.txt": receipt}, {}, package)
        bag_folder = folder / name
        _write_folder(bag_folder, files)
        _refuse_changed(bag.faults(FolderTree(bag_folder)))
        step("foldered")
        zipped = folder / f"{name}.zip"
        archive.write_zip(zipped, {f"{name}/{path}": bag_folder / path for path in files}, package.dated)
        step("zipped")
    tag_manifest = files[bag.TAG_MANIFEST]
    seal = bag.seal_of(tag_manifest if isinstance(tag_manifest, bytes) else tag_manifest.read_bytes())
    zip_sha256 = bag.digest_of_file(zipped).sha256
    receipt_path = folder / f"{name} receipt.txt"
    inner = (bag_folder / "data" / "receipt.txt").read_text(encoding="utf-8")
    write_whole(receipt_path, inner + render.seals(seal=seal, zip_name=zipped.name, zip_sha256=zip_sha256))
    return Packed(
        folder=bag_folder,
        zip=zipped,
        receipt=receipt_path,
        seal=seal,
        zip_sha256=zip_sha256,
        files=len(files),
        encrypted=passphrase is not None,
        errors=package.checks.errors,
    )


def _refuse_changed(faults: Iterable[str]) -> None:
    for fault in faults:
        raise UsageError(f"A file changed while it was packed: {fault}", remedy="Pack it again.")


def _of_encrypted(path: Path, passphrase: str) -> list[str]:
    with path.open("rb") as stream, archive.open_encrypted(stream, passphrase) as opened:
        return list(bag.faults(ZipTree(opened)))


def check_passphrase(passphrase: str) -> None:
    """Raises UsageError where a passphrase is too easily guessed."""
    if len(passphrase) < SHORTEST_PASSPHRASE or len(set(passphrase)) < 6:
        raise UsageError(
            f"The passphrase is too easy to guess: it needs at least {SHORTEST_PASSPHRASE} characters",
            remedy="Use four or five words that do not belong together.",
        )


def _payload(package: PackageInput) -> tuple[dict[str, Path | bytes], dict[str, bag.Digest]]:
    """The payload by its path below data/, files to copy and texts made here; and the digests of the files, which are
    taken once: whoever writes them down and whoever copies a file mean the same bytes, or the packing ends."""
    placed = place(package)
    files: dict[str, Path | bytes] = {}
    for path, source in placed.sources(package):
        if len(path) > LONGEST_PATH:
            raise UsageError(f"The path {path} is too long for SharePoint", remedy="Give the item a shorter title.")
        files[path] = source
    digests = {path: _digest(source) for path, source in files.items()}
    _unchanged(package, placed.natives, digests)
    _as_built(package, files, digests)
    files["index.html"] = render.index_html(package, placed, digests).encode()
    files["index.xlsx"] = index_xlsx(package, placed)
    files["manifest.json"] = render.manifest(package, placed, digests).encode()
    files["receipt.txt"] = render.receipt(package, placed, digests).encode()
    return files, digests


def _as_built(package: PackageInput, files: Mapping[str, Path | bytes], digests: Mapping[str, bag.Digest]) -> None:
    """Refuses a volume, or a file beside it, that is not the one that was built."""
    for path, source in files.items():
        expected = package.built.get(source) if isinstance(source, Path) else None
        if expected and digests[path].sha256 != expected:
            raise UsageError(
                f"“{path}” has changed since the bundle was built",
                remedy=f"Build the bundle again: {package.rebuild or f'annexa bundle {package.submission}'}",
            )


def _unchanged(package: PackageInput, natives: Mapping[str, str], digests: Mapping[str, bag.Digest]) -> None:
    """Refuses a native that is not the file that the bundle was built from."""
    for document in package.documents:
        path = natives.get(document.key)
        if path and document.sha256 and digests[path].sha256 != document.sha256:
            raise UsageError(
                f"{document.name} has changed since the bundle was built",
                remedy=f"Build the bundle again: {package.rebuild or f'annexa bundle {package.submission}'}",
            )


def _digest(source: Path | bytes) -> bag.Digest:
    return bag.digest_of(source) if isinstance(source, bytes) else bag.digest_of_file(source)


def _bagged(
    payload: Mapping[str, Path | bytes], known: Mapping[str, bag.Digest], package: PackageInput
) -> dict[str, Path | bytes]:
    """The payload below data/ with the tag files of a bag; `known`: digests that were taken before."""
    files = {bag.PAYLOAD + path: source for path, source in payload.items()}
    digests = {bag.PAYLOAD + path: known.get(path) or _digest(source) for path, source in payload.items()}
    return {**files, **bag.tag_files(digests, _info(package))}


def _info(package: PackageInput) -> list[tuple[str, str]]:
    pairs = [
        ("Source-Organization", package.partnership),
        ("External-Description", f"{package.area}: {package.title}, {package.package} evidence"),
        ("External-Identifier", f"{package.submission}-{package.package}"),
        ("Internal-Sender-Identifier", package.commit),
        ("Internal-Sender-Description", package.sender),
        ("Bagging-Date", package.dated.isoformat()),
        ("Bag-Software-Agent", f"annexa {__version__}"),
    ]
    return [(label, value) for label, value in pairs if value]


def _write_folder(folder: Path, files: Mapping[str, Path | bytes]) -> None:
    for path, source in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(source, bytes):
            target.write_bytes(source)
        else:
            shutil.copyfile(source, target)
