"""The structure trees of many sources grafted into one, so that the bundle can be read aloud.

How: before a source's pages are copied, its StructParent numbers are moved past those already in use (`prepare`).
Afterwards its tree is copied as a whole, so that every reference in it finds the copied pages and annotations, hung
under a Part of the bundle's one Document, and walked once to mend and to judge it (`graft`). What has no tags gets
the least that is honest: pages of text become a paragraph, pages without text a picture with a description.

What can be mended without guessing is mended: names and IDs that clash, /H beside /H1, notes without an ID, links that
the tree does not hold, standard types mapped to others. What only an author can mend is returned as issues.
"""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from annexa.bundle import content
from annexa.bundle.embedding import Fonts
from annexa.bundle.headings import Headings
from annexa.bundle.source import Source, as_list
from annexa.bundle.trees import read_numbers, write_names, write_numbers

_TYPES = (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl"
    " LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu"
    " WT WP Figure Formula Form"
)
STANDARD = frozenset("/" + name for name in _TYPES.split())
"""Types of ISO 32000-1, 14.8.4; PDF/UA-1 forbids mapping them to others."""
DEEPEST = 200
"""Elements nested deeper than this are left as they are: no honest tree is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something about a page's structure that only its author can mend."""

    kind: str
    """"alt", "heading", "untagged", "scan", "font", "table", "damaged"."""
    leaf: int
    """Which leaf of the merge, from 0."""
    page: int
    """Page number in the bundle."""
    message: str
    breaks: bool = True
    """Whether a bundle that holds it is not PDF/UA."""


@dataclass(slots=True, kw_only=True)
class Graft:
    """A run of a source's pages, copied to the bundle, and the element that will hold their tags."""

    leaf: int
    title: str
    part: Dictionary
    start: int
    """Index in the source of its first page."""
    pages: Sequence[Dictionary]
    """The copied pages."""
    first: int
    """The number of its first page in the bundle."""
    describe: str
    """What an untagged page belongs to, as in "Destinations, item 3.4"."""


@dataclass(slots=True)
class Wrap:
    """How a page's whole content is to be enclosed when it is stamped."""

    mark: bytes = b""
    open_states: int = 0
    halo: bool = True
    empty: bool = False
    """Whether the page has nothing to read: it gets an empty paragraph, so that it has a place in the tree."""


@dataclass(slots=True)
class Tags:
    """The one structure tree of a bundle, while it grows."""

    pdf: Pdf
    title: str
    language: str
    issues: list[Issue] = field(default_factory=list)
    wraps: dict[int, Wrap] = field(default_factory=dict)
    """By page number in the bundle."""
    _next: int = 0
    _numbers: list[tuple[int, Object]] = field(default_factory=list)
    _ids: list[tuple[bytes, Object]] = field(default_factory=list)
    _roles: dict[str, Object] = field(default_factory=dict)
    _classes: dict[str, Object] = field(default_factory=dict)
    _namespaces: list[Object] = field(default_factory=list)
    _notes: int = 0
    root: Dictionary = field(init=False)
    document: Dictionary = field(init=False)

    def __post_init__(self) -> None:
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = self.element("Document", self.root)
        self.document["/T"] = String(self.title)
        self.document["/Lang"] = String(self.language)

    def element(self, kind: str, parent: Dictionary, **entries: Any) -> Dictionary:
        """A new element, not yet among its parent's kids."""
        entries.setdefault("K", Array())
        return self.pdf.make_indirect(Dictionary(Type=_ELEMENT, S=_name(kind), P=parent, **entries))

    def part(self, title: str, parent: Dictionary | None = None) -> Dictionary:
        """A Part with a title, under the document or under another Part."""
        above = self.document if parent is None else parent
        part = self.element("Part", above)
        part["/T"] = String(title)
        above["/K"].append(part)
        return part

    # ------------------------------------------------------------------ before the pages are copied

    def prepare(self, source: Source) -> None:
        """Moves the source's numbers past those in use and notes annotations that its tree does not hold."""
        base, known = self._next, set[int]()
        source.parent_base = base
        if source.tagged:
            known = {number for number, _ in read_numbers(source.pdf.Root.StructTreeRoot.ParentTree)}
        met: set[int] = set()
        moved: set[tuple[int, int]] = set()
        has_strays = False
        for index, page in enumerate(source.pages):
            if "/StructParents" in page:
                number = _move(page, "/StructParents", base, known)
                has_strays = has_strays or number < 0
                met.add(number)
            if "/Annots" in page:
                for position, annotation in enumerate(as_list(page["/Annots"])):
                    if annotation.objgen in moved:
                        continue
                    moved.add(annotation.objgen)
                    number = _move(annotation, "/StructParent", base, known) if "/StructParent" in annotation else -1
                    if number < 0:
                        source.loose_annotations.append((index, position))
                    else:
                        met.add(number)
        if known - met or has_strays:
            _move_in_streams(source.pdf, base, known)
        self._next = base + max(known, default=-1) + 1

    # ------------------------------------------------------------------ after the pages were copied

    def graft(self, source: Source, runs: Sequence[Graft]) -> None:
        """Hangs the tags of the source's pages under the parts of the runs, mends and judges them."""
        place = {page.objgen: (run, run.first + offset) for run in runs for offset, page in enumerate(run.pages)}
        tagged = source.tagged
        if tagged:
            try:
                self._graft_tree(source, runs, place)
            except Exception as error:  # a tree that breaks the walk is a damaged tree, whatever the reason
                tagged = False
                self._judge(runs[0], "damaged", runs[0].first, f"its tags are damaged and are not used ({error})")
        if source.pdf.Root.get("/Lang") is not None and not source.trusted:
            for run in runs:
                run.part["/Lang"] = String(str(source.pdf.Root["/Lang"]))
        fonts = Fonts()
        for run in runs:
            for offset, page in enumerate(run.pages):
                number, has_tags = run.first + offset, tagged and "/StructParents" in page
                seen = content.examine(page, tagged=tagged)
                self.wraps[number] = Wrap(open_states=seen.open_states, halo=seen.fills)
                is_drawn = not source.trusted and (seen.shows_text or seen.draws)
                if is_drawn and (font := fonts.missing(page)) is not None:
                    self._judge(run, "font", number, f"uses the font {font}, which its file does not hold")
                if has_tags:
                    self._mend_page(run, page, number, seen)
                else:
                    self._adopt_page(run, page, number, offset, seen, partly=tagged)
        self._adopt_annotations(source, runs)

    def _graft_tree(
        self, source: Source, runs: Sequence[Graft], place: Mapping[tuple[int, int], tuple[Graft, int]]
    ) -> None:
        tree = source.pdf.Root.StructTreeRoot
        root = self.pdf.copy_foreign(tree if tree.is_indirect else source.pdf.make_indirect(tree))
        if not isinstance(root, Dictionary):
            raise TypeError("the structure tree is no dictionary")
        walk = _Walk(self, source, root, runs, place)
        for kid in as_list(root.get("/K")):
            if isinstance(kid, Dictionary):
                walk.element(kid)
        if len(runs) == 1:
            _hang(root.get("/K"), runs[0].part)
        else:
            _deal(root.get("/K"), runs, place)
        base = source.parent_base
        self._numbers.extend((number + base, value) for number, value in read_numbers(root.ParentTree))
        self._namespaces.extend(as_list(root.get("/Namespaces")))

    def take_names(self, table: dict[str, Object], found: object, suffix: str) -> dict[str, str]:
        """Adds a source's role or class names to the bundle's; returns the names that had to change."""
        changed: dict[str, str] = {}
        if not isinstance(found, Dictionary):
            return changed
        for name, value in found.items():
            if table is self._roles and name in STANDARD:
                continue
            if name not in table:
                table[name] = value
            elif table[name] != value:
                changed[name] = f"{name}.{suffix}"
                table[changed[name]] = value
        return changed

    def name_element(self, name: bytes, element: Object) -> None:
        """Enters an element in the bundle's ID tree."""
        self._ids.append((name, element))

    def name_note(self, element: Object) -> None:
        """Gives a note the ID that PDF/UA asks for."""
        self._notes += 1
        name = b"annexa-note-%d" % self._notes
        element["/ID"] = String(name)
        self.name_element(name, element)

    # ------------------------------------------------------------------ what has no tags

    def _mend_page(self, run: Graft, page: Dictionary, number: int, seen: content.Content) -> None:
        """Deals with content of a tagged page that has no tags: decoration is called that, text is an issue."""
        if seen.loose_text:
            self._judge(run, "untagged", number, "has text that its tags leave out")
        if seen.loose_marks:
            try:
                content.mark_decoration(self.pdf, page)
            except Exception:  # content that cannot be taken apart stays as it is
                self._judge(run, "untagged", number, "has content that its tags leave out")

    def _adopt_page(
        self, run: Graft, page: Dictionary, number: int, offset: int, seen: content.Content, *, partly: bool
    ) -> None:
        """Tags a page without tags as a whole: as a paragraph where it has text, as a picture where it has none."""
        if "/StructParents" in page:
            del page["/StructParents"]
        if seen.blank or (partly and seen.artifacts and not seen.loose_text):
            # Nothing but headers, footers and decoration.
            self._adopt_empty_page(run, page, number)
            if seen.loose_marks:
                content.mark_decoration(self.pdf, page)
            return
        is_text = seen.shows_text or (seen.draws and content.has_fonts(page))
        recognised = is_text and seen.invisible and seen.draws
        if seen.marked:
            content.without_marks(self.pdf, page)
        element = self.element("P" if is_text else "Figure", run.part, K=Array([0]), Pg=page)
        if not is_text:
            element["/Alt"] = String(f"A page without text: page {offset + 1} of {run.describe}.")
            element["/A"] = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(_page_box(page)))
        run.part["/K"].append(element)
        page["/StructParents"] = self._take_number(Array([element]))
        self.wraps[number].mark = b"P" if is_text else b"Figure"
        if not is_text:
            self._judge(run, "scan", number, "is a picture without text: it cannot be searched or read aloud", False)
        elif not recognised:
            self._judge(run, "untagged", number, "has text without tags: its reading order cannot be known")

    def _adopt_empty_page(self, run: Graft, page: Dictionary, number: int) -> None:
        element = self.element("P", run.part, K=Array([0]), Pg=page)
        run.part["/K"].append(element)
        page["/StructParents"] = self._take_number(Array([element]))
        self.wraps[number].empty = True

    def _adopt_annotations(self, source: Source, runs: Sequence[Graft]) -> None:
        """Puts annotations that no tree holds under their page's part: links as links, the rest as comments."""
        last: int | None = None
        annotations: list[Object] = []
        kids: dict[int, list[Object]] = {run.leaf: [] for run in runs}
        for index, position in source.loose_annotations:
            run = next((run for run in runs if run.start <= index < run.start + len(run.pages)), None)
            if run is None:
                continue
            page = run.pages[index - run.start]
            if index != last:
                annotations, last = as_list(page.get("/Annots")), index
            if position >= len(annotations):
                continue
            annotation = annotations[position]
            is_link = annotation.get("/Subtype") == _LINK
            holder = Dictionary(Type=_REFERENCE, Pg=page, Obj=annotation)
            element = self.element("Link" if is_link else "Annot", run.part, Pg=page, K=Array([holder]))
            if not is_link and "/Contents" not in annotation:
                kind = str(annotation.get("/Subtype", "/Annot"))[1:].lower()
                annotation["/Contents"] = String(f"A mark of the kind “{kind}” on the page.")
            annotation["/StructParent"] = self._take_number(element)
            kids[run.leaf].append(element)
        for run in runs:
            run.part["/K"].extend(kids[run.leaf])

    def _take_number(self, value: Object) -> int:
        number = self._next
        self._next += 1
        self._numbers.append((number, value))
        return number

    def _judge(self, run: Graft, kind: str, page: int, message: str, breaks: bool = True) -> None:
        self.issues.append(Issue(kind=kind, leaf=run.leaf, page=page, message=message, breaks=breaks))

    # ------------------------------------------------------------------ at the end

    def finish(self) -> None:
        """Writes the tree into the bundle's catalog."""
        root, catalog = self.root, self.pdf.Root
        root["/K"] = self.document
        root["/ParentTree"] = write_numbers(self.pdf, self._numbers)
        root["/ParentTreeNextKey"] = self._next
        if self._roles:
            root["/RoleMap"] = Dictionary(self._roles)
        if self._classes:
            root["/ClassMap"] = Dictionary(self._classes)
        if self._namespaces:
            root["/Namespaces"] = Array(self._namespaces)
        if self._ids:
            root["/IDTree"] = write_names(self.pdf, self._ids)
        catalog["/StructTreeRoot"] = root
        catalog["/MarkInfo"] = Dictionary(Marked=True)
        catalog["/Lang"] = String(self.language)

    @property
    def roles(self) -> dict[str, Object]:
        """The bundle's role map so far."""
        return self._roles

    @property
    def classes(self) -> dict[str, Object]:
        """The bundle's class map so far."""
        return self._classes


class _Walk:
    """One pass over a copied tree, in reading order."""

    def __init__(
        self,
        tags: Tags,
        source: Source,
        root: Dictionary,
        runs: Sequence[Graft],
        place: Mapping[tuple[int, int], tuple[Graft, int]],
    ) -> None:
        self._tags = tags
        self._prefix = source.prefix.encode()
        self._new_roles = tags.take_names(tags.roles, root.get("/RoleMap"), source.prefix)
        self._new_classes = tags.take_names(tags.classes, root.get("/ClassMap"), source.prefix)
        roles = root.get("/RoleMap")
        self._types = _standard_types(roles if isinstance(roles, Dictionary) else Dictionary())
        self._place = place
        self._here = (runs[0], runs[0].first)
        self._headings = Headings()
        self._seen: set[int] = set()
        self._ways: dict[bytes, int | None] = {}
        self._parsed: dict[bytes, Object | None] = {}

    def element(self, top: Object) -> None:
        """Walks an element and everything under it, in reading order.

        Written for speed, since it meets every element of every source: one that is plain is read from its own
        written form, in one call, and only others are taken apart.
        """
        stack: list[tuple[Object | int, int]] = [(top.objgen[0] or top, 0)]
        seen, get = self._seen, self._tags.pdf.get_object
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
            self._tags.name_element(name, node)
        if way == _CELL and attributes and (b"(" in attributes or b" R" in attributes):
            self._rename_headers(node, attributes)
        elif way > 0 and (fault := self._headings.enter(way)):
            self._judge("heading", fault)
        return kids or kid or b""

    def _way(self, written: bytes) -> int | None:
        """What an element of this type takes: its level of a heading, _CELL, _NOTHING, or None for more than that."""
        name = str(Object.parse(written))
        kind = self._types.get(name, name)
        way: int | None = _CELL if kind in ("/TD", "/TH") else _NOTHING
        if name in self._new_roles:
            way = None
        elif kind in _HANDLED:
            way = int(kind[2:]) if kind[2:].isdecimal() else None
        self._ways[written] = way
        return way

    def _rename_headers(self, cell: Object, written: bytes) -> None:
        """The same as the function of this name; cells of a column say the same, which is taken apart once."""
        if written not in self._parsed:
            self._parsed[written] = _with_headers(written, self._prefix)
        renamed = self._parsed[written]
        if renamed is None:
            _rename_headers(cell, self._prefix)
        else:
            cell["/A"] = renamed

    def _kids(self, node: Object, depth: int) -> list[tuple[Object | int, int]]:
        """Mends and judges one element; returns its kids, by number where they have one."""
        keys = node.keys()
        if "/Pg" in keys:
            self._here = self._place.get(node["/Pg"].objgen, self._here)
        if "/S" not in keys:
            return []
        written = str(node["/S"])
        kind = self._types.get(written, written)
        if kind in _HANDLED or keys & _MENDED or written in self._new_roles:
            self._mend(node, keys, written, kind, depth)
        if "/K" not in keys or depth >= DEEPEST:
            return []
        kids = [kid for kid in as_list(node["/K"]) if isinstance(kid, Dictionary)]
        return [(kid.objgen[0] or kid, depth + 1) for kid in kids]

    def _mend(self, node: Object, keys: set[str], written: str, kind: str, depth: int) -> None:
        if written in self._new_roles:
            node["/S"] = Name(self._new_roles[written])
        if kind in _HANDLED:
            self._handle(node, keys, kind, depth)
        if "/ID" in keys:
            name = self._prefix + bytes(node["/ID"])
            node["/ID"] = String(name)
            self._tags.name_element(name, node)
        if "/C" in keys and self._new_classes:
            _rename_classes(node, self._new_classes)
        if "/AF" in keys:
            del node["/AF"]
        if "/A" in keys and kind in ("/TD", "/TH"):
            _rename_headers(node, self._prefix)

    def _handle(self, node: Object, keys: set[str], kind: str, depth: int) -> None:
        if kind in ("/Figure", "/Formula"):
            if not _has_text(node, keys):
                what = "a picture" if kind == "/Figure" else "a formula"
                self._judge("alt", f"has {what} without alternative text")
        elif kind == "/Note":
            if "/ID" not in keys:
                self._tags.name_note(node)
        elif kind == "/Document":
            node["/S"] = Name.Sect  # one Document a file
        elif kind == "/H":
            node["/S"] = Name(f"/H{self._headings.next_of_unnumbered(depth)}")
        elif kind == "/Table":
            if not _has_headers(node, self._types):
                self._judge("table", "has a table whose header cells are not marked", breaks=False)
        elif fault := self._headings.enter(int(kind[2:])):
            self._judge("heading", fault)

    def _judge(self, kind: str, message: str, *, breaks: bool = True) -> None:
        run, page = self._here
        self._tags.issues.append(Issue(kind=kind, leaf=run.leaf, page=page, message=message, breaks=breaks))


_ELEMENT, _REFERENCE, _LINK = Name.StructElem, Name.OBJR, Name.Link


@cache
def _name(kind: str) -> Name:
    return Name("/" + kind)


_HANDLED = frozenset(
    {"/Figure", "/Formula", "/Note", "/Document", "/H", "/Table", *(f"/H{level}" for level in range(1, 7))}
)


_NOTHING, _CELL = 0, -1
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


def _move(holder: Object, key: str, base: int, known: set[int]) -> int:
    """Moves one number, or takes it away where the tree does not know it; returns the old one, or -1."""
    number = holder[key]
    if isinstance(number, int) and number in known:
        if base:
            holder[key] = number + base
        return number
    del holder[key]
    return -1


def _move_in_streams(pdf: Pdf, base: int, known: set[int]) -> None:
    """The same for forms, which have numbers too: seldom, so the file is searched only when some are missing."""
    for each in pdf.objects:
        if isinstance(each, Stream):
            for key in ("/StructParents", "/StructParent"):
                if key in each:
                    _move(each, key, base, known)


def _standard_types(roles: Dictionary) -> dict[str, str]:
    """What each name of a role map stands for in the end."""
    direct = {name: str(value) for name, value in roles.items() if name not in STANDARD}
    found: dict[str, str] = {}
    for name in direct:
        target, steps = name, 0
        while target in direct and steps < 20:
            target, steps = direct[target], steps + 1
        found[name] = target
    return found


def _has_text(node: Object, keys: set[str]) -> bool:
    return any(key in keys and str(node[key]).strip() for key in ("/Alt", "/ActualText"))


def _has_headers(table: Object, types: Mapping[str, str]) -> bool:
    """Whether any of the first cells of a table is a header; a table of one row or column needs none."""
    waiting, rows, cells = deque([table]), 0, 0
    while waiting:
        node = waiting.popleft()
        for kid in as_list(node.get("/K")):
            if not isinstance(kid, Dictionary) or "/S" not in kid:
                continue
            kind = types.get(str(kid["/S"]), str(kid["/S"]))
            if kind == "/TH":
                return True
            if kind in ("/TR", "/THead", "/TBody", "/TFoot"):
                rows += kind == "/TR"
                waiting.append(kid)
            elif kind == "/TD":
                cells += 1
    return rows < 2 or cells <= rows


def _rename_classes(node: Object, changed: Mapping[str, str]) -> None:
    classes = node["/C"]
    if isinstance(classes, Name):
        if str(classes) in changed:
            node["/C"] = Name(changed[str(classes)])
    elif isinstance(classes, Array):
        names = [each for each in classes if isinstance(each, Name)]
        node["/C"] = Array([Name(changed.get(str(each), str(each))) for each in names])


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


def _hang(kids: object, part: Dictionary) -> None:
    """Puts the topmost elements of a tree under a part."""
    for kid in as_list(kids):
        if isinstance(kid, Dictionary) and "/S" in kid:
            kid["/P"] = part
            part["/K"].append(kid)


def _deal(kids: object, runs: Sequence[Graft], place: Mapping[tuple[int, int], tuple[Graft, int]]) -> None:
    """Deals the elements below the topmost one out to the runs whose pages they stand on.

    A divider is read before the documents behind it, whose Parts its own holds already.
    """
    run, below = runs[0], [as_list(each.part["/K"]) for each in runs]
    for each in runs:
        each.part["/K"] = Array()
    for top in as_list(kids):
        for kid in as_list(top.get("/K")) if isinstance(top, Dictionary) else ():
            if not isinstance(kid, Dictionary) or "/S" not in kid:
                continue
            page = _first_page(kid)
            run = place[page.objgen][0] if page is not None and page.objgen in place else run
            kid["/P"] = run.part
            run.part["/K"].append(kid)
    for each, parts in zip(runs, below, strict=True):
        each.part["/K"].extend(parts)


def _first_page(element: Dictionary) -> Dictionary | None:
    for node in _descend(element):
        if "/Pg" in node and isinstance(node["/Pg"], Dictionary):
            return node["/Pg"]
    return None


def _descend(element: Dictionary) -> Iterator[Dictionary]:
    stack: list[object] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, Dictionary):
            yield node
            if "/S" in node:
                stack.extend(reversed(as_list(node.get("/K"))))


def _page_box(page: Dictionary) -> list[float]:
    box = as_list(page.get("/CropBox", page.get("/MediaBox")))
    return [float(edge) for edge in box] if len(box) == 4 else [0.0, 0.0, 595.0, 842.0]
