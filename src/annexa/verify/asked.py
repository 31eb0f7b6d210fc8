"""Some of the pages of a file, and how a reader's process is told of them: "1,17-20 of 376", or "2/4" for a part."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class Asked(NamedTuple):
    """Pages to be looked at."""

    positions: Sequence[int]
    """From 1, in order."""
    pages: int
    """How many the file has."""

    def in_parts(self, count: int) -> list[str]:
        """What so many processes are told, each of as many pages."""
        cuts = [len(self.positions) * part // count for part in range(count + 1)]
        return [f"{_runs(self.positions[first:last])} of {self.pages}" for first, last in pairwise(cuts)]


def indices(told: str, pages: int) -> Iterator[int]:
    """The pages that a process was told of, counted from 0, where it finds so many; all where it was told of none.

    Raises ValueError where it was told of another number of pages.
    """
    positions, _, of = told.partition(" of ")
    if of:
        if int(of) != pages:
            raise ValueError(f"{pages} pages where {of} were expected")
        for run in positions.split(","):
            first, _, last = run.partition("-")
            yield from range(int(first) - 1, int(last or first))
    else:
        part, parts = map(int, told.split("/")) if told else (1, 1)
        yield from range(pages * (part - 1) // parts, pages * part // parts)


def _runs(positions: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for position in positions:
        if runs and position == runs[-1][-1] + 1:
            runs[-1][1:] = [position]
        else:
            runs.append([position])
    return ",".join("-".join(map(str, run)) for run in runs)
