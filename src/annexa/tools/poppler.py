"""poppler: looks at finished bundles as a second reader. A program of its own (GPL), never imported."""

import functools
import shutil
from pathlib import Path

from annexa.tools.process import run


def find() -> Path | None:
    """Its pdftotext on the path; None if it is not there."""
    found = shutil.which("pdftotext")
    return Path(found) if found else None


@functools.cache
def version(program: Path) -> str:
    """Such as "poppler 22.12.0". Raises ToolFailed."""
    done = run([program, "-v"], seconds=20)
    told = (done.out + done.err).decode(errors="replace").split()
    return f"poppler {told[told.index('version') + 1] if 'version' in told[:-1] else 'unknown'}"
