from samples import ON_PAGE_2, document

from annexa.documents.facts import Link, LinkOrigin

LINK = Link(target="https://www.gov.uk/help", place=ON_PAGE_2, origin=LinkOrigin.RELATIONSHIP, text="Help")

PASSES = {"a text with a link": document("word " * 60, links=[LINK]), "a short text": document("All is well.")}
FAILS = {"a link and nothing else": (document("Help", links=[LINK]), "little more than a link")}
