"""Which of the numbers in the margin is the stamp.

A bundle's pages often carry two numbers: the one that their author gave them and the one that the bundle stamped. The
stamp stands at the same distance from the same corner on page after page and counts up with the pages; so every number
votes for its place and for its distance from the page's position, and the place with most votes is the stamp's lane.
Further lanes are looked for among the pages left over: left and right pages, portrait and landscape.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final, NamedTuple

from annexa.verify.facts import Box, Reading, Seen
from annexa.verify.labels import Numbered, numbered

BUCKET: Final = 12.0
NEAR: Final = 16.0
"""Points by which a stamp may stray from its lane: the width of two more figures."""
MAX_LANES: Final = 6


class Corner(NamedTuple):
    """A place measured from the page's own edges, so that it is the same on pages of any size."""

    edge: str
    """top or bottom."""
    third: str
    """left, centre or right."""
    across: float
    """Points from the left or right edge, or from the middle."""
    up: float
    """Points from the top or bottom edge to the middle of the text."""

    def near(self, other: "Corner") -> bool:
        return (
            (self.edge, self.third) == (other.edge, other.third)
            and abs(self.across - other.across) <= NEAR
            and abs(self.up - other.up) <= NEAR / 2
        )


class Stamp(NamedTuple):
    """A number in the margin, and where it stands."""

    number: Numbered
    corner: Corner
    text: str


def corner(box: Box, width: float, height: float, unit: float = 1.0) -> Corner:
    """Where a box stands on a page of that size; `unit` turns units into points."""
    middle = (box.left + box.right) / 2
    if middle < width / 3:
        third, across = "left", box.left
    elif middle > width * 2 / 3:
        third, across = "right", width - box.right
    else:
        third, across = "centre", middle - width / 2
    low = box.middle < height / 2
    return Corner("bottom" if low else "top", third, across * unit, (box.middle if low else height - box.middle) * unit)


def candidates(page: Seen, unit: float = 1.0) -> list[Stamp]:
    """Every number in a page's margin."""
    found = []
    for word in page.margin:
        number = numbered(word.text)
        if number is not None:
            found.append(Stamp(number, corner(word.box, page.width, page.height, unit), word.text))
    return found


def stamps(reading: Reading) -> Mapping[int, Stamp]:
    """The stamp of each page that has one, by position."""
    units = {laid.position: laid.unit for laid in reading.laid}
    offered = {page.position: candidates(page, units.get(page.position, 1.0)) for page in reading.seen}
    offered = {position: found for position, found in offered.items() if found}
    out: dict[int, Stamp] = {}
    lanes: list[Corner] = []
    least = 1
    while len(lanes) < MAX_LANES:
        lane = _busiest(reading, offered, out, least)
        if lane is None:
            break
        lanes.append(lane)
        least = max(2, len(reading.seen) // 30)
        for position, found in offered.items():
            if position not in out:
                _take(out, position, [stamp for stamp in found if stamp.corner.near(lane)], reading)
    for position, found in offered.items():
        if position not in out:
            label = reading.label(position)
            same = [s for s in found if any(_like(s.corner, lane) for lane in lanes[:1]) and s.number.is_label(label)]
            _take(out, position, same, reading)
    return out


def _take(out: dict[int, Stamp], position: int, found: list[Stamp], reading: Reading) -> None:
    """Of several numbers in one lane, the one that fits is meant."""
    if found:
        label = reading.label(position)
        out[position] = next((stamp for stamp in found if stamp.number.is_label(label)), found[0])


def _like(one: Corner, other: Corner) -> bool:
    return (one.edge, one.third) == (other.edge, other.third)


def _busiest(
    reading: Reading, offered: Mapping[int, list[Stamp]], done: Mapping[int, Stamp], least: int
) -> Corner | None:
    """The place where most pages left over carry a number that counts with them; None where fewer than `least` do.

    Where sections are numbered anew, a number counts with its page if it is the page's label, letter included.
    """
    votes: Counter[tuple[int, str, str, int, int]] = Counter()
    voters: dict[tuple[int, str, str, int, int], list[Corner]] = {}
    for position, found in offered.items():
        if position in done:
            continue
        for number, place, _ in found:
            by_section = number.section and number.label.casefold() == reading.label(position).casefold()
            distance = 0 if by_section else number.number - position
            key = (distance, place.edge, place.third, round(place.across / BUCKET), round(place.up / BUCKET))
            votes[key] += 1
            voters.setdefault(key, []).append(place)
    if not votes:
        return None
    key, count = max(votes.items(), key=lambda pair: (pair[1], -abs(pair[0][0]), pair[0]))
    if count < least:
        return None
    places = voters[key]
    return Corner(key[1], key[2], sum(p.across for p in places) / len(places), sum(p.up for p in places) / len(places))
