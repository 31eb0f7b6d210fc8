from samples import ON_PAGE_2, document

from annexa.documents.facts import Link, LinkOrigin


def linked(target: str, origin: LinkOrigin = LinkOrigin.RELATIONSHIP, **more: object) -> object:
    resolved = bool(more.pop("resolved", True))
    found = Link(target=target, place=ON_PAGE_2, origin=origin, text="our page", resolved=resolved)
    return document("word " * 60, links=[found], **more)


OPEN = "https://www.gov.uk/help"

PASSES = {"a bookmark": linked("_Toc1", LinkOrigin.INTERNAL), "another origin": linked(OPEN)}
FAILS = {"gone": (linked("_Toc1", LinkOrigin.INTERNAL, resolved=False), "does not exist")}
