"""Copies and versions of one document: which is the newest, and of which the others are. Everything here is pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from annexa.adopt.found import Found

_FAMILIES: Final = (
    frozenset({".doc", ".docx", ".docm", ".odt", ".rtf", ".pdf"}),
    frozenset({".xls", ".xlsx", ".xlsm", ".ods", ".csv"}),
    frozenset({".ppt", ".pptx", ".pptm", ".odp"}),
    frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"}),
)
"""Endings that one document has after each other: written in Word, handed in as PDF."""


def duplicates(documents: Iterable[Found]) -> Mapping[Found, Found]:
    """Each file that holds the same bytes as another, with the one that is kept: the one with the plainest name."""
    groups: dict[str, list[Found]] = {}
    for one in documents:
        groups.setdefault(one.sha256, []).append(one)
    kept: dict[Found, Found] = {}
    for group in groups.values():
        first = min(group, key=_plainness)
        kept |= {one: first for one in group if one is not first}
    return kept


def older(documents: Mapping[Found, str]) -> Mapping[Found, Found]:
    """Each file that is an older version of another, with the newest. `documents`: the requirement of each."""
    groups: dict[tuple[str, str, str], list[Found]] = {}
    for one, requirement in documents.items():
        groups.setdefault((requirement, _name(one), family(one.path.suffix)), []).append(one)
    found: dict[Found, Found] = {}
    for group in groups.values():
        dated = all(one.said.dated for one in group)
        newest = max(group, key=lambda one: _age(one, dated=dated))
        found |= {one: newest for one in group if one is not newest}
    return found


def family(suffix: str) -> str:
    """What endings of one document have in common; the ending itself where it has no relatives."""
    known = next((each for each in _FAMILIES if suffix.lower() in each), None)
    return min(known) if known else suffix.lower()


def _name(one: Found) -> str:
    return " ".join(re.findall(r"\w+", one.said.words.casefold().replace("’", "").replace("'", "")))


def _plainness(one: Found) -> tuple[object, ...]:
    return one.said.is_old, one.said.copy, one.said.is_draft, len(one.name.parts[-1]), str(one.name)


def _age(one: Found, *, dated: bool) -> tuple[object, ...]:
    """Orders versions, the newest last. Without a number "final" is the last word; with one the number counts."""
    said = one.said
    number = said.version or ((10_000,) if said.is_final else (0,))
    day = said.dated.toordinal() if said.dated else 0
    first: tuple[object, ...] = (not said.is_old, not said.is_draft)
    ordered = (day, number) if dated else (number, day)
    return (
        *first,
        *ordered,
        said.is_final,
        one.changed,
        not said.copy,
        one.path.suffix.lower() != ".pdf",
        str(one.name),
    )
