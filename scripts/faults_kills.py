"""Cases of `scripts/faults.py` that end programs at random moments."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress

import make_library
from annexa.model.words import day_in_words
from faults_library import fill
from faults_place import BUILD, DAY, HELPERS, Place, Suite, digests, is_at_work_after, must


def program(suite: Suite) -> str:
    """kill -9 of the program at a random moment of building."""
    hits, stages, span = 0, Counter[str](), suite.takes
    for number in range(suite.kills):
        place = suite.place(cache=number % 4 == 0)  # three of four convert everything, with LibreOffice at work
        process = place.start(*BUILD)
        if not is_at_work_after(process, suite.noise.uniform(0.2, span)):
            span *= 0.7  # the machine has less to do than when it was measured
        else:
            hits += 1
            stages.update(list(place.at_work()) or ["no helper"])
        process.kill()
        process.communicate()
        suite.check_after_kill(place)
        suite.build(place)
        shutil.rmtree(place.folder)
    told = ", ".join(f"{name} {count}" for name, count in stages.most_common())
    return f"{suite.kills} tries, {hits} while it ran, at work then: {told}"


def helpers(suite: Suite) -> Iterator[tuple[str, str]]:
    """kill -9 of each kind of helper while a bundle is built."""
    for name in HELPERS:
        if name not in ("rules", "ready-made PDFs"):
            yield f"kill -9 of a helper: {name}", _kill_helper(suite, name, max(2, suite.kills // 5))


def _kill_helper(suite: Suite, name: str, tries: int) -> str:
    """Kills one helper process of a run; the run ends with the right result or a clear failure."""
    hits, failed = 0, 0
    for _ in range(tries):
        place = suite.place(cache=False)
        process = place.start(*BUILD)
        hits += _has_hit(suite, place, process, name)
        said = process.communicate(timeout=600)[0].decode(errors="replace")
        must("Traceback" not in said, f"{name}: a traceback: {said[-300:]}")
        failed += process.returncode != 0
        must(process.returncode in (0, 1, 4), f"{name}: ended with {process.returncode}: {said[-300:]}")
        suite.check_after_kill(place)
        suite.build(place)
        shutil.rmtree(place.folder)
    return f"{tries} tries, {hits} hit, {failed} runs said so and stopped"


def _has_hit(suite: Suite, place: Place, process: "subprocess.Popen[bytes]", name: str) -> bool:
    """Kills a helper of that name, some random while after the first of them has been seen."""
    delay = suite.noise.choice((0.0, 0.0, suite.noise.uniform(0, 1), suite.noise.uniform(0, 3)))
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
        hits += number > 0 and _has_hit(suite, place, process, "rules")
        said = process.communicate(timeout=600)[0].decode(errors="replace")
        must(process.returncode == 1 and "Traceback" not in said, f"ended with {process.returncode}: {said[-300:]}")
        found = json.loads(report.read_text(encoding="utf-8"))["findings"]
        right = found if right is None else right
        must(found == right, "other findings")
        must(place.is_quiet() and not place.strangers(), "something is left")
        shutil.rmtree(place.folder)
    return f"{tries} tries, {hits} hit, the same findings"


def _kill_command(suite: Suite, prepare: Callable[[Place], list[str]], result: Callable[[Place], object]) -> str:
    """kill -9 at random moments of a quick command, then the same again: as in a run that nobody disturbed."""
    model = suite.place(bundles=True)
    command = prepare(model)
    start = time.perf_counter()
    code, said = model.run(*command)
    takes = time.perf_counter() - start
    must(code == 0, f"{command[0]} ended with {code}: {said[-300:]}")
    right = result(model)
    hits, tries = 0, max(3, suite.kills // 2)
    for _ in range(tries):
        place = suite.place(bundles=True)
        command = prepare(place)
        process = place.start(*command)
        is_hit = is_at_work_after(process, suite.noise.uniform(takes * 0.3, takes * 1.05))
        hits, takes = hits + is_hit, takes if is_hit else takes * 0.9
        process.kill()
        process.communicate()
        # Where the first had done it all, this one may say that there is no more to do.
        code, said = place.run(*command)
        must(code in (0, 1, 2), f"the next run ended with {code}: {said[-300:]}")
        must(result(place) == right, f"the next run's result differs: {said[-200:]}")
        must(not place.strangers(), f"left behind: {', '.join(place.strangers()[:4])}")
        must(place.is_quiet(), "processes left")
        shutil.rmtree(place.folder)
    return f"{tries} tries, {hits} while it ran"


def package(suite: Suite) -> str:
    """kill -9 of packing."""
    return _kill_command(suite, lambda place: ["package", "day-2"], lambda place: digests(place.bundles))


FREEZE = ("--freeze", "--sent", "2026-11-06 11:20", "--by", "lano", "--to", "the folder", "--without-package")


def freeze(suite: Suite) -> str:
    """kill -9 of recording what was sent."""

    def kept(place: Place) -> object:
        library = place.library
        return digests(library / "sent"), digests(library / "evidence" / "submissions")

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
        return ["bundle", "day-5", "--supplement", "--as-of", DAY, *why]

    return _kill_command(suite, prepare, lambda place: sorted(digests(place.bundles)))


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

    return _kill_command(suite, prepare, signed)


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
            must(process.returncode in (130, 0, 1), f"ended with {process.returncode}")
            done = command != BUILD or digests(place.bundles) == suite.right
            must(process.returncode == 130 or done, f"{process.returncode} without the whole result")
        process.communicate()
        must(place.is_quiet(2), f"processes left: {[each.command[:60] for each in place.ours()]}")
        must(not place.strangers(), f"left behind: {', '.join(place.strangers()[:4])}")
        suite.check_after_kill(place)
        shutil.rmtree(place.folder)
    slowest = f"slowest {max(times):.1f} s" if times else "too quick to be hit"
    return f"{tries} tries, {hits} while it ran, 130, {slowest}"
