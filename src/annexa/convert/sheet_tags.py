"""Tags of a printed workbook, so that a screen reader reads it row by row and PDF/UA-1 holds.

LibreOffice 7.4 tags wrapped cells only and leaves every other text of a sheet outside its structure tree. Here a new
tree is written: a section for each sheet, lines of text as paragraphs, grids as tables with headings, drawings as
figures; everything else drawn is an artifact. Only marked-content operators change in a page, so it looks the same.
"""

import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from annexa.convert import sheet_grid, sheet_stream
from annexa.convert.sheet_grid import Layout
from annexa.convert.sheet_merges import Merges
from annexa.convert.sheet_rows import Cell, Grid, Line
from annexa.convert.sheet_stream import Box, Drawn, Font, Picture, Text

MOST_CELLS: Final = 200_000
"""Cells of a document that become a structure element each, about 2 KB of memory; beyond it, lines of text do."""
LANGUAGE: Final = "en-GB"
"""Where LibreOffice gave none."""
ARTIFACT: Final = b"/Artifact BMC\n"
MARGINS: Final = {
    "header": b"/Artifact<</Type/Pagination/Subtype/Header>>BDC\n",
    "footer": b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n",
}
_FirstRow = tuple[tuple[tuple[int, bytes], ...], Any]
"""What the first row of a page's first table says and where, and its element."""
END: Final = b"\nEMC\n"
UNTAGGED: Final = "the tags of LibreOffice were kept: a page holds what annexa does not know, and may not be read aloud"


def tag(document: Pdf, name: str, merges: Merges | None = None) -> tuple[str, ...]:
    """Tags the PDF of a workbook called `name` anew unless its tree already holds everything; answers notes.

    `merges` are the sizes of the workbook's merged cells.
    Raises pikepdf.PdfError, and NotUnderstood if a page holds what LibreOffice does not write: then the document is
    neither as it was nor tagged, and of no use.
    """
    source = _Source(document)
    pages = range(len(document.pages))
    if source.holds_tables() and all(source.drawn(number).marked for number in pages):
        return ()
    tree = _Tree(document, name, source, merges or {})
    for number in pages:
        tree.add(number, source.drawn(number))
    tree.finish()
    return tree.notes()


class _Source:
    """What Calc wrote: content, fonts, and which marked content its figures are."""

    def __init__(self, document: Pdf) -> None:
        self.document = document
        self._fonts: dict[tuple[int, int], Font] = {}
        self.figures: list[Any] = []
        """Calc's own structure elements of drawings."""
        self._known_figures: dict[tuple[int, int], int] = {}
        root = document.Root.get("/StructTreeRoot")
        parents = root.get("/ParentTree") if isinstance(root, Dictionary) else None
        self._parents = pikepdf.NumberTree(parents) if isinstance(parents, Dictionary) else None

    def content(self, number: int) -> bytes:
        page = self.document.pages[number]
        contents = page.obj.get("/Contents")
        if isinstance(contents, Array):
            return b"\n".join(part.read_bytes() for part in contents)
        return contents.read_bytes() if isinstance(contents, pikepdf.Stream) else b""

    def drawn(self, number: int) -> Drawn:
        """What a page draws. Raises NotUnderstood."""
        page = self.document.pages[number]
        data = self.content(number)
        fonts = page.resources.get("/Font", Dictionary())
        figures = self._figures_of(page) if b"/Figure" in data else {}
        return sheet_stream.scan(data, lambda name: self._font(fonts, name), figures)

    def _font(self, fonts: Any, name: bytes) -> Font:
        font = fonts.get(name.decode("latin-1"))
        if font is None:
            return Font.named("")
        key = font.objgen
        if not font.is_indirect or key not in self._fonts:
            widths = tuple(float(width) for width in font.get("/Widths", ()))
            wide = font.get("/Subtype") == Name.Type0
            self._fonts[key] = Font.named(
                str(font.get("/BaseFont", "")), widths, int(font.get("/FirstChar", 0)), wide=wide
            )
        return self._fonts[key]

    def _figures_of(self, page: pikepdf.Page) -> dict[int, int]:
        """The figure that each marked content of a page belongs to."""
        if self._parents is None or "/StructParents" not in page.obj:
            return {}
        try:
            elements = self._parents[int(page.obj.StructParents)]
        except KeyError:
            return {}
        found = {}
        for mcid, element in enumerate(elements):
            figure = self._figure_above(element)
            if figure is not None:
                found[mcid] = figure
        return found

    def _figure_above(self, element: Any) -> int | None:
        """The outermost figure that an element is or lies in."""
        figure = None
        for _ in range(20):
            if not isinstance(element, Dictionary):
                break
            if element.get("/S") == Name.Figure:
                figure = element
            element = element.get("/P")
        if figure is None:
            return None
        key = figure.objgen
        if key not in self._known_figures:
            self._known_figures[key] = len(self.figures)
            self.figures.append(figure)
        return self._known_figures[key]

    def holds_tables(self) -> bool:
        """Whether the tree that is there tells rows and cells, as newer versions of LibreOffice write it."""
        root = self.document.Root.get("/StructTreeRoot")
        seen: list[Any] = [root] if isinstance(root, Dictionary) else []
        for _ in range(200):
            if not seen:
                return False
            element = seen.pop()
            if element.get("/S") == Name.Table:
                return True
            children = element.get("/K")
            children = list(children) if isinstance(children, Array) else [children]
            seen += [child for child in reversed(children) if isinstance(child, Dictionary)]
        return False

    def sheets(self) -> list[tuple[int, str]]:
        """First page and name of each sheet, from the bookmarks."""
        numbers = {page.obj.objgen: number for number, page in enumerate(self.document.pages)}
        found = []
        with self.document.open_outline() as outline:
            for item in outline.root:
                target = item.destination
                first = target[0] if isinstance(target, Array) and len(target) else None
                if isinstance(first, Dictionary) and first.objgen in numbers:
                    found.append((numbers[first.objgen], item.title))
        return sorted(found)


@dataclass(slots=True)
class _Marks:
    """The operators to put into a page, and the structure elements of its marked contents."""

    data: bytes
    drawn: Drawn
    inserts: list[tuple[int, int, bytes]] = field(default_factory=list)
    """Place, order among those at one place, operator."""
    owners: list[Any] = field(default_factory=list)
    """By MCID."""

    def claim(self, owner: Any, tag_: bytes, start: int, end: int) -> int:
        """Marks a part of the page as an element's content; answers its MCID."""
        number = len(self.owners)
        self.owners.append(owner)
        self.wrap(b"/%s<</MCID %d>>BDC\n" % (tag_, number), start, end)
        return number

    def wrap(self, opening: bytes, start: int, end: int) -> None:
        self.inserts.append((start, 1, opening))
        self.inserts.append((end, 0, END))

    def artifacts(self, taken: list[tuple[int, int]]) -> None:
        """Marks everything painted outside of the parts taken, in as few pieces as it goes."""
        taken = sorted(taken)
        starts = [start for start, _ in taken]
        open_from: tuple[int, int, int] | None = None  # gap, start, end
        for start, end in self.drawn.paths:
            gap = bisect.bisect_right(starts, start)
            if gap and start < taken[gap - 1][1]:
                continue  # part of a drawing
            if open_from is not None and open_from[0] == gap:
                open_from = (gap, open_from[1], end)
                continue
            if open_from is not None:
                self.wrap(ARTIFACT, *open_from[1:])
            open_from = (gap, start, end)
        if open_from is not None:
            self.wrap(ARTIFACT, *open_from[1:])

    def content(self) -> bytes:
        """The page with the old operators taken out and the new ones put in."""
        changes = [(start, 2, end, b"") for start, end in self.drawn.marks]
        changes += [(place, order, place, operator) for place, order, operator in self.inserts]
        pieces = []
        position = 0
        for place, _, end, operator in sorted(changes):
            pieces += [self.data[position:place], operator]
            position = max(position, end)
        pieces.append(self.data[position:])
        return b"".join(pieces)


class _Tree:
    """The new structure tree."""

    def __init__(self, document: Pdf, name: str, source: _Source, merges: Merges) -> None:
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
        _Page(self, number, page, _Marks(self.source.content(number), drawn), layout).write()

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
        numbers = Array()
        for number, owner in enumerate(self._parents):
            numbers.append(number)
            numbers.append(owner)
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

    def __init__(self, tree: _Tree, number: int, page: pikepdf.Page, marks: _Marks, layout: Layout) -> None:
        self.tree = tree
        self.number = number
        self.page = page
        self.marks = marks
        self.layout = layout
        self.key = len(tree._parents)
        tree._parents.append(None)
        self.links = _links_of(page)
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
            for start, end in _runs(texts, marks.drawn):
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
                    _make_heading(cell)

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
                _span(cells[-1], *grid.spans.get((row, column), (1, 1)))
        element.K = Array(cells)
        return element

    def _cell(self, row: Any, cell: Cell, *, heading: bool) -> Any:
        if not cell:
            return self.tree._element(Name.TD, row)
        element = self._leaf(Name.TH if heading else Name.TD, row, cell)
        if heading:
            _make_heading(element)
        return element

    # content

    def _leaf(self, kind: Name, parent: Any, items: Cell) -> Any:
        """An element that holds texts, with the links among them."""
        element = self.tree._element(kind, parent, Pg=self.page.obj)
        tag_ = str(kind)[1:].encode()
        kids: list[Any] = []
        texts = [text for item in items for text in item.texts]
        for link, part in _by_link(texts, self.links):
            owner = element
            if link is not None:
                if link not in self.linked:
                    self.linked[link] = self._link(link, element)
                    kids.append(self.linked[link])
                owner = self.linked[link]
            numbers = [
                self.marks.claim(owner, b"Link" if link is not None else tag_, start, end)
                for start, end in _runs(part, self.marks.drawn)
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
            annotation.Contents = String(_address(annotation))
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


def _make_heading(cell: Any) -> None:
    cell.S = Name.TH
    cell.A = Dictionary({**(cell.A if "/A" in cell else {}), "/O": Name.Table, "/Scope": Name.Column})


def _span(cell: Any, columns: int, rows: int) -> None:
    """Says how far a merged cell goes, without which the cells after it would count for other headings."""
    if (columns, rows) == (1, 1):
        return
    attributes = cell.A if "/A" in cell else Dictionary(O=Name.Table)
    if columns > 1:
        attributes.ColSpan = columns
    if rows > 1:
        attributes.RowSpan = rows
    cell.A = attributes


def _size(grid: Grid) -> int:
    return len(grid.rows) * len(grid.rows[0])


def _runs(texts: list[Text], drawn: Drawn) -> Iterator[tuple[int, int]]:
    """Parts of the page that hold these texts in this order, each as long as nothing else comes between."""
    starts = _starts(drawn)
    run: tuple[int, int] | None = None
    for text in texts:
        if run is not None and run[1] <= text.start:
            between = bisect.bisect_left(starts, text.start) - bisect.bisect_left(starts, run[1])
            if not between:
                run = (run[0], text.end)
                continue
        if run is not None:
            yield run
        run = (text.start, text.end)
    if run is not None:
        yield run


def _starts(drawn: Drawn) -> list[int]:
    """Where anything drawn begins."""
    if not drawn.starts:
        starts = [start for start, _ in drawn.paths]
        starts += [text.start for text in drawn.texts]
        starts += [picture.start for picture in drawn.pictures]
        drawn.starts = sorted(starts)
    return drawn.starts


def _links_of(page: pikepdf.Page) -> list[tuple[Box, Any, int]]:
    """Rectangle, annotation and place in the list, of each link."""
    found = []
    for place, annotation in enumerate(page.obj.get("/Annots", ())):
        if annotation.get("/Subtype") == Name.Link:
            x0, y0, x1, y1 = (float(side) for side in annotation.Rect)
            found.append(((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), annotation, place))
    return found


def _by_link(texts: list[Text], links: list[tuple[Box, Any, int]]) -> Iterator[tuple[int | None, list[Text]]]:
    """Texts that follow each other, with the link that they stand in."""
    part: list[Text] = []
    current: int | None = None
    for text in texts:
        link = next((n for n, (box, _, _) in enumerate(links) if _holds(box, text.box)), None)
        if part and link != current:
            yield current, part
            part = []
        current = link
        part.append(text)
    if part:
        yield current, part


def _holds(box: Box, other: Box) -> bool:
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _address(annotation: Any) -> str:
    action = annotation.get("/A")
    address = action.get("/URI") if isinstance(action, Dictionary) else None
    return str(address) if address is not None else "Link within the document"
