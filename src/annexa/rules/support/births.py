"""Dates of birth: what stands after "born" or "date of birth", or in a column or field of that name."""

import re
from collections.abc import Iterator
from typing import Final

from annexa.model.folded import Folded
from annexa.model.words import MONTHS
from annexa.rules.support.labels import BIRTH

_MONTH: Final = (
    "(?:" + "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in map(str.lower, MONTHS) if name != "may") + "|may|sept)"
)
_YEAR: Final = r"(?:(?:19|20)\d\d|'?\d\d)(?!\d)"
_MARK: Final = r"\s?[/.\-\s]\s?"
_DATE: Final = re.compile(
    rf"(?<![\d/.])(?:"
    rf"(?P<iso>(?:19|20)\d\d)[\-/.](?P<m1>\d\d?)[\-/.](?P<d1>\d\d?)(?!\d)"
    rf"|(?P<d2>\d\d?){_MARK}(?P<m2>\d\d?){_MARK}{_YEAR}"
    rf"|(?P<d3>\d\d?)(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?[\s\-/.,]*{_MONTH}\.?[\s\-/.,]*{_YEAR}"
    rf"|{_MONTH}\.?\s+(?P<d4>\d\d?)(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d(?!\d)"
    rf")(?![/.\-]?\d)"
)
_COMPACT: Final = re.compile(
    r"\W*(?:(?P<d1>\d\d)(?P<m1>\d\d)(?:19|20)\d\d|(?:19|20)\d\d(?P<m2>\d\d)(?P<d2>\d\d)|(?P<serial>[34]\d{4}))\W*"
)
"""As the whole of a cell: 03042012, 20120403, and the number of days that a workbook counts from 1900."""
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_LABELLED: Final = re.compile(
    rf"{BIRTH}s?[\s.:;=,|)\]*_~>\-]*(?:\((?:[^()\d]{{0,30}})\)\s*)?(?:dd\W?mm\W?yy(?:yy)?\W*)?"
    rf"(?:(?:is|was|given|stated|recorded|shown|as|on|the|of|are|child|pupil)\s+){{0,3}}[\s:=\-]*{_WEEKDAY}(?:the\s+)?$"
)
_BORN: Final = re.compile(
    rf"(?<![a-z])born[\s:,\-]*(?:prematurely\s+|early\s+|at\s+home\s+|full\s+term\s+)?"
    rf"(?:(?:at|in)\s+(?:(?!(?:or|after|before|between|since|until)\b)[\w'.\-]+[\s,]+){{1,6}}?)?(?:on\s+)?(?:the\s+)?{_WEEKDAY}(?:the\s+)?$"
)
_SHORT: Final = re.compile(r"(?<![a-z0-9.])(?:\(b\.?|b[.:])\s*$")
_AFTER_SHORT: Final = re.compile(r"\s*(?:$|[),;\]/|\-])")
_LIST_MARKS: Final = re.compile(r"(?<![a-z0-9.])\(?[ac][.)]\s")
_SUBJECT: Final = re.compile(
    r"([\w'\-]+)\W{0,3}(?:(?:was|were|is|are|has|have|had|been|first|originally|formally|officially|itself|being)\s+)*$"
)
_THINGS_WORDS: Final = """
strategy strategies programme programmes program project projects idea ideas partnership partnerships charity
service services organisation organization board network company school schools academy academies trust
initiative initiatives group groups team teams forum campaign app website site plan plans policy movement
approach vision concept offer hub centre center college nursery council authority region institution system
framework scheme pilot fund act law committee commission agency federation alliance consortium club association
union body unit it this that which document report model tool model brand department directorate ofsted cqc nhs
dfe product event festival award process provision panel collaboration relationship publication journal magazine
newsletter guidance charter theme term word name phrase
"""
_THINGS: Final = frozenset(_THINGS_WORDS.split())
"""What is born without being a person."""
_REACH: Final = 90


def births_in(folded: Folded, *, labelled: bool) -> Iterator[tuple[int, int]]:
    """Offsets, in the folded text, of each date of birth to the day; `labelled` where a column or field says so.

    `folded` is folded with case, accents and dashes. A cohort ("born between … and …") and a thing that was "born"
    have none.
    """
    text = folded.text
    for match in _DATE.finditer(text):
        if _is_day(match) and (labelled or _is_said(text, match)):
            yield match.span()
    if labelled and (whole := _COMPACT.fullmatch(text)) and _is_compact_day(whole):
        yield whole.span()


def may_hold_birth(text: str) -> bool:
    """Whether a folded text holds words of birth at all; most do not."""
    return "b" in text and bool(_HINT.search(text))


_HINT: Final = re.compile(rf"born|birth|(?<![a-z0-9])\(?b\.?\s*:?\s*\d|{BIRTH}")


def _is_day(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    day = int(groups["d1"] or groups["d2"] or groups["d3"] or groups["d4"] or 0)
    month = int(groups["m1"] or groups["m2"] or 1)
    return (1 <= day <= 31 and 1 <= month <= 12) or (1 <= month <= 31 and 1 <= day <= 12)


def _is_compact_day(match: re.Match[str]) -> bool:
    if match["serial"]:
        return True
    return 1 <= int(match["d1"] or match["d2"]) <= 31 and 1 <= int(match["m1"] or match["m2"]) <= 12


def _is_said(text: str, match: re.Match[str]) -> bool:
    start = max(0, match.start() - _REACH)
    before = text[start : match.start()]
    if _LABELLED.search(before):
        return True
    if born := _BORN.search(before):
        subject = _SUBJECT.search(before[: born.start()])
        return subject is None or not _is_thing(subject[1])
    if not _SHORT.search(before) or not _AFTER_SHORT.match(text, match.end()):
        return False
    return not _LIST_MARKS.search(text)


def _is_thing(word: str) -> bool:
    return word in _THINGS
