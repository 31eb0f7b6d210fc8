"""What earlier runs made, found without any work and without what makes it."""

from functools import cached_property
from pathlib import Path

from annexa.convert import engines
from annexa.convert.cache import Cache
from annexa.convert.job import OFFICE_FORMATS, Job, Options


class MadeBefore:
    """The PDFs that earlier runs made of Office documents; which LibreOffice made them is looked up once."""

    def __init__(self, cache_dir: Path) -> None:
        """`cache_dir` is the project's build/cache."""
        self._cache_dir = cache_dir

    @cached_property
    def _engine(self) -> str | None:
        return engines.known_office_engine(self._cache_dir)

    def find(self, job: Job) -> Path | None:
        """The PDF of one document, without any work; None where there is none."""
        if job.format not in OFFICE_FORMATS or self._engine is None:
            return None
        cache = Cache((job.kept_in or self._cache_dir) / "pdf")
        for reproducible in (False, True):
            found = cache.find(engines.entry_name(job, self._engine, Options(reproducible=reproducible))[0])
            if found is not None and found.pdf is not None:
                return found.pdf
        return None
