"""Tracked changes of WordprocessingML: every element that Word writes for a change nobody has decided on.

The list is that of ISO/IEC 29500-1, 17.13.5, with the conflicts of [MS-DOCX] 2.6: text, rows, cells, paragraph
marks, numbering, maths, content controls, moves, and formatting.
"""

import re
from collections.abc import Callable

from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element, ancestors
from annexa.documents.word_names import W14, M, W
from annexa.model.findings import Place

_KINDS = {
    "ins": "insertion", "del": "deletion", "moveFrom": "move", "moveTo": "move",
    "moveFromRangeStart": "move", "moveToRangeStart": "move",
    "cellIns": "cell insertion", "cellDel": "cell deletion", "cellMerge": "cell merge",
    "customXmlInsRangeStart": "content control insertion", "customXmlDelRangeStart": "content control deletion",
    "customXmlMoveFromRangeStart": "content control move", "customXmlMoveToRangeStart": "content control move",
    "rPrChange": "formatting change", "pPrChange": "paragraph formatting change",
    "sectPrChange": "page layout change", "tblPrChange": "table formatting change",
    "tblPrExChange": "table formatting change", "trPrChange": "row formatting change",
    "tcPrChange": "cell formatting change", "tblGridChange": "column width change",
    "numberingChange": "numbering change", "delText": "deletion", "delInstrText": "deletion",
}  # fmt: skip
_CONFLICTS = {
    "conflictIns": "conflicting insertion", "conflictDel": "conflicting deletion",
    "customXmlConflictInsRangeStart": "conflicting insertion", "customXmlConflictDelRangeStart": "conflicting deletion",
}  # fmt: skip
_TAGS = {f"{W}{name}": kind for name, kind in _KINDS.items()} | {
    f"{W14}{name}": kind for name, kind in _CONFLICTS.items()
}
_LEFT_OVER = (f"{W}delText", f"{W}delInstrText")
_HOLDERS = (f"{W}del", f"{W}moveFrom", f"{W14}conflictDel")
_TEXT = (f"{W}t", f"{W}delText", f"{M}t", f"{W}delInstrText")
_MARKS = {
    f"{W}rPr": " of a paragraph mark",
    f"{W}trPr": " of a table row",
    f"{W}numPr": " of numbering",
    f"{M}ctrlPr": " in a formula",
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_MAY_HOLD = re.compile(rb"<(?:[\w.-]+:)?(?:" + "|".join(sorted({*_KINDS, *_CONFLICTS})).encode() + rb")[\s/>]")
_NEEDLES = (
    b"Change",
    b":ins",
    b"<ins",
    b":del",
    b"<del",
    b"move",
    b"cellIns",
    b"cellDel",
    b"cellMerge",
    b"onflict",
    b"customXml",
)


def may_hold(data: bytes) -> bool:
    """Whether raw XML can hold a tracked change at all: spares parsing parts that need no reading otherwise."""
    return any(needle in data for needle in _NEEDLES) and _MAY_HOLD.search(data) is not None


def add_revisions(root: Element, place_of: Callable[[Element], Place], found: Gatherer) -> None:
    """Adds every tracked change below `root`; `place_of` tells where an element stands."""
    for node in root.iter(*_TAGS):
        if node.tag in _LEFT_OVER and any(parent.tag in _HOLDERS for parent in ancestors(node)):
            continue
        if _is_repeated(node):
            continue
        parent = node.getparent()
        kind = _TAGS[str(node.tag)]
        if parent is not None and kind in ("insertion", "deletion", "move"):
            kind += _MARKS.get(str(parent.tag), "")
        found.revision(
            kind,
            place_of(node),
            author=node.get(f"{W}author") or "",
            date=node.get(f"{W}date") or "",
            text=_words(node, parent),
        )


def _words(node: Element, parent: Element | None) -> str:
    """The text inserted, deleted or moved; of a formatting change, the text that it is about."""
    name = str(node.tag)
    about: Element | None = node
    if name.endswith("}rPrChange") and parent is not None:
        about = parent.getparent()
    elif name in _LEFT_OVER:
        return node.text or ""
    elif not len(node) and parent is not None and parent.tag == f"{W}rPr":
        about = next((up for up in ancestors(parent) if up.tag == f"{W}p"), None)
    pieces: list[str] = []
    for text in about.iter(*_TEXT) if about is not None else ():
        pieces.append(text.text or "")
        if len(pieces) > 60:
            break
    return "".join(pieces)


def _is_repeated(node: Element) -> bool:
    """Whether the change stands in a fallback drawing whose first choice holds changes as well."""
    for parent in ancestors(node):
        if parent.tag == _FALLBACK:
            twin = parent.getprevious()
            return twin is not None and next(twin.iter(*_TAGS), None) is not None
    return False
