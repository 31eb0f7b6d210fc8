"""The stages of an item's sign-off as the status shows them: whose signature is missing, and what was changed since."""

from collections.abc import Mapping, Sequence

from annexa.inspection.rows import Named, StageRow
from annexa.inspection.turns import Turns
from annexa.model.library import Item
from annexa.model.standing import standing


def stages_of(turns: Turns, item: Item, digests: Mapping[str, str]) -> tuple[StageRow, ...]:
    """Every stage of an item, in order. `digests` by path relative to the project folder."""
    if turns.library is None:
        return ()
    return tuple(
        StageRow(
            id=stage.stage,
            title=stage.title,
            state=stage.state,
            who=_named(turns, stage.missing or stage.wanted),
            enough=stage.enough,
            changes=stage.changes,
        )
        for stage in standing(item, turns.library, turns.framework, digests)
    )


def _named(turns: Turns, roles: Sequence[str]) -> tuple[Named, ...]:
    return tuple(turns.role(role) for role in roles)
