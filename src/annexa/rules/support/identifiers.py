"""Numbers that name one person in England: shapes, check digits, and the words that must stand near them.

Random digits pass the NHS number's check one time in eleven, so a number counts only where its context says what
it is (measured: research on document checks).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from annexa.rules.support.dates import Precision, Role, find_dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A number found in a text; the number itself is not kept, so that no report can quote it."""

    kind: str
    """In plain words: "NHS number", "unique pupil number" …"""
    start: int


def is_nhs_number(digits: str) -> bool:
    """Ten digits with weights 10 to 2; the check digit is 11 minus the sum modulo 11 (NHS Data Dictionary)."""
    if not re.fullmatch(r"\d{10}", digits) or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    check = (11 - total % 11) % 11
    return check != 10 and check == int(digits[9])


_UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"


def is_upn(text: str) -> bool:
    """A check letter and 12 digits; a temporary number ends in a letter in place of its last digit.

    The letter is the sum of the digits weighted 2 to 13, modulo 23, among the letters without I, O and S; the last
    letter of a temporary number counts as its place in that alphabet (DfE guide to unique pupil numbers).
    """
    match = re.fullmatch(r"([A-HJ-NP-RT-Z])(\d{11})(\d|[A-HJ-NP-RT-Z])", text.upper())
    if match is None:
        return False
    last = match[3]
    values = [*map(int, match[2]), int(last) if last.isdigit() else _UPN_LETTERS.index(last)]
    return _UPN_LETTERS[sum(v * w for v, w in zip(values, range(2, 14), strict=True)) % 23] == match[1]


def is_uln(digits: str) -> bool:
    """Ten digits; 10 minus the sum of nine digits weighted 10 to 2, modulo 11 (Learning Records Service)."""
    if not re.fullmatch(r"[1-9]\d{9}", digits) or digits == "9999999999":
        return False
    remainder = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return remainder != 0 and 10 - remainder == int(digits[9])


_NI_BAD_PREFIXES: Final = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})


def is_national_insurance_number(text: str) -> bool:
    """Two letters, six digits and A to D; not D, F, I, Q, U, V first, nor an unused prefix (HMRC manual NIM39110)."""
    text = re.sub(r"\s", "", text.upper())
    if not re.fullmatch(r"[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]\d{6}[A-D]", text):
        return False
    return text[:2] not in _NI_BAD_PREFIXES


_TEN_DIGITS: Final = re.compile(r"(?<![\w+.-])\d{3}([ \u00a0-]?)\d{3}\1\d{4}(?![\w-]|\.\d)")
_UPN: Final = re.compile(r"(?<![\w-])[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z](?![\w-])", re.IGNORECASE)
_NI: Final = re.compile(r"(?<![\w-])[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\w-])", re.IGNORECASE)
_NHS_CUE: Final = re.compile(
    r"\bNHS\s*(?:no\b(?!\s+[a-z])|num|№|#|id\b|:)|\bNHS\W{0,3}\d{3}[ \u00a0-]?\d{3}|^\W*NHS\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_ULN_CUE: Final = re.compile(r"\bULN\b|\bunique learner", re.IGNORECASE)
_NI_CUE: Final = re.compile(r"\bN\.?I\.?\b|national insurance|\bNINO\b", re.IGNORECASE)
_MAYBE: Final = re.compile(r"\d{6}|\d\d[ \u00a0-]\d\d|\d[/.-]\d|\d\w{0,2} +\w{3,9}\.?,? +\d\d|\d{3}[ \u00a0]\d")
"""Text without this holds none of the numbers and no date to the day; most text does not."""
_TELEPHONE: Final = re.compile(r"(?:tel|phone|call|fax|mobile|ring)\w*\W*$", re.IGNORECASE)
_REACH: Final = 60
"""How many characters around a number its cue may stand."""


def identifiers_in(text: str, *, label: str = "") -> Iterator[Identifier]:
    """Each number that names a person; `label` is what stands over or beside the text, such as a column's heading."""
    if not _MAYBE.search(text):
        return
    yield from _ten_digits(text, label)
    for match in _UPN.finditer(text):
        if is_upn(match.group()):
            yield Identifier(kind="unique pupil number", start=match.start())
    for match in _NI.finditer(text):
        if is_national_insurance_number(match.group()) and (
            _NI_CUE.search(_around(text, match, label)) or " " not in match.group()
        ):
            yield Identifier(kind="National Insurance number", start=match.start())
    for found in find_dates(text) if _may_hold_birth(text, label) else ():
        labelled = found.role is Role.BARE and _BIRTH_LABEL.search(label)
        if found.precision is Precision.DAY and (found.role is Role.BIRTH or labelled):
            yield Identifier(kind="date of birth", start=found.start)


_BIRTH_LABEL: Final = re.compile(r"^\W*(?:date of birth|d\.?o\.?b\.?|birth ?date)\W*$", re.IGNORECASE)


def _may_hold_birth(text: str, label: str) -> bool:
    folded = f"{label} {text}".lower()
    return "birth" in folded or "dob" in folded or "d.o.b" in folded or "born" in folded


def _ten_digits(text: str, label: str) -> Iterator[Identifier]:
    for match in _TEN_DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        near = _around(text, match, label)
        if _TELEPHONE.search(text[max(0, match.start() - 14) : match.start()]):
            continue
        for kind, cue, is_valid in _TEN_DIGIT_KINDS:
            if cue.search(near) and is_valid(digits):
                yield Identifier(kind=kind, start=match.start())
                break


_TEN_DIGIT_KINDS: Final[tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...]] = (
    ("NHS number", _NHS_CUE, is_nhs_number),
    ("unique learner number", _ULN_CUE, is_uln),
)


def _around(text: str, match: re.Match[str], label: str) -> str:
    return f"{label}\n{text[max(0, match.start() - _REACH) : match.end() + _REACH]}"
