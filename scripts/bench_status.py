"""How long `annexa status` takes, warm: the sample's 29 items, and a library of 600 documents, all signed.

Each is a process of its own, from start to end, as whoever types it waits for it. Prints a table; exit code 1 means
that the best run of the sample took more than a second, or that of the large library more than two. On a machine that
does other work besides, only the processor's time says something: it is shown as well.

    python scripts/bench_status.py [--documents 600] [--runs 3] [--library FOLDER]
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import make_library

ROOT = Path(__file__).resolve().parents[1]
SAMPLE_WITHIN, LARGE_WITHIN = 1.0, 2.0
"""Seconds."""
FORMS = ("text", "json", "html", "xlsx")


def sample(folder: Path) -> Path:
    """A copy of the sample library, with what stands beside it."""
    for name in ("evidence", "schema", "guidance"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def large(folder: Path, documents: int, made: Path | None) -> Path:
    """A library with an item for every requirement and so many short documents in all, every stage signed; of `made`,
    a library that make_library has written, its documents."""
    if made is None:
        make_library.write(folder, documents, pages=documents)
    else:
        shutil.copytree(made, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build"))
    make_library.sign(folder)
    return folder


class Took(NamedTuple):
    """One run, in seconds."""

    wall: float
    processor: float


def seconds(folder: Path, form: str) -> Took:
    """One run from start to end. Raises SystemExit where it fails."""
    command = [sys.executable, "-m", "annexa", "--library", str(folder), "status", "--at", "2026-11-03 11:20"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    start, before = time.perf_counter(), os.times()
    done = subprocess.run(
        [*command, "--format", form, "--output", str(folder / "out")], capture_output=True, text=True, env=environment
    )
    if done.returncode:
        raise SystemExit(f"annexa status ended with {done.returncode}: {done.stderr[-400:]}")
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(time.perf_counter() - start, spent)


def main() -> int:
    """Prints the table; 1 where a bound is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--library", type=Path, help="take the documents of this one, which make_library.py has made")
    chosen = parser.parse_args()
    kept = True
    with tempfile.TemporaryDirectory(prefix="annexa-bench-") as work:
        places = {"sample": Path(work) / "sample", "large": Path(work) / "large"}
        for place in places.values():
            place.mkdir()
        libraries = (
            ("sample, 29 items", sample(places["sample"]), SAMPLE_WITHIN),
            ("large", large(places["large"], chosen.documents, chosen.library), LARGE_WITHIN),
        )
        sys.stdout.write(f"{'seconds':24}{'form':>6}{'cold':>9}{'warm, best':>12}{'worst':>9}{'processor':>11}\n")
        for name, folder, within in libraries:
            cold = seconds(folder, "text").wall
            for form in FORMS:
                warm = [seconds(folder, form) for _ in range(chosen.runs)]
                shown = f"{cold:9.2f}" if form == "text" else f"{'':9}"
                best, worst, processor = min(warm).wall, max(warm).wall, min(took.processor for took in warm)
                sys.stdout.write(f"{name:24}{form:>6}{shown}{best:12.2f}{worst:9.2f}{processor:11.2f}\n")
                kept = kept and (form != "text" or best <= within)
    sys.stdout.write(f"text within {SAMPLE_WITHIN:.0f} s and {LARGE_WITHIN:.0f} s: {'kept' if kept else 'NOT KEPT'}\n")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
