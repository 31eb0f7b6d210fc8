"""Heading levels of one source, in reading order: which are skipped, and which an unnumbered heading gets."""

from dataclasses import dataclass


@dataclass(slots=True)
class Headings:
    """Follows the headings of one source. The divider before it is a heading of level 1."""

    last: int = 1
    _outermost: int | None = None

    def enter(self, level: int) -> str:
        """Takes the next heading; returns what is wrong with it, or nothing.

        PDF/UA-1, 7.4.2: going down, no level may be left out; going up, any may follow.
        """
        skipped = level > self.last + 1
        message = f"has a heading of level {level} after one of level {self.last}" if skipped else ""
        self.last = level
        return message

    def next_of_unnumbered(self, depth: int) -> int:
        """The level for a heading written /H, whose level is how deep it stands; it never skips one."""
        if self._outermost is None or depth < self._outermost:
            self._outermost = depth
        self.last = min(depth - self._outermost + 1, self.last + 1, 6)
        return self.last
