from samples import ON_PAGE_2, Level, document

from annexa.documents.facts import Link, LinkOrigin
from annexa.links.verdict import Answer, Verdict

OPEN = "https://www.gov.uk/help"


def answered(
    verdict: Verdict | None, origin: LinkOrigin = LinkOrigin.RELATIONSHIP, *, certain: bool = True, format: str = "docx"
) -> object:
    link = Link(target=OPEN, place=ON_PAGE_2, origin=origin, text="our page")
    answer = Answer(address=OPEN, verdict=verdict or Verdict.OK, final="https://www.gov.uk/new", certain=certain)
    answers = {OPEN: answer} if verdict else {}
    return document("word " * 60, links=[link], answers=answers, format=format)


PASSES = {"it opens": answered(Verdict.OK), "nobody asked": answered(None)}
FAILS = {
    "asked": (answered(Verdict.GONE), "does not exist"),
    "put together from the lines of a PDF": (
        answered(Verdict.GONE, LinkOrigin.TEXT, format="pdf"),
        "does not exist",
        Level.WARNING,
    ),
    "asked once": (answered(Verdict.TIMEOUT, certain=False), "does not answer in time", Level.WARNING),
}
