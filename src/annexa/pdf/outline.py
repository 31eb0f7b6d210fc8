"""Bookmarks: item, document, then the document's own, each with the page number that is stamped on the page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pikepdf import Array, Dictionary, Name, Pdf, String

from annexa.pdf import destinations
from annexa.pdf.bookmark import Bookmark, Place
from annexa.pdf.source import Source, page_of
from annexa.pdf.trees import read_numbers
from annexa.pdf.view import top_of
from annexa.pdf.written import name_of

ObjGen = tuple[int, int]
"""Number and generation of an object."""
DEPTH = 32
"""Bookmarks nested deeper than this in a source are left out."""
MOST = 20_000
"""Bookmarks read from one source."""


def titled(title: str, number: int | str, label: str = "") -> str:
    """A bookmark's text with its page number, and the number that the page had in its source where that differs."""
    own = f", there page {label}" if label and label != str(number) else ""
    return f"{' '.join(title.split())} – page {number}{own}"


def read(source: Source) -> list[Bookmark]:
    """The source's own bookmarks. One that leads nowhere stays only if something below it leads somewhere."""
    outlines = source.pdf.Root.get("/Outlines")
    return _Reader(source).level(outlines, 0) if isinstance(outlines, Dictionary) else []


@dataclass(slots=True)
class _Entry:
    """One node of an outline as it was read."""

    title: str
    page: int | None
    place: Place | None
    first: ObjGen | None
    """Its first child."""
    next: ObjGen | None


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._names: dict[bytes, Array] | None = None
        self._labels = labels(source)
        self._seen: set[ObjGen] = set()

    def level(self, parent: Dictionary, depth: int) -> list[Bookmark]:
        """The entries under a node, each with those under it."""
        return self._level(self._reference(parent, "/First"), depth)

    def _level(self, first: ObjGen | None, depth: int) -> list[Bookmark]:
        found: list[Bookmark] = []
        number = first if depth < DEPTH else None
        while number is not None and number not in self._seen and len(self._seen) < MOST:
            self._seen.add(number)
            entry = self._entry(number)
            if entry is None:
                break
            kids = self._level(entry.first, depth + 1) if entry.first else []
            if entry.page is not None:
                label = self._labels.get(entry.page, "")
                found.append(Bookmark(entry.title, entry.page, entry.place, kids, label))
            elif kids:
                found.append(Bookmark(entry.title, kids[0].page, kids[0].place, kids, kids[0].label))
            number = entry.next
        return found

    def _entry(self, number: ObjGen) -> _Entry | None:
        """Reads a node: a plain one from its written form, in one call, any other key by key."""
        node = self._source.pdf.get_object(number)
        if not isinstance(node, Dictionary):
            return None
        if plain := _PLAIN.fullmatch(node.unparse(True)):
            elsewhere, target, first, following, letters, title = plain.groups()
            if elsewhere:
                target = self._source.pdf.get_object(int(elsewhere), 0).unparse(True)
            if place := _AT.fullmatch(target):
                return _Entry(
                    letters.decode() if title is None else bytes.fromhex(title.decode()).decode("utf-16", "replace"),
                    self._source.page_index.get((int(place[1]), 0)),
                    (_edge(place[2]), _edge(place[3])),
                    (int(first), 0) if first else None,
                    (int(following), 0) if following else None,
                )
        page, at = self._target(node)
        return _Entry(_title(node), page, at, self._reference(node, "/First"), self._reference(node, "/Next"))

    def _reference(self, node: Dictionary, key: str) -> ObjGen | None:
        found = node.get(key)
        if not isinstance(found, Dictionary):
            return None
        return (found if found.is_indirect else self._source.pdf.make_indirect(found)).objgen

    def _target(self, node: Dictionary) -> tuple[int | None, Place | None]:
        target: object = node.get("/Dest")
        action = node["/A"] if target is None and "/A" in node else None
        if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
            target = action.get("/D")
        if isinstance(target, String | Name):
            if self._names is None:
                self._names = destinations.table(self._source)
            target = self._names.get(destinations.as_name(target) or b"")
        if not isinstance(target, Array) or not len(target):
            return None, None
        view = list(target)
        is_place = len(view) >= 4 and view[1] == Name.XYZ and all(_is_edge(edge) for edge in view[2:4])
        return page_of(self._source, view[0]), (view[2], view[3]) if is_place else None  # type: ignore[return-value]


_AT = re.compile(rb"\[ (\d+) 0 R /XYZ ([-.\d]+|null) ([-.\d]+|null)(?: [-.\d]+| null)? \]")
_PLAIN = re.compile(
    rb"<<(?: /Count -?\d+)? /Dest (?:(\d+) 0 R|(\[[^\[\]<>()]*\]))(?: /First (\d+) 0 R)?(?: /Last \d+ 0 R)?"
    rb"(?: /Next (\d+) 0 R)?(?: /Parent \d+ 0 R)?(?: /Prev \d+ 0 R)?"
    rb" /Title (?:\(([ -'*-\[\]-~]*)\)|<(feff[0-9a-f]+)>) >>"
)
"""A node with no more than its place in the tree, a place on a page, and a title in plain letters or in UTF-16, as
qpdf writes it."""


def _edge(written: bytes) -> Decimal | None:
    return None if written == b"null" else Decimal(written.decode())


def _is_edge(value: object) -> bool:
    return value is None or isinstance(value, Decimal | int)


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
    ends = [*(start for start, _ in ranges), len(source.pages)][1:]  # none where the tree is empty
    for (start, entry), end in zip(ranges, ends, strict=True):
        style, prefix, first = name_of(entry.get("/S", "")), name_of(entry.get("/P", "")), entry.get("/St", 1)
        first = first if isinstance(first, int) and first > 0 else 1
        for index in range(start, min(end, len(source.pages))):
            found[index] = prefix + _numeral(style, first + index - start)
    return {} if all(label == str(index + 1) for index, label in found.items()) else found


def _numeral(style: str, number: int) -> str:
    if style == "/D":
        return str(number)
    if style in ("/A", "/a"):
        return chr(ord(style[1]) + (number - 1) % 26) * min(40, (number - 1) // 26 + 1)
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
    items = [(item.mark, item) for item in marks]
    for (mark, item), node in zip(items, _chain(pdf, root, items), strict=True):
        below = [*((kid, item) for kid in mark.kids), *((each.mark, each) for each in item.documents)]
        for (inner, place), entry in zip(below, _chain(pdf, node, below), strict=True):
            _fold(pdf, entry, inner.kids, place)
        if below:
            node["/Count"] = len(below)
        shown += 1 + len(below)
    if items:
        root["/Count"] = shown
        pdf.Root["/Outlines"] = root


def _fold(pdf: Pdf, parent: Dictionary, marks: Sequence[Bookmark], place: Marked) -> None:
    """Hangs a document's own bookmarks under an entry, folded."""
    if not marks:
        return
    for mark, node in zip(marks, _chain(pdf, parent, [(mark, place) for mark in marks]), strict=True):
        _fold(pdf, node, mark.kids, place)
    parent["/Count"] = -len(marks)


def _chain(pdf: Pdf, parent: Dictionary, entries: Iterable[tuple[Bookmark, Marked]]) -> list[Dictionary]:
    """The entries under one node, linked to it and to each other."""
    nodes: list[Dictionary] = []
    for mark, place in entries:
        node = Dictionary(
            Title=String(place.title(mark)), Dest=_destination(place.pages[mark.page], mark.place), Parent=parent
        )
        if nodes:
            node["/Prev"] = nodes[-1]
        nodes.append(pdf.make_indirect(node))
        if len(nodes) > 1:
            nodes[-2]["/Next"] = nodes[-1]
    if nodes:
        parent["/First"], parent["/Last"] = nodes[0], nodes[-1]
    return nodes


def _destination(page: Dictionary, place: Place | None) -> Array:
    """The place that a bookmark shows; the reader's zoom stays as it is, which courts ask to be 100 %."""
    return top_of(page) if place is None else Array([page, _XYZ, *place, None])


_XYZ = Name.XYZ


def moved(marks: Sequence[Bookmark], pages: range) -> Iterator[Bookmark]:
    """The bookmarks that lead to some of the pages, counted from the first of these."""
    for mark in marks:
        kids = list(moved(mark.kids, pages))
        if mark.page in pages:
            yield Bookmark(mark.title, mark.page - pages.start, mark.place, kids, mark.label)
        else:
            yield from kids
