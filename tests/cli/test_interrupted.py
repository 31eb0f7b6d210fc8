"""Ctrl-C in the first and the last moments of the program: one exit code, no traceback, and what was answered stands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

INTERRUPT = "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"
LISTENING = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
"""A shell that starts tests in the background lets them ignore it."""
AT_IMPORT = f"""\
{LISTENING}
import sys
class Finder:
    def find_spec(self, name, *more):
        if name == "annexa.cli.main":
{"".join(f"            {line}" + chr(10) for line in INTERRUPT.splitlines())}
sys.meta_path.insert(0, Finder())
"""
AT_THE_END = f"""\
{LISTENING}
import atexit
@atexit.register
def late():
{"".join(f"    {line}" + chr(10) for line in INTERRUPT.splitlines())}
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are another matter there")
@pytest.mark.parametrize(
    ("moment", "arguments", "code"),
    [(AT_IMPORT, ["--version"], 130), (AT_THE_END, ["--version"], 0), (AT_THE_END, ["chek"], 2)],
)
def test_no_moment_shows_a_traceback(tmp_path: Path, moment: str, arguments: list[str], code: int) -> None:
    (tmp_path / "sitecustomize.py").write_text(moment)
    path = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, "-m", "annexa", *arguments],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
