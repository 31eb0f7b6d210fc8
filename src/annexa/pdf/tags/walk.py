"""One pass over a source's structure tree, in reading order, that mends and judges every element.

What can be mended without guessing is mended: names and IDs that clash, /H beside /H1, notes without an ID, a second
Document. What only an author can mend becomes an issue. And what many elements say alike, such as the cells of a
column, is said once, which spares copying and writing it again and again.

Long because it is one pass: what it does to an element must not depend on what another pass has done to it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from annexa.pdf.source import as_list
from annexa.pdf.tags import barren
from annexa.pdf.tags.graft import STANDARD, Found
from annexa.pdf.tags.headings import Headings
from annexa.pdf.written import entries, is_said, name_of

Place = Mapping[tuple[int, int], int]
"""The index of a page in its source, by the number and generation of its object."""
DEEPEST = 200
"""Elements nested deeper than this are left as they are: no honest tree is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """Names of a source that are something else in the bundle, with what they are there."""

    prefix: bytes
    """Put before every ID."""
    roles: Mapping[str, str]
    classes: Mapping[str, str]


class Walk:
    """One pass over the elements of a source's tree, before it is copied to a bundle."""

    def __init__(self, pdf: Pdf, roles: object, renamed: Renamed, place: Place) -> None:
        """`roles`: the source's own role map. What names no page stands where the element before it does."""
        self._pdf = pdf
        self._prefix = renamed.prefix
        self._new_roles = renamed.roles
        self._new_classes = renamed.classes
        self._types = _standard_types(roles if isinstance(roles, Dictionary) else Dictionary())
        self._place = place
        self._here = 0
        self._headings = Headings()
        self._seen: set[int] = set()
        self._ways: dict[bytes, int | None] = {}
        self._once: set[bytes] = set()
        self._shared: dict[bytes, Object | None] = {}
        """Attributes by how they were written; None for those that must be taken apart each time."""
        self.issues: list[Found] = []
        self.names: list[tuple[bytes, Object]] = []
        """Elements by the IDs that they have in the bundle."""
        self._barren: list[Object] = []

    def element(self, top: Object) -> None:
        """Walks an element and everything under it, in reading order.

        Written for speed, since it meets every element of every source: one that is plain is read from its own
        written form, in one call, and only others are taken apart.
        """
        stack: list[tuple[Object | int, int]] = [(top.objgen[0] or top, 0)]
        seen, get = self._seen, self._pdf.get_object
        while stack:
            node, depth = stack.pop()
            if isinstance(node, int):
                if node in seen:
                    continue
                seen.add(node)
                node = get(node, 0)
                plain = _PLAIN.fullmatch(node.unparse(True))
                kids = self._plain(node, plain) if plain else None
                if kids is not None:
                    if b" R" in kids and depth < DEEPEST:
                        stack += [(int(kid), depth + 1) for kid in reversed(_REFERENCES.findall(kids))]
                    continue
            if isinstance(node, Dictionary):
                stack += reversed(self._kids(node, depth))

    def _plain(self, node: Object, plain: re.Match[bytes]) -> bytes | None:
        """The kids of an element that takes no more than a new name or a look at its level; None for all others."""
        attributes, name, kids, kid, page, written = plain.groups()
        way = self._ways[written] if written in self._ways else self._way(written)
        if way is None or (self._new_classes and b" /C " in plain[0]):
            return None
        if kids and b"<<" in kids:
            if any(other and other != page for other in _HELD.findall(kids)):
                return None
            kids = _HELD.sub(b"", kids)
        if page is not None:
            self._here = self._place.get((int(page), 0), self._here)
        if name is not None:
            name = self._prefix + name
            node["/ID"] = String(name)
            self.names.append((name, node))
        if attributes:
            self._share(node, attributes, is_cell=way == _CELL)
        if way == _MAY_GO and name is None and kid is None and not (kids or b"").strip():
            self._barren.append(node)
        if way > 0 and (fault := self._headings.enter(way)):
            self._judge("heading", fault)
        return kids or kid or b""

    def _way(self, written: bytes) -> int | None:
        """What an element of this type takes: its level of a heading, _CELL, _NOTHING, or None for more than that."""
        name = name_of(Object.parse(written))
        kind = self._types.get(name, name)
        way: int | None = _CELL if kind in ("/TD", "/TH") else _MAY_GO if kind in barren.MAY_GO else _NOTHING
        if name in self._new_roles:
            way = None
        elif kind in _HANDLED:
            way = int(kind[2:]) if kind[2:].isdecimal() else None
        self._ways[written] = way
        return way

    def _share(self, node: Object, written: bytes, *, is_cell: bool) -> None:
        """Gives elements that say the same one object to say it with, and cells the names of their header cells."""
        if written not in self._shared:
            found = written
            if reference := _REFERENCES.fullmatch(written):
                found = self._pdf.get_object(int(reference[1]), 0).unparse(True)
            if is_cell and (b"(" in found or b" R" in found):
                renamed = _with_headers(found, self._prefix)
                self._shared[written] = renamed if renamed is None else self._pdf.make_indirect(renamed)
            elif b" R" in written or written not in self._once:
                self._once.add(written)
                return
            else:
                self._shared[written] = self._pdf.make_indirect(Object.parse(written))
        shared = self._shared[written]
        if shared is None:
            _rename_headers(node, self._prefix)
        else:
            node["/A"] = shared

    def _kids(self, node: Object, depth: int) -> list[tuple[Object | int, int]]:
        """Mends and judges one element; returns its kids, by number where they have one."""
        keys = node.keys()
        if "/Pg" in keys:
            page = node["/Pg"]
            self._here = self._place.get(page.objgen if isinstance(page, Dictionary) else (0, 0), self._here)
        if "/S" not in keys:
            return []
        written = name_of(node["/S"])
        kind = self._types.get(written, written)
        if kind in _HANDLED or keys & _MENDED or written in self._new_roles:
            self._mend(node, keys, written, kind, depth)
        if kind in barren.MAY_GO and barren.is_barren(node):
            self._barren.append(node)
        if "/K" not in keys or depth >= DEEPEST:
            return []
        kids = [kid for kid in as_list(node["/K"]) if isinstance(kid, Dictionary)]
        return [(kid.objgen[0] or kid, depth + 1) for kid in kids]

    def _mend(self, node: Object, keys: set[str], written: str, kind: str, depth: int) -> None:
        if written in self._new_roles:
            node["/S"] = Name(self._new_roles[written])
        if "/ID" in keys and not isinstance(node["/ID"], String):
            del node["/ID"]
            keys = keys - {"/ID"}
        if kind in _HANDLED:
            self._handle(node, keys, kind, depth)
        if "/ID" in keys:
            name = self._prefix + bytes(node["/ID"])
            node["/ID"] = String(name)
            self.names.append((name, node))
        if "/C" in keys and self._new_classes:
            _rename_classes(node, self._new_classes)
        if "/AF" in keys:
            del node["/AF"]
        if "/A" in keys and kind in ("/TD", "/TH"):
            _rename_headers(node, self._prefix)

    def _handle(self, node: Object, keys: set[str], kind: str, depth: int) -> None:
        if kind in ("/Figure", "/Formula"):
            what = "a picture" if kind == "/Figure" else "a formula"
            if "/ActualText" in keys and not _has_text(node, keys):
                # Its author says that nothing is to be read in its place; said aloud, nobody waits for more.
                node["/Alt"] = String(f"{what[:1].upper()}{what[1:]} that stands for no words")
                self._judge("alt", f"has {what} whose description is empty", breaks=False)
            elif not _has_text(node, keys):
                self._judge("alt", f"has {what} without alternative text")
        elif kind == "/Note":
            if "/ID" not in keys:
                self._name_note(node)
        elif kind == "/Document":
            node["/S"] = Name.Sect  # one Document a file
        elif kind == "/H":
            node["/S"] = Name(f"/H{self._headings.next_of_unnumbered(depth)}")
        elif kind == "/Table":
            if not _has_headers(node, self._types):
                self._judge("table", "has a table whose header cells are not marked", breaks=False)
        elif fault := self._headings.enter(int(kind[2:])):
            self._judge("heading", fault)

    def _name_note(self, note: Object) -> None:
        """Gives a note the ID that PDF/UA asks for."""
        name = b"%sannexa-note-%d" % (self._prefix, len(self.names) + 1)
        note["/ID"] = String(name)
        self.names.append((name, note))

    def take_out_barren(self) -> None:
        """Takes the elements out that hold nothing: after the walk, which must find the tree as it was."""
        barren.take_out(self._barren, self._types)

    def _judge(self, kind: str, message: str, *, breaks: bool = True) -> None:
        self.issues.append(Found(kind, self._here, message, breaks))


_HANDLED = frozenset(
    {"/Figure", "/Formula", "/Note", "/Document", "/H", "/Table", *(f"/H{level}" for level in range(1, 7))}
)


_NOTHING, _CELL, _MAY_GO = 0, -1, -2
"""Ways of plain elements; numbers above 0 are levels of headings."""
_TEXT = rb"\([^()\\]*\)"
_FLAT = rb"<<(?:[^<>()]++|" + _TEXT + rb")*+>>"
_HELD = re.compile(rb"<< /Obj \d+ 0 R(?: /Pg (\d+) 0 R)? /Type /OBJR >>")
_PLAIN = re.compile(
    rb"<<(?: /A (" + _FLAT + rb"|\[(?: " + _FLAT + rb")* \]|\d+ 0 R|\[(?: \d+ 0 R)* \]))?(?: /C /\S+)?"
    rb"(?: /ID \(([^()\\]*)\))?(?: /K (?:\[((?:[^\[\]<>()]++|" + _HELD.pattern.replace(b"(\\d+)", b"\\d+") + rb")*+)\]"
    rb"|(\d+ 0 R|\d+)))?(?: /Lang " + _TEXT + rb")?(?: /P \d+ 0 R)?(?: /Pg (\d+) 0 R)?"
    rb" /S (/\S+)(?: /T " + _TEXT + rb")?(?: /Type /StructElem)? >>"
)
"""An element with no more than attributes, class, name, numbered kids, annotations, language, parent, page, title and
type, as qpdf writes it."""
_SIMPLE_HEADERS = re.compile(rb"/Headers \[([^\[\]\\<>]*)\]")
_REFERENCES = re.compile(rb"(\d+) 0 R")
_MENDED = frozenset({"/ID", "/C", "/AF", "/A"})


def _standard_types(roles: Dictionary) -> dict[str, str]:
    """What each name of a role map stands for in the end."""
    direct = {name: name_of(value) for name, value in entries(roles) if name not in STANDARD}
    found: dict[str, str] = {}
    for name in direct:
        target, steps = name, 0
        while target in direct and steps < 20:
            target, steps = direct[target], steps + 1
        found[name] = target
    return found


def _has_text(node: Object, keys: set[str]) -> bool:
    return any(key in keys and is_said(node[key]) for key in ("/Alt", "/ActualText"))


def _has_headers(table: Object, types: Mapping[str, str]) -> bool:
    """Whether any of the first cells of a table is a header; a table of one row or column needs none."""
    waiting, rows, cells = [table], 0, 0
    while waiting:
        node = waiting.pop()
        inner: list[Object] = []
        for kid in as_list(node.get("/K")):
            if not isinstance(kid, Dictionary) or "/S" not in kid:
                continue
            written = name_of(kid["/S"])
            kind = types.get(written, written)
            if kind == "/TH":
                return True
            if kind in ("/TR", "/THead", "/TBody", "/TFoot"):
                rows += kind == "/TR"
                inner.append(kid)
            elif kind == "/TD":
                cells += 1
        waiting += reversed(inner)  # the first row first, since headers are likely there
    return rows < 2 or cells <= rows


def _rename_classes(node: Object, changed: Mapping[str, str]) -> None:
    classes = node["/C"]
    if isinstance(classes, Name):
        if name_of(classes) in changed:
            node["/C"] = Name(changed[name_of(classes)])
    elif isinstance(classes, Array):
        names = [name_of(each) for each in classes if isinstance(each, Name)]
        node["/C"] = Array([Name(changed.get(name, name)) for name in names])


def _with_headers(written: bytes, prefix: bytes) -> Object | None:
    """Attributes of a cell with the names that its header cells have in the bundle; None where that is not simple."""
    simple = _SIMPLE_HEADERS.search(written)
    if not simple or b"(" not in simple[1] or written.count(b"(") != simple[1].count(b"(") or b" R" in written:
        return None
    names = simple[1].replace(b"(", b"(" + prefix)
    return Object.parse(written[: simple.start(1)] + names + written[simple.end(1) :])


def _rename_headers(cell: Object, prefix: bytes) -> None:
    """Gives the header cells that a cell names the names that they have in the bundle."""
    renamed = _with_headers(cell["/A"].unparse(True), prefix)
    if renamed is not None:
        cell["/A"] = renamed
        return
    for each in as_list(cell["/A"]):
        if isinstance(each, Dictionary) and "/Headers" in each and isinstance(each["/Headers"], Array):
            names = [String(prefix + bytes(name)) for name in each["/Headers"] if isinstance(name, String)]
            each["/Headers"] = Array(names)
