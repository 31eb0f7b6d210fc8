"""What is wrong with a source's tags and pages, mended where that takes no guessing, before anything is copied.

It takes the source alone, so that it is done once and kept (`annexa.pdf.washed`); a merge only joins.
"""

from collections.abc import Sequence

from pikepdf import Dictionary, Name, Object, Pdf

from annexa.pdf import content
from annexa.pdf.embedding import Fonts
from annexa.pdf.mending import mend
from annexa.pdf.source import Adopted, Look, Said, Source, as_list
from annexa.pdf.tags.graft import STANDARD, Found
from annexa.pdf.tags.walk import Renamed, Walk
from annexa.pdf.trees import read_numbers, write_names
from annexa.pdf.written import entries, is_odd, name_of


def judge(source: Source, *, sent: bool = False) -> None:
    """Mends and judges the source, in memory, and notes in it what a merge needs to know of its tags and pages.

    `sent`: nothing is drawn on these pages any more, so what is on them stays as it is.
    """
    if source.tagged:
        try:
            walk_tree(source, Renamed(prefix=source.prefix.encode(), **_plain_names(source)))
        except Exception as error:  # a tree that breaks the walk is a damaged tree, whatever the reason
            without_tags(source, error)
    source.looks = judge_pages(source, source.pdf, source.pages, sent=sent)


def judge_pages(source: Source, pdf: Pdf, pages: Sequence[Dictionary], *, sent: bool = False) -> list[Look]:
    """Mends and judges pages of the source, or copies of them, which lie in `pdf`."""
    seer = _Seer(source, pdf, sent)
    return [seer.look(page) for page in pages]


def without_tags(source: Source, why: Exception) -> None:
    """Notes that a source's tags cannot be used."""
    source.tagged = False
    source.found = [Found("damaged", 0, f"its tags are damaged and are not used ({why})")]


def numbers_of(source: Source) -> set[int]:
    """The numbers that the source's structure tree knows."""
    if not source.tagged:
        return set()
    return {number for number, _ in read_numbers(source.pdf.Root.StructTreeRoot.ParentTree)}


def walk_tree(source: Source, renamed: Renamed) -> None:
    """Walks the source's tree, notes what was found, and writes the names of its elements anew."""
    tree = source.pdf.Root.StructTreeRoot
    walk = Walk(source.pdf, tree.get("/RoleMap"), renamed, source.page_index)
    for kid in as_list(tree.get("/K")):
        if isinstance(kid, Dictionary):
            walk.element(kid)
    walk.take_out_barren()
    if source.looks is None:
        source.found = walk.issues
    named = [(name, element) for name, element in walk.names if element.is_indirect]
    if named:
        tree["/IDTree"] = write_names(source.pdf, named)
    elif "/IDTree" in tree:
        del tree["/IDTree"]


def _plain_names(source: Source) -> dict[str, dict[str, str]]:
    """Role and class names that are not UTF-8, which from now on are written in letters that are."""
    tree = source.pdf.Root.StructTreeRoot
    odd: dict[str, dict[str, str]] = {}
    for key, kind in (("/RoleMap", "roles"), ("/ClassMap", "classes")):
        found = tree.get(key)
        names = dict(entries(found)) if isinstance(found, Dictionary) else {}
        if kind == "roles":
            names = {name: value for name, value in names.items() if name not in STANDARD}
        odd[kind] = {name: name for name in names if is_odd(name)}
        if odd[kind]:
            tree[key] = Dictionary({name: _plain(value) for name, value in names.items()})
    return odd


def _plain(value: Object) -> Object:
    return Name(name_of(value)) if isinstance(value, Name) and is_odd(name_of(value)) else value


class _Seer:
    """Looks at pages of one source, one after the other."""

    def __init__(self, source: Source, pdf: Pdf, sent: bool) -> None:
        self._source = source
        self._pdf = pdf
        self._sent = sent
        self._known = numbers_of(source)
        self._fonts = Fonts()

    def look(self, page: Dictionary) -> Look:
        """What the page is like, after what can be mended was mended."""
        tagged, number = self._source.tagged, page.get("/StructParents")
        has_tags = isinstance(number, int) and number in self._known
        seen = content.examine(page, tagged=tagged)
        if not (seen.is_whole or self._sent):
            has_tags = mend(self._pdf, page) and has_tags
            seen = content.examine(page, tagged=tagged)
        if seen.loose_text and not (seen.numbered or seen.draws):
            has_tags = False  # the tree names a page on which nothing is marked
        found: list[Said] = []
        is_drawn = not self._source.trusted and (seen.shows_text or seen.draws)
        if is_drawn and (font := self._fonts.missing(page)) is not None:
            found.append(("font", f"uses the font {font}, which its file does not hold", True))
        adopt: Adopted = ""
        if has_tags:
            found += self._mend_tagged(page, seen)
        else:
            adopt = self._adopt(page, seen)
            if adopt == "Figure":
                found.append(("scan", "is a picture without text: it cannot be searched or read aloud", False))
            elif adopt == "P" and not (seen.invisible and seen.draws):  # not recognised from a picture
                found.append(("untagged", "has text without tags: its reading order cannot be known", True))
        return Look(seen.open_states, seen.fills, adopt, tuple(found))

    def _mend_tagged(self, page: Dictionary, seen: content.Content) -> list[Said]:
        """Deals with content of a tagged page that has no tags: decoration is called that, text is an issue."""
        found: list[Said] = [("untagged", "has text that its tags leave out", True)] if seen.loose_text else []
        if seen.loose_marks:
            try:
                content.mark_decoration(self._pdf, page)
            except Exception:  # content that cannot be taken apart stays as it is
                found.append(("untagged", "has content that its tags leave out", True))
        return found

    def _adopt(self, page: Dictionary, seen: content.Content) -> Adopted:
        """As what a page without tags is to be tagged: a paragraph where it has text, else a picture."""
        is_decoration = self._source.tagged and seen.artifacts and not seen.numbered and not seen.loose_text
        if seen.blank or is_decoration:
            # Nothing but headers, footers and decoration.
            if seen.loose_marks:
                content.mark_decoration(self._pdf, page)
            return "empty"
        if seen.marked:
            content.without_marks(self._pdf, page)
        return "P" if seen.shows_text or (seen.draws and content.has_fonts(page)) else "Figure"
