"""What an OpenDocument file carries beside its text: form fields, names, drop-down lists, properties, objects."""

import re
from typing import Final

from annexa.documents import embedded, faults, markup
from annexa.documents.archive import Archive
from annexa.documents.facts import CarriedKind
from annexa.documents.gather import Gatherer
from annexa.documents.markup import Element, local
from annexa.documents.odf.names import DC, FORM, META, OFFICE, TABLE, TEXT
from annexa.documents.odf.story import Story
from annexa.documents.odf.styles import read_styles
from annexa.model.findings import Place

_PROPERTIES: Final = Place(part="properties")
_OWN: Final = re.compile(r"__RefHeading|_Toc|_Ref|_GoBack")
"""Bookmarks that programs make themselves."""
_CHOICE: Final = re.compile(r'"((?:[^"]|"")*)"')
_VALUES: Final = ("current-value", "value", "label", "title")
_OBJECT: Final = re.compile(r"(object \d+)(/content\.xml)?", re.IGNORECASE)


def add(content: Element, meta: Element | None, found: Gatherer) -> None:
    """Adds what the content and the properties hold of it."""
    for node in content.iter(f"{TEXT}bookmark", f"{TEXT}bookmark-start"):
        name = node.get(f"{TEXT}name") or ""
        if not _OWN.match(name):
            found.carry(CarriedKind.BOOKMARK, name, Place(part="bookmarks"))
    for node in content.iter(f"{TABLE}table") if content.find(f"{OFFICE}body/{OFFICE}spreadsheet") is not None else ():
        name = node.get(f"{TABLE}name") or ""
        found.carry(CarriedKind.SHEET_NAME, name, Place(sheet=name))
    for node in content.iter(f"{TABLE}named-range", f"{TABLE}named-expression"):
        found.carry(CarriedKind.DEFINED_NAME, node.get(f"{TABLE}name") or "", Place(part="defined names"))
    for node in content.iter(f"{TABLE}content-validation"):
        choices = _CHOICE.findall(node.get(f"{TABLE}condition") or "")
        words = "\n".join((*choices, markup.whole_text(node)))
        found.carry(CarriedKind.CHOICES, words, Place(part="drop-down list"))
    for node in content.iter(f"{TEXT}user-field-decl", f"{TEXT}variable-set"):
        value = node.get(f"{OFFICE}string-value") or node.get(f"{OFFICE}value") or ""
        found.carry(CarriedKind.DATA, value, Place(part="variables"), label=node.get(f"{TEXT}name") or "")
    _forms(content, found)
    for node in meta.iter(f"{META}user-defined", f"{DC}description") if meta is not None else ():
        label = node.get(f"{META}name") or local(node)
        found.carry(CarriedKind.PROPERTY, markup.whole_text(node), _PROPERTIES, label=label)


def _forms(content: Element, found: Gatherer) -> None:
    for form in content.iter(f"{OFFICE}forms"):
        for node in form.iter():
            if not isinstance(node.tag, str) or not node.tag.startswith(FORM):
                continue
            label = " ".join(filter(None, (node.get(f"{FORM}name"), node.get(f"{FORM}label"))))
            for name in _VALUES:
                found.carry(CarriedKind.FIELD, node.get(f"{FORM}{name}") or "", Place(part="form"), label=label)


def open_objects(archive: Archive, found: Gatherer) -> None:
    """Reads charts and documents inside the document, each as if it lay alone."""
    for name in archive.names():
        match = _OBJECT.fullmatch(name)
        if match is None or len(found.embedded) >= found.limits.embedded_files or found.limits.embedded_depth <= 0:
            continue
        data = archive.read(name)
        if match[2] is None:
            embedded.open_inside(found, data, match[1], Place())
        elif data:
            _open_folder(archive, data, match[1], found)


def _open_folder(archive: Archive, data: bytes, name: str, found: Gatherer) -> None:
    try:
        content = markup.parse(data)
    except faults.Unreadable:
        found.partial(f"the {name} inside it is damaged")
        return
    body = content.find(f"{OFFICE}body")
    if body is None or not len(body):
        return
    inner = Gatherer(found.limits.inside())
    Story(inner, read_styles(content, None), archive, content).read_body(body[0])
    add(content, None, inner)
    found.take(inner.finish("odf"), name, Place(part=embedded.label_of(name)))
