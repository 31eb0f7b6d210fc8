"""The traffic light of a debriefing, read as people give it: a choice, a tick, a word, a letter or a coloured sign."""

import colorsys
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from annexa.inspection.debrief.form import CHOSEN, GUIDE, UNCHOSEN


class Colour(StrEnum):
    """How a meeting went; the worst first, in the order in which headlines tell."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Rating:
    """The colours that were given, the worst first; none where none can be told."""

    colours: tuple[Colour, ...]

    @property
    def worst(self) -> Colour | None:
        """What counts: of "amber/red", red."""
        return self.colours[0] if self.colours else None

    def __str__(self) -> str:
        return " to ".join(reversed(self.colours)) if self.colours else "no rating"


def rating_of(colours: Iterable[Colour]) -> Rating:
    """A rating of all these colours, the worst first."""
    there = set(colours)
    return Rating(tuple(colour for colour in Colour if colour in there))


_SIGNS: Final = {"🔴": "red", "🟥": "red", "🟠": "amber", "🟧": "amber", "🟡": "amber", "🟨": "amber", "🟢": "green"}
_SIGNS_MORE: Final = {"🟩": "green", "❤": "red", "💛": "amber", "🧡": "amber", "💚": "green"}
_WORDS: Final = {"red": "red", "amber": "amber", "orange": "amber", "yellow": "amber", "green": "green"}
_LETTERS: Final = {"r": "red", "a": "amber", "g": "green"}
_COLOUR: Final = re.compile(rf"\b(?:{'|'.join(_WORDS)})(?![a-z])|[{''.join((*_SIGNS, *_SIGNS_MORE))}]", re.IGNORECASE)
_LETTER: Final = re.compile(r"(?:\brag\b\W*)?(?<![\w’'])([RAG])(?:\s*[/-]\s*([RAG]))?(?![\w’'])")
_NOT: Final = re.compile(
    r"\b(?:not|no|isn’t|isn't|wasn’t|wasn't|rather than|instead of|from)\s+(?:a\s+|quite\s+)?$", re.I
)
_TICK: Final = re.compile(r"[☒☑✓✔√✗✘■●⬤\uf0fc\uf0fe\uf052]|(?<!\w)(?:x|y|yes|ü)(?!\w)|\[\s*[xX✓✔]\s*\]", re.IGNORECASE)
_EMPTY: Final = re.compile(r"[☐□\[\]_\s]+")


def read_rating(text: str) -> tuple[Rating, str]:
    """The rating that the answer under the traffic light gives, and what it says besides, in its own words.

    The guide of the form (what each colour means) is no answer; where just one of its rows is ticked, that is the one,
    and where people deleted the other rows, the one that is left.
    """
    rows, rest = _guide_rows(text)
    chosen, rest = _chosen(rest)
    said = _without_ticks(rest)
    if chosen:
        return rating_of(chosen), said
    ticked = [colour for colour, beside in rows if _TICK.search(beside)]
    if ticked:
        return rating_of(ticked), said
    written = [*colours_in(rest), *_written(rows)]
    if written:
        return rating_of(written), said
    kept = {colour for colour, _ in rows}
    return rating_of(kept if len(kept) == 1 else ()), said


def _chosen(text: str) -> tuple[list[Colour], str]:
    """What the list of colours shows, and the text without it."""
    text = text.replace(UNCHOSEN, "")
    found = re.search(rf"{re.escape(CHOSEN)}\s*:?\s*([^\n]*)\n?", text, re.IGNORECASE)
    if not found:
        return [], text
    return list(colours_in(found[1])), f"{text[: found.start()]}\n{text[found.end() :]}"


def _guide_rows(text: str) -> tuple[list[tuple[Colour, str]], str]:
    """Rows of the guide with what stands beside each, up to the next row; and what is left of the text."""
    spans: list[tuple[int, int, Colour]] = []
    for colour, words in GUIDE:
        pattern = rf"(?:\b{colour}\b[\s:.–-]*)?" + r"\W+".join(map(re.escape, re.findall(r"\w+", words)))
        spans += [(match.start(), match.end(), Colour(colour)) for match in re.finditer(pattern, text, re.IGNORECASE)]
    spans.sort()
    rows: list[tuple[Colour, str]] = []
    left = text[: spans[0][0]] if spans else text
    ends = [start for start, _, _ in spans[1:]]
    for (_, end, colour), after in zip(spans, [*ends, None], strict=False):
        beside, _, further = text[end:after].lstrip(" \t\n").partition("\n")
        if after is None and len(beside.split()) > _MARK_WORDS:
            beside, further = "", f"{beside}\n{further}"  # what stands below the table
        rows.append((colour, beside))
        left += f"\n{further}"
    return rows, left


_MARK_WORDS: Final = 3
"""Words that people write in the box of a row; more below the last row is text of its own."""


def _written(rows: Iterable[tuple[Colour, str]]) -> Iterator[Colour]:
    """Colours of rows with a word in their box in place of a tick, and colours that stand in a box by name."""
    for colour, beside in rows:
        named = list(colours_in(beside))
        if named or _EMPTY.sub("", beside):
            yield from named or [colour]


def colours_in(text: str) -> Iterator[Colour]:
    """The colours that a text gives, but not those that it says it is not: "amber, not red"."""
    found = False
    for match in _COLOUR.finditer(text):
        if not _NOT.search(text[: match.start()]):
            found = True
            word = match[0].lower()
            yield Colour(_WORDS.get(word) or _SIGNS.get(word) or _SIGNS_MORE[word])
    if not found and len(text.split()) <= 6:
        for match in _LETTER.finditer(text):
            yield from (Colour(_LETTERS[letter.lower()]) for letter in match.groups() if letter)


def _without_ticks(text: str) -> str:
    """What people said besides the colour: lines of more than two words."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if len(line.split()) > 2)


def shown_rating(shades: Iterable[tuple[str, str, bool]]) -> Rating:
    """The rating that a form shows by a colour behind a word or a cell: (text, six hexadecimal digits, is a cell).

    A word that names a colour counts by its word, whatever the colour behind it; an empty or short cell by what is
    behind it. Where all three colours are there, it is the form's own design and says nothing.
    """
    found: list[Colour] = []
    for text, fill, is_cell in shades:
        named = [Colour(colour) for colour, words in GUIDE if _is_about(text, colour, words)]
        if named:
            found += named[:1]
        elif is_cell and len(text.split()) <= _MARK_WORDS and (colour := _colour_of(fill)):
            found.append(colour)
    return rating_of(found if len(set(found)) < len(Colour) else ())


def _is_about(text: str, colour: str, words: str) -> bool:
    plain = text.casefold().strip(" .:")
    return bool(plain) and (plain == colour or plain.startswith(f"{colour}:") or plain.endswith(words.casefold()))


def _colour_of(fill: str) -> Colour | None:
    """The traffic light that a colour is meant for, by its hue; None for a pale one, a grey one or another."""
    red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    if strength < 0.35 or not 0.15 < light < 0.85:
        return None
    degrees = hue * 360
    if degrees < 16 or degrees > 345:
        return Colour.RED
    if degrees <= 62:
        return Colour.AMBER
    return Colour.GREEN if degrees <= 165 else None
