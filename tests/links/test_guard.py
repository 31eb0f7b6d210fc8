"""No document can make the checker touch a private address: shown with the log of the server that would have been touched."""

import asyncio
import socket
import threading

import pytest
from tests.links.servers import Names, ask, html, redirect, serving
from tests.processes import patiently

from annexa.links.client import Checker
from annexa.links.guard import BlockedAddress, Guard, GuardedResolver
from annexa.links.resolver import SystemResolver
from annexa.links.verdict import Verdict

pytestmark = pytest.mark.network

SECRET = {"/": html("secret"), "/latest/meta-data": html("secret")}

SPELLINGS = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "127.0.0.1.",
    "１２７.０.０.１",
    "127。0。0。1",
    "%31%32%37.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[2002:7f00:1::]",
    "0",
    "0.0.0.0",  # noqa: S104 - written in a document, bound by nobody
    "localhost",
    "LOCALHOST.",
    "a.localhost",
    "printer",
    "intranet.area.local",
]


@pytest.mark.parametrize("host", SPELLINGS)
def test_a_private_address_in_any_spelling_gets_no_request(host: str) -> None:
    async def run() -> tuple[Verdict, list[str]]:
        async with serving(SECRET) as secret:
            address = f"http://{host}:{secret.port}/"
            # The secret server is not among those that the test permits.
            found = await ask([address])
            return found[address].verdict, secret.log

    verdict, log = asyncio.run(run())
    assert log == []
    assert verdict is Verdict.NOT_PUBLIC


@pytest.mark.parametrize("host", SPELLINGS)
def test_a_redirect_to_a_private_address_is_not_followed(host: str) -> None:
    async def run() -> tuple[Verdict, list[str], list[str]]:
        async with serving(SECRET) as secret, serving({"/": redirect(f"http://{host}:{secret.port}/")}) as public:
            found = await ask([public.url()], public)
            return found[public.url()].verdict, secret.log, public.log

    verdict, log, public_log = asyncio.run(run())
    assert log == []
    assert public_log == ["GET www.area.org/"]
    # A host that aiohttp and browsers spell differently may be refused as malformed, which is as safe.
    assert verdict is Verdict.NOT_PUBLIC


@pytest.mark.parametrize(
    "answers",
    [
        ("127.0.0.1",),
        ("8.8.8.8", "127.0.0.1"),
        ("127.0.0.1", "8.8.8.8"),
        ("10.0.0.1",),
        ("169.254.169.254",),
        ("168.63.129.16",),
        ("::1",),
        ("::ffff:127.0.0.1",),
        ("64:ff9b::7f00:1",),
        ("2002:7f00:1::",),
        ("224.0.0.1",),
        ("fd00:ec2::254",),
        ("fe80::1",),
    ],
)
def test_a_harmless_name_with_a_private_answer_gets_no_request(answers: tuple[str, ...]) -> None:
    async def run() -> tuple[Verdict, list[str]]:
        async with serving(SECRET) as secret:
            address = secret.url("/latest/meta-data", "harmless.org")
            found = await ask([address], names=Names({"harmless.org": answers}))
            return found[address].verdict, secret.log

    assert asyncio.run(run()) == (Verdict.NOT_PUBLIC, [])


def test_a_name_whose_answer_changes_after_it_was_looked_at_is_stopped_at_the_socket() -> None:
    guard = Guard()
    with pytest.raises(BlockedAddress):
        guard.socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80)))
    with pytest.raises(BlockedAddress):
        guard.socket((socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1%2", 80, 0, 2)))
    with pytest.raises(BlockedAddress):
        guard.socket((socket.AF_UNIX, socket.SOCK_STREAM, 0, "", ("/run/x.sock", 0)))
    guard.socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80))).close()  # made, never connected


def test_the_socket_factory_alone_keeps_the_secret_server_silent() -> None:
    """The resolver is taken out of the way: an answer that it let pass is still refused when connecting."""

    class Careless(Guard):
        def allows(self, address: str, port: int) -> bool:
            self.calls = getattr(self, "calls", 0) + 1
            return self.calls == 1 or super().allows(address, port)

    async def run() -> tuple[Verdict, list[str]]:
        async with serving(SECRET) as secret:
            address = secret.url()
            found = await Checker(guard=Careless(), resolver=Names()).ask([address])
            return found[address].verdict, secret.log

    assert asyncio.run(run()) == (Verdict.NOT_PUBLIC, [])


def test_a_permitted_pair_permits_no_other_port() -> None:
    guard = Guard(permit_for_tests={("127.0.0.1", 4000)})
    assert guard.allows("127.0.0.1", 4000)
    assert not guard.allows("127.0.0.1", 4001)
    assert not guard.allows("not an address", 80)


def test_of_a_host_with_a_hundred_addresses_six_are_tried() -> None:
    names = Names({"many.org": tuple(f"8.8.8.{last}" for last in range(100))})
    found = asyncio.run(GuardedResolver(Guard(), names).resolve("many.org", 80))
    assert len(found) == 6


def test_addresses_of_other_schemes_get_no_request() -> None:
    names = Names()
    found = asyncio.run(
        ask(
            ["ftp://files.org/x", "file:///etc/passwd", "javascript:alert(1)", "", "http://", "http://[::1/", "#x"],
            names=names,
        )
    )
    assert names.asked == []
    assert not any(answer.verdict is Verdict.OK for answer in found.values())


def test_the_system_is_asked_for_names_in_a_thread_of_its_own() -> None:
    """Only names that no name server is asked about: this computer's own, and one that is none."""
    found = asyncio.run(SystemResolver().resolve("localhost", 80))
    assert {answer["host"] for answer in found} <= {"127.0.0.1", "::1"}
    with pytest.raises(BlockedAddress):
        asyncio.run(GuardedResolver(Guard()).resolve("localhost", 80))
    with pytest.raises(UnicodeError):
        asyncio.run(SystemResolver().resolve("a" * 70 + ".org", 80))


def test_a_run_that_ends_does_not_wait_for_a_slow_name_server(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: released.wait(600) and [])

    def is_still_looked_up(deadline: float) -> bool:
        found = asyncio.run(Checker().ask(["https://slow.org/"], deadline=deadline))
        assert [answer.verdict for answer in found.values()] == [Verdict.NOT_ASKED]
        return any(thread.name == "look up slow.org" for thread in threading.enumerate())

    assert patiently(0.1, is_still_looked_up)
    released.set()
