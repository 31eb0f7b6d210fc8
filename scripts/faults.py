"""What happens when something goes wrong: each case breaks one thing, runs again, and compares with an undisturbed run.

    python scripts/faults.py [--small] [--seed 1] [--only WORD ...] [--kills 50] [--kept build/faults.json] [--show]

Prints a table: case, seconds, outcome; exit code 1 where an outcome is wrong. After each case the next run gives the
right result, nothing partial stands at a final name, no process of ours is left, nothing is locked, and no file of the
library has been touched. A case in which what was to go wrong did not is wrong itself: each says how many kills it
wants and how many it had, and what was at work then. `--kills` is how many there are in all, at least; `--small` takes
a tenth. Each line is kept as soon as it is known: `--only` runs some cases, `--show` prints what is kept of all. Only
processes that a case has started are ended.
"""

import argparse
import json
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import faults_around as around
import faults_commands as commands
import faults_kills as kills
import faults_library as libraries
from faults_place import DOCUMENTS, FULL, Suite, Wrong
from measuring import ROOT


class Row(NamedTuple):
    """A line of the table."""

    case: str
    outcome: str
    seconds: float
    killed: int = 0

    def __str__(self) -> str:
        return f"{self.case:58}{self.seconds:7.1f}  {self.outcome}"


CASES: dict[str, Callable[[Suite], str] | Callable[[Suite], Iterator[tuple[str, str]]]] = {
    "kill -9 of the program, building": kills.program,
    "kill -9 of a helper": kills.helpers,
    "kill -9 of a rules process, checking": kills.rules,
    "kill -9, packing": commands.package,
    "kill -9, freezing": commands.freeze,
    "kill -9, supplement": commands.supplement,
    "kill -9, adopting": commands.adopt,
    "kill -9, signing off": commands.sign_off,
    "Ctrl-C": kills.interrupt,
    "LibreOffice": around.fake_libreoffice,
    "another LibreOffice half way": around.other_version,
    "full disk": around.full_disk,
    "no writing": around.read_only,
    "broken cache": around.broken_cache,
    "another clock": libraries.other_clock,
    "two builds at once": libraries.together,
    "a document changes meanwhile": libraries.changed_meanwhile,
    "odd files": libraries.odd_files,
    "a file that may not be read": libraries.unreadable,
    "sizes": libraries.sizes,
}


def rows(suite: Suite, name: str) -> Iterator[Row]:
    """A case's lines; what was wrong ends it."""
    start, before = time.perf_counter(), suite.killed
    try:
        found = CASES[name](suite)
        for case, outcome in [(name, found)] if isinstance(found, str) else found:
            yield Row(case, outcome, time.perf_counter() - start, suite.killed - before)
            start, before = time.perf_counter(), suite.killed
    except (Wrong, subprocess.TimeoutExpired) as error:
        yield Row(name, f"WRONG: {error}", time.perf_counter() - start, suite.killed - before)
        suite.end()


class Kept:
    """What the cases came to when they were last run, in a file; written anew with each line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: dict[str, list[dict[str, object]]] = {}
        if path.exists():
            self._rows = json.loads(path.read_text(encoding="utf-8"))

    def forget(self, name: str) -> None:
        """The lines of a case that is run again."""
        self._rows.pop(name, None)

    def add(self, name: str, row: Row, **run: int) -> None:
        """A line of a case, and how it was run."""
        self._rows.setdefault(name, []).append({**row._asdict(), **run})
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(self._rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    def show(self) -> int:
        """Prints all in the order of the cases; how many were wrong, or never run."""
        missing = [name for name in CASES if name not in self._rows]
        wrong = killed = 0
        for each in (each for name in CASES for each in self._rows.get(name, [])):
            print(Row(str(each["case"]), str(each["outcome"]), float(str(each["seconds"]))))
            wrong += str(each["outcome"]).startswith("WRONG")
            killed += int(str(each.get("killed", 0)))
        for name in missing:
            print(f"{name:58}not run")
        print(f"{killed} kills")
        return wrong + len(missing)


def main() -> int:
    """Prints the table; 1 where an outcome is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--kills", type=int, default=FULL, help="in all, at least")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", default=[], help="cases whose name holds this; may be repeated")
    parser.add_argument("--kept", type=Path, default=ROOT / "build" / "faults.json", help="where each line is kept")
    parser.add_argument("--show", action="store_true", help="print what is kept, and run nothing")
    chosen = parser.parse_args()
    # A shell that runs this in the background has Ctrl-C ignored, and all that is started from here would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    kept, wrong, start = Kept(chosen.kept), 0, time.perf_counter()
    if chosen.show:
        return 1 if kept.show() else 0
    kills = max(1, chosen.kills // 10) if chosen.small else chosen.kills
    with tempfile.TemporaryDirectory(prefix="annexa-faults-", ignore_cleanup_errors=True) as work:
        suite = Suite(Path(work), chosen.seed, kills)
        print(
            f"seed {chosen.seed}; an undisturbed build of {DOCUMENTS} documents takes {suite.takes:.1f} s", flush=True
        )
        for name in CASES:
            if not chosen.only or any(word in name for word in chosen.only):
                kept.forget(name)
                for found in rows(suite, name):
                    print(found, flush=True)
                    kept.add(name, found, seed=chosen.seed, kills=kills)
                    wrong += found.outcome.startswith("WRONG")
        if not chosen.only and suite.killed < kills:
            print(f"WRONG: {suite.killed} kills in all, where there should be {kills}")
            wrong += 1
    minutes, outcome = (time.perf_counter() - start) / 60, f"{wrong} wrong" if wrong else "all right"
    print(f"{suite.killed} kills, {minutes:.0f} minutes; {outcome}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
