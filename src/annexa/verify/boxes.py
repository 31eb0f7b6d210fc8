"""Words of a page and their boxes, put together from its letters."""

from collections.abc import Iterable, Iterator
from typing import Final

from annexa.model.text import joined_halves
from annexa.verify.facts import Box, Word

SPACE: Final = ("", 0.0, 0.0, 0.0, 0.0)
"""In place of a letter: what parts two words."""


def rounded(box: Box) -> Box:
    """To a tenth of a point."""
    return Box(*(round(number, 1) for number in box))


def around(one: Box, other: Box) -> Box:
    """The box around both."""
    return Box(
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )


def words_of(letters: Iterable[tuple[str, float, float, float, float]]) -> Iterator[Word]:
    """Words, from letters in order, each with its left, bottom, right and top, or `SPACE`.

    A letter begins a new word on another line, or beyond a gap. Plain numbers, since there are thousands on a page.
    """
    word: list[str] = []
    left = bottom = right = top = 0.0
    for letter, west, south, east, north in letters:
        if not letter:
            if word:
                yield Word(text=joined_halves(word), box=rounded(Box(left, bottom, right, top)))
                word = []
            continue
        if word:
            height = max(top - bottom, north - south, 1.0)
            middle, half = (south + north) / 2, height / 2
            is_other_line = middle < bottom - half or middle > top + half
            if is_other_line or west - right > height * 1.2 or east < left - height:
                yield Word(text=joined_halves(word), box=rounded(Box(left, bottom, right, top)))
                word = []
        if not word:
            left, bottom, right, top = west, south, east, north
        else:
            if west < left:
                left = west
            if south < bottom:
                bottom = south
            if east > right:
                right = east
            if north > top:
                top = north
        word.append(letter)
    if word:
        yield Word(text=joined_halves(word), box=rounded(Box(left, bottom, right, top)))


def joined(pieces: list[Word]) -> list[Word]:
    """Pieces on one line with less than a word's gap between them, put together: "Page" and "12"."""
    out: list[Word] = []
    for piece in sorted(pieces, key=lambda word: (round(word.box.middle / 4), word.box.left)):
        last = out[-1] if out else None
        if (
            last is not None
            and abs(last.box.middle - piece.box.middle) < 3
            and -2 < piece.box.left - last.box.right < 7
        ):
            out[-1] = Word(text=f"{last.text} {piece.text}"[:120], box=around(last.box, piece.box))
        else:
            out.append(piece)
    return out
