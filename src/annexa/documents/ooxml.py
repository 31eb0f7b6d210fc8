"""What all Office Open XML files share: the package, its parts and relationships, and alternative content."""

import posixpath
from dataclasses import dataclass
from typing import Final

from annexa.documents import embedded, faults, markup
from annexa.documents.archive import Archive
from annexa.documents.facts import ActiveKind, LinkOrigin
from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element
from annexa.model.findings import Place

R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"

FORMATS: Final = {
    "vnd.openxmlformats-officedocument.wordprocessingml.document.main": "docx",
    "vnd.ms-word.document.macroenabled.main": "docm",
    "vnd.openxmlformats-officedocument.wordprocessingml.template.main": "dotx",
    "vnd.ms-word.template.macroenabledtemplate.main": "dotm",
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main": "xlsx",
    "vnd.ms-excel.sheet.macroenabled.main": "xlsm",
    "vnd.openxmlformats-officedocument.spreadsheetml.template.main": "xltx",
    "vnd.ms-excel.template.macroenabled.main": "xltm",
    "vnd.ms-excel.addin.macroenabled.main": "xlam",
    "vnd.ms-excel.sheet.binary.macroenabled.main": "xlsb",
    "vnd.openxmlformats-officedocument.presentationml.presentation.main": "pptx",
    "vnd.ms-powerpoint.presentation.macroenabled.main": "pptm",
    "vnd.openxmlformats-officedocument.presentationml.template.main": "potx",
    "vnd.ms-powerpoint.template.macroenabled.main": "potm",
    "vnd.openxmlformats-officedocument.presentationml.slideshow.main": "ppsx",
    "vnd.ms-powerpoint.slideshow.macroenabled.main": "ppsm",
}
"""Content type of the main part, in lower case and without `application/` and `+xml` (ISO/IEC 29500; [MS-OFFMACRO])."""

_OFFICE: Final = ("http://schemas.microsoft.com/", "http://schemas.openxmlformats.org/", "urn:schemas-microsoft-com:")
"""How the names of the vocabularies begin that Office knows."""
_OUTSIDE = {
    "image": ActiveKind.LINKED_IMAGE,
    "attachedtemplate": ActiveKind.EXTERNAL_TEMPLATE,
    "externallinkpath": ActiveKind.EXTERNAL_DATA,
    "xlexternallinkpath/xlpathmissing": ActiveKind.EXTERNAL_DATA,
    "mailmergesource": ActiveKind.EXTERNAL_DATA,
    "mailmergeheadersource": ActiveKind.EXTERNAL_DATA,
    "recipientdata": ActiveKind.EXTERNAL_DATA,
}
"""What an external relationship of a type is; all but hyperlinks and these are linked objects."""
_INSIDE = {
    "vbaproject": ActiveKind.MACRO,
    "xlmacrosheet": ActiveKind.MACRO,
    "xlintlmacrosheet": ActiveKind.MACRO,
    "oleobject": ActiveKind.EMBEDDED_OBJECT,
    "control": ActiveKind.EMBEDDED_OBJECT,
    "package": ActiveKind.EMBEDDED_FILE,
    "afchunk": ActiveKind.EMBEDDED_FILE,
    **dict.fromkeys(("video", "audio", "media"), ActiveKind.RECORDING),
    "connections": ActiveKind.EXTERNAL_DATA,
}
"""What a part that a relationship of a type leads to is."""
_FILES = frozenset({"package", "oleobject"})
"""Types of relationships to files of their own."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a part; `target` is a part's name, or, where `external`, an address as stored."""

    id: str
    type: str
    """Last segment of the type's URI, in lower case."""
    target: str
    external: bool


class Package:
    """The parts of one Office file."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self._defaults, self._types = self._content_types()
        self.main = self._main_part()

    def _content_types(self) -> tuple[dict[str, str], dict[str, str]]:
        data = self.archive.read("[Content_Types].xml")
        defaults: dict[str, str] = {}
        types: dict[str, str] = {}
        root = markup.salvage(data) if data else None
        for node in root if root is not None else ():
            kind = (node.get("ContentType") or "").lower()
            kind = kind.removeprefix("application/").removesuffix("+xml")
            if node.get("Extension") is not None:
                defaults[(node.get("Extension") or "").lower()] = kind
            elif node.get("PartName"):
                types[(node.get("PartName") or "").replace("\\", "/").lstrip("/").lower()] = kind
        return defaults, types

    def _main_part(self) -> str:
        for rel in self.relationships("").values():
            if rel.type == "officedocument" and not rel.external and rel.target in self.archive:
                return rel.target
        named = (name for name, kind in self._types.items() if kind in FORMATS and name in self.archive)
        return next(named, "")

    @property
    def format(self) -> str:
        """The format by the content type of the main part, or empty where there is none."""
        if not self.main:
            return ""
        known = FORMATS.get(self.content_type(self.main), "")
        if known:
            return known
        folder = self.main.split("/")[0].lower()
        return {"word": "docx", "xl": "xlsx", "ppt": "pptx"}.get(folder, "")

    def content_type(self, part: str) -> str:
        """In lower case, without `application/` and `+xml`."""
        name = part.lower()
        return self._types.get(name) or self._defaults.get(name.rpartition(".")[2], "")

    def parts(self) -> list[str]:
        """Names of all parts, in lower case."""
        return self.archive.names()

    def read(self, part: str) -> bytes | None:
        return self.archive.read(part)

    def root(self, part: str) -> Element:
        """The root of a part that must be there; raises Unreadable where it is missing or broken."""
        data = self.archive.read(part)
        if not data:
            raise faults.corrupt("its main part is missing")
        return markup.parse(data)

    def side(self, part: str, found: Gatherer) -> Element | None:
        """The root of a part that may be missing; a broken one is salvaged and said in `partial`."""
        try:
            data = self.archive.read(part)
        except faults.Unreadable:
            found.partial(f"its part {part} is damaged")
            return None
        if not data:
            return None
        try:
            return markup.parse(data)
        except faults.Unreadable:
            found.partial(f"its part {part} is damaged")
            return markup.salvage(data)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part by id; "" is the package itself."""
        known = self._relationships.get(part)
        if known is None:
            known = self._relationships[part] = self._read_relationships(part)
        return known

    def _read_relationships(self, part: str) -> dict[str, Relationship]:
        folder, _, name = part.rpartition("/")
        try:
            data = self.archive.read(posixpath.join(folder, "_rels", f"{name}.rels"))
        except faults.Unreadable:
            return {}
        root = markup.salvage(data) if data else None
        found: dict[str, Relationship] = {}
        for node in root if root is not None else ():
            target = node.get("Target") or ""
            external = (node.get("TargetMode") or "").lower() == "external"
            kind = (node.get("Type") or "").lower()
            short = "/".join(kind.rsplit("/", 2)[-2:]) if kind.endswith("xlpathmissing") else kind.rpartition("/")[2]
            if not external:
                target = _resolved(folder, target)
            id_ = node.get("Id") or f"#{len(found)}"
            found[id_] = Relationship(id=id_, type=short, target=target, external=external)
        return found

    def related(self, part: str, *types: str) -> list[str]:
        """Names of the parts that a part leads to by relationships of these types."""
        return [rel.target for rel in self.relationships(part).values() if rel.type in types and not rel.external]


def _resolved(folder: str, target: str) -> str:
    if target.startswith("#"):
        return target
    joined = target.replace("\\", "/")
    joined = joined if joined.startswith("/") else posixpath.join("/", folder, joined)
    return posixpath.normpath(joined).lstrip("/")


def outside(package: Package, part: str, place: Place, found: Gatherer, seen: set[str]) -> None:
    """Adds what the relationships of a part tell: addresses not seen in its content, linked, embedded and active parts.

    `seen` holds the ids of hyperlink relationships that the content of the part used, and has been listed for.
    """
    content: bytes | None = None
    for rel in package.relationships(part).values():
        if rel.type == "hyperlink":
            if rel.id not in seen and (rel.external or rel.target.startswith("#")):
                content = content if content is not None else package.read(part) or b""
                if _is_named(rel.id, content):
                    add_link(found, rel.target, place, LinkOrigin.RELATIONSHIP)
        elif rel.external:
            kind = _OUTSIDE.get(rel.type, ActiveKind.LINKED_OBJECT)
            found.activate(kind, place, name=rel.type, target=rel.target)
        elif rel.type in _INSIDE:
            name = posixpath.basename(rel.target)
            found.activate(_INSIDE[rel.type], place, name=name)
            if rel.type in _FILES:
                open_part(package, rel.target, place, found)


def open_part(package: Package, part: str, place: Place, found: Gatherer) -> None:
    """Opens a file inside the package, once."""
    if part.lower() not in found.opened:
        found.opened.add(part.lower())
        try:
            data = package.read(part)
        except faults.Unreadable:
            found.partial(f"its part {part} is damaged")
            return
        embedded.open_inside(found, data, posixpath.basename(part), place)


def open_embedded(package: Package, found: Gatherer) -> None:
    """Opens the files inside the package that nothing in it leads to."""
    for part in package.parts():
        if "/embeddings/" in part and not part.endswith(".rels"):
            open_part(package, part, Place(), found)


def _is_named(id_: str, content: bytes) -> bool:
    """Whether a part names a relationship at all: what is left over from a link that was deleted is none."""
    name = id_.encode()
    return any(quote + name + quote in content for quote in (b'"', b"'"))


def add_link(found: Gatherer, target: str, place: Place, origin: LinkOrigin, text: str = "") -> None:
    """Adds a link out of the document; a target of `#name` only is a jump inside it."""
    if target.startswith("#"):
        found.link(target[1:], place, LinkOrigin.INTERNAL, text)
    else:
        found.link(target, place, origin, text)


def chosen_of(node: Element) -> Element | None:
    """Of alternative content what Office shows: the first choice whose vocabularies it knows, else the fallback.

    (ISO/IEC 29500-3, 9.3.) None where there is neither.
    """
    choices = node.findall(f"{MC}Choice")
    known = (choice for choice in choices if _is_known(choice))
    fallback = node.find(f"{MC}Fallback")
    otherwise = fallback if fallback is not None else next(iter(choices), None)
    return next(known, otherwise)


def _is_known(choice: Element) -> bool:
    """Whether a choice asks for vocabularies of Office alone."""
    spaces = (choice.nsmap.get(prefix) or "" for prefix in (choice.get("Requires") or "").split())
    return all(space.startswith(_OFFICE) for space in spaces)


def is_decorative(element: Element) -> bool:
    """Whether a drawing's properties mark it as decorative."""
    return any(node.get("val") in ("1", "true") for node in element.iter(DECORATIVE))


def alternative(properties_node: Element) -> str | None:
    """The alternative text of a drawing: description, else title; None where neither is there."""
    description = properties_node.get("descr")
    title = properties_node.get("title")
    return description if description else (title if title else description)
