"""Asks web servers whether links work, politely and only on the public internet.

One GET a page with a browser's headers; two requests a host at a time; a server that asks for patience gets it, up to
a minute. Every hop of a redirect is judged like the first address, and every connection passes the guard.
"""

import asyncio
import ssl
import time
import zlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urldefrag

import aiohttp
from aiohttp.abc import AbstractResolver
from multidict import CIMultiDictProxy
from yarl import URL

from annexa.links.address import judge
from annexa.links.failures import Failure, failure_of
from annexa.links.guard import Guard, GuardedResolver
from annexa.links.page import Page, has_moved, is_challenge, is_sign_in, lacks_anchor, read_page
from annexa.links.patience import Host, is_passing, wait_of
from annexa.links.reply import Reply, verdict_of
from annexa.links.verdict import ASKABLE, CANNOT_WORK, UNREACHED, Answer, Verdict

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


class Progress(NamedTuple):
    """Told after every answer."""

    done: int
    total: int
    answer: Answer


class _Hop(NamedTuple):
    """One answer on the way."""

    url: URL
    status: int
    headers: CIMultiDictProxy[str]
    body: bytes
    whole: bool
    charset: str


@dataclass(slots=True)
class _Way:
    """The way from the address asked for to where it ends."""

    url: URL
    permanent: bool = True
    seen: set[str] = field(default_factory=set)
    hops: int = 0
    jar: aiohttp.CookieJar | None = None
    """Made when a server sets the first cookie, so that pages that set one and redirect to themselves end well."""

    @property
    def state(self) -> str:
        """Address and cookies: whoever comes back to the same state goes in circles."""
        return f"{self.url} {sorted(f'{c.key}={c.value}' for c in self.jar)}" if self.jar else str(self.url)


class Checker:
    """Asks about many addresses at once. One use: `answers = await Checker().ask(addresses)`."""

    def __init__(
        self,
        *,
        guard: Guard | None = None,
        limits: Limits | None = None,
        resolver: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._guard = guard or Guard()
        self._limits = limits or Limits()
        self._inner_resolver = resolver
        self._tls = tls
        self._pause = pause
        self._hosts: dict[str, Host] = {}
        # Not the connector's own limit: waiting for that would count against a request's time.
        self._slots = asyncio.Semaphore(self._limits.connections)

    async def ask(
        self,
        addresses: Iterable[str],
        *,
        deadline: float | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> dict[str, Answer]:
        """The answer for each address, in the order given; those not reached by the deadline are `not-asked`.

        `deadline` is in seconds from now. Addresses that differ by their fragment cost one request. Never raises for
        what a server does.
        """
        wanted = list(dict.fromkeys(addresses))
        pages: dict[str, list[str]] = {}
        for address in wanted:
            pages.setdefault(urldefrag(address).url, []).append(address)
        answers: dict[str, Answer] = {}

        def settle(answer: Answer) -> None:
            answers[answer.address] = answer
            if progress:
                progress(Progress(len(answers), len(wanted), answer))

        async with self._session() as session:
            tasks = [asyncio.create_task(self._ask_page(session, page, whole, settle)) for page, whole in pages.items()]
            try:
                if tasks:
                    await asyncio.wait(tasks, timeout=deadline)
            finally:
                for task in tasks:
                    task.cancel()
                outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                raise outcome  # a fault of ours: what servers do never comes this way
        for address in wanted:
            if address not in answers:
                settle(_answer(address, Verdict.NOT_ASKED))
        return {address: answers[address] for address in wanted}

    def _session(self) -> aiohttp.ClientSession:
        limits = self._limits
        connector = aiohttp.TCPConnector(
            resolver=GuardedResolver(self._guard, self._inner_resolver),
            socket_factory=self._guard.socket,
            limit=0,
            ttl_dns_cache=300,
            ssl=self._tls or True,
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

    async def _ask_page(
        self, session: aiohttp.ClientSession, address: str, whole: list[str], settle: Callable[[Answer], None]
    ) -> None:
        """Asks for one page, and answers for each of its fragments."""
        answer, page = await self._follow(session, address)
        for wanted in whole:
            fragment = urldefrag(wanted).fragment
            if answer.verdict in (Verdict.OK, Verdict.MOVED) and page is not None and lacks_anchor(fragment, page):
                settle(_answer(wanted, Verdict.ANCHOR_MISSING, f"“#{fragment[:60]}”", answer.status, answer.final))
            else:
                settle(_answer(wanted, answer.verdict, answer.detail, answer.status, answer.final, answer.certain))

    async def _follow(self, session: aiohttp.ClientSession, address: str) -> tuple[Answer, Page | None]:
        """Follows redirects to where an address ends, and says what is there."""
        try:
            way = _Way(URL(address).with_fragment(None))
        except (ValueError, TypeError):
            return _answer(address, Verdict.MALFORMED), None
        for _ in range(self._limits.redirects + 1):
            if way.state in way.seen:
                break
            way.seen.add(way.state)
            refusal = self._refuses(way.url)
            if refusal is not None:
                return _answer(address, refusal.verdict, refusal.detail, final=_elsewhere(address, way.url)), None
            hop = await self._get(session, way)
            if isinstance(hop, Failure):
                return _answer(
                    address, hop.verdict, hop.detail, final=_elsewhere(address, way.url), certain=hop.certain
                ), None
            page = await _page_of(hop)
            onward = _onward(hop, page)
            if onward is None:
                return self._arrived(address, way, hop, page), page if _is_html(hop) and hop.whole else None
            way.permanent = way.permanent and hop.status in (301, 308)
            way.url = onward
            way.hops += 1
        return _answer(address, Verdict.REDIRECT_LOOP, final=_elsewhere(address, way.url)), None

    def _arrived(self, address: str, way: _Way, hop: _Hop, page: Page) -> Answer:
        final = str(hop.url)
        reply = Reply(
            asked=address,
            final=final,
            status=hop.status,
            challenge=is_challenge(hop.status, hop.headers, page, hop.body),
            sign_in=is_sign_in(page, final, address),
            page=page,
            whole=hop.whole,
            moved=way.permanent and way.hops > 0 and has_moved(address, final),
        )
        verdict, detail = verdict_of(reply)
        return _answer(address, verdict, detail, hop.status, _elsewhere(address, hop.url))

    def _refuses(self, url: URL) -> Failure | None:
        """Why an address must not be asked for at all; the guard has the last word on those that may."""
        if url.scheme not in ("http", "https") or not url.host or url.port is None:
            return Failure(Verdict.NOT_PUBLIC, f"it leads to a “{url.scheme}:” address")
        if url.user is not None or url.password is not None:
            return Failure(Verdict.NEEDS_LOGIN, "it carries a user name")
        if self._guard.permits_literally(url.host, url.port):
            return None
        judged = judge(str(url))
        if judged.verdict in ASKABLE | _SERVICES or judged.wrapped_by:
            return None  # a redirect through a wrapper is the server's business: its end is judged
        if judged.verdict in CANNOT_WORK:
            return Failure(judged.verdict, judged.detail)
        return Failure(Verdict.NOT_PUBLIC, judged.detail or judged.sentence.lower())

    async def _get(self, session: aiohttp.ClientSession, way: _Way) -> _Hop | Failure:
        """One page, asked for again where that may help. Waits its turn at the host."""
        host = self._host(way.url)
        outcome: _Hop | Failure = Failure(Verdict.NOT_ASKED)
        for turn in range(self._limits.retries + 1):
            async with host.turns:
                if host.given_up is not None:
                    return host.given_up
                await host.wait(self._pause)
                async with self._slots:
                    outcome = await self._request(session, way)
                host.note(outcome if isinstance(outcome, Failure) else None, self._limits.host_failures)
            wait = self._wait(outcome, turn)
            if wait is None or turn == self._limits.retries:
                break
            host.hold(wait)
        return outcome

    def _wait(self, outcome: _Hop | Failure, turn: int) -> float | None:
        """Seconds to wait before asking again, or None where asking again would not help."""
        if isinstance(outcome, Failure):
            return 2.0**turn if is_passing(outcome) else None
        return wait_of(outcome.status, outcome.headers, turn, longest=self._limits.retry_after)

    def _host(self, url: URL) -> Host:
        name = (url.host or "").rstrip(".").lower()
        return self._hosts.setdefault(name, Host(self._limits.per_host))

    async def _request(self, session: aiohttp.ClientSession, way: _Way) -> _Hop | Failure:
        """One request and its answer, cut at the limits; a failure as data."""
        cookies = way.jar.filter_cookies(way.url) if way.jar else None
        try:
            async with session.get(way.url, allow_redirects=False, cookies=cookies) as response:
                if response.cookies:
                    way.jar = way.jar or aiohttp.CookieJar()
                    way.jar.update_cookies(response.cookies, way.url)
                is_page = response.content_type in _PAGE_TYPES
                limit = self._limits.body if is_page else self._limits.other_body
                body, whole = await _read(response, limit)
                whole = whole or not is_page
                return _Hop(way.url, response.status, response.headers, body, whole, response.charset or "")
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, zlib.error) as fault:
            return failure_of(fault)


_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_LONG_PAGE = 100_000
"""Bytes; reading more of a page would hold up the other requests and make their servers seem slow."""
_SERVICES = frozenset({Verdict.SHAREPOINT, Verdict.ONEDRIVE, Verdict.TEAMS, Verdict.WORKSPACE, Verdict.GOOGLE_SHARE})
"""Public servers that ask for a sign-in: a redirect to them may be followed, and their answer tells."""


def _answer(
    address: str,
    verdict: Verdict,
    detail: str = "",
    status: int | None = None,
    final: str = "",
    certain: bool = True,
) -> Answer:
    return Answer(
        address=address,
        verdict=verdict,
        detail=detail,
        status=status,
        final=final,
        asked_at=time.time(),
        certain=certain,
    )


def _elsewhere(address: str, url: URL) -> str:
    return "" if str(url) == address else str(url)


def _is_html(hop: _Hop) -> bool:
    return hop.headers.get("Content-Type", "").split(";")[0].strip().lower() in _PAGE_TYPES


async def _page_of(hop: _Hop) -> Page:
    if not _is_html(hop):
        return Page()
    if len(hop.body) > _LONG_PAGE:
        return await asyncio.to_thread(read_page, hop.body, hop.charset)
    return read_page(hop.body, hop.charset)


def _onward(hop: _Hop, page: Page) -> URL | None:
    """Where the answer sends the reader, by its status or by the page itself; None where it is the end."""
    where = hop.headers.get("Location", "") if hop.status in (301, 302, 303, 307, 308) else page.refresh
    if not where:
        return None
    try:
        return hop.url.join(URL(where.strip())).with_fragment(None)
    except ValueError:
        return None


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


def unreachable(answers: Iterable[Answer]) -> bool:
    """Whether no host at all could be reached, as on a computer without a network or behind a proxy it must use."""
    asked = [answer for answer in answers if not answer.remembered and answer.verdict is not Verdict.NOT_ASKED]
    hosts = {URL(answer.address).host for answer in asked}
    return len(hosts) >= 3 and all(answer.verdict in UNREACHED for answer in asked)
