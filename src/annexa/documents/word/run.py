"""How a run of a Word document looks."""

from annexa.documents.markup import Element
from annexa.documents.word.look import Style, add_look
from annexa.documents.word.styles import Styles, half_points
from annexa.documents.word_names import VAL, W, is_on

_BRIGHT = frozenset({"yellow", "green", "cyan", "magenta", "darkYellow"})
"""Colours of the highlighter that people mark open points with; others are often decoration."""
_B = f"{W}b"
_FILL = f"{W}fill"
_HIGHLIGHT = f"{W}highlight"
_R_STYLE = f"{W}rStyle"
_SHD = f"{W}shd"
_SZ = f"{W}sz"
_VANISH = f"{W}vanish"


def look_of(properties: Element, style: Style, styles: Styles) -> Style:
    """How a run looks: its own properties over its character style over the paragraph's style."""
    look = Style(hidden=style.hidden, size=style.size, bold=style.bold, colour=style.colour, ground=style.ground)
    for child in properties:
        tag = child.tag
        if tag == _R_STYLE:
            own = styles.get(child.get(VAL) or "")
            # Two styles that both say "hidden" or "bold" cancel each other out (ISO/IEC 29500-1, 17.7.3).
            look.hidden = bool(look.hidden) != bool(own.hidden)
            look.bold = bool(look.bold) != bool(own.bold)
            look.size = own.size or look.size
            look.colour = own.colour or look.colour
            look.ground = look.ground if own.ground is None else own.ground
        elif tag == _VANISH:
            look.hidden = is_on(child.get(VAL))
        elif tag == _SZ:
            look.size = half_points(child.get(VAL))
        elif tag == _B:
            look.bold = is_on(child.get(VAL))
        elif add_look(look, child):
            look.ground_by_hand |= tag in (_HIGHLIGHT, _SHD)
            if tag == _HIGHLIGHT:
                look.marked = child.get(VAL) in _BRIGHT
            elif tag == _SHD:
                look.marked |= (child.get(_FILL) or "").upper() == "FFFF00"
    return look
