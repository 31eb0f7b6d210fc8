"""The structure trees of many sources grafted into one, so that the bundle can be read aloud.

How: each source's tree was walked once to mend and to judge it (`annexa.pdf.tags.judged`). Before its pages are copied,
its StructParent numbers are moved past those already in use (`prepare`). Afterwards its tree is copied as a whole, so
that every reference in it finds the copied pages and annotations, and hung under a Part of the bundle's one Document
(`graft`). What has no tags gets
the least that is honest: pages of text become a paragraph, pages without text a picture with a description; links that
the tree does not hold are put there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from annexa.pdf.source import Look, Source, as_list
from annexa.pdf.tags.graft import STANDARD, Graft, Issue, Wrap
from annexa.pdf.tags.judged import judge_pages, numbers_of, walk_tree, without_tags
from annexa.pdf.tags.numbers import move, move_in_streams
from annexa.pdf.tags.walk import Renamed
from annexa.pdf.trees import read_names, read_numbers, write_names, write_numbers
from annexa.pdf.written import entries, is_said, name_of


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
    root: Dictionary = field(init=False)
    document: Dictionary = field(init=False)

    def __post_init__(self) -> None:
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = self.element("Document", self.root)
        self.document["/T"] = String(self.title)
        self.document["/Lang"] = String(self.language)

    def element(self, kind: str, parent: Dictionary, **entries: Any) -> Dictionary:
        """A new element, not yet among its parent's kids."""
        if "K" not in entries:
            entries["K"] = Array()
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
        base, known = self._next, numbers_of(source)
        source.parent_base = base
        met: set[int] = set()
        moved: set[tuple[int, int]] = set()
        has_strays = False
        for page in source.pages:
            if "/StructParents" in page:
                number = move(page, "/StructParents", base, known)
                has_strays = has_strays or number < 0
                met.add(number)
        for index, position, annotation in source.annotations:
            if annotation.objgen in moved:
                continue
            moved.add(annotation.objgen)
            number = move(annotation, "/StructParent", base, known) if "/StructParent" in annotation else -1
            if number < 0:
                source.loose_annotations.append((index, position))
            else:
                met.add(number)
        if known - met or has_strays:
            move_in_streams(source.pdf, base, known)
        self._next = base + max(known, default=-1) + 1

    # ------------------------------------------------------------------ after the pages were copied

    def graft(self, source: Source, runs: Sequence[Graft]) -> None:
        """Hangs the tags of the source's pages under the parts of the runs, and enters what is wrong with them."""
        judged, looks = len(self.issues), list(source.looks or ())
        if source.tagged:
            try:
                self._graft_tree(source, runs)
            except Exception as error:  # what cannot be copied is damaged, whatever the reason
                without_tags(source, error)
                for run in runs:
                    looks[run.start : run.start + len(run.pages)] = judge_pages(source, self.pdf, run.pages)
        for found in source.found:
            run = next((run for run in runs if run.start <= found.page < run.start + len(run.pages)), runs[0])
            number = run.first + max(0, found.page - run.start)
            self._judge(run, found.kind, number, found.message, found.breaks)
        if source.pdf.Root.get("/Lang") is not None and not source.trusted:
            for run in runs:
                run.part["/Lang"] = String(name_of(source.pdf.Root["/Lang"]))
        for run in runs:
            for offset, page in enumerate(run.pages):
                self._enter(run, page, offset, looks[run.start + offset])
        self._adopt_annotations(source, runs)
        if source.doubt and not any(issue.breaks for issue in self.issues[judged:]):
            words = f"is of a file that {source.doubt}, so that PDF/UA-1 is not claimed"
            self._judge(runs[0], "claim", runs[0].first, words)

    def _enter(self, run: Graft, page: Dictionary, offset: int, look: Look) -> None:
        """What was found on a page, and its place in the tree where it has none of its own."""
        number = run.first + offset
        for kind, words, breaks in look.found:
            self._judge(run, kind, number, words, breaks)
        is_empty = look.adopt == "empty"
        mark = b"" if is_empty else look.adopt.encode()
        self.wraps[number] = Wrap(open_states=look.open_states, halo=look.fills, mark=mark, empty=is_empty)
        if not look.adopt:
            return
        element = self.element("Figure" if look.adopt == "Figure" else "P", run.part, K=0, Pg=page)
        if look.adopt == "Figure":
            element["/Alt"] = String(f"A page without text: page {offset + 1} of {run.describe}.")
            element["/A"] = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(_page_box(page)))
        run.part["/K"].append(element)
        page["/StructParents"] = self._take_number(Array([element]))

    def _graft_tree(self, source: Source, runs: Sequence[Graft]) -> None:
        tree = source.pdf.Root.StructTreeRoot
        renamed = Renamed(
            prefix=source.again.encode(),
            roles=self._take_names(self._roles, tree.get("/RoleMap"), source),
            classes=self._take_names(self._classes, tree.get("/ClassMap"), source),
        )
        if renamed.prefix or renamed.roles or renamed.classes:
            walk_tree(source, renamed)
        root = self.pdf.copy_foreign(tree if tree.is_indirect else source.pdf.make_indirect(tree))
        if not isinstance(root, Dictionary):
            raise TypeError("the structure tree is no dictionary")
        self._ids += read_names(root.get("/IDTree"))
        if len(runs) == 1:
            _hang(root.get("/K"), runs[0].part)
        else:
            place = {page.objgen: run for run in runs for page in run.pages}
            _deal(root.get("/K"), runs, place)
        base = source.parent_base
        self._numbers.extend((number + base, value) for number, value in read_numbers(root.ParentTree))
        self._namespaces.extend(as_list(root.get("/Namespaces")))

    def _take_names(self, table: dict[str, Object], found: object, source: Source) -> dict[str, str]:
        """Adds a source's role or class names to the bundle's; returns the names that had to change."""
        changed: dict[str, str] = {}
        if not isinstance(found, Dictionary):
            return changed
        for name, original in entries(found):
            if table is self._roles and name in STANDARD:
                continue
            value = original
            if not isinstance(original, Name):
                value = self.pdf.copy_foreign(source.pdf.make_indirect(original))
            if name not in table:
                table[name] = value
            elif table[name] != value:
                changed[name] = f"{name}.{source.prefix}"
                table[changed[name]] = value
        return changed

    # ------------------------------------------------------------------ what has no tags

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
            element = self.element("Link" if is_link else "Annot", run.part, Pg=page, K=holder)
            if not is_link and not is_said(annotation.get("/Contents")):
                kind = name_of(annotation.get("/Subtype", "/Annot"))[1:].lower()
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


_ELEMENT, _REFERENCE, _LINK = Name.StructElem, Name.OBJR, Name.Link


@cache
def _name(kind: str) -> Name:
    return Name("/" + kind)


def _hang(kids: object, part: Dictionary) -> None:
    """Puts the topmost elements of a tree under a part."""
    for kid in as_list(kids):
        if isinstance(kid, Dictionary) and "/S" in kid:
            kid["/P"] = part
            part["/K"].append(kid)


def _deal(kids: object, runs: Sequence[Graft], place: Mapping[tuple[int, int], Graft]) -> None:
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
            run = place[page.objgen] if page is not None and page.objgen in place else run
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
