"""A text layer for scanned pages, where OCRmyPDF is installed; kept by what went in and what worked on it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from annexa.convert.cache import Cache
from annexa.convert.guarded import Guard, Task
from annexa.model.errors import ToolFailed
from annexa.tools import ocrmypdf
from annexa.tools.files import sha256_of
from annexa.tools.leftovers import temporary_folder

RECIPE = 2
"""Raise it when the same program is told to work otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A PDF with a text layer, or why there is none."""

    pdf: Path | None
    engine: str
    """Such as "OCRmyPDF 17.4.1, tesseract 5.3.0"."""
    trouble: str = ""
    """Set if the program failed on this file: one sentence."""
    from_cache: bool = False


def recognise(pdf: Path, sha256: str, *, pages: int, cache_dir: Path, workers: int = 2) -> Recognised | None:
    """A copy of `pdf` whose scanned pages have a text layer; None where OCRmyPDF is not installed.

    `sha256` is that of the bytes that are asked about; where the file holds others, that is its `trouble`.
    Only for PDFs with scanned pages: it drops the tags of a tagged PDF. `pages` sets the time limit. A file that the
    program cannot read is answered with `trouble`, never with an exception. Raises OSError if the cache cannot be
    written.
    """
    program = ocrmypdf.find()
    if program is None:
        return None
    engine = ocrmypdf.version(program)
    cache = Cache(cache_dir / "ocr")
    digest = "".join(sign if sign.isalnum() or sign == "." else "-" for sign in engine.split(" ", 1)[1])
    name = f"{sha256}-{RECIPE}-{digest}"
    if found := cache.find(name):
        return Recognised(pdf=found.pdf, engine=engine, from_cache=True)
    with temporary_folder("convert") as folder:
        own, made = Path(folder) / "own.pdf", Path(folder) / "made.pdf"
        shutil.copyfile(pdf, own)
        if sha256_of(own) != sha256:
            return Recognised(pdf=None, engine=engine, trouble="The file was changed while it was read")
        try:
            ocrmypdf.add_text(program, own, made, pages=pages, workers=workers)
        except ToolFailed as error:
            return Recognised(pdf=None, engine=engine, trouble=str(error))
        with Guard() as guard:
            done = guard.ask(Task(does="recognised", source=made, format="pdf", into=Path(folder)))
        if done.fault is not None:
            return Recognised(pdf=None, engine=engine, trouble=done.fault.message)
        content = done.made.read_bytes()
    if done.pages != pages:
        return Recognised(
            pdf=None, engine=engine, trouble="OCRmyPDF answered another number of pages than it was given"
        )
    entry = cache.keep(name, content, pages=done.pages, notes=("text layer added",))
    return Recognised(pdf=entry.pdf, engine=engine)
