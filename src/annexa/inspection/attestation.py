"""Answers and waivers, written into item.yaml with the SHA-256 of the document that they are about.

The change is small surgery on the text, so that comments and layout stay. It is written only if reading it again gives
exactly the old record with the one change; otherwise nothing is written and the lines to add by hand are shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from annexa.inspection import edit
from annexa.inspection.rewrite import rewrite
from annexa.load.places import locate
from annexa.load.project import ITEM_FILE
from annexa.model.errors import UsageError
from annexa.model.library import Attestation, DocumentMeta, Item, Library, Waiver
from annexa.tools.files import sha256_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A document of the library."""

    library: Library
    item: Item
    index: int

    @property
    def meta(self) -> DocumentMeta:
        """What its metadata says."""
        return self.item.meta.documents[self.index]


def find_document(library: Library, path: Path) -> Chosen:
    """The document that a path names, whether or not the file is there. Raises UsageError."""
    named = path.parent.resolve() / path.name
    for item in library.items:
        folder = item.folder.resolve()
        if named.is_relative_to(folder):
            name = named.relative_to(folder).as_posix()
            index = next((i for i, document in enumerate(item.meta.documents) if document.name == name), None)
            if index is not None:
                return Chosen(library=library, item=item, index=index)
            names = ", ".join(document.name for document in item.meta.documents)
            raise UsageError(f"{item.yaml} names no document ‘{name}’", remedy=f"Its documents are: {names}.")
    raise UsageError(
        f"{path} is not a document of the library",
        remedy="Name a file in an item's folder, such as evidence/3.4-destinations/destinations.docx.",
    )


def digest(chosen: Chosen) -> str:
    """The SHA-256 of the document as it is now, or the recorded one of a file kept outside git. Raises UsageError."""
    if chosen.meta.secure is not None:
        return chosen.meta.secure.sha256
    place = locate(chosen.library, chosen.item, chosen.meta)
    if not isinstance(place, Path):
        reason = place.reason if place else "has no file"
        raise UsageError(f"{chosen.meta.name} {reason}", remedy="Put its entry in item.yaml right first.")
    try:
        return sha256_of(place)
    except OSError as error:
        raise UsageError(
            f"{place.name} cannot be opened: {error.strerror}", remedy="Put the file in its place first."
        ) from None


def attest(chosen: Chosen, point: str, answer: Attestation) -> None:
    """Writes the answer to a point of the checklist, in place of an older one. Raises UsageError."""
    fields = _fields(answer)
    wanted = {**chosen.meta.attest, point: answer}
    _write(chosen, {"attest": wanted}, lambda text: edit.set_answer(text, chosen.index, point, fields), {point: fields})


def withdraw_answer(chosen: Chosen, point: str) -> None:
    """Takes the answer to a point out again. Raises UsageError."""
    if point not in chosen.meta.attest:
        raise UsageError(f"{chosen.meta.name} has no answer to ‘{point}’", remedy="There is nothing to undo.")
    wanted = {name: answer for name, answer in chosen.meta.attest.items() if name != point}
    _write(chosen, {"attest": wanted}, lambda text: edit.remove_answer(text, chosen.index, point), None)


def waive(chosen: Chosen, waiver: Waiver) -> None:
    """Writes a waiver, in place of an older one for the same rule. Raises UsageError."""
    fields = {name: value for name, value in _fields(waiver).items() if name != "rule"}
    rules = [old.rule for old in chosen.meta.waive]
    wanted = tuple(waiver if old.rule == waiver.rule else old for old in chosen.meta.waive)
    if waiver.rule not in rules:
        wanted = (*wanted, waiver)
    change = [{"rule": waiver.rule, **fields}]
    _write(chosen, {"waive": wanted}, lambda text: edit.set_waiver(text, chosen.index, waiver.rule, fields), change)


def withdraw_waiver(chosen: Chosen, rule: str) -> None:
    """Takes the waiver for a rule out again. Raises UsageError."""
    if all(old.rule != rule for old in chosen.meta.waive):
        raise UsageError(f"{chosen.meta.name} has no waiver for ‘{rule}’", remedy="There is nothing to undo.")
    wanted = tuple(old for old in chosen.meta.waive if old.rule != rule)
    _write(chosen, {"waive": wanted}, lambda text: edit.remove_waiver(text, chosen.index, rule), None)


def _fields(record: Attestation | Waiver) -> dict[str, str]:
    return {name: str(value) for name, value in record.model_dump(mode="json", exclude_none=True).items()}


def _write(chosen: Chosen, update: dict[str, Any], change: Callable[[str], str], by_hand: object) -> None:
    """Changes one document's entry, or says how to do it by hand. Raises UsageError."""
    old = chosen.item.meta
    documents = list(old.documents)
    documents[chosen.index] = documents[chosen.index].model_copy(update=update)
    wanted = old.model_copy(update={"documents": tuple(documents)})
    path = chosen.item.folder / ITEM_FILE
    rewrite(path, chosen.item.yaml, old, wanted, change, by_hand=_by_hand(chosen, by_hand))


def _by_hand(chosen: Chosen, entry: object) -> str:
    if entry is None:
        return "Delete the entry by hand."
    field = "waive" if isinstance(entry, list) else "attest"
    lines = yaml.safe_dump({field: entry}, allow_unicode=True, sort_keys=False, width=100)
    return f"Add by hand to the entry of {chosen.meta.name}:\n{lines}".rstrip()
