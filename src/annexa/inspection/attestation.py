"""Answers and waivers, written into item.yaml with the SHA-256 of the document that they are about.

The change is small surgery on the text, so that comments and layout stay. It is written only if reading it again gives
exactly the old record with the one change; otherwise nothing is written and the lines to add by hand are shown.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from annexa.inspection import edit, rewrite
from annexa.load.places import locate
from annexa.load.project import ITEM_FILE
from annexa.model.errors import UsageError
from annexa.model.framework import ChecklistPoint, Framework
from annexa.model.library import Attestation, DocumentMeta, Item, ItemMeta, Library, Waiver, called, is_sensitive
from annexa.tools.files import sha256_of, write_whole

_LONGEST: Final = timedelta(days=366)
"""A fault accepted for longer than a year is not accepted but forgotten."""


_NUMBERED: Final = re.compile(r"([a-z0-9]+(?:[.-][a-z0-9]+)*):(\d{1,4})")


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

    def called(self, framework: Framework) -> str:
        """What it is called in messages: a sensitive document by its number."""
        return called(framework.requirement(self.item.meta.requirement), self.meta, self.index + 1)


def find_document(library: Library, path: Path) -> Chosen:
    """The document that a path names, whether or not the file is there; or an item's id and a document's number, such
    as tracked-children:3, which is how sensitive ones are called. Raises UsageError."""
    if match := _NUMBERED.fullmatch(str(path)):
        return _by_number(library, match[1], int(match[2]))
    named = path.parent.resolve() / path.name
    for item in library.items:
        folder = item.folder.resolve()
        if named.is_relative_to(folder):
            name = named.relative_to(folder).as_posix()
            index = next((i for i, document in enumerate(item.meta.documents) if document.name == name), None)
            if index is not None:
                return Chosen(library=library, item=item, index=index)
            known = item.meta.documents
            if any(is_sensitive(None, document) for document in known):
                remedy = f"It lists {len(known)}: call one by its number, such as {item.meta.requirement}:1."
            else:
                remedy = f"Its documents are: {', '.join(document.name for document in known)}."
            raise UsageError(f"{item.yaml} names no document ‘{name}’", remedy=remedy)
    raise UsageError(
        f"{path} is not a document of the library",
        remedy="Name a file in an item's folder, such as evidence/3.4-destinations/destinations.docx.",
    )


def _by_number(library: Library, id: str, number: int) -> Chosen:
    item = next((item for item in library.items if item.meta.requirement == id), None)
    if item is None:
        raise UsageError(f"The library has no item {id}", remedy="‘annexa requirements’ lists what there can be.")
    if not 0 < number <= len(item.meta.documents):
        raise UsageError(f"{item.yaml} lists no document {number}", remedy=f"It lists {len(item.meta.documents)}.")
    return Chosen(library=library, item=item, index=number - 1)


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


class Change(NamedTuple):
    """What is written into the entry of one document."""

    update: Mapping[str, Any]
    """The fields of the record that are others afterwards."""
    surgery: Callable[[str], str]
    by_hand: object = None
    """The lines to add by hand where the text cannot be changed; None where lines go."""


def answering(meta: DocumentMeta, index: int, point: str, answer: Attestation) -> Change:
    """The answer to a point of the checklist, in place of an older one."""
    fields = _fields(answer)
    wanted = {**meta.attest, point: answer}
    return Change({"attest": wanted}, lambda text: edit.set_answer(text, index, point, fields), {point: fields})


def attest(chosen: Chosen, point: str, answer: Attestation) -> None:
    """Writes the answer to a point of the checklist, in place of an older one. Raises UsageError."""
    _write(chosen, answering(chosen.meta, chosen.index, point, answer))


def withdraw_answer(chosen: Chosen, point: str) -> None:
    """Takes the answer to a point out again. Raises UsageError."""
    if point not in chosen.meta.attest:
        raise UsageError(f"{chosen.meta.name} has no answer to ‘{point}’", remedy="There is nothing to undo.")
    wanted = {name: answer for name, answer in chosen.meta.attest.items() if name != point}
    _write(chosen, Change({"attest": wanted}, lambda text: edit.remove_answer(text, chosen.index, point)))


def waiving(meta: DocumentMeta, index: int, waiver: Waiver) -> Change:
    """A waiver, in place of an older one for the same rule."""
    fields = {name: value for name, value in _fields(waiver).items() if name != "rule"}
    wanted = tuple(waiver if old.rule == waiver.rule else old for old in meta.waive)
    if all(old.rule != waiver.rule for old in meta.waive):
        wanted = (*wanted, waiver)
    entry = [{"rule": waiver.rule, **fields}]
    return Change({"waive": wanted}, lambda text: edit.set_waiver(text, index, waiver.rule, fields), entry)


def waive(chosen: Chosen, waiver: Waiver) -> None:
    """Writes a waiver, in place of an older one for the same rule. Raises UsageError."""
    _write(chosen, waiving(chosen.meta, chosen.index, waiver))


def withdraw_waiver(chosen: Chosen, rule: str) -> None:
    """Takes the waiver for a rule out again. Raises UsageError."""
    if all(old.rule != rule for old in chosen.meta.waive):
        raise UsageError(f"{chosen.meta.name} has no waiver for ‘{rule}’", remedy="There is nothing to undo.")
    wanted = tuple(old for old in chosen.meta.waive if old.rule != rule)
    _write(chosen, Change({"waive": wanted}, lambda text: edit.remove_waiver(text, chosen.index, rule)))


def _fields(record: Attestation | Waiver) -> dict[str, str]:
    return {name: str(value) for name, value in record.model_dump(mode="json", exclude_none=True).items()}


def _write(chosen: Chosen, change: Change) -> None:
    """Changes one document's entry, or says how to do it by hand. Raises UsageError."""
    path = chosen.item.folder / ITEM_FILE
    write_whole(path, changed(path.read_bytes(), chosen.item.yaml, chosen.item.meta, chosen.index, change))


def changed(text: bytes, name: str, old: ItemMeta, index: int, change: Change) -> bytes:
    """The text of an item.yaml that holds `old`, with the entry of one document changed. Raises UsageError.

    `name` is the file in words.
    """
    documents = list(old.documents)
    documents[index] = documents[index].model_copy(update=change.update)
    wanted = old.model_copy(update={"documents": tuple(documents)})
    by_hand = _by_hand(old.documents[index].name, change.by_hand)
    return rewrite.changed(text, name, old, wanted, change.surgery, by_hand=by_hand)


def _by_hand(name: str, entry: object) -> str:
    if entry is None:
        return "Delete the entry by hand."
    field = "waive" if isinstance(entry, list) else "attest"
    lines = yaml.safe_dump({field: entry}, allow_unicode=True, sort_keys=False, width=100)
    return f"Add by hand to the entry of {name}:\n{lines}".rstrip()


# -- what is refused --------------------------------------------------------------------------------------


def sufficient(note: str, ask: str) -> str:
    """A note on one line, that says something; `ask` is what it must say. Raises UsageError."""
    from annexa.rules.support.attested import says_something

    line = " ".join(note.split())
    if not says_something(line):
        raise UsageError(f"‘{line}’ says too little to whoever reads it later", remedy=ask)
    return line


def refuse_unasked(point: ChecklistPoint, meta: DocumentMeta) -> None:
    """Refuses an answer that nobody asked for and no rule would read. Raises UsageError."""
    if point.attest == "none":
        raise UsageError(
            f"‘{point.id}’ is judged by {', '.join(point.rules)}, not by an answer",
            remedy="Put right what the rule finds, or accept it for a while with ‘annexa waive’.",
        )
    if point.kinds and str(meta.kind) not in point.kinds:
        raise UsageError(
            f"‘{point.id}’ is asked only of {', '.join(point.kinds)}, and {meta.name} is {meta.kind}",
            remedy="Run the command without a point to see which ones the document has.",
        )


def refuse_unwaivable(rule: str) -> None:
    """Raises UsageError where what a rule finds cannot be waived."""
    from annexa.rules import RULES
    from annexa.rules.base import is_waivable

    if not is_waivable(RULES[rule]):
        raise UsageError(
            f"What {rule} finds cannot be waived", remedy=f"Put it right: ‘annexa explain {rule}’ says how."
        )


def last_day(day: date, today: date) -> date:
    """The last day of a waiver, which is neither over nor far ahead. Raises UsageError."""
    if day < today:
        raise UsageError(f"{day} is over", remedy=f"Name a day from {today} on.")
    if day > today + _LONGEST:
        raise UsageError(f"{day} is more than a year ahead", remedy=f"Name a day up to {today + _LONGEST}.")
    return day
