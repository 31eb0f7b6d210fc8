"""Reading behind a guard: each file in a process of its own kind, with a time and a memory limit.

A hostile or damaged file can hang a library or bring its process down. Here it costs its own answer
(a `ReadFault`) and nothing else: the worker is ended and another one takes over.
"""

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

import msgspec

from annexa.documents import faults
from annexa.documents.allowance import BUSY, work
from annexa.documents.facts import Facts, ReadFault
from annexa.documents.limits import Limits
from annexa.documents.reader import read
from annexa.documents.worker import ASKED, LENGTH
from annexa.tools.memory import OF_A_WORKER
from annexa.tools.overrun import was_overrun
from annexa.tools.supervised import KILLED, START, Supervised, ending, module

_LEAST = 2.0
"""Seconds that a second try gets at least."""
_AHEAD = 4
"""Files handed out in advance for each worker."""

Result = Facts | ReadFault


class Readers:
    """Worker processes that read documents; shaped like an executor: `submit` answers with a future.

    Workers start when they are first needed and stay until the end. `timeout` is in seconds of the clock for one file;
    without it the clock may show a few times the work that a file may take.
    """

    def __init__(
        self,
        workers: int,
        *,
        timeout: float | None = None,
        memory: int = OF_A_WORKER,
        limits: Limits | None = None,
    ) -> None:
        self._timeout = timeout
        kept = msgspec.json.encode(limits or Limits()).decode()
        self._command = module("annexa.documents.worker", str(memory), kept)
        self._threads = ThreadPoolExecutor(max(1, workers), thread_name_prefix="reader")
        self._local = threading.local()
        self._lock = threading.Lock()
        self._processes: list[_Worker] = []
        self._closed = False

    def __enter__(self) -> "Readers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, path: Path, sha256: str = "") -> "Future[Result]":
        """Reads a file when its turn comes; the future never raises for bad input. `sha256` as `read` takes it."""
        return self._threads.submit(self._read, path, sha256)

    def close(self) -> None:
        """Ends all workers, also one that is at work; files not yet begun are dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            self._closed = True
            processes, self._processes = self._processes, []
        for worker in processes:
            worker.end()
        self._threads.shutdown(wait=True)

    def _read(self, path: Path, sha256: str) -> Result:
        """One more try in a fresh worker where memory ran out or the process died: an earlier file may be the cause; or
        where somebody killed it, fresh or not."""
        worker, fresh = self._worker()
        seconds = BUSY * work(path) if self._timeout is None else self._timeout
        end = time.monotonic() + seconds
        result = worker.ask(path, sha256, seconds)
        if not worker.is_alive:
            self._forget(worker)
        if not self._closed and (worker.was_killed or (not fresh and _may_be_the_worker(result))):
            self._forget(worker)
            worker, _ = self._worker()
            result = worker.ask(path, sha256, max(_LEAST, end - time.monotonic()))
        return result

    def _worker(self) -> "tuple[_Worker, bool]":
        known: _Worker | None = getattr(self._local, "worker", None)
        if known is not None and known.is_alive:
            return known, False
        worker = _Worker(self._command)
        self._local.worker = worker
        with self._lock:
            if not self._closed:
                self._processes.append(worker)
                return worker, True
        worker.end()  # closed while it was starting
        return worker, True

    def _forget(self, worker: "_Worker") -> None:
        worker.end()
        self._local.worker = None
        with self._lock:
            if worker in self._processes:
                self._processes.remove(worker)


def _may_be_the_worker(result: Result) -> bool:
    if not isinstance(result, ReadFault):
        return False
    return result.message == faults.out_of_memory().message or result.message.startswith(faults.DOWN)


class _Worker:
    """One process, and the talk with it."""

    def __init__(self, command: list[str]) -> None:
        self.was_killed = False
        self._process = Supervised(command)
        self._started = self._receive(time.monotonic() + START) is not None

    @property
    def is_alive(self) -> bool:
        return self._started and self._process.is_alive

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, path: Path, sha256: str, timeout: float) -> Result:
        """What the worker finds; a fault where it dies or takes too long, and then it is ended."""
        if not self._started:
            code = self.end()
            self.was_killed = code == KILLED and not self._process.is_late
            return faults.not_started(ending(code))
        deadline = time.monotonic() + timeout
        request = ASKED.pack(timeout, sha256.encode().ljust(64)) + os.fsencode(path.absolute())
        is_said = self._process.say(LENGTH.pack(len(request)) + request)
        if is_said and (answer := self._receive(deadline)):
            if answer[:1] == b"F":
                return msgspec.msgpack.decode(answer[1:], type=Facts)
            return msgspec.msgpack.decode(answer[1:], type=ReadFault)
        late = time.monotonic() >= deadline
        code = self.end()
        if late:
            return faults.timeout(timeout)
        self.was_killed = code == KILLED
        if was_overrun(code):
            return faults.timeout(work(path))
        if code == -signal.SIGABRT:  # how libraries in C++ end where memory is refused
            return faults.out_of_memory()
        return faults.crashed(ending(code))

    def _receive(self, deadline: float) -> bytes | None:
        """A whole message, or None where the process ends or the time is up."""
        head = self._process.exactly(LENGTH.size, deadline)
        return self._process.exactly(LENGTH.unpack(head)[0], deadline) if head is not None else None

    def end(self) -> int | None:
        """Ends the process, at work or not, and waits for it; how it ended."""
        return self._process.end()


def read_many(
    paths: Iterable[Path],
    *,
    digests: Mapping[Path, str] | None = None,
    workers: int | None = None,
    timeout: float | None = None,
    memory: int = OF_A_WORKER,
    limits: Limits | None = None,
) -> Iterator[tuple[Path, Result]]:
    """Reads many files; yields each with its result, in the order given.

    `digests`: the SHA-256 of the bytes that are asked about, as `read` takes them; any where there is none.
    `workers=None` takes as many as there are processors, but no more than one for each four files; `workers=0`
    reads in this process, without the guard (no limit of time or memory), which suits tests and profiling.
    """
    files = list(paths)
    known = digests or {}
    if workers == 0:
        for path in files:
            yield path, read(path, limits=limits or Limits(), sha256=known.get(path, ""))
        return
    if workers is None:
        workers = min(os.cpu_count() or 1, 1 + len(files) // 4)
    with Readers(min(workers, max(1, len(files))), timeout=timeout, memory=memory, limits=limits) as readers:
        pending: deque[tuple[Path, Future[Result]]] = deque()
        for path in files:
            pending.append((path, readers.submit(path, known.get(path, ""))))
            if len(pending) >= workers * _AHEAD:
                first, future = pending.popleft()
                yield first, future.result()
        while pending:
            first, future = pending.popleft()
            yield first, future.result()
