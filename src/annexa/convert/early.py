"""A LibreOffice that starts beside other work, for whoever prints first, and a few documents that it prints there.

It takes seconds to start. As soon as it is known that a document has changed it can do so beside the check, and need
not wait for its end.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from annexa.convert.job import Converted, Job
from annexa.model.errors import AnnexaError
from annexa.tools import libreoffice, office_worker

_PATIENCE = 1.0
"""Seconds that its end is waited for; what has not started by then ends by itself."""
_waiting: list["Early"] = []
"""What was begun and nobody has taken yet."""


class Early:
    """One LibreOffice, from the moment when it is begun."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._worker: office_worker.Worker | None = None
        self._is_ready = self._is_over = False

    def begin(self) -> None:
        """Starts it, once, unless another waits. Where that cannot be, whoever prints starts one and says why not."""
        if self._thread is None and not _waiting:
            self._thread = threading.Thread(target=self._start, daemon=True)
            self._thread.start()
            _waiting.append(self)

    def _start(self) -> None:
        with suppress(AnnexaError, office_worker.Crashed, OSError):
            worker = office_worker.Worker(libreoffice.require())
            with self._lock:
                self._worker, is_over = worker, self._is_over
            if is_over:
                worker.close()
            else:
                worker.start()
                self._is_ready = True

    def worker(self) -> office_worker.Worker | None:
        """It, once it answers; None where it did not start."""
        if self._thread is not None:
            self._thread.join()
        return self._worker if self._is_ready else None

    def close(self) -> None:
        """Ends it, whoever has it; safe to call twice and from another thread."""
        with self._lock:
            self._is_over, worker = True, self._worker
        if worker is not None:
            worker.close()
        if self._thread is not None:
            self._thread.join(_PATIENCE)


def waiting() -> Early | None:
    """One that was begun and that nobody has taken; it is whose who asks."""
    with suppress(IndexError):
        return _waiting.pop()
    return None


@contextmanager
def beside_other_work() -> Iterator[Callable[[], None]]:
    """Gives the function that begins one; with the block it ends, whether or not anybody took it."""
    early = Early()
    try:
        yield early.begin
    finally:
        with suppress(ValueError):
            _waiting.remove(early)
        early.close()


class _Conversion:
    """A few documents, from the moment when they are begun; what becomes of them is in the cache."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._close: Callable[[], None] = lambda: None
        self._is_over = False
        self.jobs: Sequence[Job] = ()
        self.done: Sequence[Converted] = ()

    def begin(self, convert: Callable[..., Sequence[Converted]], jobs: Sequence[Job], cache_dir: Path) -> None:
        """Begins with them, once; `convert` is that of `annexa.convert`."""
        if self._thread is None:
            self.jobs = jobs
            self._thread = threading.Thread(target=self._convert, args=(convert, jobs, cache_dir), daemon=True)
            self._thread.start()
            _converting.append(self)

    def _convert(self, convert: Callable[..., Sequence[Converted]], jobs: Sequence[Job], cache_dir: Path) -> None:
        with suppress(AnnexaError, office_worker.Crashed, OSError):  # whoever converts next meets it again and says it
            self.done = convert(jobs, cache_dir=cache_dir, on_begun=self._begun, waits=False)

    def _begun(self, close: Callable[[], None]) -> None:
        with self._lock:
            self._close, is_over = close, self._is_over
        if is_over:
            close()

    def wait(self) -> None:
        """Waits for its end."""
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """Gives it up; safe to call twice."""
        with self._lock:
            self._is_over, close = True, self._close
        close()
        if self._thread is not None:
            self._thread.join(_PATIENCE)


_converting: list[_Conversion] = []
"""What was begun and nobody has waited for yet."""


def wait_for_others(on_start: Callable[[Job, int, int], None] | None) -> dict[Job, Converted]:
    """Waits for documents that are converted beside other work; `on_start` is told of each.

    Answers with those that could not be converted, for not all of that is kept in the cache, and to try again what a
    LibreOffice hung over would take as long again.
    """
    failed: dict[Job, Converted] = {}
    while _converting:
        begun = _converting.pop()
        for number, job in enumerate(begun.jobs, 1):
            if on_start is not None:
                on_start(job, number, len(begun.jobs))
        begun.wait()
        failed |= {each.job: each for each in begun.done if each.fault is not None}
    return failed


@contextmanager
def converting_beside() -> Iterator[Callable[[Callable[..., Sequence[Converted]], Sequence[Job], Path], None]]:
    """Gives the function that begins to convert a few documents, into the cache of a project; with the block it ends.
    It is given `annexa.convert.convert`, which waits for what is begun here.

    Whoever converts within the block waits for them first.
    """
    begun = _Conversion()
    try:
        yield begun.begin
    finally:
        with suppress(ValueError):
            _converting.remove(begun)
        begun.close()
