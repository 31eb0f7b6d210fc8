"""Styles of an OpenDocument file, as far as facts depend on them."""

from dataclasses import dataclass, field

from annexa.documents.markup import Element
from annexa.documents.odf.edges import slide_size
from annexa.documents.odf.names import FO, PRESENTATION, STYLE, TABLE, TEXT


@dataclass(slots=True)
class Style:
    """What a style says; inherited where it says nothing."""

    parent: str = ""
    display_name: str = ""
    hidden: bool | None = None
    """Text not displayed, sheet not displayed, or slide hidden."""
    size: float | None = None
    bold: bool | None = None
    breaks_before: bool = False


@dataclass(slots=True)
class Styles:
    """Styles by family and name."""

    raw: dict[tuple[str, str], Style] = field(default_factory=dict)
    language: str = ""
    slide: tuple[float, float] = (0.0, 0.0)
    """Width and height of a slide in centimetres; 0 where nothing says so."""

    def get(self, family: str, name: str | None) -> Style:
        """The style with what it inherits."""
        whole = Style()
        seen: set[str] = set()
        while name and name not in seen and (style := self.raw.get((family, name))) is not None:
            seen.add(name)
            whole.display_name = whole.display_name or style.display_name or name
            whole.hidden = style.hidden if whole.hidden is None else whole.hidden
            whole.size = style.size if whole.size is None else whole.size
            whole.bold = style.bold if whole.bold is None else whole.bold
            whole.breaks_before |= style.breaks_before
            name = style.parent
        return whole

    def names(self, family: str, name: str | None) -> list[str]:
        """The style's name and those it is based on, spaces restored."""
        found: list[str] = []
        while name and name not in found:
            found.append(name)
            style = self.raw.get((family, name))
            name = style.parent if style else None
        return [one.replace("_20_", " ") for one in found]


def read_styles(*roots: Element | None) -> Styles:
    """Reads the styles of content.xml and styles.xml; automatic ones first."""
    styles = Styles(slide=slide_size(*roots))
    for root in roots:
        if root is None:
            continue
        for node in root.iter(f"{STYLE}style"):
            key = (node.get(f"{STYLE}family") or "", node.get(f"{STYLE}name") or "")
            styles.raw.setdefault(key, _style(node))
        for node in root.iter(f"{STYLE}default-style"):
            text = node.find(f"{STYLE}text-properties")
            if text is not None and node.get(f"{STYLE}family") in ("paragraph", "table-cell", "graphic"):
                language, country = text.get(f"{FO}language") or "", text.get(f"{FO}country") or ""
                if language and language not in ("none", "zxx") and not styles.language:
                    styles.language = f"{language}-{country}" if country not in ("", "none") else language
    return styles


def _style(node: Element) -> Style:
    style = Style(
        parent=node.get(f"{STYLE}parent-style-name") or "", display_name=node.get(f"{STYLE}display-name") or ""
    )
    for child in node:
        if child.tag == f"{STYLE}text-properties":
            display = child.get(f"{TEXT}display")
            style.hidden = style.hidden if display is None else display == "none"
            style.size = _points(child.get(f"{FO}font-size"))
            weight = child.get(f"{FO}font-weight")
            style.bold = None if weight is None else weight in ("bold", "600", "700", "800", "900")
        elif child.tag == f"{STYLE}table-properties":
            style.hidden = child.get(f"{TABLE}display") == "false" or style.hidden
        elif child.tag == f"{STYLE}drawing-page-properties":
            style.hidden = child.get(f"{PRESENTATION}visibility") == "hidden" or style.hidden
        elif child.tag == f"{STYLE}paragraph-properties":
            style.breaks_before = child.get(f"{FO}break-before") == "page"
    return style


def _points(value: str | None) -> float | None:
    try:
        return float(value.removesuffix("pt")) if value and value.endswith("pt") else None
    except ValueError:
        return None
