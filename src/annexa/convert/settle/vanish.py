"""Says at each place of a Word file what Word shows there, where LibreOffice takes its hidden text otherwise.

Measured with LibreOffice 7.4: it hides what the styles of a paragraph and of its letters both hide, which Word shows
(ISO/IEC 29500-1, 17.7.3), and what is hidden on web pages alone. It lets a text box or frame go with the paragraph that
it hangs on, where of that nothing but the mark is hidden, and has been seen to stop over boxes in hidden text.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from lxml import etree

from annexa.convert.settle.archive import Rule, rewritten
from annexa.convert.settle.change import Change
from annexa.convert.settle.tree import Tree, cut
from annexa.convert.settle.word_fields import SPACES
from annexa.documents.word.styles import Styles, read_styles
from annexa.documents.word_names import is_on
from annexa.tools.zips import DAMAGED

FORMATS: Final = frozenset({"docx", "docm", "dotx", "dotm"})
STYLES: Final = "word/styles.xml"
LARGEST: Final = 16 * 1024**2
_DRAWN: Final = ("drawing", "pict", "object")
_STAYING: Final = ("rPr", "fldChar", "instrText")
_CHOICE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


def say_hidden(copy: Path, format_: str) -> None:
    """Rewrites the copy in place where it holds such places. Raises OSError."""
    if format_ not in FORMATS:
        return
    styles = _styles(copy)
    marks = rb"vanish|webHidden" + (rb"|Style\b" if styles.raw else b"")

    def edited(tree: Tree, saved: datetime | None) -> Change:
        done = [_edit(tree, space, styles) for space in SPACES]
        return Change.SETTLED if any(done) else Change.NONE

    rewritten(copy, (Rule(re.compile(r"word/[^/]+\.xml"), re.compile(marks), edited),))


def _styles(copy: Path) -> Styles:
    """The styles of the file, if one of them hides anything; else none."""
    try:
        with zipfile.ZipFile(copy) as archive:
            if STYLES not in archive.namelist() or archive.getinfo(STYLES).file_size > LARGEST:
                return Styles()
            content = archive.read(STYLES)
        if b"vanish" not in content:
            return Styles()
        return read_styles(etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True)))
    except (*DAMAGED, etree.XMLSyntaxError):
        return Styles()


def _edit(tree: Tree, space: str, styles: Styles) -> bool:
    web = list(tree.iter(f"{space}webHidden"))
    for mark in web:
        cut(mark)
    changed = bool(web)
    for paragraph in list(tree.iter(f"{space}p")):
        named = _value(paragraph.find(f"{space}pPr/{space}pStyle"), space) or styles.default_paragraph
        changed |= _edit_paragraph(paragraph, space, styles, by_style=bool(styles.get(named).hidden))
    return changed


def _edit_paragraph(paragraph: Tree, space: str, styles: Styles, *, by_style: bool) -> bool:
    changed, hangs, hidden = False, _hangs_after_frame(paragraph, space), []
    for run in _runs(paragraph, space):
        is_hidden, is_doubtful = _is_hidden(run, space, by_style, styles)
        drawn = [child for child in run if child.tag in (_CHOICE, *(f"{space}{name}" for name in _DRAWN))]
        if is_hidden:
            hidden.append(run)
            for child in drawn:
                cut(child)
        elif is_doubtful:
            _show(_look(run, space, 0), space)
        hangs |= bool(drawn) and not is_hidden
        changed |= (bool(drawn) and is_hidden) or is_doubtful
    if hangs and _unhide_mark(paragraph, space, by_style):
        for run in hidden:  # LibreOffice hides a paragraph of hidden words, whatever its mark
            for child in [child for child in run if child.tag not in [f"{space}{name}" for name in _STAYING]]:
                cut(child)
        return True
    return changed


def _is_hidden(run: Tree, space: str, by_style: bool, styles: Styles) -> tuple[bool, bool]:
    """Whether Word hides a run, and whether it shows one that LibreOffice hides."""
    look = run.find(f"{space}rPr")
    own = look.find(f"{space}vanish") if look is not None else None
    if own is not None:
        return is_on(own.get(f"{space}val")), False
    letters = _value(look.find(f"{space}rStyle"), space) if look is not None else ""
    by_letters = bool(styles.get(letters).hidden)
    return by_style != by_letters, by_style and by_letters


def _runs(paragraph: Tree, space: str) -> Iterator[Tree]:
    """The runs of a paragraph, not those of text boxes in it."""
    for run in paragraph.iter(f"{space}r"):
        if next(run.iterancestors(f"{space}p"), None) is paragraph:
            yield run


def _hangs_after_frame(paragraph: Tree, space: str) -> bool:
    """Whether the paragraph before is a frame, which hangs on this one."""
    before = paragraph.getprevious()
    frame = f"{space}pPr/{space}framePr"
    return before is not None and before.find(frame) is not None and paragraph.find(frame) is None


def _unhide_mark(paragraph: Tree, space: str, by_style: bool) -> bool:
    properties = paragraph.find(f"{space}pPr")
    own = properties.find(f"{space}rPr/{space}vanish") if properties is not None else None
    is_hidden = by_style if own is None else is_on(own.get(f"{space}val"))
    if not is_hidden:
        return False
    if properties is None:
        properties = paragraph.makeelement(f"{space}pPr")
        paragraph.insert(0, properties)
    _show(_look(properties, space, len(properties)), space)
    return True


def _look(parent: Tree, space: str, at: int) -> Tree:
    """The properties of a run or of a paragraph's mark, made where there are none."""
    look = parent.find(f"{space}rPr")
    if look is None:
        look = parent.makeelement(f"{space}rPr")
        after = next((child for child in parent if child.tag in (f"{space}sectPr", f"{space}pPrChange")), None)
        parent.insert(parent.index(after) if after is not None else at, look)
    return look


def _show(look: Tree, space: str) -> None:
    mark = look.find(f"{space}vanish")
    if mark is None:
        mark = look.makeelement(f"{space}vanish")
        look.append(mark)
    mark.set(f"{space}val", "0")


def _value(element: Tree | None, space: str) -> str:
    return element.get(f"{space}val", "") if element is not None else ""
