"""One story of a Word document (body, header, footer, notes, a text box) read in order."""

import dataclasses
import re

from annexa.documents.colours import UNKNOWN
from annexa.documents.columns import column_name
from annexa.documents.facts import BlockKind, HiddenKind
from annexa.documents.markup import Element
from annexa.documents.ooxml import MC, Relationship, chosen_of
from annexa.documents.word.hiding import Hiding, table_cells, table_rows
from annexa.documents.word.inline import Inline
from annexa.documents.word.look import Style
from annexa.documents.word.sight import Ground, behind, is_flat
from annexa.documents.word.state import DEEPEST, DELETED, Paragraph, Shared
from annexa.documents.word.styles import integer
from annexa.documents.word_names import VAL, W, is_on
from annexa.model.findings import Place

_LIST_STYLES = re.compile(r"list( |$)")

# full names, spelled out once: every paragraph of every document comes by here
_DOC_PART_GALLERY_IN_DOC_PART_OBJ_IN_SDT_PR = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"
_HIDDEN_IN_TR_PR = f"{W}trPr/{W}hidden"
_H_RULE, _VAL = f"{W}hRule", f"{W}val"
_LINE, _LINE_RULE = f"{W}line", f"{W}lineRule"
_GRID_SPAN_IN_TC_PR = f"{W}tcPr/{W}gridSpan"
_NUM_ID = f"{W}numId"
_NUM_PR = f"{W}numPr"
_OUTLINE_LVL = f"{W}outlineLvl"
_P = f"{W}p"
_PAGE_BREAK_BEFORE = f"{W}pageBreakBefore"
_P_PR = f"{W}pPr"
_P_STYLE = f"{W}pStyle"
_SDT = f"{W}sdt"
_SDT_CONTENT = f"{W}sdtContent"
_SECT_PR = f"{W}sectPr"
_SHD = f"{W}shd"
_SHD_IN_TC_PR = f"{W}tcPr/{W}shd"
_SPACING = f"{W}spacing"
_T = f"{W}t"
_TBL = f"{W}tbl"
_TBL_HEADER_IN_TR_PR = f"{W}trPr/{W}tblHeader"
_TBL_PR = f"{W}tblPr"
_TBL_STYLE = f"{W}tblStyle"
_TR_HEIGHT_IN_TR_PR = f"{W}trPr/{W}trHeight"
_TR_PR = f"{W}trPr"
_TYPE = f"{W}type"

Properties = dict[str, Element]
"""Children of `w:pPr` by name."""
_NONE: Properties = {}


class Story(Inline):
    """Reads the blocks of one part, or of one note in it."""

    def __init__(
        self,
        shared: Shared,
        relationships: dict[str, Relationship],
        *,
        part: str | None = None,
        kind: BlockKind = BlockKind.PARAGRAPH,
    ) -> None:
        super().__init__(shared, relationships, part=part, kind=kind)
        self._number = 0
        self._in_contents = 0
        self._row: list[str] | None = None
        self._cell = ""
        self._table = ""
        self._is_in_hidden = False
        """The words of the cell being read are hidden by the style of its table."""
        self._blocks = {
            _P: self._paragraph,
            _TBL: self._read_table,
            _SDT: self._control,
            f"{MC}AlternateContent": self._choice,
        }

    # blocks

    def read(self, parent: Element) -> None:
        """Reads the blocks inside `parent`."""
        if self._depth > DEEPEST:
            self.found.partial("content nested deeper than Word allows was left out")
            return
        self._depth += 1
        for child in parent:
            handler = self._blocks.get(child.tag)
            if handler is not None:
                handler(child)
            elif child.tag not in DELETED and len(child):
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
        outer = self.now
        self._number += 1
        now = self.now = Paragraph(self._number, self.page)
        first = node[0] if len(node) else None
        properties = {child.tag: child for child in first} if first is not None and first.tag == _P_PR else _NONE
        named = properties.get(_P_STYLE)
        style_id = self.shared.styles.default_paragraph if named is None else named.get(VAL) or ""
        style = self.shared.styles.get(style_id)
        if self._is_in_hidden:  # of styles of tables and of paragraphs one alone hides (ISO/IEC 29500-1, 17.7.3)
            style = dataclasses.replace(style, hidden=not style.hidden)
        if (new_page := properties.get(_PAGE_BREAK_BEFORE)) is not None and is_on(new_page.get(VAL)):
            self.explicit_break()
            now.page = self.page
        outer_ground, self.ground = self.ground, self._ground_of(properties, style)
        self.inlines(node, style)
        self.ground = outer_ground
        text = now.text
        place = self._place(now)
        self.shared.places[node] = place
        self.paragraphs.append((place, text, 0.0 if self.kind is BlockKind.TEXT_BOX else now.size))
        if text and not text.isspace():
            kind, level = self._kind_of(properties, style_id, style)
            self.found.block(text, place, kind, level=level, size=now.size, bold=now.bold, near_page=now.page)
            if self._row is not None:
                self._row.append(text)
        for fact in now.pending:
            fact(place)
        for start, end in now.marked:
            self.found.mark(place, "".join(now.pieces[start:end]))
        if _SECT_PR in properties:
            self._section_break(properties[_SECT_PR])
        for box in now.boxes:
            self._text_box(box)
        self.now = outer

    def _ground_of(self, properties: Properties, style: Style) -> Ground:
        ground = self.ground
        if style.paragraph_ground is not None:
            ground = Ground(style.paragraph_ground, ground.is_flat)
        if _SHD in properties:
            ground = behind(properties[_SHD], ground)
        if is_flat(properties.get(_SPACING), _LINE_RULE, _LINE):
            ground = Ground(ground.colour, is_flat=True)
        return ground

    def _place(self, now: Paragraph) -> Place:
        return Place(part=self.part or self._table or None, paragraph=now.number, cell=self._cell or None)

    def _kind_of(self, properties: Properties, style_id: str, style: Style) -> tuple[BlockKind, int | None]:
        if self.kind is not BlockKind.PARAGRAPH:
            return self.kind, None
        if self._in_contents or style.name.startswith("toc ") or any(f.name == "TOC" for f in self.fields):
            return BlockKind.TABLE_OF_CONTENTS, None
        if style.name == "title":
            return BlockKind.TITLE, None
        outline = style.outline
        if (direct := properties.get(_OUTLINE_LVL)) is not None:
            outline = integer(direct.get(VAL))
        if outline is not None and 0 <= outline <= 8:
            return BlockKind.HEADING, outline + 1
        if style.name == "caption" or self.now.caption:
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
        before = self.kind, self._row, self.ground, self._is_in_hidden
        self._row, self.ground = None, Ground(UNKNOWN)  # a shape has a colour of its own
        self._is_in_hidden = False
        if self.kind is BlockKind.PARAGRAPH:
            self.kind = BlockKind.TEXT_BOX
        self.read(content)
        self.kind, self._row, self.ground, self._is_in_hidden = before

    def _section_break(self, section: Element) -> None:
        kind = section.find(_TYPE)
        if kind is None or kind.get(VAL) not in ("continuous", "nextColumn"):
            self.explicit_break()

    # tables

    def _read_table(self, node: Element) -> None:
        outer = self._row, self._cell, self._table
        outer_ground, self.ground = self.ground, self._ground_of_table(node)
        self.shared.tables += 1
        self._table = f"table {self.shared.tables}" if self.part is None else self._table
        place = Place(part=self.part or self._table, paragraph=self._number + 1)
        rows: list[list[str]] = []
        header = False
        hides = self._hidden_cells(node)
        for row in table_rows(node):
            marked = row.find(_TBL_HEADER_IN_TR_PR)
            header = header or (not rows and marked is not None and is_on(marked.get(VAL)))
            if _is_hidden(row):
                self._hide_row(row, len(rows) + 1)
            else:
                rows.append(self._read_row(row, len(rows) + 1, hides))
        self._row, self._cell, self._table = outer
        self.ground = outer_ground
        if outer[0] is not None:
            outer[0].extend(text for row in rows for text in row if text)
        self.found.table(place, rows, header_row=header)

    def _hidden_cells(self, table: Element) -> Hiding | None:
        named = table.find(f"{_TBL_PR}/{_TBL_STYLE}")
        parts = self.shared.styles.hides(named.get(VAL) or "") if named is not None else frozenset()
        return Hiding(parts, table) if parts else None

    def _ground_of_table(self, table: Element) -> Ground:
        properties = table.find(_TBL_PR)
        if properties is None:
            return self.ground
        named = properties.find(_TBL_STYLE)
        if named is not None and self.shared.styles.shades(named.get(VAL) or ""):
            return Ground(UNKNOWN, self.ground.is_flat)
        return behind(properties.find(_SHD), self.ground)

    def _hide_row(self, row: Element, number: int) -> None:
        """A row that Word does not show: its words are hidden, and no part of the text."""
        words = " ".join("".join(text.text or "" for text in cell.iter(_T)) for cell in table_cells(row))
        place = Place(part=self.part or self._table, cell=f"A{number}")
        self.found.hide(HiddenKind.ROW, place, text=words, name=str(number))

    def _read_row(self, row: Element, number: int, hides: Hiding | None) -> list[str]:
        texts: list[str] = []
        outer, outer_hidden = self.ground, self._is_in_hidden
        if is_flat(row.find(_TR_HEIGHT_IN_TR_PR), _H_RULE, _VAL):
            outer = Ground(outer.colour, is_flat=True)
        for cell in table_cells(row):
            self._row = []
            self._cell = f"{column_name(len(texts) + 1)}{number}"
            self.ground = behind(cell.find(_SHD_IN_TC_PR), outer)
            self._is_in_hidden = outer_hidden if hides is None else hides.holds(row, cell)
            self.read(cell)
            texts.append("\n".join(self._row))
            span = cell.find(_GRID_SPAN_IN_TC_PR)
            extra = integer(span.get(VAL)) if span is not None else None
            texts.extend([""] * (min(extra, 200) - 1 if extra else 0))
        self.ground, self._is_in_hidden = outer, outer_hidden
        return texts


def _is_hidden(row: Element) -> bool:
    hidden = row.find(_HIDDEN_IN_TR_PR)
    return hidden is not None and is_on(hidden.get(VAL))
