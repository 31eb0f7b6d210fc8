"""What has a size that shows too little is given room.

Rows and frames of a fixed height in Word files may grow: Word and LibreOffice cut off words that need more. What is so
low that it shows nothing stays as it is: its words are hidden, and are not to be let out. A chart that has a sheet of a
workbook to itself fills it, as in Excel, which does not ask how large the file says that it is.
"""

import re
from datetime import datetime
from pathlib import Path

from annexa.convert.settle.archive import Rule, rewritten
from annexa.convert.settle.change import Change
from annexa.convert.settle.tree import Tree
from annexa.convert.settle.word_fields import SPACES
from annexa.documents.word.sight import FLAT

WORDS = frozenset({"docx", "docm", "dotx", "dotm"})
BOOKS = frozenset({"xlsx", "xlsm", "xltx", "xltm"})
SHEETS = ("{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}",
          "{http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing}")  # fmt: skip
WHOLE_SHEET = ("9000000", "5000000")
"""Width and height of a chart that fills a sheet of A4 within its margins, in English Metric Units."""


def give_room(copy: Path, format_: str) -> None:
    """Rewrites the copy in place where it holds such things. Raises OSError."""
    if format_ in WORDS:
        rewritten(copy, (Rule(re.compile(r"word/[^/]+\.xml"), re.compile(rb":hRule=.exact"), _rows_and_frames),))
    elif format_ in BOOKS:
        rewritten(copy, (Rule(re.compile(r"xl/drawings/[^/]+\.xml"), re.compile(rb"absoluteAnchor"), _charts),))


def _charts(tree: Tree, saved: datetime | None) -> Change:
    """Charts without a size, as some programs write those that have a sheet to themselves."""
    change = Change.NONE
    for space in SHEETS:
        for size in tree.iterfind(f"{space}absoluteAnchor/{space}ext"):
            if "0" in (size.get("cx", "0"), size.get("cy", "0")):
                size.set("cx", WHOLE_SHEET[0])
                size.set("cy", WHOLE_SHEET[1])
                change = Change.SETTLED
    return change


def _rows_and_frames(tree: Tree, saved: datetime | None) -> Change:
    change = Change.NONE
    for space in SPACES:
        for name, height in (("trHeight", "val"), ("framePr", "h")):
            for mark in tree.iter(f"{space}{name}"):
                number = mark.get(f"{space}{height}", "")
                if mark.get(f"{space}hRule") == "exact" and number.isdigit() and int(number) > FLAT:
                    mark.set(f"{space}hRule", "atLeast")
                    change = Change.SETTLED
    return change
