"""veraPDF: judges whether a file is PDF/UA-1, where somebody has installed it. A program of its own (Java)."""

import os
import re
import shutil
from contextlib import nullcontext
from pathlib import Path
from typing import Final, NamedTuple

from annexa.model.errors import ToolFailed
from annexa.tools.process import AtWork, run

SECONDS = 300.0
"""For one file; 1,000 pages take some 30."""
MEMORY: Final = 1000
"""Megabytes that its Java may have for objects; the choice of Java would be a quarter of the machine's memory. 636
pages of 23 MB with a million and a half things to look at took less than 300."""
FOR_A_MEGABYTE: Final = 20
"""More of them for each megabyte of the file, of which it keeps the whole structure."""
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


def judge(
    program: Path, file: Path, *, seconds: float | None = None, at_work: AtWork = lambda end: nullcontext()
) -> Answer:
    """Asks for the verdict and the rules that are broken; never raises. `at_work`: see `annexa.tools.process.run`."""
    command: list[str | Path] = [program, "--flavour", "ua1", "--format", "text", "-v", file]
    try:
        done = run(command, seconds=seconds or SECONDS, environment=_environment(file), at_work=at_work)
    except (ToolFailed, OSError):
        return Answer(None)
    lines = done.out.decode(errors="replace").splitlines()
    verdicts = {line.split(maxsplit=1)[0] for line in lines if line.strip() and not line[0].isspace()}
    if "FAIL" in verdicts:
        rules = [rule for line in lines if line[:1].isspace() for rule in _RULE.findall(line)]
        return Answer(False, tuple(dict.fromkeys(rules)))
    return Answer(True if "PASS" in verdicts else None)


def _environment(file: Path) -> dict[str, str]:
    """With a limit of memory, behind which stands what somebody has set for every Java. Raises OSError."""
    limit = f"-Xmx{MEMORY + FOR_A_MEGABYTE * (file.stat().st_size // 1_000_000)}m"
    return {**os.environ, "JAVA_TOOL_OPTIONS": f"{limit} {os.environ.get('JAVA_TOOL_OPTIONS', '')}".strip()}
