from samples import ON_PAGE_2, Level, document

from annexa.documents.facts import Link, LinkOrigin


def linked(target: str, origin: LinkOrigin = LinkOrigin.RELATIONSHIP, **more: object) -> object:
    resolved = bool(more.pop("resolved", True))
    found = Link(target=target, place=ON_PAGE_2, origin=origin, text="our page", resolved=resolved)
    return document("word " * 60, links=[found], **more)


OPEN = "https://www.gov.uk/help"

PASSES = {
    "open": linked(OPEN),
    "written as people write it": linked("www.gov.uk/help", LinkOrigin.TEXT),
}
FAILS = {
    "a slip": (linked("htp://www.gov.uk"), "not well formed"),
    "no https behind a link": (linked("www.gov.uk/help"), "lacks https://", Level.WARNING),
    "a slip in the text": (linked("htp://www.gov.uk", LinkOrigin.TEXT), "not well formed"),
}
