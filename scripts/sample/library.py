"""The whole library as files: the three YAML files of the library, and every item with its documents."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from . import metadata, thin
from .content import care, education, lists, needs, plans, structure, tracked, voice
from .model import Item

_FIXED = Path(__file__).with_name("fixed")


def items() -> tuple[Item, ...]:
    made = (lists.child_level(), lists.providers(), structure.partnership(), structure.groups(),
            needs.assessment(), needs.self_evaluation(), needs.strategy(), tracked.item(), voice.item(),
            plans.plans(), plans.budgets(), plans.tribunals(), plans.numbers(),
            education.system(), education.residential(), education.out_of_area(), education.destinations(), education.part_time(), education.transport(),
            care.overview(), care.breaks(), care.thresholds())
    known = {item.requirement: item for item in made}
    return tuple(known.get(item.requirement, item) for item in thin.items())


def files_of(item: Item) -> dict[str, bytes]:
    """The files of one item's folder by name, item.yaml last."""
    built = {document.file: document.build(document) for document in item.documents}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in built.items()}
    return built | {"item.yaml": metadata.item_yaml(item, digests).encode()}


def settings() -> dict[str, bytes]:
    """library.yaml, people.yaml and glossary.yaml."""
    return {path.name: path.read_bytes() for path in sorted(_FIXED.glob("*.yaml"))}


def folders(only: str = "") -> Iterator[tuple[str, dict[str, bytes]]]:
    """Each folder below evidence/ with its files; the library's own files come first, under an empty name."""
    if not only:
        yield "", settings()
    for item in items():
        if not item.folder.startswith(only):
            continue
        yield item.folder, files_of(item)
