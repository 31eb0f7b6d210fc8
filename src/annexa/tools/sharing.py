"""The shared cache: what one machine has made, kept where others find it: in a shared folder or an object store.

It stands behind the cache of this machine and is asked where that knows nothing. Each entry carries a seal of its
place, name and bytes; one that does not fit is none. A store that is lost or slow is given up for the rest of the run,
with a sentence: it saves work and is never needed. Nothing that was made of sensitive documents comes here: whoever
calls `read`, `write` and `offer` sees to that.

The seal is made with the secret in ANNEXA_CACHE_KEY, where there is one; without it, whoever may write into the store
can put words into it that nobody said.
"""

import hashlib
import hmac
import os
import queue
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from annexa.model.errors import UsageError
from annexa.model.sharing import PLACE
from annexa.tools.sealed import read_sealed, write_sealed
from annexa.tools.shared_places import SECONDS, Folder, Objects, Place

SETTING: Final = "ANNEXA_CACHE"
KEY: Final = "ANNEXA_CACHE_KEY"
SLOW: Final = 1.0
"""Seconds that answers may take on average; making an entry anew takes about as long."""
GRACE: Final = 5.0
"""Seconds for which it may be slower than that."""
LARGEST: Final = 256_000_000
"""Bytes of an entry that is still shared."""
FORM: Final = "annexa-1"
"""The folder in the store; raised when entries get another form."""

_SEAL: Final = 64
_Answer = TypeVar("_Answer")


class Store:
    """One shared cache during one run."""

    def __init__(self, place: Place, address: str, key: str = "", *, only_read: bool = False) -> None:
        self.address = address
        self.only_read = only_read
        self.notes: list[str] = []
        """Sentences for whoever started the run."""
        self._place = place
        self._key = key.encode()
        self._asked = 0
        self._waited = 0.0
        self._lost = False
        self._lock = threading.Lock()
        self._sender: threading.Thread | None = None
        self._waiting: queue.SimpleQueue[tuple[str, bytes] | None] = queue.SimpleQueue()

    @property
    def is_lost(self) -> bool:
        """Whether it is asked no more."""
        return self._lost

    def fetch(self, place: str, name: str) -> bytes | None:
        """An entry; None where there is none, or none that is sound."""
        if self._lost:
            return None
        full = _full(place, name)
        began = time.monotonic()
        try:
            whole = _within(SECONDS, lambda: self._place.get(full))
        except FileNotFoundError:
            return None
        except TimeoutError:
            self._give_up(f"did not answer within {SECONDS:.0f} seconds")
            return None
        except OSError as error:
            self._give_up(f"cannot be read ({error.strerror or error})")
            return None
        finally:
            self._count(time.monotonic() - began)
        seal, data = whole[:_SEAL], whole[_SEAL + 1 :]
        return data if hmac.compare_digest(seal, self._seal(full, data)) else None

    def offer(self, place: str, name: str, data: bytes) -> None:
        """Sends an entry to the store, while the run goes on."""
        if self._lost or self.only_read or len(data) > LARGEST:
            return
        full = _full(place, name)
        self._waiting.put((full, self._seal(full, data) + b"\n" + data))
        with self._lock:
            if self._sender is None:
                self._sender = threading.Thread(target=self._send, name="share", daemon=True)
                self._sender.start()

    def put(self, place: str, name: str, data: bytes) -> bool:
        """Sends an entry and waits for it; whether it is there now."""
        if self._lost or len(data) > LARGEST:
            return False
        full = _full(place, name)
        try:
            _within(3 * SECONDS, lambda: self._place.put(full, self._seal(full, data) + b"\n" + data))
        except OSError as error:
            self._give_up(f"cannot be written ({error.strerror or error})")
            return False
        return True

    def close(self) -> None:
        """Waits until all is sent, as long as something is sent within `SECONDS`."""
        self._waiting.put(None)
        while self._sender is not None and self._sender.is_alive():
            left = self._waiting.qsize()
            self._sender.join(SECONDS)
            if self._sender.is_alive() and self._waiting.qsize() == left:
                self._give_up(f"took nothing for {SECONDS:.0f} seconds")
                return

    def _send(self) -> None:
        while (entry := self._waiting.get()) is not None:
            if self._lost:
                continue
            try:
                self._place.put(*entry)
            except OSError as error:
                self._give_up(f"cannot be written ({error.strerror or error})")

    def _count(self, seconds: float) -> None:
        with self._lock:
            self._asked += 1
            self._waited += seconds
            is_slow = self._waited > GRACE + SLOW * self._asked
        if is_slow:
            self._give_up(f"took {self._waited:.0f} seconds for {self._asked} answers")

    def _give_up(self, why: str) -> None:
        with self._lock:
            if self._lost:
                return
            self._lost = True
            self.notes.append(
                f"The shared cache {self.address} {why}; this run went on without it."
                " Nothing is missing, it took longer."
            )

    def _seal(self, full: str, data: bytes) -> bytes:
        digest = hmac.new(self._key or b"annexa", digestmod=hashlib.sha256)
        digest.update(full.encode() + b"\0")
        digest.update(data)
        return digest.hexdigest().encode()


def _full(place: str, name: str) -> str:
    """The name in the store; entries are spread over folders, since some disks are slow with many in one."""
    return f"{FORM}/{place}/{name[:2]}/{name}"


def _within(seconds: float, work: Callable[[], _Answer]) -> _Answer:
    """The answer of something that may hang, as a lost network disk does. Raises TimeoutError, and what it raises."""
    answer: queue.SimpleQueue[tuple[bool, Any]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answer.put((True, work()))
        except BaseException as error:
            answer.put((False, error))

    threading.Thread(target=run, name="share", daemon=True).start()  # one that hangs does not keep the program
    try:
        is_well, found = answer.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if not is_well:
        raise found
    result: _Answer = found
    return result


_current: Store | None = None


def current() -> Store | None:
    """The shared cache of this run, if there is one. It is asked from where entries are kept, and no caller between
    needs to know of it."""
    return _current


def checked(address: str) -> str:
    """An address that a shared cache may have: a folder from the top of a disk or below ~, or an object store.

    Raises UsageError for any other, such as a web address, or one that chains several systems.
    """
    if re.match(PLACE, address):
        with suppress(RuntimeError):  # ~name of somebody who is not known here
            return address.rstrip("/") if "://" in address else str(Path(address).expanduser())
    raise UsageError(
        f"‘{address}’ is no place for a shared cache",
        remedy="Name a folder with its whole path, such as /mnt/annexa-cache, or a store such as s3://bucket/annexa.",
    )


def opened(address: str, *, only_read: bool = False) -> Store:
    """The store at an address; nothing is sent to it yet. Raises UsageError, MissingTool."""
    address = checked(address)
    place: Place = Objects(address) if "://" in address else Folder(Path(address))
    return Store(place, address, os.environ.get(KEY, ""), only_read=only_read)


@contextmanager
def using(store: Store | None) -> Iterator[Store | None]:
    """Lets this run use a shared cache; at the end all that was offered has been sent, or was given up."""
    global _current
    before, _current = _current, store
    try:
        yield store
    finally:
        _current = before
        if store is not None:
            store.close()


def read(path: Path, place: str) -> bytes:
    """A sealed entry of this machine's cache, or of the shared one, which is then kept here too. Raises OSError."""
    try:
        return read_sealed(path)
    except OSError:
        data = _current.fetch(place, path.name) if _current is not None else None
        if data is None:
            raise
    write_sealed(path, data)
    return data


def write(path: Path, place: str, data: bytes) -> None:
    """Writes a sealed entry here, and offers it to the others. Raises OSError."""
    write_sealed(path, data)
    if _current is not None:
        _current.offer(place, path.name, data)
