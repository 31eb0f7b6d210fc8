"""Files inside a document: workbooks behind charts, embedded objects, attachments. Each is read as if it lay alone."""

from typing import Final

import msgspec

from annexa.documents import containers, faults, reader, recordings, sniff
from annexa.documents.facts import ActiveKind, Facts, ReadFaultKind
from annexa.documents.gather import Gatherer
from annexa.model.findings import Place

_QUIET: Final = frozenset({ReadFaultKind.UNKNOWN_FORMAT, ReadFaultKind.MISLABELLED, ReadFaultKind.EMPTY})
"""Faults of what holds no text that could be read: equations, sounds, drawings of other programs."""

NATIVE: Final = "\x01Ole10Native"
"""The stream in which a file lies that was dropped into a document."""


def label_of(name: str) -> str:
    """How the part is called in a place: "embedded plan.docx"."""
    return f"embedded {name}"


def open_inside(found: Gatherer, data: bytes | None, name: str, place: Place, *, shown: bool = False) -> Facts | None:
    """Reads a file inside the document and adds its facts; None where it holds none that can be read.

    With `shown` its text is part of the document's text. A film or a sound is named.
    What lies too deep, is too large, one too many, locked or damaged is said in `partial`.
    """
    place = msgspec.structs.replace(place, part=label_of(name))
    if not data:
        return None
    limits = found.limits
    if len(found.embedded) >= limits.embedded_files or limits.embedded_depth <= 0:
        found.partial("it holds more files inside files than are opened")
        return None
    if len(data) > limits.embedded_bytes:
        found.partial(f"the file {name} inside it is too large to be opened")
        return None
    try:
        content, own_name = _unwrapped(data)
        if recordings.is_one(content, own_name or name):
            found.activate(ActiveKind.RECORDING, place, name=own_name or name)
            return None
        inner = reader.read_content(content, limits.inside())
    except faults.Unreadable as error:
        if error.fault.kind not in _QUIET:
            found.partial(f"the file {name} inside it cannot be read")
        return None
    found.take(inner, name, place, shown=shown)
    return inner


def _unwrapped(data: bytes) -> tuple[bytes, str]:
    """What an OLE object holds, an Office package, a PDF, or a file that was dropped in with its name; else itself."""
    if sniff.family(data) != "ole":
        return data, ""
    try:
        with containers.opened(data) as container:
            for stream in ("Package", "CONTENTS"):
                if container.exists(stream):
                    return bytes(container.openstream(stream).read()), ""
            if container.exists(NATIVE):
                return dropped(bytes(container.openstream(NATIVE).read()))
    except containers.UNSOUND as error:
        raise faults.corrupt() from error
    return data, ""


def dropped(stream: bytes) -> tuple[bytes, str]:
    """A file in a native stream and its name; raises ValueError.

    The stream is length, type, label, path, 8 bytes, a path again, length, bytes. ([MS-OLEDS] 2.3.6 leaves the inside
    to the Packager, which writes it so.)
    """
    begin, position = 6, 6
    for _ in range(2):
        position = stream.index(b"\x00", position) + 1
    label = stream[begin : stream.index(b"\x00", begin)].decode("cp1252", "replace")
    position += 4
    length = int.from_bytes(stream[position : position + 4], "little")
    position += 4 + length
    length = int.from_bytes(stream[position : position + 4], "little")
    return stream[position + 4 : position + 4 + length], label
