"""Ticks, boxes and arrows in Wingdings and Webdings, and letters in Symbol, become the characters that they look like.

Measured with LibreOffice 7.4, which has none of these fonts: a tick typed as "ü" in Wingdings is printed as "ü" or as
a box, and what it draws right cannot be read aloud.
"""

import re
from datetime import datetime
from pathlib import Path

from annexa.convert.settle import cell_signs
from annexa.convert.settle.archive import Rule, rewritten
from annexa.convert.settle.change import Change
from annexa.convert.settle.tree import Tree
from annexa.convert.settle.word_fields import SPACES
from annexa.documents.dingbats import is_pictures, likeness, shown_in_run

WORDS = frozenset({"docx", "docm", "dotx", "dotm"})
SLIDES = frozenset({"pptx", "pptm", "potx", "potm", "ppsx", "ppsm"})
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
BOOKS = frozenset({"xlsx", "xlsm", "xltx", "xltm"})
MARKS = re.compile(rb"(?i)wingdings|webdings|\"symbol\"")
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def spell_out(copy: Path, format_: str) -> None:
    """Rewrites the copy in place where it holds such signs. Raises OSError."""
    if format_ in WORDS:
        rewritten(copy, (Rule(re.compile(r"word/[^/]+\.xml"), MARKS, _in_words),))
    elif format_ in SLIDES:
        rewritten(copy, (Rule(re.compile(r"ppt/(slides|slideLayouts|slideMasters)/[^/]+\.xml"), MARKS, _in_slides),))
    elif format_ in BOOKS:
        rewritten(copy, (Rule(re.compile(r"xl/drawings/[^/]+\.xml"), MARKS, _in_slides),))
        cell_signs.spell_out(copy)


def _in_words(tree: Tree, saved: datetime | None) -> Change:
    changed = [_symbols(tree, space) + _runs(tree, space) + _bullets(tree, space) for space in SPACES]
    return Change.SETTLED if sum(changed) else Change.NONE


def _symbols(tree: Tree, space: str) -> int:
    """Signs that are named by font and number."""
    count = 0
    for symbol in list(tree.iter(f"{space}sym")):
        font, code = symbol.get(f"{space}font"), symbol.get(f"{space}char", "")
        parent = symbol.getparent()
        if parent is None or font is None or not is_pictures(font) or not re.fullmatch(r"[0-9A-Fa-f]{2,4}", code):
            continue
        if look := likeness(chr(int(code, 16)), font):
            text = symbol.makeelement(f"{space}t", {XML_SPACE: "preserve"})
            text.text, text.tail = look, symbol.tail
            parent.replace(symbol, text)
            count += 1
    return count


def _runs(tree: Tree, space: str) -> int:
    """Letters in such a font; a run with a sign that has no likeness is left as it is."""
    count = 0
    for fonts in list(tree.iter(f"{space}rFonts")):
        look = fonts.getparent()
        run = look.getparent() if look is not None else None
        font = fonts.get(f"{space}ascii")
        if run is None or run.tag != f"{space}r" or font is None or not is_pictures(font):
            continue
        texts = [text for text in run.iter(f"{space}t") if text.text]
        signs = {sign for text in texts for sign in text.text or "" if not sign.isspace()}
        if not signs or not all(likeness(sign, font) for sign in signs):
            continue
        for text in texts:
            text.text = "".join(likeness(sign, font) or sign for sign in text.text or "")
        if look is not None:
            look.remove(fonts)
        count += 1
    return count


def _bullets(tree: Tree, space: str) -> int:
    """Marks of lists."""
    count = 0
    for level in tree.iter(f"{space}lvl"):
        fonts, text = level.find(f"{space}rPr/{space}rFonts"), level.find(f"{space}lvlText")
        if fonts is None or text is None:
            continue
        font, sign = fonts.get(f"{space}ascii") or fonts.get(f"{space}hAnsi"), text.get(f"{space}val", "")
        if font is not None and is_pictures(font) and len(sign) == 1 and (look := likeness(sign, font)):
            text.set(f"{space}val", look)
            for name in ("ascii", "hAnsi", "cs", "hint"):
                fonts.attrib.pop(f"{space}{name}", "")
            count += 1
    return count


def _in_slides(tree: Tree, saved: datetime | None) -> Change:
    """Words and marks of lists on slides and in drawings."""
    changed = [_marks(tree), _drawn_runs(tree)]
    return Change.SETTLED if sum(changed) else Change.NONE


def _marks(tree: Tree) -> int:
    count = 0
    for mark in tree.iter(f"{DRAWING}buChar"):
        around = mark.getparent()
        fonts = around.find(f"{DRAWING}buFont") if around is not None else None
        font, sign = fonts.get("typeface") if fonts is not None else None, mark.get("char", "")
        if around is None or fonts is None or font is None or not is_pictures(font) or len(sign) != 1:
            continue
        if look := likeness(sign, font):
            mark.set("char", look)
            around.remove(fonts)
            count += 1
    return count


def _drawn_runs(tree: Tree) -> int:
    """Runs whose signs all have a likeness."""
    count = 0
    for look in tree.iter(f"{DRAWING}rPr"):
        run = look.getparent()
        text = run.find(f"{DRAWING}t") if run is not None else None
        if text is None or not text.text:
            continue
        drawn = shown_in_run(look, text.text)
        if drawn != text.text:
            text.text = drawn
            for name in ("latin", "sym", "ea", "cs"):
                fonts = look.find(f"{DRAWING}{name}")
                if fonts is not None and is_pictures(fonts.get("typeface")):
                    look.remove(fonts)
            count += 1
    return count
