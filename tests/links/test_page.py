"""What a page says of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexa.links.page import (
    Page,
    fell_to_front_page,
    has_moved,
    is_challenge,
    is_sign_in,
    lacks_anchor,
    read_page,
    says_not_here,
)

LONG = Page(words=2000)


@pytest.mark.parametrize(
    "title",
    [
        "Page not found - GOV.UK",
        "404",
        "404 | County council",
        "Error 404",
        "HTTP 404 - Not Found",
        "Not found",
        "Not Found | NHS",
        "Sorry, we can’t find the page you are looking for",
        "The page you requested could not be found",
        "This page doesn't exist",
        "This page has been removed",
        "The document is no longer available",
        "Page missing",
        "Oops! We can't find that",
        "County council: 404",
    ],
)
def test_a_page_that_says_there_is_nothing_here(title: str) -> None:
    assert says_not_here(Page(title=title))
    assert says_not_here(Page(title="County council", heading=title))


@pytest.mark.parametrize(
    "title",
    [
        "Local offer",
        "Help if you cannot find a school place",
        "Bus route 404",
        "Route 404 timetable",
        "Children not found in education",
        "Children missing education: annual report",
        "If your child is missing",
        "[Withdrawn] SEND code of practice",
        "Our site and services",
        "",
    ],
)
def test_a_page_that_only_sounds_like_it(title: str) -> None:
    assert not says_not_here(Page(title=title, heading=title))


def test_a_password_field_alone_is_no_sign_in_page() -> None:
    here = "https://www.area.org/page"
    assert is_sign_in(Page(asks_password=True, words=40), here, here)
    assert is_sign_in(Page(asks_password=True, words=2000, title="Log in"), here, here)
    assert not is_sign_in(Page(asks_password=True, words=2000, title="Local offer"), here, here)
    assert not is_sign_in(Page(title="How to log in"), here, here)


@pytest.mark.parametrize(
    "final",
    [
        "https://login.microsoftonline.com/common/oauth2/authorize?x",
        "https://accounts.google.com/v3/signin",
        "https://sso.area.org/",
        "https://area.okta.com/app",
        "https://www.area.org/account/login",
        "https://www.area.org/wp-login.php?redirect_to=x",
        "https://www.area.org/_layouts/15/AccessDenied.aspx",
        "https://www.area.org/adfs/ls/?x",
    ],
)
def test_a_redirect_to_a_sign_in_page(final: str) -> None:
    assert is_sign_in(LONG, final, "https://www.area.org/report")
    assert not is_sign_in(LONG, final, final)  # asked for on purpose, and open to all


def test_challenges_to_robots() -> None:
    assert is_challenge(403, {"cf-mitigated": "challenge"}, Page(), b"")
    assert is_challenge(202, {"x-amzn-waf-action": "challenge"}, Page(), b"")
    assert is_challenge(200, {}, Page(title="Just a moment..."), b"")
    assert is_challenge(503, {}, Page(), b"<script src=/cdn-cgi/challenge-platform/x>")
    assert not is_challenge(200, {}, Page(title="Local offer"), b"<script src=/cdn-cgi/challenge-platform/x>")
    assert not is_challenge(404, {}, Page(title="Page not found"), b"<script src=/cdn-cgi/challenge-platform/x>")
    assert not is_challenge(200, {}, Page(title="Just a moment in history", words=900), b"")


def test_front_page_and_moved() -> None:
    assert fell_to_front_page("https://www.area.org/send/report", "https://area.org/")
    assert fell_to_front_page("https://www.area.org/send/report", "https://www.area.org/index.html")
    assert not fell_to_front_page("https://www.area.org/", "https://www.area.org/home")
    assert not fell_to_front_page("https://www.area.org/report", "https://www.other.org/")
    assert has_moved("https://www.area.org/a", "https://www.area.org/b")
    assert not has_moved("http://area.org/a", "https://www.area.org/a/")


def test_anchors() -> None:
    page = read_page(b"<p id='one'>x</p><a name=two>y</a><h2 id='user-content-three'>z</h2><p id='a b'>")
    for fragment in ("one", "two", "three", "a%20b", "", "top", "/route", "!x", ":~:text=words", "page=3"):
        assert not lacks_anchor(fragment, page), fragment
    assert lacks_anchor("four", page)


def test_reading_a_page() -> None:
    page = read_page(
        b"<title> A\n b </title><script>var x = 'many words here'</script><h1>C <b>d</b></h1><!-- e f -->"
        b"<INPUT TYPE=' Password '><meta HTTP-EQUIV=Refresh content='0; URL=\"/x\"'>"
    )
    assert (page.title, page.heading, page.words, page.asks_password, page.refresh) == ("A b", "C d", 4, True, "/x")
    assert read_page(b"<meta http-equiv=refresh content='300; url=/x'>").refresh == ""
    assert read_page("<title>Ä</title>".encode("latin-1"), "latin-1").title == "Ä"


@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "nonsense", "utf-16"]))
def test_no_page_is_too_badly_written(body: bytes, charset: str) -> None:
    read_page(body, charset)
    read_page(b"<html><title>" + body, charset)


BODY = "<p>" + "words of a page that is about something " * 40 + "</p>"


@pytest.mark.parametrize(
    ("page", "is_soft"),
    [
        ("<title>Page not found</title><main><h1>Sorry</h1></main>", True),
        ("<title>County council</title><main><p>The page you asked for could not be found.</p></main>", True),
        ("<title>The document is no longer available</title><p>Ask us.</p>", True),
        (f"<title>Page not found</title><nav>{BODY}</nav><footer>{BODY}</footer><h1>Page not found</h1>", True),
        (f"<title>404</title><header>{BODY}</header><main>Gone</main>", True),
        (f"<title>The page is no longer available</title>{BODY}", False),
        (f"<title>What to do if a place on this site is not available</title>{BODY}", False),
        ("<title>What to do if a place on this site is not available</title><p>Ask us.</p>", False),
        ("<title>Why is a document missing?</title><p>Ask us.</p>", False),
        ("<title>If the page cannot be found</title><p>Call.</p>", False),
        ("<title>Local offer</title><p>If a page cannot be found, call us.</p>", False),
        (f"<title>Error 404 and other codes</title>{BODY * 3}", False),
        ("<title>Local offer</title><main><p>Short breaks and clubs.</p></main>", False),
    ],
)
def test_a_page_is_judged_by_its_whole(page: str, is_soft: bool) -> None:
    assert says_not_here(read_page(page.encode())) == is_soft
