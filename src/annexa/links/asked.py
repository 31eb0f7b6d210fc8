"""The address that a browser would ask for: escapes stay as written, what cannot be sent as it is is escaped.

yarl would undo escapes that mean the same by the rules of RFC 3986 (%3A, %27, %2F in a query). Servers disagree: an
address that was signed as it stands is refused when a letter of it changes. So the text goes out as WHATWG URL has it.
"""

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

from yarl import URL

_PATH: Final = re.compile(r"[^!$%&'()*+,\-./0-9:;=@A-Z\[\]\\^_a-z|~]")
_QUERY: Final = re.compile(r"[^!$%&()*+,\-./0-9:;=?@A-Z\[\]\\^_`a-z{|}~]")
"""What WHATWG URL escapes in a path and in a query of a web address (sections 1.3 and 4.4)."""
_DOTS: Final = re.compile(r"/(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)


def asked(address: str) -> URL:
    """The address as a browser asks for it, without its fragment. Raises ValueError where it is none."""
    parts = urlsplit(address.strip())
    path = parts.path.replace("\\", "/") if parts.scheme in ("http", "https") else parts.path
    if _DOTS.search(path):
        path = urlsplit(urljoin(f"{parts.scheme}://x/", re.sub("%2e", ".", path, flags=re.IGNORECASE))).path
    host = URL(f"{parts.scheme}://{parts.netloc}/")  # refuses a bad host or port, and writes a name as DNS has it
    if not host.host:
        return host
    query = f"?{_escaped(parts.query, _QUERY)}" if parts.query else ""
    return URL(f"{parts.scheme}://{host.raw_authority}{_escaped(path, _PATH) or '/'}{query}", encoded=True)


def onward(here: URL, location: str) -> URL:
    """Where a redirect leads, as a browser would ask for it. Raises ValueError where it leads nowhere."""
    return asked(urljoin(str(here), location.strip()))


def _escaped(text: str, unsafe: re.Pattern[str]) -> str:
    def escape(match: re.Match[str]) -> str:
        return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "surrogateescape"))

    return unsafe.sub(escape, text)
