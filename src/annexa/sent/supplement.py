"""What changed since a submission was sent: added, replaced, withdrawn, and the pages that each replaces.

Pure: a record of what was sent and the documents as they are now give a plan. Nothing in it can move a page number that
somebody may have quoted: a supplement is a file of its own, numbered from 1; inserted pages take a number that is in
use already and a suffix that is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from annexa.model.sent import Frozen, SentChange, SentDocument
from annexa.plan.planned import PlannedDocument
from annexa.sent.freeze import WITHHELD, answering, known_as, labels_sent, latest, standing, version_of
from annexa.sent.suffixes import letters, plain, suffix, suffix_order

ChangeKind = Literal["added", "replaced", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """A document as it is in the library now."""

    key: str
    item: str
    title: str
    file: str
    """As the record would hold it."""
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the change note."""

    kind: ChangeKind
    item: str
    title: str
    now: Current | None
    """The document to send; None for one that is withdrawn."""
    was: SentDocument | None
    """The document that inspectors hold; None for one that is added."""
    where: str
    """Where that one stands, as `freeze.latest` calls it; empty for one that is added."""

    @property
    def replaces(self) -> str:
        """In words: which pages of what was sent."""
        if self.was is None:
            return ""
        return sent_pages(self.was, self.where)

    @property
    def sentence(self) -> str:
        """For the document's divider."""
        match self.kind:
            case "added":
                return "Added: this document was not sent before."
            case "replaced":
                return f"Replaces {self.replaces}."
            case _:
                return f"Withdrawn: {self.replaces} no longer hold."


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementPlan:
    """What the next supplement holds; without changes there is none to send."""

    number: int
    changes: tuple[Change, ...]
    unchanged: Mapping[str, str] = field(default_factory=dict)
    """Documents that are as they were sent: the key that each has in the library now, by where it stands."""
    answered: tuple[tuple[Current, str], ...] = ()
    """Documents that were first sent with the answer to a request, and are not sent again: each with its pages there,
    in words."""

    @property
    def documents(self) -> tuple[Current, ...]:
        """The documents to send, in order."""
        return tuple(change.now for change in self.changes if change.now is not None)


def sent_pages(document: SentDocument, where: str) -> str:
    """ "pages 57 to 60 of the bundle", "page 3 of supplement 1"."""
    one = document.first == document.last
    pages = f"page {document.first}" if one else f"pages {document.first} to {document.last}"
    place = where.partition(":")[0]
    in_bundle = place == "bundle" or letters(document.first)
    return f"{pages} of {'the bundle' if in_bundle else place.replace('-', ' ')}"


def current_of(documents: Iterable[PlannedDocument], *, secret: bool) -> list[Current]:
    """Planned documents as they are compared; `secret` for the child-level package."""
    return [
        Current(
            key=each.key,
            item=each.item,
            title=each.title,
            file=known_as(each.file, secret=secret),
            version=version_of(each.sha256, title=each.title, kind=each.kind, dated=each.dated, status=each.status),
        )
        for each in documents
    ]


def plan_supplement(frozen: Frozen, current: Sequence[Current], others: Iterable[Frozen] = ()) -> SupplementPlan:
    """What has to be sent so that inspectors hold what the library holds, in the library's order, withdrawals last.

    A document counts as the one that was sent by its bytes, or else by its file, or else by its title, always within
    its item. One that was sent for no item may have answered a request: as it is, it is held already; a newer version
    replaces it. `others` are records of other submissions, whose supplements may have answered with it.
    """
    held = latest(frozen)
    pairs: dict[str, str] = {}
    """Where the document stands that is the current one's predecessor, by the current one's key."""
    for alike in (_same_bytes, _same_file, _same_title):
        taken = set(pairs.values())
        for document in current:
            if document.key in pairs:
                continue
            place = next((p for p, sent in held.items() if p not in taken and alike(document, sent)), None)
            if place is not None:
                pairs[document.key] = place
                taken.add(place)
    answers = _as_answers(frozen, [document for document in current if document.key not in pairs])
    places, there = answers | pairs, held | answering(frozen)
    elsewhere = _elsewhere(others, [document for document in current if document.key not in places])
    changes = [
        change
        for document in current
        if document.key not in elsewhere and (change := _change(document, places.get(document.key), there))
    ]
    gone = [place for place in held if place not in pairs.values()]
    changes.extend(
        Change(kind="withdrawn", item=held[p].item, title=held[p].title, now=None, was=held[p], where=p) for p in gone
    )
    new = {change.now.key for change in changes if change.now is not None}
    pages = {key: sent_pages(there[place], place) for key, place in answers.items() if key not in new} | elsewhere
    return SupplementPlan(
        number=len(frozen.supplements) + 1,
        changes=tuple(changes),
        unchanged={place: key for key, place in pairs.items() if key not in new},
        answered=tuple((each, pages[each.key]) for each in current if each.key in pages),
    )


def _as_answers(frozen: Frozen, new: Iterable[Current]) -> dict[str, str]:
    """Where documents stand as answers to requests, in this or an earlier version, by their key: the newest."""
    there = answering(frozen)
    found: dict[str, str] = {}
    for document in new:
        places = [place for place, sent in there.items() if document.file and document.file == sent.file]
        same = [place for place, sent in there.items() if document.version == sent.version]
        if place := next(reversed(same or places), ""):
            found[document.key] = place
    return found


def _elsewhere(others: Iterable[Frozen], new: Sequence[Current]) -> dict[str, str]:
    """Pages on which documents, as they are, stand as answers in supplements of other submissions, by their key."""
    return {
        document.key: f"{sent_pages(sent, place)} of {other.submission}"
        for other in others
        for place, sent in answering(other).items()
        for document in new
        if document.version == sent.version
    }


def _same_bytes(document: Current, sent: SentDocument) -> bool:
    return document.item == sent.item and document.version == sent.version


def _same_file(document: Current, sent: SentDocument) -> bool:
    return document.item == sent.item and bool(document.file) and document.file == sent.file


def _same_title(document: Current, sent: SentDocument) -> bool:
    return document.item == sent.item and document.title.casefold() == sent.title.casefold()


def _change(document: Current, place: str | None, held: dict[str, SentDocument]) -> Change | None:
    if place is None:
        return Change(kind="added", item=document.item, title=document.title, now=document, was=None, where="")
    sent = held[place]
    if sent.version == document.version:
        return None
    return Change(kind="replaced", item=document.item, title=document.title, now=document, was=sent, where=place)


def changes_sent(plan: SupplementPlan, *, secret: bool) -> tuple[SentChange, ...]:
    """The lines of the change note as the record holds them; `secret` for the child-level package."""
    return tuple(
        SentChange(
            kind=change.kind,
            item=change.item,
            title=WITHHELD if secret else change.title,
            replaces=change.replaces,
            key=change.now.key if change.now else "",
            was=change.where,
        )
        for change in plan.changes
    )


# -- insertions -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertion:
    """A document whose pages go into the bundle behind a page that is there."""

    document: Current
    after: str
    """The label of the page that they stand behind: the last one sent before them, insertions included."""
    labels: tuple[str, ...]
    joins: bool
    """Whether they stand behind a document of their own item; otherwise the bundle had none."""


def plan_insertions(frozen: Frozen, plan: SupplementPlan, pages: Mapping[str, int]) -> tuple[Insertion, ...]:
    """Where the documents of a supplement go if they are inserted. `pages` gives the length of each by its key.

    A replaced document's new pages stand behind its old ones, which stay: somebody may have quoted them. An added one
    stands behind the last document of its item, or behind the last page where the item is new. Behind one page, new
    versions come first, so that each stands as near as can be to what it replaces, and new items last.
    """
    used: dict[str, int] = {}
    for label in labels_sent(frozen):
        number, place = suffix_order(label)
        used[str(number)] = max(place, used.get(str(number), 0))
    out: list[Insertion] = []
    places = [(change, _behind(change, frozen)) for change in plan.changes]
    for change, behind in sorted(places, key=lambda each: (each[1] is None, each[0].kind == "added")):
        if change.now is None:
            continue
        after = plain(behind.last) if behind else str(frozen.pages)
        start = used.get(after, 0)
        count = pages[change.now.key]
        labels = tuple(f"{after}{suffix(start + step)}" for step in range(1, count + 1))
        out.append(
            Insertion(document=change.now, after=f"{after}{suffix(start)}", labels=labels, joins=behind is not None)
        )
        used[after] = start + count
    return tuple(out)


def _behind(change: Change, frozen: Frozen) -> SentDocument | None:
    """The document in the bundle behind which a change's pages go: its older version, or the last of its item."""
    there = standing(frozen)
    where = change.where
    while where and where not in there:  # it was replaced by a supplement of its own: what did that replace?
        where = _replaced_by(where, frozen)
    if where:
        return there[where]
    of_item = [sent for sent in there.values() if sent.item == change.item]
    return max(of_item, key=lambda sent: suffix_order(sent.last), default=None)


def _replaced_by(where: str, frozen: Frozen) -> str:
    """Where the document stood that the one at a place of a supplement replaced; empty where it was added."""
    id, _, key = where.partition(":")
    changes = (change for each in frozen.supplements if each.id == id for change in each.changes)
    return next((change.was for change in changes if change.key == key), "")
