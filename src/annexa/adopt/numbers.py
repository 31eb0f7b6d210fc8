"""The requirement whose number stands in the name of a file or of a folder above it. Everything here is pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from annexa.model.against import leading
from annexa.model.framework import Framework, Requirement

_BEFORE: Final = (
    r"(?:(?:annex|appendix|app)\.?\s*[a-z]?\b[\s_.:,-]*)?"
    r"(?:(?:item|req(?:uirement)?|evidence|section|sec|ref(?:erence)?|no|question|q)\b[\s_.:-]*)?"
)
_NUMBER: Final = r"0?(?P<section>\d{1,2})[._\-–](?P<place>\d{1,2})"
_END: Final = r"(?!\d)(?![._\-–/](?:20)?[2-9]\d(?!\d))(?!\s?(?:%|[ap]m\b|[km]\b))"
"""What follows is no date (3.4.26) and no measure (1.5 m)."""
_LEADING: Final = re.compile(rf"^[\W_]*{_BEFORE}{_NUMBER}{_END}", re.IGNORECASE)
_NAMED: Final = re.compile(
    rf"(?:annex|appendix)\.?\s*[a-z]?\b[\s_.:,-]*{_NUMBER}{_END}|\(\s*0?(?P<s2>\d{{1,2}})\.(?P<p2>\d{{1,2}})\s*\)",
    re.IGNORECASE,
)
_ANYWHERE: Final = re.compile(
    rf"(?<![\d.£$/])(?<!v)(?<!v\.)(?<!v )(?<!ver )(?<!version )(?<!version_)(?<!issue )(?<!rev )(?<!table )(?<!figure )"
    rf"0?(?P<section>\d{{1,2}})\.(?P<place>\d{{1,2}}){_END}",
    re.IGNORECASE,
)
_SECTION: Final = re.compile(rf"^[\W_]*{_BEFORE}(?P<section>\d{{1,2}})(?![\d.]\d|\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """What numbers in a path say."""

    requirement: Requirement | None
    said: str
    """The number as the path gives it, or ""; with no requirement it is not one of the list."""
    where: str
    """The name of the file or folder that gives it."""


def numbered(path: PurePosixPath, framework: Framework) -> Numbered:
    """The requirement that the path numbers: a name that begins with it counts most, the nearest to the file first."""
    known = _by_number(framework)
    names = (path.stem, *reversed(path.parts[:-1]))
    unknown = Numbered(requirement=None, said="", where="")
    for pattern in (_LEADING, _NAMED, _ANYWHERE):
        for name in names:
            for number in _numbers(pattern, name):
                if number in known:
                    return Numbered(requirement=known[number], said=_shown(number), where=name)
                if pattern is not _ANYWHERE and not unknown.said:
                    unknown = Numbered(requirement=None, said=_shown(number), where=name)
        if found := _called(names, framework) if pattern is _LEADING else None:
            return found
    return unknown


def section_of(path: PurePosixPath, framework: Framework) -> frozenset[str] | None:
    """The requirements of the section that a folder numbers, such as "3 Education"; None where none does."""
    known = _by_number(framework)
    for name in reversed(path.parts[:-1]):
        if match := _SECTION.match(name):
            found = frozenset(each.id for (section, _), each in known.items() if section == int(match["section"]))
            if found:
                return found
    return None


def without_number(words: str, framework: Framework) -> str:
    """A name without the number in front of it, where that is one of the list: "3.4.2 Leavers" is "Leavers"."""
    match = re.match(_LEADING.pattern + r"(?:[._\-–]\d{1,2})*(?:\s*\(?[a-z]\))?", words, re.IGNORECASE)
    if match and (int(match["section"]), int(match["place"])) in _by_number(framework):
        return words[match.end() :].strip(" -–—_.,:;)") or words
    return words


def _called(names: tuple[str, ...], framework: Framework) -> Numbered | None:
    """A requirement whose id is not two figures, at the beginning of a name: "A7 plans", "child-level-data"."""
    ids = {str(each.number or each.id): each for each in framework.requirements if not _pair(each)}
    for name in names:
        found = leading(re.sub(r"[\s_]+", "-", name.strip()), ids) or leading(name, ids)
        if found:
            return Numbered(requirement=ids[found], said=found, where=name)
    return None


def _numbers(pattern: re.Pattern[str], name: str) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(name):
        groups = match.groupdict()
        yield int(groups["section"] or groups["s2"]), int(groups["place"] or groups["p2"])


def _by_number(framework: Framework) -> Mapping[tuple[int, int], Requirement]:
    pairs = ((_pair(each), each) for each in framework.requirements)
    return {pair: each for pair, each in pairs if pair is not None}


def _pair(requirement: Requirement) -> tuple[int, int] | None:
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})", requirement.number or "")
    return (int(match[1]), int(match[2])) if match else None


def _shown(number: tuple[int, int]) -> str:
    return f"{number[0]}.{number[1]}"
