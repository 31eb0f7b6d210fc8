"""Many PDFs into one: pages copied, links led to their new places, tags grafted, every page numbered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from annexa.pdf import destinations, outline
from annexa.pdf.bookmark import Bookmark
from annexa.pdf.jumps import Elsewhere, Jumps
from annexa.pdf.outline import Marked
from annexa.pdf.placed import Merged, Placed, Point
from annexa.pdf.source import Jump, Source, refusing
from annexa.pdf.stamp import Stamper, label
from annexa.pdf.tags.graft import Graft
from annexa.pdf.tags.judged import judge
from annexa.pdf.tags.structure import Tags
from annexa.pdf.trees import write_names
from annexa.tools.memory import many_small_objects


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A run of pages of one source, with one bookmark. Leaves stand in the order of the bundle."""

    source: Source
    title: str
    """The bookmark, without its page number, and the title of the part in the structure tree."""
    depth: int = 0
    """0 for the cover, the index and an item; 1 for what belongs to the item before it."""
    start: int = 0
    """Index of the first page in the source."""
    count: int | None = None
    """Pages; None for all from `start` on."""
    describe: str = ""
    """What an untagged page belongs to, as in "“Destinations”, item 3.4"."""
    key: str = ""
    """What `annexa:` links call it, such as "3.4" or "3.4/2"."""
    files: tuple[str, ...] = ()
    """Names by which links in other documents may call it: its path in the library, its file name."""
    names: tuple[str, ...] = ()
    """What its pages are called in place of their count, such as 57A and 57B; as many as it has pages."""
    points: tuple[Point, ...] = ()
    """Of an item: pages of documents of other items that answer it too; each gets a bookmark below the item."""
    sent: bool = False
    """A bundle that was sent before: its pages carry their numbers, its bookmarks stay as they are."""

    @property
    def length(self) -> int:
        """Pages."""
        return len(self.source.pages) - self.start if self.count is None else self.count


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """Which numbers the pages of one file carry."""

    first: int = 1
    total: int
    """The last number of the whole bundle, all volumes together."""
    draft: bool = False


def merge(
    leaves: Iterable[Leaf],
    *,
    title: str,
    language: str,
    numbering: Numbering,
    elsewhere: Elsewhere = lambda target: None,
) -> Merged:
    """Merges the leaves, whose sources must have been cleaned.

    A source is done with as soon as its leaf is, and then let go, so that leaves which open their sources one by one
    (a generator) need the memory of one. Only our own pages, which several leaves share, are kept to the end. Raises
    SourceRefused, and ValueError where there is no page at all.
    """
    with many_small_objects():
        return _merge(leaves, _Merger(title, language, numbering), elsewhere)


def _merge(leaves: Iterable[Leaf], merger: "_Merger", elsewhere: Elsewhere) -> Merged:
    # A function of its own, so that what the merger holds is gone when Python looks for cycles again.
    for leaf in leaves:
        with refusing(leaf.describe or leaf.title):
            merger.add(leaf)
    return merger.finish(elsewhere)


class _Merger:
    """A bundle that grows leaf by leaf."""

    def __init__(self, title: str, language: str, numbering: Numbering) -> None:
        self._pdf = Pdf.new()
        self._tags = Tags(self._pdf, title, language)
        self._stamper = Stamper(self._pdf, draft=numbering.draft)
        self._numbering = numbering
        self._next = numbering.first
        self._placed: list[Placed] = []
        self._names: list[tuple[bytes, Object]] = []
        self._above = self._tags.document
        self._prefixes: set[str] = set()
        self._shared: dict[int, tuple[Source, list[Graft]]] = {}

    def add(self, leaf: Leaf) -> None:
        """Copies the leaf's pages and everything that belongs to them."""
        source = leaf.source
        whole = not source.trusted
        if source.looks is None:
            judge(source, sent=leaf.sent)
        if whole or id(source) not in self._shared:
            self._keep_apart(source)
            self._tags.prepare(source)
        pages = _copy_pages(self._pdf, leaf)
        run = self._run(leaf, pages)
        self._placed.append(_place(leaf, pages, self._next))
        if whole:
            self._tags.graft(source, [run])
            if not leaf.sent:
                self._stamp(run, leaf.names)
            self._names += destinations.copied(source, self._pdf)
            self._placed[-1].bookmarks = _own_bookmarks(leaf)
            source.release()
        else:
            self._shared.setdefault(id(source), (source, []))[1].append(run)
        self._next += len(pages)

    def finish(self, elsewhere: Elsewhere) -> Merged:
        """What can only be done when every page has its number."""
        for source, runs in self._shared.values():
            self._tags.graft(source, runs)
            for run in runs:
                self._stamp(run)
        merged = Merged(pdf=self._pdf, leaves=self._placed, issues=self._tags.issues, notes={})
        merged.issues.sort(key=lambda issue: issue.page)
        Jumps(merged, self._names, elsewhere).lead()
        root = self._pdf.Root
        root["/Pages"] = _page_tree(self._pdf, [page for leaf in self._placed for page in leaf.pages])
        if self._names:
            root["/Names"] = Dictionary(Dests=write_names(self._pdf, self._names))
        if "/OCProperties" in root and "/Name" not in root.OCProperties.D:
            root.OCProperties.D["/Name"] = String("Layers")
        outline.write(self._pdf, _bookmarks(self._placed))
        root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=self._numbering.first)]))
        self._tags.finish()
        return merged

    def _keep_apart(self, source: Source) -> None:
        """Gives a source another prefix where one in the bundle has the same: a document that is there twice."""
        if source.prefix in self._prefixes:
            source.again = f"{len(self._placed)}."
            source.prefix = f"{source.again}{source.prefix}"
            destinations.rename_again(source)
        self._prefixes.add(source.prefix)

    def _run(self, leaf: Leaf, pages: list[Dictionary]) -> Graft:
        part = self._tags.part(leaf.title, self._above if leaf.depth else None)
        self._above = self._above if leaf.depth else part
        return Graft(
            leaf=len(self._placed),
            title=leaf.title,
            part=part,
            start=leaf.start,
            pages=pages,
            first=self._next,
            describe=leaf.describe or leaf.title,
        )

    def _stamp(self, run: Graft, names: Sequence[str] = ()) -> None:
        """Stamp and tab order of the run's pages."""
        for offset, page in enumerate(run.pages):
            number = run.first + offset
            wrap = self._tags.wraps[number]
            text = label(names[offset] if names else number, self._numbering.total)
            self._stamper.stamp(
                page, text, open_states=wrap.open_states, mark=wrap.mark, halo=wrap.halo, empty=wrap.empty
            )
            if "/Annots" in page:
                page["/Tabs"] = Name.S


LEAF = 64
"""Pages, or nodes, under one node of the bundle's page tree."""


def _copy_pages(pdf: Pdf, leaf: Leaf) -> list[Dictionary]:
    """Copies the leaf's pages. They join the page tree at the end: adding them one by one takes a time that grows."""
    source = leaf.source
    run = range(leaf.start, leaf.start + leaf.length)
    originals = [source.pages[index] for index in run]
    if "/OCProperties" in source.pdf.Root:
        # Knows what it takes to keep a layer that is off from showing; what it copies is found again below.
        pdf.add_pages_from(source.pdf, run, forms="strip", outlines="ignore")
    copies: list[Dictionary] = []
    for original in originals:
        copy = pdf.copy_foreign(original)
        if not isinstance(copy, Dictionary):
            raise TypeError("a page is no dictionary")
        copies.append(copy)
    return copies


def _page_tree(pdf: Pdf, pages: Sequence[Dictionary]) -> Dictionary:
    """A balanced tree over the pages, in place of whatever pages the bundle had. Raises ValueError for none."""
    if not pages:
        raise ValueError("a bundle needs a page")
    nodes: list[tuple[Dictionary, int]] = [(page, 1) for page in pages]
    while True:
        above: list[tuple[Dictionary, int]] = []
        for start in range(0, len(nodes), LEAF):
            kids = nodes[start : start + LEAF]
            count = sum(pages for _, pages in kids)
            node = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=count, Kids=Array([kid for kid, _ in kids])))
            for kid, _ in kids:
                kid["/Parent"] = node
            above.append((node, count))
        nodes = above
        if len(nodes) == 1:
            return nodes[0][0]


def _place(leaf: Leaf, pages: list[Dictionary], first: int) -> Placed:
    jumps: list[tuple[Dictionary, Jump]] = []
    for jump in leaf.source.jumps:
        if leaf.start <= jump.page < leaf.start + leaf.length:
            annotation = pages[jump.page - leaf.start]["/Annots"][jump.position]
            if isinstance(annotation, Dictionary):
                jumps.append((annotation, jump))
    return Placed(
        title=leaf.title,
        depth=leaf.depth,
        key=leaf.key,
        files=leaf.files,
        trusted=leaf.source.trusted,
        prefix=leaf.source.prefix,
        destinations=leaf.source.destinations,
        first=first,
        pages=pages,
        jumps=jumps,
        names=leaf.names,
        points=leaf.points,
        sent=leaf.sent,
    )


def _own_bookmarks(leaf: Leaf) -> list[Bookmark]:
    source = leaf.source
    marks = outline.read(source) if source.bookmarks is None else source.bookmarks
    return list(outline.moved(marks, range(leaf.start, leaf.start + leaf.length)))


def _bookmarks(leaves: Sequence[Placed]) -> list[Marked]:
    """One entry a leaf, documents below their item, each with its own bookmarks below it."""
    marks: list[Marked] = []
    keys = {leaf.key: leaf for leaf in leaves if leaf.key}
    pointing: list[tuple[Marked, Point]] = []
    for leaf in leaves:
        if leaf.sent:
            marks += [Marked(mark, leaf.pages, leaf.first, is_named=True) for mark in leaf.bookmarks]
            continue
        mark = Marked(Bookmark(leaf.title, 0, kids=leaf.bookmarks), leaf.pages, leaf.first, names=leaf.names)
        (marks[-1].documents if leaf.depth and marks else marks).append(mark)
        pointing += [(mark, point) for point in leaf.points]
    for mark, (title, key, page) in pointing:  # behind the item's own documents
        if (there := keys.get(key)) is not None and page < len(there.pages):
            mark.documents.append(Marked(Bookmark(title, page), there.pages, there.first, names=there.names))
    return marks
