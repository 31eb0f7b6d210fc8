"""Formulas between the words of a slide become a line of text: LibreOffice leaves them out, and says nothing.

Measured with LibreOffice 7.4: it draws a formula that has a shape for itself, and no other.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import Final

from annexa.convert.settle.archive import Rule, rewritten
from annexa.convert.settle.change import Change
from annexa.convert.settle.tree import Tree
from annexa.documents.formula_text import in_a_line

FORMATS = frozenset({"pptx", "pptm", "potx", "potm", "ppsx", "ppsm"})
NOTE = "formulas between the words of a slide are set as a line of text"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
A14: Final = "{http://schemas.microsoft.com/office/drawing/2010/main}"


def write_out(copy: Path, format_: str) -> tuple[str, ...]:
    """Rewrites the copy in place where it holds such formulas; answers notes. Raises OSError."""
    if format_ not in FORMATS:
        return ()
    parts = re.compile(r"ppt/(slides|slideLayouts|slideMasters)/[^/]+\.xml")
    change = rewritten(copy, (Rule(parts, re.compile(rb":m[ >]"), _edited),))
    return (NOTE,) if change is Change.SETTLED else ()


def _edited(tree: Tree, saved: datetime | None) -> Change:
    change = Change.NONE
    for body in tree.iter():
        if not isinstance(body.tag, str) or not body.tag.endswith("}txBody"):
            continue
        formulas = list(body.iter(f"{A14}m"))
        if len(formulas) == 1 and not any(text.text and text.text.strip() for text in body.iter(f"{A}t")):
            continue
        for formula in formulas:
            _replace(formula)
            change = Change.SETTLED
    return change


def _replace(formula: Tree) -> None:
    parent = formula.getparent()
    if parent is None:
        return
    run, text = formula.makeelement(f"{A}r"), formula.makeelement(f"{A}t")
    text.text = in_a_line(formula)
    run.append(text)
    run.tail = formula.tail
    parent.replace(formula, run)
