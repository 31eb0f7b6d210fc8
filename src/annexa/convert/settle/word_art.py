"""WordArt becomes plain words: LibreOffice draws it as shapes, which nobody can search for or have read aloud."""

import re
from datetime import datetime
from pathlib import Path
from typing import Final

from annexa.convert.settle.archive import Rule, rewritten
from annexa.convert.settle.change import Change
from annexa.convert.settle.tree import Tree
from annexa.convert.settle.word_fields import SPACES
from annexa.documents.ooxml import A

NOTE = "WordArt is set as plain words"
VML: Final = "{urn:schemas-microsoft-com:vml}"
PARTS: Final = re.compile(r"word/document\.xml|ppt/slides/[^/]+\.xml|xl/drawings/[^/]+\.xml")
NO_WARP: Final = "textNoShape"
_SIZE: Final = re.compile(r"font-size:\s*(\d{1,3})(?:\.\d+)?pt")
_WATERMARK: Final = re.compile(r"watermark", re.IGNORECASE)


def set_plain(copy: Path, format_: str) -> tuple[str, ...]:
    """Rewrites the copy in place where it holds WordArt; answers notes. Raises OSError.

    A watermark stays as it is.
    """
    if format_[:3] not in ("doc", "dot", "ppt", "pot", "pps", "xls", "xlt") or format_[-1:] not in ("x", "m"):
        return ()
    change = rewritten(copy, (Rule(PARTS, re.compile(rb"prstTxWarp|:textpath"), _edited),))
    return (NOTE,) if change is Change.SETTLED else ()


def _edited(tree: Tree, saved: datetime | None) -> Change:
    change = Change.NONE
    for warp in tree.iter(f"{A}prstTxWarp"):
        if warp.get("prst") != NO_WARP:
            warp.set("prst", NO_WARP)
            change = Change.SETTLED
    space = next((space for space in SPACES if str(tree.tag).startswith(space)), None)
    for path in list(tree.iter(f"{VML}textpath")) if space else ():
        if _replaced(path, space or ""):
            change = Change.SETTLED
    return change


def _replaced(path: Tree, space: str) -> bool:
    """Puts a text box in the place of a shape of older WordArt."""
    shape, words = path.getparent(), path.get("string", "")
    if shape is None or shape.tag != f"{VML}shape" or not words.strip():
        return False
    if _WATERMARK.search(shape.get("id", "")):
        return False
    for name in ("type", "path", "coordsize", "adj"):
        shape.attrib.pop(name, "")
    for name in ("filled", "stroked"):
        shape.set(name, "f")
    run = shape.makeelement(f"{space}r")
    if size := _SIZE.search(path.get("style", "")):
        look = run.makeelement(f"{space}rPr")
        look.append(look.makeelement(f"{space}sz", {f"{space}val": str(int(size[1]) * 2)}))
        run.append(look)
    text = run.makeelement(f"{space}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = words
    run.append(text)
    box = shape.makeelement(f"{VML}textbox")
    inside = box
    for name in ("txbxContent", "p"):
        child = inside.makeelement(f"{space}{name}")
        inside.append(child)
        inside = child
    inside.append(run)
    for child in list(shape):
        shape.remove(child)
    shape.append(box)
    shape.tag = f"{VML}rect"
    return True
