"""What a command takes, its children and theirs included: seconds of the clock, of the processor, and memory.

Processes that a command starts in sessions of their own, and that are killed rather than waited for, as LibreOffice's
are, are counted too: twenty times a second all that descends from the command is looked at. Of memory that several
processes share each counts its part (Pss of Linux's smaps_rollup), so that the sum is what all of them take; where the
system does not tell it, what each has in memory counts whole.
"""

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PAUSE = 0.05
SELDOM = 5
"""Looks between two at memory that is shared: it takes the kernel milliseconds for each process."""
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Took(NamedTuple):
    """One run."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of the processor, of all processes together."""
    peak: float
    """MB that all its processes held at once, memory that they share counted once."""
    code: int
    said: str
    """The last of what it wrote."""


def annexa(library: Path, *arguments: str, core: int | None = None) -> Took:
    """Our command over a library; on one core alone where that is given."""
    only = ("taskset", "-c", str(core)) if core is not None else ()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}
    return measured(
        [*only, sys.executable, "-m", "annexa", "--library", str(library), *arguments], environment=environment
    )


def measured(command: Sequence[str], *, environment: Mapping[str, str] | None = None, seconds: float = 3600) -> Took:
    """Runs a command to its end. Raises subprocess.TimeoutExpired after so many seconds."""
    before = _children()
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
    watch = _Watch(process.pid)
    try:
        said = process.communicate(timeout=seconds)[0]
    except BaseException:
        process.kill()
        process.wait()
        raise
    finally:
        watch.stop()
    wall = time.perf_counter() - start
    cpu = max(_children() - before, watch.cpu())
    return Took(wall, cpu, watch.peak / 1e6, process.returncode, said.decode(errors="replace")[-2000:])


def best(runs: Sequence[Took]) -> Took:
    """The quickest: what came between the others was not ours."""
    return min(runs, key=lambda run: run.wall)


def together(runs: Sequence[Took]) -> Took:
    """What several took, one after the other; the first that failed answers for them."""
    failed = next((run for run in runs if run.code not in (0, 1)), runs[0])
    wall, cpu = sum(run.wall for run in runs), sum(run.cpu for run in runs)
    return Took(wall, cpu, max(run.peak for run in runs), failed.code, failed.said)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watch:
    """Looks at a process and all that descends from it until it is stopped."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._seen: dict[tuple[int, str], float] = {}
        self.peak = 0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._end.set()
        self._thread.join()

    def cpu(self) -> float:
        return sum(self._seen.values())

    def _run(self) -> None:
        ours = {self._pid}
        looks = 0
        while True:
            found = []
            for each in processes():
                if each.pid in ours or each.parent in ours:
                    ours.add(each.pid)
                    self._seen[(each.pid, each.begun)] = each.cpu
                    found.append(each)
            if looks % SELDOM == 0 and sum(each.size for each in found) > self.peak:  # no part is more than the whole
                self.peak = max(self.peak, sum(map(part_of_memory, found)))
            looks += 1
            if self._end.wait(PAUSE):
                return


class Process(NamedTuple):
    """One of those that run now."""

    pid: int
    parent: int
    begun: str
    """When, in the kernel's count: with the number it tells a process from a later one."""
    cpu: float
    """Seconds so far."""
    size: int
    """Bytes in memory."""
    state: str
    """ "Z" is one that has ended."""
    command: str


def part_of_memory(process: Process) -> int:
    """Bytes of memory that are a process's own, with its part of what it shares; all of it where nobody tells."""
    try:
        said = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
        return int(said.partition("\nPss:")[2].split()[0]) * 1024
    except (OSError, IndexError, ValueError):  # it has ended meanwhile, or is not ours to look into
        return process.size


def processes() -> list[Process]:
    """All of this machine that can be seen, parents before their children where numbers have not begun again."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            cpu = (int(fields[11]) + int(fields[12])) / _TICK
            size = int(fields[21]) * _PAGE
            found.append(Process(int(folder.name), int(fields[1]), fields[19], cpu, size, fields[0], command))
    return sorted(found)
