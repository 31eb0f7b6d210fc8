"""PDFs that were made before, found again by what they depend on.

An entry is `<sha256>-<key>.pdf` and beside it `<sha256>-<key>.json`, written last, with the PDF's own digest; a fault
that the document's bytes alone explain has the JSON only. An entry that does not add up is as good as none.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from annexa.documents.facts import ReadFault, ReadFaultKind
from annexa.tools import sharing
from annexa.tools.files import sha256_of, write_whole

LASTING = frozenset(
    {
        ReadFaultKind.EMPTY,
        ReadFaultKind.PASSWORD,
        ReadFaultKind.MISLABELLED,
        ReadFaultKind.UNKNOWN_FORMAT,
        ReadFaultKind.TOO_LARGE,
    }
)
"""Faults that come again whatever happens. The others may be the machine's (a full disk, a process that was ended, too
little time), which LibreOffice does not tell apart from a damaged or empty file: the next run tries again."""


_SHARED = msgspec.msgpack.Encoder()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a conversion gave: the PDF, or why there is none."""

    pdf: Path | None
    pages: int
    notes: tuple[str, ...]
    fault: ReadFault | None


class Cache:
    """The folder of entries."""

    def __init__(self, folder: Path, ending: str = ".pdf", *, is_shared: bool = False) -> None:
        """`is_shared`: entries may lie in the shared cache too, where there is one."""
        self.folder = folder
        self.ending = ending
        self.is_shared = is_shared

    def path(self, name: str) -> Path:
        """Where the file of an entry lies."""
        return self.folder / f"{name}{self.ending}"

    def find(self, name: str) -> Entry | None:
        """The entry, if it is there and whole, or was in the shared cache and is here now."""
        return self._found(name) or (self._found(name) if self._fetched(name) else None)

    def _found(self, name: str) -> Entry | None:
        with suppress(OSError, ValueError, KeyError, TypeError, msgspec.ValidationError):
            record = json.loads((self.folder / f"{name}.json").read_bytes())
            return self._entry(name, record)
        return None

    def _entry(self, name: str, record: dict[str, Any]) -> Entry | None:
        if record["fault"] is not None:
            fault = msgspec.convert(record["fault"], ReadFault)
            return Entry(pdf=None, pages=0, notes=(), fault=fault) if fault.kind in LASTING else None
        pdf = self.path(name)
        if sha256_of(pdf) != record["sha256"]:
            return None
        return Entry(pdf=pdf, pages=int(record["pages"]), notes=tuple(record["notes"]), fault=None)

    def keep(self, name: str, content: bytes, *, pages: int, notes: tuple[str, ...]) -> Entry:
        """Stores a PDF. Raises OSError."""
        pdf = self.path(name)
        write_whole(pdf, content)
        self._write(name, sha256=sha256_of(pdf), pages=pages, notes=list(notes), fault=None)
        if self.is_shared and (store := sharing.current()) is not None:
            record = (self.folder / f"{name}.json").read_bytes()
            store.offer(self.folder.name, name, _SHARED.encode((record, content)))
        return Entry(pdf=pdf, pages=pages, notes=notes, fault=None)

    def _fetched(self, name: str) -> bool:
        """Whether the entry was in the shared cache; then it is here now."""
        store = sharing.current() if self.is_shared else None
        data = store.fetch(self.folder.name, name) if store is not None else None
        if data is None:
            return False
        with suppress(OSError, msgspec.MsgspecError):
            record, content = msgspec.msgpack.decode(data, type=tuple[bytes, bytes])
            write_whole(self.path(name), content)
            write_whole(self.folder / f"{name}.json", record)
            return True
        return False

    def pages_of(self, name: str) -> int:
        """The pages of a ready-made PDF that was looked at before; 0 where it was not."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            record = json.loads((self.folder / f"{name}.json").read_bytes())
            return int(record["ready"])
        return 0

    def keep_pages(self, name: str, pages: int) -> None:
        """Notes that a ready-made PDF was looked at, and is as good as it is. Raises OSError."""
        self._write(name, ready=pages)

    def keep_fault(self, name: str, fault: ReadFault) -> None:
        """Stores a fault that lasts, so that a hopeless file is not tried on every run. Raises OSError."""
        if fault.kind in LASTING:
            self._write(name, sha256=None, pages=0, notes=[], fault=msgspec.to_builtins(fault))

    def _write(self, name: str, **record: object) -> None:
        write_whole(self.folder / f"{name}.json", json.dumps(record, sort_keys=True) + "\n")
