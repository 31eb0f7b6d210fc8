"""A LibreOffice that starts beside other work, for whoever prints first.

It takes seconds to start. As soon as it is known that a document has changed it can do so beside the check, and need
not wait for its end.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

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
