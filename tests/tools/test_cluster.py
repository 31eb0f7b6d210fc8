"""A scheduler and two workers on this machine give what it would have given alone, whatever becomes of them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from annexa.check import check, reading
from annexa.cli.main import run
from annexa.convert import Job, Options, convert
from annexa.load import project
from annexa.model.errors import ExitCode, ToolFailed, UsageError
from annexa.model.findings import Finding
from annexa.proof import Made, prove
from annexa.tools import cluster, remote
from annexa.tools.cluster import connected
from annexa.tools.files import sha256_of
from annexa.tools.sharing import opened, using

pytestmark = [pytest.mark.slow, pytest.mark.network]
distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install annexa[cluster]")

SECONDS = 120
"""How long a busy machine may take to start something."""
ITEM = """\
requirement: "3.4"
lead: education-evidence-lead
accountable: education-accountable-lead
summary: Where young people go after school.
documents:
"""
FOLDER = "evidence/3.4-destinations"
NUMBER = 6


class Running:
    """A cluster on this machine; what a test has killed is started again for the next."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = ""
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    def with_two_workers(self) -> "Running":
        if self.scheduler is None or self.scheduler.poll() is not None:
            self.end()
            place = self.folder / "scheduler.json"
            place.unlink(missing_ok=True)
            self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", str(place))
            until(lambda: place.is_file() and place.read_text().rstrip().endswith("}"))
            self.address = json.loads(place.read_text())["address"]
        self.workers = [each for each in self.workers if each.poll() is None]
        while len(self.workers) < 2:
            own = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder))
            self.workers.append(self._start("worker", self.address, *own))
        return self

    def _start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(self.folder)}
        with (self.folder / "log").open("ab") as log:
            command = [sys.executable, "-m", "dask", *arguments, "--host", "127.0.0.1", "--no-dashboard"]
            return subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=self.folder)

    def end(self) -> None:
        for process in (self.scheduler, *self.workers):
            if process is not None:
                process.kill()
                process.wait()


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "it did not start"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    found = Running(tmp_path_factory.mktemp("cluster"))
    yield found
    found.end()


@pytest.fixture
def two(running: Running) -> Running:
    """A scheduler with two workers."""
    return running.with_two_workers()


@pytest.fixture
def library(make_library: Callable[..., Path]) -> Path:
    """Six documents in one item that may travel, and an item with one that may not."""
    listed = [
        f"  - {{file: n{n}.txt, title: Destinations {n}, kind: other, dated: 2026-09-14}}\n" for n in range(NUMBER)
    ]
    make_library(ITEM.replace("3.4", "3.3") + listed[0].replace("}", ", sensitivity: child-level}"), folder="3.3-other")
    root = make_library(ITEM + "".join(listed))
    for number in range(NUMBER):
        (root / FOLDER / f"n{number}.txt").write_text(
            f"Destinations {number}\n\nWritten on {number + 1} May 2024. QXZ {number} is undefined; see n1.txt. TBC\n"
        )
    (root / "evidence/3.3-other/n0.txt").write_text("Zqmark of a child, TBC\n")
    return root


def checked(root: Path, cache: str, advance: Callable[[str], None] = lambda name: None) -> tuple[Finding, ...]:
    return check(project(root), as_of=date(2026, 11, 2), cache=root / cache, workers=1, advance=advance).findings


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of documents that this machine reads."""
    names: list[str] = []
    real = reading._read

    def noting(paths: Mapping[Path, str], workers: int) -> Any:
        names.extend(path.name for path in paths)
        return real(paths, workers)

    monkeypatch.setattr(reading, "_read", noting)
    return names


def both(joined: cluster.Cluster) -> None:
    """Waits until both workers have joined."""
    until(lambda: len(joined._client.scheduler_info()["workers"]) == 2)


def test_the_check_is_the_same_though_a_worker_is_killed_and_what_is_sensitive_stays(
    two: Running, library: Path, read_here: list[str], tmp_path: Path
) -> None:
    alone = checked(library, "alone")
    read_here.clear()
    told: list[str] = []

    def kill_one(name: str) -> None:
        told.append(name)
        if len(told) == 2:
            two.workers[0].kill()

    (tmp_path / "shared").mkdir()
    with using(opened(str(tmp_path / "shared"))), connected(two.address) as joined:
        both(joined)
        joined._threads = 2  # so many parts that there is a middle
        found = checked(library, "joined", kill_one)
    assert two.workers[0].wait() == -signal.SIGKILL
    assert found == alone and len(found) > NUMBER
    assert read_here == ["n0.txt"]  # of item 3.3, about children; the other worker did all that was left
    assert not joined.notes
    sensitive = sha256_of(library / "evidence/3.3-other/n0.txt")
    kept = [path for path in (tmp_path / "shared").rglob("*") if path.is_file()]
    assert sum("/documents/" in path.as_posix() for path in kept) == NUMBER
    assert not any(sensitive in path.name or b"Zqmark" in path.read_bytes() for path in kept)
    read_here.clear()
    assert checked(library, "joined") == alone and not read_here  # what came back was kept


def test_a_scheduler_that_dies_leaves_the_work_to_this_machine(
    two: Running, library: Path, read_here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    alone = checked(library, "alone")
    read_here.clear()
    told: list[str] = []

    def kill_all(name: str) -> None:
        told.append(name)
        if len(told) == 2:
            two.end()

    with connected(two.address) as joined:
        found = checked(library, "joined", kill_all)
    assert found == alone
    assert len(read_here) > 1
    assert len(joined.notes) == 1 and two.address in joined.notes[0]


@pytest.mark.libreoffice
def test_pdfs_and_proofs_have_the_same_bytes(two: Running, library: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    sources = [library / FOLDER / f"n{number}.txt" for number in range(2)]
    jobs = [Job(source=path, sha256=sha256_of(path), format="txt", may_travel=True) for path in sources]

    def made(cache: str) -> tuple[list[bytes | None], list[object]]:
        folder = library / cache
        done = convert(jobs, cache_dir=folder, options=Options(reproducible=True))
        pdfs = [each.pdf for each in done if each.pdf is not None]
        proofs = prove(
            [Made(source=job.source, sha256=job.sha256, pdf=pdf) for job, pdf in zip(jobs, pdfs, strict=True)],
            cache=folder,
        )
        return [pdf.read_bytes() for pdf in pdfs], [proofs[path] for path in sources]

    alone = made("alone")
    here = convert.__globals__["_Run"]
    with pytest.MonkeyPatch.context() as patch, connected(two.address):
        patch.setattr(here, "_made", lambda run, task: pytest.fail("it was converted here"))
        assert made("joined") == alone
    assert len(alone[0]) == len(sources)


def test_a_cluster_with_another_annexa_gets_no_work(two: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_ANSWER_ON", ())  # here; there it is as it was
    with pytest.raises(ToolFailed) as error, connected(two.address):
        pytest.fail("it was let in")
    assert two.address in error.value.message and "--cluster" in error.value.remedy


@pytest.mark.parametrize(("address", "fault"), [("tcp://127.0.0.1:9", ToolFailed), ("rubbish://", UsageError)])
def test_a_wrong_address_is_said_in_a_sentence(
    address: str,
    fault: type[Exception],
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    with pytest.raises(fault), connected(address):
        pytest.fail("it was let in")
    code = run(["--library", str(library), "check", "--cluster", address])
    assert code == (ExitCode.TOOL_FAILED if fault is ToolFailed else ExitCode.USAGE)
    said = capsys.readouterr()
    assert address in said.err and "Traceback" not in said.err and not said.out
