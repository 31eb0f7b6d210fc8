"""The lines of the table that `scripts/bench.py` prints."""

from typing import Any, NamedTuple

from measuring import Took


class Row(NamedTuple):
    """A line of the table."""

    stage: str
    wall: float
    cpu: float
    peak: float
    """MB."""
    per: str = ""
    """What one unit takes."""
    ratio: str = ""
    within: float | None = None
    """Seconds of the clock that the stage is to keep, for the full library."""
    most: float | None = None
    """MB that it is to keep."""
    times: float | None = None
    """How often as much as its peer."""
    least: float | None = None
    """How often as quick as its peer it is to be at least."""
    highest: float | None = None
    """How often as much as its peer it is to take at most."""
    failed: str = ""

    @property
    def bounds(self) -> list[tuple[str, bool]]:
        """What the stage is to keep, in words, and whether it did."""
        times = self.times or 0.0
        every = (
            (self.within, "{:g} s", self.wall <= (self.within or 0)),
            (self.most, "{:g} MB", self.peak <= (self.most or 0)),
            (self.least, "at least {:g} times", times >= (self.least or 0)),
            (self.highest, "at most {:g} times", times <= (self.highest or 0)),
        )
        return [(words.format(bound), is_kept) for bound, words, is_kept in every if bound is not None]

    def __str__(self) -> str:
        kept = ", ".join(f"{'kept' if is_kept else 'missed'} ({words})" for words, is_kept in self.bounds)
        figures = f"{self.stage:54}{self.wall:9.2f}{self.cpu:9.2f}{self.peak:8.0f}"
        return f"{figures}  {self.per:22}{self.ratio:26}{kept}{self.failed}".rstrip()


def row(stage: str, took: Took, **more: Any) -> Row:
    """A line of what a command took, with `more` fields; one that failed says so."""
    failed = f" ended with {took.code}: {took.said.splitlines()[-1:]}" if took.code not in (0, 1) else ""
    return Row(stage, took.wall, took.cpu, took.peak, failed=failed, **more)
