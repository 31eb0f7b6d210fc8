"""Any single byte changed anywhere in a package is found; a power cut leaves the old package or the new one.

Long because each way to change a package is one of its cases.
"""

import hashlib
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from annexa.model.errors import UsageError
from annexa.package import PackageInput, Packed, archive, bag, pack, prove
from annexa.tools import files as annexa_files

PASSPHRASE = "correct horse battery staple"
Snapshot = Callable[[Path], dict[str, bytes]]


@contextmanager
def changed(path: Path, at: int) -> Iterator[None]:
    """One bit of one byte turned, and put back."""
    with path.open("r+b") as stream:
        stream.seek(at)
        old = stream.read(1)
        stream.seek(at)
        stream.write(bytes([old[0] ^ (1 << (at % 8))]))
        stream.flush()
        try:
            yield
        finally:
            stream.seek(at)
            stream.write(old)


def places(path: Path, count: int) -> list[int]:
    """All bytes of a small file; the ends and a fair sample of a large one."""
    size = path.stat().st_size
    if size <= count:
        return list(range(size))
    dice = random.Random(size)
    return sorted({0, size - 1, *(dice.randrange(size) for _ in range(count))})


@pytest.fixture
def packed(package: PackageInput, tmp_path: Path) -> Packed:
    return pack(tmp_path / "out", package)


def test_an_unchanged_package_is_proved_as_folder_as_zip_and_as_both(packed: Packed) -> None:
    for path in (packed.folder, packed.zip, packed.folder.parent):
        proof = prove(path)
        assert proof.faults == (), path
        assert proof.seal == packed.seal
        assert proof.info["Bagging-Date"] == "2026-11-06"
    assert prove(packed.zip, seal=packed.seal.upper()).unchanged


def test_every_single_byte_of_every_tag_file_counts(packed: Packed) -> None:
    for name in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"):
        path = packed.folder / name
        for at in places(path, 150):
            with changed(path, at):
                assert not prove(packed.folder).unchanged, (name, at)
    assert prove(packed.folder).unchanged


@pytest.mark.parametrize(("old", "new"), [(b"\n", b"\x0b"), (b"\n", b"\r\n"), (b"  ", b" \t"), (b"\n", b"\n\n")])
def test_a_tag_manifest_that_says_the_same_in_other_bytes_counts(packed: Packed, old: bytes, new: bytes) -> None:
    path = packed.folder / "tagmanifest-sha256.txt"
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    assert not prove(packed.folder).unchanged


def test_a_byte_of_any_payload_file_counts(packed: Packed) -> None:
    for path in sorted((packed.folder / "data").rglob("*")):
        if path.is_file():
            for at in places(path, 2)[:3]:
                with changed(path, at):
                    faults = prove(packed.folder).faults
                    assert any(path.name in fault for fault in faults), path


def test_every_byte_of_the_zip_counts(packed: Packed) -> None:
    packed.receipt.unlink()  # which would notice everything
    size = packed.zip.stat().st_size
    data = packed.zip.read_bytes()
    directory = data.rindex(b"PK\x05\x06")
    heads = [at for at in range(size - 4) if data[at : at + 4] in (b"PK\x03\x04", b"PK\x01\x02")]
    around = {head + step for head in (*heads[:2], *heads[-2:]) for step in range(46)}
    tried = sorted({*places(packed.zip, 60), *range(directory, size), *around} & set(range(size)))
    for at in tried:
        with changed(packed.zip, at):
            assert not prove(packed.zip).unchanged, at
    assert prove(packed.zip).unchanged


def test_every_byte_of_the_receipt_beside_it_counts(packed: Packed) -> None:
    for at in range(0, packed.receipt.stat().st_size, 37):
        with changed(packed.receipt, at):
            assert not prove(packed.folder.parent).unchanged, at


def test_bytes_added_before_or_after_a_zip_are_found(packed: Packed) -> None:
    packed.receipt.unlink()
    whole = packed.zip.read_bytes()
    for data in (whole + b"\n", b"#!/bin/sh\n" + whole, whole[:-1], whole[: len(whole) // 2]):
        packed.zip.write_bytes(data)
        assert not prove(packed.zip).unchanged


def test_files_added_removed_renamed_or_linked_are_named(packed: Packed, tmp_path: Path) -> None:
    data = packed.folder / "data"

    def faults() -> str:
        return " ".join(prove(packed.folder).faults)

    (data / "extra.txt").write_text("x")
    assert "data/extra.txt was added" in faults()
    (data / "extra.txt").unlink()
    (packed.folder / "fetch.txt").write_text("x")
    assert "fetch.txt was added" in faults()
    (packed.folder / "fetch.txt").unlink()
    (data / "index.html").rename(data / "home.html")
    assert "data/home.html was added" in faults() and "data/index.html is missing" in faults()
    (data / "home.html").rename(data / "index.html")
    (data / "empty").mkdir()
    assert "empty folder data/empty" in faults()
    (data / "empty").rmdir()
    (data / "link.txt").symlink_to(tmp_path / "anything")
    assert "data/link.txt is no ordinary file" in faults()
    (data / "link.txt").unlink()
    assert prove(packed.folder).unchanged
    (packed.folder / "bagit.txt").unlink()
    assert "bagit.txt is missing" in faults()


def test_a_package_changed_and_packed_anew_is_found_by_its_seal(
    package: PackageInput, packed: Packed, tmp_path: Path
) -> None:
    other = pack(tmp_path / "forged", replace(package, title="Evidence for day 5 "))
    assert prove(other.folder).unchanged
    proof = prove(other.folder, seal=packed.seal)
    assert proof.faults == ("The package is not the one that was sealed: its seal is not the seal that was given.",)


def test_what_is_no_package_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        prove(tmp_path / "absent")
    with pytest.raises(UsageError, match="holds no package"):
        prove(tmp_path)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 and then nothing")
    assert "The zip is broken" in prove(broken).faults[0]


def test_a_zip_that_would_unpack_to_more_than_it_holds_is_not_unpacked(packed: Packed, tmp_path: Path) -> None:
    import zipfile

    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/bagit.txt", b"\0" * 20_000_000)
    proof = prove(bomb)
    assert not proof.unchanged and proof.bytes == 0
    assert "holds more than it has room for" in proof.faults[0]


def test_a_zip_packed_by_another_program_is_not_what_was_sent(packed: Packed, tmp_path: Path) -> None:
    import zipfile

    again = tmp_path / packed.zip.name
    with zipfile.ZipFile(packed.zip) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert "header of" in " ".join(prove(again).faults)


def test_a_zip_packed_by_another_program_and_damaged_since_is_said_to_be(packed: Packed, tmp_path: Path) -> None:
    import zipfile

    again = tmp_path / packed.zip.name
    with zipfile.ZipFile(packed.zip) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        starts = [info.header_offset + 30 + len(info.filename.encode()) for info in new.infolist()]
    content = bytearray(again.read_bytes())
    for start in starts:
        content[start] = 0xFF  # no way of packing that exists
    again.write_bytes(content)
    proof = prove(again)
    assert not proof.unchanged and proof.faults


def test_an_encrypted_package_is_proved_with_and_without_its_passphrase(
    child_level: PackageInput, tmp_path: Path
) -> None:
    packed = pack(tmp_path / "out", child_level, passphrase=PASSPHRASE)
    for path in (packed.folder, packed.zip, packed.folder.parent):
        assert prove(path).faults == ()
        assert "compared as a whole" in " ".join(prove(path).notes)
        proof = prove(path, passphrase=PASSPHRASE)
        assert proof.faults == () and "encrypted files were compared" in " ".join(proof.notes)
    with pytest.raises(UsageError, match="passphrase does not open"):
        prove(packed.zip, passphrase="another passphrase altogether")
    sealed = packed.folder / "data" / f"{packed.folder.name}.zip"
    for at in places(sealed, 25):
        with changed(sealed, at):
            assert not prove(packed.folder).unchanged


# -- power cuts --------------------------------------------------------------------------------------------


class PowerCut(BaseException):
    """Nothing after it runs, not even what is in `except Exception`."""


def test_a_power_cut_at_any_stage_leaves_the_old_package_or_the_new_one(
    package: PackageInput, tmp_path: Path, snapshot: Snapshot
) -> None:
    final = tmp_path / "out"
    pack(final, package)
    old = snapshot(final)
    newer = replace(package, dated=date(2026, 11, 7))
    stages: list[str] = []
    pack(tmp_path / "rehearsal", newer, step=stages.append)
    new = snapshot(tmp_path / "rehearsal")
    assert stages == ["started", "gathered", "foldered", "zipped", "written", "replaced"]
    for stage in stages:

        def cut(now: str, stage: str = stage) -> None:
            if now == stage:
                raise PowerCut

        with pytest.raises(PowerCut):
            pack(final, newer, step=cut)
        found = snapshot(final)
        assert found == (new if stage == "replaced" else old), stage
    assert prove(final).unchanged


def test_a_power_cut_at_any_call_to_the_file_system_leaves_the_old_package_or_the_new_one(
    package: PackageInput, tmp_path: Path, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts the calls that change or sync files, and cuts the power before each of them in turn."""
    final = tmp_path / "out"
    pack(final, package)
    newer = replace(package, dated=date(2026, 11, 7))
    pack(tmp_path / "rehearsal", newer)
    old, new = snapshot(final), snapshot(tmp_path / "rehearsal")
    kept = tmp_path / "kept"
    shutil.copytree(final, kept)

    for allowed in range(200):
        with monkeypatch.context() as patch:
            left = _cut_after(patch, allowed)
            with suppress(PowerCut):
                pack(final, newer)
            cut = left() <= 0
        whole = final if final.exists() else final.with_name(".out.old")
        assert snapshot(whole) in (old, new), f"after {allowed} calls"
        if whole != final:
            pack(final, newer)
            assert snapshot(final) == new, f"the next run, after {allowed} calls"
        if not cut:
            break
        shutil.rmtree(final)
        shutil.copytree(kept, final)
        for rest in [*tmp_path.glob(".out.*")]:
            shutil.rmtree(rest, ignore_errors=True)
    else:
        pytest.fail("packing never came to its end")
    assert allowed > 10
    assert snapshot(final) == new


def _cut_after(patch: pytest.MonkeyPatch, allowed: int) -> Callable[[], int]:
    """Lets that many calls pass and cuts the power at the next; once it is cut, nothing changes files any more."""
    left = allowed

    def guard(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise PowerCut
            return original(*arguments, **named)

        return call

    patch.setattr(annexa_files.os, "fsync", guard(annexa_files.os.fsync))
    for name in ("rename", "replace", "write_bytes", "mkdir"):
        patch.setattr(Path, name, guard(getattr(Path, name)))
    for name in ("copyfile", "rmtree"):
        patch.setattr(shutil, name, guard(getattr(shutil, name)))
    return lambda: left


# -- what only a seal proves -------------------------------------------------------------------------------


def forged(packed: Packed, tmp_path: Path) -> Packed:
    """The same package with another bundle in it, and all of the bag's fingerprints written anew."""
    folder = tmp_path / "forged" / packed.folder.name
    shutil.copytree(packed.folder, folder)
    (pdf,) = (folder / "data" / "bundle").iterdir()
    pdf.write_bytes(pdf.read_bytes() + b"% forged")
    payload = {
        path.relative_to(folder).as_posix(): bag.digest_of_file(path)
        for path in sorted((folder / "data").rglob("*"))
        if path.is_file()
    }
    info = [pair for pair in bag.info_of((folder / bag.INFO).read_bytes()).items() if pair[0] != "Payload-Oxum"]
    for name, data in bag.tag_files(payload, info).items():
        (folder / name).write_bytes(data)
    zipped = folder.with_name(packed.zip.name)
    files = {f"{folder.name}/{p.relative_to(folder).as_posix()}": p for p in folder.rglob("*") if p.is_file()}
    archive.write_zip(zipped, files, date(2026, 11, 6))
    shutil.copy(packed.receipt, folder.parent)
    return replace(packed, folder=folder, zip=zipped, receipt=folder.with_name(packed.receipt.name))


def test_a_forged_bag_beside_the_true_receipt_is_found_with_the_zip_and_without_it(
    packed: Packed, tmp_path: Path
) -> None:
    made = forged(packed, tmp_path)
    for path in (made.folder, made.zip, made.folder.parent):
        assert any("receipt.txt does not fit" in fault for fault in prove(path).faults), path
    made.zip.unlink()
    assert any("receipt.txt does not fit" in fault for fault in prove(made.folder).faults)


def test_a_forged_bag_whose_own_list_still_tells_is_found_without_a_receipt(packed: Packed, tmp_path: Path) -> None:
    made = forged(packed, tmp_path)
    made.receipt.unlink()
    for path in (made.folder, made.zip):
        assert any("data/manifest.json lists" in fault for fault in prove(path).faults), path
    listed = made.folder / "data" / "manifest.json"
    assert not prove(made.folder).unchanged
    listed.unlink()
    assert any("data/manifest.json is missing" in fault for fault in prove(made.folder).faults)


def test_a_true_receipt_proves_the_folder_alone(packed: Packed) -> None:
    packed.zip.unlink()
    proof = prove(packed.folder)
    assert (
        proof.unchanged
        and not proof.is_sealed
        and proof.agrees_with == ("its own fingerprints", "the receipt beside it")
    )


def test_what_agrees_with_itself_is_not_said_to_be_what_was_sent(packed: Packed) -> None:
    assert not prove(packed.folder.parent).is_sealed
    assert prove(packed.folder.parent, seal=packed.seal).is_sealed
    assert not prove(packed.folder.parent, seal="0" * 64).is_sealed


@pytest.mark.parametrize("seal", ["", " ", "4f1c…", "0" * 63, "g" * 64, "0" * 65])
def test_a_seal_that_is_none_is_an_error(packed: Packed, seal: str) -> None:
    with pytest.raises(UsageError, match="seal"):
        prove(packed.folder, seal=seal)


def test_a_seal_may_be_written_in_groups_and_capitals(packed: Packed) -> None:
    grouped = " ".join(packed.seal[at : at + 8] for at in range(0, 64, 8)).upper()
    assert prove(packed.folder, seal=grouped).is_sealed


def test_a_file_that_changes_while_it_is_packed_is_named_and_nothing_is_packed(
    package: PackageInput, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copyfile

    def swapped(source: Path, target: Path) -> None:
        copy(source, target)
        if source.name == "i41.pdf":
            target.write_bytes(b"%PDF another")

    monkeypatch.setattr(shutil, "copyfile", swapped)
    with pytest.raises(UsageError, match=r"items/4\.1 Care services\.pdf has changed"):
        pack(tmp_path / "out", package)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("module", "name", "passphrase"),
    [(bag, "digest_of_file", None), (shutil, "copyfile", None), (archive, "write_encrypted", PASSPHRASE)],
)
def test_a_volume_that_is_exchanged_at_any_moment_and_put_back_is_named_and_nothing_is_packed(
    package: PackageInput, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, passphrase: str
) -> None:
    (volume,) = package.volumes
    content = volume.path.read_bytes()
    given = replace(package, built={volume.path: hashlib.sha256(content).hexdigest()})
    real = getattr(module, name)

    def exchanged(first: Path, *more: object) -> object:
        is_meant = first == volume.path or name == "write_encrypted"
        if is_meant:
            volume.path.write_bytes(b"%PDF another")
        made = real(first, *more)
        if is_meant:
            volume.path.write_bytes(content)
        return made

    monkeypatch.setattr(module, name, exchanged)
    with pytest.raises(UsageError, match=r"bundle.*\.pdf.* has changed"):
        pack(tmp_path / "out", given, passphrase=passphrase)
    assert not (tmp_path / "out").exists()
