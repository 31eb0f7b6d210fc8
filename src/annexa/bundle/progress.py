"""How a long build says what it is at."""

from collections.abc import Callable

from annexa.model.words import Advance, step


class Pages:
    """The pages of some files that are verified one after the other or side by side."""

    def __init__(self, advance: Advance, whole: int = 0) -> None:
        """`whole`: how many there are in all; 0 where that is told with those of the only file."""
        self._advance = advance
        self._whole = whole
        self._seen: dict[str, int] = {}

    def of(self, name: str) -> Callable[[int, int], None]:
        """What is told of one file: how many pages were looked at, and how many it has."""

        def told(seen: int, pages: int) -> None:
            self._seen[name] = seen
            total = self._whole or pages
            self._advance(step("Verifying pages", min(sum(self._seen.values()) + 1, total), total, name))

        return told
