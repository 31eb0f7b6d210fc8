"""Pictures, shapes and objects in Office files: DrawingML and the older VML."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element
from annexa.documents.ooxml import MC, A, R, Relationship, alternative, chosen_of, is_decorative
from annexa.documents.word_names import WP, O, V, W
from annexa.model.findings import Place

LC: Final = "{http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas}"
DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_BOX: Final = f"{W}txbxContent"
_WATERMARK = re.compile(r"watermark", re.IGNORECASE)
_VML_SHAPES = frozenset(
    {f"{V}{name}" for name in ("shape", "rect", "roundrect", "oval", "line", "group", "image", "arc")}
)
_LINKS = (f"{A}hlinkClick", f"{A}hlinkHover", f"{A}hlinkMouseOver")


@dataclass(slots=True)
class Seen:
    """What a drawing holds."""

    pictures: list["Pictured"] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Contents of text boxes, to be read as text."""
    links: list[tuple[str, str]] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    signature_lines: list[str] = field(default_factory=list)
    watermarks: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    """Name and words of shapes that are switched off."""
    word_art: list[str] = field(default_factory=list)
    """Words drawn as a picture: a watermark in a header, text elsewhere."""
    drawn: list[str] = field(default_factory=list)
    """Paragraphs of shapes of DrawingML, in a drawing that came from another program."""


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture, chart, shape or diagram."""

    alt: str | None
    decorative: bool
    name: str
    is_diagram: bool = False

    def add_to(self, found: Gatherer) -> Callable[[Place], None]:
        """A fact that waits for its place."""
        return lambda place: found.picture(
            place, alt=self.alt, decorative=self.decorative, name=self.name, is_diagram=self.is_diagram
        )


def read_drawing(node: Element, relationships: dict[str, Relationship]) -> Seen:
    """Reads `w:drawing`, `w:pict` or `w:object`; the fallback of alternative content is left out."""
    seen = Seen()
    _walk(node, seen, relationships, 0)
    if node.find(f"{W}control") is not None:  # the picture of a form control is no picture
        seen.pictures.clear()
    return seen


def _walk(node: Element, seen: Seen, relationships: dict[str, Relationship], depth: int) -> None:
    for child in node:
        tag = child.tag
        if not isinstance(tag, str) or depth > 40:
            continue
        if tag == _BOX:
            seen.boxes.append(child)
            continue
        if tag == f"{MC}AlternateContent":
            chosen = chosen_of(child)
            child = chosen if chosen is not None else child
        elif tag in (f"{WP}inline", f"{WP}anchor"):
            if not _modern(child, seen):
                continue
        elif tag in _VML_SHAPES:
            _vml(child, seen)
        elif tag in _LINKS:
            _link(child, seen, relationships)
        elif tag == f"{A}p":
            seen.drawn.append("".join(text.text or "" for text in child.iter(f"{A}t")))
            continue
        elif tag == f"{O}OLEObject":
            seen.objects.append(child.get("ProgID") or "object")
        if len(child):
            _walk(child, seen, relationships, depth + 1)


def _modern(node: Element, seen: Seen) -> bool:
    """Notes a drawing; whether what it holds is shown."""
    properties = node.find(f"{WP}docPr")
    if properties is None:
        return True
    name = properties.get("name") or ""
    words = "".join(
        text.text or "" for box in node.iter(_BOX, f"{LC}lockedCanvas") for text in box.iter(f"{W}t", f"{A}t")
    )
    if properties.get("hidden") in ("1", "true"):
        seen.hidden.append((name, words))
        return False
    if _WATERMARK.search(name):
        seen.watermarks.append(words or alternative(properties) or "a picture")
    elif not words.strip():
        alt = alternative(properties)
        is_diagram = next(node.iter(DIAGRAM), None) is not None
        seen.pictures.append(Pictured(alt, is_decorative(properties), name, is_diagram))
    return True


def _vml(node: Element, seen: Seen) -> None:
    if node.get("href"):
        seen.hrefs.append(node.get("href") or "")
    line = node.find(f"{O}signatureline")
    if line is not None:
        seen.signature_lines.append(line.get(f"{O}suggestedsigner") or line.get("suggestedsigner") or "")
        return
    name = f"{node.get('id') or ''} {node.get(f'{O}spid') or ''}"
    path = node.find(f"{V}textpath")
    if _WATERMARK.search(name):
        seen.watermarks.append((path.get("string") or "") if path is not None else "a picture")
    elif path is not None:
        seen.word_art.append(path.get("string") or "")
    elif node.find(f"{V}imagedata") is not None:
        image = node.find(f"{V}imagedata")
        title = image.get(f"{O}title") if image is not None else None
        alt = node.get("alt")
        seen.pictures.append(Pictured(alt if alt is not None else title, False, node.get("id") or ""))


def _link(node: Element, seen: Seen, relationships: dict[str, Relationship]) -> None:
    rel = relationships.get(node.get(f"{R}id") or "")
    if rel is not None:
        seen.used.add(rel.id)
        seen.links.append((rel.target, node.get("tooltip") or ""))
