"""Shapes of slides and sheet drawings (DrawingML), and the older VML of sheets."""

from dataclasses import dataclass, field
from typing import Final

from annexa.documents import charts, dingbats, markup, ooxml
from annexa.documents.columns import column_name
from annexa.documents.drawing import DIAGRAM, read_drawing
from annexa.documents.facts import ActiveKind, BlockKind, CarriedKind, HiddenKind, LinkOrigin
from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element
from annexa.documents.ooxml import MC, A, Package, R, Relationship, add_link, alternative, chosen_of, is_decorative
from annexa.model.findings import Place

_PICTURES: Final = frozenset({"pic", "graphicFrame"})
_TITLES: Final = frozenset({"title", "ctrTitle"})
_FURNITURE: Final = {
    "ftr": BlockKind.FOOTER,
    "hdr": BlockKind.HEADER,
    "dt": BlockKind.FOOTER,
    "sldNum": BlockKind.FOOTER,
}
_DEEPEST = 30


@dataclass(slots=True)
class Shapes:
    """Reads the shapes of one part."""

    package: Package
    part: str
    place: Place
    found: Gatherer
    kind: BlockKind | None = None
    """Of all text; None on a slide, where the placeholder decides."""
    first: bool = False
    """Whether it is the first slide, whose title is the title of the presentation."""
    used: set[str] = field(default_factory=set)
    _paragraph: int = 0
    _table: int = 0

    @property
    def relationships(self) -> dict[str, Relationship]:
        return self.package.relationships(self.part)

    def read(self, parent: Element, depth: int = 0) -> None:
        """Reads every shape below `parent`, groups included."""
        for node in parent:
            name = markup.local(node)
            if node.tag == f"{MC}AlternateContent":
                chosen = chosen_of(node)
                self.read(chosen if chosen is not None else node, depth + 1)
            elif name in ("sp", "pic", "graphicFrame", "cxnSp") or _is_hidden_group(node, name):
                self.shape(node, name)
            elif depth < _DEEPEST and len(node):
                self.read(node, depth + 1)

    def shape(self, node: Element, name: str) -> None:
        properties = next((child for child in node.iter() if markup.local(child) == "cNvPr"), None)
        if properties is not None and properties.get("hidden") in ("1", "true"):
            words = "\n".join("".join(t.text or "" for t in p.iter(f"{A}t")) for p in node.iter(f"{A}p"))
            self.found.hide(HiddenKind.OBJECT, self.place, text=words, name=properties.get("name") or "")
            return
        placeholder = next((child for child in node.iter() if markup.local(child) == "ph"), None)
        if name == "sp":
            self._text(node, placeholder.get("type", "body") if placeholder is not None else None)
        elif name == "graphicFrame":
            for table in node.iter(f"{A}tbl"):
                self._read_table(table)
            self._referenced(node)
        if properties is None:
            return
        self._links(properties, properties.get("name") or "")
        if name == "pic" and _is_flat(node):
            return
        if name in _PICTURES and next(node.iter(f"{A}tbl"), None) is None and self.kind is None:
            title = properties.get("name") or ""
            alt = alternative(properties)
            is_diagram = next(node.iter(DIAGRAM), None) is not None
            decorative = is_decorative(properties)
            self.found.picture(self.place, alt=alt, decorative=decorative, name=title, is_diagram=is_diagram)
        else:
            self.found.carry(CarriedKind.DESCRIPTION, alternative(properties) or "", self.place)

    def _text(self, node: Element, placeholder: str | None) -> None:
        for paragraph in node.iter(f"{A}p"):
            kind, level = self._kind_of(placeholder, paragraph)
            self._read_paragraph(paragraph, kind, level)

    def _kind_of(self, placeholder: str | None, paragraph: Element) -> tuple[BlockKind, int | None]:
        if self.kind is not None:
            return self.kind, None
        if placeholder in _TITLES:
            return (BlockKind.TITLE, None) if self.first else (BlockKind.HEADING, 1)
        if placeholder in _FURNITURE:
            return _FURNITURE[placeholder], None
        if placeholder is None:
            return BlockKind.TEXT_BOX, None
        properties = paragraph.find(f"{A}pPr")
        plain = placeholder == "subTitle" or (properties is not None and properties.find(f"{A}buNone") is not None)
        return (BlockKind.PARAGRAPH, None) if plain else (BlockKind.LIST_ITEM, None)

    def _read_paragraph(
        self, paragraph: Element, kind: BlockKind, level: int | None, place: Place | None = None
    ) -> str:
        self._paragraph += 1
        where = place or self.place
        pieces: list[str] = []
        size: float | None = None
        bold = False
        for node in paragraph:
            name = markup.local(node)
            if name == "br":
                pieces.append("\n")
                continue
            if name not in ("r", "fld"):
                if name in ("AlternateContent", "m"):
                    pieces.append("".join(t.text or "" for t in node.iter() if markup.local(t) == "t"))
                continue
            text = "".join(t.text or "" for t in node.iter(f"{A}t"))
            properties = node.find(f"{A}rPr")
            text = dingbats.shown_in_run(properties, text) if properties is not None else text
            pieces.append(text)
            if name == "fld" and (node.get("type") or "").startswith("datetime"):
                self.found.changing_date(where, text)
            if properties is not None:
                if size is None and text.strip():
                    size = int(properties.get("sz", "0")) / 100 if properties.get("sz", "").isdigit() else None
                    bold = properties.get("b") in ("1", "true")
                self._links(properties, text, where)
                if properties.find(f"{A}highlight") is not None:
                    self.found.mark(where, text)
        text = "".join(pieces)
        self.found.block(text, where, kind, level=level, size=size or None, bold=bold)
        return text

    def _links(self, parent: Element, text: str, place: Place | None = None) -> None:
        where = place or self.place
        for node in parent.iter(*charts.LINKS):
            rel = self.relationships.get(node.get(f"{R}id") or "")
            action = node.get("action") or ""
            if rel is not None:
                self.used.add(rel.id)
            if action.startswith("ppaction://macro"):
                self.found.activate(ActiveKind.MACRO, where, name=action.partition("name=")[2] or "macro button")
            elif action.startswith("ppaction://program"):
                target = rel.target if rel is not None else ""
                self.found.activate(ActiveKind.LAUNCH, where, name=text, target=target)
                self.found.link(target, where, LinkOrigin.RELATIONSHIP, text)
            elif rel is None:
                continue
            elif rel.external or rel.target.startswith("#"):
                add_link(self.found, rel.target, where, LinkOrigin.RELATIONSHIP, text)
            else:
                there = rel.target in self.package.archive
                self.found.link(rel.target, where, LinkOrigin.INTERNAL, text, resolved=there)

    def _read_table(self, table: Element) -> None:
        self._table += 1
        properties = table.find(f"{A}tblPr")
        header = properties is not None and properties.get("firstRow") in ("1", "true")
        rows: list[list[str]] = []
        for row in table.iterchildren(f"{A}tr"):
            texts: list[str] = []
            for cell in row.iterchildren(f"{A}tc"):
                ref = f"{column_name(len(texts) + 1)}{len(rows) + 1}"
                place = Place(slide=self.place.slide, sheet=self.place.sheet, part=f"table {self._table}", cell=ref)
                kind = self.kind or BlockKind.CELL
                words = [self._read_paragraph(p, kind, None, place) for p in cell.iter(f"{A}p")]
                texts.append("\n".join(words).strip())
            rows.append(texts)
        self.found.table(self.place, rows, header_row=header)

    def _referenced(self, node: Element) -> None:
        """Words of the chart or diagram that a frame shows, which stand in parts of their own."""
        for child in node.iter():
            for name in (f"{R}id", f"{R}dm"):
                rel = self.relationships.get(child.get(name) or "") if isinstance(child.tag, str) else None
                if rel is not None and rel.type in ("chart", "chartex", "diagramdata") and not rel.external:
                    pictured = rel.type == "chartex" and charts.is_pictured(node)
                    charts.read_chart(self.package, rel, self.place, self.found, pictured=pictured)


def _is_flat(node: Element) -> bool:
    """Whether a picture has no width or height, so that nothing of it is seen."""
    size = node.find(f".//{A}xfrm/{A}ext")
    return size is not None and "0" in (size.get("cx"), size.get("cy"))


def read_sheet_drawing(package: Package, part: str, place: Place, found: Gatherer) -> None:
    """Pictures, text boxes and links of a drawing on a sheet."""
    root = package.side(part, found)
    if root is None:
        return
    shapes = Shapes(package, part, place, found)
    shapes.read(root)
    ooxml.outside(package, part, place, found, shapes.used)


def read_vml(package: Package, part: str, place: Place, found: Gatherer) -> None:
    """Linked and signed shapes of VML, which Excel keeps for notes, controls and header pictures."""
    data = package.read(part)
    root = markup.salvage(data) if data else None
    if root is None:
        return
    seen = read_drawing(root, package.relationships(part))
    for href in seen.hrefs:
        add_link(found, href, place, LinkOrigin.ATTRIBUTE)
    for signer in seen.signature_lines:
        found.sign("signature line", place, signer=signer)
    for words in seen.watermarks + seen.word_art:
        found.watermark(words)
    ooxml.outside(package, part, place, found, seen.used)


def _is_hidden_group(node: Element, name: str) -> bool:
    """Whether it is a group that is hidden as one, whatever is said of its shapes."""
    own = next((child for child in node.iterfind("{*}nvGrpSpPr/{*}cNvPr")), None) if name == "grpSp" else None
    return own is not None and own.get("hidden") in ("1", "true")
