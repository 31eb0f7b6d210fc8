"""Colours that a Word document shows behind words or empty cells, for forms that people answer with a colour alone."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from annexa.documents.archive import Archive
from annexa.documents.limits import Limits
from annexa.documents.markup import Element
from annexa.documents.ooxml import Package
from annexa.documents.word.look import HIGHLIGHTS, fill_of
from annexa.documents.word_names import VAL, W


class Shade(NamedTuple):
    """Something coloured."""

    text: str
    """What stands there; empty for an empty cell."""
    fill: str
    """Six hexadecimal digits."""
    is_cell: bool


def shades(path: Path, limits: Limits) -> tuple[Shade, ...]:
    """Every cell and every run with a colour behind it, in the order of the text. Raises Unreadable."""
    package = Package(Archive(io.BytesIO(path.read_bytes()), limits))
    return tuple(_shades(package.root(package.main)))


def _shades(root: Element) -> Iterator[Shade]:
    for node in root.iter(f"{W}tc", f"{W}r"):
        is_cell = node.tag == f"{W}tc"
        properties = node.find(f"{W}tcPr" if is_cell else f"{W}rPr")
        fill = _fill(properties) if properties is not None else ""
        if fill:
            yield Shade(" ".join("".join(text.text or "" for text in node.iter(f"{W}t")).split()), fill, is_cell)


def _fill(properties: Element) -> str:
    highlight = properties.find(f"{W}highlight")
    if highlight is not None:
        return HIGHLIGHTS.get(highlight.get(VAL) or "", "")
    shading = properties.find(f"{W}shd")
    fill = fill_of(shading) if shading is not None else None
    return fill if fill is not None and len(fill) == 6 else ""
