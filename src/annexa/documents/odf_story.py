"""The text of an OpenDocument file, read in order."""

from annexa.documents.archive import Archive
from annexa.documents.columns import column_name
from annexa.documents.facts import ActiveKind, BlockKind, HiddenKind, LinkOrigin
from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element, local, whole_text
from annexa.documents.odf_names import DC, DRAW, LOEXT, OFFICE, PRESENTATION, SVG, TABLE, TEXT, XLINK
from annexa.documents.odf_styles import Styles
from annexa.documents.xlsx_sheet import hyperlinks_in, number
from annexa.model.findings import Place

_DEEPEST = 80
_MOST_REPEATS = 50
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_OUTER = ("http://", "https://", "file:", "ftp://", "//", "\\\\")
_INDEX = ("table-of-content", "alphabetical-index", "illustration-index", "table-index", "user-index", "object-index")
_DRAWN = ("rect", "ellipse", "circle", "path", "polygon", "polyline", "custom-shape", "line", "connector", "caption")


class Story:
    """Reads body, headers, notes and slides into facts."""

    def __init__(self, found: Gatherer, styles: Styles, archive: Archive, content: Element) -> None:
        self.found = found
        self.styles = styles
        self.archive = archive
        self.pages: int | None = None
        self.change_places: dict[str, Place] = {}
        self.change_words: dict[str, str] = {}
        self.kind: BlockKind | None = None
        self.part: str | None = None
        self.slide: int | None = None
        self.sheet: str | None = None
        self.cell: str | None = None
        self._page: int | None = None
        self._number = 0
        self._tables = 0
        self._list_depth = 0
        self._in_contents = 0
        self._row_texts: list[str] | None = None
        self._pieces: list[str] = []
        self._later: list[Element] = []
        self._hidden: list[str] = []
        self._size: float | None = None
        self._bold = False
        self._anchors = self._anchor_names(content)

    @staticmethod
    def _anchor_names(content: Element) -> set[str]:
        names: set[str] = set()
        tags = ("bookmark", "bookmark-start", "reference-mark", "reference-mark-start", "sequence")
        for node in content.iter(*(f"{TEXT}{tag}" for tag in tags)):
            names.add(node.get(f"{TEXT}name") or node.get(f"{TEXT}ref-name") or "")
            names.add(node.get(f"{TEXT}ref-name") or "")
        for node in content.iter(
            f"{DRAW}frame", f"{DRAW}page", f"{TABLE}table", f"{TEXT}section", f"{TABLE}named-range"
        ):
            names.add(node.get(f"{DRAW}name") or node.get(f"{TABLE}name") or node.get(f"{TEXT}name") or "")
        for node in content.iter(f"{TEXT}note"):
            names.add(node.get(f"{TEXT}id") or "")
        return names

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
            for table in tables:
                self._read_sheet(table)
        else:
            breaks = any(style.breaks_before for style in self.styles.raw.values())
            soft = next(body.iter(f"{TEXT}soft-page-break"), None) is not None
            self._page = 1 if soft or breaks else None
            self._soft = soft
            self.read(body)

    _soft = False

    def read_part(self, node: Element, part: str, kind: BlockKind) -> None:
        """Reads a header or footer."""
        before = self.part, self.kind, self._page, self._number, self.slide, self.sheet
        self.part, self.kind, self._page, self._number, self.slide, self.sheet = part, kind, None, 0, None, None
        self.read(node)
        self.part, self.kind, self._page, self._number, self.slide, self.sheet = before

    def read_master(self, node: Element) -> None:
        """A shape of a master page: words stamped on every slide, if they are not a placeholder."""
        if node.get(f"{PRESENTATION}class") or node.get(f"{PRESENTATION}placeholder") == "true":
            return
        words = " ".join(whole_text(node).split())
        if any(stamp in words.lower() for stamp in ("draft", "confidential", "watermark")):
            self.found.watermark(words)

    def _read_slide(self, page: Element, index: int) -> None:
        self.slide, self._number = index, 0
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
        if depth < _DEEPEST:
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
            self.found.hide(HiddenKind.TEXT, self._place(), text=words, name=node.get(f"{TEXT}name") or "")
        elif name in ("frame", "a", "g") or name in _DRAWN:
            self._drawn(node)
        elif name == "soft-page-break":
            self._page_break()
        elif name in ("change", "change-start"):
            self.change_places.setdefault(node.get(f"{TEXT}change-id") or "", self._place())
        elif name == "annotation":
            self._annotation(node)
        elif name not in ("tracked-changes", "forms", "sequence-decls", "variable-decls", "table-of-content-source"):
            self.read(node, depth + 1)

    def _place(self) -> Place:
        return Place(
            page=self._page, slide=self.slide, sheet=self.sheet, cell=self.cell, part=self.part,
            paragraph=self._number or None if self.sheet is None else None,
        )  # fmt: skip

    def _page_break(self) -> None:
        if self._page is not None:
            self._page += 1

    def _paragraph(self, node: Element, name: str) -> None:
        self._number += 1
        style_name = node.get(f"{TEXT}style-name")
        style = self.styles.get("paragraph", style_name)
        if style.breaks_before and not self._soft and self._number > 1:
            self._page_break()
        outer = self._pieces, self._later, self._hidden, self._size, self._bold
        self._pieces, self._later, self._hidden = [], [], []
        self._size, self._bold = style.size, bool(style.bold)
        page = self._page
        self._inline(node, bool(style.hidden), 0)
        if not self._soft:
            page = self._page
        place = self._place()
        if page != self._page and self._pieces:
            place = Place(page=page, part=self.part, cell=self.cell, paragraph=self._number)
        text = "".join(self._pieces)
        kind, level = self._kind_of(node, name, style_name)
        self.found.block(text, place, kind, level=level, size=self._size, bold=self._bold)
        if self._row_texts is not None and text.strip():
            self._row_texts.append(text)
        if "".join(self._hidden).strip():
            self.found.hide(HiddenKind.TEXT, place, text="".join(self._hidden))
        later = self._later
        self._pieces, self._later, self._hidden, self._size, self._bold = outer
        for one in later:
            self._drawn(one)

    def _kind_of(self, node: Element, name: str, style_name: str | None) -> tuple[BlockKind, int | None]:
        if self.kind is not None:
            return self.kind, None
        if self._in_contents:
            return BlockKind.TABLE_OF_CONTENTS, None
        names = [one.lower() for one in self.styles.names("paragraph", style_name)]
        if "title" in names:
            return BlockKind.TITLE, None
        if name == "h":
            return BlockKind.HEADING, min(max(number(node.get(f"{TEXT}outline-level")) or 1, 1), 9)
        if self.cell is not None:
            return BlockKind.CELL, None
        if self._list_depth:
            return BlockKind.LIST_ITEM, None
        if any(one in ("caption", "illustration", "figure") or one.startswith("caption") for one in names):
            return BlockKind.CAPTION, None
        if any(one.startswith(("preformatted", "source", "code")) for one in names):
            return BlockKind.CODE, None
        return BlockKind.PARAGRAPH, None

    # inside a paragraph

    def _say(self, text: str | None, hidden: bool) -> None:
        if text:
            (self._hidden if hidden else self._pieces).append(text)

    def _inline(self, node: Element, hidden: bool, depth: int) -> None:
        self._say(_squeezed(node.text), hidden)
        for child in node:
            if depth < _DEEPEST:
                self._inline_child(child, hidden, depth)
            self._say(_squeezed(child.tail), hidden)

    def _inline_child(self, node: Element, hidden: bool, depth: int) -> None:
        name = local(node)
        if name == "span":
            style = self.styles.get("text", node.get(f"{TEXT}style-name"))
            if not "".join(self._pieces).strip():
                self._size = style.size or self._size
                self._bold = self._bold if style.bold is None else style.bold
            self._inline(node, hidden if style.hidden is None else style.hidden, depth + 1)
        elif name == "s":
            self._say(" " * min(number(node.get(f"{TEXT}c")) or 1, 200), hidden)
        elif name == "tab":
            self._say("\t", hidden)
        elif name == "line-break":
            self._say("\n", hidden)
        elif name == "a":
            self._anchor(node, hidden, depth)
        elif name in ("bookmark-ref", "reference-ref", "sequence-ref", "note-ref"):
            self._reference(node)
            self._inline(node, hidden, depth + 1)
        elif name == "note":
            self._note(node)
        elif name in ("annotation", "annotation-end"):
            self._annotation(node)
        elif name in ("change", "change-start", "change-end"):
            id_ = node.get(f"{TEXT}change-id") or ""
            self.change_places.setdefault(id_, self._place())
            if name == "change-start":
                self.change_words.setdefault(id_, _following_words(node))
        elif name == "soft-page-break":
            self._page_break()
        elif name in ("hidden-text", "hidden-paragraph", "conditional-text"):
            shown = whole_text(node)
            value = node.get(f"{TEXT}string-value") or ""
            self._say(shown or value, name == "hidden-text" or hidden)
        elif name in ("frame", "g") or name in _DRAWN:
            self._later.append(node)
        elif name == "ruby":
            base = node.find(f"{TEXT}ruby-base")
            if base is not None:
                self._inline(base, hidden, depth + 1)
        elif name == "dde-connection" or name == "execute-macro":
            kind = ActiveKind.MACRO if name == "execute-macro" else ActiveKind.EXTERNAL_DATA
            self.found.activate(kind, self._place(), name=node.get(f"{TEXT}name") or name)
        else:
            self._inline(node, hidden, depth + 1)

    def _anchor(self, node: Element, hidden: bool, depth: int) -> None:
        start = len(self._pieces)
        self._inline(node, hidden, depth + 1)
        self._link(node.get(f"{XLINK}href") or "", "".join(self._pieces[start:]))

    def _link(self, href: str, text: str) -> None:
        if not href.startswith("#"):
            self.found.link(href, self._place(), LinkOrigin.ATTRIBUTE, text)
            return
        name = href[1:]
        bare, _, kind = name.partition("|")
        known = not kind or kind in ("outline", "sequence") or bare in self._anchors or name in self._anchors
        if not kind:
            known = bare in self._anchors or "." in bare or bare.lower() in ("top", "_top")
        self.found.link(name, self._place(), LinkOrigin.INTERNAL, text, resolved=known)

    def _reference(self, node: Element) -> None:
        name = node.get(f"{TEXT}ref-name") or ""
        words = whole_text(node)
        resolved = name in self._anchors and not words.startswith("Error:")
        self.found.link(name, self._place(), LinkOrigin.INTERNAL, words, resolved=resolved)

    def _note(self, node: Element) -> None:
        body = node.find(f"{TEXT}note-body")
        if body is None:
            return
        before = self.kind, self.part, self._row_texts
        note_class = node.get(f"{TEXT}note-class") or "footnote"
        self.kind, self.part, self._row_texts = BlockKind.NOTE, note_class, None
        count = self._number
        self.read(body)
        self._number = count
        self.kind, self.part, self._row_texts = before

    def _annotation(self, node: Element) -> None:
        if node.tag != f"{OFFICE}annotation":
            return
        words = "\n".join(whole_text(p) for p in node.iter(f"{TEXT}p"))
        self.found.comment(
            self._place(),
            author=node.findtext(f"{DC}creator") or "",
            date=node.findtext(f"{DC}date") or "",
            text=words,
            resolved=node.get(f"{LOEXT}resolved") == "true",
        )

    # tables

    def _text_table(self, node: Element) -> None:
        self._tables += 1
        before = self.cell, self.part, self._row_texts
        self.part = self.part or f"table {self._tables}"
        place = Place(page=self._page, slide=self.slide, part=self.part, paragraph=self._number + 1)
        rows: list[list[str]] = []
        self._rows(node, rows)
        self.cell, self.part, self._row_texts = before
        if self._row_texts is not None:
            self._row_texts.extend(text for row in rows for text in row if text)
        header = (
            node.find(f"{TABLE}table-header-rows") is not None or node.get(f"{TABLE}use-first-row-styles") == "true"
        )
        self.found.table(place, rows, header_row=header)

    def _rows(self, node: Element, rows: list[list[str]]) -> None:
        for child in node:
            name = local(child)
            if name == "table-row":
                texts: list[str] = []
                for cell in child:
                    if local(cell) in ("table-cell", "covered-table-cell"):
                        self._text_cell(cell, texts, len(rows) + 1)
                rows.append(texts)
            elif name in ("table-header-rows", "table-rows", "table-row-group"):
                self._rows(child, rows)

    def _text_cell(self, cell: Element, texts: list[str], row: int) -> None:
        self._row_texts = []
        self.cell = f"{column_name(len(texts) + 1)}{row}"
        self.read(cell)
        texts.append("\n".join(self._row_texts))

    # sheets

    def _read_sheet(self, table: Element) -> None:
        name = table.get(f"{TABLE}name") or ""
        self.sheet, self.cell = name, None
        if self.styles.get("table", table.get(f"{TABLE}style-name")).hidden:
            self.found.hide(HiddenKind.SHEET, Place(sheet=name), name=name)
        rows: list[list[str]] = []
        hidden_columns = _hidden_columns(table)
        filled: dict[int, str] = {}
        state = _SheetState(rows, filled)
        self._sheet_rows(table, state)
        for first, last in hidden_columns:
            texts = [text for column, text in sorted(filled.items()) if first <= column <= last]
            if texts:
                label = f"{column_name(first)}:{column_name(last)}"
                self.found.hide(HiddenKind.COLUMN, Place(sheet=name), name=label, text="; ".join(texts))
        header = table.find(f"{TABLE}table-header-rows") is not None
        self.found.table(Place(sheet=name), rows, header_row=header, total_rows=state.filled_rows)
        for shapes in table.iterchildren(f"{TABLE}shapes"):
            self.cell = None
            self.read(shapes)
        self.sheet = self.cell = None

    def _sheet_rows(self, node: Element, state: "_SheetState", depth: int = 0) -> None:
        for child in node:
            name = local(child)
            if name == "table-row":
                self._sheet_row(child, state)
            elif name in ("table-header-rows", "table-rows", "table-row-group") and depth < 20:
                self._sheet_rows(child, state, depth + 1)

    def _sheet_row(self, row: Element, state: "_SheetState") -> None:
        repeats = number(row.get(f"{TABLE}number-rows-repeated")) or 1
        state.row += 1
        texts: list[str] = []
        column = 0
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            again = number(cell.get(f"{TABLE}number-columns-repeated")) or 1
            text = self._sheet_cell(cell, column + 1, state.row)
            if text:
                state.filled.setdefault(column + 1, text)
                texts.extend([""] * max(0, min(column, self.found.limits.table_columns) - len(texts)))
                texts.extend([text] * min(again, _MOST_REPEATS))
            column += again
        if any(texts):
            state.filled_rows += repeats
            if len(state.rows) < self.found.limits.table_rows:
                state.rows.append(texts)
            if row.get(f"{TABLE}visibility") in ("collapse", "filter"):
                name = f"{state.row}:{state.row + repeats - 1}"
                self.found.hide(HiddenKind.ROW, Place(sheet=self.sheet), name=name, text=" ".join(texts))
        state.row += repeats - 1

    def _sheet_cell(self, cell: Element, column: int, row: int) -> str:
        self.cell = f"{column_name(column)}{row}"
        self._row_texts = []
        formula = cell.get(f"{TABLE}formula") or ""
        if len(cell):
            self.read(cell)
        text = "\n".join(self._row_texts)
        if formula and "HYPERLINK" in formula.upper():
            for target, words in hyperlinks_in(formula):
                self.found.link(target, self._place(), LinkOrigin.FORMULA, words or text)
        date = cell.get(f"{OFFICE}date-value")
        return date if date and text else text

    # drawings

    def _drawn(self, node: Element) -> None:
        """A frame, shape, group or link around them."""
        name = local(node)
        if name == "a":
            self._link(node.get(f"{XLINK}href") or "", _description(node) or "")
            self.read(node)
            return
        if name == "g":
            self.read(node)
            return
        link = next((child for child in node.iter(f"{PRESENTATION}event-listener") if child.get(f"{XLINK}href")), None)
        if link is not None:
            self._link(link.get(f"{XLINK}href") or "", _description(node) or "")
        pictured = self._frame_content(node)
        if pictured:
            decorative = node.get(f"{LOEXT}decorative") == "true"
            label = node.get(f"{DRAW}name") or ""
            self.found.picture(self._place(), alt=_description(node), decorative=decorative, name=label)

    def _frame_content(self, node: Element) -> bool:
        """Reads what a frame holds; whether it needs a description."""
        pictured = False
        placeholder = node.get(f"{PRESENTATION}class")
        for child in node:
            name = local(child)
            if name in ("image", "object", "object-ole", "plugin", "floating-frame", "applet"):
                pictured = pictured or (name != "image" or not _is_preview(child))
                self._held(child, name)
            elif name in ("text-box", "p", "list", "table"):
                self._framed_text(child, placeholder)
            elif name == "glue-point" or name in ("title", "desc", "event-listeners", "enhanced-geometry"):
                continue
            elif name == "image-map":
                for area in child:
                    self._link(area.get(f"{XLINK}href") or "", _description(area) or "")
            else:
                self.read(child)
        return pictured

    def _framed_text(self, node: Element, placeholder: str | None) -> None:
        before = self.kind, self._row_texts, self._list_depth
        self._row_texts = None
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
        self.kind, self._row_texts, self._list_depth = before

    def _held(self, node: Element, name: str) -> None:
        href = node.get(f"{XLINK}href") or ""
        outside = href.startswith(_OUTER) or href.startswith("../")
        if name == "image" and outside:
            self.found.activate(ActiveKind.LINKED_IMAGE, self._place(), target=href)
        elif outside:
            self.found.activate(ActiveKind.LINKED_OBJECT, self._place(), name=name, target=href)
        elif name != "image":
            self.found.activate(ActiveKind.EMBEDDED_OBJECT, self._place(), name=href.removeprefix("./") or name)


class _SheetState:
    """Where the reading of a sheet stands."""

    def __init__(self, rows: list[list[str]], filled: dict[int, str]) -> None:
        self.rows = rows
        self.filled = filled
        self.row = 0
        self.filled_rows = 0


def _hidden_columns(table: Element) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    column = 1
    for node in table.iter(f"{TABLE}table-column"):
        again = number(node.get(f"{TABLE}number-columns-repeated")) or 1
        if node.get(f"{TABLE}visibility") in ("collapse", "filter"):
            ranges.append((column, column + again - 1))
        column += again
    return ranges


def _squeezed(text: str | None) -> str:
    """White space as OpenDocument reads it: runs of blanks count as one."""
    if not text:
        return ""
    if "\n" not in text and "  " not in text and "\t" not in text:
        return text
    words = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if text[-1:].isspace() and words else ''}"


def _description(node: Element) -> str | None:
    """Alternative text: title and description."""
    texts = [node.findtext(f"{SVG}title"), node.findtext(f"{SVG}desc")]
    known = [text for text in texts if text is not None]
    return " ".join(text for text in known if text) if known else None


def _is_preview(image: Element) -> bool:
    """An image that only stands in for an object beside it."""
    href = image.get(f"{XLINK}href") or ""
    return "ObjectReplacements" in href


def _following_words(start: Element) -> str:
    pieces = [start.tail or ""]
    for node in start.itersiblings():
        if local(node) == "change-end":
            break
        pieces.extend(str(text) for text in node.itertext())
        pieces.append(node.tail or "")
    return "".join(pieces)
