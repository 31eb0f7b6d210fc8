"""XML of documents, parsed without trust: no entities, no external DTD, no network, no huge trees."""

import io
from collections.abc import Iterator

from lxml import etree

from annexa.documents import faults

Element = etree._Element
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
        b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/presentationml/main", b"http://schemas.openxmlformats.org/presentationml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""Namespaces of Strict files and their Transitional twins (ISO/IEC 29500-1 and -4): one vocabulary for the readers."""


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,  # an id given twice is a matter for validators, not a reason to refuse a file
        recover=recover,
    )


_PARSER = _parser(recover=False)
_SALVAGER = _parser(recover=True)


def transitional(data: bytes) -> bytes:
    """The same XML with Strict namespaces written as Transitional ones; UTF-16 becomes UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
        if text.startswith("<?xml"):
            text = text[text.find("?>") + 2 :]
        data = text.encode("utf-8", errors="replace")
    if b"purl.oclc.org/ooxml" in data:
        for strict, twin in _STRICT:
            data = data.replace(strict, twin)
    return data


def parse(data: bytes) -> Element:
    """The root element; raises Unreadable where it is not well-formed XML."""
    try:
        return etree.fromstring(transitional(data), _PARSER)
    except (etree.XMLSyntaxError, ValueError, UnicodeError) as error:
        raise faults.corrupt("one of its parts is not well-formed XML") from error


def salvage(data: bytes) -> Element | None:
    """The root of what can be read of broken XML, or None."""
    try:
        return etree.fromstring(transitional(data), _SALVAGER)
    except (etree.XMLSyntaxError, ValueError, UnicodeError):
        return None


def elements(data: bytes, tag: str) -> Iterator[Element]:
    """Each element of that name once it is whole; what was read is let go. Raises XMLSyntaxError where it is broken."""
    for _, element in etree.iterparse(
        io.BytesIO(transitional(data)), tag=tag, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False,
    ):  # fmt: skip
        yield element
        _let_go(element)


def tables(data: bytes, table: str, row: str) -> Iterator[tuple[str, Element]]:
    """Both elements as they begin and end, as ("start" or "end", element); a row is let go once the next is asked for.

    Raises XMLSyntaxError where the XML is broken.
    """
    for event, element in etree.iterparse(
        io.BytesIO(transitional(data)), events=("start", "end"), tag=(table, row), resolve_entities=False,
        no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    ):  # fmt: skip
        yield event, element
        if event == "end" and element.tag == row:
            _let_go(element)


def _let_go(element: Element) -> None:
    """Empties an element, and takes out those before it."""
    element.clear()
    while (before := element.getprevious()) is not None:
        parent = before.getparent()
        if parent is None:
            break
        parent.remove(before)


def local(element: Element) -> str:
    """The name without its namespace; empty for entities and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def inner_text(element: Element, *tags: str) -> str:
    """All text of the descendants named, in order."""
    return "".join(node.text or "" for node in element.iter(*tags))


def ancestors(element: Element) -> Iterator[Element]:
    """Parent, grandparent and so on."""
    parent = element.getparent()
    while parent is not None:
        yield parent
        parent = parent.getparent()


def whole_text(element: Element) -> str:
    """All text below an element, in order."""
    return "".join(str(text) for text in element.itertext())
