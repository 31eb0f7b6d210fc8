"""A document that Word keeps inside another and shows as part of its text (altChunk), whatever its format."""

from annexa.documents import faults, reader, web
from annexa.documents.facts import Block, Facts
from annexa.documents.limits import Limits

_OF_OFFICE = (b"PK", b"{\\rtf", b"\xd0\xcf\x11\xe0")


def read(data: bytes, limits: Limits) -> Facts:
    """What it says; raises Unreadable."""
    if data.startswith(_OF_OFFICE):
        return reader.read_content(data, limits)
    return web.read(data, limits)


def shown_blocks(data: bytes) -> tuple[Block, ...]:
    """Its text; nothing where it cannot be read."""
    try:
        return read(data, Limits().inside()).blocks
    except faults.Unreadable:
        return ()
    except Exception:  # whatever a hostile part brings a reader to: the proof misses its words
        return ()
