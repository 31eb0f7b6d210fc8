"""The whole library as files: the three YAML files of the library, and every item with its documents."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from . import metadata, pack
from .content import alternative, care, education, health, lists, needs, plans, structure, tracked, voice
from .model import Item

_FIXED = Path(__file__).with_name("fixed")
Maker = Callable[[], Item]
ITEMS: tuple[Maker, ...] = (
    lists.child_level,
    lists.providers,
    structure.partnership,
    needs.assessment,
    needs.self_evaluation,
    needs.strategy,
    structure.groups,
    tracked.item,
    voice.item,
    plans.plans,
    plans.budgets,
    plans.tribunals,
    plans.numbers,
    education.system,
    education.residential,
    education.out_of_area,
    education.destinations,
    education.part_time,
    education.transport,
    care.overview,
    care.breaks,
    care.thresholds,
    health.system,
    health.performance,
    health.pathways,
    alternative.strategy,
    alternative.needs,
    alternative.settings,
    alternative.monitoring,
)
"""What makes each item, in the order of the framework."""


def items() -> tuple[Item, ...]:
    """All items of the library."""
    return tuple(make() for make in ITEMS)


def files_of(item: Item, folder: Path | None = None) -> dict[str, bytes]:
    """The files of one item's folder by name, item.yaml last.

    A document that lies in `folder` with the same content is answered as it lies there: another machine may compress
    the same content to other bytes, and neither the file nor the digests in item.yaml should change for that.
    """
    built = {document.file: _kept(document.build(document), document.file, folder) for document in item.documents}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in built.items()}
    return built | {"item.yaml": metadata.item_yaml(item, digests).encode()}


def _kept(made: bytes, name: str, folder: Path | None) -> bytes:
    path = folder / name if folder else None
    if path is None or not path.exists():
        return made
    old = path.read_bytes()
    return old if old == made or pack.same(name, old, made) else made


def settings() -> dict[str, bytes]:
    """library.yaml and the like, and the register of children, by their path below evidence/."""
    return {path.relative_to(_FIXED).as_posix(): path.read_bytes() for path in sorted(_FIXED.rglob("*.yaml"))}


def folders(evidence: Path, only: str = "") -> Iterator[tuple[str, dict[str, bytes]]]:
    """Each folder below evidence/ with its files, or those whose name starts with `only`.

    The library's own files come first, under an empty name. Raises nothing where `evidence` does not exist yet.
    """
    if not only:
        yield "", settings()
    for item in items():
        if item.folder.startswith(only):
            yield item.folder, files_of(item, evidence / item.folder)
