"""The index of a bundle: its rows, what page each states and where each lands."""

import re
from collections import Counter
from collections.abc import Set
from datetime import date
from typing import Final, NamedTuple

from annexa.verify.facts import Bookmark, Box, Jump, Reading, Seen, Word
from annexa.verify.labels import Numbered

CALLED_INDEX: Final = re.compile(r"\b(index|table of contents|contents)\b", re.IGNORECASE)
STAMPED: Final = 54.0
"""Points from the edge in which numbers are stamps and no rows."""
_NUMBER: Final = re.compile(
    r"^(?:pp?\.?|pages?)?(?P<prefix>[A-Z]{1,3}[-.]?)?(?P<number>\d{1,6})(?P<suffix>[A-Z]{0,2})"
    r"(?:[–—-](?:[A-Z]{1,3}[-.]?)?\d{1,6}[A-Z]{0,2})?$"
)
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DATES: Final = (
    re.compile(r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m>[A-Za-z]{3,9})\.?,?\s+(?P<y>(?:19|20)\d\d)\b"),
    re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d{2})-(?P<d>\d{2})\b"),
    re.compile(r"\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>(?:19|20)\d\d)\b"),
)


class Row(NamedTuple):
    """A linked row of the index."""

    page: int
    """Where the row stands: position, from 1."""
    target: int | None
    """Where its link lands: position, from 1; None where that page does not exist."""
    text: str
    numbers: tuple[tuple[Numbered, float], ...]
    """The numbers of the row, each with its middle across the page in points."""


class Index(NamedTuple):
    """What an index says; without rows there is none."""

    rows: tuple[Row, ...]
    column: float | None
    """Where the page numbers stand, in points from the left edge; None where no row states its page."""
    unlinked: tuple[tuple[int, str], ...]
    """Rows that state a page and are no link: where they stand, and their text."""

    def stated(self, row: Row) -> Numbered | None:
        """The page number that a row states: the one nearest to the column of page numbers."""
        if self.column is None or not row.numbers:
            return None
        number, place = min(row.numbers, key=lambda pair: abs(pair[1] - (self.column or 0)))
        return number if abs(place - self.column) <= 45 else None


def find_index(reading: Reading) -> Index:
    """The index of a bundle, by its bookmark or else by the links that stand before the first page they lead to."""
    pages = {page.position: page for page in reading.seen}
    jumps = {laid.position: laid.jumps for laid in reading.laid}
    front = [position for position in _front(reading, jumps) if pages.get(position) and jumps.get(position)]
    labels = frozenset(reading.structure.labels)
    rows = [row for position in front for row in _rows(pages[position], jumps[position], labels)]
    column = _column(rows, reading)
    unlinked = _unlinked(reading, [pages[p] for p in front], jumps, column) if column is not None else ()
    return Index(tuple(rows), column, tuple(unlinked))


def _front(reading: Reading, jumps: dict[int, tuple[Jump, ...]]) -> range:
    """The positions of the pages that the index may stand on."""
    marks = [mark for mark in reading.structure.bookmarks if mark.target.position]
    called = next((mark for mark in marks if CALLED_INDEX.search(mark.title)), None)
    start = called.target.position or 1 if called else 1
    ahead = [
        jump.target.position
        for position in range(start, min(start + 60, len(reading.laid) + 1))
        for jump in jumps.get(position, ())
        if jump.target.position and jump.target.position > position
    ]
    end = min(ahead, default=start + 1)
    if called:
        after = _next_place(marks, called, start)
        end = after if after else end
    return range(start, end)


def _next_place(marks: list[Bookmark], called: Bookmark, start: int) -> int | None:
    """The page of the first bookmark that leads behind the index's."""
    later = [mark.target.position for mark in marks if mark is not called and (mark.target.position or 0) > start]
    return min((position for position in later if position), default=None)


class _Band(NamedTuple):
    """The height on a page that links to one target take."""

    bottom: float
    top: float
    target: int | None


def _rows(page: Seen, jumps: tuple[Jump, ...], labels: Set[str]) -> list[Row]:
    """The links of a page put together to rows: one row may be several links, or run over several lines."""
    bands: list[_Band] = []
    for jump in sorted(jumps, key=lambda jump: (-jump.box.top, jump.box.left)):
        last = bands[-1] if bands else None
        if last and last.target == jump.target.position and jump.box.top > last.bottom + 1:
            bands[-1] = _Band(min(last.bottom, jump.box.bottom), max(last.top, jump.box.top), last.target)
        else:
            bands.append(_Band(jump.box.bottom, jump.box.top, jump.target.position))
    rows: list[Row] = []
    above: _Band | None = None
    for band in bands:
        row = _row(page, band, labels)
        if above and not row.numbers and above.target == band.target and above.bottom - band.top < 10:
            band = _Band(band.bottom, above.top, band.target)
            rows[-1] = _row(page, band, labels)
        else:
            rows.append(row)
        above = band
    return rows


def _row(page: Seen, band: _Band, labels: Set[str]) -> Row:
    words = _in_lines([word for word in page.words if band.bottom - 2 <= word.box.middle <= band.top + 2])
    return Row(page.position, band.target, " ".join(word.text for word in words), tuple(_numbers(words, labels)))


def _in_lines(words: list[Word]) -> list[Word]:
    """Words line by line: a word is on a line that its middle stands in."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.box.top):
        for line in lines:
            if line[0].box.bottom - 2 <= word.box.middle <= line[0].box.top + 2:
                line.append(word)
                break
        else:
            lines.append([word])
    return [word for line in lines for word in sorted(line, key=lambda word: word.box.left)]


def _numbers(words: list[Word], labels: Set[str]) -> list[tuple[Numbered, float]]:
    """The words that can state a page; B1 does where a page is called so, and KS2 where none is does not."""
    out = []
    for word in words:
        found = _NUMBER.match(word.text)
        prefix = (found["prefix"] or "") if found else ""
        if found and (not prefix or prefix[-1] in "-." or f"{prefix}{found['number']}{found['suffix']}" in labels):
            number = Numbered(prefix, int(found["number"]), found["suffix"])
            out.append((number, (word.box.left + word.box.right) / 2))
    return out


def _column(rows: list[Row], reading: Reading) -> float | None:
    """Across the page: where most rows state the page that they land on, or any page; the rightmost of equals."""
    labels = set(reading.structure.labels)
    for fits in (
        lambda number, row: row.target is not None and number.is_label(reading.label(row.target)),
        lambda number, row: number.label in labels,
    ):
        votes = Counter(
            bucket
            for row in rows
            for bucket in {round(place / 15) for number, place in row.numbers if fits(number, row)}
        )
        if votes:
            break
    if not votes:
        return None
    best, _ = max(votes.items(), key=lambda pair: (pair[1], pair[0]))
    return best * 15.0


def _unlinked(
    reading: Reading, pages: list[Seen], jumps: dict[int, tuple[Jump, ...]], column: float
) -> list[tuple[int, str]]:
    """Lines of the index that end with a page of this file, where page numbers stand, and that no link covers.

    A line about another volume ("vol. 2, 43") leads to no page of this file, and text above the first row is no row.
    """
    labels = set(reading.structure.labels)
    out = []
    for page in pages:
        boxes = [jump.box for jump in jumps.get(page.position, ())]
        edges = [word.box.right for word in page.words if _in_column(word, column) and _is_covered(word, boxes)]
        right = sorted(edges)[len(edges) // 2] if edges else column
        first = max(box.top for box in boxes) + 30
        for word in page.words:
            if word.box.middle < STAMPED or word.box.middle > page.height - STAMPED:
                continue
            number = _numbers([word], labels)
            if not number or word.box.top > first or not (abs(word.box.right - right) < 3 and _in_column(word, column)):
                continue
            line = _in_lines([other for other in page.words if abs(other.box.middle - word.box.middle) < 4])
            words = " ".join(other.text for other in line)
            elsewhere = re.search(r"\bvol(?:ume)?\b", words, re.IGNORECASE)
            if line[-1] is word and number[0][0].label in labels and not elsewhere and not _is_covered(word, boxes):
                out.append((page.position, words))
    return out


def _in_column(word: Word, column: float) -> bool:
    return abs((word.box.left + word.box.right) / 2 - column) <= 20


def _is_covered(word: Word, boxes: list[Box]) -> bool:
    """Whether a link stands on the word's line."""
    return any(box.bottom - 6 <= word.box.middle <= box.top + 6 for box in boxes)


def dates_in(words: str) -> list[date]:
    """The dates in a row's text, in order: "14 September 2026", 2026-09-14, 14/09/2026."""
    found = []
    for pattern in _DATES:
        for match in pattern.finditer(words):
            month = match["m"]
            number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
            try:
                found.append((match.start(), date(int(match["y"]), number, int(match["d"]))))
            except ValueError:
                continue
    return [day for _, day in sorted(found)]
