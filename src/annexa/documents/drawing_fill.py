"""Whether a drawn shape hides what stands behind it, in Word, Excel and PowerPoint alike."""

from typing import Final

from annexa.documents.markup import Element, local
from annexa.documents.ooxml import A

_OPAQUE: Final = 90_000
"""Thousandths of a percent."""
_FILLS: Final = ("solidFill", "gradFill", "pattFill", "blipFill")


def is_opaque(properties: Element) -> bool:
    """Whether the shape of these properties (`spPr`) is filled, by itself or by its style, and not see-through."""
    if properties.find(f"{A}noFill") is not None or properties.find(f"{A}grpFill") is not None:
        return False
    for name in _FILLS:
        fill = properties.find(f"{A}{name}")
        if fill is not None:
            return all(_number(alpha.get("val")) >= _OPAQUE for alpha in fill.iter(f"{A}alpha", f"{A}alphaModFix"))
    shape = properties.getparent()
    for style in shape if shape is not None else ():
        if local(style) == "style":
            reference = style.find(f"{A}fillRef")
            return reference is not None and reference.get("idx") not in (None, "0")
    return False


def _number(value: str | None) -> int:
    text = (value or "100000").rstrip("%")
    return int(text) if text.isdigit() else 0
