"""A part of a library, for one of several machines that check it together: every folder is in exactly one part."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from annexa.load import Loaded

MOST_PARTS = 1_000


@dataclass(frozen=True, slots=True)
class Shard:
    """One of `of` parts, counted from 1; a container of item folders, as `check` takes them."""

    number: int
    of: int
    folders: tuple[str, ...]
    """Of all items, in order: each machine must have the same state of the library."""

    def __contains__(self, folder: object) -> bool:
        """Items in turn; what is no item's folder, such as a file of the library's own, by its name."""
        name = str(folder)
        if not name:
            return False
        at = self.folders.index(name) if name in self.folders else int(hashlib.sha256(name.encode()).hexdigest(), 16)
        return at % self.of == self.number - 1

    def __str__(self) -> str:
        """As people write it: "2/4"."""
        return f"{self.number}/{self.of}"


def shard_of(loaded: Loaded, number: int, of: int) -> Shard:
    """A part of a library."""
    items: Iterable[str] = () if loaded.library is None else (item.yaml for item in loaded.library.items)
    return Shard(number, of, tuple(sorted(name.rpartition("/")[0] for name in items)))
