"""What stands in a bundle with insertions: each document, on which pages, and whether it still holds.

Pure: the record of what was sent, and the library as it is, give the rows of the manifest and the index. A document
that was replaced or withdrawn keeps its row, since its pages are still there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from annexa.model.framework import Framework
from annexa.model.manifest import PageNumber
from annexa.model.request import number_in
from annexa.model.sent import Frozen, SentDocument
from annexa.plan.planned import ANSWERS, Mentioned, Plan, PlannedDocument, PlannedItem, Rendering
from annexa.plan.records import BuiltDocument
from annexa.sent.freeze import WITHHELD, latest, standing
from annexa.sent.suffixes import suffix_order
from annexa.sent.supplement import SupplementPlan, sent_pages

_UNKNOWN = {False: "A document that was withdrawn", True: "A document that answers a request"}

Labels = Mapping[int, Sequence[str]]
"""The labels of every volume's pages in order, by its number."""


def plan_of(
    whole: Plan, framework: Framework, record: Frozen, changes: SupplementPlan, answers: Sequence[PlannedItem] = ()
) -> Plan:
    """The library's plan as the bundle with its insertions shows it: what it holds, and what is elsewhere.

    `record` says already that the insertions were sent. `answers` are the requests that are answered now.
    """
    known = {item.id: item for item in (*whole.items, *answers)}
    wanted = {document.item for document in standing(record).values()}
    requirements = [each for each in framework.requirements if each.id in wanted]
    groups = {group.id: group.title for group in framework.groups}
    items = tuple(
        known.get(each.id)
        or PlannedItem(
            id=each.id,
            number=each.number or "",
            title=each.title,
            group=groups.get(each.group, ""),
            asks="",
            summary="",
            folder="",
            documents=(),
        )
        for each in requirements
    )
    items += tuple(known.get(id) or _request_item(id) for id in sorted(filter(number_in, wanted), key=number_in))
    apart = tuple(_apart(whole, record, changes))
    return replace(whole, volumes=(items,), mentioned=(*whole.mentioned, *apart))


def _request_item(id: str) -> PlannedItem:
    """The answer to a request that was inserted before."""
    title = f"Request {number_in(id)}"
    return PlannedItem(id=id, number="", title=title, group=ANSWERS, asks="", summary="", folder="", documents=())


def _apart(whole: Plan, record: Frozen, changes: SupplementPlan) -> Iterator[Mentioned]:
    """What inspectors hold in a supplement of its own, and not in the bundle."""
    there = standing(record)
    planned = {document.key: document for document in whole.documents}
    items = {item.id: item for item in whole.items}
    for place, sent in latest(record).items():
        document = planned.get(changes.unchanged.get(place, ""))
        if place in there or document is None or sent.item not in items:
            continue
        item = items[sent.item]
        yield Mentioned(
            id=item.id,
            number=item.number,
            title=f"{document.title} (item {item.number or item.title})",
            group=item.group,
            why="supplement",
        )


def documents_of(
    whole: Plan,
    record: Frozen,
    changes: SupplementPlan,
    labels: Labels,
    *,
    notes: Mapping[str, Sequence[str]],
    beside: Mapping[str, Sequence[str]],
    dividers: Mapping[str, int],
    answers: Sequence[PlannedDocument] = (),
) -> list[BuiltDocument]:
    """Every document that stands in the volumes, item after item, in the order of their pages.

    `record` says already that the insertions were sent; `notes` and `beside` are by the key in the library, and
    `dividers` by the item. `answers` are those of the requests that are answered now.
    """
    places = {
        label: (volume, position) for volume, all in labels.items() for position, label in enumerate(all, start=1)
    }
    planned = {document.key: document for document in (*whole.documents, *answers)}
    new, held = f"supplement-{changes.number}:", latest(record)
    out: list[BuiltDocument] = []
    for where, sent in standing(record).items():
        key = where.removeprefix(new) if where.startswith(new) else changes.unchanged.get(where)
        said: tuple[str, ...] = ()
        if key is None and (where in held or (number_in(sent.item) and _successor(where, record) is None)):
            document = _as_sent(where, sent, record, _title(where, sent, record, planned, changes))
        elif key is None:
            document, said = _superseded(where, sent, record, planned, changes)
        else:
            title = planned[key].title if sent.title == WITHHELD else sent.title
            document, said = replace(planned[key], title=title), tuple(notes.get(key, ()))
        volume, position = places[sent.first]
        out.append(
            BuiltDocument(
                planned=document,
                volume=volume,
                first=number_of(sent.first),
                last=number_of(sent.last),
                pages=sent.pages,
                position=position,
                divider=dividers.get(document.item),
                notes=said,
                beside=tuple(beside.get(key or "", ())),
            )
        )
    order = {id: place for place, id in enumerate(dict.fromkeys([*whole.order, *(d.planned.item for d in out)]))}
    return sorted(out, key=lambda each: (order[each.planned.item], suffix_order(str(each.first))))


def number_of(label: str) -> PageNumber:
    """A label as the manifest holds it: a number, or text where letters are in it."""
    return int(label) if label.isdecimal() else label


def _as_sent(where: str, sent: SentDocument, record: Frozen, title: str, status: str = "final") -> PlannedDocument:
    """A document as the record holds it: the library holds another by now, or none."""
    return PlannedDocument(
        key=where,
        item=sent.item,
        title=title,
        kind=sent.kind or "other",
        dated=sent.dated or record.sent,  # no document is newer than the day on which it was sent
        status=status,
        name="",
        file="",
        source=None,
        sha256=sent.version if sent.file else "",
        rendering=Rendering(pdf=None),
    )


def _superseded(
    where: str,
    sent: SentDocument,
    record: Frozen,
    planned: Mapping[str, PlannedDocument],
    changes: SupplementPlan,
) -> tuple[PlannedDocument, tuple[str, ...]]:
    """A document that no longer holds, with the sentence that says so."""
    newest = _newest(where, record)
    status = "replaced" if newest else "withdrawn"
    if newest is None:
        sentence = "Withdrawn: these pages no longer hold."
    elif newest[0] not in latest(record):
        sentence = "Replaced, and withdrawn since: these pages no longer hold."
    else:
        sentence = f"Replaced by {sent_pages(newest[1], newest[0])}."
    title = _title(where, sent, record, planned, changes)
    return _as_sent(where, sent, record, title, status), (sentence,)


def _newest(where: str, record: Frozen) -> tuple[str, SentDocument] | None:
    """The last document that took the place of one, and where it stands; None where none did."""
    found = None
    while (successor := _successor(where, record)) is not None:
        where, found = successor[0], successor
    return found


def _successor(where: str, record: Frozen) -> tuple[str, SentDocument] | None:
    """The document that took the place of one at once, and where it stands; None where none did."""
    for supplement in record.supplements:
        for change in supplement.changes:
            if change.was == where and change.key:
                found = next(each for each in supplement.documents if each.key == change.key)
                return f"{supplement.id}:{change.key}", found
    return None


def _title(
    where: str, sent: SentDocument, record: Frozen, planned: Mapping[str, PlannedDocument], changes: SupplementPlan
) -> str:
    """Its title; for child-level material, of which the record holds none, that of the document that came of it."""
    if sent.title != WITHHELD:
        return sent.title
    newest = _newest(where, record)
    place, new = newest[0] if newest else where, f"supplement-{changes.number}:"
    key = place.removeprefix(new) if place.startswith(new) else changes.unchanged.get(place, "")
    return planned[key].title if key in planned else _UNKNOWN[bool(number_in(sent.item))]
