"""OpenDocument files: odt, ods, odp and their templates; content.xml and styles.xml both."""

import posixpath
import re
from typing import Final

from annexa.documents import faults, markup, signatures
from annexa.documents.archive import Archive
from annexa.documents.facts import ActiveKind, BlockKind, Facts, Properties
from annexa.documents.gather import Gatherer
from annexa.documents.limits import Limits
from annexa.documents.markup import Element
from annexa.documents.odf import carried
from annexa.documents.odf.names import CONFIG, DC, META, OFFICE, SCRIPT, STYLE, TABLE, TEXT, XLINK
from annexa.documents.odf.story import Story
from annexa.documents.odf.styles import read_styles
from annexa.model.findings import Place

FORMATS: Final = {
    "text": "odt", "text-template": "ott", "spreadsheet": "ods", "spreadsheet-template": "ots",
    "presentation": "odp", "presentation-template": "otp", "graphics": "odg", "text-master": "odm",
}  # fmt: skip
"""Last part of the MIME type (OpenDocument 1.3, part 2)."""
_ENCRYPTED = re.compile(rb"<(?:[\w-]+:)?encryption-data[\s/>]")
_KINDS = {
    "insertion": "insertion",
    "deletion": "deletion",
    "format-change": "formatting change",
    "cell-content-change": "cell change",
    "movement": "move",
}
_STORIES = {
    "header": BlockKind.HEADER,
    "header-left": BlockKind.HEADER,
    "header-first": BlockKind.HEADER,
    "footer": BlockKind.FOOTER,
    "footer-left": BlockKind.FOOTER,
    "footer-first": BlockKind.FOOTER,
}


def format_of(archive: Archive) -> str:
    """The format by the `mimetype` entry, or by the manifest where that is missing; empty where it is none of ours."""
    kind = (archive.read("mimetype") or b"")[:200].decode("ascii", "replace").strip()
    if not kind and "META-INF/manifest.xml" in archive:
        match = re.search(
            rb"application/vnd\.oasis\.opendocument\.[a-z-]+", archive.read("META-INF/manifest.xml") or b""
        )
        kind = match.group().decode() if match else ""
    return FORMATS.get(kind.removeprefix("application/vnd.oasis.opendocument."), "")


def read(archive: Archive, format_name: str, limits: Limits) -> Facts:
    """Facts of an OpenDocument file; raises Unreadable where it is encrypted, or its content is missing or broken."""
    if _ENCRYPTED.search(archive.read("META-INF/manifest.xml") or b""):
        raise faults.password()
    found = Gatherer(limits)
    data = archive.read("content.xml")
    if not data:
        raise faults.corrupt("its content is missing")
    content = markup.parse(data)
    styles_root = _side(archive, "styles.xml", found)
    body = content.find(f"{OFFICE}body")
    if body is None or not len(body):
        raise faults.corrupt("its content is missing")
    styles = read_styles(content, styles_root)
    story = Story(found, styles, archive, content)
    story.read_body(body[0])
    found.pages = story.pages
    _changes(content, found, None, story)
    if styles_root is not None:
        _headers(styles_root, found, story)
        _changes(styles_root, found, "header or footer", story)
    _active(archive, content, found)
    _settings(archive, content, found)
    _objects(archive, found)
    carried.add(content, _side(archive, "meta.xml", found), found)
    carried.open_objects(archive, found)
    found.properties = _properties(archive, found, styles.language)
    return found.finish(format_name)


def _side(archive: Archive, name: str, found: Gatherer) -> Element | None:
    try:
        data = archive.read(name)
        return markup.parse(data) if data else None
    except faults.Unreadable:
        found.partial(f"its part {name} is damaged")
        return None


def _changes(root: Element, found: Gatherer, part: str | None, story: Story) -> None:
    """Tracked changes of texts (changed regions) and of tables."""
    for region in root.iter(f"{TEXT}changed-region"):
        id_ = region.get("{http://www.w3.org/XML/1998/namespace}id") or region.get(f"{TEXT}id") or ""
        for change in region:
            if not isinstance(change.tag, str):
                continue
            info = change.find(f"{OFFICE}change-info")
            words = "\n".join(markup.whole_text(p) for p in change.iter(f"{TEXT}p", f"{TEXT}h") if not _in_info(p))
            place = story.change_places.get(id_, Place(part=part))
            _revision(found, markup.local(change), info, place, words or story.change_words.get(id_, ""))
    for tracked in root.iter(f"{TABLE}tracked-changes"):
        for change in tracked:
            if isinstance(change.tag, str):
                info = change.find(f"{OFFICE}change-info")
                words = "".join(markup.whole_text(p) for p in change.iter(f"{TEXT}p") if not _in_info(p))
                _revision(found, markup.local(change), info, Place(part=part or "table"), words)


def _in_info(node: Element) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == f"{OFFICE}change-info"


def _revision(found: Gatherer, name: str, info: Element | None, place: Place, words: str) -> None:
    author = date = ""
    if info is not None:
        author = info.findtext(f"{DC}creator") or ""
        date = info.findtext(f"{DC}date") or ""
    found.revision(_KINDS.get(name, name.replace("-", " ")), place, author=author, date=date, text=words)


def _headers(root: Element, found: Gatherer, story: Story) -> None:
    for page in root.iter(f"{STYLE}master-page"):
        for node in page:
            kind = _STORIES.get(markup.local(node))
            if kind is not None:
                if node.get(f"{STYLE}display") == "false":
                    continue
                story.read_part(node, str(kind), kind)
            elif markup.local(node) not in ("notes", "forms"):
                story.read_master(node)


def _active(archive: Archive, content: Element, found: Gatherer) -> None:
    place = Place(part="document")
    for name in archive.names():
        if name.startswith(("basic/", "scripts/")) and not name.endswith(("script-lb.xml", "script-lc.xml")):
            found.activate(ActiveKind.MACRO, place, name=posixpath.basename(name))
    for node in content.iter(f"{SCRIPT}event-listener"):
        found.activate(
            ActiveKind.MACRO, place, name=node.get(f"{SCRIPT}event-name") or "", target=node.get(f"{XLINK}href") or ""
        )
    for node in content.iter(f"{TABLE}table-source", f"{TABLE}database-source-sql", f"{OFFICE}dde-source"):
        target = node.get(f"{XLINK}href") or node.get(f"{OFFICE}dde-topic") or ""
        found.activate(ActiveKind.EXTERNAL_DATA, place, name=markup.local(node), target=target)
    for node in content.iter(f"{TEXT}section-source"):
        found.activate(ActiveKind.LINKED_OBJECT, place, name="section", target=node.get(f"{XLINK}href") or "")


def _settings(archive: Archive, content: Element, found: Gatherer) -> None:
    for tracked in content.iter(f"{TEXT}tracked-changes", f"{TABLE}tracked-changes"):
        wanted = tracked.get(f"{TEXT}track-changes") or tracked.get(f"{TABLE}track-changes")
        found.tracking_on |= wanted == "true" or (
            wanted is None and tracked.tag == f"{TEXT}tracked-changes" and len(tracked) > 0
        )
    settings = _side(archive, "settings.xml", found)
    for item in settings.iter(f"{CONFIG}config-item") if settings is not None else ():
        if item.get(f"{CONFIG}name") in ("TrackChanges", "RecordChanges"):
            found.tracking_on |= item.text == "true"


def _objects(archive: Archive, found: Gatherer) -> None:
    """Embedded objects, signatures and encrypted parts by their names."""
    for name in archive.names():
        if re.fullmatch(r"object \d+", name) or (name.startswith("object ") and name.endswith("/content.xml")):
            found.activate(ActiveKind.EMBEDDED_OBJECT, Place(part="document"), name=name.removesuffix("/content.xml"))
        elif name.startswith("meta-inf/") and name.endswith("signatures.xml"):
            root = _side(archive, name, found)
            for signature in root.iter(f"{signatures.DIGITAL}Signature") if root is not None else ():
                signatures.xml_signature(signature, found)


def _properties(archive: Archive, found: Gatherer, language: str) -> Properties:
    root = _side(archive, "meta.xml", found)
    if root is None:
        return Properties(language=language)
    values: dict[str, str] = {}
    for node in root.iter():
        if isinstance(node.tag, str) and node.tag.startswith((DC, META)) and node.text:
            name = markup.local(node)
            values[name] = f"{values[name]}, {node.text}" if name == "keyword" and name in values else node.text
    template = next(root.iter(f"{META}template"), None)
    target = (template.get(f"{XLINK}href") or "") if template is not None else ""
    if "/" in target or "\\" in target:  # a bare name is one that came with the program
        found.activate(ActiveKind.EXTERNAL_TEMPLATE, Place(part="properties"), target=target)
    return Properties(
        title=values.get("title", ""),
        author=values.get("initial-creator", "") or values.get("creator", ""),
        last_modified_by=values.get("creator", ""),
        created=values.get("creation-date", ""),
        modified=values.get("date", ""),
        language=values.get("language", "") or language,
        subject=values.get("subject", ""),
        keywords=values.get("keyword", ""),
    )
