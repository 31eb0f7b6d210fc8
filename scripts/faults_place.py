"""Where the cases of `scripts/faults.py` take place: libraries of their own, and what an undisturbed run makes."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import make_library
from measuring import ROOT, Process, processes

DAY = "2026-11-02"
DOCUMENTS = 8
"""The eighth is the first Word file of the second submission, of which a supplement is made."""
BUILD = ("bundle", "all", "--as-of", DAY, "--reproducible")
"""The same bytes also from an empty cache, so that results can be compared to the byte."""


FULL = 50
"""Kills in all, at least, where `--kills` says nothing else: what each case takes of them stands in the cases."""
HELPERS = {
    "LibreOffice": "soffice.bin",
    "reading": "annexa.documents.worker",
    "making ready and finishing": "annexa.convert.guarded_worker",
    "ready-made PDFs": "annexa.convert.ready_worker",
    "washing": "annexa.pdf.wash_worker",
    "proof": "annexa.proof.worker",
    "verification": "annexa.verify",
    "rules": "multiprocessing.spawn",
}
"""A word of the command of each helper process."""


class Wrong(Exception):
    """The outcome of a case is not what it must be."""


def must(condition: object, otherwise: str) -> None:
    """Raises Wrong where it does not hold."""
    if not condition:
        raise Wrong(otherwise)


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its name there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


class Place:
    """A library of its own with a temporary folder of its own, so that whatever is left in either is ours."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "library"
        self.tmp = folder / "tmp"
        self.tmp.mkdir(parents=True, exist_ok=True)
        self.more: dict[str, str] = {}

    def environment(self) -> dict[str, str]:
        return {
            **os.environ, "PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(self.tmp), "NO_COLOR": "1", **self.more,
        }  # fmt: skip

    def start(self, *arguments: str, prefix: Sequence[str] = ()) -> "subprocess.Popen[bytes]":
        command = [*prefix, sys.executable, "-m", "annexa", "--library", str(self.library), *arguments]
        return subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self.environment(), stdin=subprocess.DEVNULL
        )

    def run(self, *arguments: str, seconds: float = 600, prefix: Sequence[str] = ()) -> tuple[int, str]:
        """Exit code and what was said; `prefix` is a program that starts it, and its options."""
        process = self.start(*arguments, prefix=prefix)
        try:
            said = process.communicate(timeout=seconds)[0].decode(errors="replace")
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise Wrong(f"{arguments[0]} did not end within {seconds:.0f} s") from None
        must("Traceback" not in said and process.returncode != 70, f"a traceback: {said[-300:]}")
        return process.returncode, said

    @property
    def bundles(self) -> Path:
        return self.library / "build" / "bundles"

    def strangers(self) -> list[str]:
        """What a run left: half-written folders and files, and temporary ones."""
        build = self.library / "build"
        half = [path.name for pattern in (".*.work", ".*.old") for path in build.rglob(pattern)]
        half += [path.name for path in self.library.rglob("*.part")]
        return [*half, *(path.name for path in self.tmp.iterdir() if path.name.startswith("annexa-"))]

    def ours(self) -> list[Process]:
        """Processes whose command or environment names this place."""
        found = []
        for each in processes():
            try:
                told = Path(f"/proc/{each.pid}/environ").read_bytes() + Path(f"/proc/{each.pid}/cmdline").read_bytes()
            except OSError:
                continue
            if os.fsencode(f"{self.folder}/") in told and each.pid != os.getpid() and each.state != "Z":
                found.append(each)
        return found

    def at_work(self) -> dict[str, list[int]]:
        """The helper processes that run, by what they do."""
        running = self.ours()
        found = {name: [each.pid for each in running if word in each.command] for name, word in HELPERS.items()}
        return {name: pids for name, pids in found.items() if pids}

    def is_quiet(self, seconds: float = 20) -> bool:
        """Whether none of our processes is left, after a while."""
        until = time.monotonic() + seconds
        while self.ours():
            if time.monotonic() > until:
                return False
            time.sleep(0.1)
        return True


class Suite:
    """What all cases start from: a library, built once."""

    def __init__(self, work: Path, seed: int, kills: int) -> None:
        """`kills`: so many in all, where all cases are run; fewer for a quick look."""
        self.work, self.kills = work, kills
        self.noise = random.Random(seed)
        self.number = self.killed = 0
        self.model = Place(work / "model")
        self.model.library.mkdir()
        make_library.write(self.model.library, DOCUMENTS, 2 * DOCUMENTS)
        make_library.sign(self.model.library)
        start = time.perf_counter()
        code, said = self.model.run(*BUILD)
        self.takes = time.perf_counter() - start
        must(code == 0, f"the library cannot be built: {said[-400:]}")
        self.right = digests(self.model.bundles)
        self.evidence = digests(self.model.library / "evidence")

    @property
    def is_small(self) -> bool:
        return self.kills < FULL

    def some(self, of_full: int) -> int:
        """So many times, where a full suite does it `of_full` times."""
        return max(1, round(of_full * self.kills / FULL))

    def place(self, *, bundles: bool = False, cache: bool = True, printed: bool = False) -> Place:
        """A copy of the library, with its cache and its bundles or without; `printed` keeps what LibreOffice made."""
        self.number += 1
        place = Place(self.work / f"case-{self.number}")
        shutil.copytree(self.model.library, place.library, copy_function=shutil.copy2)
        if not bundles:
            shutil.rmtree(place.bundles)
            shutil.rmtree(place.library / "build" / "unchanged")  # else what is known of their pages is not asked again
        if not cache:
            for each in (place.library / "build" / "cache").iterdir():
                if each.is_dir() and not (printed and each.name == "pdf"):
                    shutil.rmtree(each)
                elif each.is_file():
                    each.unlink()
        return place

    def end(self) -> None:
        """Ends what runs in any place, after a case that was given up."""
        for number in range(1, self.number + 1):
            for each in Place(self.work / f"case-{number}").ours():
                with suppress(ProcessLookupError):
                    os.kill(each.pid, signal.SIGKILL)

    def check_after_kill(self, place: Place) -> None:
        """What must hold at once, before anything runs again."""
        for name, digest in (digests(place.bundles) if place.bundles.is_dir() else {}).items():
            if not any(part.startswith(".") for part in Path(name).parts):
                must(self.right.get(name) == digest, f"a partial file at a final name: {name}")
        must(digests(place.library / "evidence") == self.evidence, "a file of the library was touched")

    def build(self, place: Place) -> None:
        """Builds, and compares with the undisturbed run."""
        code, said = place.run(*BUILD)
        must(code == 0, f"the next run ended with {code}: {said[-300:]}")
        found = digests(place.bundles)
        differs = sorted(name for name in {*found, *self.right} if found.get(name) != self.right.get(name))
        must(not differs, f"the next run's result differs: {', '.join(differs[:4])}")
        must(not place.strangers(), f"left behind: {', '.join(place.strangers()[:4])}")
        must(place.is_quiet(), f"processes left: {[each.command[:60] for each in place.ours()]}")
        must(digests(place.library / "evidence") == self.evidence, "a file of the library was touched")


def is_at_work_after(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Waits; whether it still runs."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return True
    return False
