"""What a web page says of itself: a sign-in page, a page that is not there, a challenge to robots, its anchors."""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from lxml import etree, html

from annexa.links.hosts import canonical_host

FEW_WORDS = 250
"""A page with a password field and fewer words than this is for signing in; one with more only has a sign-in box."""

_THING = r"(page|file|content|document|resource|item|site|address|url|link|publication|article)"
_NOT_HERE = re.compile(
    rf"""^\W*(http\W*)?(error\W*)?(404|410)\W*($|[-|–—:]|not\s+found|page|error|file|gone)
    |\b(error|status|code|http)\W+(404|410)\b | \b(404|410)\W+(error|not\s+found|page)\b | [-|–—:]\s*404\W*$
    |\b{_THING}\b.{{0,60}}
       ((\bnot|n[o’']t)\s+(be\s+)?(found|available|exist)|cannot\s+be\s+found|(can|could)n[’']t\s+be\s+found
       |no\s+longer\s+(available|exists?|here|online)|(\bis|has\s+gone)\s+missing|has\s+been\s+(removed|deleted))
    |\b(can[’']?t|cannot|couldn[’']?t|could\s+not|unable\s+to)\s+find\s+(the|that|this|your|what)\b.{{0,40}}
       \b({_THING}|looking\s+for)
    |(^|[-|–—:.!])\s*not\s+found\W*($|[-|–—:]) | \b{_THING}\s+(missing|gone|removed|not\s+found)\b
    |^\W*oops\W.{{0,60}}\b(gone|find|found|missing|lost)""",
    re.IGNORECASE | re.VERBOSE,
)
_BY_NUMBER = re.compile(r"\b(404|410)\b|\b(page|file)\s+not\s+found\b", re.IGNORECASE)
"""Words that hardly anything but such a page has in its title."""
_CONDITION = re.compile(
    r"\b(if|when|whether|why|how|unless|in\s+case|what\s+to\s+do|what\s+happens)\b|\?", re.IGNORECASE
)
_PLAIN_WORDS, _VAGUE_WORDS = 500, 150
"""Words of its own from which on a page is about something: with such a title, and with one that may mean otherwise."""
_MESSAGE_WORDS = 40
_AROUND = frozenset({"nav", "header", "footer", "aside", "head"})
_SIGN_IN = re.compile(
    r"\b(sign|log)[\s-]?(in|on)\b|\blogin\b|\bauthenticat|\bsingle sign[\s-]?on\b|\baccess denied\b"
    r"|\byou need permission",
    re.IGNORECASE,
)
_LOGIN_HOST = re.compile(
    r"(login|logon|signin|sign-in|sso|adfs|sts|idp|auth|accounts|account|identity|saml|cas)\d*\..+"
    r"|login\.(microsoftonline|live|windows|microsoft)\.(com|us|net)|.+\.(okta|oktapreview|auth0|onelogin)\.com"
    r"|.+\.(b2clogin|ciamlogin)\.com"
)
_LOGIN_PATH = re.compile(
    r"/(log|sign)[-_]?(in|on)(\.\w{2,5})?(/|$)|/wp-login\.php|/adfs/ls|/saml2?/|/oauth2?/(v\d\.\d/)?authorize|/_forms/"
    r"|/_layouts/\d+/(authenticate|accessdenied|error)\.aspx|accessdenied\.aspx|/cas/login|shibboleth\.sso|/uas/login"
    r"|/account/logon|/users/sign_in|/sso(/|$)|/idp/",
    re.IGNORECASE,
)
_CHALLENGE_TITLE = re.compile(
    r"^\W*(just a moment|attention required|checking your browser|please wait|one moment|are you (a )?(human|robot)|"
    r"security check|verify(ing)? (you|that you)|access denied|request (rejected|blocked)|bot (check|detection)|"
    r"pardon our interruption|ddos.guard|403\b|forbidden|robot challenge)",
    re.IGNORECASE,
)
_CHALLENGE_BODY = re.compile(
    rb"cdn-cgi/challenge-platform|cf-chl-|_cf_chl_opt|_Incapsula_Resource|captcha-delivery\.com|px-captcha|"
    rb"awsWafCookieDomainList|challenges\.cloudflare\.com|sec-if-cpt-container|/distil_r_captcha",
)
_INDEX = re.compile(r"/?((index|default|home|welcome)(\.\w{2,5})?/?)?$", re.IGNORECASE)
_REFRESH = re.compile(r"\s*(\d+)(?:\.\d+)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The little of a page that a verdict needs."""

    title: str = ""
    heading: str = ""
    """The first heading of level 1."""
    words: int = 0
    """Words outside scripts and styles."""
    own_words: int = 0
    """Words of the page itself: those of its main part, or of all but its menus, its head and its foot."""
    message: str = ""
    """What a page of a few words says."""
    asks_password: bool = False
    anchors: frozenset[str] = frozenset()
    refresh: str = ""
    """Where the page itself sends the reader within five seconds; empty where it does not."""


def read_page(body: bytes, charset: str = "") -> Page:
    """Reads a page however badly it is written; an empty Page where there is nothing to read. Never raises."""
    try:
        parser = html.HTMLParser(encoding=_known(charset), huge_tree=False, no_network=True)
        tree = html.document_fromstring(body or b"<p>", parser=parser)
    except (etree.LxmlError, ValueError, LookupError, AssertionError):
        return Page()
    etree.strip_elements(tree, "script", "style", "noscript", "template", with_tail=False)
    own = _own_text(tree)
    return Page(
        title=_text(tree, "title"),
        heading=_text(tree, "h1"),
        words=_count(tree),
        own_words=len(own),
        message=" ".join(own) if len(own) <= _MESSAGE_WORDS else "",
        asks_password=any(field.get("type", "").strip().lower() == "password" for field in tree.iter("input")),
        anchors=frozenset(_anchors(tree)),
        refresh=_refresh(tree),
    )


def _known(charset: str) -> str | None:
    """The name under which the parser knows an encoding; None, and it looks for itself, where it does not."""
    try:
        name = codecs.lookup(charset).name.replace("iso8859", "iso-8859")
        html.HTMLParser(encoding=name)
    except LookupError:
        return None
    return name


def _text(tree: html.HtmlElement, tag: str) -> str:
    found = next(tree.iter(tag), None)
    return " ".join(found.text_content().split())[:300] if isinstance(found, html.HtmlElement) else ""


def _count(tree: html.HtmlElement) -> int:
    return len(" ".join(str(text) for text in tree.itertext("*")).split())


def _own_text(tree: html.HtmlElement) -> list[str]:
    """The words of the page itself, without what stands around it on every page of the site."""
    main = next(tree.iter("main", "article"), None)
    if isinstance(main, html.HtmlElement):
        return " ".join(str(text) for text in main.itertext("*")).split()
    words: list[str] = []
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if element.tag not in _AROUND and isinstance(element.tag, str):
            words += (element.text or "").split()
            waiting += [child for child in reversed(element) if isinstance(child, html.HtmlElement)]
            words += [word for child in element for word in (child.tail or "").split()]
    return words


def _anchors(tree: html.HtmlElement) -> Iterator[str]:
    for element in tree.iter("*"):
        yield element.get("id", "")
        if element.tag == "a":
            yield element.get("name", "")


def _refresh(tree: html.HtmlElement) -> str:
    for meta in tree.iter("meta"):
        if meta.get("http-equiv", "").strip().lower() != "refresh":
            continue
        match = _REFRESH.match(meta.get("content", ""))
        if match and int(match[1]) <= 5:
            return match[2].strip()
    return ""


def says_not_here(page: Page) -> bool:
    """Whether the page as a whole says that there is no such page: its title or main heading does, not as a condition
    or a question, and the page says little besides; or it says nothing else."""
    if _NOT_HERE.search(page.message) and not _CONDITION.search(page.message):
        return True
    for text in (page.title, page.heading):
        match = _NOT_HERE.search(text)
        if match is None or _CONDITION.search(text[: match.end()]):
            continue
        if page.own_words < (_PLAIN_WORDS if _BY_NUMBER.search(text) else _VAGUE_WORDS):
            return True
    return False


def is_sign_in(page: Page, address: str, asked: str) -> bool:
    """Whether the page is for signing in: by where a redirect led, or by a password field on a page of little else."""
    parts = urlsplit(address)
    redirected = parts.netloc != urlsplit(asked).netloc or parts.path != urlsplit(asked).path
    if redirected and (_LOGIN_HOST.fullmatch(canonical_host(parts.hostname or "")) or _LOGIN_PATH.search(parts.path)):
        return True
    says = any(_SIGN_IN.search(text) for text in (page.title, page.heading) if text)
    return page.asks_password and (says or page.words < FEW_WORDS or bool(_LOGIN_PATH.search(parts.path)))


def is_challenge(status: int, headers: Mapping[str, str], page: Page, body: bytes) -> bool:
    """Whether the server wants to see a person, not a program, before it shows the page."""
    if "challenge" in headers.get("cf-mitigated", ""):
        return True
    if headers.get("x-amzn-waf-action", "") in ("challenge", "captcha"):
        return True
    if page.words >= FEW_WORDS or 400 <= status < 500:
        return False  # many ordinary pages carry the marks too; a refusal by status is judged by its status
    titled = _CHALLENGE_TITLE.search(page.title) is not None
    return titled or (status >= 500 and _CHALLENGE_BODY.search(body) is not None)


def fell_to_front_page(asked: str, final: str) -> bool:
    """Whether an address deep inside a site was sent to the site's front page, as many do for pages they removed."""
    one, other = urlsplit(asked), urlsplit(final)
    return _site(one) == _site(other) and not _INDEX.fullmatch(one.path) and _INDEX.fullmatch(other.path) is not None


def has_moved(asked: str, final: str) -> bool:
    """Whether the new address differs in more than https, "www." or a slash at the end."""
    one, other = urlsplit(asked), urlsplit(final)
    return (_site(one), one.path.rstrip("/"), one.query) != (_site(other), other.path.rstrip("/"), other.query)


def _site(parts: SplitResult) -> str:
    return canonical_host(parts.hostname or "").removeprefix("www.")


def lacks_anchor(fragment: str, page: Page) -> bool:
    """Whether the place that a fragment names is missing; False for fragments that name no place, such as "#/route"."""
    name = unquote(fragment)
    if not name or name == "top" or re.match(r"[!/:]|:~:|.*=", name):
        return False
    return not {name, fragment, f"user-content-{name}"} & page.anchors
