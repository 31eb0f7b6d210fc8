"""Names that must not appear: found as whole words, without regard to capitals, in any number of texts."""

import re
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class NameList:
    """Names by their first word, each as its words."""

    by_first: dict[str, tuple[tuple[str, ...], ...]]

    @staticmethod
    @lru_cache(maxsize=8)
    def of(names: frozenset[str]) -> "NameList":
        """A list of names; a single word counts only as it is spelt, capitals included."""
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for name in names:
            words = tuple(_WORD.findall(name))
            if words:
                folded = words if len(words) == 1 else tuple(word.casefold() for word in words)
                by_first.setdefault(folded[0], []).append(folded)
        return NameList({first: tuple(sorted(entries)) for first, entries in by_first.items()})


def names_in(text: str, names: NameList) -> int:
    """How many names stand in the text."""
    words = _WORD.findall(text)
    folded = [word.casefold() for word in words]
    found = 0
    for index, word in enumerate(words):
        found += any(len(entry) == 1 for entry in names.by_first.get(word, ()))
        found += any(
            len(entry) > 1 and tuple(folded[index : index + len(entry)]) == entry
            for entry in names.by_first.get(folded[index], ())
        )
    return found
