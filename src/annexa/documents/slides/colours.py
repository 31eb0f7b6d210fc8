"""The colours of a slide: those of its theme by name, and that of its background."""

from dataclasses import dataclass, field
from typing import Final

from annexa.documents.colours import UNKNOWN, is_colour
from annexa.documents.markup import Element, local
from annexa.documents.ooxml import A

_MAP: Final = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
"""What a master's names for colours mean where it says nothing else."""


@dataclass(slots=True)
class SlideColours:
    """Of one slide, with what it takes from its layout, master and theme."""

    background: str = UNKNOWN
    """Six digits; UNKNOWN for a picture, a gradient or a pattern."""
    named: dict[str, str] = field(default_factory=dict)
    """Colours of the theme by the names that shapes use."""

    def of(self, holder: Element) -> str:
        """The colour of a plain fill among shape, run or background properties; UNKNOWN where it is none."""
        fill = holder.find(f"{A}solidFill")
        if fill is None or not len(fill) or len(fill[0]):  # a colour that is tinted, shaded or see-through
            return UNKNOWN
        name, value = local(fill[0]), fill[0].get("val") or ""
        if name == "srgbClr":
            return value.upper()
        if name == "sysClr":
            return (fill[0].get("lastClr") or "").upper()
        return self.named.get(value, UNKNOWN) if name == "schemeClr" else UNKNOWN


def colours_of(sources: list[Element | None], theme: Element | None) -> SlideColours:
    """The colours of a slide; `sources` are the slide itself, its layout and its master, as far as they are there."""
    colours = SlideColours(named=_named(sources[-1], theme))
    for source in sources:
        background = next((node for node in source.iter() if local(node) == "bg"), None) if source is not None else None
        if background is not None and len(background):
            colours.background = _background(background[0], colours)
            break
    return colours


def _background(node: Element, colours: SlideColours) -> str:
    if local(node) == "bgPr":
        return colours.of(node)
    # A reference into the theme's list of backgrounds: the first one is the plain colour.
    plain = node.get("idx") in ("0", "1000", "1001")
    value = node[0].get("val") or "" if len(node) else ""
    if not plain:
        return UNKNOWN
    return value.upper() if is_colour(value) else colours.named.get(value, UNKNOWN)


def _named(master: Element | None, theme: Element | None) -> dict[str, str]:
    scheme = next(theme.iter(f"{A}clrScheme"), None) if theme is not None else None
    named: dict[str, str] = {}
    for node in scheme if scheme is not None else ():
        if len(node):
            named[local(node)] = (node[0].get("lastClr") or node[0].get("val") or "").upper()
    mapping = next((node for node in master.iter() if local(node) == "clrMap"), None) if master is not None else None
    for name, default in _MAP.items():
        named[name] = named.get(mapping.get(name, default) if mapping is not None else default, UNKNOWN)
    return named
