"""Documents judged side by side: with many of them, the rules take most of the time of a first check."""

import logging
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final

from annexa.check.judge import Judged, judge_document
from annexa.check.reading import Read
from annexa.check.subjects import Source, document_subject
from annexa.rules.base import Surroundings

WORTH_IT: Final = 200
"""Documents from which on processes of their own are worth their start: at 150 they save nothing on two processors."""
_AHEAD: Final = 4
"""Documents that wait for each process; what has been read and not judged takes memory."""


def judged(
    read: Iterator[tuple[Source, Read]], around: Surroundings, *, count: int, workers: int
) -> Iterator[tuple[Source, Read, Judged]]:
    """What the rules say of each of `count` documents, in the order in which they are read."""
    is_debugged = logging.getLogger("annexa.check").isEnabledFor(logging.DEBUG)  # it is told here, and not elsewhere
    if workers < 2 or count < WORTH_IT or is_debugged:
        for source, facts in read:
            yield source, facts, judge_document(document_subject(source, facts, around))
    else:
        yield from _beside(read, around, workers)


def _beside(
    read: Iterator[tuple[Source, Read]], around: Surroundings, workers: int
) -> Iterator[tuple[Source, Read, Judged]]:
    context = multiprocessing.get_context("spawn")  # others copy the threads of this process, locks and all
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(around,))
    waiting: deque[tuple[Source, Read, Future[Judged]]] = deque()

    def first() -> tuple[Source, Read, Judged]:
        source, facts, asked = waiting.popleft()
        try:
            return source, facts, asked.result()
        except BrokenProcessPool:  # somebody ended a process, or there is no memory for it
            return source, facts, judge_document(document_subject(source, facts, around))

    try:
        for source, facts in read:
            waiting.append((source, facts, _asked(pool, source, facts)))
            if len(waiting) >= workers * _AHEAD:
                yield first()
        while waiting:
            yield first()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.kill()
        raise
    pool.shutdown()


def _asked(pool: ProcessPoolExecutor, source: Source, facts: Read) -> Future[Judged]:
    try:
        return pool.submit(_judge, source, facts)
    except BrokenProcessPool as error:
        broken: Future[Judged] = Future()
        broken.set_exception(error)
        return broken


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
