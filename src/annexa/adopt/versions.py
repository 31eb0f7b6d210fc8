"""Copies and versions of one document: which is the newest, and of which the others are. Everything here is pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from annexa.adopt.file_names import is_old_folder
from annexa.adopt.found import Found
from annexa.rules.support.titles import agreement

_FAMILIES: Final = (
    frozenset({".doc", ".docx", ".docm", ".odt", ".rtf", ".pdf"}),
    frozenset({".xls", ".xlsx", ".xlsm", ".ods", ".csv"}),
    frozenset({".ppt", ".pptx", ".pptm", ".odp"}),
    frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"}),
)
"""Endings that one document has after each other: written in Word, handed in as PDF."""


_AGREE: Final = 0.8
"""How far titles of versions agree: a year or a month may differ."""


class Shown(NamedTuple):
    """What tells whether a document is a version of another one."""

    requirement: str
    title: str
    """As it stands in the document; empty where none does."""


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


def older(documents: Mapping[Found, Shown]) -> Mapping[Found, Found]:
    """Each file that is an older version of another, with the newest."""
    groups: dict[tuple[str, str, str], list[list[Found]]] = {}
    for one, shown in documents.items():
        known = groups.setdefault((shown.requirement, _name(one), family(one.path.suffix)), [])
        near = next((group for group in known if any(_is_version(one, other, documents) for other in group)), None)
        if near is None:
            known.append([one])
        else:
            near.append(one)
    found: dict[Found, Found] = {}
    for group in (each for known in groups.values() for each in known):
        dated = all(one.said.dated for one in group)
        newest = max(group, key=lambda one: _age(one, dated=dated))
        found |= {one: newest for one in group if one is not newest}
    return found


def _is_version(one: Found, other: Found, documents: Mapping[Found, Shown]) -> bool:
    """Whether two files of one name are versions of one document, and not the reports of two schools.

    A mark such as "v2" or "final", or another ending, tells versions in one folder; elsewhere, and where only the
    number of a copy differs, the titles that they show must agree as well.
    """
    marked = _marks(one) != _marks(other)
    together = _place(one) == _place(other)
    if together and (marked or one.path.suffix.lower() != other.path.suffix.lower()):
        return True
    titles = documents[one].title, documents[other].title
    return (marked or together) and all(titles) and agreement(*titles) >= _AGREE


def _marks(one: Found) -> tuple[object, ...]:
    said = one.said
    return said.version, said.is_final, said.is_draft, said.is_old, said.dated


def _place(one: Found) -> tuple[str, ...]:
    """The folders above, those for what is over left out."""
    return tuple(folder for folder in one.name.parts[:-1] if not is_old_folder(folder))


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
