"""What a PDF carries beside its pages: values of form fields with their names, bookmarks, properties, attachments."""

from typing import Any, Final

from annexa.documents import markup
from annexa.documents.embedded import open_inside
from annexa.documents.facts import ActiveKind, CarriedKind
from annexa.documents.gather import Gatherer
from annexa.documents.pdf.values import file_name, is_array, is_dict, text_of
from annexa.model.findings import Place

_PROPERTIES: Final = Place(part="properties")
_DATES: Final = frozenset({"/CreationDate", "/ModDate", "/Trapped", "/Title", "/Author", "/Keywords", "/Company"})
"""Entries of the information dictionary that are facts of their own, or hold no words of people."""
_XMP_WORDS: Final = frozenset(
    {"description", "subject", "title", "creator", "rights", "Keywords", "Headline", "Caption"}
)
_DEEPEST: Final = 20
_MOST_ENTRIES: Final = 200


def add_field(field: Any, place: Place, found: Gatherer) -> None:
    """The value of a form field, its default and its choices, under its name and the words shown for it."""
    label = " ".join(filter(None, (_full_name(field), text_of(field.get("/TU")))))
    values = field.get("/V")
    words = [text_of(one) for one in values] if is_array(values) else [text_of(values)]
    for word in (*words, text_of(field.get("/DV"))):
        found.carry(CarriedKind.FIELD, word, place, label=label)
    options = field.get("/Opt")
    choices: list[str] = []
    for option in list(options)[:_MOST_ENTRIES] if is_array(options) else ():
        choices += [text_of(one) for one in option] if is_array(option) else [text_of(option)]
    found.carry(CarriedKind.CHOICES, "\n".join(dict.fromkeys(filter(None, choices))), place, label=label)


def _full_name(field: Any) -> str:
    names: list[str] = []
    while is_dict(field) and len(names) < _DEEPEST:
        names.append(text_of(field.get("/T")))
        field = field.get("/Parent")
    return " ".join(filter(None, reversed(names)))


def add_bookmark(title: str, found: Gatherer) -> None:
    """The title of an entry of the outline."""
    found.carry(CarriedKind.BOOKMARK, title, Place(part="bookmarks"))


def add_properties(info: Any, metadata: Any, found: Gatherer) -> None:
    """Entries of the information dictionary, those that people added included, and the words of the XMP packet."""
    for key in sorted(map(str, info.keys()))[:_MOST_ENTRIES] if is_dict(info) else ():
        if key not in _DATES:
            found.carry(CarriedKind.PROPERTY, text_of(info.get(key)), _PROPERTIES, label=str(key).lstrip("/"))
    root = xmp_root(metadata)
    for node in root.iter() if root is not None else ():
        if isinstance(node.tag, str) and markup.local(node) in _XMP_WORDS:
            found.carry(CarriedKind.PROPERTY, markup.whole_text(node), _PROPERTIES, label=markup.local(node))


def xmp_root(stream: Any) -> markup.Element | None:
    """The root of a metadata stream, or None where it cannot be read."""
    if stream is None or not hasattr(stream, "read_bytes"):
        return None
    packet = stream.read_bytes()
    start = packet.find(b"<x:xmpmeta")
    start = start if start >= 0 else packet.find(b"<rdf:RDF")
    return markup.salvage(packet[start:] if start >= 0 else packet) if len(packet) < 5_000_000 else None


def add_attachment(specification: Any, name: str, place: Place, found: Gatherer) -> None:
    """A file attached to the document or to a page, opened as if it lay alone."""
    shown = file_name(specification) or name
    found.activate(ActiveKind.EMBEDDED_FILE, place, name=shown)
    if not is_dict(specification):
        return
    found.carry(CarriedKind.PROPERTY, text_of(specification.get("/Desc")), place, label="description")
    streams = specification.get("/EF")
    stream = next((streams[key] for key in ("/UF", "/F") if key in streams), None) if is_dict(streams) else None
    if stream is not None and hasattr(stream, "read_bytes"):
        size = stream.get("/Length")
        if isinstance(size, int) and size > found.limits.embedded_bytes:
            found.partial(f"the file {shown} attached to it is too large to be opened")
            return
        open_inside(found, stream.read_bytes(), shown or "attachment", place)
