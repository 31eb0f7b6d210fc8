"""A zip container of an Office file, opened without trust: bounded in size, never unpacked to disk."""

import zipfile
from pathlib import Path
from typing import BinaryIO

from annexa.documents import faults
from annexa.documents.limits import Limits
from annexa.tools.zips import DAMAGED

_FAULTS = (*DAMAGED, OSError)
_ENCRYPTED = 0x1
_RATIO_MATTERS_FROM = 100_000_000


class Archive:
    """The entries of a zip file by name; names are found whatever their case and slashes."""

    def __init__(self, source: Path | BinaryIO, limits: Limits) -> None:
        """Raises Unreadable where the container is damaged, encrypted, too large or points outside itself."""
        self.limits = limits
        try:
            self._zip = zipfile.ZipFile(source)
        except _FAULTS as error:
            raise faults.corrupt("the file is damaged or was not copied whole") from error
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._check(self._zip.infolist())

    def _check(self, infos: list[zipfile.ZipInfo]) -> None:
        if len(infos) > self.limits.archive_entries:
            raise faults.too_large(f"it holds {len(infos):,} parts")
        total = sum(info.file_size for info in infos)
        packed = sum(info.compress_size for info in infos)
        if total > self.limits.archive_bytes:
            raise faults.too_large(f"it unpacks to {total // 1_000_000:,} MB")
        if total > _RATIO_MATTERS_FROM and total > packed * self.limits.archive_ratio:
            raise faults.too_large(f"{packed // 1000:,} kB unpack to {total // 1_000_000:,} MB, as in a zip bomb")
        for info in infos:
            name = info.filename.replace("\\", "/").lstrip("/")
            if ".." in name.split("/"):
                raise faults.corrupt("it holds a part that points outside the file")
            if info.flag_bits & _ENCRYPTED:
                raise faults.password()
            if not name.endswith("/"):
                self._entries[name.lower()] = info

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def names(self) -> list[str]:
        """All names, in lower case and with forward slashes."""
        return list(self._entries)

    def size(self, name: str) -> int:
        """Unpacked size of an entry in bytes, as declared; 0 where it is missing."""
        info = self._entries.get(name.lower())
        return info.file_size if info else 0

    def read(self, name: str) -> bytes | None:
        """The content of an entry, or None where there is none; raises Unreadable where it is damaged."""
        info = self._entries.get(name.lower())
        if info is None:
            return None
        if info.file_size > self.limits.part_bytes:
            raise faults.too_large(f"one of its parts has {info.file_size // 1_000_000:,} MB")
        try:
            return self._zip.read(info)
        except RuntimeError as error:
            raise faults.password() from error
        except _FAULTS as error:
            raise faults.corrupt("one of its parts is damaged") from error

    def close(self) -> None:
        self._zip.close()
