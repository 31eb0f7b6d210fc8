from samples import Level, Place, document, heading

from annexa.documents.facts import Block


def minutes(
    *texts: str | Block, keywords: tuple[str, ...] = ("speech and language",), multi_agency: str = "yes", **more: object
) -> object:
    asked = {"actions_complete": "yes", "multi_agency": multi_agency, "keywords": list(keywords)}
    return document(*texts, kind="minutes", minutes=asked, **more)


SAID = Block(text="Speech and language therapy waits fell.", place=Place(paragraph=8))
SECTION = Block(text="Waiting times", kind=heading("").kind, level=1, place=Place(paragraph=7))


PASSES = {
    "one service alone": minutes("Nothing.", multi_agency="no"),
    "not minutes": document("Nothing."),
}
FAILS = {
    "never mentioned": (minutes("The board met."), "never mention “speech and language”"),
    "no keywords": (minutes("The board met.", keywords=()), "need keywords"),
    "found, as a note": (
        minutes("Speech-and-language therapy, speech and language"),
        "2 times (page 2, paragraph 7)",
        Level.INFO,
    ),
    "found below a heading": (minutes(SECTION, SAID, SAID), "2 times (section “Waiting times”)", Level.INFO),
    "found where nothing may be quoted": (
        minutes(SECTION, SAID, sensitivity="personal"),
        "1 time (paragraph 8)",
        Level.INFO,
    ),
    "a plural": (minutes("Transitions to adult services", keywords=("transition",)), "“transition” 1 time", Level.INFO),
}
