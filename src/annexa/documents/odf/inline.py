"""What stands inside a paragraph of an OpenDocument file: words, links, notes, comments, marks of changes."""

from annexa.documents.archive import Archive
from annexa.documents.cells import number as as_number
from annexa.documents.facts import ActiveKind, BlockKind, LinkOrigin
from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element, local, whole_text
from annexa.documents.odf.names import DC, DRAW, LOEXT, OFFICE, TABLE, TEXT, XLINK
from annexa.documents.odf.styles import Styles
from annexa.model.findings import Place

DEEPEST = 80
"""Elements inside elements that are followed."""
DRAWN = ("rect", "ellipse", "circle", "path", "polygon", "polyline", "custom-shape", "line", "connector", "caption")
"""Shapes that can hold text."""


class Inline:
    """Reads the insides of paragraphs; a `Story` reads the paragraphs."""

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
        self.page: int | None = None
        self.number = 0
        self.row_texts: list[str] | None = None
        self.pieces: list[str] = []
        self.later: list[Element] = []
        self.hidden: list[str] = []
        self.is_unseen = False
        """A field hides the whole paragraph."""
        self.size: float | None = None
        self.bold = False
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

    def read(self, parent: Element, depth: int = 0) -> None:
        """Reads the blocks inside `parent`: for a story to say how."""

    def place(self) -> Place:
        """Where the reading stands."""
        return Place(
            slide=self.slide, sheet=self.sheet, cell=self.cell, part=self.part,
            paragraph=self.number or None if self.sheet is None else None,
        )  # fmt: skip

    def page_break(self) -> None:
        """Turns to the next page, where pages are known."""
        if self.page is not None:
            self.page += 1

    def _say(self, text: str | None, hidden: bool) -> None:
        if text:
            (self.hidden if hidden else self.pieces).append(text)

    def inline(self, node: Element, hidden: bool, depth: int) -> None:
        """Reads what stands inside an element of a paragraph."""
        self._say(_squeezed(node.text), hidden)
        for child in node:
            if depth < DEEPEST:
                self._inline_child(child, hidden, depth)
            self._say(_squeezed(child.tail), hidden)

    def _inline_child(self, node: Element, hidden: bool, depth: int) -> None:
        name = local(node)
        if name == "span":
            style = self.styles.get("text", node.get(f"{TEXT}style-name"))
            if not "".join(self.pieces).strip():
                self.size = style.size or self.size
                self.bold = self.bold if style.bold is None else style.bold
            self.inline(node, hidden if style.hidden is None else style.hidden, depth + 1)
        elif name == "s":
            self._say(" " * min(as_number(node.get(f"{TEXT}c")) or 1, 200), hidden)
        elif name == "tab":
            self._say("\t", hidden)
        elif name == "line-break":
            self._say("\n", hidden)
        elif name == "a":
            self._anchor(node, hidden, depth)
        elif name in ("bookmark-ref", "reference-ref", "sequence-ref", "note-ref"):
            self._reference(node)
            self.inline(node, hidden, depth + 1)
        elif name == "note":
            self._note(node)
        elif name in ("annotation", "annotation-end"):
            self.annotation(node)
        elif name in ("change", "change-start", "change-end"):
            id_ = node.get(f"{TEXT}change-id") or ""
            self.change_places.setdefault(id_, self.place())
            if name == "change-start":
                self.change_words.setdefault(id_, _following_words(node))
        elif name in ("date", "time"):
            self.inline(node, hidden, depth + 1)
            if node.get(f"{TEXT}fixed") != "true":
                self.found.changing_date(self.place(), whole_text(node))
        elif name == "soft-page-break":
            self.page_break()
        elif name in ("hidden-text", "hidden-paragraph", "conditional-text"):
            shown = whole_text(node)
            value = node.get(f"{TEXT}string-value") or ""
            is_shown = node.get(f"{TEXT}is-hidden") == "false"
            self._say(shown or value, (name == "hidden-text" and not is_shown) or hidden)
            self.is_unseen = self.is_unseen or (name == "hidden-paragraph" and node.get(f"{TEXT}is-hidden") == "true")
        elif name in ("frame", "g") or name in DRAWN:
            self.later.append(node)
        elif name == "ruby":
            base = node.find(f"{TEXT}ruby-base")
            if base is not None:
                self.inline(base, hidden, depth + 1)
        elif name == "dde-connection" or name == "execute-macro":
            kind = ActiveKind.MACRO if name == "execute-macro" else ActiveKind.EXTERNAL_DATA
            self.found.activate(kind, self.place(), name=node.get(f"{TEXT}name") or name)
        else:
            self.inline(node, hidden, depth + 1)

    def _anchor(self, node: Element, hidden: bool, depth: int) -> None:
        start = len(self.pieces)
        self.inline(node, hidden, depth + 1)
        self.link(node.get(f"{XLINK}href") or "", "".join(self.pieces[start:]))

    def link(self, href: str, text: str) -> None:
        """Adds a link, or a jump where the address begins with `#`."""
        if not href.startswith("#"):
            self.found.link(href, self.place(), LinkOrigin.ATTRIBUTE, text)
            return
        name = href[1:]
        bare, _, kind = name.partition("|")
        known = not kind or kind in ("outline", "sequence") or bare in self._anchors or name in self._anchors
        if not kind:
            known = bare in self._anchors or "." in bare or bare.lower() in ("top", "_top")
        self.found.link(name, self.place(), LinkOrigin.INTERNAL, text, resolved=known)

    def _reference(self, node: Element) -> None:
        name = node.get(f"{TEXT}ref-name") or ""
        words = whole_text(node)
        resolved = name in self._anchors and not words.startswith("Error:")
        self.found.link(name, self.place(), LinkOrigin.INTERNAL, words, resolved=resolved)

    def _note(self, node: Element) -> None:
        body = node.find(f"{TEXT}note-body")
        if body is None:
            return
        before = self.kind, self.part, self.row_texts
        note_class = node.get(f"{TEXT}note-class") or "footnote"
        self.kind, self.part, self.row_texts = BlockKind.NOTE, note_class, None
        count = self.number
        self.read(body)
        self.number = count
        self.kind, self.part, self.row_texts = before

    def annotation(self, node: Element) -> None:
        """Adds a comment."""
        if node.tag != f"{OFFICE}annotation":
            return
        words = "\n".join(whole_text(p) for p in node.iter(f"{TEXT}p"))
        self.found.comment(
            self.place(),
            author=node.findtext(f"{DC}creator") or "",
            date=node.findtext(f"{DC}date") or "",
            text=words,
            resolved=node.get(f"{LOEXT}resolved") == "true",
        )


def _squeezed(text: str | None) -> str:
    """White space as OpenDocument reads it: runs of blanks count as one."""
    if not text:
        return ""
    if "\n" not in text and "  " not in text and "\t" not in text:
        return text
    words = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if text[-1:].isspace() and words else ''}"


def _following_words(start: Element) -> str:
    pieces = [start.tail or ""]
    for node in start.itersiblings():
        if local(node) == "change-end":
            break
        pieces.extend(str(text) for text in node.itertext())
        pieces.append(node.tail or "")
    return "".join(pieces)
