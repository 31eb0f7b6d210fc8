"""What we do ourselves to a document and to the pages made of it, in processes that it can only harm itself in.

LibreOffice works behind a guard of its own (`annexa.tools.bridge.confine`). Before it a copy is made ready for it;
after it the pages are tagged; pictures and messages become pages without it. All of that opens what strangers made.
"""

import os
import signal
import threading
from pathlib import Path
from typing import Literal, Self, TypeVar

import msgspec

from annexa.convert import faults
from annexa.documents.facts import ReadFault
from annexa.tools.asked import Helper
from annexa.tools.overrun import was_overrun
from annexa.tools.patience import Patience
from annexa.tools.supervised import KILLED

_Record = TypeVar("_Record", "Task", "Done")


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of work; see `annexa.convert.guarded_worker` for what each is."""

    does: Literal["prepare", "finish", "picture", "message", "recognised", "texts"]
    source: Path
    """The document; it lies in a folder of ours."""
    format: str
    into: Path
    """The folder for what is made."""
    printed: Path | None = None
    """The PDF that LibreOffice made of it, to be finished."""
    seconds: float = 0
    """Of the clock, for LibreOffice, where nobody tells what it works."""
    resolution: int = 0
    most_pages: int = 0


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What became of it."""

    made: Path = Path()
    """The copy for LibreOffice, or the PDF."""
    pages: int = 0
    notes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    """What is said on each page."""
    load: dict[str, str] = {}
    """How LibreOffice is told to open the copy."""
    patience: Patience = Patience(work=0, clock=0, unwatched=0)
    """What LibreOffice may take for it."""
    brings_fonts: bool = False
    fault: ReadFault | None = None
    error: tuple[int, str, Path] | None = None
    """Number, words and file of what the disk refused."""


def encoded(record: Task | Done) -> bytes:
    """A record as one line; paths by their bytes, since a name need not be UTF-8."""
    return msgspec.json.encode(record, enc_hook=lambda path: os.fsencode(path).hex())


def decoded(line: bytes, kind: type[_Record]) -> _Record:
    """The record of a line."""
    return msgspec.json.decode(line, type=kind, dec_hook=lambda _, name: Path(os.fsdecode(bytes.fromhex(name))))


class Closed(Exception):
    """It was asked after its end, or ended while it worked: no document is at fault."""


class Guard:
    """The processes of one run; as many as are asked at once. Each starts when it is needed, and all end with it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Helper] = []
        self._all: list[Helper] = []
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, task: Task) -> Done:
        """Has it done. Raises OSError as the disk does, ToolFailed, Closed."""
        request = task.into / "task.json"
        request.write_bytes(encoded(task))
        helper = self._borrow()
        try:
            answer = self._answer(helper, request)
        finally:
            with self._lock:
                self._idle.append(helper)
        if isinstance(answer, ReadFault):
            return Done(fault=answer)
        done = decoded(answer, Done)
        if done.error is not None:
            number, words, file = done.error
            raise OSError(number, words, os.fspath(file))
        return done

    def _answer(self, helper: Helper, request: Path) -> bytes | ReadFault:
        """Asked again where an earlier document may be what ended the process."""
        for _ in range(2):
            is_fresh = not helper.is_running
            answer = helper.ask(request)
            if answer is not None:
                return answer
            if self._is_closed:
                raise Closed
            if is_fresh or helper.ended == KILLED or was_overrun(helper.ended):
                break
        return _why(helper.ended)

    def _borrow(self) -> Helper:
        with self._lock:
            if self._is_closed:
                raise Closed
            if self._idle:
                return self._idle.pop()
            helper = Helper("annexa.convert.guarded_worker")
            self._all.append(helper)
            return helper

    def close(self) -> None:
        """Ends all of them, at work or not."""
        with self._lock:
            self._is_closed = True
            helpers = list(self._all)
        for helper in helpers:
            helper.end()


def _why(code: int | None) -> ReadFault:
    if was_overrun(code) or code == -getattr(signal, "SIGALRM", 0):
        return faults.too_long_here()
    if code == -signal.SIGSEGV:
        return faults.too_deep()
    return faults.too_much_memory()
