"""Signs items in tests as the command does, without a check and without a clock."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annexa.check.subjects import sources
from annexa.inspection import signoff
from annexa.load import Loaded, project
from annexa.model.library import Item
from annexa.model.standing import StageStanding, standing, turn

FIRST = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
"""The afternoon of the notification call of the sample."""


def leave_stages_out(schema: Path) -> None:
    """Makes a copied framework one that asks for no sign-off, for tests that are about other things."""
    path = schema / "annex-a.yaml"
    text, number = re.subn(r"(?ms)^stages:\n.*?(?=^duties:)", "", path.read_text("utf-8"))
    assert number == 1
    path.write_text(text, encoding="utf-8")


def digests_of(loaded: Loaded) -> dict[str, str]:
    """The digests of the documents that are there, as the check computes them."""
    assert loaded.library is not None
    return {source.name: source.sha256 for source in sources(loaded.library, loaded.framework)}


def item_of(loaded: Loaded, requirement: str) -> Item:
    assert loaded.library is not None
    return next(item for item in loaded.library.items if item.meta.requirement == requirement)


def stages_of(root: Path, requirement: str) -> tuple[StageStanding, ...]:
    """Where an item stands, read anew from the disk."""
    loaded = project(root)
    assert loaded.library is not None
    return standing(item_of(loaded, requirement), loaded.library, loaded.framework, digests_of(loaded))


def sign(root: Path, requirement: str, *, up_to: str | None = None) -> None:
    """Every signature that is missing, stage by stage, to the last stage or the one named."""
    loaded = project(root)
    assert loaded.library is not None
    names = [stage.id for stage in loaded.framework.stages]
    last = names.index(up_to) if up_to else len(names) - 1
    while (stage := turn(stages_of(root, requirement))) is not None and names.index(stage.stage) <= last:
        add(root, requirement, stage.stage, stage.missing[0])


def sign_all(root: Path, submission: str) -> None:
    """Every signature that is missing on the items of a submission."""
    loaded = project(root)
    library, digests = loaded.library, digests_of(loaded)
    assert library is not None
    wanted = {each.id for each in loaded.framework.requirements if each.submission == submission}
    for item in (item for item in library.items if item.meta.requirement in wanted):
        now = item
        while (stage := turn(standing(now, library, loaded.framework, digests))) is not None:
            at = FIRST + timedelta(hours=len(now.sign_offs))
            entry = signoff.signature(
                now, library, loaded.framework, digests, stage=stage.stage, role=stage.missing[0], at=at
            )
            signoff.write(item, entry)
            now = now.model_copy(update={"sign_offs": (*now.sign_offs, entry)})


def add(root: Path, requirement: str, stage: str, role: str, *, minutes: int = 0) -> Path:
    """One signature, on the disk."""
    loaded = project(root)
    assert loaded.library is not None
    item = item_of(loaded, requirement)
    entry = signoff.signature(
        item,
        loaded.library,
        loaded.framework,
        digests_of(loaded),
        stage=stage,
        role=role,
        at=FIRST + timedelta(hours=len(item.sign_offs), minutes=minutes),
    )
    return signoff.write(item, entry)
