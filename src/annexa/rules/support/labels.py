"""What the words over or beside a value say that it is: the heading of a column, a label, the name of a form field."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from annexa.model.folded import fold


class Says(StrEnum):
    """What a label can say about the value that belongs to it."""

    BIRTH = "date of birth"
    NHS = "NHS number"
    UPN = "unique pupil number"
    ULN = "unique learner number"
    NI = "National Insurance number"
    CHILD = "name of a child"
    ADDRESS = "address"
    OTHER = "something else"
    """A number or date of another kind, such as a telephone number or a date of review."""


NHS: Final = (
    r"(?<![a-z0-9])n\.?\s?h\.?\s?s\.?[\s_\-]{0,3}"
    r"(?:(?:patient\s)?(?:no\b(?!\s+(?!is\b|was\b)[a-z])|num|nr\b|nbr\b|№|#|ids?\b|identifier|ref\b|reference\b))"
)
UPN: Final = r"(?<![a-z0-9])u\.?p\.?n(?![a-z])|unique\s+pupil|(?<![a-z])pupil\s+(?:no\b|num|ref|id\b)"
ULN: Final = r"(?<![a-z0-9])u\.?l\.?n(?![a-z])|unique\s+learner|(?<![a-z])learner\s+(?:no\b|num|ref|id\b)"
NI: Final = (
    r"(?<![a-z0-9])n\.?\s?i\.?(?![a-z])|national\s+insurance|(?<![a-z])n(?:at)?\.?\s?ins\b|(?<![a-z])nino(?![a-z])"
)
BIRTH: Final = (
    r"(?<![a-z])(?:dates?[\s_\-]*of[\s_\-]*birth|d[\s._\-/]{0,2}o[\s._\-/]{0,2}b(?![a-z])|"
    r"birth[\s_\-]*(?:date|day))"
)
"""All for folded text."""

_CHILD: Final = r"(?:child|pupil|student|learner|young person|patient|baby|sibling)"
_PATTERNS: Final = {
    Says.NHS: re.compile(rf"{NHS}|^\W*n\.?h\.?s\.?\W*$"),
    Says.UPN: re.compile(UPN),
    Says.ULN: re.compile(ULN),
    Says.NI: re.compile(rf"{NI}"),
    Says.BIRTH: re.compile(rf"{BIRTH}|^\W*(?:date\s+|when\s+)?born(?:\s+on)?\W*(?:\(.*\)\W*)?$"),
    Says.CHILD: re.compile(
        rf"\b{_CHILD}(?:'?s|s')?\W{{1,3}}(?:full |first |last |sur|fore)?name|\bname of (?:the )?{_CHILD}|"
        rf"^\W*{_CHILD}\W*$"
    ),
    Says.ADDRESS: re.compile(r"\b(?:address|post\s?code|lives at|home)\b"),
}
_WHOLE_WORDS: Final = tuple(re.compile(rf"(?:{pattern.pattern})[a-z]*") for pattern in _PATTERNS.values())
_FILLERS: Final = re.compile(rf"{_CHILD}(?:'?s|s')?|\b(?:number|no|of|the|his|her|their|is|code|s)\b|[\W\d_]")
_NO_BIRTH: Final = re.compile(
    r"\b(?:check|verif|recorded|range|between|cohort|before|after|missing|complet|percent|proportion|number of|"
    r"how many|policy|format|evidence|proof|strategy|group|partnership|project|organisation|certificate|confirm|known|"
    r"quality|place of|data|field|column|match)|%"
)
"""Words that make a label one about dates of birth and not of one."""
OTHER: Final = (
    r"(?:tel|telephone|phone|call|fax|mobile|mob|ring|helpline|line|invoice|inv|order|purchase|po|part|ref|reference|"
    r"account|acct|a/c|serial|s/n|sn|quote|isbn|issn|job|ticket|batch|model|catalogue|cat|item|sku|vat|company|charity|"
    r"registration|reg|licence|contract|tender|product|barcode|ean|policy|urn|ukprn|laestab|doc|document|file|grant|"
    r"project|uprn|usrn|payroll|employee|staff|assignment|case|crime|incident|room|extension|ext|receipt|transaction|"
    r"application|scheme|asset|stock|lot|code|customer|client|supplier)"
)
"""Words that come before numbers of other kinds; for folded text."""
_OTHER: Final = re.compile(
    rf"(?<![a-z])(?:{OTHER}|date|dated|review(?:ed)?|due|joined|start|end|from|until|on roll)(?![a-z])"
)
_LONGEST: Final = 80
_VALUE: Final = re.compile(r"\d{3}|\d[/.\-]\d")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_+")

NOTHING: Final[frozenset[Says]] = frozenset()


@lru_cache(maxsize=16_384)
def says(label: str) -> frozenset[Says]:
    """What a label says; nothing where it is no label: longer than a heading, or a value itself."""
    if len(label) > _LONGEST:
        return NOTHING
    folded = fold(label).text
    if _VALUE.search(_IN_BRACKETS.sub("", folded)):
        return NOTHING
    found = {what for what, pattern in _PATTERNS.items() if pattern.search(folded)}
    if Says.BIRTH in found and _NO_BIRTH.search(folded):
        found.discard(Says.BIRTH)
        found.add(Says.OTHER)
    if not found and _OTHER.search(folded):
        found.add(Says.OTHER)
    return frozenset(found)


def is_label_alone(text: str) -> bool:
    """Whether a text is a label and nothing else: "Date of birth:", but not "Name DOB School"."""
    if len(text) > _LONGEST:
        return False
    rest = _IN_BRACKETS.sub("", fold(text).text)
    for pattern in _WHOLE_WORDS:
        rest = pattern.sub("", rest)
    return not _FILLERS.sub("", rest)


def words_of(name: str) -> str:
    """The name of a field as words: "childDOB" is "child DOB", "nhs_number" is "nhs number"."""
    return " ".join(_CAMEL.sub(" ", name).split())


def says_field(name: str) -> frozenset[Says]:
    """What the name of a form field or property says."""
    return says(words_of(name)[:_LONGEST])
