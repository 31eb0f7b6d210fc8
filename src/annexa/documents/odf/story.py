"""The text of an OpenDocument file, read in order."""

from annexa.documents.archive import Archive
from annexa.documents.cells import number as as_number
from annexa.documents.columns import column_name
from annexa.documents.facts import ActiveKind, BlockKind, HiddenKind
from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element, local, whole_text
from annexa.documents.odf.edges import is_beside
from annexa.documents.odf.frames import description, is_off, is_preview
from annexa.documents.odf.inline import DEEPEST, DRAWN, Inline
from annexa.documents.odf.names import DRAW, LOEXT, PRESENTATION, TABLE, TEXT, XLINK
from annexa.documents.odf.sheet import Sheets
from annexa.documents.odf.styles import Styles
from annexa.documents.sniff import is_recording
from annexa.model.findings import Place

_PLAYED = "application/vnd.sun.star.media"
"""What LibreOffice calls any film or sound."""
_OUTER = ("http://", "https://", "file:", "ftp://", "//", "\\\\")
_INDEX = ("table-of-content", "alphabetical-index", "illustration-index", "table-index", "user-index", "object-index")


class Story(Inline):
    """Reads body, headers, notes and slides into facts."""

    def __init__(self, found: Gatherer, styles: Styles, archive: Archive, content: Element) -> None:
        super().__init__(found, styles, archive, content)
        self._tables = 0
        self._list_depth = 0
        self._in_contents = 0
        self._soft = False
        """The program noted where its pages broke; breaks of styles are then not counted as well."""

    # parts

    def read_body(self, body: Element) -> None:
        """Reads office:text, office:spreadsheet or office:presentation."""
        name = local(body)
        if name == "presentation" or name == "drawing":
            pages = body.findall(f"{DRAW}page")
            self.pages = len(pages)
            for index, page in enumerate(pages, 1):
                self._read_slide(page, index)
        elif name == "spreadsheet":
            tables = body.findall(f"{TABLE}table")
            self.pages = len(tables)
            sheets = Sheets(self)
            for table in tables:
                sheets.read(table)
        else:
            breaks = any(style.breaks_before for style in self.styles.raw.values())
            soft = next(body.iter(f"{TEXT}soft-page-break"), None) is not None
            self.page = 1 if soft or breaks else None
            self._soft = soft
            self.read(body)

    def read_part(self, node: Element, part: str, kind: BlockKind) -> None:
        """Reads a header or footer."""
        before = self.part, self.kind, self.page, self.number, self.slide, self.sheet
        self.part, self.kind, self.page, self.number, self.slide, self.sheet = part, kind, None, 0, None, None
        self.read(node)
        self.part, self.kind, self.page, self.number, self.slide, self.sheet = before

    def read_master(self, node: Element) -> None:
        """A shape of a master page: words stamped on every slide, if they are not a placeholder."""
        if node.get(f"{PRESENTATION}class") or node.get(f"{PRESENTATION}placeholder") == "true":
            return
        words = " ".join(whole_text(node).split())
        if any(stamp in words.lower() for stamp in ("draft", "confidential", "watermark")):
            self.found.watermark(words)

    def _read_slide(self, page: Element, index: int) -> None:
        self.slide, self.number = index, 0
        start = len(self.found.blocks)
        for child in page:
            if child.tag == f"{PRESENTATION}notes":
                self._notes(child, index)
            else:
                self._block(child)
        style = self.styles.get("drawing-page", page.get(f"{DRAW}style-name"))
        if style.hidden:
            words = " ".join(block.text for block in self.found.blocks[start:])
            self.found.hide(HiddenKind.SLIDE, Place(slide=index), text=words)

    def _notes(self, node: Element, index: int) -> None:
        start = len(self.found.blocks)
        self.part, self.kind = "notes", BlockKind.SPEAKER_NOTES
        for child in node:
            self._block(child)
        self.part = self.kind = None
        words = " ".join(block.text for block in self.found.blocks[start:])
        if words.strip():
            self.found.hide(HiddenKind.SPEAKER_NOTES, Place(slide=index), text=words)

    # blocks

    def read(self, parent: Element, depth: int = 0) -> None:
        """Reads the blocks inside `parent`."""
        if depth < DEEPEST:
            for child in parent:
                self._block(child, depth)

    def _block(self, node: Element, depth: int = 0) -> None:
        name = local(node)
        if name in ("p", "h"):
            self._paragraph(node, name)
        elif name == "list":
            self._list_depth += 1
            self.read(node, depth + 1)
            self._list_depth -= 1
        elif name == "table" and node.tag == f"{TABLE}table":
            self._text_table(node)
        elif name in _INDEX:
            self._in_contents += 1
            self.read(node, depth + 1)
            self._in_contents -= 1
        elif name == "section" and node.get(f"{TEXT}display") in ("none", "condition"):
            words = " ".join(whole_text(node).split())
            self.found.hide(HiddenKind.TEXT, self.place(), text=words, name=node.get(f"{TEXT}name") or "")
        elif name in ("frame", "a", "g") or name in DRAWN:
            self.drawn(node)
        elif name == "soft-page-break":
            self.page_break()
        elif name in ("change", "change-start"):
            self.change_places.setdefault(node.get(f"{TEXT}change-id") or "", self.place())
        elif name == "annotation":
            self.annotation(node)
        elif name not in ("tracked-changes", "forms", "sequence-decls", "variable-decls", "table-of-content-source"):
            self.read(node, depth + 1)

    def _paragraph(self, node: Element, name: str) -> None:
        self.number += 1
        style_name = node.get(f"{TEXT}style-name")
        style = self.styles.get("paragraph", style_name)
        if style.breaks_before and not self._soft and self.number > 1:
            self.page_break()
        outer = self.pieces, self.later, self.hidden, self.size, self.bold, self.is_unseen
        self.pieces, self.later, self.hidden, self.is_unseen = [], [], [], False
        self.size, self.bold = style.size, bool(style.bold)
        page = self.page
        self.inline(node, bool(style.hidden), 0)
        if self.is_unseen:
            self.hidden, self.pieces, self.later = [*self.pieces, *self.hidden], [], []
        if not self._soft:
            page = self.page
        place = self.place()
        text = "".join(self.pieces)
        kind, level = self._kind_of(node, name, style_name)
        self.found.block(text, place, kind, level=level, size=self.size, bold=self.bold, near_page=page)
        if self.row_texts is not None and text.strip():
            self.row_texts.append(text)
        if "".join(self.hidden).strip():
            self.found.hide(HiddenKind.TEXT, place, text="".join(self.hidden))
        later = self.later
        self.pieces, self.later, self.hidden, self.size, self.bold, self.is_unseen = outer
        for one in later:
            self.drawn(one)

    def _kind_of(self, node: Element, name: str, style_name: str | None) -> tuple[BlockKind, int | None]:
        if self.kind is not None:
            return self.kind, None
        if self._in_contents:
            return BlockKind.TABLE_OF_CONTENTS, None
        names = [one.lower() for one in self.styles.names("paragraph", style_name)]
        if "title" in names:
            return BlockKind.TITLE, None
        if name == "h":
            return BlockKind.HEADING, min(max(as_number(node.get(f"{TEXT}outline-level")) or 1, 1), 9)
        if self.cell is not None:
            return BlockKind.CELL, None
        if self._list_depth:
            return BlockKind.LIST_ITEM, None
        if any(one in ("caption", "illustration", "figure") or one.startswith("caption") for one in names):
            return BlockKind.CAPTION, None
        if any(one.startswith(("preformatted", "source", "code")) for one in names):
            return BlockKind.CODE, None
        return BlockKind.PARAGRAPH, None

    # tables

    def _text_table(self, node: Element) -> None:
        self._tables += 1
        before = self.cell, self.part, self.row_texts
        self.part = self.part or f"table {self._tables}"
        place = Place(slide=self.slide, part=self.part, paragraph=self.number + 1)
        rows: list[list[str]] = []
        self._rows(node, rows)
        self.cell, self.part, self.row_texts = before
        if self.row_texts is not None:
            self.row_texts.extend(text for row in rows for text in row if text)
        header = (
            node.find(f"{TABLE}table-header-rows") is not None or node.get(f"{TABLE}use-first-row-styles") == "true"
        )
        self.found.table(place, rows, header_row=header)

    def _rows(self, node: Element, rows: list[list[str]]) -> None:
        for child in node:
            name = local(child)
            if name == "table-row" and child.get(f"{TABLE}visibility") in ("collapse", "filter"):
                place = Place(slide=self.slide, part=self.part, cell=f"A{len(rows) + 1}")
                self.found.hide(
                    HiddenKind.ROW, place, text=" ".join(whole_text(child).split()), name=str(len(rows) + 1)
                )
            elif name == "table-row":
                texts: list[str] = []
                for cell in child:
                    if local(cell) in ("table-cell", "covered-table-cell"):
                        self._text_cell(cell, texts, len(rows) + 1)
                rows.append(texts)
            elif name in ("table-header-rows", "table-rows", "table-row-group"):
                self._rows(child, rows)

    def _text_cell(self, cell: Element, texts: list[str], row: int) -> None:
        self.row_texts = []
        self.cell = f"{column_name(len(texts) + 1)}{row}"
        self.read(cell)
        texts.append("\n".join(self.row_texts))

    # drawings

    def drawn(self, node: Element) -> None:
        """A frame, shape, group or link around them."""
        name = local(node)
        if is_off(node):
            words = " ".join(whole_text(node).split())
            self.found.hide(HiddenKind.OBJECT, self.place(), text=words, name=node.get(f"{DRAW}name") or "")
            return
        if self.slide is not None and is_beside(node, self.styles.slide) and (words := whole_text(node).strip()):
            self.found.hide(HiddenKind.TEXT, self.place(), text=words, how="beside the slide")
        if name == "a":
            self.link(node.get(f"{XLINK}href") or "", description(node) or "")
            self.read(node)
            return
        if name == "g":
            self.read(node)
            return
        link = next((child for child in node.iter(f"{PRESENTATION}event-listener") if child.get(f"{XLINK}href")), None)
        if link is not None:
            self.link(link.get(f"{XLINK}href") or "", description(node) or "")
        pictured = self._frame_content(node)
        if pictured:
            decorative = node.get(f"{LOEXT}decorative") == "true"
            label = node.get(f"{DRAW}name") or ""
            self.found.picture(self.place(), alt=description(node), decorative=decorative, name=label)

    def _frame_content(self, node: Element) -> bool:
        """Reads what a frame holds; whether it needs a description."""
        pictured = False
        placeholder = node.get(f"{PRESENTATION}class")
        has_table = any(local(child) == "table" for child in node)
        for child in node:
            name = local(child)
            if name == "image" and has_table:  # a picture of the table, for programs that draw none
                continue
            if name in ("image", "object", "object-ole", "plugin", "floating-frame", "applet"):
                is_shown = name != "plugin" and (
                    name != "image" or not is_preview(child)
                )  # a film has an image beside it
                pictured = pictured or is_shown
                self._held(child, name)
            elif name in ("text-box", "p", "list", "table"):
                self._framed_text(child, placeholder)
            elif name == "glue-point" or name in ("title", "desc", "event-listeners", "enhanced-geometry"):
                continue
            elif name == "image-map":
                for area in child:
                    self.link(area.get(f"{XLINK}href") or "", description(area) or "")
            else:
                self.read(child)
        return pictured

    def _framed_text(self, node: Element, placeholder: str | None) -> None:
        before = self.kind, self.row_texts, self._list_depth
        self.row_texts = None
        if self.kind is None and self.slide is None:
            self.kind = BlockKind.TEXT_BOX
        elif self.kind is None and placeholder == "title":
            self.kind = BlockKind.TITLE if self.slide == 1 else BlockKind.HEADING
        elif self.kind is None and placeholder is None and local(node) != "table":
            self.kind = BlockKind.TEXT_BOX
        if local(node) == "text-box":
            self.read(node)
        else:
            self._block(node)
        self.kind, self.row_texts, self._list_depth = before

    def _held(self, node: Element, name: str) -> None:
        href = node.get(f"{XLINK}href") or ""
        outside = href.startswith(_OUTER) or href.startswith("../")
        if name == "image" and outside:
            self.found.activate(ActiveKind.LINKED_IMAGE, self.place(), target=href)
        elif outside:
            self.found.activate(ActiveKind.LINKED_OBJECT, self.place(), name=name, target=href)
        elif name != "image":
            plays = name == "plugin" and (node.get(f"{DRAW}mime-type") == _PLAYED or is_recording(href))
            kind = ActiveKind.RECORDING if plays else ActiveKind.EMBEDDED_OBJECT
            self.found.activate(kind, self.place(), name=href.removeprefix("./") or name)
