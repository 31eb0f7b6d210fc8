"""A copy of our own of what is converted: a document that is exchanged, and exchanged back, changes nothing in it."""

import shutil
from dataclasses import replace
from pathlib import Path

from annexa.convert.job import Job
from annexa.tools.files import sha256_of


def own_copy(job: Job, folder: Path) -> Job | None:
    """The same job of a copy in a folder of ours, under its own name; None where the file is another by now.

    Only the copy is compared with the digest and only the copy is opened, so that what becomes PDF is what was asked
    about at whatever moment somebody saves the file. Raises OSError, as copying does.
    """
    inside = folder / "own"
    inside.mkdir(exist_ok=True)
    copy = inside / job.source.name
    shutil.copyfile(job.source, copy)
    return replace(job, source=copy) if sha256_of(copy) == job.sha256 else None
