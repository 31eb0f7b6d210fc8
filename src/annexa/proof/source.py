"""What a document shows and what it hides, as its reader found it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from annexa.documents.charts import CELLS
from annexa.documents.facts import Block, BlockKind, CarriedKind, Facts, Hidden, HiddenKind
from annexa.model.findings import Place
from annexa.proof.numbers import is_figure
from annexa.proof.words import squeezed, words

_CELL: Final = re.compile(r"([A-Z]+)(\d+)")
TELLING: Final = 4
"""Letters of a passage that can only be that one, though words around it run on."""
_PARTS: Final = re.compile(r"[;\n]")
"""What parts one cell or line from another in an excerpt."""
_CELLS: Final = re.compile(r"'?((?:[^'!]|'')+)'?!(\$?[A-Z]+\$?\d+)(?::(\$?[A-Z]+\$?\d+))?")
"""Cells that a chart shows: 'My sheet'!$A$2:$C$9."""
_ENDLESS: Final = 10_000_000
_RANGE: Final = re.compile(r"(\w+):(\w+)")
_SHEETS: Final = frozenset({HiddenKind.SHEET, HiddenKind.VERY_HIDDEN_SHEET})
_BESIDE: Final = frozenset({BlockKind.HEADER, BlockKind.FOOTER})
_MARGINS: Final = frozenset({"header", "footer"})
"""Parts that a page may leave out: that of first or even pages, where there are none."""
_UNSEEN: Final = frozenset({HiddenKind.TEXT, HiddenKind.COVERED_TEXT, HiddenKind.LAYER, HiddenKind.OBJECT})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand together."""

    words: list[str]
    place: Place
    text: str
    """As it is written."""
    what: str = ""
    """What hides them; empty where they are seen."""
    is_sure: bool = True
    """Whether they must be on the pages: not a header, which a page may leave out."""

    is_figure: bool = False
    """Of a workbook: a number or day, which the pages may show in other words."""

    @property
    def squeezed(self) -> str:
        return squeezed(self.words)


@dataclass(frozen=True, slots=True)
class Source:
    """What a document shows, in order, and what it hides."""

    seen: list[Stretch]
    hidden: list[Stretch]
    charted: list[Stretch]
    """What charts show, wherever it is kept: a chart may draw a hidden sheet."""
    pictures: list[Place]
    """Where pictures, charts and drawings can be seen; not diagrams, whose words tell of them."""
    labels: dict[Place, list[Stretch]]
    """By where charts can be seen, the names of what they show: of series and categories."""


def source_of(facts: Facts) -> Source:
    """Sorts a document's words by whether a reader of the document sees them."""
    cover = _Cover(facts)
    printed = _Printed(facts)
    seen: list[Stretch] = []
    hidden: list[Stretch] = []
    for block in facts.blocks:
        what, found = cover.of(block)
        if not what and not printed.holds(block.place):
            continue
        if found and what:
            hidden.append(Stretch(found, block.place, block.text, what))
        elif found:
            figure = block.kind is BlockKind.CELL and block.place.sheet is not None and is_figure(block.text)
            seen.append(Stretch(found, block.place, block.text, is_sure=block.kind not in _BESIDE, is_figure=figure))
    hidden += _beside(facts)
    pictures = [
        each.place
        for each in facts.pictures
        if not each.is_diagram
        and each.place.part not in _MARGINS
        and not cover.place(each.place)
        and printed.holds(each.place)
    ]
    drawn = [carried for carried in facts.carried if carried.kind is CarriedKind.CHART]
    charted = [Stretch(words(carried.text), carried.place, carried.text) for carried in drawn]
    labels: dict[Place, list[Stretch]] = {}
    for stretch, each in zip(charted, drawn, strict=True):
        if each.is_drawn and _is_name(stretch) and not cover.place(each.place) and printed.holds(each.place):
            labels.setdefault(each.place, []).append(stretch)
    shown = [match.groups() for each in drawn if each.label == CELLS and (match := _CELLS.fullmatch(each.text))]
    charted += [stretch for stretch in hidden if any(_is_in(stretch.place, *cells) for cells in shown)]
    return Source(seen, hidden, charted, pictures, labels)


def _is_name(label: Stretch) -> bool:
    """Whether a label can only be of that chart: a short one may be anything."""
    return sum(map(str.isalpha, label.squeezed)) >= TELLING


def _is_in(place: Place, sheet: str, first: str, last: str | None) -> bool:
    """Whether a cell is among those of a sheet from the first to the last, such as "A2" to "C9"."""
    match = _CELL.match(place.cell or "")
    if match is None or place.sheet != sheet.replace("''", "'"):
        return False
    (left, top), (right, bottom) = (_corner(name.replace("$", ""), 1) for name in (first, last or first))
    return left <= _column(match[1]) <= right and top <= int(match[2]) <= bottom


def _beside(facts: Facts) -> Iterator[Stretch]:
    """Hidden words that are in no block: passages, deletions, comments."""
    for hidden in facts.hidden:
        for piece in _PARTS.split(hidden.excerpt):
            if found := words(piece.removesuffix("…")):
                yield Stretch(found, hidden.place, piece, _named(hidden))
    for change in facts.revisions:
        if "deletion" in change.kind and (found := words(change.excerpt)):
            yield Stretch(found, change.place, change.excerpt, "a tracked deletion")
    for comment in facts.comments:
        if found := words(comment.text):
            yield Stretch(found, comment.place, comment.text, "a comment")


class _Cover:
    """What is hidden, by where it is."""

    def __init__(self, facts: Facts) -> None:
        self.seen = frozenset((place.sheet, place.cell) for place in facts.seen_cells)
        self.sheets: dict[str, str] = {}
        self.slides: dict[int, str] = {}
        self.rows: dict[str, list[tuple[int, int, str]]] = {}
        self.columns: dict[str, list[tuple[int, int, str]]] = {}
        self.passages: dict[tuple[object, ...], list[tuple[list[str], str]]] = {}
        self.cells: dict[str, list[_Cells]] = {}
        for hidden in facts.hidden:
            self._add(hidden)

    def _add(self, hidden: Hidden) -> None:
        place, named = hidden.place, _named(hidden)
        if hidden.kind in _SHEETS:
            self.sheets[hidden.name or place.sheet or ""] = named
        elif hidden.kind is HiddenKind.SLIDE and place.slide is not None:
            self.slides[place.slide] = named
        elif hidden.kind in (HiddenKind.ROW, HiddenKind.COLUMN) and place.sheet is not None:
            if match := _RANGE.fullmatch(hidden.name):
                is_row = hidden.kind is HiddenKind.ROW
                ends = tuple(map(int if is_row else _column, match.groups()))
                lines = self.rows if is_row else self.columns
                lines.setdefault(place.sheet, []).append((ends[0], ends[1], named))
        elif hidden.kind in _UNSEEN and place.sheet is not None and _CELL.fullmatch(place.cell or ""):
            self.cells.setdefault(place.sheet, []).append(_Cells(hidden))
            self.passages.setdefault(_spot(place), []).append((words(hidden.excerpt), named))
        elif hidden.kind in _UNSEEN:
            for piece in _PARTS.split(hidden.excerpt):
                if found := words(piece.removesuffix("…")):
                    self.passages.setdefault(_spot(place), []).append((found, named))

    def place(self, place: Place) -> str:
        """What hides everything at a place; empty where nothing does."""
        if place.sheet is not None and place.sheet in self.sheets:
            return self.sheets[place.sheet]
        if place.slide is not None and place.slide in self.slides:
            return self.slides[place.slide]
        match = _CELL.match(place.cell or "")
        if match is None or place.sheet is None or (place.sheet, place.cell) in self.seen:
            return ""
        row, column = int(match[2]), _column(match[1])
        for number, lines in ((row, self.rows), (column, self.columns)):
            for first, last, named in lines.get(place.sheet, ()):
                if first <= number <= last:
                    return named
        return ""

    def of(self, block: Block) -> tuple[str, list[str]]:
        """What hides a block and its words, or nothing and those of its words that can be seen."""
        found = words(block.text)
        if block.kind is BlockKind.SPEAKER_NOTES:
            return "speaker notes", found
        if named := self.place(block.place):
            return named, found
        for cells in self.cells.get(block.place.sheet or "", ()):
            if found and cells.take(block):
                return cells.named, found
        own = squeezed(found)
        for passage, named in self.passages.get(_spot(block.place), ()):
            if own and own in squeezed(passage):
                return named, found
            found = _without(found, passage)
        return "", found


class _Cells:
    """Cells of a sheet that cannot be seen for one cause: the first of them, and the words of each."""

    def __init__(self, hidden: Hidden) -> None:
        self.first = _row_and_column(hidden.place)
        self.named = _named(hidden)
        self.left = Counter(_pieces(hidden.excerpt))
        self.has_begun = False
        """Whether the first was whole: else a part of that cell is hidden, and nothing of the others."""

    def take(self, block: Block) -> bool:
        """Whether a cell is the next of them with its words; of equal cells no more are taken than are hidden."""
        own = Counter(_pieces(block.text))
        is_first = _row_and_column(block.place) == self.first
        if not (self.has_begun or is_first) or not own <= self.left:
            return False
        self.has_begun = True
        self.left.subtract(own)
        return True


def _row_and_column(place: Place) -> tuple[int, int]:
    match = _CELL.fullmatch(place.cell or "")
    return (int(match[2]), _column(match[1])) if match else (0, 0)


def _pieces(text: str) -> list[str]:
    """What stands between the signs that part one cell from another in an excerpt; empty ones are left out."""
    return [found for piece in _PARTS.split(text) if (found := squeezed(words(piece.removesuffix("…"))))]


def _without(these: list[str], passage: list[str]) -> list[str]:
    """The words without a passage that stands among them, once; it may begin and end within a word."""
    for start in range(len(these) - len(passage) + 1):
        if these[start : start + len(passage)] == passage:
            return these[:start] + these[start + len(passage) :]
    gone = squeezed(passage)
    first = squeezed(these).find(gone) if len(gone) >= TELLING else -1
    if first < 0:
        return these
    left, at = [], 0
    for word in these:
        start, end = max(first - at, 0), max(first + len(gone) - at, 0)
        left.append(word[:start] + word[end:])
        at += len(word)
    return [word for word in left if word]


class _Printed:
    """What the author of a workbook chose to print."""

    def __init__(self, facts: Facts) -> None:
        self.areas: dict[str, list[tuple[int, int, int, int]]] = {}
        for each in facts.print_areas:
            first, _, last = each.area.partition(":")
            (left, top), (right, bottom) = _corner(first, 1), _corner(last or first, _ENDLESS)
            self.areas.setdefault(each.sheet, []).append((left, top, right, bottom))

    def holds(self, place: Place) -> bool:
        """Whether a place is printed. In a workbook with print areas, sheets without one are left to the printer."""
        areas = self.areas.get(place.sheet or "")
        match = _CELL.match(place.cell or "")
        if not areas:
            return True
        if match is None:  # a picture or text box, which may lie anywhere on its sheet
            return False
        column, row = _column(match[1]), int(match[2])
        return any(left <= column <= right and top <= row <= bottom for left, top, right, bottom in areas)


def _corner(name: str, otherwise: int) -> tuple[int, int]:
    """Column and row of "D20", of "D" or of "20"."""
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    return (_column(letters) if letters else otherwise, int(digits) if digits else otherwise)


def _spot(place: Place) -> tuple[object, ...]:
    """Near enough to tell which block a passage is in."""
    near = (place.page, place.slide, place.sheet, place.cell if place.sheet is not None else None)
    return near if any(part is not None for part in near) else (place.part, place.paragraph)


def _named(hidden: Hidden) -> str:
    name = f" {hidden.name}" if hidden.name and hidden.kind not in (HiddenKind.TEXT, HiddenKind.COVERED_TEXT) else ""
    return f"{hidden.kind.value}{name}{f' {hidden.how}' if hidden.how else ''}"


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
