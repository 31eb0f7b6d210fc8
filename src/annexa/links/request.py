"""One request and its answer, cut at the limits: a browser's headers, a guarded connection, a failure as data."""

import ssl
import zlib
from dataclasses import dataclass, field
from typing import NamedTuple

import aiohttp
from aiohttp.abc import AbstractResolver
from multidict import CIMultiDictProxy
from yarl import URL

from annexa.links.failures import Failure, failure_of
from annexa.links.guard import Guard, GuardedResolver

HEADERS = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en-GB,en;q=0.7",
    "Accept-Encoding": "gzip, deflate",
    "Upgrade-Insecure-Requests": "1",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
    "Sec-Fetch-User": "?1",
    "Priority": "u=0, i",
}
"""What a browser sends with an address that somebody typed; many servers refuse less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far the checker goes; times are seconds, sizes are bytes."""

    per_host: int = 2
    connections: int = 64
    connect: float = 10.0
    attempt: float = 30.0
    """For one request with its answer."""
    body: int = 2_000_000
    """Of a web page, unpacked; anchors and sign-in forms stand in the beginning."""
    other_body: int = 4_096
    """Of anything that is no web page: enough to see that something comes."""
    redirects: int = 12
    retries: int = 2
    retry_after: float = 60.0
    """The longest wait that a server may ask for."""
    host_failures: int = 3
    """A host that could not be reached so often in a row is not asked again in this run."""


class Hop(NamedTuple):
    """One answer on the way."""

    url: URL
    status: int
    headers: CIMultiDictProxy[str]
    body: bytes
    whole: bool
    charset: str

    @property
    def is_html(self) -> bool:
        """Whether it is a web page by its own account."""
        return _media_type(self.headers) in _PAGE_TYPES


@dataclass(slots=True)
class Way:
    """The way from the address asked for to where it ends."""

    start: URL
    url: URL
    permanent: bool = True
    seen: set[str] = field(default_factory=set)
    hops: int = 0
    jar: aiohttp.CookieJar | None = None
    """Made when a server sets the first cookie, so that pages that set one and redirect to themselves end well."""

    @property
    def elsewhere(self) -> str:
        """Where it led, or nothing where no redirect took it away."""
        return str(self.url) if self.hops else ""

    @property
    def state(self) -> str:
        """Address and cookies: whoever comes back to the same state goes in circles."""
        return f"{self.url} {sorted(f'{c.key}={c.value}' for c in self.jar)}" if self.jar else str(self.url)


_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def session_of(
    limits: Limits, guard: Guard, resolver: AbstractResolver | None = None, tls: ssl.SSLContext | None = None
) -> aiohttp.ClientSession:
    """A session whose every connection passes the guard; no proxies, no cookies, no settings of the machine."""
    connector = aiohttp.TCPConnector(
        resolver=GuardedResolver(guard, resolver),
        socket_factory=guard.socket,
        limit=0,  # the checker counts requests itself: waiting here would count against a request's time
        ttl_dns_cache=300,
        ssl=tls or True,
    )
    return aiohttp.ClientSession(
        connector=connector,
        headers=HEADERS,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=limits.attempt, sock_connect=limits.connect),
        trust_env=False,
        auto_decompress=False,
        raise_for_status=False,
        max_line_size=32_768,
        max_field_size=65_536,
    )


async def request(session: aiohttp.ClientSession, way: Way, limits: Limits) -> Hop | Failure:
    """Asks for the place that the way has come to, and keeps the cookies that are set there. Follows nothing."""
    try:
        cookies = way.jar.filter_cookies(way.url) if way.jar else None
        async with session.get(way.url, allow_redirects=False, cookies=cookies) as response:
            if response.cookies:
                way.jar = way.jar or aiohttp.CookieJar()
                way.jar.update_cookies(response.cookies, way.url)
            is_page = _media_type(response.headers) in _PAGE_TYPES
            body, whole = await _read(response, limits.body if is_page else limits.other_body)
            return Hop(way.url, response.status, response.headers, body, whole or not is_page, response.charset or "")
    except Exception as fault:
        # A hostile server may send what the library itself stumbles over; that is the server's fault, and is data.
        return failure_of(fault)


def _media_type(headers: CIMultiDictProxy[str]) -> str:
    return headers.get("Content-Type", "").split(";")[0].strip().lower()


async def _read(response: aiohttp.ClientResponse, limit: int) -> tuple[bytes, bool]:
    """So many bytes of the body, unpacked, and whether that is all of it. A small file that unpacks to a huge one stops
    at the limit. Raises zlib.error for a body that is not packed as it says."""
    packing = response.headers.get("Content-Encoding", "").lower()
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packing in ("gzip", "deflate", "x-gzip") else None
    held = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        held += unpack.decompress(chunk, limit - len(held) + 1) if unpack else chunk
        if len(held) > limit:
            return bytes(held[:limit]), False
    return bytes(held), True
