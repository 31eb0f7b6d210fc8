"""Word, Excel and PowerPoint files of before 2007: made modern by LibreOffice in a private folder, then read."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from annexa.documents.facts import Facts, ReadFault, ReadFaultKind
from annexa.model.errors import MissingTool, ToolFailed
from annexa.tools.leftovers import temporary_folder

if TYPE_CHECKING:
    from annexa.convert.modern import Modern
    from annexa.documents.guarded import Readers


def read_legacy(digests: Mapping[Path, str], *, workers: int = 1) -> Iterator[tuple[Path, Facts | ReadFault]]:
    """The facts of .doc, .xls and .ppt files, marked as partial, as each is done; in no particular order.

    `digests` are the SHA-256 of the files. A file has a fault where LibreOffice is absent or cannot open it. One
    LibreOffice, or a few, serve all of them, about two in a second; what they made is not kept, since the facts are.
    """
    if not digests:
        return
    from annexa.convert.job import Job
    from annexa.convert.modern import modernise
    from annexa.documents.guarded import Readers
    from annexa.documents.sniff import FAMILIES

    jobs = [
        Job(source=path, sha256=digest, format=FAMILIES.get(ending := path.suffix.lower().lstrip("."), ending))
        for path, digest in digests.items()
    ]
    waiting = dict.fromkeys(digests)
    with (
        temporary_folder("legacy") as folder,
        Readers(1) as readers,
    ):
        try:
            for modern in modernise(jobs, cache_dir=Path(folder), workers=workers):
                del waiting[modern.job.source]
                yield modern.job.source, _read(modern, readers)
        except (MissingTool, ToolFailed) as error:
            without = ReadFault(kind=ReadFaultKind.NEEDS_TOOL, message=error.message, remedy=error.remedy)
            yield from ((path, without) for path in waiting)


def _read(modern: "Modern", readers: "Readers") -> Facts | ReadFault:
    from annexa.documents import faults, legacy

    source = modern.job.source
    if modern.file is not None:
        return legacy.completed(source, readers.submit(modern.file).result(), sha256=modern.job.sha256)
    if modern.fault is not None and modern.fault.kind is ReadFaultKind.CORRUPT and legacy.is_locked(source):
        return faults.password().fault  # a workbook with a password looks like a damaged one to LibreOffice
    return modern.fault or ReadFault(
        kind=ReadFaultKind.CORRUPT,
        message="LibreOffice made nothing of the file",
        remedy="Open it in Word, Excel or PowerPoint and save it in today's format.",
    )
