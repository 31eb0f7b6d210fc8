"""What goes into a bundle, in which order, in which volume: decided from records alone, before any file is opened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from annexa.bundle.signing import NOT_ASKED, SignOffs
from annexa.load.places import Unsafe, locate, recorded
from annexa.model.framework import Framework, Requirement, Submission
from annexa.model.library import BundleLimits, DocumentMeta, Item, KnownGap, Library, LinkExplained, is_child_level
from annexa.model.words import day_in_words
from annexa.proof.record import Proof

Package = Literal["shared", "child-level"]
"""shared: for every inspector. child-level: child-level and tracked-children material, a bundle of its own."""

MEGABYTE = 1_000_000
NOTHING = "Nothing to submit"
"""What stands in a document's place where an item has none and says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What became of one document: the PDF to merge, or why there is none."""

    pdf: Path | None
    pages: int = 0
    """Pages of `pdf`."""
    size: int = 0
    """Bytes of `pdf`."""
    engine: str = ""
    """What made it, with its version; empty where the document is a PDF itself."""
    carry: bool = False
    """Whether the document itself goes beside the bundle too: a workbook, a file that has no pages."""
    notes: tuple[str, ...] = ()
    """Sentences for the divider page."""
    reason: str = ""
    """One sentence: why there is no PDF. Set where `pdf` is None, but for a link."""
    fault: Literal["", "missing", "failed"] = ""
    """Whether the PDF ought to be there: the file is not, or its conversion failed. Empty for what has no pages by its
    kind, which goes beside the bundle as it is."""
    remedy: str = ""
    """One sentence: what to do about the fault."""
    proof: Proof | None = None
    """Whether `pdf` shows all that the document says and nothing that it hides; None where there is no PDF."""


UNCONVERTED = Rendering(pdf=None, fault="failed", reason="The document was not converted to PDF.")

NOT_HERE = Rendering(
    pdf=None,
    fault="missing",
    reason="The file is not in the secure folder of this machine.",
    remedy="Build where the secure folder is; library.yaml says its place, and annexa check whether the file is there.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDocument:
    """One document of an item, ready to merge or to be announced on a slip sheet."""

    key: str
    """Unique in the plan: "3.4/2" is the second document listed in the metadata of item 3.4."""
    item: str
    title: str
    kind: str
    dated: date
    status: str
    name: str
    """The file's own name, which links in other documents may use."""
    file: str
    """POSIX path relative to the project folder, or `secure:` and the path below the secure folder."""
    source: Path | None
    """Absolute; None for a document that is only a link."""
    sha256: str
    """Of the source; empty where there is none."""
    rendering: Rendering
    link: LinkExplained | None = None

    @property
    def known_as(self) -> tuple[str, ...]:
        """Its path below evidence/, of which links in other documents write the end; nothing where it has no file."""
        return (self.file.removeprefix("evidence/"),) if self.file else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedGap:
    """Evidence that is not there, which a page of its own explains."""

    key: str
    """Unique in the plan: "3.4/2" for the second document of item 3.4, "3.4/gap" where there is nothing at all."""
    item: str
    title: str
    """Of the document, or NOTHING."""
    reason: str
    by: str
    """The role, in words."""
    on: date
    follows: date | None

    @property
    def in_short(self) -> str:
        """When it follows, beside its title; empty where there is nothing and never will be."""
        if self.follows is not None:
            return f"To follow by {day_in_words(self.follows)}"
        return "" if self.title == NOTHING else "To follow"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """An item with the documents that this package holds."""

    id: str
    number: str
    """As printed in the list, or empty."""
    title: str
    group: str
    asks: str
    summary: str
    folder: str
    """POSIX path relative to the project folder."""
    documents: tuple[PlannedDocument, ...]
    gaps: tuple[PlannedGap, ...] = ()
    """Known gaps; their pages stand behind the documents."""
    elsewhere: int = 0
    """Documents of the item that are in the other package."""

    @property
    def heading(self) -> str:
        """Number and title, as in "3.4 Destinations"."""
        return f"{self.number} {self.title}".strip()

    @property
    def pages(self) -> int:
        """Pages of its documents, dividers apart."""
        return sum(document.rendering.pages for document in self.documents)

    @property
    def size(self) -> int:
        """Bytes of its documents' PDFs."""
        return sum(document.rendering.size for document in self.documents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """A requirement that has a row in the index and no pages in this package."""

    id: str
    number: str
    title: str
    group: str
    why: Literal["missing", "child-level", "supplement"]
    """supplement: inspectors hold it in a supplement, which a bundle with later insertions does not take in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A submission's bundle. Items stand in the order of the framework, documents in the order of their metadata."""

    submission: str
    title: str
    framework: str
    area: str
    partnership: str
    language: str
    package: Package
    draft: bool
    notification: date | None
    due: str
    """When the submission is due, in words."""
    as_at: date
    """The newest date that the metadata of the submission states: the date of both bundles, whenever they are built."""
    volumes: tuple[tuple[PlannedItem, ...], ...]
    mentioned: tuple[Mentioned, ...]
    order: tuple[str, ...]
    """Ids of the items and of what is only mentioned, in the order of the index."""
    limits: BundleLimits
    """What one file may hold."""
    sign_offs: SignOffs = NOT_ASKED
    """How its items stood in their sign-off when it was planned."""

    @property
    def items(self) -> tuple[PlannedItem, ...]:
        """All items, volume after volume."""
        return tuple(item for volume in self.volumes for item in volume)

    @property
    def documents(self) -> tuple[PlannedDocument, ...]:
        """All documents, in the order of the bundle."""
        return tuple(document for item in self.items for document in item.documents)

    @property
    def there(self) -> tuple[PlannedDocument, ...]:
        """The documents but for those of a draft that are missing or were not converted."""
        return tuple(document for document in self.documents if not document.rendering.fault)

    @property
    def gaps(self) -> tuple[PlannedGap, ...]:
        """All known gaps, in the order of the bundle."""
        return tuple(gap for item in self.items for gap in item.gaps)

    def only(self, item: str) -> "Plan":
        """The same plan with one item and nothing else; without volumes where the plan does not hold the item."""
        kept = tuple(each for each in self.items if each.id == item)
        return replace(self, volumes=(kept,) if kept else (), mentioned=(), order=(item,) if kept else ())


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
    planned: list[PlannedItem] = []
    mentioned: list[Mentioned] = []
    for requirement in wanted:
        group = groups.get(requirement.group, "")
        item = items.get(requirement.id)
        made = _planned_item(library, item, requirement, group, renderings, digests, package) if item else None
        elsewhere = made is not None and made.elsewhere > 0
        if made and (made.documents or made.gaps):
            planned.append(made)
        elif elsewhere and package == "shared":
            mentioned.append(_mention(requirement, group, "child-level"))
        elif not elsewhere and draft and (package == "shared" or requirement.sensitive):
            mentioned.append(_mention(requirement, group, "missing"))
    known = {item.id for item in planned} | {each.id for each in mentioned}
    ids = {requirement.id for requirement in wanted}
    volumes = split(planned, library.meta.limits) or ([()] if mentioned and package == "shared" else [])
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


def newest_date(library: Library, items: Iterable[Item]) -> date:
    """The newest date in the metadata that is no later than it must be: builds on any day agree about it."""
    dates = [library.meta.notification] if library.meta.notification else []
    for item in items:
        dates += [gap.on for _, gap in item.meta.gaps]
        for document in item.meta.documents:
            dates += [document.dated, *(attestation.on for attestation in document.attest.values())]
    return max(dates, default=date(2000, 1, 1))


def midnight(day: date) -> datetime:
    """The start of a day, for a PDF's dates, which need a time."""
    return datetime(day.year, day.month, day.day)


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
    return 1 + (len(item.documents) + len(item.gaps)) // 8 + slips


def _mention(requirement: Requirement, group: str, why: Literal["missing", "child-level"]) -> Mentioned:
    return Mentioned(id=requirement.id, number=requirement.number or "", title=requirement.title, group=group, why=why)


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
            documents.append(_planned_document(library, item, meta, index, renderings, digests))
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


def _planned_document(
    library: Library,
    item: Item,
    meta: DocumentMeta,
    index: int,
    renderings: Mapping[Path, Rendering],
    digests: Mapping[Path, str],
) -> PlannedDocument:
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
    )
