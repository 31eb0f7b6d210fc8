"""Cases of `scripts/faults.py` that end programs at random moments while bundles are built and documents checked."""

import json
import os
import shutil
import signal
import time
from collections.abc import Iterator

from faults_commands import CHAIN, Kills, kill_helper, kill_program
from faults_library import fill
from faults_place import BUILD, Place, Suite, Wrong, digests, is_at_work_after, must

CLEAN_WITHIN = 1.0
"""Seconds after Ctrl-C, where the machine has nothing else to do; more by as much as it is asked to do at once."""
PROGRAMS = 9
PRINTING = {"LibreOffice": 4, "making ready and finishing": 2, "ready-made PDFs": 2}
HELPED = {**PRINTING, "reading": 3, "washing": 3, "proof": 3, "verification": 3}
"""Kills of each kind of helper; the first ones have nothing to do where the pages are kept."""
JUDGED = 240
"""Documents: fewer are judged in the program's own process."""


def program(suite: Suite) -> str:
    """kill -9 of the program at random moments of building."""
    told, spans, number = Kills(suite, suite.some(PROGRAMS)), {False: suite.takes, True: suite.takes / 4}, 0
    while not told.is_enough:
        is_warm = number % 4 == 3  # three of four convert everything, with LibreOffice at work
        place = suite.place(cache=is_warm)
        for _ in range(CHAIN):
            ended = kill_program(suite, place, BUILD, spans[is_warm], told)
            suite.check_after_kill(place)
            if ended:
                spans[is_warm] = ended  # the machine has less to do than when it was measured
            if ended or told.is_enough:
                break
        suite.build(place)
        shutil.rmtree(place.folder)
        number += 1
    return str(told)


def helpers(suite: Suite) -> Iterator[tuple[str, str]]:
    """kill -9 of each kind of helper while a bundle is built; the run ends with the right result or a clear failure."""
    for name, full in HELPED.items():
        try:
            outcome = _helped(suite, name, suite.some(full))
        except Wrong as error:  # the other helpers are looked at all the same
            outcome = f"WRONG: {error}"
            suite.end()
        yield f"kill -9 of a helper: {name}", outcome


def _helped(suite: Suite, name: str, wanted: int) -> str:
    told, failed = Kills(suite, wanted), 0
    while not told.is_enough:
        place = suite.place(cache=name == "verification", printed=name not in PRINTING)
        process = place.start(*BUILD)
        kill_helper(suite, place, process, name, told)
        said = process.communicate(timeout=600)[0].decode(errors="replace")
        must("Traceback" not in said, f"a traceback: {said[-300:]}")
        failed += process.returncode != 0
        must(process.returncode in (0, 1, 4), f"ended with {process.returncode}: {said[-300:]}")
        must(process.returncode or digests(place.bundles) == suite.right, "ended with 0 and another result")
        suite.check_after_kill(place)
        suite.build(place)
        shutil.rmtree(place.folder)
    return f"{told}; {failed} runs said so and stopped"


def rules(suite: Suite) -> str:
    """kill -9 of a process that judges: the same findings."""
    told, right = Kills(suite, suite.some(3)), _judged(suite, None)
    while not told.is_enough:
        must(_judged(suite, told) == right, "other findings")
    return f"{told}; the same findings"


def _judged(suite: Suite, told: Kills | None) -> object:
    """What is found in many documents, while a process that judges is killed."""
    place = suite.place(cache=False)
    fill(place, JUDGED)
    report = place.folder / "report.json"
    process = place.start("check", "--output", str(report))
    if told is not None:
        kill_helper(suite, place, process, "rules", told)
    said = process.communicate(timeout=600)[0].decode(errors="replace")
    must(process.returncode == 1 and "Traceback" not in said, f"ended with {process.returncode}: {said[-300:]}")
    must(place.is_quiet() and not place.strangers(), "something is left")
    found: object = json.loads(report.read_text(encoding="utf-8"))["findings"]
    shutil.rmtree(place.folder)
    return found


def interrupt(suite: Suite) -> Iterator[tuple[str, str]]:
    """Ctrl-C at random moments of building, checking and verifying."""
    pdf = next(iter(sorted(name for name in suite.right if name.endswith(".pdf"))))
    commands: dict[str, tuple[str, ...]] = {
        "building": BUILD, "checking": ("check",), "verifying": ("verify", f"build/bundles/{pdf}"),
    }  # fmt: skip
    for name, command in commands.items():
        yield f"Ctrl-C, {name}", _interrupted(suite, command, suite.some(5))


def _below(place: Place, command: tuple[str, ...]) -> list[str]:
    return [str(place.library / word) if word.startswith("build/") else word for word in command]


def _interrupted(suite: Suite, command: tuple[str, ...], wanted: int) -> str:
    times: list[float] = []
    span = suite.takes if command == BUILD else suite.takes / 3
    for _ in range(6 * wanted):
        if len(times) == wanted:
            break
        is_warm = command == BUILD and len(times) % 2 == 1
        place = suite.place(bundles=command != BUILD, cache=is_warm)
        begun, process = time.monotonic(), place.start(*_below(place, command))
        if is_at_work_after(process, suite.noise.uniform(0.1, max(0.3, span * (0.2 if is_warm else 0.9)))):
            start = time.perf_counter()
            process.send_signal(signal.SIGINT)
            process.wait(30)
            took = time.perf_counter() - start
            # A signal where Python itself has only begun; a shell says 130 of that too.
            code = 130 if process.returncode == -signal.SIGINT else process.returncode
            must(code in (130, 0, 1), f"ended with {code}")
            must(code == 130 or command != BUILD or digests(place.bundles) == suite.right, f"{code} without the result")
            times += [took] * (code == 130)
        else:
            span = time.monotonic() - begun  # the machine has less to do than when it was measured
        process.communicate()
        must(place.is_quiet(2), f"processes left: {[each.command[:60] for each in place.ours()]}")
        must(not place.strangers(), f"left behind: {', '.join(place.strangers()[:4])}")
        suite.check_after_kill(place)
        shutil.rmtree(place.folder)
    must(len(times) == wanted, f"{len(times)} of {wanted} while it ran: it is too quick to be hit")
    patience = CLEAN_WITHIN * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    must(max(times) <= patience, f"not clean within {patience:.1f} s: {max(times):.1f} s")
    return f"{len(times)} of {wanted} while it ran: 130, slowest {max(times):.1f} s of {patience:.1f}"
