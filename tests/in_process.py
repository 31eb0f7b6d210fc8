"""Helper processes answer in the test's own process: to start one takes longer than what most tests ask of it.

What a helper is for, that a hostile file harms it and nothing else, is looked at where they start as in the product:
tests/documents, tests/convert, tests/proof, tests/check, tests/bundle and tests/verify.
"""

import json
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import RLock
from typing import Any, Self

import msgspec
import pytest
import typst as program

from annexa.documents.facts import Facts, ReadFault
from annexa.documents.limits import Limits
from annexa.documents.reader import read

_ONE_AT_A_TIME = RLock()
"""The threads that would each have waited for a process of their own share this one, and not every library allows that."""


def helpers(patch: pytest.MonkeyPatch) -> None:
    """Documents, pages and ready-made PDFs are read, and PDFs washed and verified, in this process."""
    from annexa.bundle import wash
    from annexa.convert import ready
    from annexa.documents import guarded
    from annexa.proof import reading

    for module in (wash, ready, reading):
        patch.setattr(module, "Helper", _Helper)
    patch.setattr(guarded, "Readers", _Readers)
    conversion(patch)
    verification(patch)
    setting(patch)


def conversion(patch: pytest.MonkeyPatch) -> None:
    """Documents are made ready for LibreOffice, and its pages finished, in this process."""
    from annexa.convert import guarded as converting

    patch.setattr(converting, "Helper", _Helper)


def verification(patch: pytest.MonkeyPatch) -> None:
    """Both readers of a finished bundle read in this process."""
    from annexa.verify import reader
    from annexa.verify.turns import Readers

    def run(half: str, path: Path, seconds: float, results: dict[str, Any], _: object) -> None:
        with _ONE_AT_A_TIME:
            results[half] = reader._Half([line.rstrip(b"\n") for line in reader.lines_of(half, path)], "")

    patch.setattr(reader, "_run", run)
    patch.setattr(Readers, "begin", lambda *halves: None)


def setting(patch: pytest.MonkeyPatch) -> None:
    """A page of ours that was set before, by this very typst, is not set again: small libraries share most of theirs."""
    from annexa.tools import typst

    compiled = typst._compiled

    def once(template: Path, data: Any, more_fonts: list[str]) -> bytes:
        if more_fonts:  # a folder that is gone afterwards
            return compiled(template, data, more_fonts)
        key = template, json.dumps(data, sort_keys=True), program.compile  # a test may have put another in its place
        if key not in _SET:
            _SET[key] = compiled(template, data, more_fonts)
        return _SET[key]

    patch.setattr(typst, "_compiled", once)


_SET: dict[tuple[Path, str, object], bytes] = {}


class _Helper:
    """In place of `annexa.tools.asked.Helper`."""

    ended = None

    def __init__(self, module: str, *arguments: str) -> None:
        self._given = module, arguments
        self._answer: Callable[[Path], bytes] | None = None

    @property
    def is_running(self) -> bool:
        return self._answer is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def ask(self, path: Path) -> bytes:
        with _ONE_AT_A_TIME:
            self._answer = self._answer or _answers(*self._given)
            return self._answer(path.absolute())

    def end(self) -> None:
        self._answer = None


def _answers(module: str, arguments: tuple[str, ...]) -> Callable[[Path], bytes]:
    """What the helper's module would answer with."""
    from annexa.convert import guarded_worker, ready_worker
    from annexa.pdf import wash_limits, wash_worker
    from annexa.proof import worker

    match module:
        case "annexa.pdf.wash_worker":
            return wash_worker.answers(arguments[0] == wash_limits.OURS)
        case "annexa.convert.ready_worker":
            return ready_worker.answers(Path(arguments[0]))
        case "annexa.convert.guarded_worker":
            return guarded_worker.answers()
        case "annexa.proof.worker":
            return worker.answer
    raise AssertionError(f"{module}: say here what it answers with")


class _Readers:
    """In place of `annexa.documents.guarded.Readers`; facts go the way that they take between processes."""

    def __init__(self, workers: int, *, limits: Limits | None = None, **_: float) -> None:
        self._limits = limits or Limits()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was started."""

    def submit(self, path: Path, sha256: str = "") -> Future[Facts | ReadFault]:
        with _ONE_AT_A_TIME:
            found = read(path.absolute(), limits=self._limits, sha256=sha256)
        answer: Future[Facts | ReadFault] = Future()
        answer.set_result(msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=type(found)))
        return answer
