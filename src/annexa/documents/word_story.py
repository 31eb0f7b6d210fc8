"""One story of a Word document (body, header, footer, notes, a text box) read in order."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from annexa.documents import drawing, fields
from annexa.documents.facts import ActiveKind, BlockKind, HiddenKind, LinkOrigin
from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element
from annexa.documents.ooxml import MC, R, Relationship, add_link
from annexa.documents.word_names import VAL, M, W, is_on
from annexa.documents.word_styles import PLAIN, Style, Styles, half_points, integer
from annexa.model.findings import Place

_DEEPEST = 60
"""Nested tables, controls and text boxes beyond this depth are not read; Word itself stops at 30 or so."""
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_SYMBOLS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOT_TEXT = _DELETED | {f"{W}pPr", f"{W}sdtPr"}
_PASTED = frozenset({"Top of Form", "Bottom of Form"})
"""Hidden words that Word itself adds around a form pasted from a web page."""
_LIST_STYLES = re.compile(r"list( |$)")

# full names, spelled out once: this module visits every run of every document
_ANCHOR = f"{W}anchor"
_B = f"{W}b"
_BR = f"{W}br"
_CHAR = f"{W}char"
_COMMENT_RANGE_START = f"{W}commentRangeStart"
_COMMENT_REFERENCE = f"{W}commentReference"
_DOC_LOCATION = f"{W}docLocation"
_DRAWING = f"{W}drawing"
_FLD_CHAR = f"{W}fldChar"
_FLD_CHAR_TYPE = f"{W}fldCharType"
_FLD_SIMPLE = f"{W}fldSimple"
_HYPERLINK = f"{W}hyperlink"
_ID = f"{W}id"
_INSTR = f"{W}instr"
_INSTR_TEXT = f"{W}instrText"
_LAST_RENDERED_PAGE_BREAK = f"{W}lastRenderedPageBreak"
_OBJECT = f"{W}object"
_OUTLINE_LVL = f"{W}outlineLvl"
_NUM_ID = f"{W}numId"
_NUM_PR = f"{W}numPr"
_P = f"{W}p"
_PAGE_BREAK_BEFORE = f"{W}pageBreakBefore"
_PICT = f"{W}pict"
_P_PR = f"{W}pPr"
_P_STYLE = f"{W}pStyle"
_R = f"{W}r"
_RUBY = f"{W}ruby"
_RUBY_BASE = f"{W}rubyBase"
_R_PR = f"{W}rPr"
_R_STYLE = f"{W}rStyle"
_SDT = f"{W}sdt"
_SDT_CONTENT = f"{W}sdtContent"
_SDT_PR = f"{W}sdtPr"
_SECT_PR = f"{W}sectPr"
_SYM = f"{W}sym"
_SZ = f"{W}sz"
_T = f"{W}t"
_TBL = f"{W}tbl"
_TBL_GRID = f"{W}tblGrid"
_TBL_PR = f"{W}tblPr"
_TBL_PR_EX = f"{W}tblPrEx"
_TC = f"{W}tc"
_TR = f"{W}tr"
_TR_PR = f"{W}trPr"
_TYPE = f"{W}type"
_VANISH = f"{W}vanish"
_DOC_PART_GALLERY_IN_DOC_PART_OBJ_IN_SDT_PR = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"
_GRID_SPAN_IN_TC_PR = f"{W}tcPr/{W}gridSpan"
_TBL_HEADER_IN_TR_PR = f"{W}trPr/{W}tblHeader"


Properties = dict[str, Element]
"""Children of `w:pPr` by name."""
_NONE: Properties = {}


@dataclass(slots=True)
class Paragraph:
    """What is known of the paragraph being read; facts that need its place wait until it ends."""

    number: int
    page: int | None
    pieces: list[str] = field(default_factory=list)
    size: float | None = None
    bold: bool = False
    pending: list[Callable[[Place], None]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    caption: bool = False

    @property
    def text(self) -> str:
        return "".join(self.pieces)


@dataclass(slots=True)
class Shared:
    """What all stories of a document share."""

    found: Gatherer
    styles: Styles
    bookmarks: set[str]
    places: dict[Element, Place] = field(default_factory=dict)
    """Where each paragraph stands, by its element."""
    comment_places: dict[str, Place] = field(default_factory=dict)
    tables: int = 0
    rendered_breaks: bool = False
    """Word noted where its pages broke; explicit breaks are then not counted as well."""
    any_breaks: bool = False


class Story:
    """Reads the blocks of one part, or of one note in it."""

    def __init__(
        self,
        shared: Shared,
        relationships: dict[str, Relationship],
        *,
        part: str | None = None,
        kind: BlockKind = BlockKind.PARAGRAPH,
    ) -> None:
        self.shared = shared
        self.found = shared.found
        self.relationships = relationships
        self.part = part
        self.kind = kind
        self.used: set[str] = set()
        self.page = 1 if part is None and shared.any_breaks else None
        self._number = 0
        self._fields: list[fields.Field] = []
        self._in_contents = 0
        self._row: list[str] | None = None
        self._cell = ""
        self._table = ""
        self._depth = 0
        self._blocks = {
            _P: self._paragraph,
            _TBL: self._read_table,
            _SDT: self._control,
            f"{MC}AlternateContent": self._choice,
        }
        self._inline = {
            _R: self._run,
            _HYPERLINK: self._hyperlink,
            _FLD_SIMPLE: self._simple_field,
            _COMMENT_REFERENCE: self._comment_anchor,
            _COMMENT_RANGE_START: self._comment_anchor,
            f"{M}oMath": self._formula,
            f"{M}oMathPara": self._formula,
            f"{MC}AlternateContent": self._inline_choice,
        }
        self._in_run = {
            _BR: self._break,
            _LAST_RENDERED_PAGE_BREAK: self._rendered_break,
            _FLD_CHAR: self._field_mark,
            _INSTR_TEXT: self._instruction,
            _DRAWING: self._drawing,
            _PICT: self._drawing,
            _OBJECT: self._drawing,
            _COMMENT_REFERENCE: self._comment_anchor,
            _SYM: self._symbol,
            _RUBY: self._ruby,
            f"{MC}AlternateContent": self._run_choice,
        }
        self._now = Paragraph(0, self.page)

    # blocks

    def read(self, parent: Element) -> None:
        """Reads the blocks inside `parent`."""
        if self._depth > _DEEPEST:
            self.found.partial("content nested deeper than Word allows was left out")
            return
        self._depth += 1
        for child in parent:
            handler = self._blocks.get(child.tag)
            if handler is not None:
                handler(child)
            elif child.tag not in _DELETED and len(child):
                self.read(child)
        self._depth -= 1

    def _choice(self, node: Element) -> None:
        chosen = chosen_of(node)
        if chosen is not None:
            self.read(chosen)

    def _control(self, node: Element) -> None:
        gallery = node.find(_DOC_PART_GALLERY_IN_DOC_PART_OBJ_IN_SDT_PR)
        contents = gallery is not None and (gallery.get(VAL) or "") == "Table of Contents"
        content = node.find(_SDT_CONTENT)
        if content is None:
            return
        self._in_contents += contents
        self.read(content)
        self._in_contents -= contents

    def _paragraph(self, node: Element) -> None:
        outer = self._now
        self._number += 1
        now = self._now = Paragraph(self._number, self.page)
        first = node[0] if len(node) else None
        properties = {child.tag: child for child in first} if first is not None and first.tag == _P_PR else _NONE
        named = properties.get(_P_STYLE)
        style_id = self.shared.styles.default_paragraph if named is None else named.get(VAL) or ""
        style = self.shared.styles.get(style_id)
        if (new_page := properties.get(_PAGE_BREAK_BEFORE)) is not None and is_on(new_page.get(VAL)):
            self._explicit_break()
            now.page = self.page
        self._inlines(node, style, False)
        text = now.text
        place = self._place(now)
        self.shared.places[node] = place
        if text and not text.isspace():
            kind, level = self._kind_of(properties, style_id, style)
            self.found.block(text, place, kind, level=level, size=now.size, bold=now.bold)
            if self._row is not None:
                self._row.append(text)
        for fact in now.pending:
            fact(place)
        if _SECT_PR in properties:
            self._section_break(properties[_SECT_PR])
        for box in now.boxes:
            self._text_box(box)
        self._now = outer

    def _place(self, now: Paragraph) -> Place:
        return Place(
            page=now.page, part=self.part or self._table or None, paragraph=now.number, cell=self._cell or None
        )

    def _kind_of(self, properties: Properties, style_id: str, style: Style) -> tuple[BlockKind, int | None]:
        if self.kind is not BlockKind.PARAGRAPH:
            return self.kind, None
        if self._in_contents or style.name.startswith("toc ") or any(f.name == "TOC" for f in self._fields):
            return BlockKind.TABLE_OF_CONTENTS, None
        if style.name == "title":
            return BlockKind.TITLE, None
        outline = style.outline
        if (direct := properties.get(_OUTLINE_LVL)) is not None:
            outline = integer(direct.get(VAL))
        if outline is not None and 0 <= outline <= 8:
            return BlockKind.HEADING, outline + 1
        if style.name == "caption" or self._now.caption:
            return BlockKind.CAPTION, None
        if self._row is not None:
            return BlockKind.CELL, None
        if self._is_numbered(properties, style) or _LIST_STYLES.match(style.name):
            return BlockKind.LIST_ITEM, None
        if self.shared.styles.is_code(style_id):
            return BlockKind.CODE, None
        return BlockKind.PARAGRAPH, None

    @staticmethod
    def _is_numbered(properties: Properties, style: Style) -> bool:
        own = properties.get(_NUM_PR)
        number = own.find(_NUM_ID) if own is not None else None
        return number.get(VAL) != "0" if number is not None else bool(style.numbered)

    def _text_box(self, content: Element) -> None:
        before = self.kind, self._row
        self._row = None
        if self.kind is BlockKind.PARAGRAPH:
            self.kind = BlockKind.TEXT_BOX
        self.read(content)
        self.kind, self._row = before

    # pages

    def _explicit_break(self) -> None:
        if self.page is not None and not self.shared.rendered_breaks:
            self.page += 1

    def _section_break(self, section: Element) -> None:
        kind = section.find(_TYPE)
        if kind is None or kind.get(VAL) not in ("continuous", "nextColumn"):
            self._explicit_break()

    def _break(self, node: Element, _style: Style) -> None:
        if node.get(_TYPE) == "page":
            self._explicit_break()
            self._page_moved()
        else:
            self._add("\n")

    def _rendered_break(self, _node: Element, _style: Style) -> None:
        if self.page is not None and self.shared.rendered_breaks:
            self.page += 1
            self._page_moved()

    def _page_moved(self) -> None:
        if not self._now.text.strip():
            self._now.page = self.page

    # tables

    def _read_table(self, node: Element) -> None:
        outer = self._row, self._cell, self._table
        self.shared.tables += 1
        self._table = f"table {self.shared.tables}" if self.part is None else self._table
        place = Place(page=self.page, part=self.part or self._table, paragraph=self._number + 1)
        rows: list[list[str]] = []
        header = False
        for row in _table_rows(node):
            marked = row.find(_TBL_HEADER_IN_TR_PR)
            header = header or (not rows and marked is not None and is_on(marked.get(VAL)))
            rows.append(self._read_row(row, len(rows) + 1))
        self._row, self._cell, self._table = outer
        if outer[0] is not None:
            outer[0].extend(text for row in rows for text in row if text)
        self.found.table(place, rows, header_row=header)

    def _read_row(self, row: Element, number: int) -> list[str]:
        texts: list[str] = []
        for cell in _table_cells(row):
            self._row = []
            self._cell = f"{column_name(len(texts) + 1)}{number}"
            self.read(cell)
            texts.append("\n".join(self._row))
            span = cell.find(_GRID_SPAN_IN_TC_PR)
            extra = integer(span.get(VAL)) if span is not None else None
            texts.extend([""] * (min(extra, 200) - 1 if extra else 0))
        return texts

    # inside a paragraph

    def _inlines(self, parent: Element, style: Style, deep: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child, style)
                continue
            handler = self._inline.get(tag)
            if handler is not None:
                handler(child, style)
            elif tag not in _NOT_TEXT and len(child):
                if self._depth > _DEEPEST:
                    continue
                self._depth += 1
                self._inlines(child, style, True)
                self._depth -= 1

    def _inline_choice(self, node: Element, style: Style) -> None:
        chosen = chosen_of(node)
        if chosen is not None:
            self._inlines(chosen, style, True)

    def _run(self, node: Element, style: Style) -> None:
        now = self._now
        look = style
        before = len(now.pieces)
        for child in node:
            tag = child.tag
            if tag == _T:  # by far the most frequent
                if child.text:
                    self._add(child.text)
            elif tag == _R_PR:
                look = self._look(child, style)
                if look.hidden:
                    break
            elif (handler := self._in_run.get(tag)) is not None:
                handler(child, style)
            elif tag in _SYMBOLS:
                self._add(_SYMBOLS[str(tag)])
        if look.hidden:
            del now.pieces[before:]
            self._hidden_run(node)
        elif now.size is None and len(now.pieces) > before and now.text.strip():
            now.size = look.size or self.shared.styles.default_size
            now.bold = bool(look.bold)

    def _look(self, properties: Element, style: Style) -> Style:
        """How a run looks: its own properties over its character style over the paragraph's style."""
        look = Style(hidden=style.hidden, size=style.size, bold=style.bold)
        for child in properties:
            tag = child.tag
            if tag == _VANISH:
                look.hidden = is_on(child.get(VAL))
            elif tag == _SZ:
                look.size = half_points(child.get(VAL))
            elif tag == _B:
                look.bold = is_on(child.get(VAL))
            elif tag == _R_STYLE:
                own = self.shared.styles.get(child.get(VAL) or "")
                look.hidden = look.hidden if own.hidden is None else own.hidden
                look.size = own.size or look.size
                look.bold = look.bold if own.bold is None else own.bold
        return look

    def _hidden_run(self, node: Element) -> None:
        """Field marks count even where they are hidden; text becomes a hidden passage."""
        texts: list[str] = []
        for child in node:
            if child.tag == _T:
                texts.append(child.text or "")
            elif child.tag in (_FLD_CHAR, _INSTR_TEXT):
                self._in_run[str(child.tag)](child, PLAIN)
        text = "".join(texts)
        if text.strip() and text.strip() not in _PASTED:
            found = self.found
            self._now.pending.append(lambda place: found.hide(HiddenKind.TEXT, place, text=text))

    def _add(self, text: str) -> None:
        """Text goes to the innermost instruction being written, else to the paragraph and all open results."""
        for open_field in reversed(self._fields):
            open_field.add(text)
            if not open_field.in_result:
                return
        self._now.pieces.append(text)

    def _symbol(self, node: Element, _style: Style) -> None:
        code = node.get(_CHAR) or ""
        try:
            point = int(code, 16)
        except ValueError:
            return
        if 0x20 <= point < 0xD800:
            self._add(chr(point))
        elif point >= 0xE000:
            self._add("•")

    def _ruby(self, node: Element, style: Style) -> None:
        base = node.find(_RUBY_BASE)
        if base is not None:
            self._inlines(base, style, True)

    def _formula(self, node: Element, _style: Style) -> None:
        self._add("".join(text.text or "" for text in node.iter(f"{M}t") if not _is_deleted(text, node)))

    def _run_choice(self, node: Element, style: Style) -> None:
        chosen = chosen_of(node)
        for child in chosen if chosen is not None else ():
            handler = self._in_run.get(child.tag)
            if handler is not None:
                handler(child, style)

    def _comment_anchor(self, node: Element, _style: Style) -> None:
        comment, places = node.get(_ID) or "", self.shared.comment_places

        def note(place: Place) -> None:
            places.setdefault(comment, place)

        self._now.pending.append(note)

    # links and fields

    def _hyperlink(self, node: Element, style: Style) -> None:
        start = len(self._now.pieces)
        self._inlines(node, style, True)
        text = "".join(self._now.pieces[start:])
        rel_id, anchor = node.get(f"{R}id"), node.get(_ANCHOR) or ""
        rel = self.relationships.get(rel_id or "")
        if rel is not None:
            self.used.add(rel.id)
            target = f"{rel.target}#{anchor}" if anchor and "#" not in rel.target else rel.target
            self._link(target, LinkOrigin.RELATIONSHIP, text)
        elif anchor:
            self._link(f"#{anchor}", LinkOrigin.INTERNAL, text)
        elif node.get(_DOC_LOCATION):
            self._link(f"#{node.get(f'{W}docLocation')}", LinkOrigin.INTERNAL, text)

    def _link(self, target: str, origin: LinkOrigin, text: str) -> None:
        found, bookmarks = self.found, self.shared.bookmarks
        if target.startswith("#"):
            name = target[1:]
            self._now.pending.append(
                lambda place: found.link(
                    name, place, LinkOrigin.INTERNAL, text, resolved=fields.is_there(name, bookmarks)
                )
            )
        else:
            self._now.pending.append(lambda place: add_link(found, target, place, origin, text))

    def _simple_field(self, node: Element, style: Style) -> None:
        whole = fields.Field(instruction=[node.get(_INSTR) or ""], in_result=True)
        self._fields.append(whole)
        self._inlines(node, style, True)
        if whole in self._fields:
            self._fields.remove(whole)
        self._end_field(whole)

    def _instruction(self, node: Element, _style: Style) -> None:
        text = node.text or ""
        if self._fields:
            for open_field in reversed(self._fields):
                open_field.add(text)
                if not open_field.in_result:
                    return

    def _field_mark(self, node: Element, _style: Style) -> None:
        kind = node.get(_FLD_CHAR_TYPE)
        if kind == "begin":
            if len(self._fields) < _DEEPEST:
                self._fields.append(fields.Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._end_field(self._fields.pop())

    def _end_field(self, ended: fields.Field) -> None:
        instruction, text = "".join(ended.instruction), "".join(ended.result)
        if ended.name == "SEQ":
            self._now.caption = True
        found, bookmarks = self.found, self.shared.bookmarks
        self._now.pending.append(lambda place: fields.link_from(instruction, text, place, found, bookmarks))

    def close(self) -> None:
        """Fields that were begun and never ended still hold what they hold."""
        place = Place(part=self.part, paragraph=self._number or None)
        while self._fields:
            ended = self._fields.pop()
            text = "".join(ended.result)
            fields.link_from("".join(ended.instruction), text, place, self.found, self.shared.bookmarks)

    # drawings

    def _drawing(self, node: Element, _style: Style) -> None:
        now, found = self._now, self.found
        seen = drawing.read_drawing(node, self.relationships)
        self.used.update(seen.used)
        now.boxes.extend(seen.boxes)
        for picture in seen.pictures:
            now.pending.append(picture.add_to(found))
        for target, text in seen.links:
            self._link(target, LinkOrigin.RELATIONSHIP, text)
        for href in seen.hrefs:
            self._link(href, LinkOrigin.ATTRIBUTE, "")
        for signer in seen.signature_lines:
            now.pending.append(_signature(found, signer))
        for words in seen.watermarks:
            found.watermark(words)
        for words in seen.word_art:
            if self.kind in (BlockKind.HEADER, BlockKind.FOOTER):
                found.watermark(words)
            else:
                now.pending.append(_word_art(found, words))
        for name, words in seen.hidden:
            now.pending.append(_hidden_object(found, name, words))
        for program in seen.objects:
            now.pending.append(_object(found, program))


def _signature(found: Gatherer, signer: str) -> Callable[[Place], None]:
    return lambda place: found.sign("signature line", place, signer=signer)


def _hidden_object(found: Gatherer, name: str, words: str) -> Callable[[Place], None]:
    return lambda place: found.hide(HiddenKind.OBJECT, place, text=words, name=name)


def _word_art(found: Gatherer, words: str) -> Callable[[Place], None]:
    return lambda place: found.block(words, place, BlockKind.TEXT_BOX)


def _object(found: Gatherer, program: str) -> Callable[[Place], None]:
    return lambda place: found.activate(ActiveKind.EMBEDDED_OBJECT, place, name=program)


def chosen_of(node: Element) -> Element | None:
    """Of alternative content, the first choice, or the fallback where there is none."""
    choice = node.find(f"{MC}Choice")
    return choice if choice is not None else node.find(f"{MC}Fallback")


def _is_deleted(node: Element, top: Element) -> bool:
    parent = node.getparent()
    while parent is not None and parent is not top:
        if parent.tag in _DELETED:
            return True
        parent = parent.getparent()
    return False


def _nested(parent: Element, wanted: str, stop: frozenset[str], depth: int = 0) -> Iterable[Element]:
    """Children of that name, also those inside content controls, custom XML and the like."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif isinstance(child.tag, str) and child.tag not in stop and len(child) and depth < 20:
            yield from _nested(child, wanted, stop, depth + 1)


_NOT_ROWS = frozenset({_TBL_PR, _TBL_GRID, _TC, _P})
_NOT_CELLS = frozenset({_TR_PR, _TBL_PR_EX, _P, _TBL})


def _table_rows(table: Element) -> Iterable[Element]:
    return _nested(table, _TR, _NOT_ROWS)


def _table_cells(row: Element) -> Iterable[Element]:
    return _nested(row, _TC, _NOT_CELLS)


def column_name(number: int) -> str:
    """1 is A, 27 is AA."""
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
