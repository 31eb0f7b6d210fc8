"""From what a server answered to a verdict: pure, so that every case can be tried without a server."""

from dataclasses import dataclass

from annexa.links.page import Page, fell_to_front_page, says_not_here
from annexa.links.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The end of the way: a status and a page."""

    asked: str
    final: str
    """Equal to `asked` where nothing redirected."""
    status: int
    challenge: bool
    sign_in: bool
    page: Page
    whole: bool
    """False where the page was longer than the limit."""
    moved: bool
    """Every redirect was permanent, and the new address is another one."""


def verdict_of(reply: Reply) -> tuple[Verdict, str]:
    """The verdict and a few words of detail; the order matters, the surest sign first.

    A refusal (403, 406, 429 …) is never a dead link: that many servers do so to robots is why people distrust checkers.
    """
    status = f"status {reply.status}"
    if reply.challenge:
        return Verdict.REFUSED_ROBOT, "it asks for proof of being human"
    if reply.status in (401, 407):
        return Verdict.NEEDS_LOGIN, status
    if reply.status in (404, 410):
        return Verdict.GONE, status
    if reply.sign_in and reply.status < 500:
        return Verdict.NEEDS_LOGIN, "it shows a sign-in page"
    if 400 <= reply.status < 500 or reply.status == 999:
        return Verdict.REFUSED_ROBOT, status
    if reply.status >= 500 or reply.status < 200:
        return Verdict.SERVER_ERROR, status
    if 300 <= reply.status < 400:
        return Verdict.SERVER_ERROR, f"{status}, which leads nowhere"
    return _of_page(reply)


def _of_page(reply: Reply) -> tuple[Verdict, str]:
    """Of an answer that says that all is well."""
    if says_not_here(reply.page):
        return Verdict.SOFT_404, f"“{(reply.page.title or reply.page.heading)[:80]}”"
    if fell_to_front_page(reply.asked, reply.final):
        return Verdict.SOFT_404, "it leads to the front page of the site"
    if not reply.whole:
        return Verdict.TOO_LARGE, "over 2 million characters"
    return (Verdict.MOVED, "") if reply.moved else (Verdict.OK, "")
