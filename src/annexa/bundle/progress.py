"""How a long build says what it is at."""

from collections.abc import Callable
from typing import Protocol

from annexa.model.words import step


class Progress(Protocol):
    """Is told what is being done, how much of it is done, how much there is, and what is taken up now."""

    def __call__(self, what: str, done: int, total: int, name: str = "") -> None: ...


def page_by_page(
    advance: Callable[[str], None], name: str, *, before: int = 0, whole: int = 0
) -> Callable[[int, int], None]:
    """What is told of the pages of one file: how many were looked at, and how many there are.

    `before`: pages of the volumes before it. `whole`: those of all volumes, where there are several.
    """

    def told(seen: int, pages: int) -> None:
        total = whole or pages
        advance(step("Verifying pages", min(before + seen + 1, total), total, name))

    return told


def silent(what: str, done: int, total: int, name: str = "") -> None:
    """Progress that nobody sees."""
