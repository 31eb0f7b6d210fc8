"""Cases of `scripts/faults.py` that end one command, or a helper of it, at random moments: of packing, freezing,
supplements, adopting and signing off.
"""

import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import make_library
from annexa.model.words import day_in_words
from faults_place import DAY, Place, Suite, digests, is_at_work_after, must

CHAIN = 3
"""So many runs are killed one after the other in the same place, so that the next stands on what they left."""
LATE = "had ended"


class Kills:
    """What was killed, and what was at work at these moments."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.killed, self.beside = Counter[str](), Counter[str]()

    @property
    def is_enough(self) -> bool:
        """Whether as many were killed as are wanted, or twice as many tries were made."""
        tries = self.killed.total()
        return tries - self.killed[LATE] >= self.wanted or tries >= 2 * self.wanted

    def note(self, at_work: Iterable[str], killed: str) -> None:
        """One try; nothing killed where it had ended before."""
        self.killed[killed or LATE] += 1
        if killed:
            self.beside.update(list(at_work) or ["no helper"])

    def __str__(self) -> str:
        return f"killed: {_counted(self.killed)}; at work then: {_counted(self.beside)}"


def _counted(counter: "Counter[str]") -> str:
    return ", ".join(f"{name} {count}" for name, count in counter.most_common()) or "none"


def _kill_command(
    suite: Suite,
    prepare: Callable[[Place], list[str]],
    result: Callable[[Place], object],
    *,
    cold: bool = False,
) -> str:
    """kill -9 of a command or of one of its helpers at random moments, then the same again: as in a run that nobody
    disturbed. `cold`: every other time from an empty cache, so that everything is read anew.

    Where `result` answers digests of files, each that stands at its name right after a kill must be whole.
    """
    takes, rights = {}, []
    for is_cold in {False, cold}:
        model = suite.place(bundles=True)
        command = _prepared(prepare, model, is_cold)
        before = result(model)
        start = time.perf_counter()
        code, said = model.run(*command)
        takes[is_cold] = time.perf_counter() - start
        must(code == 0, f"{command[0]} ended with {code}: {said[-300:]}")
        rights.append(result(model))
        shutil.rmtree(model.folder)
    right = rights[0]
    must(all(each == right for each in rights), "from an empty cache the result is another")
    told, number = Kills(max(3, suite.kills // 2)), 0
    while not told.is_enough:
        place = suite.place(bundles=True)
        is_cold = cold and number % 2 == 0
        command = _prepared(prepare, place, is_cold)
        for _ in range(CHAIN):
            start = time.monotonic()
            killed = _killed(suite, place, command, takes[is_cold], told)
            _must_be_whole(result(place), before, right)
            if not killed:
                takes[is_cold] = time.monotonic() - start  # the machine has less to do than when it was measured
                break
        number += 1
        # Where an earlier one had done it all, this one may say that there is no more to do.
        code, said = place.run(*command)
        must(code in (0, 1, 2), f"the next run ended with {code}: {said[-300:]}")
        must(result(place) == right, f"the next run's result differs: {said[-200:]}")
        must(not place.strangers(), f"left behind: {', '.join(place.strangers()[:4])}")
        must(place.is_quiet(), "processes left")
        shutil.rmtree(place.folder)
    return str(told)


def _prepared(prepare: Callable[[Place], list[str]], place: Place, is_cold: bool) -> list[str]:
    command = prepare(place)
    if is_cold:
        shutil.rmtree(place.library / "build" / "cache")
    return command


def _killed(suite: Suite, place: Place, command: list[str], span: float, told: Kills) -> str:
    """Kills the command or, every other time where one is at work, a helper; answers which."""
    process = place.start(*command)
    killed = ""
    if is_at_work_after(process, suite.noise.uniform(span * 0.15, span * 1.05)):
        at_work = place.at_work()
        killed = suite.noise.choice(sorted(at_work)) if at_work and suite.noise.random() < 0.5 else "program"
        for pid in [process.pid] if killed == "program" else at_work[killed][:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        told.note(at_work, killed)
    else:
        told.note((), "")
    said = process.communicate(timeout=600)[0].decode(errors="replace")
    must("Traceback" not in said and process.returncode != 70, f"{killed} killed: a traceback: {said[-300:]}")
    return killed


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
    """kill -9 of recording what was sent."""

    def kept(place: Place) -> object:
        folders = (place.library / "sent", place.library / "evidence" / "submissions")
        return {f"{each.name}/{name}": digest for each in folders for name, digest in digests(each).items()}

    return _kill_command(suite, lambda place: ["bundle", "day-5", *FREEZE], kept)


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

    return _kill_command(suite, prepare, lambda place: digests(place.bundles))


def adopt(suite: Suite) -> str:
    """kill -9 of taking a folder over."""

    def prepare(place: Place) -> list[str]:
        folder = place.folder / "found"
        shutil.copytree(place.library / "evidence", folder, ignore=shutil.ignore_patterns("*.yaml", "sign-off"))
        for item in place.library.glob("evidence/*-item"):
            shutil.rmtree(item)
        return ["adopt", str(folder)]

    return _kill_command(suite, prepare, lambda place: digests(place.library / "evidence"))


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
