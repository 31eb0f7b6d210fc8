"""Numbers that name one person in England: shapes, check digits, and the words that must stand near them.

Random digits pass the NHS number's check one time in eleven, so a number counts only where its context says what
it is (measured: research on document checks).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from annexa.model.folded import Folded, fold
from annexa.rules.support import labels
from annexa.rules.support.births import births_in, may_hold_birth
from annexa.rules.support.labels import Says


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A number found in a text; the number itself is not kept, so that no report can quote it."""

    kind: str
    """In plain words: "NHS number", "unique pupil number" …"""
    start: int
    end: int


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


_UPN: Final = re.compile(r"(?<![a-z0-9])[a-hj-np-rt-z](?:[ \-._]{0,2}\d){11}[ \-._]{0,2}[\da-hj-np-rt-z](?![a-z0-9])")
_NI: Final = re.compile(r"(?<![a-z0-9])[a-z]{2}(?:[ \-.]?\d\d){3}(?:[ \-.]?[a-d])?(?![a-z0-9])")
_GROUP: Final = re.compile(r"\d+")
_BETWEEN: Final = re.compile(r"[ \t\n.\-_/·•]{1,3}")
_SHAPES: Final = frozenset({(10,), (3, 3, 4), (4, 3, 3), (3, 4, 3), (5, 5), (1,) * 10})
"""How ten digits are grouped where they are an NHS or learner number; other ways count right after their label."""
_CUES: Final = {
    Says.NHS: re.compile(labels.NHS),
    Says.UPN: re.compile(labels.UPN),
    Says.ULN: re.compile(labels.ULN),
    Says.NI: re.compile(labels.NI),
}
_RIGHT_AFTER: Final = {
    what: re.compile(rf"(?:{cue}){end}")
    for what, cue, end in (
        (
            Says.NHS,
            rf"{labels.NHS}|(?<![a-z0-9])n\.?h\.?s\.?(?=[\W_]{{0,4}}$)",
            r"[a-z]{0,4}[\W_]*(?:(?:is|was|are|of)\s+)?$",
        ),
        (Says.ULN, labels.ULN, r"[\W_]*(?:(?:no|number|is|was)\W+){0,2}$"),
    )
}
_OTHER_BEFORE: Final = re.compile(
    rf"(?<![a-z])(?:{labels.OTHER}|\w*phone\w*)[\s_]{{0,2}}(?:no|num|number|ref|id|code|#)?[\W_]{{0,4}}$"
)
_MAYBE: Final = re.compile(
    r"\d{5}|\d\d?[ \t\n./·•_\-]{1,3}\d|\d\w{0,2} +\w{3,9}\.?,? +\d\d|\d-?[a-z]{3}|[a-z]{3}\.? \d"
)
"""Folded text without this holds none of the numbers and no date to the day; most text does not."""
_FEW_DIGITS: Final = re.compile(r"\d(?:\D*\d){2}")
"""Text without this many digits holds nothing either, folded or not."""
_REACH: Final = 60
"""How many characters around a number its cue may stand."""
_NAMES: Final = {
    Says.NHS: "NHS number",
    Says.UPN: "unique pupil number",
    Says.ULN: "unique learner number",
    Says.NI: "National Insurance number",
}


def identifiers_in(text: str, *, says: frozenset[Says] = labels.NOTHING) -> Iterator[Identifier]:
    """Each number or date that names a person; `says` is what stands over or beside the text says that it holds."""
    if not _FEW_DIGITS.search(text):
        return
    folded = fold(text)
    if not _MAYBE.search(folded.text):
        return
    for what, start, end in (*_ten_digits(folded.text, says), *_upns(folded.text, says), *_nis(folded.text, says)):
        yield _identifier(_NAMES[what], folded, start, end)
    labelled = Says.BIRTH in says
    if labelled or may_hold_birth(folded.text):
        for start, end in births_in(folded, labelled=labelled):
            yield _identifier("date of birth", folded, start, end)


def _identifier(kind: str, folded: Folded, start: int, end: int) -> Identifier:
    first, last = folded.span(start, end)
    return Identifier(kind=kind, start=first, end=last)


def _ten_digits(text: str, says: frozenset[Says]) -> Iterator[tuple[Says, int, int]]:
    if says.isdisjoint(_TEN) and not _ANY_TEN.search(text):
        return
    groups = [match.span() for match in _GROUP.finditer(text)]
    if sum(end - start for start, end in groups) < _DIGITS:
        return
    index = 0
    while index < len(groups):
        taken = 1
        last = _window(text, groups, index)
        if last is not None and (what := _which_ten(text, groups[index : last + 1], says)):
            yield what, groups[index][0], groups[last][1]
            taken = last + 1 - index
        index += taken


def _window(text: str, groups: list[tuple[int, int]], first: int) -> int | None:
    """The last of the groups that make ten digits together with the first; None where none do, or more belong to it."""
    start = groups[first][0]
    before = text[start - 1] if start else ""
    if before.isalpha() or before == "+" or (before in set("./-") and start > 1 and text[start - 2].isdigit()):
        return None
    if first and text[groups[first - 1][0] - 1 : groups[first - 1][0]] == "+" and start - groups[first - 1][1] < 3:
        return None  # the code of a country
    digits = 0
    for index in range(first, len(groups)):
        if index > first and not _BETWEEN.fullmatch(text, groups[index - 1][1], groups[index][0]):
            return None
        digits += groups[index][1] - groups[index][0]
        if digits >= _DIGITS:
            end = groups[index][1]
            after = text[end : end + 2]
            belongs = after[:1].isalpha() or (after[:1] in set("./-") and after[1:].isdigit())
            return index if digits == _DIGITS and not belongs else None
    return None


_DIGITS: Final = 10


def _which_ten(text: str, groups: list[tuple[int, int]], says: frozenset[Says]) -> Says | None:
    start, end = groups[0][0], groups[-1][1]
    digits = "".join(text[a:b] for a, b in groups)
    valid = [what for what, is_valid in _TEN_DIGIT_KINDS if is_valid(digits)]
    if not valid:
        return None
    shape = tuple(b - a for a, b in groups)
    before = text[max(0, start - _REACH) : start]
    if len(groups) == 2 and text[groups[0][1]] == ".":
        return None  # a decimal
    other = Says.OTHER in says or bool(_OTHER_BEFORE.search(before[-_SHORT_REACH:]))
    for what in valid:
        if what in says or _RIGHT_AFTER[what].search(before):
            return what
        usual = shape in _SHAPES and not digits.startswith("0")
        if usual and not other and _CUES[what].search(before + "\n" + text[end : end + _REACH]):
            return what
    return None


_SHORT_REACH: Final = 24
_TEN: Final = frozenset({Says.NHS, Says.ULN})
_ANY_TEN: Final = re.compile(r"n\.?\s?h\.?\s?s|u\.?l\.?n|learner")
"""Text without this, and without a label, has no cue for ten digits."""
_TEN_DIGIT_KINDS: Final[tuple[tuple[Says, Callable[[str], bool]], ...]] = (
    (Says.NHS, is_nhs_number),
    (Says.ULN, is_uln),
)


def _upns(text: str, says: frozenset[Says]) -> Iterator[tuple[Says, int, int]]:
    for match in _UPN.finditer(text):
        plain = re.sub(r"[\W_]", "", match.group())
        if is_upn(plain) and (_has_cue(Says.UPN, text, match, says) or _stands_alone(text, match, plain, says)):
            yield Says.UPN, *match.span()


def _nis(text: str, says: frozenset[Says]) -> Iterator[tuple[Says, int, int]]:
    for match in _NI.finditer(text):
        plain = re.sub(r"\W", "", match.group())
        whole = plain[-1].isalpha()
        if is_national_insurance_number(plain if whole else f"{plain}a") and (
            _has_cue(Says.NI, text, match, says) or (whole and _stands_alone(text, match, plain, says))
        ):
            yield Says.NI, *match.span()


def _has_cue(what: Says, text: str, match: re.Match[str], says: frozenset[Says]) -> bool:
    if what in says:
        return True
    around = f"{text[max(0, match.start() - _REACH) : match.start()]}\n{text[match.end() : match.end() + _REACH]}"
    return bool(_CUES[what].search(around))


def _stands_alone(text: str, match: re.Match[str], plain: str, says: frozenset[Says]) -> bool:
    """Whether it is written in one piece, is no part of a longer code, and nothing says that it is something else."""
    start, end = match.span()
    joined = text[start - 1 : start] in set("-/.") or text[end : end + 1] in set("-/")
    before = text[max(0, start - _SHORT_REACH) : start]
    return match.group() == plain and not joined and Says.OTHER not in says and not _OTHER_BEFORE.search(before)
