"""Tables of a printed sheet without rules: columns are what the texts of several rows have in common."""

import statistics
from itertools import pairwise
from typing import Final

from annexa.convert.sheets.rows import Cell, Grid, Item, Line, clashes, ordered, rows_of, with_headings

FILLED: Final = 0.3
"""The part of the cells that must be filled before texts without rules count as a table."""


def loose(items: list[Item]) -> list[Line | Grid]:
    """Lines and tables among items without rules."""
    if not items:
        return []
    blocks: list[Line | Grid] = []
    for rows in _split(rows_of(items)):
        several = [number for number, row in enumerate(rows) if len(row) > 1]
        grid = _clustered(rows[several[0] : several[-1] + 1]) if len(several) > 1 else None
        if grid is None:
            blocks += [Line(ordered(row)) for row in rows]
            continue
        blocks += [Line(ordered(row)) for row in rows[: several[0]]]
        blocks.append(grid)
        blocks += [Line(ordered(row)) for row in rows[several[-1] + 1 :]]
    return blocks


def _split(rows: list[list[Item]]) -> list[list[list[Item]]]:
    """Cut where, after a gap of a line or more, a bold row begins something new."""
    gaps = [min(i.box[1] for i in a) - max(i.box[3] for i in b) for a, b in pairwise(rows)]
    usual = statistics.median(gaps) if gaps else 0.0
    parts = [rows[:1]]
    for gap, row in zip(gaps, rows[1:], strict=True):
        if gap > usual + 0.9 * row[0].size and all(item.bold for item in row):
            parts.append([])
        parts[-1].append(row)
    return parts


def _clustered(rows: list[list[Item]]) -> Grid | None:
    columns = _columns(rows)
    if len(columns) < 2:
        return None
    table: list[list[Cell]] = []
    for row in rows:
        cells: list[Cell] = [[] for _ in columns]
        for item in row:
            cells[_nearest(item, columns)].append(item)
        table.append([ordered(cell) for cell in cells])
    filled = sum(1 for row in table for cell in row if cell)
    if filled < FILLED * len(columns) * len(table) or any(clashes(cell) for row in table for cell in row):
        return None
    return with_headings(Grid(table))


def _columns(rows: list[list[Item]]) -> list[tuple[float, float]]:
    """What the items have in common from left to right; narrow ones first, so that one that runs over joins nothing."""
    clusters: list[tuple[float, float, frozenset[int]]] = []
    numbered = [(item, number) for number, row in enumerate(rows) if len(row) > 1 for item in row]
    for item, number in sorted(numbered, key=lambda pair: (pair[0].box[2] - pair[0].box[0], pair[0].texts[0].start)):
        left, right = item.box[0], item.box[2]
        touched = [c for c in clusters if c[0] < right and left < c[1]]
        if len(touched) > 1:
            continue
        clusters = [c for c in clusters if c not in touched]
        old = touched[0] if touched else (left, right, frozenset())
        clusters.append((min(left, old[0]), max(right, old[1]), old[2] | {number}))
    merged: list[tuple[float, float, frozenset[int]]] = []
    for left, right, members in sorted(clusters, key=lambda cluster: cluster[0]):
        if merged and not merged[-1][2] & members:  # never side by side: a heading and its numbers, say
            last = merged.pop()
            merged.append((last[0], max(last[1], right), last[2] | members))
        else:
            merged.append((left, right, members))
    return [(left, right) for left, right, _ in merged]


def _nearest(item: Item, columns: list[tuple[float, float]]) -> int:
    touching = [n for n, (left, right) in enumerate(columns) if left < item.box[2] and item.box[0] < right]
    if touching:
        return touching[0]
    middle = (item.box[0] + item.box[2]) / 2
    return min(range(len(columns)), key=lambda n: abs(middle - sum(columns[n]) / 2))
