"""A reading with what several checks derive from it, each thing worked out once."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from annexa.verify.facts import Laid, Reading, Seen
from annexa.verify.index import Index, find_index
from annexa.verify.result import Spot
from annexa.verify.stamps import Stamp, stamps

if TYPE_CHECKING:
    from annexa.tools.verapdf import Answer
    from annexa.verify.second import Second

SCANNED_LETTERS = 20
SCANNED_SHARE = 0.5
"""Fewer letters than this and a picture over more than half of the page: measured to find scans without a miss."""


class View:
    """What the checks look at."""

    def __init__(
        self,
        reading: Reading,
        *,
        first: int | None = None,
        second: "Second | None" = None,
        accessibility: "Answer | None" = None,
    ) -> None:
        """`first` is the number that the first page must carry; None where the file itself says that it is 1.

        `second` is what a second reader shows, `accessibility` what veraPDF says; None where there is none.
        """
        self.reading = reading
        self.second = second
        self.accessibility = accessibility
        self.structure = reading.structure
        self.first = first

    @property
    def pages(self) -> int:
        """How many pages the file has; the sight reader counts where the structure cannot be read."""
        return self.structure.pages or len(self.reading.seen)

    @cached_property
    def seen(self) -> Mapping[int, Seen]:
        return {page.position: page for page in self.reading.seen}

    @cached_property
    def laid(self) -> Mapping[int, Laid]:
        return {page.position: page for page in self.reading.laid}

    @cached_property
    def stamps(self) -> Mapping[int, Stamp]:
        return stamps(self.reading)

    @cached_property
    def by_section(self) -> bool:
        """Whether pages are numbered anew in each section, behind its letter: A1, A2, B1."""
        lettered = [stamp.number for stamp in self.stamps.values() if stamp.number.section]
        begun = {number.section for number in lettered if number.number == 1}
        return len(lettered) * 2 > len(self.stamps) and (len(begun) > 1 or begun == {"A"})

    @cached_property
    def first_lettered(self) -> int:
        """The first page of the first section, where pages are numbered by section; else 1."""
        return (
            next((at for at, stamp in sorted(self.stamps.items()) if stamp.number.section), 1) if self.by_section else 1
        )

    @cached_property
    def index(self) -> Index:
        return find_index(self.reading)

    @cached_property
    def indexed(self) -> frozenset[int | None]:
        """The pages that rows of the index lead to."""
        return frozenset(row.target for row in self.index.rows)

    @cached_property
    def uppermost(self) -> Mapping[int | None, int]:
        """How deep the uppermost bookmark of each page stands."""
        depths: dict[int | None, int] = {}
        for mark in self.structure.bookmarks:
            depths[mark.target.position] = min(mark.depth, depths.get(mark.target.position, mark.depth))
        return depths

    def letters(self, position: int) -> int:
        """Characters on a page, the stamped number left out."""
        stamp = self.stamps.get(position)
        return self.seen[position].letters - (len("".join(stamp.text.split())) if stamp else 0)

    def is_scan(self, position: int) -> bool:
        """Whether a page is a picture of a page, without text."""
        covered = max((picture.share for picture in self.seen[position].pictures), default=0.0)
        return self.letters(position) < SCANNED_LETTERS and covered > SCANNED_SHARE

    def spot(self, position: int, message: str) -> Spot:
        """A fault on a page."""
        return Spot(message=message, position=position, label=self.reading.label(position))
