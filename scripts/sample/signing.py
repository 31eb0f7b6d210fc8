"""The sign-offs of the sample: every stage of every item, at the hours at which a real partnership would sign."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from annexa.check.subjects import sources
from annexa.inspection import signoff
from annexa.load import Loaded, project
from annexa.model.library import Item, Library
from annexa.model.standing import standing, turn

_HOURS = {
    "day-2": {"evidence-lead": (2, 15), "accountable-lead": (3, 9), "director": (3, 10)},
    "day-5": {"evidence-lead": (5, 15), "accountable-lead": (6, 10), "director": (6, 14)},
}
"""Day of November 2026 and hour of each stage, by submission: the call came on Monday the second."""


def entries(root: Path, only: str = "") -> Iterator[tuple[str, bytes]]:
    """Each entry's path below evidence/ and its bytes, made from the items as they lie in the project folder."""
    loaded = project(root)
    library = loaded.library
    if library is None:
        raise SystemExit("evidence/library.yaml cannot be read")
    digests = {source.name: source.sha256 for source in sources(library, loaded.framework)}
    due = {requirement.id: requirement.submission for requirement in loaded.framework.requirements}
    for item in library.items:
        if item.folder.name.startswith(only):
            hours = _HOURS[due[item.meta.requirement]]
            yield from _of(item.model_copy(update={"sign_offs": ()}), loaded, library, digests, hours)


def _of(
    item: Item, loaded: Loaded, library: Library, digests: dict[str, str], hours: dict[str, tuple[int, int]]
) -> Iterator[tuple[str, bytes]]:
    while (stage := turn(standing(item, library, loaded.framework, digests))) is not None:
        day, hour = hours[stage.stage]
        entry = signoff.signature(
            item,
            library,
            loaded.framework,
            digests,
            stage=stage.stage,
            role=stage.missing[0],
            at=datetime(2026, 11, day, hour, 5 * len(item.sign_offs), tzinfo=UTC),
        )
        yield f"{item.folder.name}/{signoff.file_of(entry)}", signoff.text_of(entry).encode()
        item = item.model_copy(update={"sign_offs": (*item.sign_offs, entry)})
