"""What is asked for is what a browser would ask for."""

import asyncio

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from tests.links.servers import ask, redirect, serving

from annexa.links.asked import asked, onward
from annexa.links.verdict import Verdict

SIGNED = "https://files.area.org/a%2Fb/c.pdf?X-Date=2026-09-14T10%3A00%3A00Z&X-Signature=ab%2Bcd%3D%3D&name=it%27s"

AS_WRITTEN = [
    SIGNED,
    "https://www.area.org/",
    "https://www.area.org/a%20b?x=%3A%2F%27%28",
    "https://www.area.org/it's?x=(1)*!",
    "https://www.area.org/a;b=1,2@3:4?x=a/b?c",
    "https://www.area.org/%C3%A9?%e9=1",
    "https://www.area.org/a%%20?100%",
    "https://www.area.org/?a=b%0A",
]


@pytest.mark.parametrize("address", AS_WRITTEN)
def test_it_stays_as_written(address: str) -> None:
    assert str(asked(address)) == address


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("https://www.area.org", "https://www.area.org/"),
        ("https://www.area.org/a b?c d", "https://www.area.org/a%20b?c%20d"),
        ("https://www.area.org/é?é", "https://www.area.org/%C3%A9?%C3%A9"),
        ("https://www.area.org/?q=it's", "https://www.area.org/?q=it%27s"),
        ('https://www.area.org/"a"<b>?"', "https://www.area.org/%22a%22%3Cb%3E?%22"),
        ("https://www.area.org/a\\b", "https://www.area.org/a/b"),
        ("https://www.area.org/a/../b/./c", "https://www.area.org/b/c"),
        ("https://www.area.org/a/%2e%2e/b", "https://www.area.org/b"),
        ("https://www.area.org/{a}`?{a}", "https://www.area.org/%7Ba%7D%60?{a}"),
        ("https://www.area.org/a#b", "https://www.area.org/a"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
    ],
)
def test_what_cannot_be_sent_is_escaped(address: str, sent: str) -> None:
    assert str(asked(address)) == sent


ODD = 'abc/?&=%:()+;,. éж\\"<>#{}|'


@given(st.text(alphabet=ODD, max_size=60))
def test_a_second_time_changes_nothing(rest: str) -> None:
    once = str(asked(f"https://www.area.org/{rest}"))
    assert str(asked(once)) == once
    assert once.isascii()


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        (SIGNED, SIGNED),
        ("/x?y=%3A", "https://www.area.org/x?y=%3A"),
        ("y?z=%27", "https://www.area.org/a/y?z=%27"),
        ("?z=%2F", "https://www.area.org/a/b?z=%2F"),
        ("//other.org/é", "https://other.org/%C3%A9"),
        ("#part", "https://www.area.org/a/b?c=d"),
    ],
)
def test_where_a_redirect_leads(location: str, leads_to: str) -> None:
    assert str(onward(asked("https://www.area.org/a/b?c=d"), location)) == leads_to


@pytest.mark.network
def test_a_redirect_to_a_signed_address_is_followed_to_the_letter() -> None:
    signed = "/signed?at=10%3A00&by=it%27s&of=a%2Fb%2B"
    came: list[str] = []

    async def handler(request: web.Request) -> web.StreamResponse:
        came.append(request.raw_path)
        return web.Response(text="<title>Local offer</title>", content_type="text/html")

    async def run() -> Verdict:
        async with serving({"/go": redirect(signed), "/signed": handler}) as server:
            address = server.url("/go")
            return (await ask([address], server))[address].verdict

    assert asyncio.run(run()) is Verdict.OK
    assert came == [signed]
