"""The pages of many PDFs, each read in a process that it can only harm itself in."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from annexa.proof.pages import Shown

SECONDS: Final = 60
"""For one PDF; a page takes a few thousandths."""


def read_pages(paths: Iterable[Path]) -> Iterator[tuple[Path, Shown | str]]:
    """Each PDF with what its pages show, in order, or with the sentence why that is not known."""
    process: subprocess.Popen[bytes] | None = None
    try:
        for path in paths:
            process = process or _start()
            answer = _asked(process, path)
            if answer is None:
                process.kill()
                process.wait()
                process = None
                yield path, f"Its PDF could not be read within {SECONDS} seconds, or stopped its reader"
            elif answer[:1] == b"+":
                yield path, msgspec.json.decode(answer[1:], type=Shown)
            else:
                yield path, "Its PDF could not be read"
    finally:
        if process is not None:
            process.kill()
            process.communicate()


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "annexa.proof.worker", str(SECONDS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ) | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )


def _asked(process: "subprocess.Popen[bytes]", path: Path) -> bytes | None:
    """A line, or None where the process has ended."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        process.stdin.write(json.dumps(str(path.absolute())).encode() + b"\n")
        process.stdin.flush()
        answer = process.stdout.readline()
    except OSError:
        return None
    return answer if answer.endswith(b"\n") else None
