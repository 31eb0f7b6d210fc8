"""Answers to the checklist, waivers and requests of inspectors as the commands write them, made from a filled-in form.

Each text is what `annexa attest`, `annexa waive` or `annexa request open` would have written, and what they refuse is
refused here.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from annexa.browser.one import MetadataFault, faults_of
from annexa.inspection.attestation import (
    Change,
    answering,
    changed,
    last_day,
    refuse_unasked,
    refuse_unwaivable,
    sufficient,
    waiving,
)
from annexa.inspection.request_file import text_from, text_of
from annexa.load import Loaded
from annexa.load.record import build
from annexa.load.requests import read
from annexa.load.tree import parse
from annexa.model.errors import UsageError
from annexa.model.library import Attestation, DocumentMeta, ItemMeta, People, Waiver

Filled = Mapping[str, str]
"""What was filled in, by field; what is empty is not said."""
_REQUEST: Final = ("number", "asked", "inspector", "through", "received", "wanted", "item")


def answered(text: str, file: str, point: str, filled: Filled, loaded: Loaded) -> str:
    """The item.yaml with an answer to a point of the checklist about one of its files. Raises UsageError."""
    known = next((each for each in loaded.checklist.points if each.id == point), None)
    if known is None:
        raise UsageError("No point of the checklist is chosen", remedy="Choose the one that is answered.")
    ask = known.ask.strip() or known.question.strip()

    def change(meta: DocumentMeta, index: int) -> Change:
        refuse_unasked(known, meta)
        said = {**_needed(filled, "answer", "by", "on"), "note": sufficient(filled.get("note", ""), ask)}
        return answering(meta, index, point, Attestation.model_validate({**said, "sha256": filled["sha256"]}))

    return _changed(text, file, change)


def waived(text: str, file: str, rule: str, filled: Filled, today: date) -> str:
    """The item.yaml with a waiver for what a rule finds in one of its files. Raises UsageError."""
    refuse_unwaivable(rule)

    def change(meta: DocumentMeta, index: int) -> Change:
        said = _needed(filled, "approved_by", "until")
        said["reason"] = sufficient(filled.get("reason", ""), f"Say why what {rule} finds may stay for a while.")
        waiver = Waiver.model_validate({"rule": rule, **said, "sha256": filled["sha256"]})
        last_day(waiver.until, today)
        return waiving(meta, index, waiver)

    return _changed(text, file, change)


def _needed(filled: Filled, *names: str) -> dict[str, str]:
    missing = [name.replace("_", " ") for name in names if not filled.get(name)]
    if missing:
        raise UsageError(f"Not filled in: {', '.join(missing)}", remedy="Fill it in, and try again.")
    return {name: filled[name] for name in names}


def _changed(text: str, file: str, change: Callable[[DocumentMeta, int], Change]) -> str:
    """The text with the entry of one file changed. Raises UsageError."""
    tree, faults = parse(text.encode())
    meta, more = build(ItemMeta, tree) if tree is not None else (None, ())
    if meta is None or faults or more:
        raise UsageError("This item.yaml has faults", remedy="Put right what stands below it, and try again.")
    index = next((i for i, each in enumerate(meta.documents) if (each.file or "").rpartition("/")[2] == file), None)
    if index is None:
        raise UsageError(f"This item.yaml names no document ‘{file}’", remedy="Add the document to it first.")
    return changed(text.encode(), "item.yaml", meta, index, change(meta.documents[index], index)).decode()


def requested(filled: Filled, loaded: Loaded) -> tuple[str, str, tuple[MetadataFault, ...]]:
    """The name and the text of a request's file, and every fault in it."""
    said = {name: filled[name].strip() for name in _REQUEST if filled.get(name, "").strip()}
    number = said.get("number", "")
    name = f"{int(number):03}.yaml" if number.isdecimal() else "request.yaml"
    text = text_from(said)
    request, faults = read(text.encode(), name, _people(loaded))
    return name, text_of(request) if request is not None else text, faults_of(faults)


def faults_of_request(text: str, name: str, loaded: Loaded) -> tuple[MetadataFault, ...]:
    """Every fault of a request's file that is called `name`."""
    return faults_of(read(text.encode(), name, _people(loaded))[1])


def _people(loaded: Loaded) -> People | None:
    return loaded.library.people if loaded.library is not None else None
