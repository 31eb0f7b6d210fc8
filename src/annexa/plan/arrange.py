"""What goes into a bundle, in which order, in which volume: decided from records alone, before any file is opened."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from annexa.documents.sniff import is_recording
from annexa.load.places import Unsafe, locate, recorded
from annexa.model.also import pointed_at
from annexa.model.framework import Framework, Requirement, Submission
from annexa.model.library import BundleLimits, DocumentMeta, Item, KnownGap, Library, is_child_level
from annexa.plan import pointing
from annexa.plan.planned import (
    MEGABYTE,
    NOT_HERE,
    NOTHING,
    UNCONVERTED,
    Mentioned,
    Package,
    Plan,
    PlannedDocument,
    PlannedGap,
    PlannedItem,
    Rendering,
)
from annexa.tools.files import sha256_of


def make(
    library: Library,
    framework: Framework,
    submission: Submission,
    renderings: Mapping[Path, Rendering],
    digests: Mapping[Path, str],
    *,
    package: Package = "shared",
    draft: bool = False,
) -> Plan:
    """The plan for one submission and package.

    `renderings` and `digests` are keyed by the absolute path of the source, as `annexa.load.places.locate` gives it. A
    document without a rendering gets a slip sheet that says so; whether that may be submitted is for the check to say.
    """
    wanted = [each for each in framework.requirements if each.submission == submission.id]
    items = {item.meta.requirement: item for item in library.items}
    groups = {group.id: group.title for group in framework.groups}
    pointers = pointed_at(library)
    planned: list[PlannedItem] = []
    mentioned: list[Mentioned] = []
    for requirement in wanted:
        group = groups.get(requirement.group, "")
        item = items.get(requirement.id)
        made = _planned_item(library, item, requirement, group, renderings, digests, package) if item else None
        if pointed := pointers.get(requirement.id):
            made = pointing.with_pointers(made or _without_item(requirement, group), pointed, framework, package)
        elsewhere = made is not None and made.elsewhere > 0
        explained = item is not None and item.meta.nothing_to_submit is not None
        if made and (made.documents or made.gaps or made.pointers):
            planned.append(made)
        elif elsewhere and package == "shared":
            mentioned.append(_mention(requirement, group, "child-level"))
        elif draft and not elsewhere and not explained and (package == "shared" or requirement.sensitive):
            mentioned.append(_mention(requirement, group, "missing", _why_missing(library, requirement, item)))
    known = {item.id for item in planned} | {each.id for each in mentioned}
    ids = {requirement.id for requirement in wanted}
    is_told = any(each.why == "missing" for each in mentioned)  # a package that only points to another says nothing
    volumes = split(planned, library.meta.limits) or ([()] if is_told and package == "shared" else [])
    return Plan(
        submission=submission.id,
        title=submission.title,
        framework=framework.title,
        area=library.meta.area,
        partnership=library.meta.partnership,
        language=library.meta.language,
        package=package,
        draft=draft,
        notification=library.meta.notification,
        due=f"day {submission.due.day}, {submission.due.time:%H:%M}",
        as_at=newest_date(library, [item for item in library.items if item.meta.requirement in ids]),
        volumes=tuple(volumes),
        mentioned=tuple(mentioned),
        order=tuple(requirement.id for requirement in wanted if requirement.id in known),
        limits=library.meta.limits,
    )


def sources(library: Library, framework: Framework, submission: str) -> list[Path]:
    """The files that a submission needs, both packages, each once, in order: what is to be converted."""
    wanted = {each.id for each in framework.requirements if each.submission == submission}
    found = (
        locate(library, item, document)
        for item in library.items
        if item.meta.requirement in wanted
        for document in item.meta.documents
    )
    return list(dict.fromkeys(place for place in found if isinstance(place, Path)))


def digests_of(library: Library, framework: Framework, submission: str) -> dict[Path, str]:
    """The SHA-256 of each of these files that is there."""
    return {path: sha256_of(path) for path in sources(library, framework, submission) if path.is_file()}


def newest_date(library: Library, items: Iterable[Item]) -> date:
    """The newest date in the metadata that is no later than it must be: builds on any day agree about it.

    Today, where there is no evidence yet that could have one.
    """
    dates = [library.meta.notification] if library.meta.notification else []
    for item in items:
        dates += [gap.on for _, gap in item.meta.gaps]
        for document in item.meta.documents:
            dates += [document.dated, *(attestation.on for attestation in document.attest.values())]
    return max(dates, default=date.today())


def split(items: Sequence[PlannedItem], limits: BundleLimits) -> list[tuple[PlannedItem, ...]]:
    """Items in volumes that keep to the limits. An item is never cut: one that is too large alone stands alone."""
    rows = sum(len(item.documents) + len(item.gaps) + 1 for item in items)
    front = 3 + rows // 20
    volumes: list[list[PlannedItem]] = []
    pages, size = 0, 0
    for item in items:
        item_pages = item.pages + _front_pages(item)
        full = pages + item_pages > limits.pages or size + item.size > limits.megabytes * MEGABYTE
        if not volumes or (full and volumes[-1]):
            volumes.append([])
            pages, size = front, MEGABYTE // 2  # cover, index and dividers with their fonts
        volumes[-1].append(item)
        pages, size = pages + item_pages, size + item.size
    return [tuple(volume) for volume in volumes]


def _front_pages(item: PlannedItem) -> int:
    """Pages that divider and slip sheets take, on the safe side."""
    slips = sum(document.rendering.pdf is None for document in item.documents) + len(item.gaps)
    return 1 + (len(item.documents) + len(item.gaps) + len(item.pointers)) // 8 + slips


def _mention(
    requirement: Requirement, group: str, why: Literal["missing", "child-level"], reason: str = ""
) -> Mentioned:
    number = requirement.number or ""
    return Mentioned(id=requirement.id, number=number, title=requirement.title, group=group, why=why, reason=reason)


def _why_missing(library: Library, requirement: Requirement, item: Item | None) -> str:
    if requirement.id in library.unread:
        return "its item.yaml cannot be read"
    return "nothing is in the library yet" if item is None else "no document in its item.yaml can be used"


def _without_item(requirement: Requirement, group: str) -> PlannedItem:
    """A requirement that has no item of its own."""
    return PlannedItem(
        id=requirement.id,
        number=requirement.number or "",
        title=requirement.title,
        group=group,
        asks=requirement.asks,
        summary="",
        folder="",
        documents=(),
    )


def _planned_item(
    library: Library,
    item: Item,
    requirement: Requirement,
    group: str,
    renderings: Mapping[Path, Rendering],
    digests: Mapping[Path, str],
    package: Package,
) -> PlannedItem:
    documents: list[PlannedDocument] = []
    gaps: list[PlannedGap] = []
    elsewhere = 0
    for index, meta in enumerate(item.meta.documents):
        if is_child_level(requirement, meta) != (package == "child-level"):
            elsewhere += 1
        elif meta.to_follow is not None:
            gaps.append(_planned_gap(library, item, f"{index + 1}", meta.title, meta.to_follow))
        else:
            documents.append(planned_document(library, item, meta, index, renderings, digests))
    if item.meta.nothing_to_submit is not None and package == "shared":  # a reason names no child
        gaps.append(_planned_gap(library, item, "gap", NOTHING, item.meta.nothing_to_submit))
    return PlannedItem(
        id=requirement.id,
        number=requirement.number or "",
        title=requirement.title,
        group=group,
        asks=requirement.asks,
        summary=item.meta.summary,
        folder=item.yaml.rpartition("/")[0],
        documents=tuple(documents),
        gaps=tuple(gaps),
        elsewhere=elsewhere,
        left_out=len(set(item.named) - {meta.file for meta in item.meta.documents}) if package == "shared" else 0,
    )


def _planned_gap(library: Library, item: Item, place: str, title: str, gap: KnownGap) -> PlannedGap:
    return PlannedGap(
        key=f"{item.meta.requirement}/{place}",
        item=item.meta.requirement,
        title=title,
        reason=gap.reason,
        by=library.people.in_words(gap.by),
        on=gap.on,
        follows=gap.follows,
    )


def planned_document(
    library: Library,
    item: Item,
    meta: DocumentMeta,
    index: int,
    renderings: Mapping[Path, Rendering],
    digests: Mapping[Path, str],
) -> PlannedDocument:
    """A document of an item, by its place in the metadata; `renderings` and `digests` as for `make`."""
    place = locate(library, item, meta)
    source = place if isinstance(place, Path) else None
    if source is not None:
        rendering = renderings.get(source) or UNCONVERTED
    elif isinstance(place, Unsafe):
        rendering = Rendering(pdf=None, fault="missing", reason=f"The document {place.reason}.")
    else:
        rendering = Rendering(pdf=None)
    if meta.secure is not None and rendering.fault == "missing":
        rendering = NOT_HERE
    return PlannedDocument(
        key=f"{item.meta.requirement}/{index + 1}",
        item=item.meta.requirement,
        title=meta.title,
        kind=meta.kind.value,
        dated=meta.dated,
        status=meta.status.value,
        name=meta.name.rpartition("/")[2],
        file=recorded(item, meta),
        source=source,
        sha256=(digests.get(source) or "") if source else "",
        rendering=rendering,
        link=meta.link,
        transcript=_transcript(item, meta) if meta.transcript or is_recording(meta.name) else None,
    )


def _transcript(item: Item, meta: DocumentMeta) -> str:
    """The key of the document that a recording names as its transcript; empty for none."""
    files = [document.file for document in item.meta.documents]
    return f"{item.meta.requirement}/{files.index(meta.transcript) + 1}" if meta.transcript in files else ""
