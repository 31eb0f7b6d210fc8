"""A PDF that is already one: looked at, and passed through as it is wherever possible.

It was made elsewhere, so that it is opened in a process of its own, which it can only bring down itself.
"""

import shutil
import threading
from pathlib import Path
from typing import Final

import msgspec

from annexa.convert import faults
from annexa.documents.facts import ReadFault
from annexa.tools.asked import Helper
from annexa.tools.leftovers import lasting_folder

RESTRICTED = "restrictions of its owner (against printing or copying) removed"
UNLOCKED: Final = "unlocked.pdf"
"""What a copy without encryption is called, in a folder of our own."""


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What a look at a PDF found."""

    pages: int = 0
    is_unlocked: bool = False
    """Whether it restricts copying or printing, so that a copy without encryption was made."""
    fault: ReadFault | None = None


class Looker:
    """Looks at PDFs one after the other; the process starts when it is first asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._helper: Helper | None = None
        self._folder = Path()

    def look(self, source: Path) -> tuple[Looked, bytes]:
        """What is found, and the bytes of a copy without encryption where one was needed. Raises OSError."""
        with source.open("rb") as stream:
            if not stream.read(1):
                return Looked(fault=faults.empty()), b""
        with self._lock:
            if self._helper is None:
                self._folder = lasting_folder("convert")
                self._helper = Helper("annexa.convert.ready_worker", str(self._folder / UNLOCKED))
            answer = self._helper.ask(source)
            if answer is None:
                return Looked(fault=faults.not_to_be_opened()), b""
            looked = msgspec.json.decode(answer, type=Looked)
            return looked, (self._folder / UNLOCKED).read_bytes() if looked.is_unlocked else b""

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            if self._helper is not None:
                self._helper.end()
                shutil.rmtree(self._folder, ignore_errors=True)
