"""The marked content of a page: which parts of it belong to which structure element, and which to none."""

import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from annexa.convert.sheets.drawn import Drawn, Text

ARTIFACT: Final = b"/Artifact BMC\n"
END: Final = b"\nEMC\n"


@dataclass(slots=True)
class Marks:
    """The operators to put into a page, and the structure elements of its marked contents."""

    data: bytes
    drawn: Drawn
    inserts: list[tuple[int, int, bytes]] = field(default_factory=list)
    """Place, order among those at one place, operator."""
    owners: list[Any] = field(default_factory=list)
    """By MCID."""

    def claim(self, owner: Any, tag_: bytes, start: int, end: int) -> int:
        """Marks a part of the page as an element's content; answers its MCID."""
        number = len(self.owners)
        self.owners.append(owner)
        self.wrap(b"/%s<</MCID %d>>BDC\n" % (tag_, number), start, end)
        return number

    def wrap(self, opening: bytes, start: int, end: int) -> None:
        self.inserts.append((start, 1, opening))
        self.inserts.append((end, 0, END))

    def artifacts(self, taken: list[tuple[int, int]]) -> None:
        """Marks everything painted outside of the parts taken, in as few pieces as it goes."""
        taken = sorted(taken)
        starts = [start for start, _ in taken]
        open_from: tuple[int, int, int] | None = None  # gap, start, end
        for start, end in self.drawn.paths:
            gap = bisect.bisect_right(starts, start)
            if gap and start < taken[gap - 1][1]:
                continue  # part of a drawing
            if open_from is not None and open_from[0] == gap:
                open_from = (gap, open_from[1], end)
                continue
            if open_from is not None:
                self.wrap(ARTIFACT, *open_from[1:])
            open_from = (gap, start, end)
        if open_from is not None:
            self.wrap(ARTIFACT, *open_from[1:])

    def content(self) -> bytes:
        """The page with the old operators taken out and the new ones put in."""
        changes = [(start, 2, end, b"") for start, end in self.drawn.marks]
        changes += [(place, order, place, operator) for place, order, operator in self.inserts]
        pieces = []
        position = 0
        for place, _, end, operator in sorted(changes):
            pieces += [self.data[position:place], operator]
            position = max(position, end)
        pieces.append(self.data[position:])
        return b"".join(pieces)


def runs(texts: list[Text], drawn: Drawn) -> Iterator[tuple[int, int]]:
    """Parts of the page that hold these texts in this order, each as long as nothing else comes between."""
    starts = _starts(drawn)
    run: tuple[int, int] | None = None
    for text in texts:
        if run is not None and run[1] <= text.start:
            between = bisect.bisect_left(starts, text.start) - bisect.bisect_left(starts, run[1])
            if not between:
                run = (run[0], text.end)
                continue
        if run is not None:
            yield run
        run = (text.start, text.end)
    if run is not None:
        yield run


def _starts(drawn: Drawn) -> list[int]:
    """Where anything drawn begins."""
    if not drawn.starts:
        starts = [start for start, _ in drawn.paths]
        starts += [text.start for text in drawn.texts]
        starts += [picture.start for picture in drawn.pictures]
        drawn.starts = sorted(starts)
    return drawn.starts
