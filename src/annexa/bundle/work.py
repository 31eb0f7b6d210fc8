"""One package in a work folder: sources opened, front matter set, volumes and item files merged and written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

import pikepdf

from annexa.bundle import frontmatter, merge, names, save
from annexa.bundle.frontmatter import Front, Layout
from annexa.bundle.plan import Plan, PlannedDocument, PlannedItem
from annexa.bundle.records import BuiltDocument, BuiltFile, FileKind, StructureIssue
from annexa.bundle.sanitise import clean
from annexa.bundle.source import Source, SourceRefused, open_source
from annexa.tools import typst
from annexa.tools.files import sha256_of, write_whole

SIGNED = "digital signatures"

Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, and how much there is."""


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody sees."""


@dataclass(slots=True, kw_only=True)
class Work:
    """What a package holds so far."""

    folder: Path
    progress: Progress
    files: list[BuiltFile] = field(default_factory=list)
    beside: dict[str, list[str]] = field(default_factory=dict)
    """Files beside the bundle by a document's key."""
    notes: dict[str, list[str]] = field(default_factory=dict)
    """Sentences by a document's key."""
    taken: dict[str, set[str]] = field(default_factory=dict)
    """Names in use, by folder."""

    def add(self, path: str, kind: FileKind, **more: object) -> BuiltFile:
        """Enters a file that is written."""
        full = self.folder / path
        file = BuiltFile(path=path, kind=kind, sha256=sha256_of(full), size=full.stat().st_size, **more)  # type: ignore[arg-type]
        self.files.append(file)
        return file

    def name(self, folder: str, name: str) -> str:
        """A path in the folder that no other file has, small and capital letters alike."""
        return f"{folder}/{names.distinct(name, self.taken.setdefault(folder, set()))}"


def engines() -> dict[str, str]:
    """Versions of what writes the bytes of a bundle."""
    return {"typst": typst.version(), "pikepdf": pikepdf.__version__, "qpdf": pikepdf.__libqpdf_version__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """What was found in a document's PDF; the PDF is closed again, so that thousands of pages need little memory."""

    pages: int
    notes: tuple[str, ...]
    signed: bool


def survey(work: Work, plan: Plan) -> tuple[Plan, dict[str, Surveyed]]:
    """Looks into the PDF of every document and carries what is attached to it.

    One that cannot be merged raises SourceRefused; in a draft, the plan that is returned has a slip sheet with the
    reason in its place.
    """
    found: dict[str, Surveyed] = {}
    refused: dict[str, str] = {}
    for done, document in enumerate(plan.documents):
        work.progress("Reading documents", done, len(plan.documents))
        if document.rendering.pdf is None:
            continue
        try:
            source = open_document(document)
        except SourceRefused as error:
            if not plan.draft:
                raise
            refused[document.key] = f"{error.message}. {error.remedy}"
            continue
        removed = [f"Taken out: {count} {what}." for what, count in sorted(source.removed.items()) if what != SIGNED]
        found[document.key] = Surveyed(
            pages=len(source.pages), notes=(*source.notes, *removed), signed=SIGNED in source.removed
        )
        carry_attachments(work, document, source)
        source.close()
    return _with_slips(plan, refused), found


def open_document(document: PlannedDocument) -> Source:
    """The document's PDF, opened and cleaned. Raises SourceRefused."""
    source = open_source(document.rendering.pdf, prefix=f"{document.key}.", title=describe(document))
    clean(source)
    return source


def _with_slips(plan: Plan, refused: Mapping[str, str]) -> Plan:
    def changed(document: PlannedDocument) -> PlannedDocument:
        if document.key not in refused:
            return document
        return replace(document, rendering=replace(document.rendering, pdf=None, pages=0, reason=refused[document.key]))

    if not refused:
        return plan
    volumes = tuple(
        tuple(replace(item, documents=tuple(map(changed, item.documents))) for item in volume)
        for volume in plan.volumes
    )
    return replace(plan, volumes=volumes)


def describe(document: PlannedDocument) -> str:
    """Title and item, as in "“Destinations”, item 3.4"."""
    return f"“{document.title}”, item {document.item}"


# ---------------------------------------------------------------------------------------------- files beside it


def carry_natives(work: Work, plan: Plan, surveyed: Mapping[str, Surveyed]) -> None:
    """Copies what goes beside the bundle, and notes it: workbooks, files without pages, signed originals."""
    for document in plan.documents:
        seen = surveyed.get(document.key)
        notes = work.notes.setdefault(document.key, [])
        notes[:0] = [*document.rendering.notes, *(seen.notes if seen else ())]
        is_alone = document.rendering.carry or seen is None or seen.signed
        if document.source and is_alone and document.source.is_file():
            path = work.name("natives", names.safe_file(f"{document.item} {document.name}"))
            write_whole(work.folder / path, document.source.read_bytes())
            work.add(path, "native", item=document.item, document=document.key)
            work.beside.setdefault(document.key, []).append(path)
            notes.append(f"The original is beside this bundle: {path}")


def carry_attachments(work: Work, document: PlannedDocument, source: Source) -> None:
    """Copies the files that were embedded in a document's PDF, and notes them."""
    for attachment in source.attachments:
        path = work.name("natives", names.safe_file(f"{document.item} {attachment.name}"))
        write_whole(work.folder / path, attachment.content)
        work.add(path, "attachment", item=document.item, document=document.key)
        work.beside.setdefault(document.key, []).append(path)
        work.notes.setdefault(document.key, []).append(f"A file attached to the original is beside this bundle: {path}")


# ---------------------------------------------------------------------------------------------- volumes, item files


def write_volumes(work: Work, plan: Plan, surveyed: Mapping[str, Surveyed]) -> tuple[Layout, list[StructureIssue]]:
    """Writes every volume; returns where everything begins and what only authors can mend."""
    fronts, layout = frontmatter.make(plan, notes=work.notes, pages_of=lambda each: surveyed[each.key].pages)
    issues: list[StructureIssue] = []
    for number, (front, items) in enumerate(zip(fronts, plan.volumes, strict=True), 1):
        work.progress("Merging volumes", number - 1, len(plan.volumes))
        first = layout.pages["cover"] if number == 1 else _first_page(front, items, layout)
        title, path = frontmatter.title_of(plan, number), bundle_name(plan, number)
        numbering = merge.Numbering(first=first, total=layout.total, draft=plan.draft)
        leaves = chain(_opening(front), _item_leaves(front, items))
        made = _write(work, plan, leaves, path, title, numbering, _elsewhere(plan, number, layout))
        last = first + made.pages - 1
        work.add(path, "bundle", pages=made.pages, first=first, last=last, volume=number, accessible=made.accessible)
        issues += made.issues
        for key, notes in made.notes.items():
            work.notes.setdefault(key, []).extend(notes)
        front.source.close()
    return layout, issues


def bundle_name(plan: Plan, number: int) -> str:
    """The file name of a volume: it says what it is."""
    return names.safe_name(frontmatter.title_of(plan, number).replace(":", " -"), suffix=".pdf")


def write_items(work: Work, plan: Plan, surveyed: Mapping[str, Surveyed]) -> None:
    """Writes the PDF of every item, numbered from 1."""
    for done, item in enumerate(plan.items):
        work.progress("Writing item files", done, len(plan.items))
        alone = plan.only(item.id)
        (front,), layout = frontmatter.make(
            alone, notes=work.notes, cover=False, pages_of=lambda each: surveyed[each.key].pages
        )
        title = f"{'DRAFT – ' if plan.draft else ''}{item.heading}"
        path = work.name("items", names.safe_name(item.heading, suffix=".pdf"))
        numbering = merge.Numbering(total=layout.total, draft=plan.draft)
        made = _write(work, plan, _item_leaves(front, alone.items), path, title, numbering, _not_here)
        work.add(path, "item", pages=made.pages, first=1, last=made.pages, item=item.id, accessible=made.accessible)
        front.source.close()


def _not_here(target: str) -> str:
    return "A link to a document that is not in this file."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """What one merged file turned out to be."""

    pages: int
    accessible: bool
    issues: list[StructureIssue]
    notes: dict[str, list[str]]
    """What could not be kept, by key."""


def _write(
    work: Work,
    plan: Plan,
    leaves: Iterable[merge.Leaf],
    path: str,
    title: str,
    numbering: merge.Numbering,
    elsewhere: merge.Elsewhere,
) -> _Written:
    """Merges, describes and saves one file."""
    merged = merge.merge(leaves, title=title, language=plan.language, numbering=numbering, elsewhere=elsewhere)
    issues = _issues(plan, merged)
    accessible = not any(issue.breaks for issue in issues)
    about = save.About(title=title, language=plan.language, dated=plan.as_at, is_accessible=accessible)
    save.describe(merged.pdf, about)
    save.save(merged.pdf, work.folder / path)
    notes = {merged.leaves[index].key: found for index, found in merged.notes.items()}
    return _Written(pages=merged.length, accessible=accessible, issues=issues, notes=notes)


def _opening(front: Front) -> list[merge.Leaf]:
    titles = {"cover": "Cover", "index": "Index"}
    return [
        merge.Leaf(
            source=front.source,
            title=title,
            start=front.starts[key],
            count=front.lengths[key],
            key=key,
        )
        for key, title in titles.items()
        if key in front.starts
    ]


def _item_leaves(front: Front, items: Sequence[PlannedItem]) -> Iterator[merge.Leaf]:
    """Dividers, documents and slip sheets; a document is opened when its turn comes."""
    for item in items:
        yield _front_leaf(front, item.id, item.heading, 0)
        for document in item.documents:
            if document.key in front.starts:
                yield _front_leaf(front, document.key, document.title, 1)
                continue
            yield merge.Leaf(
                source=open_document(document),
                title=document.title,
                depth=1,
                describe=describe(document),
                key=document.key,
                files=(f"{item.folder.rpartition('/')[2]}/{document.name}",),
            )


def _front_leaf(front: Front, key: str, title: str, depth: int) -> merge.Leaf:
    return merge.Leaf(
        source=front.source,
        title=title,
        depth=depth,
        start=front.starts[key],
        count=front.lengths[key],
        key=key,
    )


def _first_page(front: Front, items: Sequence[PlannedItem], layout: Layout) -> int:
    opening = front.lengths["cover"] + front.lengths["index"]
    return layout.pages[items[0].id] - opening


def _elsewhere(plan: Plan, number: int, layout: Layout) -> merge.Elsewhere:
    """Words for links to documents of other volumes.

    Words, and no jump into the other file (GoToR), on purpose. Firefox and Chrome, in which portals show what is handed
    in, do not follow such a jump (mozilla/pdf.js#17278); a package, a portal or a recipient calls the volumes by other
    names, and then the link is dead before an inspector's eyes; and a file that opens others by name is what mail
    gateways stop and what our own verification calls reaching outside. The words stay right whatever it is called.
    """
    others = {
        document.name.casefold(): (
            f"In volume {layout.volume[document.key]}, page {layout.pages[document.key]}: {document.title}"
        )
        for document in plan.documents
        if layout.volume[document.key] != number
    }
    return lambda target: others.get(merge.last_part(target).casefold())


def _issues(plan: Plan, merged: merge.Merged) -> list[StructureIssue]:
    """The merge's issues by item and document, each said once a page."""
    documents = {document.key: document for document in plan.documents}
    found: dict[tuple[str, int, str], StructureIssue] = {}
    for issue in merged.issues:
        key = merged.leaves[issue.leaf].key
        document = documents.get(key)
        where = describe(document) if document else merged.leaves[issue.leaf].title
        record = StructureIssue(
            kind=issue.kind,
            item=document.item if document else key,
            document=key,
            page=issue.page,
            message=f"{where}: page {issue.page} {issue.message}",
            breaks=issue.breaks,
        )
        found.setdefault((key, issue.page, issue.message), record)
    return list(found.values())


def documents_of(plan: Plan, work: Work, layout: Layout, surveyed: Mapping[str, Surveyed]) -> list[BuiltDocument]:
    """Where every document stands."""
    starts = {file.volume: file.first or 1 for file in work.files if file.kind == "bundle"}
    found = []
    for document in plan.documents:
        first, volume = layout.pages[document.key], layout.volume[document.key]
        seen = surveyed.get(document.key)
        pages = seen.pages if seen else 1
        found.append(
            BuiltDocument(
                planned=document,
                volume=volume,
                first=first,
                last=first + pages - 1,
                pages=pages,
                position=first - starts[volume] + 1,
                divider=layout.pages[document.item],
                notes=tuple(work.notes.get(document.key, ())),
                beside=tuple(work.beside.get(document.key, ())),
            )
        )
    return found
