"""What happens when something goes wrong: each case breaks one thing, runs again, and compares with an undisturbed run.

    python scripts/faults.py [--small] [--seed 1] [--only WORD ...] [--kills 50]

Prints a table: case, outcome, seconds; exit code 1 where an outcome is wrong. After each case the next run gives the
right result, nothing partial stands at a final name, no process of ours is left, nothing is locked, and no file of the
library has been touched. `--small` takes a tenth of the kills. Only processes that a case has started are ended.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import make_library
from annexa.model.words import day_in_words
from measuring import ROOT, processes

DAY = "2026-11-02"
DOCUMENTS = 10
BUILD = ("bundle", "all", "--as-of", DAY, "--reproducible")
"""The same bytes also from an empty cache, so that results can be compared to the byte."""
SOFFICE = "soffice.bin"
FINE = "right"
GARBAGE = b"\xff\xfe\x00garbage\x80\n"


class Wrong(Exception):
    """The outcome of a case is not what it must be."""


class Row(NamedTuple):
    """A line of the table."""

    case: str
    outcome: str
    seconds: float

    def __str__(self) -> str:
        return f"{self.case:62}{self.outcome:70}{self.seconds:7.1f}"


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

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "annexa", "--library", str(self.library), *arguments]
        return subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self.environment(), stdin=subprocess.DEVNULL
        )

    def run(self, *arguments: str, seconds: float = 600) -> tuple[int, str]:
        """Exit code and what was said."""
        process = self.start(*arguments)
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

    def ours(self) -> list[int]:
        """Processes whose command or environment names this place."""
        found = []
        for each in processes():
            try:
                told = Path(f"/proc/{each.pid}/environ").read_bytes() + Path(f"/proc/{each.pid}/cmdline").read_bytes()
            except OSError:
                continue
            if os.fsencode(str(self.folder)) in told and each.pid != os.getpid() and each.state != "Z":
                found.append(each.pid)
        return found

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
        self.work, self.kills = work, kills
        self.noise = random.Random(seed)
        self.number = 0
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

    def place(self, *, bundles: bool = False, cache: bool = True) -> Place:
        """A copy of the library, with its cache and its bundles or without."""
        self.number += 1
        place = Place(self.work / f"case-{self.number}")
        shutil.copytree(self.model.library, place.library, copy_function=shutil.copy2)
        if not bundles:
            shutil.rmtree(place.bundles)
        if not cache:
            shutil.rmtree(place.library / "build" / "cache")
        return place

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
        must(place.is_quiet(), f"processes left: {place.ours()}")
        must(digests(place.library / "evidence") == self.evidence, "a file of the library was touched")


# -- kills ------------------------------------------------------------------------------------------------


def _after(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Waits; whether it still runs."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return True
    return False


def kill_program(suite: Suite) -> str:
    """kill -9 of the program at a random moment of building."""
    hits = 0
    for number in range(suite.kills):
        place = suite.place(cache=number % 4 == 0)  # three of four convert everything, with LibreOffice at work
        process = place.start(*BUILD)
        hits += _after(process, suite.noise.uniform(0.2, suite.takes))
        process.kill()
        process.communicate()
        suite.check_after_kill(place)
        suite.build(place)
        shutil.rmtree(place.folder)
    return f"{suite.kills} tries, {hits} while it ran"


def _kill_helper(suite: Suite, is_meant: Callable[[str], bool], tries: int) -> str:
    """Kills one helper process of a run; the run ends with the right result or a clear failure."""
    hits, failed = 0, 0
    for _ in range(tries):
        place = suite.place(cache=False)
        process = place.start(*BUILD)
        until = time.monotonic() + suite.takes * 4
        time.sleep(suite.noise.uniform(0, 1.5))
        while process.poll() is None and time.monotonic() < until:
            meant = [each for each in processes() if each.pid in place.ours() and is_meant(each.command)]
            if meant:
                os.kill(meant[0].pid, signal.SIGKILL)
                hits += 1
                break
            time.sleep(0.05)
        said = process.communicate(timeout=600)[0].decode(errors="replace")
        must("Traceback" not in said, f"a traceback: {said[-300:]}")
        failed += process.returncode != 0
        must(process.returncode in (0, 1, 4), f"ended with {process.returncode}: {said[-300:]}")
        suite.check_after_kill(place)
        suite.build(place)
        shutil.rmtree(place.folder)
    return f"{tries} tries, {hits} hit, {failed} runs said so and stopped"


def kill_libreoffice(suite: Suite) -> str:
    """kill -9 of LibreOffice while it converts."""
    return _kill_helper(suite, lambda command: SOFFICE in command, max(2, suite.kills // 10))


def kill_worker(suite: Suite) -> str:
    """kill -9 of a worker that reads, tries or compares documents."""
    return _kill_helper(suite, lambda command: "worker" in command, max(2, suite.kills // 10))


def _kill_command(suite: Suite, prepare: Callable[[Place], list[str]], result: Callable[[Place], object]) -> str:
    """kill -9 at random moments of a quick command, then the same again: as in a run that nobody disturbed."""
    model = suite.place(bundles=True)
    command = prepare(model)
    start = time.perf_counter()
    code, said = model.run(*command)
    takes = time.perf_counter() - start
    must(code == 0, f"{command[0]} ended with {code}: {said[-300:]}")
    right = result(model)
    hits, tries = 0, max(3, suite.kills // 5)
    for _ in range(tries):
        place = suite.place(bundles=True)
        command = prepare(place)
        process = place.start(*command)
        hits += _after(process, suite.noise.uniform(takes * 0.3, takes * 1.05))
        process.kill()
        process.communicate()
        code, said = place.run(
            *command
        )  # where the first had done it all, this one may say that there is no more to do
        must(code in (0, 1, 2), f"the next run ended with {code}: {said[-300:]}")
        must(result(place) == right, f"the next run's result differs: {said[-200:]}")
        must(not place.strangers(), f"left behind: {', '.join(place.strangers()[:4])}")
        must(place.is_quiet(), "processes left")
        shutil.rmtree(place.folder)
    return f"{tries} tries, {hits} while it ran"


def kill_package(suite: Suite) -> str:
    """kill -9 of packing."""
    return _kill_command(suite, lambda place: ["package", "day-2"], lambda place: digests(place.bundles))


FREEZE = ("--freeze", "--sent", "2026-11-06 11:20", "--by", "lano", "--to", "the folder", "--without-package")


def kill_freeze(suite: Suite) -> str:
    """kill -9 of recording what was sent."""

    def kept(place: Place) -> object:
        library = place.library
        return digests(library / "sent"), digests(library / "evidence" / "submissions")

    return _kill_command(suite, lambda place: ["bundle", "day-5", *FREEZE], kept)


def kill_supplement(suite: Suite) -> str:
    """kill -9 of building what has changed since."""

    def prepare(place: Place) -> list[str]:
        code, said = place.run("bundle", "day-5", *FREEZE)
        must(code == 0, f"freezing ended with {code}: {said[-300:]}")
        changed = sorted(place.library.glob("evidence/[2-6].*/report-*.docx"))[0]
        dated = make_library.day_of(int(changed.stem.rpartition("-")[2]) - 1)
        changed.write_bytes(make_library.docx("Report, changed", day_in_words(dated), 7, 2, make_library.Words()))
        why = ("--without-sign-off", "lano", "--reason", "The director cannot be reached.")
        return ["bundle", "day-5", "--supplement", "--as-of", DAY, *why]

    return _kill_command(suite, prepare, lambda place: sorted(digests(place.bundles)))


def kill_adopt(suite: Suite) -> str:
    """kill -9 of taking a folder over."""

    def prepare(place: Place) -> list[str]:
        folder = place.folder / "found"
        shutil.copytree(place.library / "evidence", folder, ignore=shutil.ignore_patterns("*.yaml", "sign-off"))
        for item in place.library.glob("evidence/*-item"):
            shutil.rmtree(item)
        return ["adopt", str(folder)]

    return _kill_command(suite, prepare, lambda place: digests(place.library / "evidence"))


def kill_sign_off(suite: Suite) -> str:
    """kill -9 of signing: who signed what is the same, and no entry is half-written."""

    def prepare(place: Place) -> list[str]:
        for folder in place.library.glob("evidence/*/sign-off"):
            shutil.rmtree(folder)
        return ["sign-off", "--all", "--role", "education-evidence-lead", "--yes"]

    def signed(place: Place) -> object:
        code, said = place.run("sign-off", "--list", "--json")
        must(code == 0, f"the list of signatures ended with {code}: {said[-200:]}")
        return [path.parts[-3] for path in sorted(place.library.glob("evidence/*/sign-off/*.yaml"))]

    return _kill_command(suite, prepare, signed)


def interrupt(suite: Suite) -> str:
    """Ctrl-C at random moments of building."""
    hits, slowest = 0, 0.0
    for _ in range(max(3, suite.kills // 5)):
        place = suite.place(cache=suite.noise.random() < 0.5)
        process = place.start(*BUILD)
        if _after(process, suite.noise.uniform(1, suite.takes / 3)):
            hits += 1
            start = time.perf_counter()
            process.send_signal(signal.SIGINT)
            process.wait(30)
            slowest = max(slowest, time.perf_counter() - start)
            must(process.returncode in (130, 0), f"ended with {process.returncode}")
            must(process.returncode == 130 or digests(place.bundles) == suite.right, "0 without the whole result")
        process.communicate()
        must(place.is_quiet(2), f"processes left: {place.ours()}")
        must(not place.strangers(), f"left behind: {', '.join(place.strangers()[:4])}")
        suite.check_after_kill(place)
        shutil.rmtree(place.folder)
    return f"{hits} times, 130, slowest {slowest:.1f} s"


# -- LibreOffice ------------------------------------------------------------------------------------------

FAKES = {
    "is silent and ends well": "exit 0",
    "fails": "exit 1",
    "prints garbage": "printf '\\377\\376\\000garbage\\200'; exit 0",
    "crashes": "kill -11 $$",
    "tells its version and does no more": 'case "$*" in *version*) echo LibreOffice 7.4.7.2 x;; esac; exit 0',
    "hangs": "exec sleep 600",
}
IS_STOPPED_WITHIN = 130


def fake_libreoffice(suite: Suite) -> Iterator[tuple[str, str]]:
    """Whatever LibreOffice does, the run ends with a sentence, builds nothing, and the next one is right."""
    for name, does in FAKES.items():
        place = suite.place(cache=False)
        programs = place.folder / "bin"
        programs.mkdir()
        for program in ("soffice", "libreoffice"):
            (programs / program).write_text(f"#!/bin/sh\n{does}\n")
            (programs / program).chmod(0o755)
        place.more["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
        code, said = place.run(*BUILD, seconds=IS_STOPPED_WITHIN)
        place.more.clear()
        must(code in (1, 3, 4), f"LibreOffice {name}: ended with {code}: {said[-300:]}")
        must(not place.bundles.is_dir() or not list(place.bundles.glob("*/*.pdf")), f"LibreOffice {name}: a bundle")
        must(place.is_quiet(5), f"LibreOffice {name}: processes left")
        suite.build(place)
        yield f"LibreOffice {name}", f"refused with {code}, next run right"
        shutil.rmtree(place.folder)


# -- disk and cache ---------------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[bool]:
    """A disk of so many bytes at a folder; False where only root may have one."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "-l", folder], check=False)


def full_disk(suite: Suite) -> Iterator[tuple[str, str]]:
    """No room below build/, and none in the temporary folder."""
    for name, size in (
        ("build/", 60_000),
        ("build/", 600_000),
        ("the temporary folder", 60_000),
        ("the temporary folder", 3_000_000),
    ):
        place = suite.place(cache=False)
        where = place.library / "build" if name == "build/" else place.tmp
        if where != place.tmp:
            shutil.rmtree(where, ignore_errors=True)
        with small_disk(where, size) as is_there:
            if not is_there:
                yield f"full disk, {name}", "skipped: only root may mount a small disk"
                return
            code, said = place.run(*BUILD)
        must(code in (0, 1, 2, 4), f"{name} of {size:,} bytes: ended with {code}: {said[-300:]}")
        is_right = name != "build/" and digests(place.bundles) == suite.right  # there may be room enough after all
        must(code or is_right, f"{name} of {size:,} bytes: ended with 0 and another result")
        suite.build(place)
        outcome = f"refused with {code}, next run right" if code else "there was room enough: right"
        yield f"full disk, {name} of {size:,} bytes", outcome
        shutil.rmtree(place.folder)


def read_only(suite: Suite) -> Iterator[tuple[str, str]]:
    """build/ is a file, or cannot be written."""
    place = suite.place()
    shutil.rmtree(place.library / "build")
    (place.library / "build").write_text("a file")
    code, said = place.run(*BUILD)
    must(code in (2, 4), f"ended with {code}: {said[-300:]}")
    (place.library / "build").unlink()
    suite.build(place)
    yield "build/ is a file", f"refused with {code}, next run right"
    with small_disk(place.library / "build", 50_000_000) as is_there:
        if not is_there:
            yield "build/ cannot be written", "skipped: root may write everywhere"
            return
        subprocess.run(["mount", "-o", "remount,ro", place.library / "build"], check=True)
        code, said = place.run(*BUILD)
        must(code in (2, 4), f"read-only: ended with {code}: {said[-300:]}")
    suite.build(place)
    yield "build/ cannot be written", f"refused with {code}, next run right"


def broken_cache(suite: Suite) -> str:
    """Files of the cache flipped, cut, emptied, or exchanged for a valid one of another document."""
    tries = max(4, suite.kills // 4)
    for _ in range(tries):
        place = suite.place(bundles=False)
        files = [path for path in sorted((place.library / "build/cache").rglob("*")) if path.is_file()]
        for path in suite.noise.sample(files, min(len(files), 6)):
            data = bytearray(path.read_bytes())
            match suite.noise.randrange(4):
                case 0 if data:
                    data[suite.noise.randrange(len(data))] ^= 1 << suite.noise.randrange(8)
                case 1:
                    data = data[: suite.noise.randrange(len(data) + 1)]
                case 2:
                    data = bytearray()
                case _:
                    like = [each for each in files if each.suffix == path.suffix and each.parent == path.parent]
                    data = bytearray(suite.noise.choice(like).read_bytes())
            path.chmod(0o644)
            path.write_bytes(bytes(data))
        suite.build(place)
        shutil.rmtree(place.folder)
    return f"{tries} caches of 6 broken files each"


# -- time, company, change --------------------------------------------------------------------------------


def other_clock(suite: Suite) -> str:
    """The clock stands at 2020, then at 2035: the same bytes."""
    for year in (2020, 2035):
        place = suite.place()
        (place.folder / "clock").mkdir()
        (place.folder / "clock" / "sitecustomize.py").write_text(CLOCK.format(year=year))
        place.more["PYTHONPATH"] = f"{place.folder / 'clock'}{os.pathsep}{ROOT / 'src'}"
        suite.build(place)
        shutil.rmtree(place.folder)
    return "the same bytes"


CLOCK = """import time
_now, _then = time.time(), time.mktime(({year}, 1, 1, 0, 0, 0, 0, 0, 0))
_time = time.time
time.time = lambda: _time() - _now + _then
time.time_ns = lambda: int(time.time() * 1e9)
"""


def together(suite: Suite) -> str:
    """Two builds of the same library at once."""
    for _ in range(max(1, suite.kills // 10)):
        place = suite.place(cache=suite.noise.random() < 0.5)
        both = [place.start(*BUILD) for _ in range(2)]
        said = [process.communicate(timeout=900)[0].decode(errors="replace") for process in both]
        codes = [process.returncode for process in both]
        must(all(code == 0 for code in codes), f"ended with {codes}: {said[0][-200:]} {said[1][-200:]}")
        must(digests(place.bundles) == suite.right, "the result differs")
        suite.build(place)
        shutil.rmtree(place.folder)
    return "both end with 0 and the right result"


def changed_meanwhile(suite: Suite) -> str:
    """A document is exchanged while it is read or converted: no bundle holds what was not checked and signed."""
    refused, tries = 0, max(3, suite.kills // 10)
    for _ in range(tries):
        place = suite.place(cache=False)
        path = suite.noise.choice(sorted(place.library.glob("evidence/*/report-*.docx")))
        before = path.read_bytes()
        process = place.start(*BUILD)
        if _after(process, suite.noise.uniform(0.2, suite.takes)):
            path.write_bytes(make_library.docx("Another", "1 October 2026", 99, 2, make_library.Words()))
        process.communicate(timeout=900)
        if process.returncode:
            refused += 1
            for name, digest in (digests(place.bundles) if place.bundles.is_dir() else {}).items():
                must(suite.right.get(name) == digest, f"a bundle with other bytes: {name}")
        else:
            must(digests(place.bundles) == suite.right, "a bundle with other bytes than were checked")
        path.write_bytes(before)
        suite.build(place)
        shutil.rmtree(place.folder)
    return f"{tries} tries, {refused} refused"


# -- names and sizes --------------------------------------------------------------------------------------


def odd_files(suite: Suite) -> Iterator[tuple[str, str]]:
    """Files with names that no program expects, beside the documents."""
    odd = {
        "a name that is not UTF-8": b"\xff\xfe.docx",
        "a very long name": b"a" * 250 + b".pdf",
        "quotes, spaces and a line break": b" a 'b' \"c\"\n.docx",
        "a right-to-left override": "a\u202ecod.exe".encode(),
        "a control character": b"a\x1b[31m.docx",
    }
    for name, file in odd.items():
        place = suite.place()
        item = os.fsencode(str(sorted(place.library.glob("evidence/3.*-item"))[0]))
        Path(os.fsdecode(item + b"/" + file)).write_bytes(b"x")
        code, said = place.run("check")
        must(code == 1 and "\x1b" not in said and "\u202e" not in said, f"{name}: ended with {code}")
        yield name, f"a finding, {code}"
        shutil.rmtree(place.folder)
    place = suite.place()
    path = sorted(place.library.glob("evidence/*/report-*.docx"))[0]
    path.unlink()
    os.mkfifo(path)
    code, said = place.run("check", seconds=60)
    must(code == 1, f"a pipe: ended with {code}: {said[-200:]}")
    yield "a pipe instead of a document", f"a finding, {code}"
    path.unlink()
    path.symlink_to("/dev/zero")
    code, said = place.run("check", seconds=60)
    must(code == 1, f"a device: ended with {code}: {said[-200:]}")
    yield "a link to a device instead of a document", f"a finding, {code}"


def sizes(suite: Suite) -> Iterator[tuple[str, str]]:
    """A library of nothing, and one of 3,000 entries."""
    place = suite.place()
    for item in place.library.glob("evidence/*-item"):
        shutil.rmtree(item)
    code, said = place.run("build", "--draft")
    must(code in (0, 1), f"nothing at all: ended with {code}: {said[-300:]}")
    yield "a library of nothing", f"built as a draft, {code}"
    many = 3_000 if suite.kills >= 50 else 300
    item = place.library / "evidence" / "3.4-item"
    item.mkdir()
    (item / "a.txt").write_text("Date: 1 October 2026\n\nWords of a note.\n")
    lines = ['requirement: "3.4"', "lead: education-evidence-lead", "accountable: education-accountable-lead",
             "summary: What was done.", "documents:"]  # fmt: skip
    for number in range(many):
        shutil.copy(item / "a.txt", item / f"note-{number}.txt")
        lines += [
            f"  - file: note-{number}.txt",
            f"    title: Note {number}",
            "    kind: other",
            "    dated: 2026-10-01",
        ]
    (item / "item.yaml").write_text("\n".join(lines) + "\n")
    code, said = place.run("check", "--output", str(place.folder / "report.json"), seconds=300)
    must(code == 1, f"{many} documents: ended with {code}: {said[-300:]}")
    found = json.loads((place.folder / "report.json").read_text(encoding="utf-8"))
    yield f"an item of {many:,} documents", f"checked, {len(found['findings']):,} findings"


CASES: dict[str, Callable[[Suite], str] | Callable[[Suite], Iterator[tuple[str, str]]]] = {
    "kill -9 of the program, building": kill_program,
    "kill -9 of LibreOffice": kill_libreoffice,
    "kill -9 of a worker": kill_worker,
    "kill -9, packing": kill_package,
    "kill -9, freezing": kill_freeze,
    "kill -9, supplement": kill_supplement,
    "kill -9, adopting": kill_adopt,
    "kill -9, signing off": kill_sign_off,
    "Ctrl-C": interrupt,
    "LibreOffice": fake_libreoffice,
    "full disk": full_disk,
    "no writing": read_only,
    "broken cache": broken_cache,
    "another clock": other_clock,
    "two builds at once": together,
    "a document changes meanwhile": changed_meanwhile,
    "odd files": odd_files,
    "sizes": sizes,
}


def rows(suite: Suite, name: str) -> Iterator[Row]:
    """A case's lines; what was wrong ends it."""
    start = time.perf_counter()
    try:
        found = CASES[name](suite)
        for case, outcome in [(name, found)] if isinstance(found, str) else found:
            yield Row(case, outcome, time.perf_counter() - start)
            start = time.perf_counter()
    except (Wrong, subprocess.TimeoutExpired) as error:
        yield Row(name, f"WRONG: {error}", time.perf_counter() - start)


def main() -> int:
    """Prints the table; 1 where an outcome is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", default=[], help="cases whose name holds this; may be repeated")
    chosen = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="annexa-faults-", ignore_cleanup_errors=True) as work:
        suite = Suite(Path(work), chosen.seed, chosen.kills // 10 if chosen.small else chosen.kills)
        print(
            f"seed {chosen.seed}; an undisturbed build of {DOCUMENTS} documents takes {suite.takes:.1f} s", flush=True
        )
        for name in CASES:
            if not chosen.only or any(word in name for word in chosen.only):
                for found in rows(suite, name):
                    print(found, flush=True)
                    wrong += found.outcome.startswith("WRONG")
    print("all right" if not wrong else f"{wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
