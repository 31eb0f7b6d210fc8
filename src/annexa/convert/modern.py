"""Word, Excel and PowerPoint files of before 2007 in today's formats, so that their facts can be read.

Tracked changes and comments stay in: the rules are to find them. For print, `convert` takes the old file itself.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from annexa.convert import engines, faults
from annexa.convert.cache import Cache
from annexa.convert.job import Job, Options
from annexa.convert.office import Offices
from annexa.convert.own import own_copy
from annexa.documents.facts import ReadFault
from annexa.documents.legacy import TARGETS
from annexa.tools.leftovers import temporary_folder

FILTERS = {"docx": "MS Word 2007 XML", "xlsx": "Calc MS Excel 2007 XML", "pptx": "Impress MS PowerPoint 2007 XML"}
"""LibreOffice's names of the formats."""
FILES_AN_OFFICE = 5
"""Another LibreOffice is started for so many files; it takes a second or two to start, a file half of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Modern:
    """What became of an old file. Exactly one of `file` and `fault` is set."""

    job: Job
    file: Path | None
    """A docx, xlsx or pptx in the cache."""
    fault: ReadFault | None


def modernise(jobs: Sequence[Job], *, cache_dir: Path, timeout: float = 120, workers: int = 1) -> Iterator[Modern]:
    """A file in today's format for every doc, xls and ppt, as each is done; kept in `cache_dir`/modern.

    `timeout` as `annexa.convert.convert` takes it. LibreOffice starts only if something is not in the cache,
    and a second one, of at most `workers`, only where there is enough to do for it.
    Raises MissingTool, ToolFailed, and OSError if the cache cannot be written.
    """
    offices = Offices(Options(), timeout)
    at_once = max(1, min(workers, len(jobs) // FILES_AN_OFFICE))
    with ThreadPoolExecutor(at_once, thread_name_prefix="modernise") as pool:
        futures = [pool.submit(_one, job, cache_dir, offices) for job in jobs]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            for future in futures:
                future.cancel()
            offices.close()


def _one(job: Job, cache_dir: Path, offices: Offices) -> Modern:
    target = TARGETS.get(job.format)
    if target is None:
        return Modern(job=job, file=None, fault=faults.unknown(job.format))
    cache = Cache(cache_dir / "modern", f".{target}")
    name, _ = engines.entry_name(job, engines.office_engine(cache_dir), Options())
    if found := cache.find(name):
        return Modern(job=job, file=found.pdf, fault=found.fault)
    try:
        made = _made(job, offices, target)
        engines.require_same_office(cache_dir)
    except OSError:
        made = faults.gone()
    if not isinstance(made, bytes):
        cache.keep_fault(name, made)
        return Modern(job=job, file=None, fault=made)
    return Modern(job=job, file=cache.keep(name, made, pages=0, notes=()).pdf, fault=None)


def _made(job: Job, offices: Offices, target: str) -> bytes | ReadFault:
    with temporary_folder("convert") as folder:
        made = Path(folder) / f"made.{target}"
        own = own_copy(job, Path(folder))
        if own is None:
            return faults.changed()
        answer = offices.print(own, made, save_as=FILTERS[target])
        return answer if isinstance(answer, ReadFault) else made.read_bytes()
