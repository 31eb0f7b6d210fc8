"""Which roles an item gets: those of a list, those of its group, those of people.yaml."""

from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal

from annexa.model.errors import UsageError
from annexa.model.framework import Framework, Requirement
from annexa.model.library import Library

Field = Literal["lead", "accountable"]
_SUFFIX: Final[dict[Field, str]] = {"lead": "evidence-lead", "accountable": "accountable-lead"}


def role_for(field: Field, requirement: Requirement, library: Library, framework: Framework) -> str:
    """The role that most likely leads, or answers for, a requirement. Raises UsageError where people.yaml has none."""
    return next(_candidates(field, requirement, library, framework))


def _candidates(field: Field, requirement: Requirement, library: Library, framework: Framework) -> Iterator[str]:
    roles = library.people.roles
    stage = next((each.id for each in framework.stages if each.named_in == field), "")
    able = [id for id, role in roles.items() if stage in role.stages]
    yield from (id for id in able if requirement.id in roles[id].signs)
    group = {each.id for each in framework.requirements if each.group == requirement.group}
    used = Counter(str(getattr(item.meta, field)) for item in library.items if item.meta.requirement in group)
    yield from (id for id, _ in used.most_common() if id in roles)
    yield from (id for id in able if requirement.group in roles[id].signs)
    yield from (id for id in roles if id == f"{requirement.group}-{_SUFFIX[field]}")
    yield from able
    yield from roles
    raise UsageError("evidence/people.yaml lists no role", remedy="Add the evidence leads to it first.")
