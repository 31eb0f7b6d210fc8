"""A zip whose every byte is known beforehand, and an encrypted one.

The plain one is written here and not by a library, for one reason: to prove months later, under any version of any
library, that no byte of the zip has changed, it must be possible to say what every byte has to be. So: entries in
order, stored and not packed (PDFs and Office files are packed already), one date, nothing optional.
"""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, Final

from annexa.model.errors import UsageError

LOCAL: Final = struct.Struct("<4s5H3L2H")
CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
END: Final = struct.Struct("<4s4H2LH")
UTF8: Final = 0x0800
VERSION: Final = 20
MADE_BY_UNIX: Final = (3 << 8) | VERSION
FILE_MODE: Final = 0o100644 << 16
LARGEST: Final = 0xFFFF_FFFE
MOST_FILES: Final = 0xFFFE
BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a zip, as its directory describes it."""

    name: str
    crc: int
    size: int
    offset: int
    """Of its local header."""

    def local(self, moment: tuple[int, int]) -> bytes:
        """Its header before the data."""
        name = self.name.encode()
        day, clock = moment
        head = (b"PK\x03\x04", VERSION, UTF8, 0, clock, day, self.crc, self.size, self.size, len(name), 0)
        return LOCAL.pack(*head) + name

    def central(self, moment: tuple[int, int]) -> bytes:
        """Its line in the directory at the end."""
        name = self.name.encode()
        day, clock = moment
        head = (b"PK\x01\x02", MADE_BY_UNIX, VERSION, UTF8, 0, clock, day, self.crc, self.size, self.size)
        return CENTRAL.pack(*head, len(name), 0, 0, 0, 0, FILE_MODE, self.offset) + name


def moment_of(day: date) -> tuple[int, int]:
    """A day at noon as DOS writes it: (date, time). Zip files know no year before 1980."""
    year = max(day.year, 1980) - 1980
    return (year << 9) | (day.month << 5) | day.day, 12 << 11


def write_zip(path: Path, files: Mapping[str, Path | bytes], day: date) -> None:
    """Writes the canonical zip of these files, by their names in it. Raises OSError; UsageError if it is too large."""
    if len(files) > MOST_FILES:
        raise UsageError(f"A zip holds at most {MOST_FILES} files", remedy="Send fewer native files.")
    moment = moment_of(day)
    entries: list[Entry] = []
    with path.open("xb") as out:
        for name in sorted(files):
            entry = _measured(name, files[name], out.tell())
            if entry.offset + entry.size > LARGEST:
                raise UsageError(
                    "The package is larger than 4 GB, which not every program can open",
                    remedy="Set a smaller limit in library.yaml, or send the volumes one by one.",
                )
            out.write(entry.local(moment))
            for block in _blocks(files[name]):
                out.write(block)
            entries.append(entry)
        out.write(directory(entries, out.tell(), moment))
        out.flush()
        os.fsync(out.fileno())


def directory(entries: Iterable[Entry], start: int, moment: tuple[int, int]) -> bytes:
    """The end of a zip: a line for every entry, and where they begin."""
    lines = [entry.central(moment) for entry in entries]
    body = b"".join(lines)
    return body + END.pack(b"PK\x05\x06", 0, 0, len(lines), len(lines), len(body), start, 0)


def _measured(name: str, source: Path | bytes, offset: int) -> Entry:
    crc = size = 0
    for block in _blocks(source):
        crc, size = zlib.crc32(block, crc), size + len(block)
    return Entry(name, crc, size, offset)


def _blocks(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as stream:
        while block := stream.read(BLOCK):
            yield block


def faults(path: Path, day: date) -> Iterator[str]:
    """Every byte of a zip that is not file content and not as `write_zip` writes it, by region.

    Content is for the bag's manifests to judge. Raises OSError.
    """
    moment = moment_of(day)
    size = path.stat().st_size
    with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
        entries: list[Entry] = []
        position = 0
        for info in infos:
            entry = Entry(info.filename, info.CRC, info.file_size, position)
            head = entry.local(moment)
            stream.seek(position)
            if stream.read(len(head)) != head:
                yield f"The zip's header of {info.filename} has changed."
            position += len(head) + entry.size
            entries.append(entry)
        if [entry.name for entry in entries] != sorted(entry.name for entry in entries):
            yield "The zip's files stand in another order."
        end = directory(entries, position, moment)
        stream.seek(min(position, size))
        if position + len(end) != size or stream.read() != end:
            yield "The zip's directory has changed, or something stands before or after it."


# -- encrypted --------------------------------------------------------------------------------------------


def write_encrypted(path: Path, files: Mapping[str, Path | bytes], day: date, passphrase: str) -> None:
    """Writes a zip in WinZip's AES-256 format, which 7-Zip, WinZip and macOS archivers open. Raises OSError.

    Names of files are not encrypted by the format: they must say nothing.
    """
    import pyzipper

    with path.open("xb") as out:
        with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
            archive.setpassword(passphrase.encode())
            archive.setencryption(pyzipper.WZ_AES, nbits=256)
            for name in sorted(files):
                info = pyzipper.zipfile_aes.AESZipInfo(name, (max(day.year, 1980), day.month, day.day, 12, 0, 0))
                info.external_attr = FILE_MODE
                info.compress_type = pyzipper.ZIP_DEFLATED
                with archive.open(info, "w") as target:
                    for block in _blocks(files[name]):
                        target.write(block)
        out.flush()
        os.fsync(out.fileno())


def open_encrypted(stream: IO[bytes], passphrase: str) -> Any:
    """An encrypted zip, open for reading; close it afterwards. Raises UsageError where the passphrase is wrong."""
    import pyzipper

    archive = pyzipper.AESZipFile(stream)
    archive.setpassword(passphrase.encode())
    names = archive.namelist()
    try:
        if names:
            with archive.open(names[0]) as first:
                first.read(1)
    except RuntimeError as error:
        archive.close()
        raise UsageError(
            "The passphrase does not open the encrypted package", remedy="Ask the data custodian for the passphrase."
        ) from error
    return archive


def repacked(data: bytes, day: date, replace: Mapping[str, bytes]) -> bytes:
    """A small zip (an .xlsx) in canonical form, with some of its files replaced: the same bytes at any time."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {info.filename: replace.get(info.filename, archive.read(info)) for info in archive.infolist()}
    moment = moment_of(day)
    out = io.BytesIO()
    entries = []
    first = "[Content_Types].xml"
    for name in sorted(files, key=lambda name: (name != first, name)):
        entry = _measured(name, files[name], out.tell())
        out.write(entry.local(moment) + files[name])
        entries.append(entry)
    out.write(directory(entries, out.tell(), moment))
    return out.getvalue()
