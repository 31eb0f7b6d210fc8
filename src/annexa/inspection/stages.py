"""The stages of an item's sign-off as the status shows them: whose signature is missing, and what was changed since."""

from collections.abc import Iterator, Mapping, Sequence

from annexa.inspection.status import Named, StageRow
from annexa.inspection.turns import Turns
from annexa.model.framework import Requirement
from annexa.model.library import Item, is_child_level
from annexa.model.standing import standing


def stages_of(turns: Turns, requirement: Requirement, item: Item, digests: Mapping[str, str]) -> tuple[StageRow, ...]:
    """Every stage of an item, in order. `digests` by path relative to the project folder.

    What was changed is said without the names of child-level documents.
    """
    if turns.library is None:
        return ()
    secret = sorted(_secret_names(requirement, item), key=len, reverse=True)
    return tuple(
        StageRow(
            id=stage.stage,
            title=stage.title,
            state=stage.state,
            who=_named(turns, stage.missing or stage.wanted),
            enough=stage.enough,
            changes=tuple(_without(change, secret) for change in stage.changes),
        )
        for stage in standing(item, turns.library, turns.framework, digests)
    )


def _named(turns: Turns, roles: Sequence[str]) -> tuple[Named, ...]:
    return tuple(turns.role(role) for role in roles)


def _secret_names(requirement: Requirement, item: Item) -> Iterator[str]:
    """Names of the documents that are child-level now, or were when they were signed."""
    yield from (each.name for each in item.meta.documents if is_child_level(requirement, each))
    for entry in item.sign_offs:
        for document in entry.signed.documents:
            kept = any(name.startswith("secure.") for name in document.fields)
            if requirement.sensitive or kept or document.fields.get("sensitivity") == "child-level":
                yield document.name


def _without(change: str, names: Sequence[str]) -> str:
    for name in names:
        change = change.replace(f"the file {name}", name).replace(name, "a child-level document")
    return change
