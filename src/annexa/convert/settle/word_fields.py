"""Fields of WordprocessingML: they become the text that they last showed."""

import re
from collections.abc import Collection
from datetime import datetime

from annexa.convert.settle.change import Change
from annexa.convert.settle.tree import Tree, cut, unwrap

SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
MOVING = re.compile(r"^\s*(DATE|TIME|USERNAME|USERINITIALS|USERADDRESS|FILENAME\b.*\\p)\b", re.IGNORECASE | re.DOTALL)
"""Instructions of Word's fields that change by themselves."""
SETTLED = re.compile(
    r"^\s*(?:(?:INFO\s+\"?)?(?:SAVEDATE|PRINTDATE|CREATEDATE|TITLE|SUBJECT|AUTHOR|KEYWORDS|COMMENTS|LASTSAVEDBY|REVNUM"
    r"|EDITTIME|NUMWORDS|NUMCHARS|FILENAME|FILESIZE|TEMPLATE|DOCPROPERTY|INFO|SEQ|IF|COMPARE|MERGEFIELD|MERGEREC"
    r"|MERGESEQ|DOCVARIABLE|FILLIN|AUTOTEXT|DATABASE|INCLUDETEXT|LINK|DDE|DDEAUTO)\b|=)",
    re.IGNORECASE,
)
"""Those that tell of the file, count, reckon or fetch something: Word shows what it last worked out, and LibreOffice
what it would be now, or nothing."""
_REFERRING = re.compile(r"^\s*(?:REF|PAGEREF|NOTEREF)\s+\"?([^\s\"]+)", re.IGNORECASE)
"""What a mark in the text says, or where it stands; LibreOffice has an error where the mark is gone."""
_PAGES = re.compile(r"^\s*(NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
"""Those that Word works out for each page's header, and in the text only when somebody asks."""


def settle(tree: Tree, saved: datetime | None) -> Change:
    """Settles a part; a field that never showed anything is left out."""
    change = Change.NONE
    for space in SPACES:
        in_text = tree.tag not in (f"{space}hdr", f"{space}ftr")
        marks = {mark.get(f"{space}name", "") for mark in tree.iter(f"{space}bookmarkStart")}
        for simple in list(tree.iter(f"{space}fldSimple")):
            instruction = simple.get(f"{space}instr", "")
            if MOVING.match(instruction) or (len(simple) and _is_settled(instruction, marks, in_text=in_text)):
                change = max(change, Change.SETTLED if len(simple) else Change.LEFT_OUT)
                unwrap(simple)
        for field in _complex_fields(tree, space):
            if field.is_moving or (field.has_result and _is_settled(field.instruction, marks, in_text=in_text)):
                change = max(change, Change.SETTLED if field.has_result else Change.LEFT_OUT)
                for sign in field.signs:
                    cut(sign)
    return change


def refers_to_nothing(instruction: str, marks: Collection[str]) -> bool:
    """Whether a field refers to a mark that is none of these, which are those of its text."""
    referring = _REFERRING.match(instruction)
    return referring is not None and referring[1] not in marks


def _is_settled(instruction: str, marks: set[str], *, in_text: bool) -> bool:
    if in_text and refers_to_nothing(instruction, marks):
        return True
    return SETTLED.match(instruction) is not None or (in_text and _PAGES.match(instruction) is not None)


class _Field:
    """A field that begins, is separated from its last result, and ends in signs strewn over several runs."""

    def __init__(self) -> None:
        self.instruction = ""
        self.signs: list[Tree] = []
        self.separated = False
        self.has_result = False
        self.holds_moving = False
        """A field that changes by itself stands in its instruction, such as in the condition of an IF."""

    @property
    def is_moving(self) -> bool:
        return self.holds_moving or MOVING.match(self.instruction) is not None


def _complex_fields(tree: Tree, space: str) -> list[_Field]:
    """All finished fields; fields may stand inside one another."""
    open_: list[_Field] = []
    finished = []
    char, instruction, text = f"{space}fldChar", f"{space}instrText", f"{space}t"
    for element in tree.iter(char, instruction, text):
        if element.tag == char:
            kind = element.get(f"{space}fldCharType")
            if kind == "begin":
                open_.append(_Field())
            if not open_:
                continue
            open_[-1].signs.append(element)
            if kind == "separate":
                open_[-1].separated = True
            elif kind == "end":
                field = open_.pop()
                if open_ and not open_[-1].separated:  # it stands in the instruction of that one
                    open_[-1].signs += field.signs
                    open_[-1].holds_moving = open_[-1].holds_moving or field.is_moving
                else:
                    finished.append(field)
        elif open_ and element.tag == instruction:
            open_[-1].instruction += element.text or ""
            open_[-1].signs.append(element)
        elif element.text:
            _shows(open_, element)
    return finished


def _shows(open_: list[_Field], element: Tree) -> None:
    """Text between the signs: part of a result, unless a field further out has it in its instruction."""
    outer = next((field for field in open_ if not field.separated), None)
    if outer is not None:
        outer.signs.append(element)
        return
    for field in open_:
        field.has_result = True
