"""Takes out of a private copy of an OpenDocument file what is hidden there and LibreOffice would print.

Measured with LibreOffice 7.4: it prints paragraphs that are hidden by a field in them, and rows of tables in texts and
on slides that are not to be seen.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import Final

from annexa.convert.settle.archive import Rule, rewritten
from annexa.convert.settle.change import Change
from annexa.convert.settle.opendocument import TABLE, TEXT
from annexa.convert.settle.tree import Tree, cut
from annexa.convert.settle.unseen import ROWS

FORMATS: Final = frozenset({"odt", "ott", "odp", "otp", "odg"})
PARAGRAPHS: Final = "hidden paragraphs left out"
_UNSEEN: Final = frozenset({"collapse", "filter"})


def take_out_open(copy: Path, format_: str) -> tuple[str, ...]:
    """Rewrites the copy in place where it holds such rows or paragraphs; answers notes. Raises OSError."""
    if format_ not in FORMATS:
        return ()
    notes: dict[str, None] = {}

    def edited(tree: Tree, saved: datetime | None) -> Change:
        found = dict.fromkeys((*_rows(tree), *_paragraphs(tree)))
        notes.update(found)
        return Change.SETTLED if found else Change.NONE

    marks = re.compile(rb"table:visibility|text:hidden-paragraph")
    rewritten(copy, (Rule(re.compile(r"(content|styles)\.xml"), marks, edited),))
    return tuple(notes)


def _rows(tree: Tree) -> list[str]:
    hidden = [row for row in tree.iter(f"{TABLE}table-row") if row.get(f"{TABLE}visibility") in _UNSEEN]
    for row in hidden:
        around = row.getparent()
        while around is not None and around.tag != f"{TABLE}table":
            around = around.getparent()
        cut(row)
        if around is not None and next(around.iter(f"{TABLE}table-row"), None) is None:
            cut(around)
    return [ROWS] if hidden else []


def _paragraphs(tree: Tree) -> list[str]:
    """A paragraph stays as an empty one, since a cell, a note or a slide needs one."""
    found = False
    for mark in list(tree.iter(f"{TEXT}hidden-paragraph")):
        paragraph = next(mark.iterancestors(f"{TEXT}p", f"{TEXT}h"), None)
        if paragraph is not None and mark.get(f"{TEXT}is-hidden") == "true":
            for child in list(paragraph):
                paragraph.remove(child)
            paragraph.text = None
            found = True
    return [PARAGRAPHS] if found else []
