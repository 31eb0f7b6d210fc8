"""Takes out of a private copy what Word does not show and LibreOffice would print, and what makes it lose words.

Measured with LibreOffice 7.4: it prints table rows that are hidden, and takes the tracked deletions inside content
controls for text that is there; when it is asked to accept all changes, it no longer knows of these. A comment that
begins before a content control costs the words of that, and a second control that is bound to the same data costs those
before it: each shows what was saved in its place.
"""

import re
from datetime import datetime
from pathlib import Path

from annexa.convert.settle.archive import Rule, rewritten
from annexa.convert.settle.change import Change
from annexa.convert.settle.tree import Tree, cut
from annexa.convert.settle.word_fields import SPACES

FORMATS = frozenset({"docx", "docm", "dotx", "dotm"})
ACCEPTED = "tracked deletions in content controls accepted"
ROWS = "hidden rows of tables left out"
OFF = frozenset({"0", "false", "off"})


def take_out(copy: Path, format_: str) -> tuple[str, ...]:
    """Rewrites the copy in place where it holds such rows or deletions; answers notes. Raises OSError."""
    if format_ not in FORMATS:
        return ()
    notes: dict[str, None] = {}

    def edited(tree: Tree, saved: datetime | None) -> Change:
        found = {note: None for space in SPACES for note in (*_rows(tree, space), *_deletions(tree, space))}
        notes.update(found)
        odd = [mark for space in SPACES for mark in (*_anchors(tree, space), *_bindings(tree, space))]
        for mark in odd:
            cut(mark)
        return Change.SETTLED if found or odd else Change.NONE

    rewritten(copy, (Rule(re.compile(r"word/[^/]+\.xml"), re.compile(rb":hidden\b|:sdt\b"), edited),))
    return tuple(notes)


def _anchors(tree: Tree, space: str) -> list[Tree]:
    """Where comments begin and end, in a part with content controls; no comment is printed."""
    if next(tree.iter(f"{space}sdt"), None) is None:
        return []
    return list(tree.iter(*(f"{space}comment{name}" for name in ("RangeStart", "RangeEnd", "Reference"))))


def _bindings(tree: Tree, space: str) -> list[Tree]:
    """What binds content controls to data elsewhere in the file."""
    return list(tree.iterfind(f".//{space}sdtPr/{{*}}dataBinding"))


def _rows(tree: Tree, space: str) -> list[str]:
    found = False
    for mark in list(tree.iterfind(f".//{space}tr/{space}trPr/{space}hidden")):
        if mark.get(f"{space}val", "1").lower() not in OFF:
            found = _cut_row(mark, space) or found
    return [ROWS] if found else []


def _cut_row(mark: Tree, space: str) -> bool:
    """Takes out the row of a mark, and its table where that has no other: Word shows nothing of it either."""
    row = next(mark.iterancestors(f"{space}tr"), None)
    table = row.getparent() if row is not None else None
    if row is None or table is None:
        return False
    table.remove(row)
    around = table.getparent()
    if around is None or table.tag != f"{space}tbl" or table.find(f".//{space}tr") is not None:
        return True
    if around.tag == f"{space}tc":  # a cell needs a paragraph
        around.replace(table, around.makeelement(f"{space}p"))
    else:
        around.remove(table)
    return True


def _deletions(tree: Tree, space: str) -> list[str]:
    """In content controls: deleted and moved runs, and deleted rows."""
    found = False
    for control in list(tree.iter(f"{space}sdt")):
        for mark in [*control.iter(f"{space}del", f"{space}moveFrom")]:
            around = mark.getparent()
            if around is None:
                continue
            if around.tag == f"{space}trPr":
                found = _cut_row(mark, space) or found
            elif around.tag != f"{space}rPr" and len(mark):
                cut(mark)
                found = True
    return [ACCEPTED] if found else []
