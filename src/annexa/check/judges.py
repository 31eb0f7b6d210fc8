"""Documents judged side by side: with many of them, the rules take most of the time of a first check."""

import logging
import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager, suppress
from typing import Final

import msgspec

from annexa.check.judge import Judged, judge_document
from annexa.check.reading import Read
from annexa.check.subjects import Source, document_subject
from annexa.documents.facts import Facts, ReadFault
from annexa.rules.base import Surroundings

with suppress(ModuleNotFoundError):  # a web page, which judges too, has no processes
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

WORTH_IT: Final = 200
"""Documents from which on processes of their own are worth their start: at 150 they save nothing on two processors."""
_AHEAD: Final = 4
"""Documents that wait for each process; what has been read and not judged takes memory."""


def judged(
    read: Iterator[tuple[Source, Read]], around: Surroundings, *, wanted: Sequence[Source], workers: int
) -> Iterator[tuple[Source, Read, Judged]]:
    """What the rules say of each of the documents that are `wanted`, in the order in which they are read."""
    is_debugged = logging.getLogger("annexa.check").isEnabledFor(logging.DEBUG)  # it is told here, and not elsewhere
    is_worth_it = workers > 1 and len(wanted) >= WORTH_IT and not is_debugged
    pool = _pool(around, wanted, workers) if is_worth_it else None
    if pool is None:
        for source, facts in read:
            yield source, facts, judge_document(document_subject(source, facts, around))
    else:
        yield from _beside(read, around, pool, wanted, ahead=workers * _AHEAD)


def _beside(
    read: Iterator[tuple[Source, Read]],
    around: Surroundings,
    pool: "ProcessPoolExecutor",
    wanted: Sequence[Source],
    *,
    ahead: int,
) -> Iterator[tuple[Source, Read, Judged]]:
    numbers = {id(source): number for number, source in enumerate(wanted)}
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
            waiting.append((source, facts, _asked(pool, numbers[id(source)], facts)))
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


def _asked(pool: "ProcessPoolExecutor", number: int, read: Read) -> Future[Judged]:
    """Facts travel as they are kept: to pickle them, and a whole item with each document, takes three times as long."""
    try:
        with _without_this_folder():  # a process starts when it is first needed
            return pool.submit(_judge, number, msgspec.msgpack.encode(read), isinstance(read, Facts))
    except BrokenExecutor as error:
        broken: Future[Judged] = Future()
        broken.set_exception(error)
        return broken


def _pool(around: Surroundings, wanted: Sequence[Source], workers: int) -> "ProcessPoolExecutor | None":
    """Processes to judge; None where this system has not what they need to talk, such as shared memory."""
    context = multiprocessing.get_context("spawn")  # others copy the threads of this process, locks and all
    try:
        with _without_this_folder():  # what they share is looked after by a process of its own
            return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(around, wanted))
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


_FACTS: Final = msgspec.msgpack.Decoder(Facts)
_FAULT: Final = msgspec.msgpack.Decoder(ReadFault)
_told: tuple[Surroundings, Sequence[Source]] | None = None


def _begin(around: Surroundings, wanted: Sequence[Source]) -> None:
    """In each process: what all documents have around them, and which they are."""
    global _told
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides when to stop
    _told = around, wanted


def _judge(number: int, read: bytes, is_read: bool) -> Judged:
    if _told is None:
        raise RuntimeError(f"process {os.getpid()} was not told what is around the documents")
    around, wanted = _told
    facts: Read = _FACTS.decode(read) if is_read else _FAULT.decode(read)
    return judge_document(document_subject(wanted[number], facts, around))
