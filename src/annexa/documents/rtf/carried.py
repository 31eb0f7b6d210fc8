"""What an RTF file carries beside its text: form fields, bookmarks, properties, files inside it."""

import re
from collections.abc import Iterator
from typing import Final

from annexa.documents import embedded
from annexa.documents.facts import CarriedKind
from annexa.documents.gather import Gatherer
from annexa.model.findings import Place

_BOOKMARK: Final = re.compile(rb"\\bkmkstart ([^{}\\]{1,200})")
_OWN: Final = re.compile(r"_(?:Toc|Ref|Hlk|Hlt|GoBack)|OLE_LINK")
_FIELD: Final = re.compile(rb"\\ff(?:name|deftext|format|helptext|stattext|l) ([^{}\\]{1,2000})")
_PROPERTY: Final = re.compile(rb"\\(doccomm|category|hlinkbase) ([^{}\\]{1,2000})")
_CUSTOM: Final = re.compile(rb"\\propname ([^{}\\]{1,200})\}\s*\\proptype\d+\s*\{\\staticval ([^{}\\]{1,2000})")
_OBJECT: Final = re.compile(rb"\\objdata ?([0-9a-fA-F\s]+)")
_INSIDE: Final = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"%PDF-")
"""How a file that can be read begins, inside the data of an object."""


def add(data: bytes, codepage: str, found: Gatherer) -> None:
    """Adds it; `codepage` is that of the file's text."""
    for name in _texts(_BOOKMARK, data, codepage):
        if not _OWN.match(name):
            found.carry(CarriedKind.BOOKMARK, name, Place(part="bookmarks"))
    for words in _texts(_FIELD, data, codepage):
        found.carry(CarriedKind.FIELD, words, Place(part="form"))
    for match in (*_PROPERTY.finditer(data), *_CUSTOM.finditer(data)):
        label, words = (part.decode(codepage, "replace") for part in match.groups())
        found.carry(CarriedKind.PROPERTY, words, Place(part="properties"), label=label)
    for number, match in enumerate(_OBJECT.finditer(data), 1):
        digits = re.sub(rb"\s", b"", match[1])
        content = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
        start = min((place for sign in _INSIDE if (place := content.find(sign)) >= 0), default=-1)
        if start >= 0:
            embedded.open_inside(found, content[start:], f"object {number}", Place())


def _texts(pattern: re.Pattern[bytes], data: bytes, codepage: str) -> Iterator[str]:
    return (match[1].decode(codepage, "replace").strip() for match in pattern.finditer(data))
