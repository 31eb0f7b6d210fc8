"""What `annexa adopt` and `annexa new` share: how documents are read, and how guesses are told."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from annexa.model.words import Advance, day_in_words, silent

if TYPE_CHECKING:
    from annexa.adopt.guesses import Guesses
    from annexa.adopt.plan import Read, Reader


def reader(root: Path, advance: Advance = silent) -> "Reader":
    """Reads files in workers, and keeps nothing of them: some may have to be kept back."""
    from annexa.check.reading import read_paths
    from annexa.check.store import FactsStore
    from annexa.pipeline import cache_of

    def read(files: Mapping[Path, str]) -> "Mapping[Path, Read]":
        found: dict[Path, Read] = {}
        store = FactsStore(cache_of(root))
        for path, facts in read_paths(files, store, private=frozenset(files), workers=os.cpu_count() or 1):
            found[path] = facts
            advance(path.name)
        return found

    return read


def guesses_in_words(guesses: "Guesses") -> str:
    """Title, kind and date in a line, with what the date was taken from."""
    return f"“{guesses.title}”, {guesses.kind}, {day_in_words(guesses.dated)} by {guesses.dated_by}"
