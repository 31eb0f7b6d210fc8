"""Cases of `scripts/faults.py` that end one command, or a helper of it, at random moments: of packing, freezing,
supplements, adopting and signing off.
"""

import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import make_library
from annexa.model.words import day_in_words
from faults_place import DAY, Place, Suite, Wrong, digests, is_at_work_after, must

CHAIN = 3
"""So many runs are killed one after the other in the same place, so that the next stands on what they left."""
TRIES = 4
"""Times as many tries as kills that are wanted: what had ended by then was not killed."""
ANY = ""
"""Whichever helper is at work."""


class Kills:
    """What was killed, and what was at work at these moments."""

    def __init__(self, suite: Suite, wanted: int) -> None:
        self._suite, self.wanted = suite, wanted
        self.killed, self.beside = Counter[str](), Counter[str]()
        self.late = 0

    @property
    def is_enough(self) -> bool:
        """Whether as many were killed as are wanted. Raises Wrong where that cannot be."""
        if self.late > TRIES * self.wanted:
            raise Wrong(f"only {self}; {self.late} tries came when it had ended")
        return self.killed.total() >= self.wanted

    def note(self, at_work: Iterable[str], killed: str) -> None:
        """One try; nothing killed where it had ended before."""
        if killed:
            self.killed[killed] += 1
            self._suite.killed += 1
            self.beside.update(list(at_work) or ["no helper"])
        else:
            self.late += 1

    def __str__(self) -> str:
        of = f"{self.killed.total()} of {self.wanted} killed: {_counted(self.killed)}"
        return f"{of}; at work then: {_counted(self.beside)}"


def _counted(counter: "Counter[str]") -> str:
    return ", ".join(f"{name} {count}" for name, count in counter.most_common()) or "none"


def kill_program(suite: Suite, place: Place, command: Sequence[str], span: float, told: Kills) -> float:
    """Starts a command and kills it at a random moment of `span` seconds; answers how long it took where it had ended
    before that, and 0 where it was killed."""
    start, process = time.monotonic(), place.start(*command)
    is_hit = is_at_work_after(process, suite.noise.uniform(0.1, 0.95) * span)
    at_work = place.at_work() if is_hit else {}
    process.kill()
    said = process.communicate(timeout=600)[0].decode(errors="replace")
    is_hit = process.returncode == -signal.SIGKILL  # it may have ended while it was looked at
    must("Traceback" not in said, f"a traceback: {said[-300:]}")
    told.note(at_work, "program" if is_hit else "")
    return 0.0 if is_hit else max(0.5, time.monotonic() - start)


def kill_helper(suite: Suite, place: Place, process: "subprocess.Popen[bytes]", name: str, told: Kills) -> bool:
    """Kills a helper of that name, or any: every other time as soon as one is seen, since some work for a moment only,
    and every other time a while later. Whether one was seen."""
    longest = suite.takes / 4 / 2**told.late  # sooner, where one came when they had ended
    delay = 0.0 if told.killed.total() % 2 == 0 else suite.noise.uniform(0, longest)
    seen = None
    while process.poll() is None:
        at_work = place.at_work()
        if found := [(each, pid) for each, pids in at_work.items() for pid in pids if name in (each, ANY)]:
            seen = time.monotonic() if seen is None else seen
            which, pid = suite.noise.choice(found)
            if time.monotonic() - seen >= delay:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    told.note((each for each in at_work if each != which or len(at_work[each]) > 1), which)
                    return True
        elif seen is not None:
            delay = 0.0  # they work for less than that
        time.sleep(0.02)
    told.note((), "")
    return False


def _kill_command(
    suite: Suite,
    prepare: Callable[[Place], list[str]],
    result: Callable[[Place], object],
    *,
    programs: int = 3,
    helpers: int = 2,
    cold: bool = False,
) -> str:
    """kill -9 of a command, and of helpers of it, at random moments, then the same again: as in a run that nobody
    disturbed. `cold`: helpers work from an empty cache, so that everything is read anew.

    Where `result` answers digests of files, each that stands at its name right after a kill must be whole.
    """
    place = suite.place(bundles=True)
    command = prepare(place)
    before, start = result(place), time.monotonic()
    code, said = place.run(*command)
    span = time.monotonic() - start
    must(code == 0, f"{command[0]} ended with {code}: {said[-300:]}")
    right = result(place)
    must(right != before, f"{command[0]} does nothing here")
    shutil.rmtree(place.folder)
    told = [Kills(suite, suite.some(programs)), Kills(suite, suite.some(helpers) if helpers else 0)]
    while not all(each.is_enough for each in told):
        place = suite.place(bundles=True)
        command = prepare(place)
        if not told[0].is_enough:
            for _ in range(CHAIN):
                if ended := kill_program(suite, place, command, span, told[0]):
                    span = ended  # the machine has less to do than when it was measured
                _must_be_whole(result(place), before, right)
                if ended or told[0].is_enough:
                    break
        else:
            if cold:
                shutil.rmtree(place.library / "build" / "cache")
            process = place.start(*command)
            kill_helper(suite, place, process, ANY, told[1])
            said = process.communicate(timeout=600)[0].decode(errors="replace")
            must("Traceback" not in said and process.returncode != 70, f"a traceback: {said[-300:]}")
            must(process.returncode or result(place) == right, f"ended with 0 and another result: {said[-200:]}")
            _must_be_whole(result(place), before, right)
        # Where an earlier one had done it all, this one may say that there is no more to do.
        code, said = place.run(*command)
        must(code in (0, 1, 2), f"the next run ended with {code}: {said[-300:]}")
        must(result(place) == right, f"the next run's result differs: {said[-200:]}")
        must(not place.strangers(), f"left behind: {', '.join(place.strangers()[:4])}")
        must(place.is_quiet(), "processes left")
        shutil.rmtree(place.folder)
    return "; ".join(str(each) for each in told if each.wanted)


def _must_be_whole(found: object, before: object, right: object) -> None:
    if isinstance(found, dict) and isinstance(before, dict) and isinstance(right, dict):
        half = [name for name, digest in found.items() if digest not in (before.get(name), right.get(name))]
        half = [name for name in half if not any(part.startswith(".") for part in Path(name).parts)]
        must(not half, f"a partial file at a final name: {', '.join(half[:4])}")


def package(suite: Suite) -> str:
    """kill -9 of packing."""
    return _kill_command(suite, lambda place: ["package", "day-2"], lambda place: digests(place.bundles), cold=True)


FREEZE = ("--freeze", "--sent", "2026-11-06 11:20", "--by", "lano", "--to", "the folder", "--without-package")


def freeze(suite: Suite) -> str:
    """kill -9 of recording what was sent, which no helper has part in."""

    def kept(place: Place) -> object:
        folders = (place.library / "sent", place.library / "evidence" / "submissions")
        return {f"{each.name}/{name}": digest for each in folders for name, digest in digests(each).items()}

    return _kill_command(suite, lambda place: ["bundle", "day-5", *FREEZE], kept, programs=5, helpers=0)


def supplement(suite: Suite) -> str:
    """kill -9 of building what has changed since."""

    def prepare(place: Place) -> list[str]:
        code, said = place.run("bundle", "day-5", *FREEZE)
        must(code == 0, f"freezing ended with {code}: {said[-300:]}")
        changed = sorted(place.library.glob("evidence/[2-6].*/report-*.docx"))[0]
        dated = make_library.day_of(int(changed.stem.rpartition("-")[2]) - 1)
        changed.write_bytes(make_library.docx("Report, changed", day_in_words(dated), 7, 2, make_library.Words()))
        why = ("--without-sign-off", "lano", "--reason", "The director cannot be reached.")
        return ["bundle", "day-5", "--supplement", "--as-of", DAY, "--reproducible", *why]

    return _kill_command(suite, prepare, lambda place: digests(place.bundles), helpers=4)


def adopt(suite: Suite) -> str:
    """kill -9 of taking a folder over."""

    def prepare(place: Place) -> list[str]:
        folder = place.folder / "found"
        shutil.copytree(place.library / "evidence", folder, ignore=shutil.ignore_patterns("*.yaml", "sign-off"))
        for item in place.library.glob("evidence/*-item"):
            shutil.rmtree(item)
        return ["adopt", str(folder)]

    return _kill_command(suite, prepare, lambda place: digests(place.library / "evidence"), cold=True)


def sign_off(suite: Suite) -> str:
    """kill -9 of signing: who signed what is the same, and no entry is half-written."""

    def prepare(place: Place) -> list[str]:
        for folder in place.library.glob("evidence/*/sign-off"):
            shutil.rmtree(folder)
        return ["sign-off", "--all", "--role", "education-evidence-lead", "--yes"]

    def signed(place: Place) -> object:
        code, said = place.run("sign-off", "--list", "--json")
        must(code == 0, f"the list of signatures ended with {code}: {said[-200:]}")
        return [path.parts[-3] for path in sorted(place.library.glob("evidence/*/sign-off/*.yaml"))]

    return _kill_command(suite, prepare, signed, cold=True)
