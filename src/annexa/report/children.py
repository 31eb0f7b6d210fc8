"""The matrix of children selected for tracking, for a terminal of any width."""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from annexa.inspection.matrix import Cell, ChildRow, Matrix
from annexa.model.text import one_line
from annexa.model.words import day_in_words, listed
from annexa.report.status.phrases import followed_in_words, left_in_words, moment, turns_in_words
from annexa.report.text import styled

SIGNS: Final = {
    "to ask": ".", "asked": "a", "received": "r", "reviewed": "R", "not needed": "-",
    "to do": ".", "not yet": ".", "done": "x", "declined": "n", "dropped": "-",
}  # fmt: skip
"""What stands for a state; a late one has a ! behind it, or in its place where columns are few."""
_LEGEND: Final = "a asked for, r received, R reviewed, x done, n declined, - nothing to be done, . open; ! late"
_LATE, _GOOD = "1;31", "32"
_LONGEST_NAME: Final = 40


def render(found: Matrix, at: datetime, *, width: int = 100, colour: bool = False) -> str:
    """All children, ending with a line break; no line is longer than `width`, from 40 columns on."""
    return "\n".join(_lines(found, at, width, colour)) + "\n"


def _lines(found: Matrix, at: datetime, width: int, colour: bool) -> Iterator[str]:
    counts, rows = found.counts, found.rows
    for number, sentence in enumerate(followed_in_words(counts, at)):
        yield from (styled(line, "1" if number == 0 else "", colour) for line in textwrap.wrap(sentence, width))
    if not rows:
        return
    information, steps = len(rows[0].information), len(rows[0].steps)
    wanted = max(5, min(_LONGEST_NAME, max(len(one_line(row.pseudonym)) for row in rows)))
    tight = width < wanted + 2 * (information + steps) + 4  # then each sign has one column instead of two
    room = width - (information + steps) - 4 if tight else wanted
    name = min(wanted, room)
    yield ""
    if not tight:
        yield f"{'':<{name}}  {'information':<{2 * information}}  steps"
    yield f"{'child':<{name}}  {_numbers(information, tight)}  {_numbers(steps, tight)}".rstrip()
    for row in rows:
        shown = one_line(row.pseudonym)
        shown = shown if len(shown) <= name else f"…{shown[1 - name :]}"  # the end tells them apart
        signs = f"{_signs(row.information, colour, tight)}  {_signs(row.steps, colour, tight)}"
        yield f"{shown:<{name}}  {signs}".rstrip()
    yield ""
    yield from textwrap.wrap(_LEGEND, width)
    for heading, cells in (("Information", rows[0].information), ("Steps", rows[0].steps)):
        titles = ", ".join(f"{number} {cell.title}" for number, cell in enumerate(cells, start=1))
        yield from textwrap.wrap(f"{heading}: {titles}", width, subsequent_indent="  ")
    for sentence in turns_in_words(counts):
        yield from textwrap.wrap(sentence, width, subsequent_indent="  ")


def _numbers(number: int, tight: bool) -> str:
    return "".join(f"{each % 10}{'' if tight else ' '}" for each in range(1, number + 1))


def _signs(cells: Sequence[Cell], colour: bool, tight: bool) -> str:
    return "".join(_sign(cell, colour, tight) for cell in cells)


def _sign(cell: Cell, colour: bool, tight: bool) -> str:
    late = "!" if cell.late else ""
    written = late or SIGNS[cell.state] if tight else f"{SIGNS[cell.state]}{late or ' '}"
    style = _LATE if cell.late else _GOOD if cell.state in ("reviewed", "done") else ""
    return styled(written, style, colour) if style else written


def render_child(row: ChildRow, at: datetime, *, width: int = 100, colour: bool = False) -> str:
    """One child with every kind of information and every step, a line each."""
    lines = [styled(one_line(row.pseudonym), "1", colour)]
    for heading, cells in (("Information", row.information), ("Steps", row.steps)):
        lines.append(f"  {heading}")
        for number, cell in enumerate(cells, start=1):
            for line in textwrap.wrap(
                f"{number} {cell.title} ({cell.id}): {_said(cell, at)}",
                width,
                initial_indent="    ",
                subsequent_indent="      ",
            ):
                lines.append(styled(line, _LATE, colour) if cell.late else line)
    return "\n".join(lines) + "\n"


def _said(cell: Cell, at: datetime) -> str:
    numbers = listed([str(number) for number in cell.documents])
    held = f", {'document' if len(cell.documents) == 1 else 'documents'} {numbers}" if numbers else ""
    who = f", {cell.who.title}" if cell.who else ""
    due = f", due {moment(cell.due)}, {left_in_words(cell.due, at)}" if cell.due else ""
    on = f" on {day_in_words(cell.on)}" if cell.on else ""
    return f"{cell.state}{on}{held}{who}{due}"
