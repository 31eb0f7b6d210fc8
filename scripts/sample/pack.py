"""Zip archives whose bytes depend on nothing but their members, and comparison by content.

Deflate is not one algorithm: zlib and zlib-ng answer the same input with different bytes. So two files count as the
same when their members are, and a picture when its pixels are; on one machine the bytes are equal as well.
"""

import io
import zipfile
from collections.abc import Mapping

from PIL import Image

EPOCH = (2026, 1, 1, 0, 0, 0)
"""The time of every member: an archive must not tell when it was made."""


def archive(members: Mapping[str, bytes], *, first: tuple[str, ...] = (), stored: tuple[str, ...] = ()) -> bytes:
    """A zip of the members: those in `first` lead, the rest follow by name; those in `stored` are not deflated."""
    order = [*first, *sorted(name for name in members if name not in first)]
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as out:
        for name in order:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.create_system = 0
            out.writestr(info, members[name], compresslevel=9)
    return whole.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The members of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def office(members: Mapping[str, bytes]) -> bytes:
    """An Office Open XML file: content types first, as programs expect."""
    return archive(members, first=("[Content_Types].xml", "_rels/.rels"))


def content(name: str, data: bytes) -> dict[str, bytes]:
    """What a file holds, apart from how it was compressed: members of an archive, pixels of a picture."""
    if data[:4] == b"PK\x03\x04":
        return {part: _plain(part, body) for part, body in unpack(data).items()}
    return {name: _plain(name, data)}


def same(name: str, one: bytes, other: bytes) -> bool:
    """Whether two files hold the same; one that is damaged is never the same as one that is not."""
    try:
        return content(name, one) == content(name, other)
    except (OSError, ValueError, zipfile.BadZipFile):
        return False


def _plain(name: str, data: bytes) -> bytes:
    if not name.endswith(".png"):
        return data
    with Image.open(io.BytesIO(data)) as picture:
        return repr(picture.size).encode() + picture.convert("RGB").tobytes()
