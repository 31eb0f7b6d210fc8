"""Where the project is."""

from pathlib import Path

from annexa.model.errors import UsageError


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` with a library: evidence/ that holds library.yaml, or lies beside schema/.

    Where there is none, the nearest with a folder evidence/ counts, so that what is missing in it can be said.
    Raises UsageError.
    """
    start = start.resolve()
    folders = [folder for folder in (start, *start.parents) if (folder / "evidence").is_dir()]
    whole = (f for f in folders if (f / "evidence" / "library.yaml").is_file() or (f / "schema").is_dir())
    root = next(whole, folders[0] if folders else None)
    if root is not None:
        return root
    raise UsageError(
        f"There is no evidence library at or above {start}",
        remedy="Go to the folder that holds evidence/, name it with --library FOLDER, or make one with ‘annexa init’.",
    )
