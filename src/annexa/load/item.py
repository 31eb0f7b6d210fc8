"""One item.yaml: its record with the places of its fields, and every fault in it at once."""

from pathlib import Path

from annexa.load.crosscheck import crosscheck, written_documents
from annexa.load.nodes import Fault, ListNode, MapNode, Node, Scalar, places
from annexa.load.record import build
from annexa.load.tree import parse
from annexa.model.framework import Checklist, Framework
from annexa.model.library import Item, ItemMeta, People
from annexa.model.signoff import Entry


def read_item(
    data: bytes, folder: Path, *, framework: Framework, checklist: Checklist, people: People | None
) -> tuple[Item | None, tuple[Fault, ...]]:
    """The item that the bytes of an item.yaml describe, and its faults in the order of their lines.

    There is no item where nothing can be made of the text. `folder` is where it lies, or would lie.
    """
    tree, faults = parse(data, by_hand=True)
    if tree is None:
        return None, tuple(faults)
    meta, more = build(ItemMeta, tree)
    found = [*faults, *more]
    if meta is None:
        return None, _in_order(found)
    found += crosscheck(tree, meta, folder, framework=framework, checklist=checklist, people=people)
    return item_of(tree, meta, folder=folder, yaml=f"evidence/{folder.name}/item.yaml"), _in_order(found)


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: (fault.line, fault.column)))


def item_of(tree: Node, meta: ItemMeta, *, folder: Path, yaml: str, sign_offs: tuple[Entry, ...] = ()) -> Item:
    """The item of a record and of the text that it was read from; `yaml` is its path below the project folder."""
    return Item(meta=meta, folder=folder, yaml=yaml, named=_named(tree), lines=_lines(tree, meta), sign_offs=sign_offs)


def _named(tree: Node) -> tuple[str, ...]:
    """The files that the documents of an item.yaml name, whether or not the rest of their metadata is right."""
    documents = tree.entries.get("documents") if isinstance(tree, MapNode) else None
    entries = documents.items if isinstance(documents, ListNode) else ()
    files = (entry.entries.get("file") for entry in entries if isinstance(entry, MapNode))
    return tuple(file.text.strip() for file in files if isinstance(file, Scalar))


def _lines(tree: Node, meta: ItemMeta) -> dict[str, tuple[int, int]]:
    """Places by dotted path, counted as the record counts its documents where a faulty one was cut out."""
    found = places(tree)
    lines = {path: place for path, place in found.items() if not path.startswith("documents.")}
    for kept, (written, _) in enumerate(written_documents(tree, meta)):
        base = f"documents.{written}"
        for path, place in found.items():
            if path == base or path.startswith(f"{base}."):
                lines[f"documents.{kept}{path[len(base) :]}"] = place
    return lines
