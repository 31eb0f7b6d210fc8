from samples import ON_PAGE_2, document

from annexa.documents.facts import Link, LinkOrigin
from annexa.links.verdict import Answer, Verdict

OPEN = "https://www.gov.uk/help"


def answered(verdict: Verdict | None) -> object:
    link = Link(target=OPEN, place=ON_PAGE_2, origin=LinkOrigin.RELATIONSHIP, text="our page")
    answers = {OPEN: Answer(address=OPEN, verdict=verdict, final="https://www.gov.uk/new")} if verdict else {}
    return document("word " * 60, links=[link], answers=answers)


PASSES = {"it opens": answered(Verdict.OK), "nobody asked": answered(None)}
FAILS = {"asked": (answered(Verdict.GONE), "")}
