"""What the page runs is imported without what a web page has not: processes and what they share."""

import subprocess
import sys

import pytest

MISSING = ("multiprocessing", "_multiprocessing")
"""Modules that Pyodide leaves out of Python."""


@pytest.mark.parametrize("module", ["annexa.browser.calls", "annexa.browser.finished"])
def test_the_page_starts_where_there_are_no_processes(module: str) -> None:
    script = f"import sys; sys.modules.update(dict.fromkeys({MISSING!r})); import {module}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr[-1000:]
