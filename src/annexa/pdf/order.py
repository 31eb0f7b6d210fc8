"""A merged PDF put into another order: its pages, their labels, the bookmarks, and what a reading voice says when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Pdf, String

from annexa.pdf.source import as_list

GROUPS = frozenset({"/Document", "/Part", "/Sect", "/Art", "/Div"})
"""Elements that only group others, and that another one may stand in (ISO 32000-1, 14.8.4.2)."""

Position = Mapping[tuple[int, int], int]
"""Where a page stands, from 0, by its object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The pages of one leaf of the merge, in their own order; leaves stand as they were merged."""

    pages: Sequence[Dictionary]
    labels: Sequence[str]
    joins: bool = False
    """Whether it belongs to the item of the page before it, where the structure tree has a Part for that."""


def arrange(pdf: Pdf, runs: Sequence[Run], order: Sequence[int]) -> None:
    """Puts a merged PDF into an order, given as indexes into the pages of all runs one behind the other.

    The first run is a bundle that was sent, the others go into it. Every leaf must have been at the top (depth 0).
    """
    pages = [page for run in runs for page in run.pages]
    labels = [label for run in runs for label in run.labels]
    tree = pdf.Root.Pages
    for page in pages:
        page["/Parent"] = tree
    tree["/Kids"] = Array([pages[index] for index in order])
    tree["/Count"] = len(order)
    pdf.Root["/PageLabels"] = Dictionary(Nums=Array(_label_rules([labels[index] for index in order])))
    position = {pages[index].objgen: place for place, index in enumerate(order)}
    _sort_bookmarks(pdf, position)
    _sort_tags(pdf, runs, position)


def _label_rules(labels: Sequence[str]) -> list[object]:
    """Ranges of page labels: plain numbers count, a page with a letter is its own range."""
    rules: list[object] = []
    expected = ""
    for place, label in enumerate(labels):
        if label.isdecimal():
            if label != expected:
                rules += [place, Dictionary(S=Name.D, St=int(label))]
            expected = str(int(label) + 1)
        else:
            rules += [place, Dictionary(P=String(label))]
            expected = ""
    return rules


def _sort_bookmarks(pdf: Pdf, position: Position) -> None:
    """The bookmarks at the top, in the order of their pages."""
    root = pdf.Root.Outlines
    nodes: list[Dictionary] = []
    node = root.get("/First")
    while isinstance(node, Dictionary):
        nodes.append(node)
        node = node.get("/Next")
    nodes.sort(key=lambda node: position.get(node.Dest[0].objgen, 0))
    for place, node in enumerate(nodes):
        for key, neighbour in (("/Prev", place - 1), ("/Next", place + 1)):
            if 0 <= neighbour < len(nodes):
                node[key] = nodes[neighbour]
            elif key in node:
                del node[key]
    root["/First"], root["/Last"] = nodes[0], nodes[-1]


# -- tags -------------------------------------------------------------------------------------------------


def _sort_tags(pdf: Pdf, runs: Sequence[Run], position: Position) -> None:
    """Lifts the tags of the bundle that was sent to the top, and puts each inserted Part where its pages stand."""
    document = pdf.Root.StructTreeRoot.K
    if not isinstance(document, Dictionary):
        raise TypeError("the merge left a structure tree without a document")
    sent, *inserted = (part for part in as_list(document["/K"]) if isinstance(part, Dictionary))
    document["/K"] = Array(list(_lifted(sent, document)))
    places = [position[run.pages[0].objgen] for run in runs[1:]]
    for place, part, run in sorted(zip(places, inserted, runs[1:], strict=True), key=lambda each: each[0]):
        _put(part, document, place, position, joins=run.joins)


def _lifted(part: Dictionary, document: Dictionary) -> Iterator[Dictionary]:
    """What stands in the Part of the bundle that was sent, which had a Document of its own around everything."""
    holder, language = part, part.get("/Lang")
    kids = as_list(part["/K"])
    if len(kids) == 1 and isinstance(kids[0], Dictionary) and kids[0].get("/S") in (Name.Sect, Name.Document):
        holder, language = kids[0], kids[0].get("/Lang", language)
    for kid in as_list(holder["/K"]):
        if isinstance(kid, Dictionary):
            kid["/P"] = document
            if language is not None and "/Lang" not in kid and language != document.get("/Lang"):
                kid["/Lang"] = language
            yield kid


def _put(part: Dictionary, parent: Dictionary, place: int, position: Position, *, joins: bool) -> None:
    """Puts a Part, whose pages begin at `place`, among the kids of an element so that reading follows the pages.

    A Part that goes on behind `place` is entered; so is the item's Part that ends there, where `joins` says that the
    new pages belong to it. A paragraph or table that runs over the place is not cut: it is read to its end first.
    """
    kids = as_list(parent["/K"])
    split = _split([_first_place(kid, position) for kid in kids], place)
    before = kids[split - 1] if split else None
    if isinstance(before, Dictionary) and before.get("/S") in GROUPS:
        is_item = joins and any(isinstance(kid, Dictionary) and kid.get("/S") == Name.Part for kid in as_list(before.K))
        if is_item or _reaches(before, place, position):
            _put(part, before, place, position, joins=False)
            return
    part["/P"] = parent
    parent["/K"] = Array([*kids[:split], part, *kids[split:]])


def _split(firsts: Sequence[int | None], place: int) -> int:
    """Before which element a place is: where the fewest stand on the wrong side, for notes may be out of order."""
    wrong = best = sum(first is not None and first < place for first in firsts)
    found = 0
    for index, first in enumerate(firsts, start=1):
        if first is not None:
            wrong += -1 if first < place else 1
        if wrong <= best and (first is None or first < place):
            best, found = wrong, index
    return found


def _first_place(element: object, position: Position) -> int | None:
    """Where the first page stands that an element has something on; None where it has nothing on any."""
    return next(_places(element, position), None)


def _reaches(element: Dictionary, place: int, position: Position) -> bool:
    """Whether an element has something on a page at or behind a place."""
    return any(found >= place for found in _places(element, position, backwards=True))


def _places(element: object, position: Position, *, backwards: bool = False) -> Iterator[int]:
    """Where the pages stand that an element and what is in it name, in reading order or the other way round."""
    stack, seen = [element], set[tuple[int, int]]()
    while stack:
        node = stack.pop()
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        page = node.get("/Pg")
        if isinstance(page, Dictionary) and page.objgen in position:
            yield position[page.objgen]
        if "/S" in node:
            kids = as_list(node.get("/K"))
            stack.extend(kids if backwards else reversed(kids))
