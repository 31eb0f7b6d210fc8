"""The hyperlink template: what a sheet says in the place of a bare link, and how one is known again."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from annexa.documents.facts import Facts
from annexa.model.library import DocumentMeta, Library, LinkExplained
from annexa.model.words import day_in_words

MARKER: Final = "annexa-hyperlink-sheet"
"""Stands among the document's keywords, which Word and LibreOffice keep, also into a PDF."""
KIND_LINE: Final = "Hyperlink evidence"
ADDRESS: Final = "Address"
SHOWS: Final = "What it shows"
WHY_OPEN: Final = "Why a reader from outside can open it"
CONTENT: Final = "Content lifted from the address"
LOOKED_AT: Final = "Looked at"

PROMPTS: Final = {
    "title": "[Title of the page that the link leads to]",
    "requirement": "[Number and title of the requirement]",
    "address": "[https:// address, copied from the browser]",
    "shows": "[One or two sentences: what an inspector finds there and why it matters]",
    "why_open": "[Why it opens without signing in, for example: a page of the public website]",
    "content": "[If it does not open for everybody: the text, tables and pictures copied from it]",
    "looked_at": "[Date, and the role of whoever opened the link from outside the network]",
    "dated": "[date]",
}
"""What the blank template asks for, by field; none may be left in a sheet that is handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one sheet says; every text is plain, a new paragraph a line."""

    partnership: str
    title: str
    requirement: str
    """Such as "Requirement 3.4: Destinations"."""
    dated: date | None
    """None in the blank template."""
    address: str
    shows: str
    why_open: str
    """Empty where the content is lifted instead."""
    content: str
    looked_at: str
    """Date and role in words."""


def sheet_of(library: Library, meta: DocumentMeta, requirement: str) -> Sheet:
    """The sheet of a document of kind `link`. Raises ValueError where its metadata has no `link` block."""
    link = meta.link
    if link is None:
        raise ValueError(f"{meta.name} has no link block")
    return Sheet(
        partnership=library.meta.partnership,
        title=meta.title,
        requirement=requirement,
        dated=meta.dated,
        address=link.url,
        shows=link.shows,
        why_open=link.why_open or "",
        content=link.content or "",
        looked_at=_looked_at(library, link),
    )


def blank(partnership: str = "") -> Sheet:
    """The template with a prompt in every place, for those who fill it in by hand."""
    return Sheet(
        partnership=partnership or "[Name of the local area partnership]",
        title=PROMPTS["title"],
        requirement=PROMPTS["requirement"],
        dated=None,
        address=PROMPTS["address"],
        shows=PROMPTS["shows"],
        why_open=PROMPTS["why_open"],
        content=PROMPTS["content"],
        looked_at=PROMPTS["looked_at"],
    )


def _looked_at(library: Library, link: LinkExplained) -> str:
    role = library.people.roles.get(link.looked_at_by)
    return f"{day_in_words(link.looked_at)}, by: {role.title if role else link.looked_at_by}"


def is_sheet(facts: Facts) -> bool:
    """Whether a document stands in the template: its marker among the keywords, or its line over the title, and in both
    cases its headings with something written below the first two."""
    lines = [block.text.strip() for block in facts.blocks if block.text.strip()]
    marked = MARKER in facts.properties.keywords or any(line.startswith(KIND_LINE) for line in lines[:8])
    return marked and all(_has_something_below(lines, heading) for heading in (ADDRESS, SHOWS))


def _has_something_below(lines: list[str], heading: str) -> bool:
    headings = (ADDRESS, SHOWS, WHY_OPEN, CONTENT, LOOKED_AT)
    return any(one == heading and other not in headings for one, other in pairwise(lines))


def prompts_left(facts: Facts) -> tuple[str, ...]:
    """The prompts of the blank template that nobody has filled in."""
    text = " ".join(facts.text.split())
    return tuple(prompt for prompt in PROMPTS.values() if prompt in text)
