"""Processes of this machine that work side by side for one piece of work, and none of which is left after it."""

import atexit
import os
import pickle
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

from annexa.tools.leftovers import temporary_folder
from annexa.tools.memory import seldom_look_for_cycles
from annexa.tools.process import end_group
from annexa.tools.spent import groups_begun_by

with suppress(ModuleNotFoundError):  # a web page has no processes
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

Answer = TypeVar("Answer")
Told = TypeVar("Told")


class Beside(Generic[Told]):
    """So many processes, which start when they are first needed."""

    def __init__(self, pool: "ProcessPoolExecutor") -> None:
        self._pool = pool

    def ask(self, work: "Callable[..., Answer]", *given: Any) -> "Future[Answer]":
        """Has a process do `work(told, *given)`. A process that is lost is for `Future.result` to say
        (BrokenExecutor); one that ends as it starts may break the pipe to it."""
        try:
            with _without_this_folder():  # a process starts when it is first needed
                return self._pool.submit(_do, work, given)
        except (BrokenExecutor, BrokenPipeError) as error:
            broken: Future[Answer] = Future()
            broken.set_exception(error if isinstance(error, BrokenExecutor) else BrokenExecutor(str(error)))
            return broken


@contextmanager
def beside(workers: int, told: Told) -> "Iterator[Beside[Told] | None]":
    """Processes that know what they are told; None where this system has not what they need, such as shared memory.

    All of them end with the block; where it is given up, as with Ctrl-C, in the middle of their work.
    """
    with temporary_folder("beside") as folder:
        pool = _pool(workers, told, Path(folder))
        if pool is None:
            yield None
            return
        before = set(multiprocessing.active_children())
        try:
            yield Beside(pool)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in set(multiprocessing.active_children()) - before:
                programs = groups_begun_by(process.pid) if process.pid else ()
                process.kill()
                for program in programs:  # such as veraPDF, which would go on
                    end_group(program)
            raise
        pool.shutdown()


def _pool(workers: int, told: object, folder: Path) -> "ProcessPoolExecutor | None":
    """What they are told lies in a file. Python writes it into a pipe otherwise, which holds 64 KiB, and waits for ever
    where a process is ended as it starts, before it has read it."""
    kept = folder / "told"
    context = multiprocessing.get_context("spawn")  # others copy the threads of this process, locks and all
    try:
        kept.write_bytes(pickle.dumps(told))
        with _without_this_folder():  # what they share is looked after by a process of its own
            return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(kept,))
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


_told: list[Any] = []
"""In each process: what it was told."""


def _begin(kept: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides when to stop
    atexit.register(os._exit, 0)  # what it said is said: whoever asked need not wait until it has taken itself apart
    _told[:] = [pickle.loads(kept.read_bytes())]  # noqa: S301 - written above, in a folder that is ours alone
    seldom_look_for_cycles()


def _do(work: "Callable[..., Answer]", given: tuple[Any, ...]) -> Answer:
    return work(_told[0], *given)
