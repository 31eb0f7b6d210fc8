"""Where the project is."""

from pathlib import Path

from annexa.model.errors import UsageError


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds evidence/ and schema/. Raises UsageError."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "evidence").is_dir() and (folder / "schema").is_dir():
            return folder
    raise UsageError(
        f"There is no evidence library at or above {start}",
        remedy="Go to the folder that holds evidence/ and schema/, or name it with --library FOLDER.",
    )
