"""What earlier runs made, found without any work and without what makes it."""

from pathlib import Path

from annexa.convert import engines
from annexa.convert.cache import Cache
from annexa.convert.job import OFFICE_FORMATS, Job, Options


def made_before(job: Job, cache_dir: Path) -> Path | None:
    """The PDF that an earlier run made of an Office document, without any work; None where there is none."""
    engine = engines.known_office_engine(cache_dir) if job.format in OFFICE_FORMATS else None
    if engine is None:
        return None
    cache = Cache((job.kept_in or cache_dir) / "pdf")
    for reproducible in (False, True):
        found = cache.find(engines.entry_name(job, engine, Options(reproducible=reproducible))[0])
        if found is not None and found.pdf is not None:
            return found.pdf
    return None
