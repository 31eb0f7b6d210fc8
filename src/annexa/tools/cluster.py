"""A Dask cluster that does errands (`annexa.tools.spread`) for this machine.

Documents travel by the SHA-256 of their bytes through the shared cache; where there is none, and where they are
sensitive and library.yaml lets them travel, in the task itself. A worker that has another annexa than this machine gets
no work, so that its answers are those that this machine would have given.
"""

import logging
import pickle
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, cast

from annexa.model.errors import MissingTool, ToolFailed, UsageError
from annexa.model.words import count
from annexa.tools import remote, shared_places, sharing
from annexa.tools.spread import Errand, File, Key, Work, sending_to

CONNECT: Final = 10.0
"""Seconds in which a scheduler must answer."""
PATIENCE: Final = 30.0
"""Seconds without any worker, or without the scheduler, after which the work is done here."""
_START: Final = 60.0
"""Seconds that a part may take besides, to begin with."""
_ROUNDS: Final = 3
"""Parts that each thread of a worker gets, so that a slow one holds up little."""
_MOST: Final = 8
"""Errands in a part: what is lost with a worker."""


class Cluster:
    """The workers behind one scheduler."""

    def __init__(self, client: Any, address: str) -> None:
        self.address = address
        self.notes: list[str] = []
        """Sentences for whoever started the run."""
        self.takes_sensitive = False
        self._client = client
        self._lost = False
        self._about = remote.about()
        self._only, self._threads = self._fitting()

    def _fitting(self) -> tuple[list[str] | None, int]:
        """The workers that are as this machine, None for all of them, and how many parts they do at once.

        Raises ToolFailed.
        """
        until = time.monotonic() + CONNECT
        while not (known := self._client.scheduler_info(n_workers=-1)["workers"]) and time.monotonic() < until:
            time.sleep(0.2)
        if not known:
            raise ToolFailed(
                f"The cluster {self.address} has no workers",
                remedy=f"Start one with ‘dask worker {self.address}’ where annexa is, or leave out --cluster.",
            )
        theirs = self._client.run(remote.about, on_error="return")
        fitting = [address for address, found in theirs.items() if found == self._about]
        others = len(theirs) - len(fitting)
        if not fitting:
            found = next(iter(theirs.values()))
            raise ToolFailed(
                f"No worker of the cluster {self.address} has {_difference(self._about, found)}",
                remedy="Install the same annexa with the same requirements on each worker, or leave out --cluster.",
            )
        if others:
            self.notes.append(
                f"{count(others, 'worker')} of the cluster got no work: other versions than here. "
                "Install the same annexa there."
            )
        threads = sum(known[address]["nthreads"] for address in fitting if address in known)
        return fitting if others else None, max(1, threads)

    def each(
        self, work: Work, errands: Sequence[Errand[Key]], common: Any, seconds: float
    ) -> Iterator[tuple[Errand[Key], Any]]:
        """The answers that come back, as they come; errands that get none are not among them.

        The first parts are handed out at once, before the first answer is asked for.
        """
        shared = zlib.compress(pickle.dumps(common), 1)
        parts = deque(_parts(errands, self._threads))
        futures: dict[Any, Sequence[Errand[Key]]] = {}

        def hand_out() -> None:
            while parts and not self._lost and len(futures) < _ROUNDS * self._threads:
                part = parts.popleft()
                with self._noticing():
                    task = self._packed(work, part, shared), seconds * len(part) + _START
                    futures[self._client.submit(remote.run, *task, workers=self._only, pure=False, retries=2)] = part

        hand_out()
        return self._answers(futures, hand_out)

    def _answers(
        self, futures: dict[Any, Sequence[Errand[Key]]], hand_out: Callable[[], None]
    ) -> Iterator[tuple[Errand[Key], Any]]:
        silent_since: float | None = None
        while futures and not self._lost:
            done = [future for future in futures if future.done()]
            for future in done:
                part = futures.pop(future)
                answers = _unpacked(future) or [None] * len(part)
                yield from (
                    (errand, answer) for errand, answer in zip(part, answers, strict=True) if answer is not None
                )
            hand_out()
            if done or self._is_well():
                silent_since = None
            elif silent_since is None:
                silent_since = time.monotonic()
            elif time.monotonic() - silent_since > PATIENCE:
                self._give_up()
            if not done:
                time.sleep(0.05)

    @contextmanager
    def _noticing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError, ValueError):  # the scheduler went away
            self._give_up()

    def _packed(self, work: Work, part: Sequence[Errand[Key]], common: bytes) -> bytes:
        store = sharing.current()
        errands = tuple((tuple(_sent(file, each, store) for file in each.files), each.given) for each in part)
        cache = store.address if store is not None and not store.is_lost else ""
        return pickle.dumps(remote.Part(work, errands, common, cache, self._about))

    def _is_well(self) -> bool:
        """Whether the scheduler is there and has a worker that can go on."""
        if self._client.status != "running":
            return False
        try:
            known = self._client.scheduler_info(n_workers=-1)["workers"]
        except (OSError, RuntimeError):
            return False
        return bool(known)

    def _give_up(self) -> None:
        if not self._lost:
            self._lost = True
            self.notes.append(
                f"The cluster {self.address} was lost; what it had not answered was done on this machine. "
                "Nothing is missing, it took longer."
            )


def _difference(ours: dict[str, str], theirs: Any) -> str:
    if not isinstance(theirs, dict):
        return "the same annexa as this machine"
    differing = next((name for name, value in ours.items() if theirs.get(name) != value), "annexa")
    if differing == "annexa":
        return "the same annexa as this machine"
    return f"{differing} {ours[differing]}, as this machine has"


def _parts(errands: Sequence[Errand[Key]], threads: int) -> list[list[Errand[Key]]]:
    """Dealt out like cards: callers put what takes longest first, and no part shall hold all of it."""
    number = max(1, -(-len(errands) // _MOST), min(len(errands), threads * _ROUNDS))
    return [part for start in range(number) if (part := list(errands[start::number]))]


def _sent(file: File, errand: Errand[Any], store: sharing.Store | None) -> remote.Sent:
    """A file that lies in the shared cache now, or that brings its bytes."""
    content: bytes | None
    try:
        content = file.path.read_bytes()
    except OSError:
        content = b""  # not those bytes, so that no worker answers, and whoever does it here says what is wrong
    if store is not None and not errand.is_sensitive and store.put(remote.DOCUMENTS, file.sha256, content):
        content = None
    return remote.Sent(file.path.name, file.sha256, content)


def _unpacked(future: Any) -> list[Any] | None:
    """The answers of a part; None where it has none, for whatever reason: it is done again here."""
    try:
        answer = future.result(timeout=shared_places.SECONDS)
        return pickle.loads(answer) if answer is not None else None  # noqa: S301 - a worker may run anything here anyway
    except Exception:
        logging.getLogger(__name__).debug("A part of the work came back without an answer", exc_info=True)
        return None


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Sends the work of this run to a cluster. Raises MissingTool, UsageError, ToolFailed."""
    try:
        import distributed
    except ImportError as error:
        raise MissingTool("Dask is not installed", remedy="Run ‘pip install annexa[cluster]’.") from error
    for name in ("distributed", "tornado", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is said by us, in words
    try:
        client: Any = cast(Any, distributed).Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise ToolFailed(
            f"No scheduler answers at {address}",
            remedy="Look whether it runs (‘dask scheduler’) and for its address, such as tcp://10.0.0.5:8786, or leave "
            "out --cluster.",
        ) from error
    except (ValueError, TypeError) as error:
        raise UsageError(
            f"‘{address}’ is no address of a scheduler", remedy="Write for example --cluster tcp://10.0.0.5:8786."
        ) from error
    try:
        cluster = Cluster(client, address)
        with sending_to(cluster):
            yield cluster
    finally:
        client.close(timeout=2)
