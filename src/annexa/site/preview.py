"""A preview of the site on this machine, made again when guidance, metadata or schema change."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from annexa.load import project
from annexa.model.errors import AnnexaError, ToolFailed
from annexa.site.build import build_pages, configured
from annexa.tools import mkdocs

PAUSE: Final = 0.7
"""Seconds between two looks at the files."""
WATCHED: Final = ("guidance", "schema", "evidence")


def serve(root: Path, *, local: Path | None, port: int, say: Callable[[str], object]) -> None:
    """Shows the site at 127.0.0.1 until it is interrupted. Raises UsageError, MissingTool, ToolFailed.

    A fault in a file that is being edited is said and the last good pages stay.
    """
    build_pages(project(root), local=local)
    with mkdocs.serving(configured(root), port=port) as process:
        say(f"The site is at http://127.0.0.1:{port}/ until you press Ctrl+C.")
        seen = _state(root)
        while process.poll() is None:
            time.sleep(PAUSE)
            now = _state(root)
            if now != seen:
                seen = now
                say(_again(root, local))
    raise ToolFailed(
        f"The preview stopped with exit code {process.returncode}",
        remedy=f"If port {port} is in use, choose another with --port.",
    )


def _again(root: Path, local: Path | None) -> str:
    try:
        built = build_pages(project(root), local=local)
    except AnnexaError as error:
        return f"{error.message}. {error.remedy}"
    return f"{built.pages} pages made again."


def _state(root: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of every file that a page can come from; documents of the evidence are not among them."""
    return {path: (status.st_mtime_ns, status.st_size) for path in _files(root) if (status := path.stat())}


def _files(root: Path) -> Iterator[Path]:
    for name in WATCHED:
        for path in (root / name).rglob("*"):
            if path.is_file() and (name != "evidence" or path.suffix in {".yaml", ".yml"}):
                yield path
