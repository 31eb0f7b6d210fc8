"""Where every file stands in a package: short paths that Windows and SharePoint accept, and a record of renames."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annexa.package.contents import Item, PackageInput, Volume
from annexa.plan.safe_names import distinct, safe_file, safe_name

LONGEST_PATH = 120
"""Characters of a path inside a package: Windows stops at 260 and SharePoint at 400, folder above included."""
LONGEST_NAME = 56


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where the files of a package stand; paths are POSIX, relative to `data/`."""

    volumes: tuple[tuple[Volume, str], ...]
    items: dict[str, str]
    """The PDF of each item, by its id."""
    natives: dict[str, str]
    """The document itself, by its key."""
    beside: dict[str, tuple[str, ...]]
    """Files that were attached to a document, by its key."""
    renamed: tuple[tuple[str, str, str], ...]
    """Key, name before, path now: what is not called as its author called it."""

    def sources(self, package: PackageInput) -> Iterator[tuple[str, Path]]:
        """Every file to copy, by its path."""
        for volume, path in self.volumes:
            yield path, volume.path
        for item in package.items:
            if item.pdf is not None:
                yield self.items[item.id], item.pdf
            for document in item.documents:
                if document.native is not None:
                    yield self.natives[document.key], document.native
                yield from zip(self.beside.get(document.key, ()), document.beside, strict=True)


def place(package: PackageInput) -> Placed:
    """Names for everything; in a child-level package names say nothing, since a zip shows names to everyone."""
    taken: set[str] = set()
    volumes = tuple((volume, _volume_path(package, volume, taken)) for volume in package.volumes)
    items = {item.id: _item_path(package, item, taken) for item in package.items if item.pdf is not None}
    natives: dict[str, str] = {}
    beside: dict[str, tuple[str, ...]] = {}
    renamed: list[tuple[str, str, str]] = []
    for item in package.items:
        for number, document in enumerate(item.documents, start=1):
            if document.native is not None:
                path = _native_path(package, item, document.name, f"{number}", taken)
                natives[document.key] = path
                if path.rpartition("/")[2] != document.name:
                    renamed.append((document.key, document.name, path))
            if document.beside:
                beside[document.key] = tuple(
                    _native_path(package, item, file.name, f"{number}-{place}", taken)
                    for place, file in enumerate(document.beside, start=1)
                )
    return Placed(volumes=volumes, items=items, natives=natives, beside=beside, renamed=tuple(renamed))


def _volume_path(package: PackageInput, volume: Volume, taken: set[str]) -> str:
    words = f"{package.name} bundle" + (f" volume {volume.number}" if len(package.volumes) > 1 else "")
    return _distinct("bundle", _shortened(safe_name(words, suffix=".pdf")), taken)


def _item_path(package: PackageInput, item: Item, taken: set[str]) -> str:
    words = item.id if package.package == "child-level" else item.heading
    return _distinct("items", _shortened(safe_name(words, suffix=".pdf")), taken)


def _native_path(package: PackageInput, item: Item, name: str, number: str, taken: set[str]) -> str:
    if package.package == "child-level":
        ending = Path(safe_file(name)).suffix or ".bin"
        return _distinct("originals", f"{safe_name(item.id)}-{number}{ending}", taken)
    return _distinct(f"originals/{safe_name(item.id)}", _shortened(safe_file(name)), taken)


def _shortened(name: str) -> str:
    """The name with its own ending, cut to `LONGEST_NAME` characters."""
    stem, dot, ending = name.rpartition(".")
    if len(name) <= LONGEST_NAME or not dot:
        return name[:LONGEST_NAME].rstrip(" .")
    return stem[: LONGEST_NAME - len(ending) - 1].rstrip(" .") + dot + ending


def _distinct(folder: str, name: str, taken: set[str]) -> str:
    return distinct(f"{folder}/{name}", taken)
