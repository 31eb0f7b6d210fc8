"""MkDocs, run as a program of its own: it builds the site, or shows it while it is being written."""

import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from annexa.model.errors import MissingTool, ToolFailed

TIME_LIMIT: Final = 300
"""Seconds; the whole site takes a few."""


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
    try:
        done = subprocess.run(
            command,
            cwd=config.parent,
            env=_environment() | {"SOURCE_DATE_EPOCH": str(edition)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ToolFailed(
            f"MkDocs did not finish within {TIME_LIMIT} seconds",
            remedy="Run ‘annexa site’ again; if it repeats, look for a very large file below guidance/.",
        ) from None
    if done.returncode != 0:
        raise ToolFailed(f"MkDocs did not build the site:\n{_said(done.stderr + done.stdout)}", remedy=_REMEDY)


def serve(config: Path, *, port: int) -> subprocess.Popen[bytes]:
    """Starts a preview on this machine, which is built again when a page changes. The caller ends it."""
    address = f"127.0.0.1:{port}"
    command = [*_command(), "serve", "--quiet", "--config-file", str(config), "--dev-addr", address]
    return subprocess.Popen(command, cwd=config.parent, env=_environment())


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
