"""What happens when something goes wrong: each case breaks one thing, runs again, and compares with an undisturbed run.

    python scripts/faults.py [--small] [--seed 1] [--only WORD ...] [--kills 50]

Prints a table: case, outcome, seconds; exit code 1 where an outcome is wrong. After each case the next run gives the
right result, nothing partial stands at a final name, no process of ours is left, nothing is locked, and no file of the
library has been touched. `--small` takes a tenth of the kills. Only processes that a case has started are ended.
"""

import argparse
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import faults_around as around
import faults_kills as kills
import faults_library as libraries
from faults_place import DOCUMENTS, Suite, Wrong


class Row(NamedTuple):
    """A line of the table."""

    case: str
    outcome: str
    seconds: float

    def __str__(self) -> str:
        return f"{self.case:62}{self.outcome:70}{self.seconds:7.1f}"


CASES: dict[str, Callable[[Suite], str] | Callable[[Suite], Iterator[tuple[str, str]]]] = {
    "kill -9 of the program, building": kills.program,
    "kill -9 of a helper": kills.helpers,
    "kill -9 of a rules process, checking": kills.rules,
    "kill -9, packing": kills.package,
    "kill -9, freezing": kills.freeze,
    "kill -9, supplement": kills.supplement,
    "kill -9, adopting": kills.adopt,
    "kill -9, signing off": kills.sign_off,
    "Ctrl-C": kills.interrupt,
    "LibreOffice": around.fake_libreoffice,
    "full disk": around.full_disk,
    "no writing": around.read_only,
    "broken cache": around.broken_cache,
    "another clock": libraries.other_clock,
    "two builds at once": libraries.together,
    "a document changes meanwhile": libraries.changed_meanwhile,
    "odd files": libraries.odd_files,
    "sizes": libraries.sizes,
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
