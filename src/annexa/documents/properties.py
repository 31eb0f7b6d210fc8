"""Properties of an Office file: its own, those that people or add-ins added, and XML that fields are bound to."""

from annexa.documents import markup
from annexa.documents.facts import CarriedKind, Properties
from annexa.documents.gather import Gatherer
from annexa.documents.ooxml import Package
from annexa.model.findings import Place

_PROPERTIES = Place(part="properties")
_LARGEST_DATA = 1_000_000
"""Bytes of an XML part of an add-in that is looked into."""
_CUSTOM = "docprops/custom.xml"
_STORED = ("description", "category", "subject", "contenttype", "identifier", "hyperlinkbase")
"""Core and extended properties that hold words of people and have no place of their own in `Properties`."""


def properties(package: Package, found: Gatherer, language: str = "") -> Properties:
    """Core and extended properties."""
    core = next(iter(package.related("", "core-properties")), "docProps/core.xml")
    extended = next(iter(package.related("", "extended-properties")), "docProps/app.xml")
    values: dict[str, str] = {}
    for part in (core, extended):
        root = package.side(part, found)
        for node in root if root is not None else ():
            if isinstance(node.tag, str) and node.text:
                values.setdefault(markup.local(node).lower(), node.text.strip())
    for name in _STORED:
        found.carry(CarriedKind.PROPERTY, values.get(name, ""), _PROPERTIES, label=name)
    _custom_properties(package, found)
    return Properties(
        title=values.get("title", ""),
        author=values.get("creator", ""),
        last_modified_by=values.get("lastmodifiedby", ""),
        company=values.get("company", ""),
        manager=values.get("manager", ""),
        created=values.get("created", ""),
        modified=values.get("modified", ""),
        language=values.get("language", "") or language,
        subject=values.get("subject", ""),
        keywords=values.get("keywords", ""),
        status=values.get("contentstatus", ""),
    )


def _custom_properties(package: Package, found: Gatherer) -> None:
    """Properties that people or add-ins added, and the XML that fields are bound to."""
    root = package.side(_CUSTOM, found) if _CUSTOM in package.archive else None
    for node in root if root is not None else ():
        found.carry(CarriedKind.PROPERTY, markup.whole_text(node), _PROPERTIES, label=node.get("name") or "")
    for part in package.parts():
        if part.startswith("customxml/item") and part.endswith(".xml") and package.archive.size(part) < _LARGEST_DATA:
            data = package.side(part, found)
            for node in data.iter() if data is not None else ():
                if isinstance(node.tag, str) and node.text and not node.text.isspace():
                    found.carry(CarriedKind.DATA, node.text, Place(part="custom XML"), label=markup.local(node))
