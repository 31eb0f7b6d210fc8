"""Text of a cell or string that is made of pieces, each with a look of its own."""

from annexa.documents import dingbats
from annexa.documents.excel.looks import name_of
from annexa.documents.excel.names import S, plain
from annexa.documents.markup import Element

_RUN = f"{S}t"


def rich_text(node: Element) -> str:
    """The text of a string item, phonetic guides left out."""
    if len(node) == 1 and (only := node[0]).tag == _RUN:
        return plain(only.text or "")
    pieces: list[str] = []
    for text in node.iter(f"{S}t", f"{S}v"):
        parent = text.getparent()
        if parent is None or parent.tag != f"{S}rPh":
            look = parent.find(f"{S}rPr") if parent is not None else None
            font = name_of(look) if look is not None else ""
            pieces.append(dingbats.shown(text.text or "", font) if font else text.text or "")
    return plain("".join(pieces))
