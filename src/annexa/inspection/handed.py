"""What was sent of an item, and whether it still is as it was sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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

    What answered a request was sent too, with whatever submission that was. `digests` are by path relative to the
    project folder.
    """
    wanted = _packages(requirement, item)
    own = [record for record in records if record.submission == requirement.submission and record.package in wanted]
    answers = _answers(record for record in records if record.package in wanted)
    days = {record.package: day for record in own if (day := _sent(record, item)) is not None}
    now = _digests(item, digests)
    if wanted <= days.keys():
        last = max(days.values())
    elif now and answers.keys() >= set(now):
        last = max(answers[digest] for digest in now)
    else:
        return None
    sent = (document for record in own for _, documents in _sendings(record) for document in documents)
    versions = {each.version for each in sent if each.item == item.meta.requirement} | answers.keys()
    return Handed(sent=last, changed=sum(digest not in versions for digest in now))


def _answers(records: Iterable[Frozen]) -> dict[str, date]:
    """The days on which documents were first sent as answers to requests, by their digests."""
    found: dict[str, date] = {}
    for record in records:
        for supplement in record.supplements:
            for document in supplement.documents if supplement.requests else ():
                found.setdefault(document.version, supplement.sent)
    return found


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


def _digests(item: Item, digests: Mapping[str, str]) -> list[str]:
    """Of the documents that are there."""
    now = [
        each.secure.sha256 if each.secure else digests.get(recorded(item, each))
        for each in item.meta.documents
        if each.to_follow is None
    ]
    return [digest for digest in now if digest is not None]
