"""Every stage of annexa over one made library, beside its peers in the same run, as one table; JSON beside it.

    python scripts/bench.py [--small] [--documents 600] [--pages 6000] [--only STAGE ...] [--output build/bench.json]

Seconds of the clock mean nothing on a machine that does other work besides: compare the processor's, and ratios. MB are
those of all processes of a stage together, memory that they share counted once (on Linux).
`--small` takes 40 documents and 160 pages, about two minutes. What the other benchmarks (links, status, the page that
checks documents) find is in their own tables, which follow; `--small` leaves them out.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import bench_lists
import bench_status
import make_library
from annexa.model.manifest import MANIFEST
from bench_bundle import pages_of
from bench_rows import Row, row
from measuring import ROOT, annexa, best, measured, together

SMALL = (40, 160)
PROOF_WORKER = ["sh", "-c", f"{sys.executable} -P -m annexa.proof.worker < /dev/null"]
"""With nothing to do it ends at once."""
CONVERTED = 60
"""Documents that every way of conversion gets, as those that the bound was found with."""
VERIFIED = {
    "verification": "verification of dense pages, nothing kept",
    "kept": "verification of dense pages, 3 put in",
}
PATIENCE = 12
"""Seconds in which 4,800 pages are verified."""
OTHERS = ("links", "status", "browser")
PEERS = {
    "mutool": "Debian's mupdf-tools",
    "pdftk": "Debian's pdftk-java",
    "cpdf": "AGPL, from its maker alone: npm's coherentpdf 2.5.5 joins no structure trees",
}
"""Programs that merge too, and where they are to be had."""


class Bench:
    """The stages over one library."""

    def __init__(self, library: Path, documents: int, pages: int) -> None:
        self.library, self.documents, self.pages = library, documents, pages

    def starting(self) -> Iterator[Row]:
        """Help and metadata."""
        yield row("help", best([measured([sys.executable, "-m", "annexa", "--help"], environment=_here())
                                for _ in range(5)]), within=0.15)  # fmt: skip
        yield row("proof, a worker's start", best([measured(PROOF_WORKER, environment=_here()) for _ in range(3)]))
        yield row("validate", best([annexa(self.library, "validate") for _ in range(3)]), within=1)

    def checking(self) -> Iterator[Row]:
        """The checklist over all documents."""
        for cores, core, within in (("1 core", 0, None), ("all cores", None, 15)):
            self._forget()
            took, each = annexa(self.library, "check", core=core), self.documents
            yield row(f"check, cold, {cores}", took, per=self._each(took.wall, each, "a document"), within=within)
        yield row("check, warm", best([annexa(self.library, "check") for _ in range(3)]), within=1.5)

    def converting(self) -> Iterator[Row]:
        """Workers that stay against one LibreOffice a file, the same documents in the same run."""
        names = sorted(path for path in self.library.glob("evidence/*/*") if path.suffix in {".docx", ".xlsx", ".pptx"})
        chosen = [str(path) for path in names[:: max(1, len(names) // CONVERTED)][:CONVERTED]]
        with tempfile.TemporaryDirectory(prefix="annexa-bench-") as work:
            peers = [
                measured([sys.executable, __file__, "--one-a-file", str(at_once), f"{work}/{at_once}", *chosen],
                         environment=_here())
                for at_once in (1, 2)
            ]  # fmt: skip
            ours = measured([sys.executable, __file__, "--workers", work, *chosen], environment=_here())
        what = f"conversion of {len(chosen)}"
        for took, how in zip(peers, ("one after the other", "two at a time"), strict=True):
            each = self._each(took.wall, len(chosen), "a document")
            ratio = f"annexa {took.wall / ours.wall:.1f} times as fast"
            yield row(f"{what}, a process each, {how}", took, per=each, ratio=ratio)
        times = peers[0].wall / ours.wall
        yield row(
            f"{what}, annexa, two at a time", ours, per=self._each(ours.wall, len(chosen), "a document"),
            times=times, least=4, most=1200,
        )  # fmt: skip

    def merging(self) -> Iterator[Row]:
        """The merge of dense pages against its peers, and what verifies them."""
        sizes = ("--documents", str(max(8, self.documents // 4)), "--pages", str(self.pages * 4 // 5))
        done = subprocess.run(
            [sys.executable, ROOT / "scripts/bench_bundle.py", *sizes, "--json"],
            capture_output=True, text=True, env=_here(), check=True,
        )  # fmt: skip
        records = json.loads(done.stdout)
        base = next(each["cpu"] for each in records if each["engine"] == "qpdf")
        for each in records:
            name = VERIFIED.get(each["engine"], f"merge, {each['engine']}")
            yield Row(
                name, each["wall"], each["cpu"], each["rss_mb"],
                per=self._each(each["cpu"], self.pages * 4 // 5, "a page"),
                ratio=f"{each['cpu'] / base:.2f} times qpdf", times=each["cpu"] / base,
                highest=2.5 if each["engine"] == "annexa" else None,
            )  # fmt: skip
        for name, where in PEERS.items():
            if not shutil.which(name):
                print(f"merge, {name}: not measured, since it is not installed here ({where})")

    def building(self) -> Iterator[Row]:
        """All of it: from nothing, with nothing to do, and with one document changed."""
        self._forget()
        cold = annexa(self.library, "build", "--draft")
        yield row("build, from nothing", cold, per=self._each(cold.wall, self.documents, "a document"), most=1200)
        yield self._verifying()
        for cores, core in (("1 core", 0), ("all cores", None)):
            for folder in ("bundles", "unchanged"):
                shutil.rmtree(self.library / "build" / folder, ignore_errors=True)
            yield row(f"bundles made anew, {cores}", annexa(self.library, "build", "--draft", core=core))
        yield row(
            "build, nothing changed", best([annexa(self.library, "build", "--draft") for _ in range(3)]), within=2
        )
        changed = next(self.library.glob("evidence/*/*.docx"))
        words = make_library.Words()
        changed.write_bytes(make_library.docx("Report, changed", "1 October 2026", 7, 3, words))
        yield row(
            "build, one document shorter", annexa(self.library, "build", "--draft")
        )  # all pages have other numbers
        changed.write_bytes(make_library.docx("Report, changed again", "1 October 2026", 7, 3, words))
        yield row("build, one document changed", annexa(self.library, "build", "--draft"), within=6)
        yield from self._sample()
        (self.library / "build/cache/site.json").unlink(missing_ok=True)
        took = annexa(self.library, "site")
        packed = self.library / "build/guidance-site.zip"  # none while something is still to be filled in
        yield row("site", took, per=f"{packed.stat().st_size / 1e6:.1f} MB packed" if packed.exists() else "")

    def _verifying(self) -> Row:
        """All volumes of this library, of which nothing is kept by `annexa verify`."""
        folders = sorted(path.parent for path in self.library.glob(f"build/bundles/*/{MANIFEST}"))
        took = together([annexa(self.library, "verify", str(folder)) for folder in folders])
        pages = sum(pages_of(volume) for folder in folders for volume in folder.glob("*.pdf"))
        within = round(PATIENCE * pages / 4_800, 1)
        return row(f"verification of {pages:,} pages", took, per=self._each(took.wall, pages, "a page"), within=within)

    @staticmethod
    def _sample() -> Iterator[Row]:
        """The library that ships with annexa: from nothing, and with nothing to do."""
        with tempfile.TemporaryDirectory(prefix="annexa-bench-") as work:
            folder = bench_status.sample(Path(work))
            yield row("sample, build from nothing", annexa(folder, "build", "--draft"))
            again = best([annexa(folder, "build", "--draft") for _ in range(3)])
            yield row("sample, build, nothing changed", again, within=1.5)

    def listing(self) -> Iterator[Row]:
        """Lists of children, and workbooks of them in three formats."""
        with tempfile.TemporaryDirectory(prefix="annexa-bench-") as work:
            for file in bench_lists.write(Path(work)):
                took = annexa(ROOT, "lists", "check", str(file), "--as-of", "2026-11-30", "--quiet")
                yield row(f"list of {bench_lists.ROWS:,}, {file.suffix[1:]}", took, within=3, most=300)

    def _forget(self) -> None:
        shutil.rmtree(self.library / "build", ignore_errors=True)

    @staticmethod
    def _each(seconds: float, count: int, unit: str) -> str:
        return f"{seconds / count * 1000:.1f} ms {unit}"


STAGES: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "start": Bench.starting,
    "check": Bench.checking,
    "convert": Bench.converting,
    "merge": Bench.merging,
    "build": Bench.building,
    "lists": Bench.listing,
}


def _here() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}


def one_a_file(work: Path, sources: list[Path], together: int) -> None:
    """What most scripts do: soffice for each file, one after the other, or so many at a time."""
    from concurrent.futures import ThreadPoolExecutor

    def convert(first: int) -> None:
        profile = f"-env:UserInstallation=file://{work}/profile-{first}"  # it serves one process at a time
        for source in sources[first::together]:
            command: list[str | Path] = ["soffice", profile, "--headless", "--convert-to", "pdf"]
            subprocess.run([*command, "--outdir", work / str(first), source], check=True, capture_output=True)

    with ThreadPoolExecutor(together) as pool:
        list(pool.map(convert, range(together)))


def with_workers(work: Path, sources: list[Path]) -> None:
    """Ours, into an empty cache."""
    from annexa.convert import Job, convert
    from annexa.tools.files import sha256_of

    jobs = [Job(source=path, sha256=sha256_of(path), format=path.suffix[1:]) for path in sources]
    if any(each.fault for each in convert(jobs, cache_dir=work / "cache", workers=2)):
        raise SystemExit("a document could not be converted")


def versions() -> str:
    """What was measured, and on what."""
    programs = []
    for command in (("qpdf", "--version"), ("soffice", "--version")):
        if shutil.which(command[0]):
            said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
            programs.append(" ".join(said.split()[:3]))
    libraries = " · ".join(f"{name} {version(name)}" for name in ("pikepdf", "pypdf", "pypdfium2", "typst", "mkdocs"))
    machine = f"Python {platform.python_version()} · {os.cpu_count()} cores · load {os.getloadavg()[0]:.1f}"
    return f"annexa {version('annexa')} · {machine}\n{libraries} · {' · '.join(programs)}"


def _others(library: Path) -> Iterator[str]:
    """The benchmarks that print tables of their own; names those that did not keep a bound."""
    for name in OTHERS:
        print(f"\n{name}", flush=True)
        given = ["--library", str(library)] if name == "status" else []
        done = subprocess.run([sys.executable, ROOT / f"scripts/bench_{name}.py", *given], check=False, env=_here())
        if done.returncode == 1:
            yield name


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--pages", type=int, default=6000)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--only", action="append", choices=STAGES, help="this stage alone; may be repeated")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "bench.json")
    parser.add_argument("--one-a-file", nargs="+", help=argparse.SUPPRESS)
    parser.add_argument("--workers", nargs="+", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one_a_file:
        together, work, *sources = chosen.one_a_file
        one_a_file(Path(work), [Path(source) for source in sources], int(together))
        return 0
    if chosen.workers:
        with_workers(chosen.workers[0], chosen.workers[1:])
        return 0
    documents, pages = SMALL if chosen.small else (chosen.documents, chosen.pages)
    print(versions())
    print(f"{documents} documents, about {pages} pages; MB of all processes together, shared memory once\n")
    print(f"{'stage':54}{'seconds':>9}{'CPU s':>9}{'MB':>8}  {'per unit':22}{'beside its peer':26}bound")
    rows: list[Row] = []
    missed: list[str] = []
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="annexa-bench-") as work:
        bench = Bench(make_library.write(Path(work), documents, pages), documents, pages)
        for stage in chosen.only or STAGES:
            for found in STAGES[stage](bench):
                print(found, flush=True)
                rows.append(found)
        if not (chosen.small or chosen.only):
            missed += _others(bench.library)
    missed[:0] = [each.stage for each in rows if not all(is_kept for _, is_kept in each.bounds)]
    print(f"\n{(time.perf_counter() - start) / 60:.0f} minutes; bounds missed: {', '.join(missed) or 'none'}")
    chosen.output.parent.mkdir(parents=True, exist_ok=True)
    table = {"versions": versions(), "documents": documents, "pages": pages, "rows": [each._asdict() for each in rows]}
    chosen.output.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if any(each.failed for each in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
