"""Many PDFs into one: pages copied, links led to their new places, tags grafted, every page numbered."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Pdf, String

from annexa.bundle import destinations, outline
from annexa.bundle.outline import Bookmark
from annexa.bundle.sanitise import file_name
from annexa.bundle.source import Jump, Source
from annexa.bundle.stamp import Stamper, label, top_of
from annexa.bundle.structure import Graft, Issue, Tags
from annexa.bundle.trees import write_names


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
    own_bookmarks: bool = True

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


@dataclass(slots=True, kw_only=True)
class Merged:
    """A bundle in memory, not yet saved; its sources must stay open until it is."""

    pdf: Pdf
    pages: list[Dictionary]
    starts: list[int]
    """Number of the first page of every leaf."""
    issues: list[Issue]
    notes: dict[int, list[str]] = field(default_factory=dict)
    """What could not be kept, by leaf."""


Elsewhere = Callable[[str], str | None]
"""Words for a link to something that is in another volume, by its file or key; None where nothing is known of it."""


def merge(
    leaves: Sequence[Leaf],
    *,
    title: str,
    language: str,
    numbering: Numbering,
    elsewhere: Elsewhere = lambda target: None,
) -> Merged:
    """Merges the leaves. Sources must have been cleaned; leaves of one source name different pages of it."""
    with _without_collector():
        return _merge(leaves, title, language, numbering, elsewhere)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keeps Python from looking for cycles among hundreds of thousands of short-lived references to PDF objects."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _merge(leaves: Sequence[Leaf], title: str, language: str, numbering: Numbering, elsewhere: Elsewhere) -> Merged:
    pdf = Pdf.new()
    tags = Tags(pdf, title, language)
    sources = list({id(leaf.source): leaf.source for leaf in leaves}.values())
    for source in sources:
        tags.prepare(source)
    pages, starts = _copy_pages(pdf, leaves)
    numbers = [numbering.first + start for start in starts]
    merged = Merged(pdf=pdf, pages=pages, starts=numbers, issues=tags.issues)
    _graft(tags, leaves, sources, pages, starts, numbers)
    names = [entry for source in sources for entry in destinations.copied(source, pdf)]
    if names:
        pdf.Root["/Names"] = Dictionary(Dests=write_names(pdf, names))
    _Jumps(merged, leaves, starts, elsewhere).lead()
    outline.write(pdf, _bookmarks(leaves, starts), pages, lambda index: numbering.first + index)
    _number(merged, tags, numbering)
    tags.finish()
    return merged


def _copy_pages(pdf: Pdf, leaves: Sequence[Leaf]) -> tuple[list[Dictionary], list[int]]:
    """Copies the pages in order; returns the copies and the index of every leaf's first page."""
    starts: list[int] = []
    total = 0
    for leaf in leaves:
        starts.append(total)
        total += leaf.length
        if "/OCProperties" in leaf.source.pdf.Root:
            # Knows what it takes to keep a layer that is off from showing.
            run = range(leaf.start, leaf.start + leaf.length)
            pdf.add_pages_from(leaf.source.pdf, run, forms="strip", outlines="ignore")
        else:
            source_pages = leaf.source.pdf.pages
            for index in range(leaf.start, leaf.start + leaf.length):
                pdf.pages.append(source_pages[index])
    if "/OCProperties" in pdf.Root and "/Name" not in pdf.Root.OCProperties.D:
        pdf.Root.OCProperties.D["/Name"] = String("Layers")
    return [page.obj for page in pdf.pages], starts


def _graft(
    tags: Tags,
    leaves: Sequence[Leaf],
    sources: Sequence[Source],
    pages: Sequence[Dictionary],
    starts: Sequence[int],
    numbers: Sequence[int],
) -> None:
    runs: dict[int, list[Graft]] = {}
    above = tags.document
    for index, leaf in enumerate(leaves):
        part = tags.part(leaf.title, above if leaf.depth else None)
        above = above if leaf.depth else part
        runs.setdefault(id(leaf.source), []).append(
            Graft(
                leaf=index,
                title=leaf.title,
                part=part,
                start=leaf.start,
                pages=pages[starts[index] : starts[index] + leaf.length],
                first=numbers[index],
                describe=leaf.describe or leaf.title,
            )
        )
    for source in sources:
        tags.graft(source, runs[id(source)])


def _bookmarks(leaves: Sequence[Leaf], starts: Sequence[int]) -> list[Bookmark]:
    marks: list[Bookmark] = []
    for leaf, start in zip(leaves, starts, strict=True):
        mark = Bookmark(leaf.title, start)
        if leaf.own_bookmarks:

            def place(index: int, leaf: Leaf = leaf, start: int = start) -> int | None:
                inside = 0 <= index - leaf.start < leaf.length
                return start + index - leaf.start if inside else None

            mark.kids = list(outline.moved(outline.read(leaf.source), place))
        (marks[-1].kids if leaf.depth and marks else marks).append(mark)
    return marks


def _number(merged: Merged, tags: Tags, numbering: Numbering) -> None:
    """Stamps, labels and tab order: one number, three places."""
    stamper = Stamper(merged.pdf, draft=numbering.draft)
    for offset, page in enumerate(merged.pages):
        number = numbering.first + offset
        wrap = tags.wraps[number]
        text = label(number, numbering.total)
        stamper.stamp(page, text, open_states=wrap.open_states, mark=wrap.mark, halo=wrap.halo)
        if "/Annots" in page:
            page["/Tabs"] = Name.S
    merged.pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=numbering.first)]))


class _Jumps:
    """Links from one document to another: led inside the bundle where their target is in it."""

    def __init__(self, merged: Merged, leaves: Sequence[Leaf], starts: Sequence[int], elsewhere: Elsewhere) -> None:
        self._merged = merged
        self._leaves = leaves
        self._starts = starts
        self._elsewhere = elsewhere
        self._keys = {leaf.key: index for index, leaf in enumerate(leaves) if leaf.key}
        self._files = _by_file(leaves)

    def lead(self) -> None:
        """Leads every jump, or takes its action away and says so."""
        for index, leaf in enumerate(self._leaves):
            for jump in leaf.source.jumps:
                if leaf.start <= jump.page < leaf.start + leaf.length:
                    self._lead(index, leaf, jump)

    def _lead(self, index: int, leaf: Leaf, jump: Jump) -> None:
        page = self._merged.pages[self._starts[index] + jump.page - leaf.start]
        annotation = page["/Annots"][jump.position]
        found = self._find(jump, leaf)
        if found is None:
            words = self._elsewhere(jump.target)
            annotation["/Contents"] = String(words or "A link to a file that is not in this bundle.")
            if words is None:
                self._merged.notes.setdefault(index, []).append(
                    f"a link to “{last_part(jump.target)}” leads out of the bundle and was taken off"
                )
            return
        target, place = found
        number = self._merged.starts[target]
        annotation["/Dest"] = place
        annotation["/Contents"] = String(f"Go to page {number}: {self._leaves[target].title}")

    def _find(self, jump: Jump, leaf: Leaf) -> tuple[int, Array | String] | None:
        if leaf.source.trusted and jump.target.startswith("annexa:"):
            target = self._keys.get(jump.target.removeprefix("annexa:"))
            return None if target is None else (target, self._top(target))
        path, fragment = file_name(jump.target)
        target = _match(path, self._files)
        if target is None:
            return None
        return target, self._inside(target, jump.destination if jump.destination is not None else fragment.encode())

    def _inside(self, target: int, where: bytes | int) -> Array | String:
        """A place in the target's document; its top where the document does not know the place."""
        leaf = self._leaves[target]
        if isinstance(where, int) and 0 <= where - leaf.start < leaf.length:
            return top_of(self._merged.pages[self._starts[target] + where - leaf.start])
        if isinstance(where, bytes) and where in leaf.source.destinations:
            return String(leaf.source.prefix.encode() + where)
        return self._top(target)

    def _top(self, target: int) -> Array:
        return top_of(self._merged.pages[self._starts[target]])


def _by_file(leaves: Sequence[Leaf]) -> Mapping[str, int | None]:
    """Leaves by every end of their paths in small letters: None where two share one."""
    found: dict[str, int | None] = {}
    for index, leaf in enumerate(leaves):
        ends = set()
        for file in leaf.files:
            parts = file.casefold().split("/")
            ends |= {"/".join(parts[start:]) for start in range(len(parts))}
        for end in ends:
            found[end] = None if found.get(end, index) != index else index
    return found


def _match(path: str, files: Mapping[str, int | None]) -> int | None:
    """The leaf that a link's path means: the longest end of it that exactly one document has."""
    parts = [part for part in path.casefold().split("/") if part not in ("", ".", "..")]
    for start in range(len(parts)):
        target = files.get("/".join(parts[start:]))
        if target is not None:
            return target
    return None


def last_part(target: str) -> str:
    """The last part of a link's path, for a message: never the folders of someone's computer."""
    return file_name(target)[0].rpartition("/")[2][:80] or "a file"
