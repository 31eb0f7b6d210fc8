"""The files of a bag wherever they lie: in a folder, or in a zip."""

import hashlib
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annexa.package import archive, bag

MOST_FILES = 100_000
LARGEST_TAG_FILE = 50_000_000


class FolderTree:
    """A bag as a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.odd: list[str] = []
        self._files: dict[str, bag.Digest] = {}
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            kind = path.lstat().st_mode
            if stat.S_ISREG(kind):
                self._files[name] = bag.digest_of_file(path)
            elif not stat.S_ISDIR(kind):
                self.odd.append(f"{name} is no ordinary file.")
            elif not any(path.iterdir()):
                self.odd.append(f"The empty folder {name} was added.")

    def files(self) -> Mapping[str, bag.Digest]:
        """Every file by its path relative to the bag."""
        return self._files

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises OSError."""
        return (self.root / path).read_bytes()


class ZipTree:
    """A bag in a zip, below one folder."""

    def __init__(self, opened: Any, *, room: int | None = None) -> None:
        """`room` is the size of a zip whose files are stored and not packed: they cannot be larger than it is."""
        self._archive = opened
        self.odd: list[str] = []
        self._files: dict[str, bag.Digest] = {}
        infos = opened.infolist()[:MOST_FILES]
        roots = {info.filename.partition("/")[0] for info in infos}
        self.root = next(iter(roots)) if len(roots) == 1 else ""
        if not self.root:
            self.odd.append("The zip does not hold one folder with everything in it.")
        if room is not None and sum(info.file_size for info in infos) > room:
            self.odd.append("The zip says that it holds more than it has room for: nothing in it was unpacked.")
            return
        for info in infos:
            name = info.filename.partition("/")[2]
            if name in self._files or not name or name.endswith("/"):
                self.odd.append(f"{info.filename} stands in the zip a second time, or is a folder.")
                continue
            try:
                if room is not None and info.compress_type != zipfile.ZIP_STORED:
                    raise ValueError
                self._files[name] = self._digest(info)
            except Exception:
                self._files[name] = bag.Digest("", -1)
                self.odd.append(f"{name} cannot be unpacked: it has changed.")

    def _digest(self, info: Any) -> bag.Digest:
        digest, size = hashlib.sha256(), 0
        with self._archive.open(info) as stream:
            while block := stream.read(archive.BLOCK):
                digest.update(block)
                size += len(block)
                if size > info.file_size:
                    break
        return bag.Digest(digest.hexdigest(), size)

    def files(self) -> Mapping[str, bag.Digest]:
        """Every file by its path relative to the bag."""
        return self._files

    def read(self, path: str) -> bytes:
        """A small file's bytes; empty where it cannot be read, which the manifests then say."""
        try:
            with self._archive.open(f"{self.root}/{path}") as stream:
                return bytes(stream.read(LARGEST_TAG_FILE))
        except Exception:
            return b""
