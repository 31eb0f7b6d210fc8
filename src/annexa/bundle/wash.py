"""Every PDF washed once, in a process that it can only harm itself in, before it is merged.

What was made elsewhere may loop, unpack to gigabytes or bring a library down. Here that costs the document its place
(a reason, a slip sheet in a draft) and nothing else. Everything that comes after opens the washed copies alone; what
was washed once is not washed again.
"""

import shutil
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Final

import msgspec

from annexa.model.words import Advance, silent, step
from annexa.pdf import washed
from annexa.pdf.source import AGAIN
from annexa.pdf.wash_limits import FOREIGN, OURS
from annexa.plan.planned import Rendering
from annexa.tools.asked import Helper
from annexa.tools.code import code_version
from annexa.tools.files import remove_folder, sha256_of, work_folder
from annexa.tools.pdf_work import why_ended
from annexa.tools.supervised import KILLED

_TITLE: Final = "Washing: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Soiled:
    """A PDF to be washed."""

    source: Path
    """The document that it was made of; absolute."""
    pdf: Path
    """The document itself where that is a PDF."""
    sha256: str
    """Of the PDF."""
    is_ours: bool
    """Whether we printed it."""
    is_private: bool = False
    """Whether nothing of it may stay in the cache."""

    @property
    def kind(self) -> str:
        """Which worker washes it."""
        return OURS if self.is_ours else FOREIGN

    @property
    def name(self) -> str:
        """Of its copy."""
        return f"{self.sha256}-{self.kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Washes:
    """What became of PDFs, by the document that each was made of."""

    copies: dict[Path, Path]
    """Washed copies, without an ending (`annexa.pdf.washed`)."""
    refused: dict[Path, Rendering]
    """Why the others cannot be merged."""
    swapped: tuple[Path, ...]
    """Documents whose bytes are others by now."""


def wash_all(
    soiled: Sequence[Soiled],
    *,
    cache: Path,
    aside: Path,
    workers: int = 2,
    advance: Advance = silent,
) -> Washes:
    """Washes what was not washed before.

    `cache` is the project's build/cache; only what went well is kept in it. `aside` is a folder for what must not stay
    there, which whoever gives it removes. Raises OSError where these cannot be written.
    """
    store = _store(cache)
    alike: dict[tuple[str, bool], list[Soiled]] = {}
    for each in soiled:
        alike.setdefault((each.name, each.is_private), []).append(each)
    found: dict[Path, Path | Rendering | None] = {}
    waiting: list[list[Soiled]] = []
    for (name, is_private), group in alike.items():
        copy = (aside if is_private else store) / name
        if washed.is_whole(copy):
            found |= dict.fromkeys((each.source for each in group), copy)
        else:
            waiting.append(group)
    with ThreadPoolExecutor(max(1, workers)) as pool, _washers(store, aside, workers, pool) as washers:
        answers = pool.map(lambda group: washers.wash(group[0]), waiting)
        for done, (group, answer) in enumerate(zip(waiting, answers, strict=True), 1):
            name = "" if group[0].is_private else group[0].source.name
            advance(step("Washing PDFs", done, len(waiting), name))
            found |= dict.fromkeys((each.source for each in group), answer)
    return Washes(
        copies={source: answer for source, answer in found.items() if isinstance(answer, Path)},
        refused={source: answer for source, answer in found.items() if isinstance(answer, Rendering)},
        swapped=tuple(source for source, answer in found.items() if answer is None),
    )


def _store(cache: Path) -> Path:
    """The folder of the copies that this code makes; what other code made is of no use any more."""
    import pikepdf

    folder = cache / "washed"
    store = folder / f"{code_version('pdf', 'bundle', 'documents', 'proof')}-{pikepdf.__libqpdf_version__}"
    if folder.is_dir() and not store.is_dir():
        for other in folder.iterdir():
            if other.is_dir() and not other.name.startswith("."):
                remove_folder(other)
    return store


class _Washers:
    """Workers of both kinds, handed round among threads; each starts when it is first asked."""

    def __init__(self, store: Path, staging: Path, aside: Path, workers: int) -> None:
        self._store = store
        self._staging = staging
        self._aside = aside
        self._free: dict[str, SimpleQueue[Helper]] = {kind: SimpleQueue() for kind in (OURS, FOREIGN)}
        self._all = [
            (kind, Helper("annexa.pdf.wash_worker", kind)) for kind in (OURS, FOREIGN) for _ in range(max(1, workers))
        ]
        for kind, helper in self._all:
            self._free[kind].put(helper)

    def wash(self, each: Soiled) -> Path | Rendering | None:
        """The washed copy, or a slip sheet with the reason; None where the PDF is not what it was any more."""
        staged = (self._aside if each.is_private else self._staging) / f"{each.name}.soiled"
        try:
            shutil.copyfile(each.pdf, staged)
            if sha256_of(staged) != each.sha256:
                return None
        except FileNotFoundError:
            return None
        helper = self._free[each.kind].get()
        try:
            answer = _ask(helper, staged)
        finally:
            self._free[each.kind].put(helper)
            staged.unlink(missing_ok=True)
        copy = staged.with_name(each.name)
        if answer:
            for ending in ("pdf", "files", "about"):
                washed.beside(copy, ending).unlink(missing_ok=True)
            return _slip(*answer)
        return copy if each.is_private else washed.move(copy, self._store)

    def end(self) -> None:
        """Ends all workers."""
        for _, helper in self._all:
            helper.end()


@contextmanager
def _washers(store: Path, aside: Path, workers: int, threads: ThreadPoolExecutor) -> Iterator[_Washers]:
    """What washes in these threads. Where it is given up, as with Ctrl-C, what is at work ends, and no more begins."""
    with work_folder(store) as staging:
        washers = _Washers(store, staging, aside, workers)
        try:
            yield washers
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            washers.end()
            threads.shutdown()  # before the folder goes that they write into
            washers.end()  # also one that was about to begin


def _ask(helper: Helper, pdf: Path) -> tuple[str, str] | None:
    """Message and remedy of a refusal; asked again where an earlier file may be what ended the worker."""
    for _ in range(2):
        is_fresh = not helper.is_running
        answer = helper.ask(pdf)
        if answer is not None:
            return msgspec.json.decode(answer, type=tuple[str, str]) if answer else None
        if is_fresh or helper.ended in (KILLED, -signal.SIGPROF):  # a killed one was asked twice
            break
    return f"{_TITLE}the PDF {why_ended(helper.ended, pdf)}", f"{AGAIN} Or print it to a new PDF."


def _slip(message: str, remedy: str) -> Rendering:
    words = message.removeprefix(_TITLE)
    reason = f"{words[:1].upper()}{words[1:]}."
    return Rendering(pdf=None, carry=True, reason=reason, fault="failed", remedy=remedy)
