"""What is taken out of documents, in words."""

from typing import Final

from annexa.model.words import count

ONE: Final = {
    "attached files shown on a page": "attached file shown on a page",
    "buttons that empty a form": "button that empties a form",
    "buttons that load form data": "button that loads form data",
    "buttons that send form data": "button that sends form data",
    "digital signatures": "digital signature",
    "form fields (what was filled in stays, as text)": "form field (what was filled in stays, as text)",
    "form fields without a form": "form field without a form",
    "links that start a program": "link that starts a program",
    "links to a place that does not exist": "link to a place that does not exist",
    "links with an address that no browser opens safely": "link with an address that no browser opens safely",
    "pictures and forms that no page draws": "picture or form that no page draws",
    "printers' marks": "printers' mark",
    "three-dimensional models": "three-dimensional model",
    "videos and animations": "video or animation",
    "words and pictures outside the visible page": "word or picture outside the visible page",
    **{f"{one}s": one for one in ("action", "script", "sound")},
}
"""Each kind by the name that counts many of it."""


def in_words(kind: str, number: int) -> str:
    """ "1 script", "2 scripts"."""
    return count(number, ONE.get(kind, kind), kind)
