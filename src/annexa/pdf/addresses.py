"""Addresses in a PDF's links, as readers open them."""

import posixpath
import re
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from pikepdf import Dictionary, String

from annexa.pdf.source import Source


def whole(address: str, base: str) -> str:
    """An address as readers open it: one without its beginning is a web site's, or counts from the file's own base."""
    if re.match(r"www\d?\.[\w-]+\.", address, re.IGNORECASE):
        return f"http://{address}"
    if address and not address.startswith("#") and not scheme_of(address) and base:
        try:
            return urljoin(base, address)
        except ValueError:
            return address
    return address


def base_of(source: Source) -> str:
    """The address that those without a beginning count from, where the file names one on the web."""
    found = source.pdf.Root.get("/URI")
    base = address_in(found.get("/Base")) if isinstance(found, Dictionary) else ""
    return base if scheme_of(base) in ("http", "https", "ftp") else ""


@lru_cache(maxsize=1024)
def scheme_of(address: str) -> str:
    """The scheme of an address in small letters, empty for a relative one; control characters do not hide it."""
    plain = re.sub(r"[\x00-\x20]", "", address)
    if re.match(r"^[A-Za-z]:[\\/]", plain) or plain.startswith("\\\\"):
        return "file"
    found = re.match(r"^([A-Za-z][A-Za-z0-9+.-]*):", plain)
    return found.group(1).lower() if found else ""


def file_name(target: str) -> tuple[str, str]:
    """The path in a link to a file, with slashes and without escapes, and its fragment."""
    plain = target.replace("\\", "/")
    try:
        parts = urlsplit(plain if not re.match(r"^[A-Za-z]:/", plain) else "file:///" + plain)
    except ValueError:
        return "", ""
    return posixpath.normpath(unquote(parts.path)) if parts.path else "", unquote(parts.fragment)


_NO_TEXT = re.compile("[\udc80-\udcff]")


def address_in(value: object) -> str:
    """An address; a byte in it that is not UTF-8 is written as browsers send it, such as %E9."""
    if not isinstance(value, String):
        return ""
    return _NO_TEXT.sub(
        lambda byte: f"%{ord(byte[0]) - 0xDC00:02X}", bytes(value).decode("utf-8", "surrogateescape").strip()
    )
