"""Takes elements out of a source's structure tree that hold nothing and say nothing: empty paragraphs, spans and links.

Programs write one for each blank line, and a screen reader stops at each. What an author gave words for stays, and so
do cells and list items, which have their place even when they are empty.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from pikepdf import Array, Dictionary, Object

from annexa.pdf.source import as_list
from annexa.pdf.written import name_of

MAY_GO: Final = frozenset({"/P", "/Span", "/Link"})
_KEEPS: Final = frozenset({"/K", "/ID", "/Alt", "/ActualText", "/E"})


def is_barren(node: Object) -> bool:
    """Whether an element holds nothing, has no words in its place, and nothing can refer to it."""
    keys = node.keys()
    return not keys & _KEEPS or (keys & _KEEPS == {"/K"} and not as_list(node["/K"]))


def take_out(found: Iterable[Object], types: Mapping[str, str]) -> None:
    """Takes elements out of the tree, and what holds nothing any more once they are gone.

    `types`: what the names of the source's role map stand for. An element that its parent does not know stays.
    """
    for each in found:
        node: Object | None = each
        while node is not None and node.is_indirect and is_barren(node):
            parent = node.get("/P")
            if not isinstance(parent, Dictionary) or not _let_go(parent, node):
                break
            kind = name_of(parent.get("/S", ""))
            node = parent if types.get(kind, kind) in MAY_GO else None


def _let_go(parent: Dictionary, node: Object) -> bool:
    """Takes an element from those of its parent; False where it is not among them, or is all that a root holds."""
    if "/S" not in parent:
        return False
    kids = as_list(parent["/K"]) if "/K" in parent else []
    left = [kid for kid in kids if not (isinstance(kid, Dictionary) and kid.objgen == node.objgen)]
    if len(left) == len(kids):
        return False
    if left:
        parent["/K"] = Array(left)
    else:
        del parent["/K"]
    return True
