"""Tags of a printed workbook, so that a screen reader reads it row by row and PDF/UA-1 holds.

LibreOffice 7.4 tags wrapped cells only and leaves every other text of a sheet outside its structure tree; 25.2 tags
each cell, but tells no headings, merged cells or names of sheets. Here a new tree is written for both: a section for
each sheet, lines of text as paragraphs, grids as tables with headings, drawings as figures; everything else drawn is an
artifact. Only marked-content operators change in a page, so it looks the same.
"""

from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from annexa.convert.sheets import grid as sheet_grid
from annexa.convert.sheets.cells import make_heading, span
from annexa.convert.sheets.drawn import Box, Drawn, Picture
from annexa.convert.sheets.grid import Layout
from annexa.convert.sheets.links import by_link, links_of, said_for
from annexa.convert.sheets.marks import ARTIFACT, Marks, runs
from annexa.convert.sheets.merges import Merges
from annexa.convert.sheets.rows import Cell, Grid, Line
from annexa.convert.sheets.source import Source

MOST_CELLS: Final = 200_000
"""Cells of a document that become a structure element each, about 2 KB of memory; beyond it, lines of text do."""
MOST_TEXTS: Final = 250_000
"""Texts of a document that are tagged at all, 50 microseconds each: 8,000 rows of 30 columns."""
LANGUAGE: Final = "en-GB"
"""Where LibreOffice gave none."""
MARGINS: Final = {
    "header": b"/Artifact<</Type/Pagination/Subtype/Header>>BDC\n",
    "footer": b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n",
}
_FirstRow = tuple[tuple[tuple[int, bytes], ...], Any]
"""What the first row of a page's first table says and where, and its element."""
UNTAGGED: Final = "the tags of LibreOffice were kept: a page holds what annexa does not know, and may not be read aloud"
TOO_MANY: Final = f"the tags of LibreOffice were kept: it has more than {MOST_TEXTS:,} texts, and may not be read aloud"


class TooManyTexts(Exception):
    """It would take longer to tag than one document may take."""


def tag(document: Pdf, name: str, merges: Merges | None = None) -> tuple[str, ...]:
    """Tags the PDF of a workbook called `name` anew; answers notes.

    `merges` are the sizes of the workbook's merged cells.
    Raises pikepdf.PdfError, and NotUnderstood if a page holds what LibreOffice does not write: then the document is
    neither as it was nor tagged, and of no use. Raises TooManyTexts before anything is changed.
    """
    source = Source(document)
    if source.has_more_texts(MOST_TEXTS):
        raise TooManyTexts(f"more than {MOST_TEXTS:,}")
    tree = _Tree(document, name, source, merges or {})
    for number in range(len(document.pages)):
        tree.add(number, source.drawn(number))
    tree.finish()
    return tree.notes()


class _Tree:
    """The new structure tree."""

    def __init__(self, document: Pdf, name: str, source: Source, merges: Merges) -> None:
        self.document = document
        self.name = name
        self.source = source
        self.root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.top = self._element(Name.Document, self.root)
        self.root.K = Array([self.top])
        self._sheets = source.sheets()
        self._merges = merges
        self._sheet = ""
        self._section: Any = None
        self._kids: list[Any] = []
        self._sections: list[Any] = []
        self._parents: list[Any] = []
        self._cells = 0
        self._last_first: _FirstRow | None = None
        self._unnamed: list[int] = []

    def add(self, number: int, drawn: Drawn) -> None:
        """Tags one page."""
        page = self.document.pages[number]
        self._begin_section(number)
        box: Box = tuple(float(side) for side in page.mediabox)  # type: ignore[assignment]
        layout = sheet_grid.lay_out(drawn, box, self._merges.get(self._sheet, frozenset()))
        _Page(self, number, page, Marks(self.source.content(number), drawn), layout).write()

    def _begin_section(self, number: int) -> None:
        """A new section at the first page of a sheet; each page its own where the sheets are not known."""
        names = [title for first, title in self._sheets if first == number]
        if self._section is not None and not names and self._sheets:
            return
        self._end_section()
        self._section = self._element(Name.Sect, self.top)
        self._sheet = names[-1] if names else ""
        if names:
            self._section.T = String(names[-1])
        self._sections.append(self._section)

    def _end_section(self) -> None:
        if self._section is not None:
            self._section.K = Array(self._kids)
        self._kids = []
        self._last_first = None

    def _element(self, kind: Name, parent: Any, **more: Any) -> Any:
        return self.document.make_indirect(Dictionary(S=kind, P=parent, **more))

    def finish(self) -> None:
        """Puts the tree in the place of the old one."""
        self._end_section()
        self.top.K = Array(self._sections)
        numbers = Array(each for numbered in enumerate(self._parents) for each in numbered)
        self.root.ParentTree = self.document.make_indirect(Dictionary(Nums=numbers))
        self.root.ParentTreeNextKey = len(self._parents)
        catalogue = self.document.Root
        catalogue.StructTreeRoot = self.root
        catalogue.MarkInfo = Dictionary(Marked=True)
        if not str(catalogue.get("/Lang", "")):
            catalogue.Lang = String(LANGUAGE)

    def notes(self) -> tuple[str, ...]:
        if not self._unnamed:
            return ()
        pages = ", ".join(str(number + 1) for number in self._unnamed[:10]) + (" …" if self._unnamed[10:] else "")
        return (f"drawings without a description (alternative text) on page {pages}",)


class _Page:
    """One page on its way into the tree."""

    def __init__(self, tree: _Tree, number: int, page: pikepdf.Page, marks: Marks, layout: Layout) -> None:
        self.tree = tree
        self.number = number
        self.page = page
        self.marks = marks
        self.layout = layout
        self.key = len(tree._parents)
        tree._parents.append(None)
        self.links = links_of(page)
        self.first_table: _FirstRow | None = None
        self.linked: dict[int, Any] = {}
        """Structure elements of links, by their place in `links`."""

    def write(self) -> None:
        """Writes content, structure and the page's own entries."""
        tree, marks = self.tree, self.marks
        for block in self.layout.blocks:
            if isinstance(block, Line):
                tree._kids.append(self._leaf(Name.P, tree._section, block.items))
            elif tree._cells + _size(block) > MOST_CELLS:
                for row in block.rows:
                    tree._kids.append(self._leaf(Name.P, tree._section, [item for cell in row for item in cell]))
            else:
                tree._cells += _size(block)
                self._table(block)
        for picture in marks.drawn.pictures:
            self._picture(picture)
        for place, texts in (("header", self.layout.header), ("footer", self.layout.footer)):
            for start, end in runs(texts, marks.drawn):
                marks.wrap(MARGINS[place], start, end)
        taken = [(text.start, text.end) for text in marks.drawn.texts if not sheet_grid.in_picture(text, marks.drawn)]
        marks.artifacts(taken + [(picture.start, picture.end) for picture in marks.drawn.pictures])
        self._loose_links()
        tree._last_first = self.first_table
        self.page.obj.Contents = tree.document.make_stream(marks.content())
        self.page.obj.StructParents = self.key
        self.page.obj.Tabs = Name.S
        tree._parents[self.key] = tree.document.make_indirect(Array(marks.owners))

    # tables

    def _table(self, grid: Grid) -> None:
        tree = self.tree
        table = tree._element(Name.Table, tree._section)
        tree._kids.append(table)
        covered = grid.covered()
        if grid.headings:
            parts = ((Name.THead, range(grid.headings)), (Name.TBody, range(grid.headings, len(grid.rows))))
            table.K = Array([self._part(kind, table, grid, rows, covered) for kind, rows in parts])
        else:
            table.K = Array([self._row(table, grid, row, covered) for row in range(len(grid.rows))])
            self._mark_repeated(grid, table.K[0])

    def _mark_repeated(self, grid: Grid, row: Any) -> None:
        """A first row that says the same on the next page is a heading that Calc repeats, bold or not."""
        if self.first_table is not None:
            return
        self.first_table = (grid.first(), row)
        before = self.tree._last_first
        if len(grid.rows) > 1 and len(self.first_table[0]) > 1 and before and before[0] == self.first_table[0]:
            for cell in (*before[1].K, *row.K):
                if "/K" in cell:
                    make_heading(cell)

    def _part(self, kind: Name, table: Any, grid: Grid, rows: range, covered: set[tuple[int, int]]) -> Any:
        part = self.tree._element(kind, table)
        part.K = Array([self._row(part, grid, row, covered) for row in rows])
        return part

    def _row(self, parent: Any, grid: Grid, row: int, covered: set[tuple[int, int]]) -> Any:
        element = self.tree._element(Name.TR, parent)
        cells = []
        for column, cell in enumerate(grid.rows[row]):
            if (row, column) not in covered:
                cells.append(self._cell(element, cell, heading=row < grid.headings))
                span(cells[-1], *grid.spans.get((row, column), (1, 1)))
        element.K = Array(cells)
        return element

    def _cell(self, row: Any, cell: Cell, *, heading: bool) -> Any:
        if not cell:
            return self.tree._element(Name.TD, row)
        element = self._leaf(Name.TH if heading else Name.TD, row, cell)
        if heading:
            make_heading(element)
        return element

    # content

    def _leaf(self, kind: Name, parent: Any, items: Cell) -> Any:
        """An element that holds texts, with the links among them."""
        element = self.tree._element(kind, parent, Pg=self.page.obj)
        tag_ = str(kind)[1:].encode()
        kids: list[Any] = []
        texts = [text for item in items for text in item.texts]
        for link, part in by_link(texts, self.links):
            owner = element
            if link is not None:
                if link not in self.linked:
                    self.linked[link] = self._link(link, element)
                    kids.append(self.linked[link])
                owner = self.linked[link]
            numbers = [
                self.marks.claim(owner, b"Link" if link is not None else tag_, start, end)
                for start, end in runs(part, self.marks.drawn)
            ]
            if link is None:
                kids += numbers
            else:
                owner.K = Array([*numbers, *owner.K])
        element.K = kids[0] if len(kids) == 1 else Array(kids)
        return element

    def _link(self, number: int, parent: Any) -> Any:
        """A link's element, with its annotation."""
        annotation = self.links[number][1]
        if "/Contents" not in annotation or not str(annotation.Contents):
            annotation.Contents = String(said_for(annotation))
        if not annotation.is_indirect:
            annotation = self.tree.document.make_indirect(annotation)
            self.page.obj.Annots[self.links[number][2]] = annotation
        element = self.tree._element(Name.Link, parent, Pg=self.page.obj)
        element.K = Array([Dictionary(Type=Name.OBJR, Pg=self.page.obj, Obj=annotation)])
        annotation.StructParent = len(self.tree._parents)
        self.tree._parents.append(element)
        return element

    def _loose_links(self) -> None:
        """Links over no text, such as over a drawing."""
        for number in range(len(self.links)):
            if number not in self.linked:
                paragraph = self.tree._element(Name.P, self.tree._section)
                paragraph.K = self.linked[number] = self._link(number, paragraph)
                self.tree._kids.append(paragraph)

    def _picture(self, picture: Picture) -> None:
        if picture.name and not self._shows(picture.name):
            self.marks.wrap(ARTIFACT, picture.start, picture.end)
            return
        old = self.tree.source.figures[picture.figure] if picture.figure is not None else Dictionary()
        alternative = str(old.get("/Alt", "")).strip()
        if not alternative:
            alternative = f"Drawing on page {self.number + 1} of the workbook ‘{self.tree.name}’"
            if self.number not in self.tree._unnamed:
                self.tree._unnamed.append(self.number)
        figure = self.tree._element(Name.Figure, self.tree._section, Pg=self.page.obj, Alt=String(alternative))
        attributes = old.get("/A")
        if isinstance(attributes, Dictionary) and "/BBox" in attributes:
            figure.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(list(attributes.BBox)))
        figure.K = self.marks.claim(figure, b"Figure", picture.start, picture.end)
        self.tree._kids.append(figure)

    def _shows(self, name: bytes) -> bool:
        """Whether an object drawn is a picture or holds text; a see-through fill is neither."""
        thing = self.page.resources.get("/XObject", Dictionary()).get(name.decode("latin-1"))
        if not isinstance(thing, pikepdf.Stream):
            return False
        if thing.get("/Subtype") == Name.Image:
            return True
        content = thing.read_bytes()
        return b"BT" in content or b" Do" in content


def _size(grid: Grid) -> int:
    return len(grid.rows) * len(grid.rows[0])
