"""What was sent of an item, and whether it still is as it was sent."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from annexa.load.places import recorded
from annexa.model.framework import Requirement
from annexa.model.library import Item, is_child_level
from annexa.model.sent import Frozen, SentDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """The day on which the last piece of an item was first sent, and how many of its documents differ since."""

    sent: date
    changed: int


def handed(
    requirement: Requirement, item: Item, records: Sequence[Frozen], digests: Mapping[str, str]
) -> Handed | None:
    """What was sent of an item; None where it was not sent, or only one of the packages that it belongs to was.

    `digests` by path relative to the project folder.
    """
    wanted = _packages(requirement, item)
    own = [record for record in records if record.submission == requirement.submission and record.package in wanted]
    days = {record.package: day for record in own if (day := _sent(record, item)) is not None}
    if not wanted <= days.keys():
        return None
    sent = (document for record in own for _, documents in _sendings(record) for document in documents)
    versions = {document.version for document in sent if document.item == item.meta.requirement}
    return Handed(sent=max(days.values()), changed=_changed(item, versions, digests))


def _packages(requirement: Requirement, item: Item) -> set[str]:
    """The packages that an item's documents go into; that there is nothing to submit is said in the shared one."""
    if not item.meta.documents:
        return {"shared"}
    return {"child-level" if is_child_level(requirement, each) else "shared" for each in item.meta.documents}


def _sent(record: Frozen, item: Item) -> date | None:
    """The day on which a record first sent something of an item; an explanation is a page and no document of it."""
    if all(document.to_follow is not None for document in item.meta.documents):
        return record.sent
    for day, documents in _sendings(record):
        if any(document.item == item.meta.requirement for document in documents):
            return day
    return None


def _sendings(record: Frozen) -> Iterator[tuple[date, tuple[SentDocument, ...]]]:
    yield record.sent, record.documents
    for supplement in record.supplements:
        yield supplement.sent, supplement.documents


def _changed(item: Item, versions: Collection[str], digests: Mapping[str, str]) -> int:
    now = [
        each.secure.sha256 if each.secure else digests.get(recorded(item, each))
        for each in item.meta.documents
        if each.to_follow is None
    ]
    return sum(digest is not None and digest not in versions for digest in now)
