"""OCRmyPDF: gives scanned pages a text layer. Always as a program of its own (MPL), never imported."""

import functools
import os
import re
import shutil
import sys
from pathlib import Path

from annexa.model.errors import ToolFailed
from annexa.tools.leftovers import temporary_folder
from annexa.tools.pdf_work import limit_program
from annexa.tools.process import run

SECONDS_A_PAGE = 30.0
SECONDS_AT_LEAST = 120.0


def find() -> Path | None:
    """The program: beside this Python, or on the path; None if it or its Tesseract is not there."""
    if shutil.which("tesseract") is None:
        return None
    beside = Path(sys.executable).with_name("ocrmypdf")
    if beside.exists():
        return beside
    found = shutil.which("ocrmypdf")
    return Path(found) if found else None


@functools.cache
def version(program: Path) -> str:
    """Such as "OCRmyPDF 17.4.1, tesseract 5.3.0". Raises ToolFailed."""
    own = run([program, "--version"], seconds=60).out.decode(errors="replace").split()
    tesseract = run(["tesseract", "--version"], seconds=60)
    engine = re.search(r"tesseract\s+v?(\S+)", (tesseract.out + tesseract.err).decode(errors="replace"))
    return f"OCRmyPDF {own[-1] if own else 'unknown'}, tesseract {engine.group(1) if engine else 'unknown'}"


def add_text(program: Path, source: Path, target: Path, *, pages: int, workers: int = 2) -> None:
    """Writes a copy with a text layer on every page that has no text; the pictures stay as they are.

    Pages that lie on their side are turned upright. It, and each program that it starts, may have as much memory as
    what works on a PDF. Raises ToolFailed.
    """
    with temporary_folder("ocr") as folder:
        made = Path(folder) / "made.pdf"
        command: list[str | Path] = [
            program,
            "--skip-text",
            "--rotate-pages",
            "--output-type=pdf",
            "--optimize=0",
            "--language=eng",
            f"--jobs={workers}",
            "--quiet",
            source,
            made,
        ]
        seconds = max(SECONDS_AT_LEAST, SECONDS_A_PAGE * pages)
        environment = {**os.environ, "TMPDIR": folder, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
        done = run(command, seconds=seconds, environment=environment, limit=limit_program)
        if done.code != 0 or not made.exists():
            raise ToolFailed(
                f"OCRmyPDF could not read {source.name}: {done.complaint or f'exit code {done.code}'}",
                remedy="Scan it again as PDF with a text layer, or deliver it without one.",
            )
        shutil.move(made, target)
