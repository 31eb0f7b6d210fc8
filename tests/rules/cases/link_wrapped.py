from samples import ON_PAGE_2, document

from annexa.documents.facts import Link, LinkOrigin


def linked(target: str, origin: LinkOrigin = LinkOrigin.RELATIONSHIP, **more: object) -> object:
    resolved = bool(more.pop("resolved", True))
    found = Link(target=target, place=ON_PAGE_2, origin=origin, text="our page", resolved=resolved)
    return document("word " * 60, links=[found], **more)


OPEN = "https://www.gov.uk/help"

PASSES = {"open": linked(OPEN)}
FAILS = {
    "Safe Links": (
        linked("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2Fhelp&data=05"),
        "",
    )
}
