"""Memory settings for work with millions of small, short-lived objects, such as those of a PDF."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

OF_A_WORKER: Final = 1_100_000_000
"""Bytes of address space for one that reads a document; where it has read nothing yet it takes a quarter of that."""
_MADE: Final = 20_000
"""Objects that are made before Python looks for cycles among them; 700 otherwise."""
_FAST_BINS = 1
"""M_MXFAST of mallopt(3): the largest block that glibc keeps apart when it is freed."""
_USUAL = 64 * ctypes.sizeof(ctypes.c_size_t) // 4
"""glibc's own value, in bytes."""


def limit_memory(size: int | None = None, *, own: int | None = None, of: int = 0) -> None:
    """Limits the memory of this process, and of what it starts; a limit that is lower already stays.

    `size` is that of the address space. `own` limits what the process has of its own: files that it maps, such as a
    PDF of 300 MB, count for the address space alone. `of`: the number of a process that we have just started, to be
    limited in place of this one, which Linux can do. Windows has no such limits.
    """
    try:
        import resource
    except ImportError:
        return
    if of and not hasattr(resource, "prlimit"):
        return
    limits = [(resource.RLIMIT_AS, size), (resource.RLIMIT_DATA, own)]
    limits += [(resource.RLIMIT_CORE, 0)]  # a crash must not leave a document's text
    for what, most in limits:
        if most is None:
            continue
        with suppress(ValueError, OSError):  # it may have ended already
            _, hard = resource.prlimit(of, what) if of else resource.getrlimit(what)
            bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
            if of:
                resource.prlimit(of, what, (bound, bound))
            else:
                resource.setrlimit(what, (bound, bound))


def give_back() -> None:
    """Gives the system what glibc keeps for later of what was freed: after a merge of 1,200 pages 170 MB, in 15 ms."""
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "malloc_trim"):
        library.malloc_trim(0)


def wants_memory(error: BaseException) -> bool:
    """Whether an error says that memory was refused, which some libraries say in words of C++ in an error of theirs."""
    return isinstance(error, MemoryError) or "bad_alloc" in str(error)


def seldom_look_for_cycles() -> None:
    """From now on Python does not look through what is there already, and through what comes only now and then.

    For a process that reads or judges one document after the other: what was imported stays anyway.
    """
    gc.freeze()
    gc.set_threshold(_MADE)


@contextmanager
def many_small_objects() -> Iterator[None]:
    """Within it Python looks for no cycles and glibc keeps no freed blocks apart; both for the whole process.

    There are no cycles to find among references to objects of a PDF. And blocks that are kept apart are joined, all of
    them, whenever something larger is asked for, which took a merge of 5,000 pages a tenth of its time.
    """
    was_on = gc.isenabled()
    gc.disable()
    _keep_apart(0)
    try:
        yield
    finally:
        _keep_apart(_USUAL)
        if was_on:
            gc.enable()


def _keep_apart(largest: int) -> None:
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(_FAST_BINS, largest)
