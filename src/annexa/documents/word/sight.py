"""Words of a Word document that nobody can see on paper: in the colour of what lies behind them, blackened, tiny.

Only what is certain counts. What a table style, a shape or a picture puts behind words is not known here, and then
white words are taken for readable; Word itself turns words of automatic colour white on dark paragraphs and cells.
"""

from dataclasses import dataclass
from typing import Final

from annexa.documents.colours import PAPER, contrast, is_colour, is_dark, vanishes
from annexa.documents.facts import HiddenKind
from annexa.documents.markup import Element
from annexa.documents.word.look import Style, fill_of

TINY: Final = 2.0
"""Points up to which type cannot be read."""
_BLACKENED: Final = 2.0
"""Contrast below which words under a black highlighter are meant to be hidden, such as a navy heading."""
FLAT: Final = 60
"""Twentieths of a point up to which an exact height shows nothing of a line or row."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies behind a paragraph."""

    colour: str = PAPER
    """Six digits, or UNKNOWN."""
    is_flat: bool = False
    """Its lines or its row have no height to speak of."""


def behind(shading: Element | None, ground: Ground) -> Ground:
    """The ground with the shading of a table, cell or paragraph on it."""
    colour = fill_of(shading) if shading is not None else None
    return ground if colour is None else Ground(colour, ground.is_flat)


def is_flat(height: Element | None, rule: str, value: str) -> bool:
    """Whether an exact height (`w:spacing`, `w:trHeight`) shows nothing of what it holds."""
    if height is None or height.get(rule) != "exact":
        return False
    number = height.get(value) or ""
    return number.isdigit() and int(number) <= FLAT


def cause_of(look: Style, ground: Ground) -> tuple[HiddenKind, str] | None:
    """Why words of this look cannot be seen on this ground: the kind, and how in plain words; None where they can."""
    if look.size is not None and look.size <= TINY:
        return HiddenKind.TEXT, "in type too small to read"
    if look.narrow:
        return HiddenKind.TEXT, "in type squeezed to a line"
    if look.clear:
        return HiddenKind.TEXT, "in invisible type"
    if ground.is_flat:
        return HiddenKind.TEXT, "in a line or row without height"
    own = look.colour if is_colour(look.colour) else None
    if look.ground:
        # Black shading under words of automatic colour: Word shows them white, so a style of that kind is a label. Put
        # on words by hand it is meant to hide them, as the black highlighter is, and other programs show nothing.
        if own is None and not look.ground_by_hand:
            return None
        words = own or "000000"
        is_blackened = look.ground_by_hand and is_dark(look.ground) and contrast(words, look.ground) < _BLACKENED
        return _on(look.ground) if is_blackened or vanishes(words, look.ground) else None
    if own is not None and vanishes(own, ground.colour):
        return _on(ground.colour)
    return None


def _on(ground: str) -> tuple[HiddenKind, str]:
    if is_dark(ground):
        return HiddenKind.COVERED_TEXT, "blackened by highlighting or shading"
    return HiddenKind.TEXT, "in the colour of the place where it stands"
