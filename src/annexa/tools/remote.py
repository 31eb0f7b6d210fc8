"""What a worker of a cluster does: each part of the work in a process of its own, as on one machine.

The worker itself only hands the part on (`run`). The process that does it (this module as a program) has all the
guards of a local run, has its alarms in its main thread, ends when the worker does, and leaves nothing behind.
Parts and answers go by pickle: whoever may talk to a scheduler may run anything on its workers anyway.
"""

import hashlib
import os
import pickle
import platform
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, NamedTuple

from annexa.tools import sharing
from annexa.tools.code import code_version
from annexa.tools.leftovers import temporary_folder
from annexa.tools.spread import Work

DOCUMENTS: Final = "documents"
"""The place in the shared cache where documents lie by the SHA-256 of their bytes."""
_ANSWER_ON: Final = ("lxml", "pikepdf", "pillow", "pypdfium2", "typst")
"""Libraries on whose version answers depend."""


class Sent(NamedTuple):
    """A file as it travels."""

    name: str
    sha256: str
    content: bytes | None
    """None: it lies in the shared cache."""


class Part(NamedTuple):
    """Some errands that are done together."""

    work: Work
    errands: tuple[tuple[tuple[Sent, ...], Any], ...]
    common: bytes
    """What they have in common, pickled and packed (zlib)."""
    cache: str
    """The address of the shared cache; empty for none."""
    about: dict[str, str]
    """What the machine that asks is like: whoever is another answers nothing."""


def about() -> dict[str, str]:
    """What answers depend on, on this machine."""
    found = {"annexa": code_version("."), "Python": ".".join(platform.python_version_tuple()[:2])}
    for name in _ANSWER_ON:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def run(part: bytes, seconds: float) -> bytes | None:
    """On the worker: the pickled answers; None where the process ended without any or took too long."""
    environment = dict(os.environ) | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "annexa.tools.remote", str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        try:
            answer, _ = process.communicate(part, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return None
        return answer if process.returncode == 0 else None


def answers(part: Part, folder: Path) -> list[Any]:
    """One for each errand, in order; None for one whose files are not to be had."""
    if part.about != about():
        return [None] * len(part.errands)
    ready: list[tuple[tuple[Path, ...], Any] | None] = []
    for number, (files, given) in enumerate(part.errands):
        places = _received(files, folder / str(number))
        ready.append(None if places is None else (places, given))
    common = pickle.loads(zlib.decompress(part.common))  # noqa: S301 - as the part itself
    done = iter(part.work([each for each in ready if each is not None], common, folder))
    return [None if each is None else next(done) for each in ready]


def _received(files: Sequence[Sent], folder: Path) -> tuple[Path, ...] | None:
    """The files under their names, each in a folder of its own; None where one is not to be had."""
    places: list[Path] = []
    for number, file in enumerate(files):
        content = file.content
        if content is None and (store := sharing.current()) is not None:
            content = store.fetch(DOCUMENTS, file.sha256)
        if content is None or hashlib.sha256(content).hexdigest() != file.sha256:
            return None
        place = folder / str(number) / Path(file.name).name
        place.parent.mkdir(parents=True)
        place.write_bytes(content)
        places.append(place)
    return tuple(places)


def _end_with(parent: int) -> None:
    """Ends this process when the worker that started it is gone."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def main(arguments: list[str]) -> int:
    """Reads one part from standard input and writes its answers."""
    threading.Thread(target=_end_with, args=(int(arguments[0]),), daemon=True).start()
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not garble the answers
    part: Part = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    address = os.environ.get(sharing.SETTING) or part.cache
    with (
        sharing.using(sharing.opened(address, only_read=True) if address else None),
        temporary_folder("remote") as folder,
    ):
        found = answers(part, Path(folder))
    target.write(pickle.dumps(found))
    target.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
