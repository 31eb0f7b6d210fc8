"""Word, Excel and PowerPoint files of before 2007: made modern by LibreOffice in a private folder, then read."""

import tempfile
from pathlib import Path

from annexa.documents.facts import Facts, ReadFault, ReadFaultKind
from annexa.model.errors import MissingTool, ToolFailed
from annexa.tools.files import sha256_of


def read_legacy(path: Path) -> Facts | ReadFault:
    """The facts of a .doc, .xls or .ppt, marked as partial; a fault where LibreOffice is absent or cannot open it.

    Takes seconds, because LibreOffice starts; what it made is not kept, since the facts are.
    """
    from annexa.convert.job import Job
    from annexa.convert.modern import modernise
    from annexa.documents.legacy import facts_from

    job = Job(source=path, sha256=sha256_of(path), format=path.suffix.lower().lstrip("."))
    with tempfile.TemporaryDirectory(prefix="annexa-legacy-", ignore_cleanup_errors=True) as folder:
        try:
            (modern,) = modernise([job], cache_dir=Path(folder))
        except (MissingTool, ToolFailed) as error:
            return ReadFault(kind=ReadFaultKind.NEEDS_TOOL, message=error.message, remedy=error.remedy)
        if modern.file is None:
            return modern.fault or ReadFault(
                kind=ReadFaultKind.CORRUPT,
                message="LibreOffice made nothing of the file",
                remedy="Open it in Word, Excel or PowerPoint and save it in today's format.",
            )
        return facts_from(path, modern.file)
