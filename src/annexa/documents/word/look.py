"""How a style or a run of a Word document looks."""

from dataclasses import dataclass
from typing import Final

from annexa.documents.colours import PAPER, UNKNOWN, is_colour, mixed
from annexa.documents.markup import Element
from annexa.documents.word_names import VAL, W14, W

_NARROW: Final = 10
"""Percent of a letter's width up to which words are a line."""
HIGHLIGHTS: Final = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "00008B", "darkCyan": "008B8B", "darkGreen": "006400",
    "darkMagenta": "8B008B", "darkRed": "8B0000", "darkYellow": "808000", "darkGray": "A9A9A9", "lightGray": "D3D3D3",
}  # fmt: skip
_COLOUR, _HIGHLIGHT, _SHD, _SCALE = f"{W}color", f"{W}highlight", f"{W}shd", f"{W}w"
_TEXT_FILL, _NO_FILL = f"{W14}textFill", f"{W14}noFill"


@dataclass(slots=True)
class Style:
    """What a style says itself; None where it leaves it to the style it is based on."""

    name: str = ""
    """The built-in English name in lower case, whatever the language of Word."""
    based_on: str = ""
    outline: int | None = None
    """0 to 8 are headings 1 to 9; 9 is body text."""
    numbered: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    bold: bool | None = None
    marked: bool = False
    """Of a run: highlighted in a bright colour."""
    colour: str = ""
    """Six digits, "auto", or empty where nothing is said."""
    ground: str | None = None
    """Of a run: the colour of its highlighting or shading; UNKNOWN where it cannot be told."""
    ground_by_hand: bool = False
    """The ground is the run's own, and not that of a style."""
    paragraph_ground: str | None = None
    narrow: bool = False
    """Of a run: squeezed to a line."""
    clear: bool = False
    """Of a run: drawn without any ink."""


PLAIN = Style()


def add_look(look: Style, child: Element) -> bool:
    """Takes over a run property that decides what can be seen; whether it was one."""
    tag = child.tag
    if tag == _COLOUR:
        look.colour = child.get(VAL) or "auto"
    elif tag == _HIGHLIGHT:
        look.ground = HIGHLIGHTS.get(child.get(VAL) or "", look.ground)
    elif tag == _SHD:
        look.ground = fill_of(child) or look.ground
    elif tag == _SCALE:
        scale = (child.get(VAL) or "").rstrip("%")
        look.narrow = scale.isdigit() and 0 < int(scale) <= _NARROW  # Word takes 0 for 100
    elif tag == _TEXT_FILL:
        look.clear = child.find(_NO_FILL) is not None
    else:
        return False
    return True


def fill_of(shading: Element) -> str | None:
    """The colour of a shading; None where it has none, UNKNOWN where it cannot be told."""
    pattern = shading.get(VAL) or "clear"
    fill, front = shading.get(f"{W}fill") or "auto", shading.get(f"{W}color") or "auto"
    behind = fill.upper() if is_colour(fill) else None
    if pattern in ("clear", "nil", "none"):
        return behind
    ink = front.upper() if is_colour(front) else "000000"
    if pattern == "solid":
        return ink
    if pattern.startswith("pct") and pattern[3:].isdigit():
        return mixed(ink, behind or PAPER, int(pattern[3:]) / 100)
    return UNKNOWN
