"""Which submissions a finding stands against: an item's its own, one about the library as a whole all of them.

What belongs to no requirement of the framework touches what it is most likely meant for, in this order: the requirement
whose number its name or its folder bears ("3.4 old" → 3.4); those of the same section that are nearest in number
("3.9" → 3.6); everything in the submission that is due last ("New folder"), so that it is put right before all is
handed in and stops nothing that is due before.
"""

import re
from collections.abc import Iterable

from annexa.model.findings import Finding
from annexa.model.framework import Framework

_NUMBER = re.compile(r"(?<![\w.])(\d{1,3})\.(\d{1,3})(?!\w|\.\d{4})")
_SECTION = re.compile(r"\s*(\d{1,2})(?![\w.])")


def against(
    findings: Iterable[Finding], framework: Framework, submission: str, item: str | None = None
) -> tuple[Finding, ...]:
    """The findings of every level that touch a submission, or one item of it, in the order given."""
    wanted = {each.id for each in framework.requirements if each.submission == submission and item in (None, each.id)}
    return tuple(finding for finding in findings if not wanted.isdisjoint(touched(finding, framework)))


def touched(finding: Finding, framework: Framework) -> frozenset[str]:
    """The ids of the requirements whose evidence is not sound while the finding stands; never empty."""
    ids = [requirement.id for requirement in framework.requirements]
    if finding.item is None:
        return frozenset(ids)
    if finding.item in ids:
        return frozenset((finding.item,))
    names = (finding.item, *finding.file.split("/")[1:2])
    for meant in (_named, _nearest):
        for name in names:
            if found := meant(name, ids):
                return frozenset(found)
    last = max((each.due.day, each.due.time) for each in framework.submissions)
    late = {each.id for each in framework.submissions if (each.due.day, each.due.time) == last}
    return frozenset(each.id for each in framework.requirements if each.submission in late) or frozenset(ids)


def leading(name: str, ids: Iterable[str]) -> str | None:
    """The requirement that a folder's name begins with, the longest that fits: 3.4 for "3.4-destinations", not for
    "3.41" or "3.4.1"."""
    found = [id for id in ids if re.match(rf"{re.escape(id)}(?![^\W_]|\.\d)", name.strip(), re.IGNORECASE)]
    return max(found, key=len, default=None)


def _named(name: str, ids: list[str]) -> list[str]:
    """The requirement that a name begins with, or whose number stands in it: 3.4 for "Copy of 3.4 destinations"."""
    numbers = [match[0] for match in _NUMBER.finditer(name) if match[0] in ids]
    first = leading(name, ids)
    return [first] if first else numbers[:1]


def _nearest(name: str, ids: list[str]) -> list[str]:
    """Those of the section that a name's number is in, nearest to it; the whole section for "3 education"."""
    numbers = {id: (int(match[1]), int(match[2])) for id in ids if (match := _NUMBER.fullmatch(id))}
    if whole := _NUMBER.search(name):
        section, place = int(whole[1]), int(whole[2])
        away = {id: abs(number - place) for id, (group, number) in numbers.items() if group == section}
        return [id for id, distance in away.items() if distance == min(away.values())]
    if start := _SECTION.match(name):
        return [id for id, (group, _) in numbers.items() if group == int(start[1])]
    return []
