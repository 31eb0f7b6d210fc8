"""One package in a work folder: sources opened, front matter set, volumes and item files merged and written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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


def open_all(plan: Plan, *, refuse: bool, progress: Progress = silent) -> tuple[Plan, dict[str, Source]]:
    """Opens and cleans the PDF of every document.

    One that cannot be merged raises SourceRefused where `refuse` is set; otherwise the plan that is returned has a
    slip sheet with the reason in its place.
    """
    opened: dict[str, Source] = {}
    refused: dict[str, str] = {}
    for done, document in enumerate(plan.documents):
        progress("Reading documents", done, len(plan.documents))
        if document.rendering.pdf is None:
            continue
        try:
            source = open_source(document.rendering.pdf, prefix=f"{document.key}.", title=describe(document))
            clean(source)
            opened[document.key] = source
        except SourceRefused as error:
            if refuse:
                raise
            refused[document.key] = f"{error.message}. {error.remedy}"
    return _with_slips(plan, refused), opened


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


def carry_natives(work: Work, plan: Plan, sources: Mapping[str, Source]) -> None:
    """Copies what goes beside the bundle: workbooks, files without pages, signed originals, embedded files."""
    for document in plan.documents:
        source = sources.get(document.key)
        notes = work.notes.setdefault(document.key, list(document.rendering.notes))
        signed = source is not None and "digital signatures" in source.removed
        if document.source and (document.rendering.carry or signed or document.rendering.pdf is None):
            path = work.name("natives", names.safe_file(f"{document.item} {document.name}"))
            if document.source.is_file():
                write_whole(work.folder / path, document.source.read_bytes())
                work.add(path, "native", item=document.item, document=document.key)
                work.beside.setdefault(document.key, []).append(path)
                notes.append(f"The original is beside this bundle: {path}")
        if source:
            _carry_attachments(work, document, source, notes)
            notes += source.notes
            notes += [f"Taken out: {count} {what}." for what, count in sorted(source.removed.items())]


def _carry_attachments(work: Work, document: PlannedDocument, source: Source, notes: list[str]) -> None:
    for attachment in source.attachments:
        path = work.name("natives", names.safe_file(f"{document.item} {attachment.name}"))
        write_whole(work.folder / path, attachment.content)
        work.add(path, "attachment", item=document.item, document=document.key)
        work.beside.setdefault(document.key, []).append(path)
        notes.append(f"A file attached to the original is beside this bundle: {path}")


# ---------------------------------------------------------------------------------------------- volumes, item files


def write_volumes(work: Work, plan: Plan, sources: Mapping[str, Source]) -> tuple[Layout, list[StructureIssue]]:
    """Writes every volume; returns where everything begins and what only authors can mend."""
    fronts, layout = frontmatter.make(plan, notes=work.notes, pages_of=lambda each: len(sources[each.key].pages))
    issues: list[StructureIssue] = []
    for number, (front, items) in enumerate(zip(fronts, plan.volumes, strict=True), 1):
        work.progress("Merging volumes", number - 1, len(plan.volumes))
        leaves = [*_opening(front), *_item_leaves(plan, front, items, sources)]
        first = layout.pages["cover"] if number == 1 else _first_page(front, items, layout)
        merged = merge.merge(
            leaves,
            title=frontmatter.title_of(plan, number),
            language=plan.language,
            numbering=merge.Numbering(first=first, total=layout.total, draft=plan.draft),
            elsewhere=_elsewhere(plan, number, layout),
        )
        found = _issues(plan, leaves, merged)
        path = bundle_name(plan, number)
        _finish(work, plan, merged, path, frontmatter.title_of(plan, number), found)
        work.add(path, "bundle", pages=len(merged.pages), first=first, volume=number, accessible=_is_accessible(found))
        issues += found
        front.source.close()
        for index, notes in merged.notes.items():
            work.notes.setdefault(leaves[index].key, []).extend(f"{note[0].upper()}{note[1:]}." for note in notes)
    return layout, issues


def bundle_name(plan: Plan, number: int) -> str:
    """The file name of a volume: it says what it is."""
    return names.safe_name(frontmatter.title_of(plan, number).replace(":", " -"), suffix=".pdf")


def write_items(work: Work, plan: Plan) -> None:
    """Writes the PDF of every item, numbered from 1, from sources opened afresh: merging changes them in memory."""
    for done, item in enumerate(plan.items):
        work.progress("Writing item files", done, len(plan.items))
        alone = plan.only(item.id)
        _, sources = open_all(alone, refuse=True)
        fronts, layout = frontmatter.make(
            alone,
            notes=work.notes,
            cover=False,
            pages_of=lambda each, sources=sources: len(sources[each.key].pages),  # type: ignore[misc]
        )
        leaves = _item_leaves(alone, fronts[0], alone.items, sources)
        title = f"{'DRAFT – ' if plan.draft else ''}{item.heading}"
        merged = merge.merge(
            leaves,
            title=title,
            language=plan.language,
            numbering=merge.Numbering(total=layout.total, draft=plan.draft),
            elsewhere=lambda target: "A link to a document that is not in this file.",
        )
        found = _issues(alone, leaves, merged)
        path = work.name("items", names.safe_name(item.heading, suffix=".pdf"))
        _finish(work, plan, merged, path, title, found)
        work.add(path, "item", pages=len(merged.pages), first=1, item=item.id, accessible=_is_accessible(found))
        for source in (*sources.values(), fronts[0].source):
            source.close()


def _opening(front: Front) -> list[merge.Leaf]:
    titles = {"cover": "Cover", "index": "Index"}
    return [
        merge.Leaf(
            source=front.source,
            title=title,
            start=front.starts[key],
            count=front.lengths[key],
            key=key,
            own_bookmarks=False,
        )
        for key, title in titles.items()
        if key in front.starts
    ]


def _item_leaves(
    plan: Plan, front: Front, items: Sequence[PlannedItem], sources: Mapping[str, Source]
) -> list[merge.Leaf]:
    leaves = []
    for item in items:
        leaves.append(_front_leaf(front, item.id, item.heading, 0))
        for document in item.documents:
            if document.key in front.starts:
                leaves.append(_front_leaf(front, document.key, document.title, 1))
                continue
            leaves.append(
                merge.Leaf(
                    source=sources[document.key],
                    title=document.title,
                    depth=1,
                    describe=describe(document),
                    key=document.key,
                    files=(f"{item.folder.rpartition('/')[2]}/{document.name}",),
                )
            )
    return leaves


def _front_leaf(front: Front, key: str, title: str, depth: int) -> merge.Leaf:
    return merge.Leaf(
        source=front.source,
        title=title,
        depth=depth,
        start=front.starts[key],
        count=front.lengths[key],
        key=key,
        own_bookmarks=False,
    )


def _first_page(front: Front, items: Sequence[PlannedItem], layout: Layout) -> int:
    opening = front.lengths["cover"] + front.lengths["index"]
    return layout.pages[items[0].id] - opening


def _elsewhere(plan: Plan, number: int, layout: Layout) -> merge.Elsewhere:
    """Words for links to documents of other volumes."""
    others = {
        document.name.casefold(): (
            f"In volume {layout.volume[document.key]}, page {layout.pages[document.key]}: {document.title}"
        )
        for document in plan.documents
        if layout.volume[document.key] != number
    }
    return lambda target: others.get(merge.last_part(target).casefold())


def _finish(
    work: Work, plan: Plan, merged: merge.Merged, path: str, title: str, issues: Sequence[StructureIssue]
) -> None:
    about = save.About(title=title, language=plan.language, dated=plan.as_at, is_accessible=_is_accessible(issues))
    save.describe(merged.pdf, about)
    save.save(merged.pdf, work.folder / path)


def _is_accessible(issues: Sequence[StructureIssue]) -> bool:
    return not any(issue.breaks for issue in issues)


def _issues(plan: Plan, leaves: Sequence[merge.Leaf], merged: merge.Merged) -> list[StructureIssue]:
    """The merge's issues by item and document, each said once a page."""
    documents = {document.key: document for document in plan.documents}
    found: dict[tuple[str, int, str], StructureIssue] = {}
    for issue in merged.issues:
        key = leaves[issue.leaf].key
        document = documents.get(key)
        where = describe(document) if document else leaves[issue.leaf].title
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


def documents_of(plan: Plan, work: Work, layout: Layout, sources: Mapping[str, Source]) -> list[BuiltDocument]:
    """Where every document stands."""
    found = []
    for document in plan.documents:
        first = layout.pages[document.key]
        source = sources.get(document.key)
        found.append(
            BuiltDocument(
                planned=document,
                volume=layout.volume[document.key],
                first=first,
                last=first + (len(source.pages) if source else 1) - 1,
                divider=layout.pages[document.item],
                notes=tuple(work.notes.get(document.key, ())),
                beside=tuple(work.beside.get(document.key, ())),
            )
        )
    return found
