"""Where a person lives and can be reached at home: addresses, private e-mail and mobile telephone numbers."""

import re
from collections.abc import Iterator
from typing import Final

from annexa.model.folded import fold
from annexa.rules.support.labels import Says

_POSTCODE: Final = re.compile(r"(?<![a-z0-9])[a-z]{1,2}\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2}(?![a-z0-9])")
_STREET: Final = re.compile(
    r"\b(?:flat \w+,? )?\d{1,4}[a-z]?,? (?:[a-z'.\-]+ ){1,3}"
    r"(?:street|st|road|rd|avenue|ave|lane|close|drive|way|crescent|court|place|terrace|gardens|grove|hill|walk|rise|row|"
    r"mews|green|square|view|park|gate|croft|meadow|field)\b"
)
_HOME: Final = re.compile(r"\b(?:home address|address|lives at|lives in|living at|home)\b")
_MOBILE: Final = re.compile(r"(?<![\d+])(?:\+?44\W{0,3}(?:0\W{0,2})?|0)7\d(?:[ \-.]?\d){8}(?!\d)")
_PRIVATE: Final = re.compile(
    r"[\w.+\-]+@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|rocketmail|icloud|me|mac|aol|btinternet|btopenworld|"
    r"sky|talktalk|virginmedia|ntlworld|blueyonder|plus|tiscali|protonmail|proton|gmx|mail|zoho|fastmail)\."
    r"(?:com|co\.uk|net|uk|me)(?![\w.]*\w)"
)
_SIGN: Final = re.compile(r"[@\d]")
_HINT: Final = re.compile(r"@|07|\+44|\d ?[A-Za-z]{2}\b|\d[A-Za-z]?,? [A-Za-z]")
"""Text without both holds none of them; most text does not."""


def contacts_in(text: str, says: frozenset[Says]) -> Iterator[str]:
    """What the text holds of these, in plain words with an article; a postcode alone counts below such a heading."""
    if not _SIGN.search(text) or not _HINT.search(text):
        return
    folded = fold(text).text
    street, postcode = _STREET.search(folded), _POSTCODE.search(folded)
    if (street and (postcode or _HOME.search(folded))) or (postcode and (Says.ADDRESS in says or _HOME.search(folded))):
        yield "a home address"
    if _MOBILE.search(folded):
        yield "a mobile number"
    if _PRIVATE.search(folded):
        yield "a private e-mail address"


_CHILD: Final = re.compile(
    r"\b(?:child|pupil|student|learner|young person|patient)(?:'s|s')?\W{1,3}(?:full |first )?name\b|"
    r"\bname of (?:the )?(?:child|pupil|student|learner|young person|patient)\b|\b(?:child|pupil|young person)\s*:\s*\w"
)

_MAY_BE_CHILD: Final = re.compile(r"child|pupil|student|learner|young|patient", re.IGNORECASE)


def names_a_child(text: str) -> bool:
    """Whether the words around say that a child's name stands here: "Child's name: …"."""
    return bool(_MAY_BE_CHILD.search(text) and _CHILD.search(fold(text).text))
