"""Documents judged side by side: with many of them, the rules take most of the time of a first check."""

import logging
import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager, suppress
from typing import Final

from annexa.check.judge import Judged, judge_document
from annexa.check.reading import Read
from annexa.check.subjects import Source, document_subject
from annexa.rules.base import Surroundings

with suppress(ModuleNotFoundError):  # a web page, which judges too, has no processes
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

WORTH_IT: Final = 200
"""Documents from which on processes of their own are worth their start: at 150 they save nothing on two processors."""
_AHEAD: Final = 4
"""Documents that wait for each process; what has been read and not judged takes memory."""


def judged(
    read: Iterator[tuple[Source, Read]], around: Surroundings, *, count: int, workers: int
) -> Iterator[tuple[Source, Read, Judged]]:
    """What the rules say of each of `count` documents, in the order in which they are read."""
    is_debugged = logging.getLogger("annexa.check").isEnabledFor(logging.DEBUG)  # it is told here, and not elsewhere
    pool = _pool(around, workers) if workers > 1 and count >= WORTH_IT and not is_debugged else None
    if pool is None:
        for source, facts in read:
            yield source, facts, judge_document(document_subject(source, facts, around))
    else:
        yield from _beside(read, around, pool, ahead=workers * _AHEAD)


def _beside(
    read: Iterator[tuple[Source, Read]], around: Surroundings, pool: "ProcessPoolExecutor", *, ahead: int
) -> Iterator[tuple[Source, Read, Judged]]:
    before = set(multiprocessing.active_children())
    waiting: deque[tuple[Source, Read, Future[Judged]]] = deque()

    def first() -> tuple[Source, Read, Judged]:
        source, facts, asked = waiting.popleft()
        try:
            return source, facts, asked.result()
        except BrokenExecutor:  # somebody ended a process, or there is no memory for it
            return source, facts, judge_document(document_subject(source, facts, around))

    try:
        for source, facts in read:
            waiting.append((source, facts, _asked(pool, source, facts)))
            if len(waiting) >= ahead:
                yield first()
        while waiting:
            yield first()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.kill()
        raise
    pool.shutdown()


def _asked(pool: "ProcessPoolExecutor", source: Source, facts: Read) -> Future[Judged]:
    try:
        with _without_this_folder():  # a process starts when it is first needed
            return pool.submit(_judge, source, facts)
    except BrokenExecutor as error:
        broken: Future[Judged] = Future()
        broken.set_exception(error)
        return broken


def _pool(around: Surroundings, workers: int) -> "ProcessPoolExecutor | None":
    """Processes to judge; None where this system has not what they need to talk, such as shared memory."""
    context = multiprocessing.get_context("spawn")  # others copy the threads of this process, locks and all
    try:
        with _without_this_folder():  # what they share is looked after by a process of its own
            return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(around,))
    except (ImportError, NotImplementedError, OSError):
        return None


@contextmanager
def _without_this_folder() -> Iterator[None]:
    """Python that starts within it takes no module from the folder in which it starts: that may be anybody's."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before


_around: Surroundings | None = None


def _begin(around: Surroundings) -> None:
    """In each process: what all documents have around them."""
    global _around
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides when to stop
    _around = around


def _judge(source: Source, facts: Read) -> Judged:
    if _around is None:
        raise RuntimeError(f"process {os.getpid()} was not told what is around the documents")
    return judge_document(document_subject(source, facts, _around))
