from samples import ON_PAGE_2, document

from annexa.documents.facts import Link, LinkOrigin, Picture

LINK = Link(target="https://www.gov.uk/help", place=ON_PAGE_2, origin=LinkOrigin.RELATIONSHIP, text="Help")
JUMP = Link(target="part", place=ON_PAGE_2, origin=LinkOrigin.INTERNAL, text="Part")
CHART = Picture(place=ON_PAGE_2, alt="A chart")
LINE = Picture(place=ON_PAGE_2, decorative=True)


SHEET = {
    "url": "https://www.gov.uk/help",
    "shows": "What help there is.",
    "why_open": "It opens for everybody.",
    "looked_at": "2026-10-01",
    "looked_at_by": "lead",
}


def words(number: int) -> str:
    """A text of so many words, none of which stands in a link."""
    return "word " * number


PASSES = {
    "a text with a link": document(words(60), links=[LINK]),
    "a text of forty words": document(words(40), links=[LINK], front=False),
    "a short text": document("All is well."),
    "a jump inside the document": document("Part", links=[JUMP]),
    "a link beside a chart": document("Help", links=[LINK], pictures=[CHART]),
    "a scan with a link": document("Help", format="pdf", links=[LINK], scanned_pages=[1]),
}
FAILS = {
    "a link and nothing else": (document("Help", links=[LINK]), "little more than a link"),
    "a link and few words": (document(words(39), "Help", links=[LINK], front=False), "little more than a link"),
    "a link and a line": (document("Help", links=[LINK], pictures=[LINE]), "little more than a link"),
    "handed in as a link": (document(words(60), kind="link", link=SHEET), "as a link"),
}
