"""What annexa brings along: frameworks, checklist, guidance, site. A file of the same name in the library wins.

In a checkout these files stand at the top, in schema/, guidance/ and mkdocs.yml, where people edit them; setup.py puts
them into the installed package. Everything that reads one of them asks here.
"""

from pathlib import Path
from typing import Final

FOLDER: Final = "shipped"
"""Where setup.py puts the files, below the package."""
OF_A_LIBRARY: Final = ("guidance/local",)
"""What each library has of its own: the local facts of another area stand in for nobody's."""


def brought() -> Path:
    """The folder that holds schema/, guidance/ and mkdocs.yml as annexa brings them."""
    package = Path(__file__).resolve().parents[1]
    installed = package / FOLDER
    return installed if installed.is_dir() else package.parents[1]


def found(root: Path, name: str) -> Path:
    """The library's file of that name (a POSIX path), or annexa's own; where there is neither, where it should lie."""
    own = root / name
    if own.exists() or name.startswith(OF_A_LIBRARY):
        return own
    other = brought() / name
    return other if other.exists() else own


def listed(root: Path, folder: str, pattern: str) -> dict[str, Path]:
    """The files of a folder that match, by their name below it: annexa's own, with the library's in their place."""
    places = (brought() / folder, root / folder)
    files = {path.relative_to(place).as_posix(): path for place in places for path in place.glob(pattern)}
    return {name: path for name, path in sorted(files.items()) if path.is_file()}


def name_of(path: Path, root: Path) -> str:
    """A file as people are told it: relative to the library, or to what annexa brings."""
    place = root if path.is_relative_to(root) else brought()
    return path.relative_to(place).as_posix() if path.is_relative_to(place) else str(path)
