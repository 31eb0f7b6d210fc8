"""veraPDF: judges whether a file is PDF/UA-1, where somebody has installed it. A program of its own (Java)."""

import re
import shutil
from pathlib import Path
from typing import Final, NamedTuple

from annexa.model.errors import ToolFailed
from annexa.tools.process import run

SECONDS = 300.0
"""For one file; 1,000 pages take some 30."""
_RULE: Final = re.compile(r"\b\d+(?:\.\d+)*-\d+\b")


class Answer(NamedTuple):
    """What it says of a file."""

    confirmed: bool | None
    """Whether the file is PDF/UA-1; None where the program does not answer."""
    broken: tuple[str, ...] = ()
    """The rules that it breaks, such as 7.1-3: clause and test."""


def find() -> Path | None:
    """The program on the path; None if it is not there."""
    found = shutil.which("verapdf")
    return Path(found) if found else None


def confirms(program: Path, file: Path) -> bool | None:
    """Whether a file that says that it is PDF/UA-1 is; None where the program does not answer."""
    return judge(program, file).confirmed


def judge(program: Path, file: Path, *, seconds: float | None = None) -> Answer:
    """Asks for the verdict and the rules that are broken; never raises."""
    try:
        done = run([program, "--flavour", "ua1", "--format", "text", "-v", file], seconds=seconds or SECONDS)
    except ToolFailed:
        return Answer(None)
    lines = done.out.decode(errors="replace").splitlines()
    verdicts = {line.split(maxsplit=1)[0] for line in lines if line.strip() and not line[0].isspace()}
    if "FAIL" in verdicts:
        rules = [rule for line in lines if line[:1].isspace() for rule in _RULE.findall(line)]
        return Answer(False, tuple(dict.fromkeys(rules)))
    return Answer(True if "PASS" in verdicts else None)
