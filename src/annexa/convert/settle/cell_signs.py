"""Signs in Wingdings, Webdings and Symbol in the cells of a workbook become the characters that they look like."""

import re
import zipfile
from datetime import datetime
from pathlib import Path

from annexa.convert.settle.archive import Rule, rewritten
from annexa.convert.settle.change import Change
from annexa.convert.settle.relations import LARGEST, parsed
from annexa.convert.settle.tree import Tree
from annexa.documents import markup
from annexa.documents.dingbats import shown
from annexa.documents.excel.looks import name_of, sign_fonts
from annexa.documents.excel.names import S
from annexa.tools.zips import DAMAGED

SPACES = (S, "{http://purl.oclc.org/ooxml/spreadsheetml/main}")
STYLES, STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_NAMED = re.compile(rb"(?i)wingdings|webdings|\"symbol\"")


def spell_out(copy: Path) -> None:
    """Rewrites the copy in place where its cells hold such signs. Raises OSError."""
    fonts, strings = _read(copy)
    if strings is None:
        return

    def in_cells(tree: Tree, saved: datetime | None) -> Change:
        changed = [
            _cell(cell, fonts, strings, space) for space in SPACES for cell in tree.iter(f"{space}c") if any(fonts)
        ]
        return max(_in_runs(tree, saved), Change.SETTLED if any(changed) else Change.NONE)

    marks = re.compile(b"") if any(fonts) else _NAMED
    rewritten(
        copy,
        (
            Rule(re.compile(re.escape(STRINGS)), _NAMED, _in_runs),
            Rule(re.compile(r"xl/worksheets/[^/]+\.xml"), marks, in_cells),
        ),
    )


def _read(copy: Path) -> tuple[list[str], list[str] | None]:
    """Of each cell style its font of signs, and the plain texts that cells share; None where nothing is to be done."""
    try:
        with zipfile.ZipFile(copy) as archive:
            there = {name: archive.getinfo(name).file_size for name in archive.namelist()}
            if not 0 < there.get(STYLES, 0) <= LARGEST or there.get(STRINGS, 0) > LARGEST:
                return [], None
            styles = parsed(markup.transitional(archive.read(STYLES)))
            strings = parsed(markup.transitional(archive.read(STRINGS))) if STRINGS in there else ()
    except DAMAGED:
        return [], None
    return sign_fonts(styles), [_plain(item) for item in strings]


def _plain(item: Tree) -> str:
    """A text of one look; empty for one of several runs, which name the font of each."""
    return "" if item.find(f"{S}r") is not None else item.findtext(f"{S}t") or ""


def _cell(cell: Tree, fonts: list[str], strings: list[str], space: str) -> bool:
    """Whether a cell held such signs; it holds its own text then, in the place of a formula too."""
    style, value, kind = cell.get("s", "0"), cell.findtext(f"{space}v") or "", cell.get("t", "n")
    font = fonts[int(style)] if style.isdigit() and int(style) < len(fonts) else ""
    if not font:
        return False
    if kind == "s":
        text = strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    else:
        text = {"str": value, "inlineStr": cell.findtext(f"{space}is/{space}t") or ""}.get(kind, "")
    drawn = shown(text, font)
    if drawn == text:
        return False
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    holder = cell.makeelement(f"{space}is")
    words = cell.makeelement(f"{space}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    words.text = drawn
    holder.append(words)
    cell.append(holder)
    return True


def _in_runs(tree: Tree, saved: datetime | None) -> Change:
    """Runs of texts that name such a font themselves."""
    change = Change.NONE
    for space in SPACES:
        for run in tree.iter(f"{space}r"):
            look, text = run.find(f"{space}rPr"), run.find(f"{space}t")
            font = name_of(look) if look is not None else ""
            if look is None or text is None or not font or not text.text:
                continue
            drawn = shown(text.text, font)
            if drawn != text.text:
                text.text = drawn
                for named in look.findall(f"{space}rFont"):
                    look.remove(named)
                change = Change.SETTLED
    return change
