"""Bookmarks: item, document, then the document's own, each with the page number that is stamped on the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from annexa.bundle import destinations
from annexa.bundle.source import Source, page_of
from annexa.bundle.stamp import top_of
from annexa.bundle.trees import read_numbers

DEPTH = 32
"""Bookmarks nested deeper than this in a source are left out."""
MOST = 20_000
"""Bookmarks read from one source."""


@dataclass(slots=True)
class Bookmark:
    """One entry, with the index of its page in its own PDF or in the bundle."""

    title: str
    page: int
    view: tuple[Object | int | float | None, ...] = ()
    """How the page is shown: what follows the page in a destination; empty for its top, at the reader's zoom."""
    kids: list["Bookmark"] = field(default_factory=list)
    label: str = ""
    """The page's label in its source, where that is no plain count from 1."""


def titled(title: str, number: int | str, label: str = "") -> str:
    """A bookmark's text with its page number, and the number that the page had in its source where that differs."""
    own = f", there page {label}" if label and label != str(number) else ""
    return f"{' '.join(title.split())} – page {number}{own}"


def read(source: Source) -> list[Bookmark]:
    """The source's own bookmarks. One that leads nowhere stays only if something below it leads somewhere."""
    outlines = source.pdf.Root.get("/Outlines")
    if not isinstance(outlines, Dictionary) or "/First" not in outlines:
        return []
    return _Reader(source).level(outlines, 0)


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._names: dict[bytes, Array] | None = None
        self._labels = labels(source)
        self._seen: set[tuple[int, int]] = set()

    def level(self, parent: Dictionary, depth: int) -> list[Bookmark]:
        found: list[Bookmark] = []
        if depth >= DEPTH:
            return found
        node = parent.get("/First")
        while isinstance(node, Dictionary) and node.objgen not in self._seen and len(self._seen) < MOST:
            self._seen.add(node.objgen)
            kids = self.level(node, depth + 1) if "/First" in node else []
            mark = self._bookmark(node)
            if mark:
                mark.kids = kids
                found.append(mark)
            elif kids:
                found.append(Bookmark(_title(node), kids[0].page, kids[0].view, kids, kids[0].label))
            node = node.get("/Next") if "/Next" in node else None
        return found

    def _bookmark(self, node: Dictionary) -> Bookmark | None:
        target = self._target(node)
        index = page_of(self._source, target[0]) if target is not None and len(target) else None
        if target is None or index is None:
            return None
        return Bookmark(_title(node), index, tuple(list(target)[1:]), [], self._labels.get(index, ""))

    def _target(self, node: Dictionary) -> Array | None:
        target: object = node.get("/Dest")
        action = node["/A"] if target is None and "/A" in node else None
        if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
            target = action.get("/D")
        if isinstance(target, String | Name):
            if self._names is None:
                self._names = destinations.table(self._source)
            return self._names.get(destinations.as_name(target) or b"")
        return target if isinstance(target, Array) else None


def _title(node: Dictionary) -> str:
    title = node.get("/Title")
    return str(title) if isinstance(title, String) else "Untitled"


def labels(source: Source) -> dict[int, str]:
    """Labels of the source's pages by index, empty where the file has none or they count plainly from 1."""
    tree = source.pdf.Root.get("/PageLabels")
    if not isinstance(tree, Dictionary):
        return {}
    ranges = sorted((start, entry) for start, entry in read_numbers(tree) if isinstance(entry, Dictionary))
    found: dict[int, str] = {}
    for (start, entry), end in zip(ranges, [*(start for start, _ in ranges[1:]), len(source.pages)], strict=True):
        style, prefix, first = str(entry.get("/S", "")), str(entry.get("/P", "")), entry.get("/St", 1)
        first = first if isinstance(first, int) and first > 0 else 1
        for index in range(start, min(end, len(source.pages))):
            found[index] = prefix + _numeral(style, first + index - start)
    return {} if all(label == str(index + 1) for index, label in found.items()) else found


def _numeral(style: str, number: int) -> str:
    if style == "/D":
        return str(number)
    if style in ("/A", "/a"):
        letters = chr(ord(style[1]) + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters[:40]
    if style in ("/R", "/r") and number < 5000:
        roman = _roman(number)
        return roman if style == "/R" else roman.lower()
    return ""


def _roman(number: int) -> str:
    text = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        count, number = divmod(number, value)
        text += letters * count
    return text


@dataclass(slots=True)
class Marked:
    """A leaf's own entry, the pages that it and the entries below it lead to, and the number of the first of them."""

    mark: Bookmark
    pages: Sequence[Dictionary]
    first: int
    documents: list["Marked"] = field(default_factory=list)
    names: Sequence[str] = ()
    """What the pages are called in place of their count."""
    is_named: bool = False
    """Whether the titles carry their page numbers already."""

    def title(self, mark: Bookmark) -> str:
        """A bookmark's text, with its page number."""
        if self.is_named:
            return mark.title
        return titled(mark.title, self.names[mark.page] if self.names else self.first + mark.page, mark.label)


def write(pdf: Pdf, marks: Sequence[Marked]) -> None:
    """Writes the bookmarks into the bundle. Items show their documents; what is below a document is folded."""
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    shown = 0
    items = []
    for item in marks:
        node = _node(pdf, item.mark, item)
        documents = [_node(pdf, each.mark, each) for each in item.documents]
        for each, document in zip(item.documents, documents, strict=True):
            _hang_own(pdf, document, each.mark.kids, each)
        own = [_node(pdf, kid, item) for kid in item.mark.kids]
        for kid, below in zip(item.mark.kids, own, strict=True):
            _hang_own(pdf, below, kid.kids, item)
        _hang(node, [*own, *documents])
        if own or documents:
            node["/Count"] = len(own) + len(documents)
        shown += 1 + len(own) + len(documents)
        items.append(node)
    _hang(root, items)
    if items:
        root["/Count"] = shown
        pdf.Root["/Outlines"] = root


def _node(pdf: Pdf, mark: Bookmark, place: Marked) -> Dictionary:
    page = place.pages[mark.page]
    return pdf.make_indirect(Dictionary(Title=String(place.title(mark)), Dest=_destination(page, mark.view)))


def _destination(page: Dictionary, view: tuple[object, ...]) -> Array:
    """The place that a bookmark shows; the reader's zoom stays as it is, which courts ask to be 100 %."""
    if len(view) >= 3 and view[0] == Name.XYZ:
        return Array([page, Name.XYZ, view[1], view[2], None])
    return top_of(page)


def _hang(parent: Dictionary, nodes: Sequence[Dictionary]) -> None:
    """Links nodes to each other and to their parent."""
    if not nodes:
        return
    parent["/First"], parent["/Last"] = nodes[0], nodes[-1]
    for node in nodes:
        node["/Parent"] = parent
    for before, after in pairwise(nodes):
        before["/Next"], after["/Prev"] = after, before


def _hang_own(pdf: Pdf, parent: Dictionary, marks: Sequence[Bookmark], place: Marked) -> None:
    """Hangs a document's own bookmarks under an entry, folded."""
    if not marks:
        return
    nodes = [_node(pdf, mark, place) for mark in marks]
    for mark, node in zip(marks, nodes, strict=True):
        if mark.kids:
            _hang_own(pdf, node, mark.kids, place)
    _hang(parent, nodes)
    parent["/Count"] = -len(nodes)


def moved(marks: Sequence[Bookmark], pages: range) -> Iterator[Bookmark]:
    """The bookmarks that lead to some of the pages, counted from the first of these."""
    for mark in marks:
        kids = list(moved(mark.kids, pages))
        if mark.page in pages:
            yield Bookmark(mark.title, mark.page - pages.start, mark.view, kids, mark.label)
        else:
            yield from kids
