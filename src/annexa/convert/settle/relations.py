"""What a part of an Office file leads to, read from the private copy."""

import posixpath
import zipfile
from typing import Final, NamedTuple

from lxml import etree

LARGEST: Final = 16 * 1024**2
"""Bytes of a part, unpacked."""


class Relation(NamedTuple):
    """A relation of a part to another one in the file."""

    kind: str
    """The last segment of its type, in lower case: "image", "chart", "afchunk" …"""
    part: str
    """The name of the other part, which is there."""


def relations_of(archive: zipfile.ZipFile, part: str) -> dict[str, Relation]:
    """By id; what leads out of the file, or to a part that is missing or larger than LARGEST, is left out.

    Raises what zipfile raises on a damaged archive.
    """
    folder, _, name = part.rpartition("/")
    there = frozenset(archive.namelist())
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in there or archive.getinfo(listed).file_size > LARGEST:
        return {}
    found: dict[str, Relation] = {}
    for node in parsed(archive.read(listed)):
        target = node.get("Target", "")
        other = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        is_inside = node.get("TargetMode", "").lower() != "external"
        if is_inside and other in there and archive.getinfo(other).file_size <= LARGEST:
            kind = node.get("Type", "").rpartition("/")[2].lower()
            found[node.get("Id", "")] = Relation(kind, other)
    return found


def parsed(data: bytes) -> etree._Element:
    """The root of a part; an empty element where it is no sound XML."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return etree.Element("none")
