"""veraPDF: confirms that a file is PDF/UA-1, where somebody has installed it. A program of its own (Java)."""

import shutil
from pathlib import Path

from annexa.model.errors import ToolFailed
from annexa.tools.process import run

SECONDS = 300.0
"""For one file; 1,000 pages take some 30."""


def find() -> Path | None:
    """The program on the path; None if it is not there."""
    found = shutil.which("verapdf")
    return Path(found) if found else None


def confirms(program: Path, file: Path) -> bool | None:
    """Whether a file that says that it is PDF/UA-1 is; None where the program does not answer."""
    try:
        done = run([program, "--flavour", "ua1", "--format", "text", file], seconds=SECONDS)
    except ToolFailed:
        return None
    answers = {line.split(maxsplit=1)[0] for line in done.out.decode(errors="replace").splitlines() if line.strip()}
    if "FAIL" in answers:
        return False
    return True if "PASS" in answers else None
