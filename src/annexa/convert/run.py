"""The way from jobs to PDFs: what the cache knows, then the rest, largest first, over a few workers."""

import errno
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from annexa.convert import away, early, engines, faults, ready
from annexa.convert.cache import LASTING, Cache, Entry
from annexa.convert.job import IMAGE_FORMATS, MESSAGE_FORMATS, OFFICE_FORMATS, Converted, Job, Options
from annexa.convert.office import TRIES, Offices
from annexa.convert.own import own_copy
from annexa.documents.facts import ReadFault, ReadFaultKind
from annexa.tools import libreoffice
from annexa.tools.leftovers import temporary_folder
from annexa.tools.spread import spread

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
ROOM = 50_000_000
"""Bytes that LibreOffice may need for a small document: its copy, unpacked, and the PDF."""


def convert(
    jobs: Sequence[Job],
    *,
    cache_dir: Path,
    workers: int = 2,
    timeout: float = 120,
    options: Options | None = None,
    on_done: Callable[[Converted], None] | None = None,
    on_start: Callable[[Job, int, int], None] | None = None,
    on_begun: Callable[[Callable[[], None]], None] = lambda close: None,
    waits: bool = True,
) -> tuple[Converted, ...]:
    """Makes a PDF of every job, in the order of the jobs.

    `cache_dir` is the project's build/cache; the PDFs lie in its `pdf/`. `timeout` is in seconds of the clock, for one
    try at one document where nobody tells how much LibreOffice works (else see `annexa.convert.limits`). `on_done` is
    called in the caller's thread, in no particular order; `on_start`, from any thread, with each document that the
    cache does not know, its number and how many there are. `on_begun` is given what ends all of it from another thread.
    `waits`: for what is converted beside other work already (`annexa.convert.early`). A document that cannot be
    converted has a `fault` in its result. Raises MissingTool if LibreOffice is needed and absent, ToolFailed if it does
    not start, OSError if the cache cannot be written.
    """
    failed = early.wait_for_others(on_start) if waits else {}
    run = _Run(cache_dir, options or Options(), timeout, failed)
    on_begun(run.offices.close)
    try:
        return run.all(jobs, max(1, workers), on_done, on_start)
    finally:
        run.offices.close()
        run.looker.close()


def engine_versions(cache_dir: Path) -> dict[str, str]:
    """What PDFs made here depend on, for a manifest; "office" only where LibreOffice is there. Raises ToolFailed."""
    from annexa.tools import fonts

    versions = {"pictures": engines.image_engine(), "fonts": fonts.fingerprint()}
    if libreoffice.find_soffice() is not None:
        versions["office"] = engines.office_engine(cache_dir)
    return versions


@dataclass(frozen=True, slots=True)
class _Task:
    """A job with what its result depends on."""

    job: Job
    engine: str
    entry: str
    options: str

    def result(self, found: Entry, *, from_cache: bool) -> Converted:
        return Converted(
            job=self.job,
            pdf=found.pdf,
            pages=found.pages,
            fault=found.fault,
            from_cache=from_cache,
            engine=self.engine,
            options=self.options,
            notes=found.notes,
        )


class _Run:
    """One call of `convert`."""

    def __init__(self, cache_dir: Path, options: Options, timeout: float, failed: Mapping[Job, Converted]) -> None:
        self.cache_dir = cache_dir
        self.options = options
        self.timeout = timeout
        self.offices = Offices(options, timeout)
        self.looker = ready.Looker()
        self._failed = failed
        self._locks: dict[str, threading.Lock] = {}
        self._locks_lock = threading.Lock()

    def cache(self, job: Job) -> Cache:
        """The cache that keeps a document's PDF."""
        return Cache((job.kept_in or self.cache_dir) / "pdf", is_shared=job.may_travel)

    def all(
        self,
        jobs: Sequence[Job],
        workers: int,
        on_done: Callable[[Converted], None] | None,
        on_start: Callable[[Job, int, int], None] | None,
    ) -> tuple[Converted, ...]:
        results: dict[int, Converted] = {}

        def done(number: int, result: Converted) -> None:
            results[number] = result
            if on_done is not None:
                on_done(result)

        misses: list[tuple[int, _Task]] = []
        for number, job in enumerate(jobs):
            known = self._known(job)
            if isinstance(known, Converted):
                done(number, known)
            else:
                misses.append((number, known))
        started = count(1)

        def start(job: Job) -> None:
            if on_start is not None:
                on_start(job, next(started), len(misses))

        self._work_through(misses, workers, done, start)
        return tuple(results[number] for number in range(len(jobs)))

    def _known(self, job: Job) -> Converted | _Task:
        """The result without any work; else what there is to do."""
        if job in self._failed and self.options == Options():
            return self._failed[job]
        engine = engines.engine_of(job, self.cache_dir)
        task = _Task(job, engine or "none", *engines.entry_name(job, engine or "none", self.options))
        if engine is None:
            return task.result(_failed(faults.unknown(job.format)), from_cache=False)
        found = self._kept(task)
        if found and found.pdf and job.most_pages and found.pages > job.most_pages:
            return task.result(_failed(faults.to_be_decided(str(found.pages), job.most_pages)), from_cache=True)
        return task.result(found, from_cache=True) if found else task

    def _work_through(
        self,
        misses: list[tuple[int, _Task]],
        workers: int,
        done: Callable[[int, Converted], None],
        start: Callable[[Job], None],
    ) -> None:
        if not misses:
            return
        if any(task.job.format in OFFICE_FORMATS for _, task in misses):
            libreoffice.require()
        misses = sorted(misses, key=lambda miss: _size(miss[1].job.source), reverse=True)
        errands = [away.errand(number, task.job, self.options, self.timeout) for number, task in misses]
        tasks = dict(misses)

        def here(some: Sequence[int]) -> Iterator[tuple[int, Converted]]:
            return self._here([(number, tasks[number]) for number in some], workers, start)

        def taken(number: int, answer: away.Answer) -> Converted | None:
            return self._taken(tasks[number], answer, start)

        seconds = TRIES * self.timeout
        for number, result in spread(away.convert_there, errands, here, taken=taken, seconds=seconds):
            done(number, result)

    def _taken(self, task: _Task, answer: "away.Answer", start: Callable[[Job], None]) -> Converted | None:
        """What a worker made, kept as if it had been made here; None where it would have another name here."""
        if answer.entry != task.entry:
            return None
        start(task.job)
        kept = self.cache(task.job).keep(task.entry, answer.pdf, pages=answer.pages, notes=answer.notes)
        return task.result(kept, from_cache=False)

    def _here(
        self, misses: Sequence[tuple[int, _Task]], workers: int, start: Callable[[Job], None]
    ) -> Iterator[tuple[int, Converted]]:
        with ThreadPoolExecutor(min(workers, len(misses)), thread_name_prefix="convert") as pool:
            futures: dict[Future[Converted], int] = {
                pool.submit(self._one, task, start): number for number, task in misses
            }
            try:
                for future in as_completed(futures):
                    yield futures[future], future.result()
            except BaseException:
                for future in futures:
                    future.cancel()
                self.offices.close()
                raise

    def _one(self, task: _Task, start: Callable[[Job], None]) -> Converted:
        start(task.job)
        with self._lock(task.entry):  # equal documents under one name are converted once
            if found := self._kept(task):
                return task.result(found, from_cache=True)
            try:
                found = self._made(task)
            except OSError as error:
                found = _failed(self._fault_of(error, task.job))
            return task.result(found, from_cache=False)

    def _fault_of(self, error: OSError, job: Job) -> ReadFault:
        """Why this document alone has no PDF. Raises the error where no document could be kept."""
        if error.errno in FULL and not Path(error.filename or "").is_relative_to(job.kept_in or self.cache_dir):
            return faults.no_room(f"the temporary folder {tempfile.gettempdir()}")
        if error.filename is not None and Path(error.filename) != job.source:
            raise error
        return faults.gone()

    def _made(self, task: _Task) -> Entry:
        job = task.job
        if task.engine == engines.AS_DELIVERED:
            return self._ready(task)
        with temporary_folder("convert") as folder:
            own = own_copy(job, Path(folder))
            if own is None:
                return _failed(faults.changed())
            if job.format in MESSAGE_FORMATS:
                made = self.offices.made("message", own, Path(folder))
            elif job.format in IMAGE_FORMATS:
                made = self.offices.made("picture", own, Path(folder))
            else:
                made = self.offices.pages(own, Path(folder))
                engines.require_same_office(self.cache_dir)
            if isinstance(made, ReadFault) and made.kind not in LASTING and not _has_room(folder, own.source):
                made = faults.no_room(f"the temporary folder {tempfile.gettempdir()}")
        if isinstance(made, ReadFault):
            if not (job.most_pages and made.kind is ReadFaultKind.TOO_LARGE):  # a decision may be made any time
                self.cache(task.job).keep_fault(task.entry, made)
            return _failed(made)
        content, pages, notes = made
        return self.cache(task.job).keep(task.entry, content, pages=pages, notes=notes)

    def _kept(self, task: _Task) -> Entry | None:
        """What the cache holds; of a ready-made PDF that needs no change, how many pages it has."""
        found = self.cache(task.job).find(task.entry)
        if (
            found is None
            and task.engine == engines.AS_DELIVERED
            and (pages := self.cache(task.job).pages_of(task.entry))
        ):
            return Entry(pdf=task.job.source, pages=pages, notes=(), fault=None)
        return found

    def _ready(self, task: _Task) -> Entry:
        with temporary_folder("convert") as folder:
            own = own_copy(task.job, Path(folder))
            if own is None:
                return _failed(faults.changed())
            looked, unlocked = self.looker.look(own.source)
        if looked.fault is not None:
            return _failed(looked.fault)
        if looked.is_unlocked:
            return self.cache(task.job).keep(task.entry, unlocked, pages=looked.pages, notes=(ready.RESTRICTED,))
        self.cache(task.job).keep_pages(task.entry, looked.pages)
        return Entry(pdf=task.job.source, pages=looked.pages, notes=(), fault=None)

    def _lock(self, entry: str) -> threading.Lock:
        with self._locks_lock:
            return self._locks.setdefault(entry, threading.Lock())


def _failed(fault: ReadFault) -> Entry:
    return Entry(pdf=None, pages=0, notes=(), fault=fault)


def _has_room(folder: str, source: Path) -> bool:
    """Whether a full disk cannot be why a document was not converted."""
    return shutil.disk_usage(folder).free > ROOM + 4 * _size(source)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
