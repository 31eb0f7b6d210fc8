from samples import ON_PAGE_2, Block, Properties, document

from annexa.documents.facts import Link, LinkOrigin
from annexa.links.sheet import ADDRESS, KIND_LINE, MARKER, SHOWS

META = {
    "url": "https://www.gov.uk/help",
    "shows": "Help.",
    "why_open": "Public.",
    "looked_at": "2026-10-01",
    "looked_at_by": "lead",
}


def sheet(address: str) -> object:
    """A hyperlink sheet that shows this address."""
    lines = (KIND_LINE, "Title", ADDRESS, address, SHOWS, "Help for parents.")
    return document(
        *(Block(text=line, place=ON_PAGE_2) for line in lines),
        front=False,
        kind="link",
        link=META,
        links=[Link(target=address, place=ON_PAGE_2, origin=LinkOrigin.RELATIONSHIP)],
        properties=Properties(keywords=MARKER),
    )


PASSES = {"the same address": sheet("https://www.gov.uk/help"), "a slash more": sheet("https://www.gov.uk/help/")}
FAILS = {"another address": (sheet("https://www.old.org/"), "another address than item.yaml")}
