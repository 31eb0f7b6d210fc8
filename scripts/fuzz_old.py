"""Changes Word, Excel and PowerPoint files of before 2007 at random, and has them checked and printed by LibreOffice.

    python scripts/fuzz_old.py [--seconds 60] [--seed 1] [--format doc ...]

Starts from small documents of the sample library that LibreOffice saves in the old formats. Each changed one is read as
a check reads it, and every other one is printed as a bundle needs it. LibreOffice may refuse a document, end over it or
reach its limits: that is counted. What stops annexa, or takes it longer than LibreOffice itself, is kept in build/fuzz/
with exit code 1. The same seed makes the same files.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from annexa.check.legacy import read_legacy
from annexa.convert import Converted, Job, Options, convert
from annexa.convert.office import Offices
from annexa.convert.settle import settle
from annexa.documents.facts import Facts, ReadFault
from annexa.documents.faults import DOWN
from annexa.tools.files import sha256_of
from fuzz import KEPT, SLOW, changed
from measuring import ROOT

FORMATS = {"doc": ("docx", "MS Word 97"), "xls": ("xlsx", "MS Excel 97"), "ppt": ("pptx", "MS PowerPoint 97")}
"""What each is made of, and LibreOffice's name of it."""
SEEDS = 4
AT_ONCE = 20
"""Files for which one LibreOffice is started."""


def seeds(ending: str, folder: Path) -> list[bytes]:
    """The smallest documents of the sample library, in an old format."""
    modern, filter_name = FORMATS[ending]
    sources = sorted((ROOT / "evidence").rglob(f"*.{modern}"), key=lambda path: path.stat().st_size)[:SEEDS]
    offices = Offices(Options(), 120)
    try:
        for number, source in enumerate(sources):
            job = Job(source=source, sha256=sha256_of(source), format=modern)
            offices.print(job, folder / f"{number}.{ending}", save_as=filter_name)
    finally:
        offices.close()
    return [path.read_bytes() for path in sorted(folder.iterdir())]


def session(ending: str, seconds: float, seed: int) -> int:
    """Works through changed files, prints a line, and answers how many broke something."""
    ended: Counter[str] = Counter()
    broken = 0
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="annexa-fuzz-") as place:
        folder = Path(place)
        (folder / "seeds").mkdir()
        sources = seeds(ending, folder / "seeds")
        until = time.monotonic() + seconds
        turn = 0
        while time.monotonic() < until:
            turn += 1
            noise = random.Random(f"{seed} {ending} {turn}")
            files = [folder / f"{turn}-{number}.{ending}" for number in range(AT_ONCE)]
            for path in files:
                path.write_bytes(changed(noise.choice(sources), noise))
            wrong = [*_settled(files, ending, folder), *_ended(files, ending, folder, ended, is_printed=turn % 2 == 0)]
            for path, why in wrong:
                broken += 1
                kept = shutil.copyfile(path, KEPT / f"old-{seed}-{path.name}")
                print(f"  {kept.relative_to(ROOT)}: {why}", flush=True)
            for path in files:
                path.unlink()
    told = ", ".join(f"{kind} {count}" for kind, count in ended.most_common())
    print(f"{ending:6}{sum(ended.values()):7} files: {told}", flush=True)
    return broken


def _settled(files: list[Path], ending: str, folder: Path) -> list[tuple[Path, str]]:
    """What breaks or holds up the rewriting of the private copy, which is done in annexa's own process."""
    wrong = []
    for path in files:
        copy = shutil.copyfile(path, folder / f"copy.{ending}")
        began = time.process_time()
        try:
            settle(copy, ending)
        except Exception as error:
            wrong.append((path, f"{type(error).__name__}: {error}"))
        if (took := time.process_time() - began) > SLOW:
            wrong.append((path, f"{took:.1f} s for dates"))
    return wrong


def _ended(
    files: list[Path], ending: str, folder: Path, ended: Counter[str], *, is_printed: bool
) -> list[tuple[Path, str]]:
    digests = {path: sha256_of(path) for path in files}
    wrong = []
    try:
        for path, result in read_legacy(digests):
            ended["read" if isinstance(result, Facts) else _kind(result)] += 1
            if isinstance(result, ReadFault) and result.message.startswith(DOWN):
                wrong.append((path, result.message))
        if is_printed:
            jobs = [Job(source=path, sha256=digest, format=ending) for path, digest in digests.items()]
            for done in convert(jobs, cache_dir=folder / "cache", workers=1):
                ended["printed" if done.pdf else f"not printed: {_why(done)}"] += 1
    except Exception as error:
        wrong.extend((path, f"{type(error).__name__}: {error}") for path in files)
    finally:
        shutil.rmtree(folder / "cache", ignore_errors=True)
    return wrong


def _why(done: Converted) -> str:
    return _kind(done.fault) if done.fault else "no reason"


def _kind(fault: ReadFault) -> str:
    return str(fault.kind)


def main() -> int:
    """Prints a line for each format; 1 where a file broke something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="for each format")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", action="append", choices=list(FORMATS), default=[], help="may be repeated")
    options = parser.parse_args()
    return 1 if sum(session(each, options.seconds, options.seed) for each in options.format or FORMATS) else 0


if __name__ == "__main__":
    sys.exit(main())
