"""How large check.html is, and how long a check in it takes: a Word file of 20 pages, in Chromium, from a folder.

The first check of a visit starts Python in the page; the second is what everybody waits for after that. Sizes are those
that a server sends when it packs what it sends. Prints a table; exit code 1 means that a bound is not kept, 3 that the
parts of the page or Chromium are not here.

    python scripts/bench_browser.py [--runs 3]
"""

import argparse
import gzip
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import docx
from playwright.sync_api import Browser, sync_playwright

from annexa.browser import packing, single
from annexa.load import project
from annexa.model.words import size_in_words

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = Path("/usr/bin/chromium")
PAGES, PARAGRAPHS = 20, 9
FIRST_VISIT, PDF_PART = 9_500_000, 3_600_000
"""Bytes, packed."""
COLD, WARM = 6.0, 1.0
"""Seconds."""
WORDS = (
    "What was done in these months, for whom, by which service, what changed for children, and how we know that. " * 3
)
ANSWERED = """(name) => [...document.querySelectorAll("#cards .card")].find((one) => one.ariaLabel === name)
  ?.querySelector(".verdict").textContent"""


class Row(NamedTuple):
    """A figure and its bound; 0 where there is none."""

    what: str
    found: float
    within: float
    is_size: bool

    def __str__(self) -> str:
        found, within = (self._told(value) if value else "" for value in (self.found, self.within))
        return f"{self.what:36}{found:>12}{within:>12}  {'kept' if self.is_kept else 'NOT KEPT'}"

    @property
    def is_kept(self) -> bool:
        return not self.within or self.found <= self.within

    def _told(self, value: float) -> str:
        return size_in_words(int(value)) if self.is_size else f"{value:.2f} s"


def sizes(files: dict[str, bytes]) -> list[Row]:
    """What a visit loads, and what the first PDF loads besides."""
    late = f"{packing.FOLDER}/pdf.js"
    asked_for = {name: data for name, data in files.items() if not name.endswith("licences.txt")}
    packed = {name: len(gzip.compress(data, 6)) for name, data in asked_for.items()}
    first = sum(size for name, size in packed.items() if name != late)
    return [
        Row("first visit, packed", first, FIRST_VISIT, True),
        Row("the first PDF besides, packed", packed[late], PDF_PART, True),
        Row("as one file (--single-file)", len(single.one_file(files)), 0, True),
    ]


def document(path: Path) -> Path:
    """A report of so many pages, with a heading on each."""
    report = docx.Document()
    for number in range(PAGES):
        heading = report.add_heading(f"Part {number + 1} of the report on destinations after leaving school", 1)
        heading.paragraph_format.page_break_before = number > 0
        for _ in range(PARAGRAPHS):
            report.add_paragraph(f"{WORDS} 14 September 2026.")
    report.save(str(path))
    return path


def seconds(browser: Browser, page_file: Path, first: Path, second: Path) -> tuple[float, float]:
    """The first check of a visit, and the second, each from the choice of a file to its answer."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(page_file.as_uri())
    took = []
    for file in (first, second):
        begun = time.perf_counter()
        page.locator("#file").set_input_files(file)
        page.wait_for_function(ANSWERED, arg=file.name, timeout=60_000, polling=20)
        took.append(time.perf_counter() - begun)
        if page.locator(".finding").count() < len(took):
            raise SystemExit(f"{file.name} was not checked: {page.locator('#status').inner_text()}")
    context.close()
    return took[0], took[1]


def times(files: dict[str, bytes], folder: Path, runs: int) -> list[Row]:
    """The median of some visits."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    both = document(folder / "first.docx"), document(folder / "second.docx")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--headless", "--no-sandbox"])
        took = [seconds(browser, folder / packing.PAGE, *both) for _ in range(runs)]
        browser.close()
    cold, warm = (statistics.median(each) for each in zip(*took, strict=True))
    return [
        Row(f"first check, {PAGES} pages, median", cold, COLD, False),
        Row(f"second check, {PAGES} pages, median", warm, WARM, False),
    ]


def main() -> int:
    """Prints the table; 1 where a bound is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="annexa-bench-") as work:
        packed = packing.pack(project(ROOT), cache=Path(work) / "cache")
        if packed is None or not CHROMIUM.exists():
            sys.stderr.write("the page is not measured: call scripts/run.py site once, and install Chromium\n")
            return 3
        rows = [*sizes(dict(packed)), *times(dict(packed), Path(work) / "site", chosen.runs)]
    sys.stdout.write("".join(f"{row}\n" for row in rows))
    return 0 if all(row.is_kept for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
