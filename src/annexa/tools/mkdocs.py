"""MkDocs, run as a program of its own: it builds the site, or shows it while it is being written."""

import importlib.metadata
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from annexa.model.errors import MissingTool, ToolFailed
from annexa.tools.process import TookTooLong, end_group, ended_with_us, run

TIME_LIMIT: Final = 300
"""Seconds; the whole site takes a few."""
_PATIENCE: Final = 10
"""Seconds in which a preview that is interrupted has ended."""


def version() -> str | None:
    """The version of MkDocs, or None where it is not installed."""
    try:
        return importlib.metadata.version("mkdocs")
    except importlib.metadata.PackageNotFoundError:
        return None


def build(config: Path, into: Path, *, edition: int) -> None:
    """Builds the pages of a configuration into a folder; a broken link or anchor fails the build.

    `edition` (seconds since 1970) stands for the time of building, so that two builds are the same bytes.
    Raises MissingTool, ToolFailed.
    """
    # Not --quiet: it would hide warnings from --strict too, and a broken link is a warning.
    command = [*_command(), "build", "--strict", "--config-file", str(config), "--site-dir", str(into)]
    environment = _environment() | {"SOURCE_DATE_EPOCH": str(edition)}
    try:
        done = run(command, seconds=TIME_LIMIT, folder=config.parent, environment=environment)
    except TookTooLong:
        raise ToolFailed(
            f"MkDocs did not finish within {TIME_LIMIT} seconds",
            remedy="Run ‘annexa site’ again; if it repeats, look for a very large file below guidance/.",
        ) from None
    if done.code != 0:
        said = (done.err + done.out).decode(errors="replace")
        raise ToolFailed(f"MkDocs did not build the site:\n{_said(said)}", remedy=_REMEDY)


@contextmanager
def serving(config: Path, *, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Within it a preview is shown on this machine, which is built again when a page changes."""
    address = f"127.0.0.1:{port}"
    command = [*_command(), "serve", "--quiet", "--config-file", str(config), "--dev-addr", address]
    started = subprocess.Popen(command, cwd=config.parent, env=_environment(), start_new_session=True)
    with started as process, ended_with_us(process.pid):
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)  # it clears up then
            with suppress(subprocess.TimeoutExpired):
                process.wait(_PATIENCE)
            end_group(process.pid)


_REMEDY = "Correct the link or anchor in the page below guidance/pages that the message names, and run it again."


def _command() -> list[str]:
    if version() is None:
        raise MissingTool(
            "MkDocs is not installed", remedy="Run ‘pip install -r requirements/runtime.txt’ in this environment."
        )
    return [sys.executable, "-m", "mkdocs"]


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}


def _said(output: str) -> str:
    """The lines that matter: warnings and errors, at most twenty."""
    lines = [line for line in output.splitlines() if line.startswith(("WARNING", "ERROR"))] or output.splitlines()
    return "\n".join(lines[:20])
