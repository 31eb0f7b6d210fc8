from samples import Level, document


def minutes(*texts: str, keywords: tuple[str, ...] = ("speech and language",), multi_agency: str = "yes") -> object:
    asked = {"actions_complete": "yes", "multi_agency": multi_agency, "keywords": list(keywords)}
    return document(*texts, kind="minutes", minutes=asked)


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
    "a plural": (minutes("Transitions to adult services", keywords=("transition",)), "“transition” 1 time", Level.INFO),
}
