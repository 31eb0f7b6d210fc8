"""What takes long to make and is only read is made once for all workers of a run."""

import fcntl
import importlib
import os
import pickle
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest

Made = TypeVar("Made")


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Made]) -> Made:
    """What `make` answers with, given a folder of its own: the first worker to ask makes it while the others wait.

    It is kept by pickle. Whoever wants to change what lies in the folder changes a copy.
    """
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # that of the run, with a folder for each worker
    folder, kept = base / f"once-{name}", base / f"once-{name}.pickle"
    with (base / f"once-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a worker that failed to make it
            folder.mkdir()
            kept.write_bytes(pickle.dumps(make(folder)))
        made: Made = pickle.loads(kept.read_bytes())  # noqa: S301 - our own, of this run
        return made


def import_a_share(session: pytest.Session) -> None:
    """Imports those modules of the tests to be collected that fall to this worker.

    In a new clone pytest takes most of the time of collecting to rewrite the modules' asserts, and keeps the result
    beside them; workers that all began with the first module would each rewrite all.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker:
        return
    folders = [folder for given in session.config.args if (folder := session.config.rootpath / given).is_dir()]
    modules = sorted({path for folder in folders for path in folder.rglob("test_*.py")})
    for path in modules[int(worker.removeprefix("gw")) :: int(os.environ["PYTEST_XDIST_WORKER_COUNT"])]:
        name = ".".join(path.relative_to(session.config.rootpath).with_suffix("").parts)
        with suppress(Exception, pytest.skip.Exception):  # what cannot be imported is collected, and said, as any other
            importlib.import_module(name)
