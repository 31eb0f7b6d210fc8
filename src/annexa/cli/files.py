"""Files that a command writes where it is told to."""

import os
from pathlib import Path
from typing import Any

import click


class OutputFile(click.ParamType[Path]):
    """A file to be written; a place where none can lie is refused before the work begins, not after it.

    Folders above it that are not there are made.
    """

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; what is or names a folder, or lies below a file, is refused with what to write."""
        path = Path(value)
        if path.is_dir() or str(value).endswith(("/", os.sep)):
            what = "is a folder" if path.is_dir() else "names a folder, which is not there"
            return self.fail(f"‘{value}’ {what}. Name a file in it, such as {path / 'report.html'}.", param, ctx)
        above = next(folder for folder in path.absolute().parents if folder.exists())
        if not above.is_dir():
            return self.fail(f"‘{above}’ is a file, so nothing can be written below it.", param, ctx)
        if not os.access(above, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
            return self.fail(f"Nothing may be written to {above}. Name a file in a folder of your own.", param, ctx)
        return path


OUTPUT = OutputFile()
