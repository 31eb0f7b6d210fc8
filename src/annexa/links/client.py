"""Asks web servers whether links work, politely and only on the public internet.

One GET a page with a browser's headers; two requests a host at a time; a server that asks for patience gets it, up to
a minute. Every hop of a redirect is judged like the first address, and every connection passes the guard.
"""

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import NamedTuple

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from annexa.links.address import judge
from annexa.links.asked import asked, onward
from annexa.links.failures import Failure
from annexa.links.guard import Guard
from annexa.links.page import Page, has_moved, is_challenge, is_sign_in, lacks_anchor, read_page
from annexa.links.patience import Host, is_passing, wait_of
from annexa.links.reply import Reply, verdict_of
from annexa.links.request import Hop, Limits, Way, request, session_of
from annexa.links.verdict import ASKABLE, CANNOT_WORK, UNREACHED, Answer, Verdict


class Progress(NamedTuple):
    """Told after every answer."""

    done: int
    total: int
    answer: Answer


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
            pages.setdefault(address.partition("#")[0], []).append(address)
        answers: dict[str, Answer] = {}

        def settle(answer: Answer) -> None:
            answers[answer.address] = answer
            if progress:
                progress(Progress(len(answers), len(wanted), answer))

        async with session_of(self._limits, self._guard, self._inner_resolver, self._tls) as session:
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

    async def _ask_page(
        self, session: aiohttp.ClientSession, address: str, whole: list[str], settle: Callable[[Answer], None]
    ) -> None:
        """Asks for one page, and answers for each of its fragments."""
        answer, page = await self._follow(session, address)
        for wanted in whole:
            fragment = wanted.partition("#")[2]
            if answer.verdict in (Verdict.OK, Verdict.MOVED) and page is not None and lacks_anchor(fragment, page):
                settle(_answer(wanted, Verdict.ANCHOR_MISSING, f"“#{fragment[:60]}”", answer.status, answer.final))
            else:
                settle(_answer(wanted, answer.verdict, answer.detail, answer.status, answer.final, answer.certain))

    async def _follow(self, session: aiohttp.ClientSession, address: str) -> tuple[Answer, Page | None]:
        """Follows redirects to where an address ends, and says what is there."""
        try:
            way = Way(start=asked(address), url=asked(address))
        except (ValueError, TypeError):
            return _answer(address, Verdict.MALFORMED), None
        for _ in range(self._limits.redirects + 1):
            if way.state in way.seen:
                break
            way.seen.add(way.state)
            hop = self._refuses(way) or await self._get(session, way)
            if isinstance(hop, Failure):
                return _answer(address, hop.verdict, hop.detail, final=way.elsewhere, certain=hop.certain), None
            page = await _page_of(hop)
            next_url = _onward(hop, page)
            if next_url is None:
                return self._arrived(address, way, hop, page), page if hop.is_html and hop.whole else None
            way.permanent = way.permanent and hop.status in (301, 308)
            way.url = next_url
            way.hops += 1
        return _answer(address, Verdict.REDIRECT_LOOP, final=way.elsewhere), None

    def _arrived(self, address: str, way: Way, hop: Hop, page: Page) -> Answer:
        start, final = str(way.start), str(way.url)
        reply = Reply(
            asked=start,
            final=final,
            status=hop.status,
            challenge=is_challenge(hop.status, hop.headers, page, hop.body),
            sign_in=is_sign_in(page, final, start),
            page=page,
            whole=hop.whole,
            moved=way.permanent and way.hops > 0 and has_moved(start, final),
        )
        verdict, detail = verdict_of(reply)
        return _answer(address, verdict, detail, hop.status, way.elsewhere)

    def _refuses(self, way: Way) -> Failure | None:
        """Why an address must not be asked for at all; the guard has the last word on those that may."""
        url = way.url
        if url.scheme not in ("http", "https") or not url.host or url.port is None:
            return Failure(Verdict.NOT_PUBLIC, f"it leads to a “{url.scheme}:” address")
        if url.user is not None or url.password is not None:
            return Failure(Verdict.NEEDS_LOGIN, "it carries a user name")
        if self._guard.permits_literally(url.host, url.port):
            return None
        judged = judge(str(url))
        if judged.verdict in ASKABLE | _SERVICES or judged.wrapped_by:
            return None  # a redirect through a wrapper is the server's business: its end is judged
        if judged.verdict is Verdict.INTRANET_HOST and not way.hops:
            return None  # the library trusts it, or nobody would have asked
        if judged.verdict in CANNOT_WORK:
            return Failure(judged.verdict, judged.detail)
        return Failure(Verdict.NOT_PUBLIC, judged.detail or judged.sentence.lower())

    async def _get(self, session: aiohttp.ClientSession, way: Way) -> Hop | Failure:
        """One page, asked for again where that may help. Waits its turn at the host."""
        host = self._host(way.url)
        outcome: Hop | Failure = Failure(Verdict.NOT_ASKED)
        for turn in range(self._limits.retries + 1):
            async with host.turns:
                if host.given_up is not None:
                    return host.given_up
                await host.wait(self._pause)
                async with self._slots:
                    outcome = await request(session, way, self._limits)
                host.note(outcome if isinstance(outcome, Failure) else None, self._limits.host_failures)
            wait = self._wait(outcome, turn)
            if wait is None or turn == self._limits.retries:
                break
            host.hold(wait)
        return outcome

    def _wait(self, outcome: Hop | Failure, turn: int) -> float | None:
        """Seconds to wait before asking again, or None where asking again would not help."""
        if isinstance(outcome, Failure):
            return 2.0**turn if is_passing(outcome) else None
        return wait_of(outcome.status, outcome.headers, turn, longest=self._limits.retry_after)

    def _host(self, url: URL) -> Host:
        name = (url.host or "").rstrip(".").lower()
        return self._hosts.setdefault(name, Host(self._limits.per_host))


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


async def _page_of(hop: Hop) -> Page:
    if not hop.is_html:
        return Page()
    if len(hop.body) > _LONG_PAGE:
        return await asyncio.to_thread(read_page, hop.body, hop.charset)
    return read_page(hop.body, hop.charset)


def _onward(hop: Hop, page: Page) -> URL | None:
    """Where the answer sends the reader, by its status or by the page itself; None where it is the end."""
    where = hop.headers.get("Location", "") if hop.status in (301, 302, 303, 307, 308) else page.refresh
    if not where:
        return None
    try:
        return onward(hop.url, where)
    except ValueError:
        return None


def unreachable(answers: Iterable[Answer]) -> bool:
    """Whether no host at all could be reached, as on a computer without a network or behind a proxy it must use."""
    asked = [answer for answer in answers if not answer.remembered and answer.verdict is not Verdict.NOT_ASKED]
    return all(answer.verdict in UNREACHED for answer in asked) and len({URL(a.address).host for a in asked}) >= 3
