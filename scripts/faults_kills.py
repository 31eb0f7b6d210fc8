"""Cases of `scripts/faults.py` that end programs at random moments while bundles are built and documents checked."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress

from faults_commands import CHAIN, Kills
from faults_library import fill
from faults_place import BUILD, HELPERS, Place, Suite, digests, is_at_work_after, must

CLEAN_WITHIN = 1.0
"""Seconds after Ctrl-C, where the machine has nothing else to do; more by as much as it is asked to do at once."""


def program(suite: Suite) -> str:
    """kill -9 of the program at random moments of building."""
    told, span, number = Kills(suite.kills), suite.takes, 0
    while not told.is_enough:
        place = suite.place(cache=number % 4 == 3)  # three of four convert everything, with LibreOffice at work
        for _ in range(CHAIN):
            process, start = place.start(*BUILD), time.monotonic()
            is_hit = is_at_work_after(process, suite.noise.uniform(0.2, span))
            told.note(place.at_work(), "program" if is_hit else "")
            process.kill()
            process.communicate()
            suite.check_after_kill(place)
            if not is_hit:
                span = time.monotonic() - start  # the machine has less to do than when it was measured
                break
        suite.build(place)
        shutil.rmtree(place.folder)
        number += 1
    return str(told)


def helpers(suite: Suite) -> Iterator[tuple[str, str]]:
    """kill -9 of each kind of helper while a bundle is built."""
    for name in HELPERS:
        if name not in ("rules", "ready-made PDFs"):
            yield f"kill -9 of a helper: {name}", _kill_helper(suite, name, max(2, suite.kills // 5))


def _kill_helper(suite: Suite, name: str, wanted: int) -> str:
    """Kills one helper process of a run; the run ends with the right result or a clear failure."""
    tries, hits, failed = 0, 0, 0
    longest = suite.takes / 3 if name == "LibreOffice" else 3  # it says its version first, and then converts for long
    while hits < wanted and tries < 2 * wanted:
        place = suite.place(cache=name == "verification")  # it is what a build with a cache mostly does
        process = place.start(*BUILD)
        # Every other time as soon as one is seen: some work for a moment only.
        hits += _has_hit(suite, place, process, name, suite.noise.uniform(0, longest) if tries % 2 else 0)
        tries += 1
        said = process.communicate(timeout=600)[0].decode(errors="replace")
        must("Traceback" not in said, f"{name}: a traceback: {said[-300:]}")
        failed += process.returncode != 0
        must(process.returncode in (0, 1, 4), f"{name}: ended with {process.returncode}: {said[-300:]}")
        suite.check_after_kill(place)
        suite.build(place)
        shutil.rmtree(place.folder)
    must(hits, f"{name}: none was seen in {tries} tries")
    return f"{tries} tries, {hits} hit, {failed} runs said so and stopped"


def _has_hit(suite: Suite, place: Place, process: "subprocess.Popen[bytes]", name: str, delay: float) -> bool:
    """Kills a helper of that name, so many seconds after the first of them has been seen."""
    seen = None
    while process.poll() is None:
        if found := place.at_work().get(name):
            seen = time.monotonic() if seen is None else seen
            if time.monotonic() - seen >= delay:
                with suppress(ProcessLookupError):
                    os.kill(suite.noise.choice(found), signal.SIGKILL)
                    return True
        time.sleep(0.02)
    return False


def rules(suite: Suite) -> str:
    """kill -9 of a process that judges: the same findings."""
    hits, tries = 0, max(2, suite.kills // 5)
    right: object = None
    for number in range(tries + 1):
        place = suite.place(cache=False)
        fill(place, 240)
        report = place.folder / "report.json"
        process = place.start("check", "--output", str(report))
        hits += number > 0 and _has_hit(suite, place, process, "rules", suite.noise.uniform(0, 1))
        said = process.communicate(timeout=600)[0].decode(errors="replace")
        must(process.returncode == 1 and "Traceback" not in said, f"ended with {process.returncode}: {said[-300:]}")
        found = json.loads(report.read_text(encoding="utf-8"))["findings"]
        right = found if right is None else right
        must(found == right, "other findings")
        must(place.is_quiet() and not place.strangers(), "something is left")
        shutil.rmtree(place.folder)
    return f"{tries} tries, {hits} hit, the same findings"


def interrupt(suite: Suite) -> Iterator[tuple[str, str]]:
    """Ctrl-C at random moments of building, checking and verifying."""
    pdf = next(iter(sorted(name for name in suite.right if name.endswith(".pdf"))))
    commands: dict[str, tuple[str, ...]] = {
        "building": BUILD, "checking": ("check",), "verifying": ("verify", f"build/bundles/{pdf}"),
    }  # fmt: skip
    for name, command in commands.items():
        start = time.perf_counter()
        place = suite.place(bundles=True, cache=False)
        place.run(*_below(place, command))
        takes = time.perf_counter() - start
        shutil.rmtree(place.folder)
        yield f"Ctrl-C, {name}", _interrupted(suite, command, takes, max(3, suite.kills // 5))


def _below(place: Place, command: tuple[str, ...]) -> list[str]:
    return [str(place.library / word) if word.startswith("build/") else word for word in command]


def _interrupted(suite: Suite, command: tuple[str, ...], takes: float, tries: int) -> str:
    hits, times = 0, []
    for _ in range(tries):
        place = suite.place(bundles=command != BUILD, cache=command == BUILD and suite.noise.random() < 0.5)
        process = place.start(*_below(place, command))
        if is_at_work_after(process, suite.noise.uniform(0.3, max(0.6, takes * 0.9))):
            hits += 1
            start = time.perf_counter()
            process.send_signal(signal.SIGINT)
            process.wait(30)
            times.append(time.perf_counter() - start)
            # A signal where Python itself has only begun; a shell says 130 of that too.
            code = 130 if process.returncode == -signal.SIGINT else process.returncode
            must(code in (130, 0, 1), f"ended with {code}")
            done = command != BUILD or digests(place.bundles) == suite.right
            must(code == 130 or done, f"{code} without the whole result")
        process.communicate()
        must(place.is_quiet(2), f"processes left: {[each.command[:60] for each in place.ours()]}")
        must(not place.strangers(), f"left behind: {', '.join(place.strangers()[:4])}")
        suite.check_after_kill(place)
        shutil.rmtree(place.folder)
    if not times:
        return f"{tries} tries, too quick to be hit"
    patience = CLEAN_WITHIN * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    must(max(times) <= patience, f"not clean within {patience:.1f} s: {max(times):.1f} s")
    return f"{tries} tries, {hits} while it ran, 130, slowest {max(times):.1f} s of {patience:.1f}"
