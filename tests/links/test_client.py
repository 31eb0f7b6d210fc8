"""Every online verdict, from servers on this computer.

Long because each verdict has its server.
"""

import asyncio
import gzip
import socket
import ssl
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiohttp import web
from tests.links.servers import (
    PATIENT,
    Names,
    Pauses,
    Server,
    ask,
    certificate,
    html,
    redirect,
    serving,
    serving_tls,
    status,
)
from tests.processes import patiently

from annexa.links import patience
from annexa.links.client import Limits, Progress, unreachable
from annexa.links.verdict import Answer, Verdict

pytestmark = pytest.mark.network

PAGE = "<html><title>Local offer</title><h1 id='offer'>Local offer</h1><p>What there is.</p></html>"
LOGIN = "<title>Sign in</title><form><input name=u><input type='password'></form>"
CLOUDFLARE = "<title>Just a moment...</title><script>window._cf_chl_opt={}</script><p>Checking your browser</p>"


async def _never_ends(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    while True:
        await response.write(b"<p>more</p>")
        await asyncio.sleep(0.05)


async def _ten_megabytes(request: web.Request) -> web.StreamResponse:
    return web.Response(body=b"<p>words</p>" * 900_000, content_type="text/html")


async def _bomb(request: web.Request) -> web.StreamResponse:
    packed = gzip.compress(b"\0" * 50_000_000)
    return web.Response(body=packed, content_type="text/html", headers={"Content-Encoding": "gzip"})


async def _hangs(request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(600)
    return web.Response()


async def _breaks_off(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _endless(request: web.Request) -> web.StreamResponse:
    number = int(request.query.get("n", "0")) + 1
    return web.Response(status=302, headers={"Location": f"/endless?n={number}"})


async def _cookie_wall(request: web.Request) -> web.StreamResponse:
    if "seen" in request.cookies:
        return web.Response(text=PAGE, content_type="text/html")
    response = web.Response(status=302, headers={"Location": "/cookies"})
    response.set_cookie("seen", "1")
    return response


async def _pdf(request: web.Request) -> web.StreamResponse:
    return web.Response(body=b"%PDF-1.7" + b"x" * 3_000_000, content_type="application/pdf")


ROUTES = {
    "/": html(PAGE),
    "/page": html(PAGE),
    "/found": redirect("/page", 302),
    "/old": redirect("/page", 301),
    "/old-slash": redirect("/page", 308),
    "/gone": status(410),
    "/soft": html("<title>Page not found - Area</title><h1>Sorry</h1>"),
    "/removed/report": redirect("/"),
    "/basic": status(401, {"WWW-Authenticate": "Basic"}),
    "/to-login": redirect("/account/login?next=/x"),
    "/account/login": html(LOGIN),
    "/password": html(LOGIN),
    "/sign-in-box": html(f"{PAGE}<form><input type=password></form>{'<p>word</p>' * 400}"),
    "/to-wall": redirect("/_layouts/15/AccessDenied.aspx?Source=x"),
    "/_layouts/15/AccessDenied.aspx": html("<title>Access required</title>"),
    "/forbidden": status(403),
    "/cloudflare": status(503, text=CLOUDFLARE),
    "/cloudflare-200": html(CLOUDFLARE),
    "/mitigated": status(403, {"cf-mitigated": "challenge"}),
    "/linkedin": status(999),
    "/broken": status(500),
    "/nowhere": status(302),
    "/loop": redirect("/loop"),
    "/ping": redirect("/pong"),
    "/pong": redirect("/ping"),
    "/endless": _endless,
    "/cookies": _cookie_wall,
    "/never": _never_ends,
    "/huge": _ten_megabytes,
    "/bomb": _bomb,
    "/hangs": _hangs,
    "/breaks": _breaks_off,
    "/report.pdf": _pdf,
    "/refresh": html("<meta http-equiv=refresh content='0; url=/account/login'>"),
    "/to-file": redirect("file:///etc/passwd"),
    "/to-script": redirect("javascript:alert(1)"),
    "/long-header": status(200, {"X-Long": "x" * 200_000}),
    "/bad-packing": html("not packed", headers={"Content-Encoding": "gzip"}),
}

EXPECTED = {
    "/": Verdict.OK,
    "/page": Verdict.OK,
    "/page#offer": Verdict.OK,
    "/page#top": Verdict.OK,
    "/page#/route": Verdict.OK,
    "/page#elsewhere": Verdict.ANCHOR_MISSING,
    "/report.pdf": Verdict.OK,
    "/report.pdf#page=4": Verdict.OK,
    "/found": Verdict.OK,
    "/cookies": Verdict.OK,
    "/sign-in-box": Verdict.OK,
    "/old": Verdict.MOVED,
    "/old-slash": Verdict.MOVED,
    "/missing": Verdict.GONE,
    "/gone": Verdict.GONE,
    "/soft": Verdict.SOFT_404,
    "/removed/report": Verdict.SOFT_404,
    "/basic": Verdict.NEEDS_LOGIN,
    "/to-login": Verdict.NEEDS_LOGIN,
    "/password": Verdict.NEEDS_LOGIN,
    "/to-wall": Verdict.NEEDS_LOGIN,
    "/refresh": Verdict.NEEDS_LOGIN,
    "/forbidden": Verdict.REFUSED_ROBOT,
    "/cloudflare": Verdict.REFUSED_ROBOT,
    "/cloudflare-200": Verdict.REFUSED_ROBOT,
    "/mitigated": Verdict.REFUSED_ROBOT,
    "/linkedin": Verdict.REFUSED_ROBOT,
    "/broken": Verdict.SERVER_ERROR,
    "/nowhere": Verdict.SERVER_ERROR,
    "/bad-packing": Verdict.SERVER_ERROR,
    "/loop": Verdict.REDIRECT_LOOP,
    "/ping": Verdict.REDIRECT_LOOP,
    "/endless": Verdict.REDIRECT_LOOP,
    "/huge": Verdict.TOO_LARGE,
    "/bomb": Verdict.TOO_LARGE,
    "/long-header": Verdict.TOO_LARGE,
    "/never": Verdict.TIMEOUT,
    "/hangs": Verdict.TIMEOUT,
    "/breaks": Verdict.REFUSED,
    "/to-file": Verdict.NOT_PUBLIC,
    "/to-script": Verdict.NOT_PUBLIC,
}


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    async def run() -> dict[str, Answer]:
        async with serving(ROUTES) as server:
            # Each path has a host of its own, so that one host's failures do not stand in for another's.
            hosts = {path: f"h{number}.area.org" for number, path in enumerate(EXPECTED)}
            addresses = {path: server.url(path, host) for path, host in hosts.items()}
            late = [address for path, address in addresses.items() if EXPECTED[path] is Verdict.TIMEOUT]
            found = await ask(set(addresses.values()) - set(late), server, limits=replace(PATIENT, retries=1))
            found |= await ask(late, server, limits=Limits(attempt=0.5, retries=1))
            return {path: found[address] for path, address in addresses.items()}

    return asyncio.run(run())


@pytest.mark.parametrize(("path", "verdict"), EXPECTED.items())
def test_verdict(answers: dict[str, Answer], path: str, verdict: Verdict) -> None:
    assert answers[path].verdict is verdict, answers[path]


def test_the_body_is_cut_at_the_limit_and_a_living_page_is_not_called_dead(answers: dict[str, Answer]) -> None:
    assert answers["/huge"].level == "warning"
    assert "2 million" in answers["/huge"].detail


def test_an_answer_carries_where_it_led_and_its_status(answers: dict[str, Answer]) -> None:
    assert answers["/old"].final.endswith("/page")
    assert answers["/missing"].status == 404
    assert answers["/page"].final == ""
    assert answers["/old"].final in answers["/old"].remedy


def test_a_connection_broken_off_or_a_strange_answer_is_never_certain(answers: dict[str, Answer]) -> None:
    assert not answers["/breaks"].certain
    assert not answers["/bad-packing"].certain


def test_what_a_browser_sends_is_sent_and_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> Server:
        async with serving(ROUTES) as server, serving({}) as proxy:
            monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
            monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
            await ask([server.url("/page#offer"), server.url("/page#top")], server, proxy)
            assert proxy.log == []
            return server

    server = asyncio.run(run())
    assert server.log == ["GET www.area.org/page"]  # two fragments of one page cost one request
    sent = server.headers[0]
    assert sent["User-Agent"].startswith("Mozilla/5.0")
    assert sent["Accept-Language"].startswith("en-GB")
    assert "Cookie" not in sent


def test_no_more_than_two_requests_at_a_time_reach_one_host() -> None:
    async def slow(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.01)
        return web.Response(text=PAGE, content_type="text/html")

    async def run() -> int:
        paths = {f"/{number}": slow for number in range(20)}
        async with serving(paths) as server:
            found = await ask([server.url(path) for path in paths], server)
            assert {answer.verdict for answer in found.values()} == {Verdict.OK}
            return server.busiest

    assert asyncio.run(run()) == 2


@pytest.fixture
def clock_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is waited for is all that was to be waited for, however slow the machine."""
    monkeypatch.setattr(patience, "time", SimpleNamespace(monotonic=lambda: 0.0, time=time.time))


@pytest.mark.parametrize(
    ("number", "headers", "waits", "verdict"),
    [
        (429, {"Retry-After": "7"}, [7.0], Verdict.OK),
        (503, {"Retry-After": "60"}, [60.0], Verdict.OK),
        (503, {"Retry-After": "61"}, [], Verdict.SERVER_ERROR),
        (429, {"Retry-After": "99999"}, [], Verdict.REFUSED_ROBOT),
        (502, {}, [1.0], Verdict.OK),
        (503, {"Retry-After": "Mon, 01 Jan 2001 00:00:00 GMT"}, [], Verdict.OK),
        (503, {"Retry-After": "soon"}, [], Verdict.SERVER_ERROR),
    ],
)
def test_a_server_that_asks_for_patience_gets_up_to_a_minute(
    number: int, headers: dict[str, str], waits: list[float], verdict: Verdict, clock_at_rest: None
) -> None:
    calls = 0

    async def first_busy(request: web.Request) -> web.StreamResponse:
        nonlocal calls
        calls += 1
        return web.Response(status=number, headers=headers) if calls == 1 else web.Response(text=PAGE)

    async def run() -> Answer:
        async with serving({"/": first_busy}) as server:
            return next(iter((await ask([server.url()], server, pauses=pauses)).values()))

    pauses = Pauses()
    assert asyncio.run(run()).verdict is verdict
    assert pauses.seconds == waits


def test_back_off_doubles_and_ends(clock_at_rest: None) -> None:
    pauses = Pauses()

    async def run() -> tuple[Answer, int]:
        async with serving({"/": status(503)}) as server:
            found = await ask([server.url()], server, pauses=pauses, limits=Limits(retries=3))
            return found[server.url()], len(server.log)

    answer, requests = asyncio.run(run())
    assert (answer.verdict, requests) == (Verdict.SERVER_ERROR, 4)
    assert pauses.seconds == [1, 2, 4]


def test_a_deadline_ends_the_run_and_what_was_not_reached_says_so() -> None:

    async def run(deadline: float, told: list[Progress]) -> dict[str, Answer]:
        async with serving({"/": html(PAGE), "/hangs": _hangs}) as server:
            hanging = [server.url("/hangs", f"h{number}.area.org") for number in range(5)]
            asked = [server.url(), *hanging]
            return await ask(asked, server, deadline=deadline, limits=PATIENT, progress=told.append)

    def is_reached(deadline: float) -> bool:
        told: list[Progress] = []
        first, *others = asyncio.run(run(deadline, told)).values()
        assert [answer.verdict for answer in others] == [Verdict.NOT_ASKED] * 5
        assert [progress.done for progress in told] == [1, 2, 3, 4, 5, 6]
        assert all(progress.total == 6 for progress in told)
        return first.verdict is Verdict.OK

    assert patiently(0.3, is_reached)


def test_a_host_that_cannot_be_reached_is_not_asked_for_each_of_its_links() -> None:
    names = Names({"dead.area.org": ()})
    addresses = [f"https://dead.area.org/{number}" for number in range(200)]
    found = asyncio.run(ask(addresses, names=names))
    assert {answer.verdict for answer in found.values()} == {Verdict.DNS}
    assert len(names.asked) <= 5


def test_a_refused_connection() -> None:
    async def run() -> Answer:
        async with serving({}) as server:
            address = server.url()
        return (await ask([address], server))[address]  # the server is no longer there

    assert asyncio.run(run()).verdict is Verdict.REFUSED


def test_when_no_host_at_all_answers_the_computer_may_have_no_network() -> None:
    names = Names({f"h{number}.area.org": () for number in range(3)})
    found = asyncio.run(ask([f"https://h{number}.area.org/" for number in range(3)], names=names))
    assert unreachable(found.values())
    assert not unreachable(list(found.values())[:2])


@pytest.mark.parametrize("kind", ["good", "expired", "self-signed", "other-name", "unknown-issuer"])
def test_certificates(kind: str, tmp_path: Path) -> None:
    _, authority = certificate(tmp_path, "Test authority", days=400)
    name = "other.area.org" if kind == "other-name" else "www.area.org"
    issuer = None if kind == "self-signed" else authority
    file, _ = certificate(tmp_path, name, days=1 if kind == "expired" else 90, issuer=issuer)
    trust = ssl.create_default_context()
    if kind != "unknown-issuer":
        trust.load_verify_locations(tmp_path / "Test authority-400.pem")

    async def run() -> Answer:
        async with serving({"/": html(PAGE)}, serving_tls(file)) as server:
            address = server.url(scheme="https")
            return (await ask([address], server, tls=trust))[address]

    answer = asyncio.run(run())
    assert answer.verdict is (Verdict.OK if kind == "good" else Verdict.TLS)
    # Browsers complete a chain that a server sends in part, so an unknown issuer is for a person to look at.
    assert answer.certain is (kind != "unknown-issuer")


def test_a_port_that_speaks_no_tls() -> None:
    async def run() -> Answer:
        async with serving({"/": html(PAGE)}) as server:
            address = server.url(scheme="https")
            return (await ask([address], server))[address]

    answer = asyncio.run(run())
    assert (answer.verdict, answer.certain) == (Verdict.TLS, False)


def test_a_server_that_sends_rubbish() -> None:
    async def rubbish(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"\x00\xffhello\r\n\r\n")
        writer.close()

    async def run() -> Answer:
        raw = await asyncio.start_server(rubbish, "127.0.0.1", 0, family=socket.AF_INET)
        async with raw:
            server = Server(port=raw.sockets[0].getsockname()[1])
            return (await ask([server.url()], server))[server.url()]

    answer = asyncio.run(run())
    assert answer.verdict in (Verdict.SERVER_ERROR, Verdict.REFUSED)
    assert not answer.certain


def test_what_a_hanging_host_makes_likely_is_never_certain() -> None:
    """The first links show that the host hangs; the rest are not asked for, and are not called dead for it."""

    async def run() -> list[Answer]:
        paths = {f"/{number}": _hangs for number in range(12)}
        async with serving(paths) as server:
            limits = Limits(attempt=0.1, retries=0)
            found = await ask([server.url(path) for path in paths], server, limits=limits)
            assert len(server.log) < 12
            return list(found.values())

    answers = asyncio.run(run())
    assert {answer.verdict for answer in answers} == {Verdict.TIMEOUT}
    assert [answer.certain for answer in answers[:2]] == [True, True]
    assert not any(answer.certain for answer in answers[-4:])


def test_a_hostile_answer_is_data() -> None:
    hostile = {
        "/cookie": status(200, {"Set-Cookie": "a b;=\x01; domain=.org; expires=never"}),
        "/location": status(302, {"Location": "http://[::1"}),
        "/location-2": status(302, {"Location": "//\\\\::::"}),
        "/charset": status(200, {"Content-Type": "text/html; charset=punycode"}, "<p>x"),
        "/retry": status(200, {"Retry-After": "-1"}),
    }

    async def run() -> dict[str, Answer]:
        async with serving(hostile) as server:
            return await ask([server.url(path) for path in hostile], server)

    assert len(asyncio.run(run())) == len(hostile)


def test_no_redirect_no_other_address() -> None:
    """An address that is only spelt differently has not moved, and a sign-in page asked for on purpose is open."""

    async def run() -> list[Answer]:
        async with serving({"/": html(PAGE)}) as server:
            found = await ask([f"http://LOGIN.area.org:{server.port}"], server)
            return list(found.values())

    (answer,) = asyncio.run(run())
    assert (answer.verdict, answer.final) == (Verdict.OK, "")
