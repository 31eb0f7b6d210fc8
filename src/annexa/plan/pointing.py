"""Documents of other items that answer a requirement too: where its divider and the index point to."""

from collections.abc import Iterable
from dataclasses import replace

from annexa.model.also import Pointed
from annexa.model.errors import FindingsRefused
from annexa.model.framework import Framework, Requirement
from annexa.model.library import is_child_level
from annexa.model.words import count
from annexa.plan.planned import Package, Plan, PlannedItem, PlannedPointer


def with_pointers(made: PlannedItem, pointed: Iterable[Pointed], framework: Framework, package: Package) -> PlannedItem:
    """The item with what points to documents of this package; the shared one only counts those it must not name."""
    pointers: list[PlannedPointer] = []
    elsewhere = 0
    here = framework.requirement(made.id)
    for each in pointed:
        owner = framework.requirement(each.item.meta.requirement)
        if owner is None or here is None:
            continue
        if is_child_level(owner, each.meta) == (package == "child-level"):
            pointers.append(_pointer(each, owner, here, framework))
        else:
            elsewhere += package == "shared"
    return replace(made, pointers=tuple(pointers), elsewhere=made.elsewhere + elsewhere)


def _pointer(each: Pointed, owner: Requirement, here: Requirement, framework: Framework) -> PlannedPointer:
    is_here = owner.submission == here.submission
    other = None if is_here else framework.submission(owner.submission)
    return PlannedPointer(
        key=f"{owner.id}/{each.place + 1}" if is_here else "",
        title=each.meta.title,
        dated=each.meta.dated,
        status=each.meta.status.value,
        owner=f"{owner.number or ''} {owner.title}".strip(),
        page=each.also.span[0] if each.also.span else 1,
        last=each.also.span[1] if each.also.span else 0,
        pages=each.also.in_words,
        note=each.also.note,
        submission=other.title if other else "",
    )


def refuse_beyond_the_end(plans: Iterable[Plan]) -> None:
    """Raises FindingsRefused where a requirement is answered by pages that a document does not have."""
    lines: list[str] = []
    for plan in plans:
        documents = {document.key: document for document in plan.documents}
        for item in plan.items:
            for pointer in item.pointers:
                document = documents.get(pointer.key)
                if document is None or document.rendering.pdf is None or not pointer.last:
                    continue
                if pointer.last > document.rendering.pages:
                    lines.append(
                        f"“{document.title}” (item {document.item}) has {count(document.rendering.pages, 'page')}, "
                        f"and says that {pointer.pages} answer {item.id}"
                    )
    if lines:
        raise FindingsRefused(
            "A document does not have the pages that are said to answer another requirement:\n  " + "\n  ".join(lines),
            remedy="Correct ‘pages’ below ‘also’ in item.yaml.",
        )
