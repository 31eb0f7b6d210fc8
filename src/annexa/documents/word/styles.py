"""Styles of a Word document, with what they inherit."""

import re
from dataclasses import dataclass, field

from annexa.documents.markup import Element
from annexa.documents.word.look import PLAIN, Style, add_look, fill_of
from annexa.documents.word_names import VAL, W, is_on

_HEADING = re.compile(r"heading ([1-9])$")
_CODE = re.compile(r"(source )?code\b|html preformatted|macro text|preformatted text")


@dataclass(slots=True)
class Styles:
    """All styles by id, resolved along their `basedOn` chains."""

    raw: dict[str, Style] = field(default_factory=dict)
    default_paragraph: str = ""
    default_size: float = 10.0
    language: str = ""
    shaded: set[str] = field(default_factory=set)
    """Table styles that put a colour behind cells."""
    hiding: dict[str, frozenset[str]] = field(default_factory=dict)
    """By table style, the parts of a table whose words it hides: "" is all of it, "firstRow" its first row."""
    _resolved: dict[str, Style] = field(default_factory=dict)

    def get(self, style_id: str) -> Style:
        """The style with what it inherits; a plain one where the id is not known."""
        found = self._resolved.get(style_id)
        if found is None:
            found = self._resolved[style_id] = self._resolve(style_id)
        return found

    def _resolve(self, style_id: str) -> Style:
        chain: list[Style] = []
        seen: set[str] = set()
        current = style_id
        while current and current not in seen and current in self.raw:
            seen.add(current)
            chain.append(self.raw[current])
            current = chain[-1].based_on
        if not chain:
            return PLAIN
        whole = Style(name=chain[0].name)
        for style in chain:
            whole.outline = style.outline if whole.outline is None else whole.outline
            whole.numbered = style.numbered if whole.numbered is None else whole.numbered
            whole.hidden = style.hidden if whole.hidden is None else whole.hidden
            whole.size = style.size if whole.size is None else whole.size
            whole.bold = style.bold if whole.bold is None else whole.bold
            whole.colour = whole.colour or style.colour
            whole.ground = style.ground if whole.ground is None else whole.ground
            if whole.paragraph_ground is None:
                whole.paragraph_ground = style.paragraph_ground
            if whole.outline is None and (match := _HEADING.match(style.name)):
                whole.outline = int(match.group(1)) - 1
        return whole

    def is_named(self, style_id: str, *names: str) -> bool:
        """Whether the style or one that it is based on has one of these names."""
        seen: set[str] = set()
        while style_id in self.raw and style_id not in seen:
            seen.add(style_id)
            if self.raw[style_id].name in names:
                return True
            style_id = self.raw[style_id].based_on
        return False

    def shades(self, style_id: str) -> bool:
        """Whether a table style, or one that it is based on, puts a colour behind cells."""
        seen: set[str] = set()
        while style_id in self.raw and style_id not in seen:
            if style_id in self.shaded:
                return True
            seen.add(style_id)
            style_id = self.raw[style_id].based_on
        return False

    def hides(self, style_id: str) -> frozenset[str]:
        """The parts of a table whose words a table style hides, or one that it is based on."""
        found: set[str] = set()
        seen: set[str] = set()
        while self.hiding and style_id in self.raw and style_id not in seen:
            found |= self.hiding.get(style_id, frozenset())
            seen.add(style_id)
            style_id = self.raw[style_id].based_on
        return frozenset(found)

    def is_code(self, style_id: str) -> bool:
        """Whether the style is meant for program text."""
        return bool(_CODE.match(self.get(style_id).name))


def read_styles(root: Element | None) -> Styles:
    """Reads the styles part; no part gives no styles."""
    styles = Styles()
    if root is None:
        return styles
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    if defaults is not None:
        styles.default_size = _points(defaults) or styles.default_size
        language = defaults.find(f"{W}lang")
        styles.language = (language.get(VAL) or "") if language is not None else ""
    for node in root.iterchildren(f"{W}style"):
        style_id = node.get(f"{W}styleId") or ""
        if node.get(f"{W}type") == "paragraph" and is_on(node.get(f"{W}default", "0")):
            styles.default_paragraph = style_id
        if node.get(f"{W}type") == "table" and next(node.iter(f"{W}shd"), None) is not None:
            styles.shaded.add(style_id)
        if node.get(f"{W}type") == "table" and next(node.iter(f"{W}vanish"), None) is not None:
            styles.hiding[style_id] = _hidden_parts(node)
        styles.raw[style_id] = _style(node)
    return styles


def _hidden_parts(table_style: Element) -> frozenset[str]:
    parts = [("", table_style), *((part.get(f"{W}type") or "", part) for part in table_style.iter(f"{W}tblStylePr"))]
    hidden = [name for name, part in parts if (look := part.find(f"{W}rPr")) is not None and flag(look, "vanish")]
    return frozenset(hidden)


def _style(node: Element) -> Style:
    style = Style()
    for child in node:
        if child.tag == f"{W}name":
            style.name = (child.get(VAL) or "").lower()
        elif child.tag == f"{W}basedOn":
            style.based_on = child.get(VAL) or ""
        elif child.tag == f"{W}pPr":
            outline = child.find(f"{W}outlineLvl")
            style.outline = integer(outline.get(VAL)) if outline is not None else None
            number = child.find(f"{W}numPr/{W}numId")
            style.numbered = number.get(VAL) != "0" if number is not None else None
            shading = child.find(f"{W}shd")
            style.paragraph_ground = fill_of(shading) if shading is not None else None
        elif child.tag == f"{W}rPr":
            style.size = _points(child)
            style.bold = flag(child, "b")
            style.hidden = flag(child, "vanish")
            for property_ in child:
                add_look(style, property_)
    return style


def flag(properties: Element, name: str) -> bool | None:
    """An on/off run property; None where it is not there."""
    node = properties.find(f"{W}{name}")
    return None if node is None else is_on(node.get(VAL))


def _points(properties: Element) -> float | None:
    node = properties.find(f"{W}sz")
    return half_points(node.get(VAL)) if node is not None else None


def half_points(value: str | None) -> float | None:
    """Points from a size in half points, as `w:sz` holds it; "12pt" (Strict) is 12."""
    try:
        if value and value.endswith("pt"):
            return float(value[:-2])
        return float(value) / 2 if value else None
    except ValueError:
        return None


def integer(value: str | None) -> int | None:
    """The number, or None where it is none."""
    try:
        return int(value) if value is not None else None
    except ValueError:
        return None
