"""Tables as they stand among the blocks: what heads a column, and what stands to the left in a row."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from annexa.documents.columns import column_number
from annexa.documents.facts import Block

_CELL: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_VERSION: Final = re.compile(r"\b(?:versions?|ver|v|issue|revision|rev|edition)\b", re.IGNORECASE)
_DATE: Final = re.compile(r"\b(?:dated?|when|issued|approved)\b", re.IGNORECASE)
_HEADS: Final = 3
"""Rows at the top of a table that may hold its headings: a title often stands above them."""

Spot = tuple[int, int]
"""Row and column, from 1."""


class Grid:
    """One table: the text of each cell."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[int, str]] = {}

    def add(self, spot: Spot, text: str) -> None:
        """Adds a paragraph of a cell."""
        row = self.rows.setdefault(spot[0], {})
        row[spot[1]] = f"{row[spot[1]]}\n{text}" if spot[1] in row else text

    def headings(self, spot: Spot) -> Iterator[str]:
        """What may head the column of a cell: cells above it in the first rows, the topmost first."""
        for number in self._first_rows():
            if number < spot[0] and spot[1] in self.rows[number]:
                yield self.rows[number][spot[1]]

    def left(self, spot: Spot) -> str:
        """The nearest cell to the left in the same row; empty where there is none."""
        row = self.rows.get(spot[0], {})
        before = [column for column in row if column < spot[1]]
        return row[max(before)] if before else ""

    def column(self, spot: Spot) -> list[str]:
        """The cells below the first rows' headings in the column of a cell, this one included."""
        first = self._first_rows()[0]
        return [row[spot[1]] for number, row in self.rows.items() if number > first and spot[1] in row]

    def other_heads(self, spot: Spot) -> list[str]:
        """The cells of its first row in other columns."""
        first = next(iter(self.rows.values()), {})
        return [text for column, text in first.items() if column != spot[1]]

    @property
    def width(self) -> int:
        """Cells of its longest row."""
        return max(map(len, self.rows.values()), default=0)

    def version_head(self) -> int | None:
        """The row that holds the headings of a table of versions; None where it is no such table."""
        return next((number for number in self._first_rows() if _heads_versions(self.rows[number])), None)

    def latest_version(self, head: int) -> int:
        """Of a table of versions, the row of the latest: the last one, or the first where the numbers go down."""
        rows = [number for number in self.rows if number > head]
        numbers = [_number(next(iter(self.rows[number].values()), "")) for number in rows]
        return rows[0] if rows and numbers[0] > numbers[-1] else rows[-1] if rows else head

    def label(self, spot: Spot) -> str:
        """What names a cell: the heading of its column in a table of versions, else the cell to the left."""
        head = self.version_head()
        return self.rows[head].get(spot[1], "") if head is not None else self.left(spot)

    def _first_rows(self) -> list[int]:
        return list(self.rows)[:_HEADS]


def _heads_versions(row: dict[int, str]) -> bool:
    versions = [column for column, text in row.items() if len(text) < 30 and _VERSION.search(text)]
    return bool(versions) and any(_DATE.search(text) for column, text in row.items() if column not in versions[:1])


def _number(text: str) -> tuple[int, ...]:
    """A version number for comparing: "2.10" is more than "2.9"."""
    match = re.search(r"\d+(?:\.\d+)*", text)
    return tuple(map(int, match.group().split("."))) if match else ()


def spot_of(block: Block) -> Spot | None:
    """Where a block stands in its table; None where it stands in none."""
    match = _CELL.fullmatch(block.place.cell) if block.place.cell else None
    return (int(match[2]), column_number(match[1])) if match else None


class Tables:
    """The tables among some blocks; they are put together when one is first asked for."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks

    def of(self, block: Block) -> Grid | None:
        """The table that a block stands in; None where it stands in none."""
        return self._grids.get(id(block)) if block.place.cell else None

    @cached_property
    def _grids(self) -> dict[int, Grid]:
        found: dict[int, Grid] = {}
        grid, before, where = Grid(), (0, 0), None
        for block in self._blocks:
            spot = spot_of(block)
            if spot is None:
                where = None
                continue
            here = (block.place.sheet, block.place.slide, block.place.part)
            if here != where or spot < before:
                grid = Grid()
            grid.add(spot, block.text)
            found[id(block)] = grid
            before, where = spot, here
        return found
