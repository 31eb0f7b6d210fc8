"""Documents that a worker of a cluster converts, as `annexa.convert.run` would here."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from annexa.convert.job import PDF_FORMATS, Converted, Job, Options
from annexa.tools.spread import Errand, File, Given


class Answer(NamedTuple):
    """A PDF that a worker made."""

    entry: str
    """What it is called in a cache, which tells with which LibreOffice, fonts and options it was made."""
    pdf: bytes
    pages: int
    notes: tuple[str, ...]


def errand(number: int, job: Job, options: Options, timeout: float) -> Errand[int]:
    """A job for whoever does it. A ready-made PDF is looked at here: it would travel longer than that takes."""
    return Errand(
        key=number,
        files=(File(job.source, job.sha256),),
        given=(replace(job, source=Path(job.source.name), kept_in=None), options, timeout),
        may_leave=job.format not in PDF_FORMATS,
        is_sensitive=not job.may_travel,
    )


def convert_there(some: Given, common: object, folder: Path) -> list[Answer | None]:
    """On a worker: the PDF of each document. What could not be made may fail by the worker's own fault, and is left to
    the machine that asked."""
    from annexa.convert import convert

    _, options, timeout = some[0][1]
    jobs = [replace(job, source=files[0]) for files, (job, _, _) in some]
    done = convert(jobs, cache_dir=folder / "cache", workers=1, options=options, timeout=timeout)
    return [_answer(each) for each in done]


def _answer(done: Converted) -> Answer | None:
    if done.pdf is None:
        return None
    return Answer(f"{done.job.sha256}-{done.options}", done.pdf.read_bytes(), done.pages, done.notes)
