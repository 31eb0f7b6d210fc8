"""What stands inside a paragraph of a Word document: runs, links, fields, drawings, formulas."""

from annexa.documents import dingbats, drawing, fields
from annexa.documents.colours import PAPER, UNKNOWN
from annexa.documents.facts import BlockKind, HiddenKind, LinkOrigin
from annexa.documents.markup import Element
from annexa.documents.ooxml import MC, R, Relationship, add_link, chosen_of
from annexa.documents.word.covers import Cover, covered_by, covers_in
from annexa.documents.word.drawn import add_drawn, hidden_object
from annexa.documents.word.look import PLAIN, Style
from annexa.documents.word.open_fields import OpenFields
from annexa.documents.word.run import look_of
from annexa.documents.word.sight import Ground, cause_of
from annexa.documents.word.signs import sign_font, sign_of
from annexa.documents.word.state import DEEPEST, DELETED, Paragraph, Shared, is_deleted
from annexa.documents.word_names import M, W, is_on
from annexa.model.findings import Place

_SYMBOLS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOT_TEXT = DELETED | {f"{W}pPr", f"{W}sdtPr"}
_PASTED = frozenset({"Top of Form", "Bottom of Form"})
"""Hidden words that Word itself adds around a form pasted from a web page."""

# full names, spelled out once: every run of every document comes by here
_ANCHOR = f"{W}anchor"
_BR = f"{W}br"
_COMMENT_RANGE_START, _COMMENT_REFERENCE = f"{W}commentRangeStart", f"{W}commentReference"
_DOC_LOCATION = f"{W}docLocation"
_DRAWING = f"{W}drawing"
_FLD_CHAR, _FLD_CHAR_TYPE = f"{W}fldChar", f"{W}fldCharType"
_FLD_LOCK = f"{W}fldLock"
_FLD_SIMPLE = f"{W}fldSimple"
_HYPERLINK = f"{W}hyperlink"
_ID = f"{W}id"
_INSTR = f"{W}instr"
_INSTR_TEXT = f"{W}instrText"
_LAST_RENDERED_PAGE_BREAK = f"{W}lastRenderedPageBreak"
_OBJECT = f"{W}object"
_PICT = f"{W}pict"
_R = f"{W}r"
_RUBY, _RUBY_BASE = f"{W}ruby", f"{W}rubyBase"
_R_PR = f"{W}rPr"
_SYM, _T, _TYPE = f"{W}sym", f"{W}t", f"{W}type"
_CHOICE = f"{MC}AlternateContent"
_DRAWINGS = frozenset({_DRAWING, _PICT, _OBJECT, _CHOICE})


class Inline:
    """Reads the insides of paragraphs into `now`; a `Story` reads the paragraphs."""

    def __init__(
        self, shared: Shared, relationships: dict[str, Relationship], *, part: str | None, kind: BlockKind
    ) -> None:
        self.shared = shared
        self.found = shared.found
        self.relationships = relationships
        self.part = part
        self.kind = kind
        self.used: set[str] = set()
        """Ids of the hyperlink relationships that the text shows."""
        self.page = 1 if part is None and shared.any_breaks else None
        self.now = Paragraph(0, self.page)
        self.ground = Ground(UNKNOWN if shared.is_backed else PAPER)
        """What lies behind the paragraph being read."""
        self.covers: list[tuple[int, Cover]] = []
        """Shapes in front of the text, with the number of the paragraph that each hangs on."""
        self.paragraphs: list[tuple[Place, str, float | None]] = []
        """Each paragraph read so far: its words and the size of its type, 0 in a text box."""
        self.fields = OpenFields(shared)
        self._depth = 0
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

    # pages

    def explicit_break(self) -> None:
        """Turns to the next page, unless Word noted itself where its pages broke."""
        if self.page is not None and not self.shared.rendered_breaks:
            self.page += 1

    def _break(self, node: Element, _style: Style) -> None:
        if node.get(_TYPE) == "page":
            self.explicit_break()
            self._page_moved()
        else:
            self._add("\n")

    def _rendered_break(self, _node: Element, _style: Style) -> None:
        if self.page is not None and self.shared.rendered_breaks:
            self.page += 1
            self._page_moved()

    def _page_moved(self) -> None:
        if not self.now.text.strip():
            self.now.page = self.page

    # inside a paragraph

    def inlines(self, parent: Element, style: Style) -> None:
        """Reads what stands inside a paragraph, or inside something in it."""
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child, style)
                continue
            handler = self._inline.get(tag)
            if handler is not None:
                handler(child, style)
            elif tag not in _NOT_TEXT and len(child):
                if self._depth > DEEPEST:
                    continue
                self._depth += 1
                self.inlines(child, style)
                self._depth -= 1

    def _inline_choice(self, node: Element, style: Style) -> None:
        chosen = chosen_of(node)
        if chosen is not None:
            self.inlines(chosen, style)

    def _run(self, node: Element, style: Style) -> None:
        now = self.now
        look = style
        font = ""
        before = len(now.pieces)
        if style.hidden and node.find(_R_PR) is None:
            self._hidden_run(node)
            return
        for child in node:
            tag = child.tag
            if tag == _T:  # by far the most frequent
                if child.text:
                    self._add(dingbats.shown(child.text, font) if font else child.text)
            elif tag == _R_PR:
                look = look_of(child, style, self.shared.styles)
                font = sign_font(child)
                if look.hidden:
                    break
            elif (handler := self._in_run.get(tag)) is not None:
                handler(child, style)
            elif tag in _SYMBOLS:
                self._add(_SYMBOLS[str(tag)])
        if look.hidden:
            del now.pieces[before:]
            self._hidden_run(node)
            return
        if look.marked:
            now.mark(before)
        if len(now.pieces) > before and (cause := cause_of(look, self.ground)) is not None:
            self._unseen(cause, "".join(now.pieces[before:]))
        if now.size is None and len(now.pieces) > before and now.text.strip():
            now.size = look.size or self.shared.styles.default_size
            now.bold = bool(look.bold)

    def _hidden_run(self, node: Element) -> None:
        """Field marks count even where they are hidden; text becomes a hidden passage."""
        texts: list[str] = []
        found = self.found
        for child in node:
            if child.tag == _T:
                texts.append(child.text or "")
            elif child.tag in _DRAWINGS:
                chosen = chosen_of(child) if child.tag == _CHOICE else child
                words = " ".join(text.text or "" for text in chosen.iter(_T)) if chosen is not None else ""
                if words.strip():
                    self.now.pending.append(hidden_object(found, "", words))
            elif child.tag in (_FLD_CHAR, _INSTR_TEXT):
                self._in_run[str(child.tag)](child, PLAIN)
        text = "".join(texts)
        if text.strip() and text.strip() not in _PASTED:
            self.now.pending.append(lambda place: found.hide(HiddenKind.TEXT, place, text=text))

    def _unseen(self, cause: tuple[HiddenKind, str], text: str) -> None:
        """Words that stand in the text but cannot be seen; they stay part of it."""
        kind, how = cause
        found = self.found
        if text.strip():
            self.now.pending.append(lambda place: found.hide(kind, place, text=text, how=how))

    def _add(self, text: str) -> None:
        if self.fields.take(text):
            self.now.pieces.append(text)

    def _symbol(self, node: Element, _style: Style) -> None:
        if sign := sign_of(node):
            self._add(sign)

    def _ruby(self, node: Element, style: Style) -> None:
        base = node.find(_RUBY_BASE)
        if base is not None:
            self.inlines(base, style)

    def _formula(self, node: Element, _style: Style) -> None:
        if not is_deleted(node, node) and self.kind not in (BlockKind.HEADER, BlockKind.FOOTER):
            inner = sum(1 for _ in node.iter(f"{M}oMath"))
            self.found.formulas += sum(1 for text in node.iter(f"{M}t") if text.text) and max(1, inner)
        self._add("".join(text.text or "" for text in node.iter(f"{M}t") if not is_deleted(text, node)))

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

        self.now.pending.append(note)

    # links and fields

    def _hyperlink(self, node: Element, style: Style) -> None:
        start = len(self.now.pieces)
        self.inlines(node, style)
        text = "".join(self.now.pieces[start:])
        rel_id, anchor = node.get(f"{R}id"), node.get(_ANCHOR) or ""
        rel = self.relationships.get(rel_id or "")
        if rel is not None:
            self.used.add(rel.id)
            target = f"{rel.target}#{anchor}" if anchor and "#" not in rel.target else rel.target
            self._link(target, LinkOrigin.RELATIONSHIP, text)
        elif anchor:
            self._link(f"#{anchor}", LinkOrigin.INTERNAL, text)
        elif node.get(_DOC_LOCATION):
            self._link(f"#{node.get(_DOC_LOCATION)}", LinkOrigin.INTERNAL, text)

    def _link(self, target: str, origin: LinkOrigin, text: str) -> None:
        found, bookmarks = self.found, self.shared.bookmarks
        if target.startswith("#"):
            name = target[1:]
            self.now.pending.append(
                lambda place: found.link(
                    name, place, LinkOrigin.INTERNAL, text, resolved=fields.is_there(name, bookmarks)
                )
            )
        else:
            self.now.pending.append(lambda place: add_link(found, target, place, origin, text))

    def _simple_field(self, node: Element, style: Style) -> None:
        whole = self.fields.begin_whole(node.get(_INSTR) or "", locked=is_on(node.get(_FLD_LOCK, "0")))
        self.inlines(node, style)
        self.fields.end_whole(whole, self.now)

    def _instruction(self, node: Element, _style: Style) -> None:
        self.fields.take(node.text or "")

    def _field_mark(self, node: Element, _style: Style) -> None:
        kind = node.get(_FLD_CHAR_TYPE)
        if kind == "begin":
            self.fields.begin(locked=is_on(node.get(_FLD_LOCK, "0")))
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end":
            self.fields.end(self.now)

    def close(self) -> None:
        """Fields that were begun and never ended still hold what they hold; shapes cover what they cover."""
        usual = self.shared.styles.default_size
        for number, cover in self.covers:
            for lines in covered_by(cover, number - 1, self.paragraphs, usual):
                self.found.hide(HiddenKind.COVERED_TEXT, lines.place, text=lines.text, how="under a drawn shape")
        self.fields.close(Place(part=self.part, paragraph=self.now.number or None))

    # drawings

    def _drawing(self, node: Element, _style: Style) -> None:
        seen = drawing.read_drawing(node, self.relationships)
        self.covers.extend((self.now.number, cover) for cover in covers_in(node))
        self.used.update(seen.used)
        for target, text in seen.links:
            self._link(target, LinkOrigin.RELATIONSHIP, text)
        for href in seen.hrefs:
            self._link(href, LinkOrigin.ATTRIBUTE, "")
        add_drawn(seen, self.now, self.found, is_margin=self.kind in (BlockKind.HEADER, BlockKind.FOOTER))
