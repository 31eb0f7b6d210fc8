"""PDF files: pypdfium2 for what is on the pages, pikepdf for what stands behind them."""

import re
from collections.abc import Callable
from typing import Any, Final

from annexa.documents import faults
from annexa.documents.facts import Facts
from annexa.documents.gather import Gatherer
from annexa.documents.limits import Limits
from annexa.documents.pdf import objects
from annexa.documents.pdf import pages as pdf_pages

_WAIT: Final = re.compile(r"^please wait\b", re.IGNORECASE)
"""What Adobe's programs draw on the one page of a form that only they can show."""


def read(data: bytes, limits: Limits) -> Facts:
    """Facts of a PDF; raises Unreadable where it is encrypted, damaged beyond repair or without pages.

    What only one of the two libraries can read is read by that one, and `partial` says so.
    """
    found = Gatherer(limits)
    behind = _attempt(lambda: objects.read(data, found))
    pages = _attempt(lambda: pdf_pages.read(data, found))
    problems = [problem for problem in (behind, pages) if problem is not None]
    for problem in problems:
        if problem.fault.kind in ("password", "no pages", "too large"):
            raise problem
    if len(problems) == 2:
        raise problems[0]
    if behind is not None:
        found.partial("the file is damaged; its comments, links and attachments cannot be read")
    if pages is not None:
        found.partial("the file is damaged; the text of its pages cannot be read")
    if not found.pages:
        raise faults.no_pages()
    if not found.elsewhere and found.is_xfa and any(_WAIT.search(block.text) for block in found.blocks[:20]):
        found.elsewhere = "form"
    return found.finish("pdf")


def _attempt(step: Callable[[], Any]) -> faults.Unreadable | None:
    try:
        step()
    except faults.Unreadable as problem:
        return problem
    return None
